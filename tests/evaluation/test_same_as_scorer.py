"""Our figures and those of the annotation guide's scorer are the same numbers on the same files."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import Evaluation, evaluate

SHARED = Path(__file__).resolve().parents[3] / "shared"
SCORER = SHARED / "tools" / "score_claims.py"
GOLD = SHARED / "gold"
COLUMNS = (
    "entity_recall", "entity_precision", "entity_kind", "one_id", "labelled", "claims", "found", "parties",
    "type", "speaker", "modality", "strict", "precision", "date",
)  # fmt: skip
#: Name in the scorer's last line → ours.
HEADLINE = {"entity F1": "entity_f1", "kind": "kind", "one-id": "one_id", "claim found": "found",
            "strict recall": "strict", "precision": "precision", "F1": "f1", "speaker": "speaker",
            "date": "date"}  # fmt: skip
needs_scorer = pytest.mark.skipif(
    not SCORER.is_file(), reason="the guide's scorer is not beside this checkout"
)


def scorer(gold: Path, lines: Path) -> tuple[dict[str, list[str]], str]:
    """What the scorer prints: document → its numbers, and the headline."""
    arguments: list[str | Path] = [gold, gold / "docs", lines / "claims.jsonl", lines / "entities.jsonl"]
    if (gold / "documents.json").is_file():
        arguments += ["--documents", gold / "documents.json"]
    done = subprocess.run([sys.executable, SCORER, *arguments], capture_output=True, text=True, check=True)
    rows = [line.replace("|", " ").split() for line in done.stdout.splitlines()[1:]]
    return {row[0]: row[1:] for row in rows[:-1]}, done.stdout.splitlines()[-1]


def same(evaluation: Evaluation, gold: Path, lines: Path) -> None:
    """Every number of every row, and the headline."""
    theirs, headline = scorer(gold, lines)
    ours = {
        str(row["document"]): ["-" if row[c] is None else f"{row[c]}" for c in COLUMNS]
        for row in evaluation.rows()
    }
    assert ours == theirs
    for name, figure in HEADLINE.items():
        value = evaluation.figures()[figure]
        assert f"{name} {'-' if value is None else f'{100 * value:.1f}'}" in headline


def write(folder: Path, name: str, rows: list[Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(
        "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8"
    )


@needs_scorer
@pytest.mark.parametrize(
    ("labels", "names"), [("claims", ("h18", "un12", "wn07")), ("train", ("th01", "th05"))]
)
def test_same_numbers_on_extracted_documents(labels: str, names: tuple[str, ...], tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    (gold / "docs").mkdir(parents=True)
    for name in names:
        for part in (f"{name}.jsonl", f"docs/{name}.txt"):
            (gold / part).write_bytes((GOLD / labels / part).read_bytes())
    (gold / "documents.json").write_bytes((GOLD / labels / "documents.json").read_bytes())
    extracted = evaluate([gold])
    assert not extracted.failures
    for place, file in enumerate(("claims.jsonl", "entities.jsonl")):
        write(tmp_path, file, [line for both in extracted.extracts for line in both[place]])
    same(extracted, gold, tmp_path)
    given = evaluate([gold], claims=tmp_path / "claims.jsonl", entities=tmp_path / "entities.jsonl")
    assert given.rows() == extracted.rows()


NAMES = ["Ruritania", "the Kingdom of Ruritania", "Borduria", "Anna Korvel", "Korvel", "Mali", "Somalia",
         "Alpine Union", "the Alpine Union’s Council", "A", "Strelsau-North", "Strelsau North",
         "", "…"]  # fmt: skip
TYPES = ["AGREE", "CONSULT", "STATEMENT", "OBSERVATION", "POSITION", "MEMBER", "COOPERATE"]
RELATIONS = [
    "meets",
    "speaksAbout",
    "hasObservation",
    "holdsPositionAt",
    "memberOf",
    "rel:basedIn",
    "signsWith",
]
KINDS = ["event", "statement", "observation", "relation"]
DATES = [None, "2016", "2016-04", "2016-04-07", "2016-04-01/2016-04-30", "1999-12-31"]


def invented(chance: random.Random, number: int) -> tuple[str, list[Any], list[Any], list[Any]]:
    """A text, its labels, claim lines and entity lines, all at random."""
    pick = chance.choice

    def some(low: int, high: int) -> list[str]:
        return [pick(NAMES) for _ in range(chance.randint(low, high))]

    def party() -> dict[str, Any]:
        return {"ref": f"id:{pick(NAMES)}", "label": pick(NAMES), "mention": pick([None, *NAMES])}

    text = "".join(f"{pick(NAMES)} met {pick(NAMES)} in {chance.randint(1900, 2020)}. " for _ in range(8))
    spans = [sorted(chance.sample(range(len(text)), 2)) for _ in range(12)]
    labels: list[Any] = [
        {"k": "entity", "name": name, "alt": some(0, 2), "type": pick(["State", "Person|State", "Media"])}
        for name in dict.fromkeys(filter(None, some(1, 5)))
    ]
    labels += [
        {"k": "claim", "id": str(i), "kind": pick(KINDS), "s": some(0, 2), "o": some(0, 2),
         "type": chance.sample(TYPES, 2), "speaker": pick(["author", "author", some(1, 2), pick(NAMES)]),
         "modality": pick(["actual", "planned"]), "date": pick(DATES), "ev": text[a:b] or "x"}
        for i, (a, b) in enumerate(spans)
    ]  # fmt: skip
    lines = []
    for _ in range(chance.randint(0, 14)):
        start, end = sorted(chance.sample(range(len(text)), 2))
        lines.append(
            {"kind": pick(KINDS), "relation": pick(RELATIONS),
             "plover": pick([None, "AGREE", "plover:CONSULT"]),
             "document": {"id": f"doc:{number}", "sha256": str(number), "source": f"some/d{number:02}.txt"},
             "subjects": [party()], "objects": [party() for _ in range(chance.randint(0, 2))],
             "instrument": [], "speaker": pick([None, party()]), "reporting": pick(["author", "direct"]),
             "modality": pick(["actual", "planned"]), "confidence": {"value": 0.5},
             "occurred": pick([None, {"start": "2016-04-07"}]), "stated_on": pick([None, {"start": "2016"}]),
             "evidence": {"start": start, "end": end, "sentence_start": max(0, start - 20),
                          "sentence_end": end + 9}}
        )  # fmt: skip
    source = {"source": f"d{number:02}.txt"} if number % 2 else {"document": f"doc:{number}"}
    entities = [
        {"ref": f"id:{name}", "label": name, "kind": pick(["State", "kg:Person", "MediaOutlet", "Group"]),
         "aliases": some(0, 2), "labels": {"en": name},
         "mentions": [{**source, "start": 0, "end": 1, "text": pick(NAMES)}]}
        for name in chance.sample(NAMES, 6)
    ]  # fmt: skip
    return text, labels, lines, entities


@needs_scorer
def test_same_numbers_on_invented_lines(tmp_path: Path) -> None:
    chance = random.Random(11)
    gold = tmp_path / "gold"
    (gold / "docs").mkdir(parents=True)
    claims: list[Any] = []
    merged: dict[str, Any] = {}
    about: dict[str, Any] = {}
    for number in range(40):
        text, labels, lines, entities = invented(chance, number)
        write(gold, f"d{number:02}.jsonl", labels)
        (gold / "docs" / f"d{number:02}.txt").write_text(text, encoding="utf-8")
        about[f"d{number:02}"] = {"author": chance.choice([None, *NAMES]), "date": None}
        claims += lines
        for entity in entities:  # one line an entity, as the export has it
            merged.setdefault(entity["ref"], {**entity, "mentions": []})["mentions"] += entity["mentions"]
    (gold / "documents.json").write_text(json.dumps(about), encoding="utf-8")
    write(tmp_path, "claims.jsonl", claims)
    write(tmp_path, "entities.jsonl", list(merged.values()))
    done = evaluate([gold], claims=tmp_path / "claims.jsonl", entities=tmp_path / "entities.jsonl")
    assert not done.failures
    total = done.rows()[-1]
    assert total["labelled"] > 400
    assert 0 < total["strict"] < 100
    same(done, gold, tmp_path)
