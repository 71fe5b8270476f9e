"""Where the parties of a word stand: its grammatical slots, read off the dependency parse.

A slot is a name ("subj", "obj", "with") and the tokens that head its phrases. The functions undo what
the surface does to it: passive, relative clauses, participles, infinitives with an understood subject,
coordination, light verbs. Labels are those of the ClearNLP scheme that spaCy's English models use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.notes import goes_on_from
from kg.knowledge import frames

if TYPE_CHECKING:
    from spacy.tokens import Token

    Slots = dict[str, list[Token]]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: Chains of clauses deeper than this are parse errors.
_DEPTH = 8


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject is its object: "was signed", "signed by", "the deal signed"."""
    for child in verb.children:
        if child.dep_ in {"auxpass", "nsubjpass", "agent"}:
            return True
    if verb.tag_ != "VBN" or any(c.dep_ == "aux" for c in verb.children):
        return False
    if verb.dep_ in {"acl", "amod"} or (verb.dep_ == "advcl" and not _own_subject(verb)):
        return not any(c.dep_ == "dobj" for c in verb.children)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return not _own_subject(verb) and is_passive(verb.head)
    return False


def _own_subject(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if len(found) == 1 and found[0].i < verb.i and found[0].nbor(1).text == ";":
        return []  # "Official visit; met with the king"
    return found


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; the token itself if it is none."""
    if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "WP$", "IN", "DT"}:
        clause = token
        for _ in range(_DEPTH):
            if clause.dep_ == "relcl":
                return clause.head
            if clause.head is clause or clause.head.i == clause.i:
                break
            clause = clause.head
    return token


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as the sentence shows it, own or understood; [] if there is none."""
    own = _own_subject(verb)
    if own:
        named = [antecedent(t) for t in own if not (t.dep_ == "nsubj" and t.lower_ == "there")]
        issuer = _issuer(verb, depth) if verb.dep_ == "relcl" and named == [verb.head] else []
        return [*named, *issuer, *_company(verb)]
    if depth > _DEPTH:
        return []
    head, dep = verb.head, verb.dep_
    if dep == "relcl" or (dep in {"acl", "amod"} and verb.tag_ in {"VBG", "VBN"}):
        return [head, *_teller(verb, head, depth)]
    if dep == "acl":
        return _subject_of_noun(head, depth)
    if dep == "conj":
        return surface_subject(head, depth + 1) if head.pos_ in {"VERB", "AUX"} else []
    if dep in {"xcomp", "ccomp"}:
        return _controller(verb, head, depth)
    if dep == "advcl":
        return _logical_subject(head, depth) if head.pos_ in {"VERB", "AUX"} else []
    if dep == "pcomp":
        return _subject_of_gerund(verb, depth)
    earlier = goes_on_from(verb)
    return surface_subject(earlier, depth + 1) if earlier is not None else []


def _company(verb: Token) -> list[Token]:
    """ "Ruritania, along with Borduria, attacked": who did it with the subject."""
    found: list[Token] = []
    for child in verb.children:
        if child.lower_ in {"along", "together", "alongside"} and child.dep_ in {"prep", "advmod"}:
            preps = [c for c in child.children if c.dep_ == "prep" and c.lower_ == "with"]
            found += [t for prep in preps or [child] for t in prep.children if t.dep_ == "pobj"]
        elif child.dep_ == "npadvmod" and any(c.dep_ == "cc" for c in child.children):
            found.append(child)  # "Ruritania as well as Borduria attacked"
    return [t for t in found if t.i < verb.i]


def _teller(verb: Token, noun: Token, depth: int) -> list[Token]:
    """ "posted a message blaming Borduria": who issued the words that do so."""
    if verb.tag_ != "VBG" or noun.lemma_.lower() not in frames.load().list("telling"):
        return []
    if owners := [c for c in noun.children if c.dep_ == "poss"]:
        return owners
    governor = noun
    while governor.dep_ in {"pobj", "prep", "conj"} and governor.head.i != governor.i:
        governor = governor.head
    if governor.dep_ in {"dobj", "nsubjpass"} and governor.head.pos_ in {"VERB", "AUX"}:
        return subjects(governor.head) if depth < _DEPTH else []
    if governor.pos_ in {"VERB", "AUX"}:
        return subjects(governor) if depth < _DEPTH else []
    return []


def _issuer(verb: Token, depth: int) -> list[Token]:
    """ "signed a decree that banned imports": who issued the words that do so."""
    noun = verb.head
    lists = frames.load()
    words = noun.lemma_.lower() in lists.list("telling") and noun.dep_ == "dobj"
    if (
        is_passive(verb)
        or not words
        or noun.head.lemma_.lower() not in lists.list("issuing")
        or depth >= _DEPTH
    ):
        return []
    return subjects(noun.head)


def _logical_subject(verb: Token, depth: int) -> list[Token]:
    return surface_subject(verb, depth + 1)


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who is to do what an infinitive says: the object that is asked, else the subject that wants."""
    if head.pos_ not in {"VERB", "AUX", "ADJ"}:
        return []
    objects = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"]
    if objects and verb.i > objects[-1].i and head.lemma_ not in frames.load().list("subject_control"):
        return objects
    for prep in head.children:
        if prep.dep_ == "prep" and prep.lower_ in {"on", "upon"} and prep.i < verb.i:
            found = [c for c in prep.children if c.dep_ == "pobj"]
            if found and head.lemma_ == "call":
                return found
    if head.pos_ == "ADJ" and head.dep_ in {"acomp", "oprd"}:
        return surface_subject(head.head, depth + 1)
    return surface_subject(head, depth + 1)


def _subject_of_gerund(verb: Token, depth: int) -> list[Token]:
    prep = verb.head
    governor = prep.head
    if governor.pos_ in {"VERB", "AUX"}:
        if prep.lower_ in {"of", "from", "for", "into"}:
            objects = [c for c in governor.children if c.dep_ == "dobj"]
            if objects and governor.lemma_ in frames.load().list("object_control"):
                return objects
            if is_passive(governor):
                return surface_subject(governor, depth + 1)
        return surface_subject(governor, depth + 1)
    if governor.pos_ == "NOUN":
        return _subject_of_noun(governor, depth)
    return []


def _subject_of_noun(noun: Token, depth: int) -> list[Token]:
    """Whose plan, decision or attempt it is."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    for prep in noun.children:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in {"by", "of"}:
            found = [c for c in prep.children if c.dep_ == "pobj"]
            if found:
                return found
    modifiers = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
    if modifiers:
        return modifiers
    governor = noun.head
    if noun.dep_ in {"dobj", "attr"} and governor.pos_ in {"VERB", "AUX"}:
        return surface_subject(governor, depth + 1)
    return []


def subjects(verb: Token) -> list[Token]:
    """Who does it, in the active sense."""
    return agents(verb) if is_passive(verb) else surface_subject(verb)


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [antecedent(c) for c in child.children if c.dep_ == "pobj"]
        elif child.dep_ in {"npadvmod", "nsubj"} and verb.dep_ == "amod" and child.i < verb.i:
            found.append(child)  # "Ruritania-led talks"
    return found


def add_prepositions(token: Token, slots: Slots, depth: int = 0) -> None:
    """The prepositional phrases of a token; a slot that is filled already stays as it is."""
    fresh: Slots = {}
    for prep in token.children:
        if prep.dep_ in {"prep", "agent"} or (prep.dep_ == "dative" and prep.pos_ == "ADP"):
            _preposition(prep, fresh)
        elif prep.dep_ in {"advmod", "prt"} and depth == 0:
            for nested in prep.children:
                if nested.dep_ == "prep":
                    _preposition(nested, fresh)
    for name, tokens in fresh.items():
        slots.setdefault(name, tokens)


def _preposition(prep: Token, slots: Slots) -> None:
    name = prep.lower_
    for child in prep.children:
        if child.dep_ == "pobj":
            slots.setdefault(name, []).append(antecedent(child))
        elif child.dep_ == "pcomp":
            slots.setdefault(f"{name}+", []).append(child)
        elif child.dep_ == "prep":
            for deeper in child.children:
                if deeper.dep_ == "pobj":
                    slots.setdefault(f"{name} {child.lower_}", []).append(antecedent(deeper))
                    slots.setdefault(child.lower_, []).append(antecedent(deeper))


def _stray(doers: list[Token], slots: Slots) -> None:
    """ "imposed by Ruritania against Borduria": the parser hangs the last phrase on the name before it."""
    fresh: Slots = {}
    for token in doers:
        if token.pos_ == "PROPN":
            add_prepositions(token, fresh, 1)
    for name in ("against", "on", "upon", "to", "with", "between", "over", "towards"):
        if name in fresh:
            slots.setdefault(name, fresh[name])


def verb_slots(verb: Token) -> Slots:
    """The slots of a verb, whatever voice and clause it stands in."""
    slots: Slots = {}
    passive = is_passive(verb)
    surface = surface_subject(verb)
    direct: list[Token] = []
    indirect: list[Token] = []
    for child in verb.children:
        if child.dep_ == "dobj":
            direct.append(antecedent(child))
        elif child.dep_ == "dative" and child.pos_ != "ADP":
            indirect.append(antecedent(child))
        elif child.dep_ in {"attr", "oprd", "acomp", "xcomp", "ccomp"}:
            slots.setdefault(child.dep_, []).append(child)
    if passive:
        slots["subj"] = agents(verb)
        _stray(slots["subj"], slots)
        if direct:
            slots["obj"], slots["iobj"] = direct, surface
        else:
            slots["obj"] = surface
    else:
        slots["subj"] = surface
        gap = _gap(verb)
        if gap and direct and verb.lemma_ in frames.load().list("ditransitive"):
            direct, indirect = gap, direct  # "the aid that Ruritania gave Borduria"
        slots["obj"] = direct or gap or _raised(verb)
        if indirect:
            slots["iobj"] = indirect
    add_prepositions(verb, slots)
    for child in verb.children:
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and any(
            c.dep_ == "mark" and c.lower_ == "for" for c in child.children
        ):
            slots.setdefault("for", _own_subject(child))  # "called for Ruritania to leave"
    for token in [*(slots["obj"] if direct or passive else ()), *slots.get("under", ())]:
        add_prepositions(token, slots, 1)  # also "came under fire from Ruritania"
    if not slots["obj"]:
        slots["obj"] = _shared_object(verb)
    return {name: tokens for name, tokens in slots.items() if tokens}


def _gap(verb: Token) -> list[Token]:
    """The object that a relative clause leaves out: "the deal Ruritania signed"."""
    if verb.dep_ == "relcl" and _own_subject(verb):
        own = [antecedent(t) for t in _own_subject(verb)]
        if verb.head not in own and not any(c.dep_ in {"ccomp"} for c in verb.children):
            return [verb.head]
    return []


def _raised(verb: Token) -> list[Token]:
    """The object that stands as subject of the complement: "urged Ruritania to leave"."""
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"} and child.pos_ in {"VERB", "AUX"}:
            infinitive = any(c.dep_ == "aux" and c.tag_ == "TO" for c in child.children)
            own = [c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}]
            if own and infinitive:
                return own
    return []


