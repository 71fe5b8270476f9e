"""Killed at any moment, built again: the same bytes as if nothing had happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.store.ledger import Ledger

TRIES, SEED = 20, 7
HERE = Path(__file__).parents[2]


def test_twenty_kills_at_random_moments_leave_no_trace(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.flow.killing", str(tmp_path), str(TRIES), str(SEED)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, timeout=300)
    assert done.returncode == 0, done.stderr
    tries = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(tries) == TRIES
    killed = [one for one in tries if one["ended"] == -signal.SIGKILL]
    assert len(killed) >= TRIES // 2, "most builds were still running when they were killed"
    assert [one for one in tries if one["again"] or not one["same"]] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(12):
        text = f"Ruritania signed agreement {number} with Borduria on 4 May 2015. Minister Anna Korvel praised it. "
        (texts / f"{number:02}.txt").write_text(text * 20, encoding="utf-8")
    return texts


def _kg(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _export(folder: Path, store: str) -> list[bytes]:
    return [_kg(folder, "--store", store, "export", form).communicate()[0] for form in ("nquads", "jsonl")]


def _documents(store: Path) -> int:
    try:
        with Ledger.open(store) as ledger:
            return ledger.counts()["documents"]
    except Exception:  # noqa: BLE001 - not made yet, or just being made
        return 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_real_build_stopped_halfway_goes_on(folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    build = _kg(tmp_path, "build", "texts", "--store", "cut.kg")
    until = time.monotonic() + 120
    while _documents(tmp_path / "cut.kg") < 3 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(build.pid, number)
    _, said = build.communicate()
    kept = _documents(tmp_path / "cut.kg")
    assert 3 <= kept < 12, "stopped halfway"
    if number is signal.SIGINT:
        assert build.returncode == 130
        assert (
            said.decode()
            == "kg: interrupted; what was finished is kept, the same command goes on from there\n"
        )
    again = _kg(tmp_path, "build", "texts", "--store", "cut.kg")
    _, said = again.communicate()
    assert again.returncode == 0
    assert f"{12 - kept} documents read, {kept} unchanged" in said.decode()
    assert _kg(tmp_path, "build", "texts", "--store", "whole.kg").wait() == 0
    exports = _export(tmp_path, "cut.kg")
    assert exports == _export(tmp_path, "whole.kg")
    assert all(exports)
