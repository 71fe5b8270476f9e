"""The modality of a whole statement, whose head may be the very word that says how far it commits.

`kg.extract.modality` looks up from the word that names a deed: in "Ruritania has to leave" that is "leave".
A statement is named by the head of its clause, "has", so that here one looks down: to the infinitive that
"need", "have" or "be" brings, to an adjective ("is committed to", "it is vital that"), to a noun ("has the
duty to", "the task is to"), to a condition ("if they agree, trade grows").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.modality import modality
from kg.extract.modality_scope import came_about, infinitive
from kg.extract.modality_words import lexicon
from kg.model.vocabulary import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_COPULAS = frozenset({"be", "remain", "stay", "stand", "become", "seem", "appear", "feel", "look"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_CONTENT = frozenset({"xcomp", "ccomp", "csubj"})
#: To have these is a state, whatever becomes of what they allow.
_HELD = frozenset({"right", "power", "authority", "freedom"})
_PRESENT = frozenset({"VBZ", "VBP", "VB", "MD"})
#: Before "if" these make it no condition: "even if", "as if".
_NOT_IF = frozenset({"even", "as", "ask", "what"})


def clause_modality(head: Token) -> Modality:
    """How far a clause commits to what it states; `head` is its verb, noun or adjective."""
    read = modality(head)
    if read in {Modality.PLANNED, Modality.POSSIBLE} and _bound(head):
        return Modality.NORMATIVE
    if read is not Modality.ACTUAL:
        return read
    return _led(head) or (Modality.POSSIBLE if _on_condition(head) else read)


def _bound(head: Token) -> bool:
    """ "will have to pay", "would need its consent": what must be, whatever the tense."""
    modals = {c.lower_ for c in head.children if c.dep_ == "aux" and c.tag_ == "MD"}
    if not modals & {"will", "would", "'ll", "’ll", "'d", "’d"}:
        return False
    if head.lemma_ == "have":
        return any(c.dep_ == "xcomp" and infinitive(c) for c in head.children)
    return head.lemma_ in {"need", "require"} and _wanted(head) and not _longs_for(head)


def _led(head: Token) -> Modality | None:
    words = lexicon()
    below = next((c for c in head.children if c.dep_ == "xcomp" and infinitive(c) and c.i > head.i), None)
    if below is not None and came_about(below, head):
        return None
    lead = ("lead", head.lemma_.lower())
    if below is not None and head.lemma_ == "be" and (by_subject := _by_subject(head)) is not None:
        return by_subject
    if head.lemma_ == "look" and any(c.lower_ == "forward" for c in head.children):
        return words.get(("lead", "look forward"))
    if below is not None and lead in words:
        own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in below.children)
        # "They want us to leave" is a demand, "they want to leave" a wish.
        return None if lead[1] == "want" and not own else words[lead] or modality(below)
    if words.get(lead) is Modality.NORMATIVE and _wanted(head) and not _longs_for(head):
        return words[lead]
    if below is not None and head.lemma_ == "remain" and below.lemma_ == "see":
        return Modality.POSSIBLE  # "it remains to be seen whether"
    if _awaited(head):
        return Modality.PLANNED
    if head.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in head.children):
        brought = below is not None or _to_gerund(head)
        meaning = words.get(("governor", head.lemma_.lower())) if brought else None
        return meaning if meaning not in {None, Modality.NEGATED} else None
    if head.lemma_ in _COPULAS or head.lower_ in {"'s", "’s"}:
        return _by_predicate(head)
    return _by_object(head)


def _wanted(head: Token) -> bool:
    """A verb that by itself says what ought to be takes an object, a clause, or is passive ("is needed")."""
    if head.lemma_ in {"call", "appeal"}:
        # "called the police on Sunday" demands nothing.
        return any(
            c.dep_ == "prep"
            and c.lower_ in {"for", "on", "upon"}
            and not any(o.dep_ == "pobj" and o.ent_type_ in {"DATE", "TIME"} for o in c.children)
            for c in head.children
        )
    return any(c.dep_ in {"dobj", "ccomp", "auxpass"} for c in head.children)


def _longs_for(head: Token) -> bool:
    """ "They want more", "Ruritania needs Borduria": how things stand, and no demand on anybody."""
    objects = [c for c in head.children if c.dep_ == "dobj"]
    if any(c.dep_ in {"auxpass", "ccomp", "xcomp"} for c in head.children) or not objects:
        return False
    if head.lemma_ == "want":
        return True
    return head.lemma_ == "need" and objects[0].pos_ == "PROPN"


def _awaited(head: Token) -> bool:
    """ "An envoy is expected in Klow", "the next exercise is planned for May": without an infinitive."""
    if head.tag_ != "VBN" or ("awaited", head.lemma_.lower()) not in lexicon():
        return False
    passive = [c for c in head.children if c.dep_ == "auxpass"]
    if not passive or any(c.dep_ in {"neg", "agent", *_CONTENT, "oprd"} for c in head.children):
        return False
    return any(c.dep_ in {"prep", "npadvmod", "advmod"} and c.i > head.i for c in head.children)


def promises(verb: Token) -> bool:
    """ "agreed to sign", "pledged $5 million": the promise is made, what it promises is still planned."""
    if verb.pos_ != "VERB" or ("promise", verb.lemma_.lower()) not in lexicon():
        return False
    if any(c.dep_ == "xcomp" and infinitive(c) for c in verb.children):
        return True
    given = any(c.dep_ == "dobj" for c in verb.children)
    return (given and verb.lemma_ in {"pledge", "promise"}) or _to_gerund(verb)


def _to_gerund(word: Token) -> bool:
    """ "committed to using", "committed to the treaty"."""
    return any(
        c.dep_ == "prep" and c.lower_ == "to" and any(p.dep_ in {"pcomp", "pobj"} for p in c.children)
        for c in word.children
    )


def _by_predicate(head: Token) -> Modality | None:
    """ "is determined to", "remains committed to", "it is vital that", "is possible only if"."""
    words = lexicon()
    for child in head.children:
        if child.dep_ not in _PREDICATES or child.i < head.i:
            continue
        meaning = words.get(("adjective", child.lemma_.lower())) if child.pos_ != "NOUN" else None
        if meaning is None or meaning is Modality.NEGATED:
            continue
        if any(came_about(c, head) for c in head.children if c.dep_ in _CONTENT and c.i > child.i):
            return None  # "was able to escape", "it is good that they came"
        # "is due to begin" is planned, "is due to a storm" gives the cause.
        brings = (child.lower_ != "due" and _to_gerund(child)) or any(
            (c.dep_ in _CONTENT or (c.dep_ == "advcl" and infinitive(c))) and c.i > child.i
            for place in (child, head)
            for c in place.children
        )
        if brings or ("bare", child.lower_) in words:
            return meaning
    return None


def _by_subject(head: Token) -> Modality | None:
    """ "The task of the council is to help"."""
    below = next((c for c in head.children if c.dep_ in {"xcomp", "ccomp"} and infinitive(c)), None)
    subject = next((c for c in head.children if c.dep_ == "nsubj" and c.i < head.i), None)
    if below is None or subject is None or subject.i > below.i:
        return None
    return lexicon().get(("noun", subject.lemma_.lower()))


def _by_object(head: Token) -> Modality | None:
    """ "has the duty to protect", "have a plan to build"."""
    if head.lemma_ not in {"have", "bear", "face"}:
        return None
    for child in head.children:
        if (
            child.dep_ != "dobj"
            or child.lemma_ in _HELD
            or not any(c.dep_ in {"acl", "relcl"} and infinitive(c) for c in child.children)
        ):
            continue
        return lexicon().get(("noun", child.lemma_.lower()))
    return None


def _on_condition(head: Token) -> bool:
    """ "If they agree, the region is safer": what holds only on a condition, told in the present."""
    if head.tag_ not in _PRESENT:
        return False
    first = head.head if head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"} else head
    for child in first.children:
        if child.dep_ != "advcl" or child.tag_ == "VBD" or any(c.lower_ == "you" for c in child.children):
            continue
        for mark in child.children:
            if mark.dep_ == "mark" and mark.lower_ in {"if", "unless"}:
                return mark.i == 0 or mark.nbor(-1).lower_ not in _NOT_IF
    return False
