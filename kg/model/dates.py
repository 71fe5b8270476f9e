"""Dates with a reason: as written, as resolved, how finely, and on what basis."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, field_validator, model_validator

from kg.model.base import Value
from kg.model.vocabulary import DateBasis, Precision

_ISO = re.compile(r"-?\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?")


class When(Value):
    """A date or span of time.

    start, end: inclusive ISO 8601 dates, as long as they are known (`2016`, `2016-04`,
    `2016-04-07`); a month and day without a year is `--03-24`. For a point of precision p both
    are None or the first and last day are equal strings truncated to that precision.
    """

    text: str | None = Field(default=None, description="as written; None when it rests on metadata")
    start: str | None = None
    end: str | None = None
    precision: Precision = Precision.UNKNOWN
    basis: DateBasis = DateBasis.UNKNOWN

    @field_validator("start", "end")
    @classmethod
    def _iso(cls, value: str | None) -> str | None:
        if value is not None and not _ISO.fullmatch(value):
            raise ValueError(f"not an ISO 8601 date or part of one: {value!r}")
        return value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end:
            n = min(len(self.start), len(self.end))
            if self.end[:n] < self.start[:n]:
                raise ValueError(f"the span ends ({self.end}) before it begins ({self.start})")
        return self
