"""Amounts of a parsed document: money, percent, counts and physical units, with direction and change.

A change and the level it led to are one amount ("fell by more than a third, to $32.9 billion"), with the
base that they imply; a stated base that contradicts it makes the amount inconsistent. Years, dates,
list numbers, ordinals and the numbers of names (S-400, Article 5) are no amounts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.amounts_changes import Linked, Marked, apposed, directed, joint, linked
from kg.extract.amounts_grammar import Figure, figures
from kg.extract.amounts_multiples import multiples
from kg.extract.amounts_periods import with_periods
from kg.extract.amounts_tokens import clock_words, designations
from kg.extract.base import AmountExpression
from kg.model.amounts import Amount
from kg.text.annotate import Annotated
from kg.text.dates import parse_dates

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def find_amounts(annotated: Annotated) -> list[AmountExpression]:
    """Every amount in order of its first character."""
    doc = annotated.parse
    starts = [token.idx for token in doc]
    dated = _dated(annotated.text)
    found: list[AmountExpression] = []
    for figure in figures(annotated.text):
        if _overlaps(figure, dated):
            continue
        made = _expression(doc, annotated.text, starts, figure)
        if made is not None:
            found.append(made)
    found = with_periods(annotated, sorted(found, key=lambda a: (a.start, a.end)))
    return sorted(_with_changes(annotated, found), key=lambda a: (a.start, a.end))


def _dated(text: str) -> list[tuple[int, int]]:
    """Characters of dates, ages and anniversaries; a duration is also an amount of time."""
    return [(d.start, d.end) for d in parse_dates(text) if d.sort != "duration"]


def _overlaps(figure: Figure, spans: list[tuple[int, int]]) -> bool:
    i = bisect_left(spans, figure.number_start, key=lambda s: s[1])
    while i < len(spans) and spans[i][0] < figure.number_end:
        if spans[i][1] > figure.number_start:
            return True
        i += 1
    return False


def _expression(doc: Doc, text: str, starts: list[int], figure: Figure) -> AmountExpression | None:
    first = max(0, bisect_left(starts, figure.start + 1) - 1)
    last = max(first + 1, bisect_left(starts, figure.end))
    digits = max(0, bisect_left(starts, figure.number_start + 1) - 1)
    digits_last = max(digits + 1, bisect_left(starts, figure.number_end))
    if _names_something(doc, digits, digits_last, figure):
        return None
    head = doc[first:last].root
    measured = _measured(doc, head, first, last, figure)
    unit, end, final = figure.unit, figure.end, last
    if figure.kind == "number":
        if measured is None and not _large(figure, text):
            return None
        if measured is not None:
            unit, end, final = _counted(doc, measured, last)
    amount = Amount(
        text=text[figure.start : end],
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=unit,
        period=figure.period,
        bound=figure.bound,
    )
    return AmountExpression(
        figure.start, end, first, final, head.i, amount, measured.i if measured is not None else None
    )


def _names_something(doc: Doc, first: int, last: int, figure: Figure) -> bool:
    """The number of a name, a list item, a clock time or an ordinal."""
    token, before = doc[first], doc[first - 1] if first else None
    if figure.kind not in {"number", "unit"}:
        return False
    if figure.number_start > token.idx and token.text[0].isalpha():
        return True  # "the G-20 leaders"
    if ":" in token.text or (token.lower_ == "one" and _no_count(doc, first, last)):
        return True
    if before is not None:
        glued = not before.whitespace_ and before.text not in {"(", "“", '"', "‘", "'", "—", "–", "$"}
        if glued and not before.is_space:
            return True
        if (
            before.pos_ == "PROPN"
            and token.head.i <= before.i
            and token.dep_ in {"nummod", "appos", "npadvmod", "nmod"}
        ):
            return True
        named = doc[first - 2] if before.text == "." and first > 1 else before
        if named.lower_.rstrip(".") in designations() and (named is before or named.lower_ == "no"):
            return True
    after = doc[last] if last < len(doc) else None
    if after is not None and (
        after.lower_.rstrip(".") in clock_words() or (after.text == ":" and not doc[last - 1].whitespace_)
    ):
        return True
    at_line_start = before is None or "\n" in before.text
    return bool(at_line_start and after is not None and after.text in {".", ")"})


def _no_count(doc: Doc, first: int, last: int) -> bool:
    """ "one of the steps", "any one country", "on the one hand" count nothing."""
    before = doc[first - 1].lower_ if first else ""
    after = doc[last].lower_ if last < len(doc) else ""
    return after in {"of", "another", "or"} or before in {
        "the",
        "any",
        "no",
        "this",
        "that",
        "every",
        "each",
        "'s",
    }


def _measured(doc: Doc, head: Token, first: int, last: int, figure: Figure) -> Token | None:
    """The noun that the figure counts or measures: "40 ships" → ships, "3 tons of wheat" → wheat."""
    if figure.kind == "number":
        noun = head.head if head.pos_ != "NOUN" or head.i < last else head
        if first <= noun.i < last:
            noun = head
        of = _object_of(head)
        if head.dep_ not in {"nummod", "compound", "amod", "quantmod"}:
            noun = of if of is not None else head
        beside = doc[last] if last < len(doc) else head
        if beside.pos_ == "NOUN" and beside.dep_ == "compound" and noun.i > beside.i and noun.tag_ == "NN":
            return beside  # "a 63 nation coalition" counts nations
        if noun.i < last and beside.tag_ == "NNS" and doc[last - 1].head.i == beside.i:
            return beside  # "a quarter of a million people", with the fraction as head
        named = noun.pos_ == "PROPN" and (noun.tag_ == "NNPS" or noun.text.endswith("s"))
        if (
            (noun.pos_ != "NOUN" and not named)
            or first <= noun.i < last
            or noun.i < last
            or noun.i - last > 6
        ):
            return None
        if noun.tag_ == "NNP" and figure.value is not None and 1400 <= figure.value <= 2100:
            return None  # "the 2010 Treaty"
        return noun if figure.value is None or figure.value <= 1 or _plural(noun) else None
    return _object_of(head)


def _large(figure: Figure, text: str) -> bool:
    """ "About 7.5 million", "hundreds of thousands": too large to be anything but a count."""
    return figure.value is not None and figure.value >= 10_000 and not figure.digits_only(text)


def _plural(noun: Token) -> bool:
    """A count above one counts a plural or a collective."""
    return (
        noun.tag_ in {"NNS", "NNPS"}
        or noun.pos_ == "PROPN"
        or noun.text.lower() in {"people", "personnel", "troops", "police", "aircraft", "dead"}
    )


def _object_of(head: Token) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "in"} and child.i > head.i:
            for thing in child.children:
                if thing.dep_ == "pobj":
                    return thing if thing.pos_ in {"NOUN", "PROPN"} else None
    return None


def _counted(doc: Doc, noun: Token, last: int) -> tuple[str, int, int]:
    """The count noun with the words that make it one ("supply routes"), and where it ends."""
    near = doc[max(last, noun.i - 3) : noun.i]
    words = [t for t in near if t.dep_ == "compound" and t.head.i == noun.i and t.pos_ != "PROPN"]
    unit = " ".join([*(w.lower_ for w in words), noun.text if noun.pos_ == "PROPN" else noun.lower_])
    return unit, noun.idx + len(noun.text), noun.i + 1


def _with_changes(annotated: Annotated, found: list[AmountExpression]) -> list[AmountExpression]:
    """Directions set, and change and level of one verb joined into one amount."""
    marked = apposed(annotated.parse, [directed(annotated.parse, one) for one in found])
    made: list[AmountExpression] = []
    used: set[int] = set()
    for pair in linked(marked):
        used.update(pair.indices)
        made.append(_joined(annotated.text, marked, pair))
    made += [m.expression for i, m in enumerate(marked) if i not in used]
    figured = {m.word for m in marked if m.word is not None and m.role in {"level", "change"}}
    return _tenfold([*made, *multiples(annotated, frozenset(i for i in figured if i is not None))], annotated)


def _tenfold(found: Sequence[AmountExpression], annotated: Annotated) -> list[AmountExpression]:
    """ "grew threefold to $9 billion": the multiple and the level right behind it are one amount."""
    ordered = sorted(found, key=lambda a: (a.start, a.end))
    made: list[AmountExpression] = []
    for one in ordered:
        before = made[-1] if made else None
        if (
            before is not None
            and before.amount.value is None
            and before.amount.text.lower().endswith("fold")
            and one.amount.change is None
            and one.amount.direction is not None
            and annotated.text[before.end : one.start].strip(" ,") == "to"
        ):
            amount = joint(one.amount, before.amount, None)
            amount = amount.model_copy(update={"text": annotated.text[before.start : one.end]})
            made[-1] = replace(one, start=before.start, first=before.first, amount=amount)
        else:
            made.append(one)
    return made


def _joined(text: str, marked: Sequence[Marked], pair: Linked) -> AmountExpression:
    members = [marked[i].expression for i in sorted(pair.indices)]
    level = marked[pair.level].expression
    start, end = min(m.start for m in members), max(m.end for m in members)
    amount = pair.amount.model_copy(update={"text": text[start:end]})
    return AmountExpression(
        start,
        end,
        min(m.first for m in members),
        max(m.last for m in members),
        level.head,
        amount,
        level.measured,
        tuple(m.head for m in members),
    )
