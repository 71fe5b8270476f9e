"""Labelling files: filled from the extraction, scored against it at 100 %, and checked when corrected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.evaluation import evaluate
from kg.evaluation.prefill import prefill, problems

TEXT = (
    "Strelsau, 7 April 2016. Russia and Japan signed a trade agreement in Tokyo on Monday.\n"
    "“Russia will build the railway,” Minister Anna Korvel said. She met officials of Japan in 2014.\n"
    "Exports to Japan rose by 10 percent, to $33 billion.\n"
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_every_word_stands_where_it_is_said_to_stand(text: Path) -> None:
    rows = list(prefill(text, date="2016-04-07"))
    sentences = [row for row in rows if row["k"] == "sentence"]
    assert "".join("".join(row["text"].split()) for row in sentences) == "".join(TEXT.split())
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in sentences)
    claims = [row for row in rows if row["k"] == "claim"]
    assert claims
    for claim in claims:
        assert TEXT[claim["start"] : claim["end"]] in claim["ev"] or claim["ev"] in TEXT
        assert claim["by"].startswith("kg-extract@")
    assert not list(problems([json.dumps(row) for row in rows], TEXT))


def test_a_prefilled_file_scores_full_marks_against_the_extraction(text: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    rows = [json.dumps(row) for row in prefill(text)]
    (labels / "talks.jsonl").write_text("\n".join(rows), encoding="utf-8")
    about = {"talks": {"file": "talks.txt", "date": None, "outlet": None, "author": None}}
    (labels / "documents.json").write_text(json.dumps(about), encoding="utf-8")
    figures = evaluate([labels]).figures()
    for name in ("found", "strict", "precision", "speaker"):
        assert figures[name] == 1, (name, figures)


CLAIM = {
    "k": "claim", "id": "a-1", "kind": "event", "s": ["Russia"], "o": ["Japan"], "type": ["CONSULT"],
    "speaker": "author", "modality": "actual", "date": None, "ev": "Russia and Japan",
}  # fmt: skip
STATES: list[dict[str, object]] = [
    {"k": "entity", "name": name, "alt": [], "type": "State"} for name in ("Russia", "Japan")
]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, None),
        ({"ev": "Russia or Japan"}, "do not stand in the text"),
        ({"sm": "Rusia"}, '"sm" do not stand'),
        ({"s": ["Borduria"]}, "no labelled entity"),
        ({"s": "Russia"}, "list of names"),
        ({"speaker": "Anna"}, 'or "author"'),
        ({"kind": "opinion"}, "unknown kind"),
        ({"modality": "sure"}, "unknown modality"),
        ({"type": ["MEETING"]}, "unknown type MEETING"),
        ({"type": []}, "unknown type none"),
    ],
)
def test_the_check_says_what_is_wrong(change: dict[str, object], told: str | None) -> None:
    lines = [json.dumps(row) for row in (*STATES, {**CLAIM, **change})]
    found = list(problems(lines, TEXT))
    assert [number for number, _ in found] == ([3] if told else [])
    assert told is None or told in found[0][1]


def test_the_check_of_lines() -> None:
    wrong = '{"k": "entity", "name": "Tokyo", "alt": ["Tokio"], "type": "City"}'
    made = [json.dumps(row) for row in (*STATES, CLAIM, CLAIM)]
    lines = [*made, "{", '{"k": "note"}', "", '{"k": "entity"}', wrong]
    found = [(number, problem.split(";")[0]) for number, problem in problems(lines, TEXT)]
    assert [number for number, _ in found] == [5, 6, 4, 8, 9, 9]
    assert "line 3 already" in found[2][1]


def test_the_command_keeps_what_a_person_worked_on(
    text: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "talks.jsonl"
    assert run(["review", "label", str(text), "-o", str(out)]) == 0
    before = out.read_text(encoding="utf-8")
    assert run(["review", "label", str(text), "-o", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert run(["review", "label", str(out), "--check", str(text)]) == 0
    out.write_text(before.replace('"modality": "actual"', '"modality": "sure"'), encoding="utf-8")
    assert run(["review", "label", str(out), "--check", str(text)]) == 1
    assert "unknown modality" in capsys.readouterr().out


def test_values_of_wrong_types_are_told() -> None:
    claim = {"k": "claim", "id": [1], "kind": ["event"], "s": [{"a": 1}], "o": [], "type": [{"a": 1}],
             "speaker": "author", "modality": {}, "ev": ["Russia"]}  # fmt: skip
    lines = ["[" * 100_000, json.dumps({"k": "entity", "name": []}), json.dumps(claim)]
    assert {number for number, _ in problems(lines, TEXT)} == {1, 2, 3}
