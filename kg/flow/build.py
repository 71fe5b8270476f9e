"""kg build: every input read once, kept in one transaction each, linked and derived at the end."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.flow.executors import Executor, Local, Outcome, Workers
from kg.flow.manifest import configuration, measured_accuracy, parts
from kg.flow.report import BuildReport
from kg.model.documents import Document
from kg.model.ids import digest
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from kg.store.rule import AcceptRule
from kg.text.limits import MAX_SECONDS
from kg.text.metadata import Given, sidecar
from kg.text.sources import SourceItem, content, expand, is_stdin

if TYPE_CHECKING:
    from typing import BinaryIO

#: Called after every document with the report so far and the source just done.
Progress = Callable[[BuildReport, str], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How a build runs. jobs 0 means in this process, without limits (for tests and notebooks)."""

    given: Given = field(default_factory=Given)
    jobs: int = 1
    model: str | None = None
    seconds: float = MAX_SECONDS
    rule: AcceptRule | None = None
    allow_private: bool = False
    executor: Executor | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One item to read, with the hash of its bytes and the name of everything its record rests on."""

    item: SourceItem
    sha256: str
    config: str


def build(
    inputs: Sequence[str],
    store: str | Path,
    options: Options | None = None,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Read the inputs into the store; only what is new or changed is read again.

    What a folder of the inputs no longer holds is removed. A document that fails is reported and the
    rest goes on. Raises ModelError without a language model, BusyError when another process writes,
    StoreError when the store cannot be written.
    """
    options = options or Options()
    began = time.monotonic()
    report = BuildReport()
    name = configuration(model=options.model)  # raises ModelError before anything is touched
    with Ledger.create(store) as ledger:
        _forget_missing(ledger, inputs, report)
        ledger.note_run(name, json.dumps(dict(parts(model=options.model)), sort_keys=True))
        ledger.note_accuracy(measured_accuracy())
        tasks = _Tasks(ledger, report, options, name)
        executor = options.executor or _executor(options)
        work = partial(_read, given=options.given, model=options.model)
        items = expand(inputs, stdin=stdin, allow_private=options.allow_private)
        for outcome in executor.map(work, tasks.of(items)):
            _keep(ledger, outcome, report)
            if progress:
                progress(report, outcome.item.item.source)
        while orphans := tasks.orphans():
            for outcome in executor.map(work, orphans):
                _keep(ledger, outcome, report, only_ok=True)
        _forget_lines(ledger, tasks.seen, report)
        finish(ledger, options.rule)
    report.seconds = time.monotonic() - began
    return report


def finish(ledger: Ledger, rule: AcceptRule | None = None) -> None:
    """Link entities across documents, derive `said:` and `rel:`, bring the RDF store up to date."""
    from kg.query.refresh import refresh

    refresh(ledger, rule)


def _executor(options: Options) -> Executor:
    if options.jobs == 0:
        return Local()
    return Workers(options.jobs, options.seconds, partial(_ready, options.model))


def _ready(model: str | None) -> None:
    """First act of a worker: load what all documents need, then limit what one may take."""
    import gc

    from kg.flow.road import prepare
    from kg.text.limits import apply_limits

    prepare(model)
    # The parser's model and the gazetteer stay as long as the worker: the collector need not walk over them
    # with every document, which took a fifth of all time outside the parser. Only here, once in a process
    # that is ours: in the user's own Python whatever is frozen would never be collected again.
    gc.collect()
    gc.freeze()
    apply_limits()


def _read(task: Task, given: Given, model: str | None) -> DocumentRecord:
    from dataclasses import replace

    from kg.flow.road import travel
    from kg.text.read import read

    return replace(travel(read(task.item, given), model), config=task.config)


