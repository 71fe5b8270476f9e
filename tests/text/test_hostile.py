"""Hostile inputs: each is read, skipped or refused with one clear line, quickly; its neighbour is kept."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.text.language import UNKNOWN
from kg.text.parser import MODELS
from kg.text.read import read
from kg.text.repair import repair
from kg.text.sources import expand
from tests.text.hostile import HOSTILE, PROSE, Expected, Maker


def _outcome(path: Path) -> tuple[set[str], list[str]]:
    """What became of the items of a path, and the reasons given."""
    outcomes, reasons = set(), []
    for item in expand([str(path)]):
        if item.status == "skipped":
            outcomes.add("skipped")
            reasons.append(item.reason or "")
            continue
        try:
            document = read(item)
        except ReadError as error:
            outcomes.add("failed")
            reasons.append(str(error))
            continue
        repaired = repair(document)
        repaired.text.encode("utf-8")
        document.source.encode("utf-8")
        outcomes.add("ok" if document.language.value in (*MODELS, None, UNKNOWN) else "skipped")
    return outcomes, reasons


@pytest.mark.parametrize(("name", "make", "expected"), HOSTILE, ids=[name for name, _, _ in HOSTILE])
def test_hostile_input(name: str, make: Maker, expected: Expected, tmp_path: Path) -> None:
    path = make(tmp_path)
    began = time.process_time()
    outcomes, reasons = _outcome(path)
    assert time.process_time() - began < 8, "a hostile input may not cost seconds"
    assert expected in outcomes
    if expected == "failed":
        assert "ok" not in outcomes
    for reason in reasons:
        assert reason
        assert "\n" not in reason
        assert len(reason) < 300
        assert "Traceback" not in reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("zip bomb docx", "zip bomb|unpack"),
        ("billion laughs docx", "XML entities"),
        ("billion laughs html", "XML entities"),
        ("PDF bomb", "unpacks"),
        ("deep html", "nested"),
        ("200,000 attributes", "attributes"),
        ("a million words", "split the file"),
        ("a line of 100 MB", "100 MB"),
        ("pipe", "pipe"),
        ("NUL bytes", "NUL"),
    ],
)
def test_the_reason_is_the_real_one(name: str, reason: str, tmp_path: Path) -> None:
    make = next(make for known, make, _ in HOSTILE if known == name)
    _, reasons = _outcome(make(tmp_path))
    assert re.search(reason, reasons[0]), reasons


def test_a_good_text_beside_them_is_kept(tmp_path: Path) -> None:
    made = []
    for number, (_, make, _) in enumerate(HOSTILE[:10]):
        folder = tmp_path / str(number)
        folder.mkdir()
        make(folder)
    good = tmp_path / "5" / "good.txt"
    good.write_text(PROSE, encoding="utf-8")
    for item in expand([str(tmp_path)]):
        try:
            made.append(read(item).source)
        except ReadError:
            continue
    assert str(good) in made
