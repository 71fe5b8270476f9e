"""Source and target of events in news: spans of who acts and on whom. GPL-3.0: evaluate only."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from bench.public.common import Row, Span, lines, matched, scored, understood, written
from kg.evaluation.formats import bio_spans
from kg.model.vocabulary import ClaimKind

_NAME = "CAMEO source and target"


def measure(folder: Path) -> list[Row]:
    """Exact and overlapping spans of the parties of event claims, sources and targets together and apart."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in lines(folder / "cameo_srctgt_train.jsonl"):
        line, places = written(row["tokens"])
        gold: dict[str, set[Span]] = {"source": set(), "target": set()}
        for first, last, label in bio_spans(row["tags"]):
            gold["source" if label == "S" else "target"].add((places[first][0], places[last - 1][1]))
        ours: dict[str, set[Span]] = {"source": set(), "target": set()}
        for claim in understood(line).found.claims:
            if claim.kind is ClaimKind.EVENT:
                for part, parties in (("source", claim.subjects), ("target", claim.objects)):
                    ours[part] |= {
                        (p.start, p.end) for p in parties if p.start is not None and p.end is not None
                    }
        for part in ("source", "target"):
            a, b = gold[part], ours[part]
            for what, hits in (("exact", len(a & b)), ("overlap", matched(a, b, 1e-9))):
                for name in (part, "both"):
                    for place, n in enumerate((hits, len(a), len(b))):
                        counts[f"{name}|{what}"][place] += n
    return [r for key, c in counts.items() for r in scored(_NAME, *key.split("|"), *c)]
