"""Guides to recognition by the Office of the Historian: dated expressions in prose (TEI `when`). CC0.

Only some dates of a text are labelled there, so a date of ours that is not labelled is no mistake: the
figures are shares of the labelled ones.
"""

from __future__ import annotations

from pathlib import Path

from bench.public.common import Row, lines, understood

NAME = "Recognition guides"


def measure(folder: Path) -> list[Row]:
    """Of the labelled dates: found in the same place, in exactly the same words, with the same value."""
    labelled = touched = exact = value = 0
    for row in lines(folder / "us_recognition_guides_dev.jsonl"):
        text, gold = "", []
        for paragraph in row["paragraphs"]:
            gold += [(len(text) + a, len(text) + b, when) for a, b, kind, when in paragraph["ann"]
                     if kind == "date" and when]  # fmt: skip
            text += paragraph["text"] + "\n\n"
        if not gold:
            continue
        read = understood(text, title=row["title"])
        ours = [(*read.raw(d.start, d.end), d.when.start or "") for d in read.found.dates]
        for start, end, when in gold:
            near = [d for d in ours if d[0] < end and d[1] > start]
            labelled += 1
            touched += bool(near)
            exact += any(d[:2] == (start, end) for d in near)
            value += any(d[2] == when for d in near)
    return [
        Row(NAME, "dates", metric, round(100 * hits / max(1, labelled), 1), labelled)
        for metric, hits in (
            ("place, recall", touched),
            ("exact words, recall", exact),
            ("value, recall", value),
        )
    ]
