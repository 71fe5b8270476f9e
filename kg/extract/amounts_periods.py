"""By what a figure is counted, where words stand between: "5 million barrels of oil a day", "$50 a barrel".

A period right behind the figure is read with it (`amounts_grammar`). Here: behind the noun that it counts or
what that noun is of, and rates by a thing ("per barrel", "per 100,000 people").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.amounts_tokens import periods
from kg.extract.base import AmountExpression
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: Words between a figure and its period: "of crude oil".
_BETWEEN = 4
#: Words of the longest period.
_LONGEST = 5
_PER = frozenset({"a", "an", "per", "each", "every"})


@cache
def _units() -> frozenset[str]:
    """Names of physical units in the singular, behind which money is a price."""
    lines = [line for line in read_lines(data_path("lexicon", "units.jsonl")) if not line.get("time")]
    return frozenset(name for line in lines for name in line["names"] if not name.endswith("s"))


def with_periods(annotated: Annotated, found: Sequence[AmountExpression]) -> list[AmountExpression]:
    """The amounts in order, with what each is counted by; a number behind "per" is no amount of its own."""
    doc = annotated.parse
    starts = {one.first: one for one in found}
    used: set[int] = set()
    made: list[AmountExpression] = []
    for one in found:
        if one.first in used:
            continue
        period = end = None
        if one.amount.period is None:
            period, end = _behind(doc, one)
            by = starts.get(_per(doc, one) or -1)
            if by is not None and by is not one and by.amount.unit:
                used.add(by.first)
                period, end = f"per {_written(doc, by)}", by.last
        made.append(_counted_by(annotated, one, period, end) if period and end else one)
    return made


def _counted_by(annotated: Annotated, one: AmountExpression, period: str, end: int) -> AmountExpression:
    last = annotated.token(end - 1)
    stop = max(one.end, last.idx + len(last.text))
    amount = one.amount.model_copy(update={"period": period, "text": annotated.text[one.start : stop]})
    return replace(one, amount=amount, end=stop)


def _per(doc: Doc, one: AmountExpression) -> int | None:
    """The token behind the "per" or "for every" after a figure."""
    for i in range(one.last, min(len(doc) - 1, one.last + _BETWEEN)):
        if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX"}:
            return None
        if doc[i].lower_ == "per" or (doc[i].lower_ == "every" and doc[i - 1].lower_ == "for"):
            return i + 1
    return None


def _written(doc: Doc, by: AmountExpression) -> str:
    return " ".join(t.text for t in doc[by.first : by.last])


def _behind(doc: Doc, one: AmountExpression) -> tuple[str | None, int | None]:
    """The period, or the unit of a price, right behind a figure or what it is of; and where it ends."""
    last = one.last
    reach = [last]
    if last < len(doc) and doc[last].lower_ == "of":
        for i in range(last + 1, min(len(doc), last + 1 + _BETWEEN)):
            if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ"} and doc[i].text != "-":
                break
            reach.append(i + 1)
    for start in reach:
        for size in range(_LONGEST, 0, -1):
            written = " ".join(t.lower_ for t in doc[start : start + size])
            if written in periods():
                return periods()[written], start + size
    priced = len(one.amount.unit or "") == 3 and (one.amount.unit or "").isupper()
    if priced and last + 1 < len(doc) and doc[last].lower_ in _PER and doc[last + 1].lower_ in _units():
        return f"per {doc[last + 1].lower_}", last + 2
    return None, None