class _Tasks:
    """Which items need reading; the others are counted in the report."""

    def __init__(self, ledger: Ledger, report: BuildReport, options: Options, name: str) -> None:
        self.seen: set[str] = set()
        self._report = report
        self._given = options.given
        self._name = name
        self._ledger = ledger
        self._copies: list[Task] = []
        known = list(ledger.documents())
        self._by_source = {d["source"]: d for d in known}
        self._by_hash = {d["sha256"]: d["source"] for d in known}

    def of(self, items: Iterator[SourceItem]) -> Iterator[Task]:
        """Tasks for the items that are new or changed, in their order."""
        for item in items:
            if item.status != "read":
                self._refuse(item)
                continue
            self.seen.add(item.source)
            try:
                sha256 = hashlib.sha256(content(item)).hexdigest()
                beside = sidecar(item.path) if item.path else {}
            except KgError as error:
                self._report.failed.append((item.source, str(error)))
                continue
            known = repr((self._given, sorted(beside.items()), sorted(item.meta.items())))
            config = digest(self._name, known)
            task = Task(item, sha256, config)
            if self._by_hash.get(sha256, item.source) != item.source:
                self._copies.append(task)
            elif self._is_new(item.source, sha256, config):
                self._by_hash[sha256] = item.source
                yield task

    def orphans(self) -> list[Task]:
        """Copies to be read after all: that of which they are copies failed, or has changed since.

        (The same bytes fail as a.pdf and are a good text as a.txt.) One a content at a time; call until
        none is left. Copies of what was read are counted.
        """
        read = {d["sha256"] for d in self._ledger.documents("ok")}
        self._report.copies += sum(task.sha256 in read for task in self._copies)
        left = [task for task in self._copies if task.sha256 not in read]
        chosen = {task.sha256: task for task in reversed(left)}
        self._copies = [task for task in left if chosen[task.sha256] is not task]
        return list(chosen.values())[::-1]

    def _refuse(self, item: SourceItem) -> None:
        reason = item.reason or item.status
        if item.status == "failed":
            self._report.failed.append((item.source, reason))
        elif not item.source.endswith(".meta.toml") or "without" in reason:
            self._report.skipped.append((item.source, reason))

    def _is_new(self, source: str, sha256: str, config: str) -> bool:
        known = self._by_source.get(source)
        if known is None or known["sha256"] != sha256 or known["config"] != config:
            return True
        if known["status"] == "ok":
            self._report.unchanged += 1
        else:
            getattr(self._report, known["status"]).append((source, known["reason"]))
        return False


def _keep(
    ledger: Ledger, outcome: Outcome[Task, DocumentRecord], report: BuildReport, *, only_ok: bool = False
) -> None:
    """Keep a record and count it. only_ok: of a copy, what failed stays under the name it failed by."""
    task, record = outcome.item, outcome.result
    if record is None:
        reason = str(outcome.error)
        record = DocumentRecord(_unread(task), "failed", reason, config=task.config)
    if record.status == "ok" or not only_ok:
        ledger.put(record)
    source = task.item.source
    if record.status == "ok":
        report.read += 1
        report.claims += len(record.claims)
        report.words += record.stats.get("words", 0)
        report.sentences += record.stats.get("sentences", 0)
        report.covered += record.stats.get("covered", 0)
        report.repairs.update(record.repairs)
    elif record.status == "skipped":
        report.skipped.append((source, record.reason or ""))
    else:
        report.failed.append((source, record.reason or ""))


def _unread(task: Task) -> Document:
    """A document of which only the bytes are known."""
    return Document(sha256=task.sha256, source=task.item.source, text="")


def _forget_missing(ledger: Ledger, inputs: Sequence[str], report: BuildReport) -> None:
    """Remove documents whose file has gone from a folder that is given again."""
    folders = [name.rstrip("/") + "/" for name in inputs if Path(name).is_dir()]
    for document in list(ledger.documents()):
        source = str(document["source"])
        inside = any(_stood_in(source, folder) for folder in folders)
        if inside and not Path(source.partition("#")[0]).exists():
            report.removed += ledger.remove(source)


def _stood_in(source: str, folder: str) -> bool:
    """Whether a source was named as a file below the folder; pages and standard input never were."""
    if is_stdin(source) or "://" in source:
        return False
    # Below "." names stand without it, as "a/b.txt" (kg.text.sources).
    return source.startswith(folder) or (folder == "./" and not source.startswith(("/", "../")))


def _forget_lines(ledger: Ledger, seen: set[str], report: BuildReport) -> None:
    """Remove documents whose line has gone from a jsonl file that was read again."""
    files = {source.partition("#")[0] for source in seen if "#" in source}
    for document in list(ledger.documents()):
        source = str(document["source"])
        if "#" in source and source.partition("#")[0] in files and source not in seen:
            report.removed += ledger.remove(source)


__all__ = ["BuildReport", "Options", "Task", "build", "finish"]
