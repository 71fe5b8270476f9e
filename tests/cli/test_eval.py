"""kg eval: extracts and scores in one go, says what failed, and ends with the right code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import run

TEXT = "France signed a trade agreement with Germany on 4 May 2015. “Germany must pay,” said Anna Korvel."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    rows = [
        {"k": "entity", "name": "France", "alt": [], "type": "State"},
        {"k": "entity", "name": "Germany", "alt": [], "type": "State"},
        {"k": "claim", "id": "a-1", "kind": "event", "s": ["France"], "o": ["Germany"],
         "type": ["AGREE", "SUPPORT"], "speaker": "author", "modality": "actual", "date": "2015-05-04",
         "ev": "France signed a trade agreement with Germany"},
        {"k": "claim", "id": "a-2", "kind": "event", "s": ["Borduria"], "o": ["Syldavia"],
         "type": ["ASSAULT"], "speaker": "author", "modality": "actual", "date": None,
         "ev": "said Anna Korvel"},
    ]  # fmt: skip
    (folder / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


def kg(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run([str(a) for a in arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


def test_extracts_and_scores(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = kg(capsys, "eval", gold, "-f", "json")
    assert code == 0
    made = json.loads(out)
    assert (made["total"]["labelled"], made["total"]["strict"]) == (2, 50.0)
    assert [m["id"] for m in made["misses"]] == ["a-2"]
    code, out, _ = kg(capsys, "eval", gold, "-f", "table")
    assert code == 0
    assert "TOTAL" in out
    assert "Krippendorff" in out
    code, out, _ = kg(capsys, "eval", gold, "--by", "kind")
    assert out.splitlines()[0].startswith("kind\tlabelled\tclaims")
    code, out, _ = kg(capsys, "eval", gold, "--field", "type", "-f", "csv")
    assert out.splitlines()[1].startswith("type,")


def test_floors(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(capsys, "eval", gold, "--fail-under", "strict=50", "--fail-under", "type.recall=40")[0] == 0
    code, _, err = kg(capsys, "eval", gold, "--fail-under", "strict=51", "--fail-under", "speaker=1")
    assert code == 1
    assert "strict is 50, under the floor of 51" in err
    assert "speaker cannot be measured" in err


@pytest.mark.parametrize(
    "options",
    [("--fail-under", "strict"), ("--fail-under", "strict=x"), ("--fail-under", "strickt=4"),
     ("--fail-under", "strict=nan"),
     ("--field", "typo"), ("--entities", "x"), ("--by", "colour"), ("--bootstrap", "-1"),
     ("--fail-under", "type.recal=4")],
)  # fmt: skip
def test_usage(gold: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]) -> None:
    assert kg(capsys, "eval", gold, *options)[0] == 2


def test_no_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(capsys, "eval", tmp_path / "nowhere")[0] == 3
    assert kg(capsys, "eval", tmp_path)[0] == 3


def test_some_fail_and_the_rest_is_scored(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (gold / "b.jsonl").write_text("{", encoding="utf-8")
    (gold / "c.jsonl").write_text('{"k": "entity", "name": "A", "type": "State"}\n', encoding="utf-8")
    code, out, err = kg(capsys, "eval", gold)
    assert code == 5
    assert "failed" in err
    assert "line 1" in err
    assert "its text is missing" in err
    assert [line.split("\t")[0] for line in out.splitlines()] == ["document", "a", "TOTAL"]


def test_files_score_the_same_again(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "report"
    code, first, _ = kg(capsys, "eval", gold, "-o", out)
    assert code == 0
    assert {p.name for p in out.iterdir()} == {"report.json", "report.html", "claims.jsonl", "entities.jsonl"}
    given = ("--claims", out / "claims.jsonl", "--entities", out / "entities.jsonl")
    assert kg(capsys, "eval", gold, *given)[1] == first
    again = tmp_path / "again"
    kg(capsys, "eval", gold, "-o", again)
    assert (again / "report.json").read_bytes() == (out / "report.json").read_bytes()
    assert (again / "report.html").read_bytes() == (out / "report.html").read_bytes()


def test_tagged_tokens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "France B-GPE\nsigned O\na O\ntreaty O\nwith O\nGermany B-GPE\n. O\n"
    (tmp_path / "t.conll").write_text(rows, encoding="utf-8")
    code, out, _ = kg(capsys, "eval", tmp_path / "t.conll", "-f", "json")
    assert code == 0
    fields = {row["field"]: row for row in json.loads(out)["fields"]}
    assert fields["GPE, exact"]["f1"] == 100.0
    assert fields["name, exact"]["recall"] == 100.0
    assert json.loads(out)["extras"] == []


@pytest.mark.parametrize("line", ['{"document": "a.txt"}', '{"subjects": 5}', "[" * 100_000, "[]"])
def test_claim_lines_of_wrong_types(
    gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    (tmp_path / "lines").write_text(line + "\n", encoding="utf-8")
    code, _, err = kg(capsys, "eval", gold, "--claims", tmp_path / "lines")
    assert (code, "error in kg itself" in err) == (2, False)
