"""How often claims of each kind and relation are right, as measured for the extractor that built a store."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Measured:
    """Of so many claims found on labelled texts, the share that was right, with its 95 % interval.

    of: "all", "kind" or "relation"; name: which one. precision: the claim stands in the words of a labelled
    one, shares a party and has its type or speaker. whole: parties, type and speaker are all right.
    """

    of: str
    name: str
    claims: int
    precision: float
    low: float
    high: float
    whole: float

    def __str__(self) -> str:
        what = "all claims" if self.of == "all" else f"{self.of} {self.name}"
        return (
            f"{what}: precision {self.precision:.2f} ({self.low:.2f}–{self.high:.2f}, {self.claims} claims)"
        )


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The figures of one extractor version on one set of labelled texts."""

    extractor: str = ""
    set: str = ""
    measured: tuple[Measured, ...] = ()

    @classmethod
    def parse(cls, text: str | None) -> Self:
        """From the text of data/accuracy.json; None or what is no such text gives no figures."""
        try:
            made = json.loads(text or "{}")
            return cls(
                str(made.get("extractor", "")),
                str(made.get("set", "")),
                tuple(Measured(**row) for row in made.get("measured", ())),
            )
        except (ValueError, TypeError, AttributeError):
            return cls()

    def of(self, kind: str, name: str) -> Measured | None:
        """The figure of a kind ("kind", "event") or relation ("relation", "meets")."""
        return next((m for m in self.measured if (m.of, m.name) == (kind, name)), None)

    def summary(self, of: tuple[str, ...] = ("all", "kind")) -> str:
        """The figures in a sentence or two; "" when there are none."""
        chosen = [str(m) for m in self.measured if m.of in of]
        if not chosen:
            return ""
        return f"Measured on {self.set} with extractor {self.extractor}: {'; '.join(chosen)}."
