"""What grammar rules out: whom a pronoun cannot stand for inside its own clause or phrase.

After the binding conditions: a plain pronoun is free in its clause ("Korvel praised him"), a reflexive is
bound in it ("Korvel praised himself"), and no phrase stands for a part of itself ("her aunt Anna").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge.wordlists import reference_words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
#: Dependencies by which a word stands for the whole phrase above it.
_SAME = frozenset({"conj", "appos"})
_VERBAL = frozenset({"VERB", "AUX"})


def verb_of(token: Token) -> Token:
    """The nearest verb above a token, or the top of its tree."""
    token = token.head if token.pos_ not in _VERBAL else token
    while token.pos_ not in _VERBAL and token.head.i != token.i:
        token = token.head
    return token


def group_head(token: Token) -> Token:
    """The first member of the coordination or apposition that a word ends."""
    while token.dep_ in _SAME and token.head.i != token.i:
        token = token.head
    return token


def subject_of(verb: Token, depth: int = 6) -> Token | None:
    """The subject of a verb, its own or shared: "Korvel came and left", "Korvel wants to leave"."""
    for child in verb.children:
        if child.dep_ in SUBJECT:
            relative = verb.dep_ == "relcl" and child.tag_ in {"WDT", "WP"}
            return verb.head if relative else child
    if depth <= 0 or verb.head.i == verb.i:
        return None
    if verb.dep_ == "xcomp":
        objects = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
        return objects[0] if objects else subject_of(verb.head, depth - 1)
    if verb.dep_ in {"conj", "advcl", "pcomp"}:
        above = verb.head
        while above.pos_ not in _VERBAL and above.head.i != above.i:
            above = above.head
        return subject_of(above, depth - 1)
    return verb.head if verb.dep_ in {"acl", "relcl"} and verb.tag_ in {"VBG", "VBN"} else None


def of_relative(token: Token) -> bool:
    """Whether a word is the subject of a relative clause: "a plan that Ruritania has, …"."""
    place = group_head(token)
    return place.dep_ in SUBJECT and place.head.dep_ == "relcl"


def reflexive(token: Token) -> bool:
    """Whether a pronoun looks back at the subject of its clause."""
    return token.lower_.endswith(("self", "selves"))


def barred(pronoun: Token, other: Token) -> bool:
    """Whether a pronoun cannot stand for what another word of its sentence heads."""
    if group_head(pronoun).i == group_head(other).i:
        return True
    if pronoun.tag_ == "PRP$":
        return _own_phrase(pronoun.head, other)
    if reflexive(pronoun) or pronoun.dep_ in SUBJECT:
        return False
    return _same_clause(pronoun, group_head(other))


def _own_phrase(noun: Token, other: Token) -> bool:
    """ "her aunt Anna", "Anna, her aunt", "Anna is her aunt": never "her"."""
    if noun.i == other.i or (other.dep_ in {"compound", "nmod"} and other.head.i == noun.i):
        return True
    if (other.dep_ == "appos" and other.head.i == noun.i) or (
        noun.dep_ == "appos" and noun.head.i == other.i
    ):
        return True
    if noun.dep_ == "compound" and noun.head.i == other.i:
        return True
    return noun.dep_ in {"attr", "oprd"} and other.dep_ in SUBJECT and other.head.i == noun.head.i


def _same_clause(pronoun: Token, other: Token) -> bool:
    """The subject of the verb that an object pronoun belongs to, or another object of it before."""
    place = group_head(pronoun)
    verb = place.head
    if place.dep_ == "pobj":
        verb = place.head.head  # the verb that the preposition belongs to
    if verb.pos_ not in _VERBAL:
        return False
    subject = None if _led_by_all(verb) else subject_of(verb)
    if subject is not None and group_head(subject).i == other.i:
        return True
    return other.dep_ in {"dobj", "dative"} and other.head.i == verb.i


def _led_by_all(verb: Token) -> bool:
    """ "Korvel sold much, enabling her to leave": what enables is the whole clause and not its subject."""
    behind = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
    return behind and verb.lemma_ in reference_words("enabling")


def binder(pronoun: Token) -> Token | None:
    """The subject that a reflexive stands for."""
    verb = verb_of(pronoun)
    return subject_of(verb)
