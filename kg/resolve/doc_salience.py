"""How well a mention fits as antecedent of a pronoun: distance, grammatical role, parallel role, gender.

In the spirit of Lappin and Leass (1994); the weights were searched on GAP development (500 texts)
by coordinate ascent and rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.model.cast import Mention
from kg.resolve.doc_figures import Draft
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})
_OBJECT = frozenset({"dobj", "dative", "oprd", "attr"})
#: Words whose mean vectors span the way from male to female in the parser's word vectors.
_FEMALE = ("she", "her", "woman", "mother", "actress", "wife", "Mary", "Elizabeth")
_MALE = ("he", "his", "man", "father", "actor", "husband", "John", "William")


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of salience counts for."""

    sentence: float = 8.0
    subject: float = 1.0
    main: float = -0.5
    object: float = 1.2
    possessor: float = 1.2
    modifier: float = 1.5
    pronoun: float = -1.0
    token: float = 0.005
    parallel: float = 1.0
    again: float = 0.6
    gender: float = 0.5
    ahead: float = 4.0
    clause: float = 0.25


WEIGHTS = Weights()


class Salience:
    """Weighs antecedents within one document."""

    def __init__(self, annotated: Annotated, weights: Weights = WEIGHTS) -> None:
        self.annotated = annotated
        self.doc = annotated.parse
        self.weights = weights
        self._leanings: dict[str, float] = {}
        self._axis: Any = None

    def weight(self, back: int, other: Mention, pronoun: Mention) -> float:
        """Salience of a mention `back` sentences before a pronoun; greater is likelier."""
        w = self.weights
        head, me = self.doc[other.head], self.doc[pronoun.head]
        role = _role(head)
        score = -w.sentence * back
        if role in SUBJECT:
            score += w.subject + (w.main if _main(head) else 0.0)
        elif role in _OBJECT:
            score += w.object
        elif role == "poss":
            score += w.possessor
        if (role in SUBJECT) == (me.dep_ in SUBJECT) and (role in SUBJECT or role == me.dep_):
            score += w.parallel
        if other.modifier:
            score -= w.modifier
        if other.found_by == "pronoun":
            score += w.pronoun
        if back == 0:
            score -= w.token * (pronoun.first - other.last)
            if _verb(head) is _verb(me) or (
                me.tag_ == "PRP$" and role in SUBJECT and _verb(head).i == _verb(me).i
            ):
                score += w.clause
        return score

    def blocked(self, pronoun: Mention, other: Mention) -> bool:
        """An object pronoun is not the subject of its own verb ("Korvel met him")."""
        token = self.doc[pronoun.head]
        if token.tag_ == "PRP$" or token.lower_.endswith(("self", "selves")):
            return False
        head = self.doc[other.head]
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return token.dep_ not in SUBJECT and head.dep_ in SUBJECT and head.head.i == verb.i

    def subject_ahead(self, pronoun: Mention) -> int | None:
        """The token of the main subject that follows a fronted phrase with the pronoun in it.

        "In her speech, Korvel …", "Before he left, Korvel …".
        """
        sentence = self.annotated.sentence(pronoun.first)
        token = self.doc[pronoun.head]
        path = [token]
        while path[-1].head.i != path[-1].i and sentence.first <= path[-1].head.i < sentence.last:
            path.append(path[-1].head)
        for child, verb in pairwise(path):
            if child.dep_ not in {"prep", "advcl", "npadvmod"} or verb.pos_ not in {"VERB", "AUX"}:
                continue
            for subject in verb.children:
                if (
                    subject.dep_ in {"nsubj", "nsubjpass"}
                    and child.i < subject.i
                    and pronoun.last <= subject.i
                ):
                    return int(subject.i)
        return None

    def leaning(self, draft: Draft) -> float:
        """Whether the first name is rather a woman's (> 0) or a man's (< 0), from −1 to 1; 0 if unknown."""
        words = draft.fullest().split()
        if len(words) < 2 or not self.doc.vocab.vectors_length:
            return 0.0
        first = words[0]
        if first not in self._leanings:
            self._leanings[first] = self._lean(first)
        return self._leanings[first]

    def _lean(self, word: str) -> float:
        import numpy as np

        def unit(text: str) -> Any:
            vector: Any = self.doc.vocab[text].vector
            length = float(np.linalg.norm(vector))
            return vector / length if length else vector

        if self._axis is None:
            axis: Any = sum(unit(w) for w in _FEMALE) - sum(unit(w) for w in _MALE)
            self._axis = axis / (float(np.linalg.norm(axis)) or 1.0)
        # ±0.15 is where rare names, which share vectors, stop scattering around nought.
        value = float(unit(word) @ self._axis)
        return 0.0 if abs(value) < 0.1 else max(-1.0, min(1.0, 4 * value))


def _role(head: Token) -> str:
    while head.dep_ in {"conj", "appos"} and head.head.i != head.i:
        head = head.head
    return str(head.dep_)


def _main(head: Token) -> bool:
    return bool(head.head.dep_ == "ROOT")


def _verb(token: Token) -> Token:
    """The nearest verb above a token."""
    while token.pos_ not in {"VERB", "AUX"} and token.head.i != token.i:
        token = token.head
    return token
