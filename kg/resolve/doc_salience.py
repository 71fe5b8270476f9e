"""How well a mention fits as antecedent of a pronoun: grammatical roles, distance, the figure's weight.

In the spirit of Lappin and Leass (1994), with named signs; what each sign counts for stands in
data/lexicon/salience.jsonl, fitted by bench/fit_salience.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Any

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.cast import Mention
from kg.resolve.doc_binding import SUBJECT, barred, group_head, subject_of, verb_of
from kg.resolve.doc_figures import Draft
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

Signs = dict[str, float]
#: Words whose mean vectors span the way from male to female in the parser's word vectors.
_FEMALE = ("she", "her", "woman", "mother", "actress", "wife", "Mary", "Elizabeth")
_MALE = ("he", "his", "man", "father", "actor", "husband", "John", "William")
_ROLES = {
    **dict.fromkeys(SUBJECT, "subject"),
    **dict.fromkeys(("dobj", "dative", "oprd", "attr"), "object"),
    "poss": "owner",
    "pobj": "oblique",
}


@cache
def weights() -> dict[str, float]:
    """Sign → what it counts for."""
    return {
        str(line["sign"]): float(line["weight"])
        for line in read_lines(data_path("lexicon", "salience.jsonl"))
    }


def total(signs: Signs) -> float:
    """The salience that some signs add up to."""
    table = weights()
    return sum(table.get(sign, 0.0) * value for sign, value in signs.items())


class Salience:
    """Weighs antecedents within one document."""

    def __init__(self, annotated: Annotated) -> None:
        self.annotated = annotated
        self.doc = annotated.parse
        self._leanings: dict[str, float] = {}
        self._axis: Any = None

    def signs(self, back: int, head: Token, pronoun: Mention) -> Signs:
        """What speaks for and against the word `head`, `back` sentences before (0: in its sentence)."""
        me = self.doc[pronoun.head]
        own, mine = role(head), "owner" if me.tag_ == "PRP$" else role(me)
        where = "here" if back == 0 else "before"
        signs: Signs = {f"{where}: {own} for {mine}": 1.0}
        if back:
            signs[f"{min(back, 3)} back"] = 1.0
            if self._paragraph(head) != self._paragraph(me):
                signs["other paragraph"] = 1.0
        else:
            signs["tokens"] = log(1 + abs(pronoun.first - head.i))
            signs.update(self._here(head, me))
        if own == "subject" and group_head(head).head.dep_ == "ROOT":
            signs[f"{where}: main subject"] = 1.0
        if head.dep_ == "conj" or any(c.dep_ == "conj" for c in head.children):
            signs["joined"] = 1.0
        if self.quoted(head.idx) != self.quoted(pronoun.start):
            signs["quotation between"] = 1.0
        return signs

    def _here(self, head: Token, me: Token) -> Signs:
        signs: Signs = {}
        verb = verb_of(me)
        subject = subject_of(verb)
        if head.dep_ == "dobj" and me.tag_ == "PRP$" and _reason(me.head, head.head):
            signs["for its"] = 1.0
        if me.tag_ == "PRP$" and me.head.dep_ == "conj" and group_head(me.head).i == group_head(head).i:
            signs["and its"] = 1.0
        if subject is not None and group_head(subject).i == group_head(head).i:
            signs["own subject"] = 1.0
        elif subject is not None and head.dep_ == "poss" and head.head.i == group_head(subject).i:
            signs["owner of subject"] = 1.0
        elif role(head) == "subject" and verb_of(group_head(head)).is_ancestor(verb):
            signs["subject above"] = 1.0
        elif verb_of(group_head(head)).i == verb.i:
            signs["own clause"] = 1.0
        return signs

    def _paragraph(self, token: Token) -> int:
        return self.annotated.sentence(token.i).paragraph

    def quoted(self, at: int) -> bool:
        """Whether a character stands inside quotation marks of its paragraph."""
        text = self.annotated.text
        before = text[text.rfind("\n", 0, at) + 1 : at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def blocked(self, pronoun: Mention, other: Mention) -> bool:
        """Whether grammar keeps a pronoun from standing for another mention of its sentence."""
        return barred(self.doc[pronoun.head], self.doc[other.head])

    def subject_ahead(self, pronoun: Mention) -> int | None:
        """The token of the main subject that follows a fronted phrase with the pronoun in it.

        "In her speech, Korvel …", "Before he left, Korvel …".
        """
        sentence = self.annotated.sentence(pronoun.first)
        for child, verb in pairwise(self._path(self.doc[pronoun.head], sentence.first, sentence.last)):
            if child.dep_ not in {"prep", "advcl", "npadvmod"} or verb.pos_ not in {"VERB", "AUX"}:
                continue
            for subject in verb.children:
                if subject.dep_ in SUBJECT and child.i < subject.i and pronoun.last <= subject.i:
                    return int(subject.i)
        return None

    @staticmethod
    def _path(token: Token, first: int, last: int) -> Iterator[Token]:
        yield token
        while token.head.i != token.i and first <= token.head.i < last:
            token = token.head
            yield token

    def leaning(self, draft: Draft) -> float:
        """Whether the first name is rather a woman's (> 0) or a man's (< 0), from −1 to 1; 0 if unknown."""
        words = draft.fullest().split()
        if not words or not self.doc.vocab.vectors_length:
            return 0.0
        first = words[0]
        if first not in self._leanings:
            self._leanings[first] = self._lean(first)
        return self._leanings[first] * (1.0 if len(words) > 1 else 0.5)

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


def _reason(noun: Token, verb: Token) -> bool:
    """ "praised Borduria for its reforms": what somebody is praised, blamed or thanked for is their own."""
    return noun.dep_ == "pobj" and noun.head.lower_ in {"for", "over"} and noun.head.head.i == verb.i


def role(head: Token) -> str:
    """The grammatical role of a phrase by its head: subject, object, owner, oblique or other."""
    place = group_head(head)
    return "subject" if place.dep_ == "agent" else _ROLES.get(place.dep_, "other")
