"""The parse as plain lists: one pass over the tokens, so that every rule after it is cheap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.text.annotate import Annotated, Sentence

#: Characters that open or close a quotation; an apostrophe inside a word is not among the tokens.
QUOTE_MARKS = frozenset("\"“”„‟«»‹›‘’'`「」『』〝〞〟＂") | {"``", "''", "‘‘", "’’"}
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists, one item a token; `left` and `right` are the first and last token of its subtree."""

    annotated: Annotated
    text: str
    form: list[str]  # lower case
    lemma: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    left: list[int]
    right: list[int]
    kids: list[list[int]]
    person: list[bool]  # the name tagger saw a person here

    @classmethod
    def of(cls, annotated: Annotated) -> Words:
        """Read the parse once."""
        w = cls(annotated, annotated.text, [], [], [], [], [], [], [], [], [], [], [])
        # Walking over a parse makes an object a token, so it is done once.
        for t in annotated.parse:
            w.form.append(t.lower_)
            w.lemma.append(t.lemma_.lower())
            w.tag.append(t.tag_)
            w.dep.append(t.dep_)
            w.head.append(t.head.i)
            w.start.append(t.idx)
            w.end.append(t.idx + len(t))
            w.left.append(t.left_edge.i)
            w.right.append(t.right_edge.i)
            w.kids.append([])
            w.person.append(t.ent_type_ == "PERSON")
        for i, h in enumerate(w.head):
            if h != i:
                w.kids[h].append(i)
        return w

    def __len__(self) -> int:
        return len(self.form)

    def sentence(self, i: int) -> Sentence:
        """The sentence of a token."""
        return self.annotated.sentence(i)

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child with one of these labels."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def is_verb(self, i: int) -> bool:
        return self.tag[i][:2] == "VB" or self.tag[i] == "MD"

    def is_finite(self, i: int) -> bool:
        """A finite verb, or one with a finite auxiliary."""
        if self.tag[i] in {"VBD", "VBZ", "VBP", "MD"}:
            return True
        return any(self.dep[k] in {"aux", "auxpass"} and self.form[k] != "to" for k in self.kids[i])

    def is_space(self, i: int) -> bool:
        return not self.form[i].strip()

    def is_mark(self, i: int) -> bool:
        """Punctuation that is not part of what is said: commas, dashes, colons and quotation marks."""
        return self.form[i] in QUOTE_MARKS or self.form[i] in {",", "-", "--", "–", "—", "―", ":", ";"}

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Characters of tokens first … last (exclusive)."""
        return self.start[first], self.end[last - 1]


def trimmed(w: Words, first: int, last: int) -> tuple[int, int]:
    """Without commas, dashes and blanks at either end; quotation marks stay."""
    while first < last and (w.is_space(first) or w.form[first] in {",", ":", ";", "-", "--", "–", "—"}):
        first += 1
    while last > first and (
        w.is_space(last - 1) or w.form[last - 1] in {",", ":", ";", "-", "--", "–", "—", "."}
    ):
        last -= 1
    while last - first > 2 and w.form[last - 1] in {"and", "but", "or", ","}:
        last -= 1  # a conjunction left over from the clause behind
    if last < len(w) and w.form[last] == ")" and any(w.form[k] == "(" for k in range(first, last)):
        opened = sum(w.form[k] == "(" for k in range(first, last))
        last += opened > sum(w.form[k] == ")" for k in range(first, last))
    return first, last
