"""A raw attribution: source, cue and content as they stand in the text, before anybody is identified."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.attribution.lexicon import Cue


@dataclass(frozen=True, slots=True)
class Raw:
    """Spans are characters. Contents keep quotation marks and the complementiser, in order."""

    contents: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    #: Token to identify the speaker by: the source's head, or the antecedent of "who".
    speaker: int | None
    cue_token: int | None
    entry: Cue | None
    #: "clause" (grammar), "quote" (next to a quotation), "turn", "answer" (below a
    #: turn that asks, without a label), "heading", "block", "continued", "free".
    how: str = "clause"
    medium: tuple[int, int] | None = None  # tokens first … last (exclusive)
    frame: str = ""  # the frame of the lexicon that fitted
    quoted: bool = False  # the content is a direct quotation

    @property
    def start(self) -> int:
        return self.contents[0][0]


def subtract(span: tuple[int, int], *blocks: tuple[int, int] | None) -> list[tuple[int, int]]:
    """What is left of a span when blocks are cut out of it."""
    left = [span]
    for block in blocks:
        if block is None:
            continue
        cut: list[tuple[int, int]] = []
        for start, end in left:
            if block[1] <= start or block[0] >= end:
                cut.append((start, end))
                continue
            if start < block[0]:
                cut.append((start, block[0]))
            if block[1] < end:
                cut.append((block[1], end))
        left = cut
    return left
