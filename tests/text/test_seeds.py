"""The damaged and the clean text that the product was conceived from, where they are at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.text.read import read
from kg.text.repair import repair
from kg.text.sources import expand

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SEEDS = SHARED / "corpus" / "seeds"
NEWS = SHARED / "gold" / "claims" / "docs"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the texts for development are not on this machine"
)


def _texts(folder: Path, pattern: str) -> Iterator[Path]:
    return iter(sorted(folder.glob(pattern)))


def test_the_damaged_text_is_whole_again() -> None:
    [item] = [i for i in expand([str(SEEDS)]) if "004_" in i.source]
    repaired = repair(read(item))
    names = ["John Kerry", "Alexei Pushkov", "Vladimir Putin", "Xi Jinping", "Huang Songping", "Shen Danyang"]
    names += [
        "Alexander Gabuev",
        "Hu Hao",
        "Feng Yujun",
        "United States has begun",
        "21st Century Maritime Silk Road",
    ]
    names += ["Initiative (the Silk Road", "Russia’s interests", "There’s nothing", "China–Russia economic"]
    for name in names:
        assert name in repaired.text
    assert "、" not in repaired.text
    assert not re.search(r"\d[a-z]{4}|[a-z]\d|\n\d", repaired.text)
    assert not re.search(r"[,.] ”|[a-z]“|”[a-z]", repaired.text)
    counts = {c.rule: c.count for c in repaired.counts()}
    assert counts["running-number"] == 30


@pytest.mark.parametrize("path", [*_texts(SEEDS, "*.txt"), *_texts(NEWS, "*.txt")], ids=lambda p: p.stem)
def test_every_edit_is_traceable(path: Path) -> None:
    [item] = expand([str(path)])
    document = read(item)
    assert document.text == path.read_bytes().decode("utf-8")
    repaired = repair(document)
    touched = {i for e in repaired.edits for i in range(e.start, e.end)}
    for at, character in enumerate(repaired.text):
        start, end = repaired.raw_span(at, at + 1)
        if start + 1 == end and start not in touched:
            assert document.text[start] == character
        else:
            assert any(
                (e.start, e.end) == (start, end) and character in e.replacement for e in repaired.edits
            )


@pytest.mark.parametrize("path", list(_texts(NEWS, "[hw][0-9n]*.txt")), ids=lambda p: p.stem)
def test_clean_news_is_left_alone(path: Path) -> None:
    [item] = expand([str(path)])
    rules = {c.rule for c in repair(read(item)).counts()}
    assert rules <= {"odd-space", "wrapped-line", "double-space"}
