"""PolNeAR (Newell, Margolin, Ruths 2018): who says what in political news. No licence stated: evaluate only.

Two forms: whole articles (content, overlapping), and the token-tagged sentences of the CofeNet paper (Wang et
al. 2021) with exact spans. PolNeAR counts "that" and the quotation marks to the content, the product does
not; the driver widens our spans by them. PolNeAR labels attitudes and deeds too ("opposed the deal", "I
think"), and nothing inside the content of another attribution (3 of 2,192 contents): compared is all that the
product reads as an attribution, outermost ones only. In articles a content is one stretch from the first to
the last of its pieces ("…," she said, "…"), in the labels and with us.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.public.common import Row, Span, Text, lines, matched, scored, understood, written
from kg.evaluation.formats import bio_spans
from kg.extract.attribution import outlines

_BEFORE = re.compile(r"(?:\b(?:that|if|whether)\s+)?[\"“‘'«]*\Z", re.I)
_AFTER = re.compile(r"[.,!?]?[\"”’'»]*")
_STOP = re.compile(r"[.,]?\Z")
#: Characters before a content that may hold "that" and a quotation mark.
_REACH = 12


def measure(folder: Path) -> list[Row]:
    """Figures on both forms."""
    return articles(folder / "polnear_dev.jsonl") + sentences(folder / "polnear_cofe_valid.jsonl")


def parts(text: Text, raw: str) -> dict[str, set[Span]]:
    """Sources, cues and contents that the product finds, in PolNeAR's extents."""
    made: dict[str, set[Span]] = {"source": set(), "cue": set(), "content": set(), "whole": set()}
    for one in outlines(text.annotated):
        if one.inner:
            continue
        if one.source:
            made["source"].add(text.raw(*one.source))
        if one.cue:
            made["cue"].add(text.raw(*one.cue))
        made["content"].update(_widened(raw, *text.raw(*span)) for span in one.spans)
        made["whole"].add(_widened(raw, text.raw(*one.spans[0])[0], text.raw(*one.spans[-1])[1]))
    return made


def _widened(raw: str, start: int, end: int) -> Span:
    before = _BEFORE.search(raw, max(0, start - _REACH), start)
    after = _AFTER.match(raw, end)
    if after and any(c in "\"”’'»" for c in after[0]):
        end = after.end()
    return before.start() if before else start, end


def articles(path: Path) -> list[Row]:
    """Content with an overlap of half or more, and the words of contents and sources."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in lines(path):
        found = parts(understood(row["text"], row["date"], row["title"] or "text"), row["text"])
        words = [m.span() for m in re.finditer(r"\w+", row["text"])]
        for part in ("content", "source", "cue"):
            labelled = [_hull(a[part]) for a in row["attributions"] if a.get(part) and a[part]["spans"]]
            ours = found["whole" if part == "content" else part]
            _add(
                counts[f"{part}, overlap ≥ 0.5"], matched(labelled, ours, 0.5), len(set(labelled)), len(ours)
            )
            pieces = [(s[0], s[1]) for a in row["attributions"] if a.get(part) for s in a[part]["spans"]]
            gold, covered = _covered(words, pieces), _covered(words, found[part])
            _add(counts[f"{part}, words"], len(gold & covered), len(gold), len(covered))
    return [r for what, c in counts.items() for r in scored("PolNeAR articles", *what.split(", "), *c)]


def _hull(part: Any) -> Span:
    return min(s[0] for s in part["spans"]), max(s[1] for s in part["spans"])


def _covered(words: list[Span], spans: Any) -> set[Span]:
    return {w for w in words if any(s[0] <= w[0] and w[1] <= s[1] for s in spans)}


def _add(total: list[int], *counts: int) -> None:
    for place, count in enumerate(counts):
        total[place] += count


def sentences(path: Path) -> list[Row]:
    """Exact spans, as CofeNet counts them: the text is put together from the tokens of each article."""
    documents: dict[str, list[Any]] = defaultdict(list)
    for row in lines(path):
        documents[row["id"]].append(row)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for rows in documents.values():
        text, gold = "", defaultdict(set)
        for row in rows:
            line, places = written(row["tokens"])
            for first, last, label in bio_spans(row["labels"]):
                gold[label].add((len(text) + places[first][0], len(text) + places[last - 1][1]))
            text += line + "\n"
        found = parts(understood(text), text)
        for part in ("source", "cue", "content"):
            labelled, ours = set(gold[part]), found[part]
            hits = len({_bare(text, s) for s in labelled} & {_bare(text, s) for s in ours})
            _add(counts[f"{part}, exact"], hits, len(labelled), len(ours))
            _add(counts[f"{part}, overlap ≥ 0.5"], matched(labelled, ours, 0.5), len(labelled), len(ours))
    return [r for what, c in counts.items() for r in scored("PolNeAR sentences", *what.split(", "), *c)]


def _bare(text: str, span: Span) -> Span:
    """Without a full stop or comma at the end, which the labels sometimes count in."""
    end = span[0] + len(_STOP.sub("", text[span[0] : span[1]]))
    return span[0], end
