"""The derived RDF store: the only module that knows pyoxigraph's Store.

`rdf/store` is the engine's folder; `rdf/graphs.sqlite` says which state of the ledger each graph
shows. A graph is marked dirty before it is touched and clean after its new lines are on disk, so that
a process killed at any moment leaves at worst graphs that the next `catch_up` writes anew.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kg.errors import BusyError, StoreError
from kg.store.graphs import SHARED, document_graph, document_tokens
from kg.store.ledger import Ledger
from kg.store.nquads import Quad, Value

if TYPE_CHECKING:
    import pyoxigraph

#: Changes of the lines that a ledger gives; an engine of another number is written anew.
FORM = "2"
#: Graphs are rewritten in groups of about this many lines: one flush each, small in memory.
GROUP_LINES = 100_000
#: From here on the bulk loader is faster than a transaction (it writes sorted files directly).
BULK_LINES = 20_000
#: After loading this many lines at once the engine's files are merged: on 100,000 claims (6.7 M quads
#: in 94 overlapping files) ready questions that ran into the limit of 30 s then took 0.1 to 7 s.
MERGE_LINES = 1_000_000


class Graph(NamedTuple):
    """A graph to be written: its address, the state that it shows ("" when it goes), its lines."""

    address: str
    token: str
    lines: list[str]


def _stale(ledger: Ledger, shown: Mapping[str, str]) -> Iterator[Graph]:
    """Graphs that differ from what is shown, one at a time."""
    wanted = document_tokens(ledger)
    for address in sorted(wanted):
        document, token = wanted[address]
        if shown.get(address) != token:
            yield Graph(address, token, document_graph(ledger, document))
    for address in sorted(shown):
        if address not in wanted and address not in SHARED:
            yield Graph(address, "", [])
    for address, make in SHARED.items():
        lines = make(ledger)
        token = sha256("\n".join(lines).encode()).hexdigest()
        if shown.get(address) != token:
            yield Graph(address, token, lines)


def _path(folder: str | Path) -> Path:
    return Path(folder) / "rdf" / "store"


class RdfStore:
    """The engine under a store's folder, open for writing. Readers use `read_only`."""

    def __init__(self, folder: str | Path) -> None:
        """Open, making what is missing; a damaged engine is thrown away, for it is derived.

        Raises:
            StoreError: another process has it open for writing, or it cannot be made.
        """
        path = _path(folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._state = _open_state(path.parent / "graphs.sqlite")
        if self._meta("form") != FORM or not path.is_dir():
            self._forget(path)
        try:
            self._engine = _open_engine(path)
        except BusyError:
            self._state.close()
            raise
        except StoreError:
            self._forget(path)
            self._engine = _open_engine(path)

    def _forget(self, path: Path) -> None:
        """Throw the engine's files away; everything in them comes again from the ledger."""
        with self._state:
            self._state.execute("DELETE FROM graph")
            self._state.execute("DELETE FROM meta")
        shutil.rmtree(path, ignore_errors=True)
        with self._state:
            self._state.execute("INSERT OR REPLACE INTO meta VALUES ('form', ?)", (FORM,))

    def _meta(self, key: str) -> str | None:
        row = self._state.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Flush and close."""
        self._engine.flush()
        del self._engine  # the engine has no close: its files are freed with the last reference
        self._state.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def catch_up(self, ledger: Ledger) -> int:
        """Show what the ledger holds now; how many graphs were rewritten or removed.

        Only graphs whose documents, links or names changed are touched.
        """
        with ledger.snapshot():
            revision = ledger.revision
            if self._meta("revision") == str(revision):
                return 0
            return self._catch_up(ledger, revision)

    def _catch_up(self, ledger: Ledger, revision: int) -> int:
        shown = dict(self._state.execute("SELECT address, token FROM graph"))
        group: list[Graph] = []
        size = touched = loaded = 0
        for graph in _stale(ledger, shown):
            group.append(graph)
            size += len(graph.lines)
            loaded += len(graph.lines)
            if size >= GROUP_LINES:
                self._rewrite(group)
                touched += len(group)
                group, size = [], 0
        self._rewrite(group)
        if loaded >= MERGE_LINES:
            self._engine.optimize()
        with self._state:
            self._state.execute("INSERT OR REPLACE INTO meta VALUES ('revision', ?)", (str(revision),))
        return touched + len(group)

    def _rewrite(self, group: list[Graph]) -> None:
        """Replace graphs by their lines; a graph without a token goes."""
        if not group:
            return
        known = {row[0] for row in self._state.execute("SELECT address FROM graph")}
        with self._state:
            self._state.execute("DELETE FROM meta WHERE key = 'revision'")
            dirty = [(address,) for address, _, _ in group]
            self._state.executemany("INSERT OR REPLACE INTO graph VALUES (?, '')", dirty)
        added: list[str] = []
        for address, _, lines in group:
            added += self._replace(address, lines) if address in known else lines
        self._load(added)
        self._engine.flush()
        with self._state:
            for address, token, _ in group:
                if token:
                    self._state.execute("INSERT OR REPLACE INTO graph VALUES (?, ?)", (address, token))
                else:
                    self._state.execute("DELETE FROM graph WHERE address = ?", (address,))

    def _replace(self, address: str, lines: list[str]) -> list[str]:
        """Take out what a graph no longer says; the lines that it does not yet say."""
        from pyoxigraph import NamedNode

        name = NamedNode(address)
        if not lines:
            self._engine.remove_graph(name)
            return []
        wanted = set(lines)
        for quad in list(self._engine.quads_for_pattern(None, None, None, name)):
            line = f"{quad} ."
            if line in wanted:
                wanted.discard(line)
            else:
                self._engine.remove(quad)
        return sorted(wanted)

    def _load(self, lines: list[str]) -> None:
        from pyoxigraph import RdfFormat

        if not lines:
            return
        data = ("\n".join(lines) + "\n").encode()
        loader = self._engine.bulk_load if len(lines) >= BULK_LINES else self._engine.load
        loader(data, format=RdfFormat.N_QUADS)


def _open_state(path: Path) -> sqlite3.Connection:
    try:
        state = sqlite3.connect(path, timeout=30)
        state.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
            "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
            "CREATE TABLE IF NOT EXISTS graph (address TEXT PRIMARY KEY, token TEXT NOT NULL);"
        )
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise StoreError(f"{path} is in use: {error}") from error
        path.unlink()  # derived like everything here: made anew
        return _open_state(path)
    return state


def _open_engine(path: Path) -> pyoxigraph.Store:
    from pyoxigraph import Store

    try:
        return Store(str(path))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise BusyError(f"the RDF store {path} is being written by another process") from error
        raise StoreError(f"the RDF store {path} cannot be opened for writing: {error}") from error


def shown_revision(folder: str | Path) -> int | None:
    """The revision of the ledger that the RDF store shows; None when it is being rewritten or absent."""
    path = _path(folder).parent / "graphs.sqlite"
    if not path.is_file():
        return None
    state = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    try:
        row = state.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
    except sqlite3.DatabaseError:
        return None
    finally:
        state.close()
    return int(row[0]) if row else None


def engine_path(folder: str | Path) -> Path:
    """Where the engine's files are.

    Raises:
        StoreError: nothing was derived yet.
    """
    path = _path(folder)
    if not path.is_dir():
        raise StoreError(f"{folder} has no RDF store yet: `kg build` makes it")
    return path


def read_only(folder: str | Path) -> pyoxigraph.Store:
    """The engine as it stands now, beside a writer; later changes are not seen."""
    from pyoxigraph import Store

    path = engine_path(folder)
    for _ in range(5):
        try:
            return Store.read_only(str(path))
        except (OSError, RuntimeError) as error:
            failure = error  # a writer may just have replaced a file that was listed
            time.sleep(0.05)
    raise StoreError(f"the RDF store {path} cannot be read: {failure}") from failure


def in_memory(lines: Iterable[str]) -> pyoxigraph.Store:
    """An engine of its own that holds these lines, for one who wants to change them."""
    from pyoxigraph import RdfFormat, Store

    engine = Store()
    engine.bulk_load("".join(f"{line}\n" for line in lines).encode(), format=RdfFormat.N_QUADS)
    return engine


def read_quads(folder: str | Path, graph: str | None = None) -> Iterator[Quad]:
    """Quads of one graph, or of all."""
    from pyoxigraph import NamedNode

    name = NamedNode(graph) if graph else None
    found: Iterable[Any] = read_only(folder).quads_for_pattern(None, None, None, name)
    for quad in found:
        yield Quad(quad.subject.value, quad.predicate.value, _value(quad.object), quad.graph_name.value)


def _value(term: Any) -> Value:
    from pyoxigraph import NamedNode

    if isinstance(term, NamedNode):
        return Value(term.value, True)
    return Value(term.value, False, term.language, term.datatype.value)


def catch_up(ledger: Ledger) -> int:
    """Bring a ledger's RDF store up to date; how many graphs changed."""
    with RdfStore(ledger.folder) as store:
        return store.catch_up(ledger)
