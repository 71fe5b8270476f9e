"""A repaired text and the way from its characters back to the raw ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.documents import RepairCount

#: Joins the names of rules that worked on the same stretch one after the other.
AND = "+"


class Edit(NamedTuple):
    """Raw characters start … end were replaced by `replacement`, by a named rule."""

    start: int
    end: int
    replacement: str
    rule: str


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The text for parsing and display, with its map to the raw text.

    `_at`, `_raw` and `_fixed` are parallel, one entry a run: from repaired offset _at[i] on, the raw
    offset is _raw[i] + (offset − _at[i]) until the next run; a run with _fixed[i] ≥ 0 is a
    replacement, and each of its characters maps to the whole raw stretch of edits[_fixed[i]].
    """

    raw_text: str
    text: str
    edits: tuple[Edit, ...]
    _at: tuple[int, ...]
    _raw: tuple[int, ...]
    _fixed: tuple[int, ...]

    @classmethod
    def of(cls, raw_text: str, edits: Iterable[Edit] = ()) -> RepairedText:
        """Apply edits, which must be in order and must not overlap (ValueError otherwise)."""
        pieces: list[str] = []
        at: list[int] = []
        raw: list[int] = []
        fixed: list[int] = []
        done, length = 0, 0
        kept = tuple(edits)
        for number, edit in enumerate(kept):
            if edit.start < done or edit.end < edit.start or edit.end > len(raw_text):
                raise ValueError(f"edits overlap or leave the text at {edit.start}")
            for piece, origin, which in (
                (raw_text[done : edit.start], done, -1),
                (edit.replacement, edit.start, number),
            ):
                if piece:
                    at.append(length)
                    raw.append(origin)
                    fixed.append(which)
                    pieces.append(piece)
                    length += len(piece)
            done = edit.end
        at.append(length)
        raw.append(done)
        fixed.append(-1)
        pieces.append(raw_text[done:])
        return cls(raw_text, "".join(pieces), kept, tuple(at), tuple(raw), tuple(fixed))

    def then(self, edits: Sequence[Edit]) -> RepairedText:
        """Apply edits whose offsets count characters of the repaired text; the map still goes to the raw one.

        An edit that touches an earlier replacement is merged with it, and carries both rules' names.
        Raises ValueError as `of` does.
        """
        return RepairedText.of(self.raw_text, _compose(self, edits)) if edits else self

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters that repaired start … end came from, replaced stretches whole.

        Raises ValueError for a span outside the text or of negative length.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no such span: {start} … {end} of {len(self.text)}")
        i = bisect_right(self._at, start) - 1
        low = self._raw[i] if self._fixed[i] >= 0 else self._raw[i] + start - self._at[i]
        if end == start:
            return low, low
        j = bisect_right(self._at, end - 1) - 1
        which = self._fixed[j]
        high = self.edits[which].end if which >= 0 else self._raw[j] + end - self._at[j]
        return low, max(low, high)

    def counts(self) -> tuple[RepairCount, ...]:
        """How often each rule was applied, by name of the rule."""
        found: dict[str, int] = {}
        for edit in self.edits:
            for rule in edit.rule.split(AND):
                found[rule] = found.get(rule, 0) + 1
        return tuple(RepairCount(rule=rule, count=found[rule]) for rule in sorted(found))


class _Placed(NamedTuple):
    """An edit seen from the repaired text: it occupies characters start … end there."""

    start: int
    end: int
    edit: Edit
    late: bool  # True: still to be applied


def _compose(before: RepairedText, edits: Sequence[Edit]) -> list[Edit]:
    """The edits of `before` and those on its result, as one list of edits of the raw text."""
    shift, placed = 0, []
    for edit in before.edits:
        start = edit.start + shift
        placed.append(_Placed(start, start + len(edit.replacement), edit, False))
        shift += len(edit.replacement) - (edit.end - edit.start)
    placed += [_Placed(e.start, e.end, e, True) for e in edits]
    placed.sort(key=lambda p: (p.start, p.end, p.late))
    made: list[Edit] = []
    shift, i = 0, 0  # shift: raw offset − repaired offset of the unedited text reached so far
    while i < len(placed):
        low, high = placed[i].start, placed[i].end
        j = i + 1
        while j < len(placed) and placed[j].start <= high:
            high = max(high, placed[j].end)
            j += 1
        group = placed[i:j]
        start = low + shift
        for p in group:
            if not p.late:
                shift += (p.edit.end - p.edit.start) - (p.end - p.start)
        if any(p.late for p in group):
            made.append(_merged(before.text, low, high, group, start, high + shift))
        else:
            made += [p.edit for p in group]
        i = j
    return made


def _merged(text: str, low: int, high: int, group: list[_Placed], start: int, end: int) -> Edit:
    pieces, done = [], low
    for p in group:
        if p.late:
            if p.start < done:
                raise ValueError(f"edits overlap or leave the text at {p.start}")
            pieces += [text[done : p.start], p.edit.replacement]
            done = p.end
    pieces.append(text[done:high])
    rules = dict.fromkeys(rule for p in group for rule in p.edit.rule.split(AND))
    return Edit(start, end, "".join(pieces), AND.join(rules))