def _shared_object(verb: Token) -> list[Token]:
    """ "condemned and rejected the plan": the object stands with the last verb only."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not _own_subject(child):
            between = verb.doc[verb.i + 1 : child.i]
            if all(t.pos_ in {"CCONJ", "PUNCT", "ADV", "AUX"} for t in between):
                return [c for c in child.children if c.dep_ == "dobj"]
    return []


def noun_slots(noun: Token) -> Slots:
    """The slots of a noun that names an act or a tie."""
    slots: Slots = {}
    for child in noun.children:
        if child.dep_ in {"poss", "amod", "compound", "nmod"} or _two_names(child):
            slots.setdefault("poss", []).append(antecedent(child))
        elif child.dep_ == "acl" and child.tag_ in {"TO", "VB"}:
            slots.setdefault("xcomp", []).append(child)
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
            _stray(found, slots)
    if not any(k not in {"poss", "xcomp"} for k in slots):
        for child in noun.children:
            if child.dep_ == "conj" and child.pos_ == "NOUN":
                add_prepositions(child, slots)
    _from_governor(noun, slots)
    if noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with", "at", "under"}:
        # "survived with the help of …", "acted in concert with …": who did so.
        verb = noun.head.head
        if verb.pos_ in {"VERB", "AUX"}:
            slots["clause"] = surface_subject(verb)
    return slots


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


def _held_to_be(head: Token) -> list[Token]:
    """Who is what "as" says: "recognised X as", but "X acted as", "X's duties as", "X, as a member, …"."""
    if head.pos_ in {"VERB", "AUX"}:
        direct = [c for c in head.children if c.dep_ == "dobj"]
        if direct and (is_passive(head) or head.lemma_ in frames.load().list("predicating")):
            return direct
        return surface_subject(head)
    return [c for c in head.children if c.dep_ == "poss"] or [head]
