"""The rule that decides which claims give a `rel:` triple; look-ups print it without the derivation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self

from kg.errors import StoreError


@dataclass(frozen=True, slots=True)
class AcceptRule:
    """When a claim gives a `rel:` triple (D1).

    threshold: confidence that the author's voice needs; 0.5 means that such claims were more often right
    than wrong on labelled documents (whose labels leave some right claims out). speakers: independent
    voices that make a claim accepted whoever they are.
    """

    threshold: float = 0.5
    speakers: int = 2

    def __str__(self) -> str:
        return (
            "rel:x when a claim of x is actual and not rejected, and a reviewer accepted it, or the author's "
            f"voice says it with confidence {self.threshold:g} or more, or {self.speakers} independent "
            "voices say it; a statement (opinion, assessment, forecast) only when a reviewer accepted it; "
            "said:x for every claim of x that is not a denial"
        )

    def dump(self) -> str:
        """As kept in the ledger."""
        return json.dumps({"threshold": self.threshold, "speakers": self.speakers}, sort_keys=True)

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """As kept in the ledger; None gives the default.

        Raises:
            StoreError: not a rule.
        """
        try:
            return cls(**json.loads(text)) if text else cls()
        except (ValueError, TypeError) as error:
            raise StoreError(f"the ledger's rule cannot be read: {text!r}") from error
