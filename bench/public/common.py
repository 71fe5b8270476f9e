"""What the drivers share: reading a text in memory, tokens to text, counts to rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluation.figures import f1, ratio
from kg.extract.document import Extraction
from kg.flow.road import analyse
from kg.model.cast import Cast
from kg.text.annotate import Annotated
from kg.text.metadata import Given
from kg.text.read import read
from kg.text.sources import SourceItem

Span = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """A figure in percent: set, what, metric, value, over how many."""

    set: str
    what: str
    metric: str
    value: float
    of: int


@dataclass(frozen=True)
class Text:
    """One text as the product understands it; `raw` gives offsets of the text that went in."""

    annotated: Annotated
    cast: Cast
    found: Extraction

    def raw(self, start: int, end: int) -> Span:
        return self.annotated.raw_span(start, end)


def understood(text: str, date: str | None = None, title: str = "text") -> Text:
    """Read a text in this process."""
    item = SourceItem(title, data=text.encode("utf-8", "surrogatepass"), encoding="utf-8")
    return Text(*analyse(read(item, Given(date=date, language="en"))))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file)


#: Tokens before which, and after which, no space stands.
_TIGHT = {",", ".", ";", ":", "?", "!", ")", "]", "}", "%", "”", "’", "'", "…"}
_OPEN = {"(", "[", "{", "$", "“", "‘", "£", "€"}
_QUOTES = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def written(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Tokens as people write them, and where each stands."""
    text, spans, straight = "", [], 0
    for token in tokens:
        word = _QUOTES.get(token, token)
        clitic = (word[:1] in ("'", "’") and 1 < len(word) <= 3) or word in ("n't", "n’t")
        closes = word == '"' and straight % 2 == 1
        opened = text[-1:] in _OPEN or (text.endswith('"') and straight % 2 == 1)
        if text and not (word in _TIGHT or clitic or closes or opened):
            text += " "
        straight += word == '"'
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def scored(name: str, what: str, metric: str, hits: int, labelled: int, found: int) -> list[Row]:
    """Precision, recall and F1 as rows."""
    recall, precision = ratio(hits, labelled), ratio(hits, found)
    made = {"precision": precision, "recall": recall, "F1": f1(precision, recall)}
    return [Row(name, what, f"{metric}, {k}", round(100 * (v or 0), 1), labelled) for k, v in made.items()]


def matched(labelled: Iterable[Span], found: Iterable[Span], least: float) -> int:
    """Pairs, one to one and best first, that share at least this part of the characters of both together."""
    left, right = sorted(set(labelled)), sorted(set(found))
    shares = sorted(
        ((share, a, b) for a in left for b in right if (share := _shared(a, b)) >= least), reverse=True
    )
    used_left: set[Span] = set()
    used_right: set[Span] = set()
    for _, a, b in shares:
        if a not in used_left and b not in used_right:
            used_left.add(a)
            used_right.add(b)
    return len(used_left)


def _shared(a: Span, b: Span) -> float:
    inside = min(a[1], b[1]) - max(a[0], b[0])
    return inside / (max(a[1], b[1]) - min(a[0], b[0])) if inside > 0 else 0.0
