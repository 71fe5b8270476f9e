"""The pages and files that the scripts of bench/ make from an evaluation."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bench.accuracy import measured
from bench.accuracy_page import BESIDE, PAGE, filled, sections
from bench.errors import EXAMPLES, family, section
from kg.evaluation import Evaluation, causes, evaluate
from kg.flow.manifest import EXTRACTOR_VERSION
from kg.knowledge.places import data_path
from kg.store.accuracy import Accuracy
from tests.evaluation.test_report import CLAIMS, LABELS, TEXT


@pytest.fixture
def done(tmp_path: Path) -> Evaluation:
    for name, rows in (("a.jsonl", LABELS), ("lines", CLAIMS * 3)):
        (tmp_path / name).write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return evaluate([tmp_path], claims=tmp_path / "lines")


def test_the_figures_that_ship_are_of_this_extractor() -> None:
    found = Accuracy.parse((data_path() / "accuracy.json").read_text(encoding="utf-8"))
    assert found.extractor == EXTRACTOR_VERSION, "measure again: python -m bench.accuracy"
    assert found.of("all", "claims")
    assert {m.name for m in found.measured if m.of == "kind"} == {
        "event",
        "statement",
        "relation",
        "observation",
    }


def test_rows_are_those_that_a_store_reads(done: Evaluation) -> None:
    rows = measured(done)
    found = Accuracy.parse(json.dumps({"extractor": "1", "set": "s", "measured": rows}))
    every = found.of("all", "claims")
    assert every is not None
    assert (every.claims, every.precision, every.whole) == (12, 0.5, 0.25)
    assert found.of("kind", "event") is not None
    assert found.of("kind", "relation") is None  # three claims say nothing


def test_errors_are_counted_without_a_word_of_the_texts(done: Evaluation) -> None:
    made = section("set", done)
    assert "| speaker missing: given to the author | 1 | 33 % |" in made
    assert "| ACCUSE read as SUPPORT | 1 |" in made
    assert "| supports | 3 | 3 | 100 % |" in made
    assert "criticised" not in made
    assert "sold ships" not in made


def test_every_cause_has_an_example() -> None:
    source = Path(causes.__file__).read_text(encoding="utf-8")
    plain = set(re.findall(r'return "([^"{]+)"', source.partition("def cause_of_extra")[0]))
    assert len(plain) > 5
    assert {family(cause) for cause in plain} <= set(EXAMPLES)


def test_tables_go_between_their_marks(done: Evaluation) -> None:
    page = PAGE.read_text(encoding="utf-8")
    alone = sections({"shipped": done}, 0)
    assert set(alone) <= {"fields", "public"}
    every = sections({"shipped": done, **dict.fromkeys(BESIDE.values(), done)}, 20)
    made = filled(page, every)
    assert filled(made, every) == made
    assert "| strict | 25.0 | 25.0 | 25.0 |" in made
    assert made.count("<!-- made: ") == page.count("<!-- made: ")
    with pytest.raises(KeyError):
        filled(page, {"nowhere": ""})
