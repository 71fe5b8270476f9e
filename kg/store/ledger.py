"""The ledger: documents, their figures and claims, decisions and what is derived from them.

One SQLite file in WAL mode: readers work while one writer writes; every change of a document is one
transaction, so that a process killed at any moment leaves the last whole state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from kg.errors import IdentityError, StoreError
from kg.store.claims import ClaimReader
from kg.store.lock import WriterLock
from kg.store.rule import AcceptRule
from kg.store.schema import connect

# What only writing needs is imported where it is used: a look-up is a process and pays for its imports.
if TYPE_CHECKING:
    from kg.model.identity import Linking, Profile
    from kg.store.records import DocumentRecord

#: Given the looks of all figures and the standing decisions: who is who.
Linker = Callable[[Sequence["Profile"], Sequence["DecisionLine"]], "Linking"]


class DecisionLine:
    """A decision as the ledger keeps it, with the fields of `kg.model.decisions.Decision`."""

    __slots__ = ("act", "arguments", "number")

    def __init__(self, number: int, act: str, arguments: tuple[str, ...]) -> None:
        self.number = number
        self.act = act
        self.arguments = arguments


class Ledger(ClaimReader):
    """A store's ledger, open for reading or for writing. Use as a context manager."""

    def __init__(self, folder: Path, db: sqlite3.Connection, lock: WriterLock | None) -> None:
        super().__init__(db)
        self.folder = folder
        self._lock = lock

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Open a store for writing, making it if it is not there.

        Raises:
            BusyError: another process is writing to it.
            StoreError: it cannot be made, or is not a ledger of this version.
        """
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error.strerror}") from error
        return cls._writer(folder)

    @classmethod
    def open(cls, path: str | Path, mode: Literal["r", "w"] = "r") -> Self:
        """Open an existing store.

        Raises:
            BusyError: mode is "w" and another process is writing.
            StoreError: there is none, it is damaged, or of another version.
        """
        folder = Path(path)
        if mode == "w":
            if not folder.is_dir():
                raise StoreError(f"no store at {folder}: make one with `kg build`")
            return cls._writer(folder)
        return cls(folder, connect(folder, write=False), None)

    @classmethod
    def _writer(cls, folder: Path) -> Self:
        lock = WriterLock(folder)
        try:
            return cls(folder, connect(folder, write=True), lock)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Close; harmless when done twice."""
        self._db.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction; the revision goes up by one if it succeeds."""
        if self._lock is None:
            raise StoreError(f"{self.folder} is open for reading only")
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise StoreError(f"{self.folder} cannot be written: {error}") from error
        try:
            yield self._db
            self._db.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
            self._db.execute("COMMIT")
        except BaseException as error:
            self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise StoreError(f"{self.folder} cannot be written: {error}") from error
            raise

    # -- documents --------------------------------------------------------------------------

    def put(self, record: DocumentRecord) -> bool:
        """Keep a document, in place of what was kept for its source; whether anything changed.

        Raises:
            StoreError: the record contradicts itself, or the ledger cannot be written.
        """
        from kg.store.writing import insert, rows_of

        rows = rows_of(record)
        same = self.one("SELECT 1 FROM document WHERE id = ? AND digest = ?", rows.id, rows.digest)
        if same:
            return False
        with self._change() as db:
            db.execute("DELETE FROM document WHERE source = ? OR id = ?", (rows.source, rows.id))
            insert(db, rows, self.revision + 1)
        return True

    def remove(self, document: str) -> bool:
        """Forget a document by its reference or source; whether there was one."""
        found = self.document(document)
        if found is None:
            return False
        with self._change() as db:
            db.execute("DELETE FROM document WHERE id = ?", (found["id"],))
        return True

    def note_run(self, config: str, description: str) -> None:
        """Keep what a configuration stands for (extractors, versions, settings); no clock in it."""
        row = self.one("SELECT description FROM run WHERE config = ?", config)
        if row is None or row[0] != description:
            with self._change() as db:
                db.execute("INSERT OR REPLACE INTO run VALUES (?, ?)", (config, description))

    def note_accuracy(self, measured: str) -> None:
        """Keep how good the extractor of this build was found to be: the text of data/accuracy.json."""
        if self.meta("accuracy") != measured:
            with self._change() as db:
                db.execute("INSERT OR REPLACE INTO meta VALUES ('accuracy', ?)", (measured,))

    # -- decisions --------------------------------------------------------------------------

    def decide(
        self, act: str, arguments: Sequence[str], who: str = "", on: str = "", reason: str = ""
    ) -> int:
        """Append a decision and answer its number; it takes effect with the next `finish`.

        Raises:
            IdentityError: an undo of a decision that is not there.
        """
        if act == "undo" and not self.one("SELECT 1 FROM decision WHERE number = ?", arguments[0]):
            raise IdentityError(f"there is no decision {arguments[0]} to undo")
        from kg.store.writing import dump

        with self._change() as db:
            cursor = db.execute(
                "INSERT INTO decision (act, arguments, who, day, reason) VALUES (?, ?, ?, ?, ?)",
                (act, dump(list(arguments)), who, on, reason),
            )
        return int(cursor.lastrowid or 0)

    def standing(self) -> list[DecisionLine]:
        """The decisions that hold."""
        from kg.model.identity import standing

        return standing(DecisionLine(d["number"], d["act"], tuple(d["arguments"])) for d in self.decisions())

    # -- derivation -------------------------------------------------------------------------

    def finish(self, link: Linker, rule: AcceptRule | None = None) -> bool:
        """Bring links, entities, names and edges up to date; whether anything was to be done.

        One transaction: readers see the state before or the state after. `rule` is kept for the next
        time; None keeps the one in force.
        """
        from kg.store.derive import derive
        from kg.store.linking import profiles, write_links

        rule = rule or self.rule
        if self.finished == self.revision and self.meta("rule") == rule.dump():
            return False
        lines = self.standing()
        given = profiles(self._db)
        answer = link(given, lines)
        verdicts = {line.arguments[0]: line.act for line in lines if line.act in ("accept", "reject")}
        with self._change() as db:
            write_links(db, given, answer)
            derive(db, rule, verdicts)
            db.execute("INSERT OR REPLACE INTO meta VALUES ('rule', ?)", (rule.dump(),))
            db.execute("INSERT OR REPLACE INTO meta VALUES ('finished', ?)", (str(self.revision + 1),))
        return True
