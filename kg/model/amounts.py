"""Amounts: a figure with its unit, its bound, its direction and its period."""

from __future__ import annotations

from pydantic import Field

from kg.model.base import Value
from kg.model.vocabulary import Bound, Direction


class Amount(Value):
    """A level, or a change of one.

    A level has `value` (or `low` and `high`). A change has `change` in `change_unit`
    ("percent" or the level's unit), always ≥ 0, with `direction`; when the text gives both ("fell
    by a third, to $32.9 bn") one amount carries both and `implied_base` is the level before,
    value / (1 ± change/100). `consistent` is False when a stated base contradicts the implied one
    by more than rounding allows, None when nothing could be checked.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = Field(default=None, description="ISO 4217 code, UCUM unit, percent, or a count noun")
    direction: Direction | None = None
    change: float | None = Field(default=None, ge=0)
    change_unit: str | None = None
    period: str | None = Field(default=None, description="per year, per day, year-on-year …")
    bound: Bound = Bound.EXACT
    implied_base: float | None = None
    consistent: bool | None = None
