"""Where the parties of a word stand: its grammatical slots, read off the dependency parse.

A slot is a name ("subj", "obj", "with") and the tokens that head its phrases. The functions undo what
the surface does to it: passive, relative clauses, participles, infinitives with an understood subject,
coordination, light verbs. Labels are those of the ClearNLP scheme that spaCy's English models use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.notes import goes_on_from
from kg.extract.events.quantities import counted
from kg.knowledge import frames

if TYPE_CHECKING:
    from spacy.tokens import Token

    Slots = dict[str, list[Token]]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
#: Prepositions that set the scene when they open a sentence.
_SCENES = frozenset({"on", "at", "in", "after", "before", "during", "under", "over", "since", "following"})
#: Subjects that stand for nobody: "it is a plan that", "there is a state that".
_EMPTY = frozenset({"it", "this", "that", "there", "these", "what", "which", "who"})
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
    found = [c for c in verb.children if c.dep_ in SUBJECTS]
    if len(found) == 1 and found[0].i < verb.i and found[0].nbor(1).text == ";":
        return []  # "Official visit; met with the king"
    before = [t for t in found if t.dep_ == "nsubj" and t.i < verb.i]
    if len(before) > 1:
        # "A founder of the League, Ruritania has …": what stands before only describes the subject.
        found = [t for t in found if t not in before[:-1] or t.tag_ in {"WDT", "WP"}]
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
        if named == [verb.head] and verb.dep_ == "relcl":
            return [*identified(verb.head, depth), *_issuer(verb, depth), *_company(verb)]
        return [*named, *_company(verb)]
    if depth > _DEPTH:
        return []
    head, dep = verb.head, verb.dep_
    infinitive = any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children)
    if (dep == "relcl" and not infinitive) or (dep in {"acl", "amod"} and verb.tag_ in {"VBG", "VBN"}):
        return [*identified(head, depth), *_teller(verb, head, depth)]
    if dep in {
        "acl",
        "relcl",
    }:  # "launched an initiative to help", which the parser takes for a clause of its own
        return _subject_of_noun(head, depth)
    if dep == "conj":
        return surface_subject(head, depth + 1) if head.pos_ in {"VERB", "AUX"} else []
    if dep in {"xcomp", "ccomp"}:
        return _controller(verb, head, depth)
    if dep in {"acomp", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head, depth + 1)  # "remains committed to helping"
    if dep == "advcl":
        if head.pos_ not in {"VERB", "AUX"}:
            return []
        return _asked(verb, head) or surface_subject(head, depth + 1)
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


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who is to do what an infinitive says: the object that is asked, else the subject that wants."""
    if head.pos_ not in {"VERB", "AUX", "ADJ"}:
        return []
    objects = [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP"]
    if objects and verb.i > objects[-1].i and head.lemma_ not in frames.load().list("subject_control"):
        return objects
    if asked := _asked(verb, head):
        return asked
    if head.pos_ == "ADJ" and head.dep_ in {"acomp", "oprd"}:
        return surface_subject(head.head, depth + 1)
    return surface_subject(head, depth + 1)


def _asked(verb: Token, head: Token) -> list[Token]:
    """ "appealed to Ruritania to stop", "pressed Ruritania to stop": whoever is asked is to do it."""
    if not any(c.tag_ == "TO" and c.dep_ == "aux" for c in verb.children):
        return []
    asked = frames.load().list("asked_with")
    for prep in head.children:
        known = prep.dep_ in {"prep", "dative"} and f"{head.lemma_} {prep.lower_}" in asked
        found = [c for c in prep.children if c.dep_ == "pobj"] if known and prep.i < verb.i else []
        if found:
            return found
    if head.lemma_ not in asked:
        return []
    if is_passive(head):
        return surface_subject(head)
    return [c for c in head.children if c.dep_ in {"dobj", "dative"} and c.pos_ != "ADP" and c.i < verb.i]


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
    if governor.pos_ == "ADJ" and governor.dep_ in {"acomp", "oprd"}:
        return surface_subject(governor.head, depth + 1)
    return []


def identified(noun: Token, depth: int = 0) -> list[Token]:
    """Whom a describing noun describes: "Korvel, a dealer who", "Ruritania is a land that", "among those"."""
    above, verb = noun.head, noun.head.head
    lists = frames.load()
    somebody = lists.list("people") | lists.list("collective") | lists.list("those")
    if noun.pos_ == "PROPN" or noun.lemma_.lower() not in somebody or depth > _DEPTH:
        return [noun]
    own: list[Token] = []
    if noun.dep_ == "appos" and above.pos_ == "PROPN":
        own = [above]
    elif noun.dep_ == "pobj" and above.lower_ in {"among", "amongst", "as"} and verb.pos_ in {"VERB", "AUX"}:
        if verb.lemma_ == "be" or (above.lower_ == "as" and above.i < verb.i):
            own = surface_subject(verb, depth + 1)
    elif noun.dep_ == "attr" and above.lemma_ in {"be", "become", "remain"}:
        own = surface_subject(above, depth + 1)
    return [t for t in own if t.lower_ not in _EMPTY and t.i != noun.i] or [noun]


def _subject_of_noun(noun: Token, depth: int) -> list[Token]:
    """Whose plan, decision or attempt it is."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    for prep in noun.children:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in {"by", "of", "between", "among"}:
            found = [c for c in prep.children if c.dep_ == "pobj"]
            if found:
                return found
    modifiers = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"} and c.text[:1].isupper()]
    if modifiers:
        return modifiers
    governor = noun.head
    if noun.dep_ in {"dobj", "attr"} and governor.pos_ in {"VERB", "AUX"}:
        return surface_subject(governor, depth + 1)
    # "glad of the opportunity to meet them": the subject of the clause does it.
    left_to = frames.load().list("left_to_subject")
    if noun.dep_ == "pobj" and noun.lemma_.lower() in left_to and depth <= _DEPTH:
        verb = governor.head.head if governor.head.pos_ == "ADJ" else governor.head
        return surface_subject(verb, depth + 1) if verb.pos_ in {"VERB", "AUX"} else []
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


def _glued_receiver(verb: Token, thing: Token) -> list[Token]:
    """ "sold Borduria fighter jets": the parse makes the receiver a part of what is sold."""
    first = verb.nbor(1) if verb.i + 1 < len(verb.doc) else verb
    glued = first.head == thing and first.dep_ in {"nmod", "compound", "nummod", "amod"}
    told = any(c.dep_ in {"prep", "dative"} and c.lower_ == "to" for v in (verb, thing) for c in v.children)
    return [first] if glued and first.ent_type_ == "GPE" and first.pos_ == "PROPN" and not told else []


def add_prepositions(token: Token, slots: Slots, depth: int = 0) -> None:
    """The prepositional phrases of a token; a slot that is filled already stays as it is."""
    fresh: Slots = {}
    for prep in token.children:
        if prep.dep_ in {"prep", "agent"} or (prep.dep_ == "dative" and prep.pos_ == "ADP"):
            if depth or not _setting(prep, token):
                _preposition(prep, fresh)
        elif prep.dep_ in {"advmod", "prt"} and depth == 0:
            for nested in prep.children:
                if nested.dep_ == "prep":
                    _preposition(nested, fresh)
    for name, tokens in fresh.items():
        slots.setdefault(name, tokens)


def _setting(prep: Token, verb: Token) -> bool:
    """ "On the eve of the talks, …", "…, with Korvel as its head": when and how, not to whom."""
    if prep.lower_ == "with":
        return (
            prep.i > 0
            and prep.nbor(-1).text == ","
            and any(c.lower_ == "as" for p in prep.children for c in (p, *p.children) if c.dep_ == "prep")
        )
    front = prep.i < verb.i and verb.pos_ in {"VERB", "AUX"} and prep.lower_ in _SCENES
    return front and any(c.dep_ in SUBJECTS and prep.i < c.i for c in verb.children)


def _preposition(prep: Token, slots: Slots) -> None:
    name = prep.lower_
    for child in prep.children:
        if child.dep_ == "pobj":
            slots.setdefault(name, []).append(antecedent(child))
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            _preposition(child, slots)  # "spoke to Korvel and to Plexi"
        elif child.dep_ == "pcomp":
            slots.setdefault(f"{name}+", []).append(child)
        elif child.dep_ == "prep":
            for deeper in child.children:
                if deeper.dep_ == "pobj":
                    slots.setdefault(f"{name} {child.lower_}", []).append(antecedent(deeper))
                    slots.setdefault(child.lower_, []).append(antecedent(deeper))


def stray(doers: list[Token], slots: Slots) -> None:
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
        stray(slots["subj"], slots)
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
        if direct and not indirect and verb.lemma_ in frames.load().list("ditransitive"):
            indirect = _glued_receiver(verb, direct[0])
        if indirect:
            slots["iobj"] = indirect
    add_prepositions(verb, slots)
    for child in verb.children:
        if child.dep_ in {"advcl", "xcomp", "ccomp"} and any(
            c.dep_ == "mark" and c.lower_ == "for" for c in child.children
        ):
            slots.setdefault("for", _own_subject(child))  # "called for Ruritania to leave"
    if "xcomp" not in slots and "ccomp" not in slots:
        slots["xcomp"] = [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i and _to(c)]
    things = slots["obj"] if direct or passive else []
    for token in [*things, *slots.get("under", ()), *(t for thing in things for t in counted(thing))]:
        add_prepositions(token, slots, 1)  # also "came under fire from Ruritania"
    if not slots["obj"]:
        slots["obj"] = _shared_object(verb)
    return {name: tokens for name, tokens in slots.items() if tokens}


def _to(verb: Token) -> bool:
    """ "worked to end the war", which the parser may take for a purpose."""
    first = verb.left_edge
    return first.tag_ == "TO" and first.head.i == verb.i


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
