"""GAP (Webster et al. 2018): which of two names a pronoun means. Apache-2.0."""

from __future__ import annotations

from pathlib import Path

from bench.public.common import Row, Text, lines, scored, understood


def measure(folder: Path) -> list[Row]:
    """F1 over the decisions for both names, as in the paper; all, feminine, masculine pronouns."""
    counts = {name: [0, 0, 0] for name in ("all", "feminine", "masculine")}
    for row in lines(folder / "gap_development.jsonl"):
        text = understood(row["text"])
        meant = keys_at(text, row["pronoun_offset"], row["pronoun_offset"] + len(row["pronoun"]))
        gender = "feminine" if row["pronoun"].lower() in ("she", "her", "hers") else "masculine"
        for name in ("a", "b"):
            start = row[f"{name}_offset"]
            ours = bool(meant & keys_at(text, start, start + len(row[name])))
            labelled = bool(row[f"{name}_coref"])
            for group in ("all", gender):
                counts[group][0] += ours and labelled
                counts[group][1] += labelled
                counts[group][2] += ours
    return [r for group, c in counts.items() for r in scored("GAP", f"{group} pronouns", "names", *c)]


def keys_at(text: Text, start: int, end: int) -> set[str]:
    """Figures that the mentions over these raw characters stand for."""
    made: set[str] = set()
    for mention in text.cast.mentions:
        low, high = text.raw(mention.start, mention.end)
        if low < end and high > start:
            made |= set(mention.refs)
    return made
