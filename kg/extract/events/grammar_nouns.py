"""Where the parties of a noun stand that names an act or a tie: "the sale of X to Y", "talks between …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.grammar import (
    add_prepositions,
    agents,
    antecedent,
    is_passive,
    stray,
    subjects,
    surface_subject,
)
from kg.knowledge import frames
from kg.model.plover import PloverType as P
from kg.model.relations import SIGNATURES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.events.grammar import Slots

#: Steps up the parse from a pronoun to the verb of its clause.
_STEPS = 6
#: Acts of verbs whose object may be other people's doing.
_JUDGING = frozenset({P.SUPPORT, P.ACCUSE, P.REJECT, P.REQUEST, P.THREATEN, P.PROTEST, P.SANCTION})


def noun_slots(noun: Token) -> Slots:
    """The slots of a noun that names an act or a tie."""
    slots: Slots = {}
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"} or _two_names(child):
            slots.setdefault("poss", []).append(antecedent(child))
        elif child.dep_ in {"acl", "relcl"} and child.tag_ in {"TO", "VB"}:
            slots.setdefault("xcomp", []).append(child)
        if child.dep_ == "relcl" and _held(child, noun):
            slots["support"] = subjects(child)  # "the talks that Ruritania held with Borduria"
            add_prepositions(child, slots)
    # A possessor says whose act it is before any adjective does.
    if "poss" in slots:
        slots["poss"].sort(key=lambda t: t.dep_ != "poss")
    add_prepositions(noun, slots)
    for token in [*slots.get("of", ()), *slots.get("in", ())][:2]:
        add_prepositions(token, slots, 1)
    for child in noun.children:
        if child.dep_ == "acl" and child.tag_ == "VBN":
            if found := agents(child):
                slots.setdefault("by", found)
            add_prepositions(child, slots)
            stray(found, slots)
    if not any(k not in {"poss", "xcomp"} for k in slots):
        for child in noun.children:
            if child.dep_ == "conj" and child.pos_ == "NOUN":
                add_prepositions(child, slots)
    if len(slots.get("between", ())) == 1:
        slots["between"] += _other_end(slots["between"][0])
    _from_governor(noun, slots)
    _from_clause(noun, slots)
    return slots


def _held(clause: Token, noun: Token) -> bool:
    """Whether a relative clause says that its subject held or made what the noun names."""
    own = [c for c in clause.children if c.dep_ == "nsubj" and c.tag_ not in {"WDT", "WP"}]
    gap = not any(c.dep_ == "dobj" and c.tag_ not in {"WDT", "WP"} for c in clause.children)
    return bool(own) and gap and clause.i > noun.i and clause.lemma_ in frames.load().list("support")


def _other_end(first: Token) -> list[Token]:
    """ "between Ruritania, led by Korvel, and Borduria": the parse joins the last name to the one before."""
    if first.conjuncts:
        return []
    joined = [t for t in first.subtree if t.dep_ == "conj" and t.i > first.i and t.pos_ in {"PROPN", "NOUN"}]
    after = [t for t in joined if any(c.dep_ == "cc" and c.i < t.i for c in t.head.children)]
    return after[-1:]


def _from_clause(noun: Token, slots: Slots) -> None:
    """Who does what the clause round the noun says: "clause" for some phrases, "around" for any."""
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = noun.head.head
        if noun.head.lower_ in {"in", "with", "at", "under"} and verb.pos_ in {"VERB", "AUX"}:
            # "survived with the help of …", "acted in concert with …": who did so.
            slots["clause"] = surface_subject(verb)
    if noun.dep_ in {"pobj", "dobj"} and verb.pos_ in {"VERB", "AUX"} and not _judges(verb):
        slots["around"] = surface_subject(verb)


def _judges(verb: Token) -> bool:
    """Whether who does so may well be a third party: "criticised the talks with Ruritania"."""
    known = frames.load().of("VERB", verb.lemma_.lower())
    return any(SIGNATURES[f.relation].plover in _JUDGING for f in known)


def _two_names(token: Token) -> bool:
    """ "U.S.-Bordurian talks": a token that the parser takes for a number."""
    return token.dep_ == "nummod" and token.text[:1].isupper() and "-" in token.text


def _from_governor(noun: Token, slots: Slots) -> None:
    lexicon = frames.load()
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
        for child in first.children:
            if child.dep_ == "poss":
                slots.setdefault("poss", []).append(child)
    governor = first.head
    if first.dep_ == "pobj" and governor.dep_ in {"prep", "agent"}:
        verb = governor.head
        if verb.pos_ == "VERB" and verb.lemma_ in lexicon.list("support_prep"):
            slots["support"] = subjects(verb) or surface_subject(verb)
            add_prepositions(verb, slots)
        elif verb.pos_ == "NOUN" and verb.lemma_ in lexicon.list("light_nouns") and first is noun:
            inner = noun_slots(verb)  # "the start of talks between A and B", "a series of attacks on A"
            for name, tokens in inner.items():
                if name not in {"of", "poss"} or name == "poss":
                    slots.setdefault(name, tokens)
    elif first.dep_ == "dobj" and governor.pos_ == "VERB":
        if governor.lemma_ in lexicon.list("support"):
            slots["support"] = subjects(governor)
            add_prepositions(governor, slots)
    elif first.dep_ == "nsubjpass" and governor.lemma_ in lexicon.list("support"):
        slots["support"] = agents(governor)
        add_prepositions(governor, slots)
    elif first.dep_ == "nsubj" and governor.lemma_ in lexicon.list("occur"):
        add_prepositions(governor, slots)
    if first.dep_ == "attr" and governor.lemma_ in {"be", "become", "remain"}:
        slots["is"] = surface_subject(governor)
        add_prepositions(governor, slots)
    elif first.dep_ == "appos":
        slots["is"] = [governor]
    elif first.dep_ == "pobj" and governor.lower_ == "as":
        slots["is"] = _held_to_be(governor.head)
    appositions = [c for c in noun.children if c.dep_ == "appos"]
    if appositions and "is" not in slots:
        slots["is"] = appositions


def owner_in_clause(pronoun: Token) -> list[Token]:
    """Whom "its" or "their" may mean in its own clause: "praised Ruritania for its efforts to help"."""
    place = pronoun.head
    for _ in range(_STEPS):
        if place.pos_ in {"VERB", "AUX"} or place.head.i == place.i:
            break
        inside = place.dep_ in {"pobj", "pcomp"} and place.head.lower_ in {"for", "in", "on", "of", "over"}
        place = place.head
        if inside and place.head.pos_ == "VERB":
            direct = [c for c in place.head.children if c.dep_ == "dobj" and c.i < place.i]
            if direct and not any(t.i == pronoun.head.i for t in direct):
                return direct
    return [t for t in surface_subject(place) if t.i < pronoun.i] if place.pos_ in {"VERB", "AUX"} else []


def _held_to_be(head: Token) -> list[Token]:
    """Who is what "as" says: "recognised X as", but "X acted as", "X's duties as", "X, as a member, …"."""
    if head.pos_ in {"VERB", "AUX"}:
        direct = [c for c in head.children if c.dep_ == "dobj"]
        if direct and (is_passive(head) or head.lemma_ in frames.load().list("predicating")):
            return direct
        return surface_subject(head)
    return [c for c in head.children if c.dep_ == "poss"] or [head]
