"""Builds that are killed: a process to be run as a script, so that it forks before any store is open.

python -m tests.flow.killing ROOT TRIES SEED prints one JSON object a try. Extraction is a stand-in
(a few claims a document, no parse), so that a build takes a second; everything else is the real road.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from kg.export import write
from kg.flow import build as road
from kg.flow.build import Options, Task, build
from kg.flow.executors import Outcome
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from kg.store.ledger import Ledger
from kg.store.rdf import read_quads
from kg.text.sources import content
from tests import make

DOCUMENTS = 100
_ACTORS = ("ruritania", "borduria", "syldavia", "anna-korvel", "pavel-strand")
_RELATIONS = (Relation.VISITS, Relation.SUPPORTS, Relation.SANCTIONS, Relation.SPEAKS_ABOUT)
A = TypeVar("A")
B = TypeVar("B")


class StandIn:
    """Gives each document three claims that follow from its bytes."""

    def map(self, work: Callable[[A], B], items: Iterable[A]) -> Iterator[Outcome[A, B]]:
        for task in items:
            assert isinstance(task, Task)
            yield Outcome(task, result=_record(task))  # type: ignore[arg-type]


def _record(task: Task) -> object:
    text = content(task.item).decode()
    document = make.document(text, task.item.source, date="2016-04-07", outlet="Strelsau Gazette")
    number = int(text.split()[-1].rstrip("."))
    claims = []
    for i in range(3):
        subject, other = _ACTORS[(number + i) % 5], _ACTORS[(number + 2 * i + 1) % 5]
        speaker = "anna-korvel" if i == 2 else None
        relation = _RELATIONS[(number + i) % 4]
        if subject != other:
            claims.append(
                make.claim(document, [subject], relation, [other], speaker=speaker, start=i,
                           modality=Modality.ACTUAL)
            )  # fmt: skip
    return make.record(document, claims, config=task.config)


def texts(folder: Path, count: int = DOCUMENTS) -> None:
    """Short files, every one different."""
    folder.mkdir()
    for number in range(count):
        text = (
            f"Ruritania, Borduria and Syldavia met; Anna Korvel and Pavel Strand were there, case {number}."
        )
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


def digest(store: Path) -> str:
    """Over the bytes of both exports, and of what the RDF store itself holds."""
    total = hashlib.sha256()
    with Ledger.open(store) as ledger:
        for form in ("nquads", "jsonl"):
            out = io.BytesIO()
            write(ledger, form, out)
            total.update(out.getvalue())
    total.update("\n".join(sorted(map(str, read_quads(store)))).encode())
    return total.hexdigest()


def _child(act: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        code = 0
    finally:
        os._exit(code)


def _wait(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(root: Path, tries: int, seed: int) -> None:
    """Build once whole; then kill a build and finish it, as often as wanted."""
    texts(root / "texts")
    os.chdir(root)
    # One name for all builds, whatever becomes of the knowledge files meanwhile.
    vars(road)["configuration"] = lambda **_: "stand-in"

    def run(store: Path) -> None:
        build(["texts"], store, Options(executor=StandIn()))

    def tell(store: Path) -> None:
        (root / "digest").write_text(digest(store))

    whole = root / "whole.kg"
    began = time.monotonic()
    assert _wait(_child(lambda: run(whole))) == 0
    seconds = time.monotonic() - began
    assert _wait(_child(lambda: tell(whole))) == 0
    wanted = (root / "digest").read_text()
    chance = random.Random(seed)
    for number in range(tries):
        store = root / f"{number:02}.kg"
        child = _child(lambda store=store: run(store))  # type: ignore[misc]
        after = chance.uniform(0.0, seconds)
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        ended = _wait(child)
        again = _wait(_child(lambda store=store: run(store)))  # type: ignore[misc]
        told = _wait(_child(lambda store=store: tell(store)))  # type: ignore[misc]
        same = told == 0 and (root / "digest").read_text() == wanted
        print(json.dumps({"after": after, "ended": ended, "again": again, "same": same}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))

__all__ = ["DOCUMENTS", "digest", "main", "texts"]
