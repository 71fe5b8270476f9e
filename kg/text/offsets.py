"""A repaired text and the way from its characters back to the raw ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.documents import RepairCount


class Edit(NamedTuple):
    """Raw characters start … end were replaced by `replacement`, by a named rule."""

    start: int
    end: int
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The text for parsing and display, with its map to the raw text.

    `at` and `raw` are parallel: from repaired offset at[i] on, raw offset is raw[i] + (offset - at[i]),
    until the next entry; inside a replacement every character maps to the whole replaced stretch.
    """

    raw_text: str
    text: str
    edits: tuple[Edit, ...]
    _at: tuple[int, ...]
    _raw: tuple[int, ...]
    _fixed: tuple[bool, ...]  # True: this run is a replacement of raw[i] … raw[i + 1]

    @classmethod
    def of(cls, raw_text: str, edits: Iterable[Edit] = ()) -> RepairedText:
        """Apply edits, which must be in order and must not overlap (ValueError otherwise)."""
        pieces: list[str] = []
        at: list[int] = []
        raw: list[int] = []
        fixed: list[bool] = []
        done, length = 0, 0
        kept = tuple(edits)
        for edit in kept:
            if edit.start < done or edit.end < edit.start or edit.end > len(raw_text):
                raise ValueError(f"edits overlap or leave the text at {edit.start}")
            for piece, origin, is_fixed in (
                (raw_text[done : edit.start], done, False),
                (edit.replacement, edit.start, True),
            ):
                if piece:
                    at.append(length)
                    raw.append(origin)
                    fixed.append(is_fixed)
                    pieces.append(piece)
                    length += len(piece)
            done = edit.end
        at.append(length)
        raw.append(done)
        fixed.append(False)
        pieces.append(raw_text[done:])
        return cls(raw_text, "".join(pieces), kept, tuple(at), tuple(raw), tuple(fixed))

    def _edit_at(self, start: int) -> Edit:
        starts = [e.start for e in self.edits]
        i = bisect_right(starts, start) - 1
        while not self.edits[i].replacement:
            i -= 1
        return self.edits[i]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters that repaired start … end came from, replaced stretches whole.

        Raises ValueError for a span outside the text or of negative length.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no such span: {start} … {end} of {len(self.text)}")
        i = bisect_right(self._at, start) - 1
        low = self._raw[i] if self._fixed[i] else self._raw[i] + start - self._at[i]
        if end == start:
            return low, low
        j = bisect_right(self._at, end - 1) - 1
        if self._fixed[j]:
            high = self._edit_at(self._raw[j]).end
        else:
            high = self._raw[j] + end - self._at[j]
        return low, max(low, high)

    def counts(self) -> tuple[RepairCount, ...]:
        """How often each rule was applied, by name of the rule."""
        found: dict[str, int] = {}
        for edit in self.edits:
            found[edit.rule] = found.get(edit.rule, 0) + 1
        return tuple(RepairCount(rule=rule, count=found[rule]) for rule in sorted(found))
