"""Every hostile input in one folder, built as a user would: one clear line each, the good texts kept."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.store.ledger import Ledger
from tests.text.hostile import HOSTILE, PROSE

#: Seconds that one document may take here, and the whole batch; megabytes of parent or worker.
SECONDS, WHOLE, MEGABYTES = 20, 90, 1500
GOOD = {
    f"good-{number}.txt": f"{PROSE}Borduria will open {number} consulates in Ruritania in 2016."
    for number in (1, 2, 3)
}


class Built(NamedTuple):
    """What a build left: its code, its lines, its cost, its store."""

    code: int
    lines: list[str]
    seconds: float
    megabytes: float
    store: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """All hostile inputs, each in a folder of its number, between three good texts."""
    root = tmp_path_factory.mktemp("hostile")
    inputs = root / "in"
    inputs.mkdir()
    for number, (_, make, _) in enumerate(HOSTILE):
        folder = inputs / f"{number:02}"
        folder.mkdir()
        make(folder)
    for place, (name, text) in zip(("00", "25", "99"), GOOD.items(), strict=True):
        (inputs / place).mkdir(exist_ok=True)
        (inputs / place / name).write_text(text, encoding="utf-8")
    began = time.monotonic()
    said = root / "said"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "kg", "build", "in", "--store", "s.kg", "--timeout", str(SECONDS)]
        child = subprocess.Popen(
            command, cwd=root, stdout=out, stderr=out, env={**os.environ, "PYTHONPATH": ""}
        )
        # What wait4 tells of memory is the largest of the child and of the workers that it waited for.
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    lines = said.read_text(encoding="utf-8").splitlines()
    return Built(child.returncode, lines, time.monotonic() - began, usage.ru_maxrss / 1024, root / "s.kg")


def _about(built: Built, number: int, word: str) -> list[str]:
    return [
        line
        for line in built.lines
        if line.startswith(f"{word} in/{number:02}/") or line.startswith(f"{word} in/{number:02}:")
    ]


def test_the_batch_ends_with_five_in_time_and_small_in_memory(built: Built) -> None:
    assert built.code == 5, built.lines[-3:]
    assert built.seconds < WHOLE
    assert built.megabytes < MEGABYTES


def test_what_is_said_is_one_clear_line_an_input(built: Built) -> None:
    for line in built.lines:
        assert (
            line.startswith(("failed in/", "skipped in/", "repairs: ", "store: ")) or "documents read" in line
        )
        assert "Traceback" not in line
        assert "Error" not in line, "a reason in words, not the name of a class"
        assert len(line) < 300
        assert line.isprintable()


@pytest.mark.parametrize(("number", "name"), list(enumerate(name for name, _, _ in HOSTILE)))
def test_what_became_of_each(built: Built, number: int, name: str) -> None:
    expected = HOSTILE[number][2]
    failed, skipped = _about(built, number, "failed"), _about(built, number, "skipped")
    if expected == "ok":
        assert not failed
        assert _kept(built, number)
    elif expected == "failed" and name != "gzip":  # its suffix alone, in a folder, is enough to pass it by
        assert len(failed) == 1 or all(".jsonl#" in line for line in failed)
        assert failed
        assert not skipped
    else:
        assert not failed
        assert len(skipped) == (name != "folder named txt"), "an empty folder in a folder is no input"


def _kept(built: Built, number: int) -> bool:
    """Whether the input is in the store, itself or as a copy of an equal file."""
    with Ledger.open(built.store) as ledger:
        documents = list(ledger.documents("ok"))
    if any(d["source"].startswith(f"in/{number:02}/") for d in documents):
        return True
    files = [f for f in (built.store.parent / "in" / f"{number:02}").rglob("*.txt") if f.is_file()]
    hashes = {hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
    return bool(hashes & {d["sha256"] for d in documents})


def test_the_good_texts_are_kept(built: Built) -> None:
    with Ledger.open(built.store) as ledger:
        kept = {Path(d["source"]).name: d for d in ledger.documents("ok")}
        for name, text in GOOD.items():
            assert ledger.text(kept[name]["id"]) == text
            assert kept[name]["claims"] >= 2
