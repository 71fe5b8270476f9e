"""How a dated expression is tied to a trigger by the parse: smaller is closer, NO_TIE is not at all.

Ranks: 0 it hangs on the trigger; 1 on a noun phrase of the trigger's clause; 2 on the verb whose object,
subject or complement the trigger is; 3 it stands at the head of verbs joined by "and", on the verb that a
participle accompanies, or across a clause with "when"; 4 it opens the sentence, or stands on a later
verb joined to this one; 5 on an earlier one; 6 nothing but words of the same clause stand between the
two (for parses gone wrong).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.base import DateExpression

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NO_TIE = 99
#: Steps up the tree that stay inside one noun phrase or its prepositions.
_NOMINAL_RELATIONS = (
    "dobj pobj prep attr nsubjpass nsubj conj appos compound oprd dative agent poss nmod pcomp amod npadvmod "
    "obj obl nummod"
)
_NOMINAL = frozenset(_NOMINAL_RELATIONS.split())
_MODIFIES = frozenset({"nummod", "compound", "nmod", "amod", "poss", "quantmod"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLIMB = 25  # deeper paths are parses of lists, not of clauses


def head_of(doc: Doc, date: DateExpression) -> Token:
    """The word that the expression hangs on, prepositions passed over."""
    token = doc[date.first : date.last].root
    above = token.head
    for _ in range(_CLIMB):
        if above.pos_ not in {"ADP", "SCONJ"} or above.dep_ == "ROOT":
            break
        above = above.head
    return above


def modifies_noun(doc: Doc, first: int, last: int) -> bool:
    """ "the 1995 treaty": a date inside a noun phrase, before its noun."""
    root = doc[first:last].root
    return root.dep_ in _MODIFIES and root.head.pos_ in {"NOUN", "PROPN"} and root.head.i >= last


def tie(doc: Doc, date: DateExpression, trigger: int, first: int) -> int:
    """The rank of the tie between an expression and a trigger; `first` is the sentence's first token."""
    governor, target = head_of(doc, date), doc[trigger]
    if date.first <= trigger < date.last:
        return NO_TIE
    if governor.i == trigger:
        return 0
    if modifies_noun(doc, date.first, date.last):
        return 1 if _inside_name(governor, target) else NO_TIE
    if _climbs_to(governor, target):
        return 1
    verb = clause_verb(target)
    if governor.i == verb.i or _climbs_to(governor, verb):
        return 2
    rank = _by_joined_verbs(date, governor, verb)
    if rank < NO_TIE:
        return rank
    if date.first - first <= 2 and not _reported(verb, governor):
        return 4
    return 6 if _same_stretch(doc, date, trigger) else NO_TIE


def _inside_name(governor: Token, target: Token) -> bool:
    return target.head.i == governor.i and target.dep_ in {"compound", "amod"}


def _climbs_to(token: Token, target: Token) -> bool:
    """Whether `token` belongs to a noun phrase of `target`, with no other verb on the way."""
    for _ in range(_CLIMB):
        if token.i == target.i:
            return True
        if token.pos_ in {"VERB", "AUX"} or token.dep_ not in _NOMINAL:
            return False
        token = token.head
    return False


def clause_verb(token: Token) -> Token:
    """The verb whose clause a word stands in; through the verbs that only lead it ("agreed to sell")."""
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"xcomp", "aux", "auxpass"}:
            return token
        if token.head.i == token.i:
            return token
        if token.pos_ not in {"VERB", "AUX"} and token.dep_ not in _NOMINAL | {
            "advmod",
            "acomp",
            "prt",
            "neg",
            "det",
        }:
            return token
        token = token.head
    return token


def _by_joined_verbs(date: DateExpression, governor: Token, verb: Token) -> int:
    heads = _joined(verb)
    if governor.i in heads:
        return 3 if date.last <= governor.i else 5
    if verb.i in _joined(governor) and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in governor.children):
        return 4
    if verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.i == governor.i:
        return 3
    if _at_the_time(verb, governor) or _at_the_time(governor, verb):
        return 3
    return NO_TIE


def _at_the_time(clause: Token, main: Token) -> bool:
    """ "relations began when the envoy presented his letters": both at one time."""
    if clause.head.i != main.i or clause.dep_ not in {"advcl", "relcl"}:
        return False
    return any(c.lower_ in {"when", "as", "whereupon"} and c.i < clause.i for c in clause.children)


def _joined(verb: Token) -> set[int]:
    """The verbs that this one continues: "met X and signed Y" (signed → met)."""
    found: set[int] = set()
    for _ in range(_CLIMB):
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            break
        verb = verb.head
        found.add(verb.i)
    return found


def _reported(verb: Token, governor: Token) -> bool:
    """Whether a clause lies inside what the governor says or thinks."""
    for _ in range(_CLIMB):
        if verb.i == governor.i or verb.head.i == verb.i:
            return False
        if verb.dep_ in {"ccomp", "parataxis"}:
            return True
        verb = verb.head
    return False


def _same_stretch(doc: Doc, date: DateExpression, trigger: int) -> bool:
    low, high = (date.last, trigger) if date.last <= trigger else (trigger + 1, date.first)
    if high - low > 15:
        return False
    return not any(t.tag_ in _FINITE or t.text in {";", "“", "”", '"'} for t in doc[low:high])
