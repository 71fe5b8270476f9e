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

from kg.errors import StoreError
from kg.store.ledger import Ledger
from kg.store.lock import WriterLock

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


def _kg(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=folder, capture_output=True, check=True
    )


def _export(folder: Path, store: str) -> list[bytes]:
    return [_kg(folder, "--store", store, "export", form).stdout for form in ("nquads", "jsonl")]


def _documents(store: Path) -> int:
    try:
        with Ledger.open(store) as ledger:
            return ledger.counts()["documents"]
    except StoreError:  # not made yet, or just being made
        return 0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[bytes]]:
    """A folder with `texts`, and the exports of an uninterrupted build of it."""
    root = tmp_path_factory.mktemp("kill")
    (root / "texts").mkdir()
    for number in range(12):
        text = (
            f"Ruritania signed agreement {number} with Borduria on 4 May 2015. Minister Korvel praised it. "
        )
        (root / "texts" / f"{number:02}.txt").write_text(text * 20, encoding="utf-8")
    _kg(root, "build", "texts", "--store", "whole.kg")
    return root, _export(root, "whole.kg")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_real_build_stopped_halfway_goes_on(
    whole: tuple[Path, list[bytes]], number: signal.Signals
) -> None:
    root, wanted = whole
    store = root / f"{number.name}.kg"
    command = [sys.executable, "-m", "kg", "build", "texts", "--store", store.name]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE) as build:
        until = time.monotonic() + 120
        while _documents(store) < 3 and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(build.pid, number)
        _, said = build.communicate()
    kept = _documents(store)
    assert 3 <= kept < 12, "stopped halfway"
    if number is signal.SIGINT:
        assert build.returncode == 130
        assert said.decode().splitlines() == [
            "kg: interrupted; what was finished is kept, the same command goes on from there"
        ]
    # At once: a worker that outlives its parent must not keep the store busy.
    again = _kg(root, "build", "texts", "--store", store.name).stderr.decode()
    assert f"{12 - kept} documents read, {kept} unchanged" in again
    exports = _export(root, store.name)
    assert exports == wanted
    assert all(exports)


def test_a_worker_does_not_keep_the_lock_of_a_parent_that_is_gone(tmp_path: Path) -> None:
    """A forked process inherits the handle of the lock, and a lock lives as long as any handle."""
    parent = (
        "import os, sys, time; from pathlib import Path; from kg.store.lock import WriterLock\n"
        "lock = WriterLock(Path(sys.argv[1]))\n"
        "child = os.fork()\n"
        "if not child: time.sleep(20); os._exit(0)\n"
        "time.sleep(0.3); print(child, flush=True); os.kill(os.getpid(), 9)\n"
    )
    command = [sys.executable, "-c", parent, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        child = int(process.stdout.readline())
        process.wait()
        try:
            os.kill(child, 0)  # it lives
            WriterLock(tmp_path).release()
        finally:
            os.kill(child, signal.SIGKILL)
