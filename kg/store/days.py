"""Windows of whole days from partial ISO 8601 dates, for comparing as text."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Any


def first_day(date: str) -> str | None:
    """The first day that a partial date may mean; None for a day without a year.

    >>> first_day("2016"), first_day("2016-04"), first_day("--03-24")
    ('2016-01-01', '2016-04-01', None)
    """
    if date.startswith("--"):
        return None
    return f"{date}-01-01" if len(date) == 4 else f"{date}-01" if len(date) == 7 else date


def last_day(date: str) -> str | None:
    """The last day that a partial date may mean; None for a day without a year.

    >>> last_day("2016"), last_day("2016-02"), last_day("2016-02-03")
    ('2016-12-31', '2016-02-29', '2016-02-03')
    """
    if date.startswith("--"):
        return None
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return f"{date}-12-31" if len(date) == 4 else date


def window(claim: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """First and last day of what a claim is about: when it occurred or held, else when it was said.

    (None, None) for a claim without a date or with a day of no year.
    """
    for field in ("occurred", "valid", "stated_on"):
        when = claim.get(field)
        if when and (when.get("start") or when.get("end")):
            start, end = when.get("start") or when["end"], when.get("end") or when["start"]
            return first_day(start), last_day(end)
    return None, None
