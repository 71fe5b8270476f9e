"""kg review and kg explain ENTITY: decisions are felt, told, undone, and replayed elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import run
from tests.cli.conftest import Answer, Kg


@pytest.fixture
def own(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kg: Kg) -> Kg:
    """The command line over a copy of the store that may be written to."""
    copy = tmp_path / "own.kg"
    shutil.copytree(store, copy)
    monkeypatch.setenv("KG_STORE", str(copy))
    monkeypatch.delenv("KG_REVIEWER", raising=False)
    return kg


def _ids(kg: Kg, *arguments: str) -> list[str]:
    return [json.loads(line)["id"] for line in kg("claims", *arguments, "-f", "jsonl").lines]


def _accepted(kg: Kg, claim: str) -> bool:
    return bool(json.loads(kg("explain", claim, "-f", "json").out)[0]["accepted"])


def test_a_merge_is_felt_told_and_undone(own: Kg) -> None:
    assert own("review", "merge", "Anna Korvel", "Boris Korvel", "--reason", "one person").code == 0
    told = json.loads(own("explain", "id:boris-korvel", "-f", "json").out)[0]
    assert told["ref"] == "id:anna-korvel"
    assert "id:boris-korvel" in told["redirects"]
    assert "one person" in own("explain", "Anna Korvel", "-f", "table").out
    assert own("review", "undo", "1").code == 0
    assert json.loads(own("explain", "id:boris-korvel", "-f", "json").out)[0]["ref"] == "id:boris-korvel"


def test_what_was_joined_is_split_by_its_own_id(own: Kg) -> None:
    own("review", "merge", "Anna Korvel", "Boris Korvel")
    refused = own("review", "split", "Anna Korvel", "Anna Korvel")
    assert refused.code == 2
    assert "already" in refused.err
    assert own("review", "split", "id:anna-korvel", "id:boris-korvel").code == 0
    assert json.loads(own("explain", "id:boris-korvel", "-f", "json").out)[0]["ref"] == "id:boris-korvel"


def test_a_verdict_changes_what_is_accepted_and_leaves_the_queue(own: Kg) -> None:
    claim = _ids(own, "--kind", "event", "--modality", "actual")[0]
    queue = json.loads(own("review", "list", "-f", "json").out)
    assert queue
    assert own("review", "reject", claim).code == 0
    assert not _accepted(own, claim)
    assert own("review", "accept", claim.removeprefix("claim:")).code == 0
    assert _accepted(own, claim)
    left = [row["claim"]["id"] for row in json.loads(own("review", "list", "-f", "json").out or "[]")]
    assert claim not in left


def test_only_what_is_sure_enough(kg: Kg) -> None:
    every = [json.loads(line) for line in kg("claims", "-f", "jsonl").lines]
    bar = sorted(line["confidence"]["value"] for line in every)[-1]
    sure = [json.loads(line) for line in kg("claims", "-f", "jsonl", "--min-confidence", str(bar)).lines]
    assert sure
    assert sure == [line for line in every if line["confidence"]["value"] >= bar]
    assert kg("claims", "--min-confidence", "1.5").code == 2


def test_the_queue_begins_nearest_to_the_threshold(own: Kg) -> None:
    margins = [abs(row["margin"]) for row in json.loads(own("review", "list", "-f", "json").out)]
    assert margins == sorted(margins)
    assert len(own("review", "list", "--limit", "1").lines) == 2  # head and one row


def test_rename_and_kind(own: Kg) -> None:
    assert own("review", "rename", "Anna Korvel", "Anna Korvel of Strelsau").code == 0
    assert own("review", "kind", "Northern Pipeline", "Agreement").code == 0
    assert "Anna Korvel of Strelsau" in own("explain", "id:anna-korvel", "-f", "table").out
    assert '"Agreement"' in own("explain", "id:northern-pipeline", "-f", "json").out


def test_all_or_none(own: Kg) -> None:
    claim = _ids(own)[0]
    assert own("review", "reject", claim, "claim:0000000000000000").code == 3
    assert own("review", "log").lines[1:] == []


def test_who_decides(own: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_REVIEWER", "M. Desk")
    own("review", "merge", "Anna Korvel", "Boris Korvel")
    own("review", "undo", "1", "--who", "N. Desk")
    log = [json.loads(line) for line in own("review", "log", "-f", "jsonl").lines]
    assert [(row["act"], row["who"], row["standing"]) for row in log] == [
        ("merge", "M. Desk", False), ("undo", "N. Desk", True)
    ]  # fmt: skip


def test_a_log_is_replayed_in_a_store_built_anew(
    own: Kg, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own("review", "merge", "Anna Korvel", "Boris Korvel")
    own("review", "rename", "Anna Korvel", "A. Korvel")
    own("review", "undo", "1")
    log = tmp_path / "log.jsonl"
    log.write_text(own("review", "log", "-f", "jsonl").out + "nonsense\n", encoding="utf-8")
    fresh = tmp_path / "fresh.kg"
    shutil.copytree(store, fresh)
    for _ in range(2):  # a second time adds nothing
        assert run(["--store", str(fresh), "review", "apply", str(log)]) == 5
        assert "line 4: not a decision" in capsys.readouterr().err
        run(["--store", str(fresh), "review", "log", "-f", "jsonl"])
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(row["act"], row["standing"]) for row in rows] == [
            ("merge", False), ("rename", True), ("undo", True)
        ]  # fmt: skip


WRONG: list[tuple[int, str, str]] = [
    (2, "review lst", "did you mean list?"),
    (2, "review accept", "missing argument"),
    (2, "review kind Ruritania Stat", "did you mean State?"),
    (2, "review merge Ruritania", "2 or more"),
    (2, "review apply nowhere.jsonl", "nowhere.jsonl"),
    (2, "review label nowhere.txt", "nowhere.txt"),
    (3, "review merge Ruritania Nowhere", "Nowhere"),
    (3, "review undo 7", "no decision 7"),
    (3, "review accept claim:0000000000000000", "claim:0000000000000000"),
    (3, "explain Nowhere", "Nowhere"),
    (4, "review merge Korvel Ruritania", "id:anna-korvel"),
    (4, "explain Korvel", "2. "),
]


@pytest.mark.parametrize(("code", "command", "word"), WRONG, ids=[c for _, c, _ in WRONG])
def test_what_cannot_be_decided(own: Callable[..., Answer], code: int, command: str, word: str) -> None:
    answer = own(*command.split())
    assert (answer.code, word in answer.err) == (code, True), answer.err
    assert own("review", "log").lines[1:] == []


def test_like_names_kept_apart_say_why(own: Kg) -> None:
    near = json.loads(own("explain", "Anna Korvel", "-f", "json").out)[0]["near"]
    # Nothing is as like as that: both are told only when their names are alike enough.
    assert all(row["ref"] != "id:anna-korvel" and row["why"] for row in near)
    own("review", "rename", "Boris Korvel", "Anna Korvell")
    own("review", "split", "id:anna-korvel", "id:boris-korvel")
    near = json.loads(own("explain", "id:anna-korvel", "-f", "json").out)[0]["near"]
    assert [(row["ref"], row["why"]) for row in near] == [("id:boris-korvel", "decision 2 keeps them apart")]


def test_an_undo_that_was_undone_holds_no_more(own: Kg) -> None:
    own("review", "merge", "Anna Korvel", "Boris Korvel")
    own("review", "undo", "1")
    again = own("review", "undo", "1")
    assert (again.code, "`kg review undo 2`" in again.err) == (2, True)
    assert own("review", "undo", "2").code == 0
    log = [json.loads(line) for line in own("review", "log", "-f", "jsonl").lines]
    assert [row["standing"] for row in log] == [True, False, True]


def _replayed(
    store: Path, folder: Path, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[tuple[str, bool]], list[dict[str, object]]]:
    """The log of a new copy of the store after applying these lines twice."""
    file, fresh = folder / "log.jsonl", folder / "fresh.kg"
    file.write_text("\n".join(lines), encoding="utf-8")
    shutil.copytree(store, fresh)
    for _ in range(2):
        code = run(["--store", str(fresh), "review", "apply", str(file)])
    assert "error in kg itself" not in capsys.readouterr().err
    run(["--store", str(fresh), "review", "log", "-f", "jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return code, [(row["act"], row["standing"]) for row in rows], rows


def test_what_was_decided_undone_and_decided_again_holds_in_the_replay(
    own: Kg, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own("review", "merge", "Anna Korvel", "Boris Korvel")
    own("review", "undo", "1")
    own("review", "merge", "Anna Korvel", "Boris Korvel")  # word for word the first, but it stands
    lines = own("review", "log", "-f", "jsonl").lines
    # A log put together from two copies of itself is the same log.
    code, acts, _ = _replayed(store, tmp_path, lines * 2, capsys)
    assert (code, acts) == (0, [("merge", False), ("undo", True), ("merge", True)])


def test_control_characters_and_line_separators_in_a_log(
    own: Kg, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        own("review", "rename", "Syldavia", "Syl\x1b[31m\u202edavia \udcff", "--reason", "a\u0000b").code == 0
    )
    reason = "said\u2028so"
    line = {"number": 1, "act": "rename", "arguments": ["id:anna-korvel", "A.\ud800 K."], "reason": reason}
    first = "\ufeff" + json.dumps(line, ensure_ascii=False).replace("\ud800", "\\ud800")
    code, acts, rows = _replayed(store, tmp_path, [first], capsys)
    assert (code, acts) == (0, [("rename", True)])
    assert rows[0]["arguments"] == ["id:anna-korvel", "A. K."]
    mine = json.loads(own("review", "log", "-f", "jsonl").lines[0])
    assert (mine["arguments"][1], mine["reason"]) == ("Syl[31mdavia", "ab")


NO_DECISIONS = [
    "[" * 100_000, "null", "[1]", "\x00",
    '{"act": "merge", "arguments": {"id:anna-korvel": 1, "id:borduria": 2}}',
    '{"act": "merge", "arguments": [["id:anna-korvel"], null]}', '{"act": ["merge"], "arguments": ["x"]}',
    '{"act": "undo", "arguments": [99999999999999999999999]}', '{"act": "undo", "arguments": [true]}',
]  # fmt: skip


def test_lines_of_wrong_types_are_told_and_left_out(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = '{"act": "accept", "arguments": ["claim:0000000000000000"]}'
    code, acts, _ = _replayed(store, tmp_path, [*NO_DECISIONS, good], capsys)
    assert (code, acts) == (5, [])


def test_a_split_settles_a_pair_by_whatever_id_it_was_named(own: Kg) -> None:
    own("review", "rename", "Boris Korvel", "Ana Korvel")
    assert "Ana Korvel" in own("review", "list", "--entities").out
    own("review", "merge", "id:pavel-strand", "id:boris-korvel")
    own("review", "split", "id:boris-korvel", "id:anna-korvel")
    assert "Ana Korvel" not in own("review", "list", "--entities").out


def test_two_reviewers_at_once(own: Kg, tmp_path: Path) -> None:
    from kg.store.ledger import Ledger

    with Ledger.open(tmp_path / "own.kg", "w"):
        answer = own("review", "merge", "Anna Korvel", "Boris Korvel")
    assert (answer.code, "being written by process" in answer.err) == (2, True)
    assert own("review", "log").lines[1:] == []
