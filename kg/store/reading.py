"""Reading documents, entities, names and edges: plain rows, indexed look-ups, no models."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store.resolved import Resolver
from kg.store.rule import AcceptRule

if TYPE_CHECKING:
    from kg.store.accuracy import Accuracy

#: Columns of an edge in the order of strength: accepted first, then independent voices, then claims.
_STRENGTH = "accepted DESC, support DESC, claims DESC, subject, relation, object"


class Reader:
    """Look-ups on one connection. Rows are dicts in the fields' names; nothing is cut silently."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def rows(self, query: str, *values: Any) -> Iterator[sqlite3.Row]:
        """Rows of a look-up.

        Raises:
            StoreError: the ledger is closed or damaged.
        """
        try:
            # Not `yield from`: that closes the cursor with the generator, maybe after the connection.
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row
        except sqlite3.Error as error:
            raise StoreError(f"the ledger cannot be read: {error}") from error

    def named_rows(self, query: str, values: Mapping[str, Any]) -> Iterator[sqlite3.Row]:
        """Rows of a look-up with values by name."""
        try:
            # Not `yield from`: that closes the cursor with the generator, maybe after the connection.
            for row in self._db.execute(query, values):  # noqa: UP028
                yield row
        except sqlite3.Error as error:
            raise StoreError(f"the ledger cannot be read: {error}") from error

    def one(self, query: str, *values: Any) -> sqlite3.Row | None:
        """The first row of a look-up, or None."""
        return next(self.rows(query, *values), None)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every look-up inside sees one and the same revision, whatever a writer does meanwhile."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for what derives from many rows at once."""
        return self._db

    def resolver(self) -> Resolver:
        """What turns rows of claims into claim lines with canonical identity."""
        return Resolver(self._db)

    def meta(self, key: str) -> str | None:
        """A value of the ledger about itself."""
        row = self.one("SELECT value FROM meta WHERE key = ?", key)
        return row[0] if row else None

    @property
    def revision(self) -> int:
        """Counts the changes of this ledger; 0 is the empty one."""
        return int(self.meta("revision") or 0)

    @property
    def finished(self) -> int:
        """The revision that links, edges and names were last derived for."""
        return int(self.meta("finished") or 0)

    @property
    def rule(self) -> AcceptRule:
        """The rule that decides which claims give a `rel:` triple."""
        return AcceptRule.parse(self.meta("rule"))

    @property
    def accuracy(self) -> Accuracy:
        """How good the extractor was found to be that built this store; empty where nobody measured it."""
        from kg.store.accuracy import Accuracy

        return Accuracy.parse(self.meta("accuracy"))

    # -- documents --------------------------------------------------------------------------

    def documents(self, status: str | None = None) -> Iterator[dict[str, Any]]:
        """Documents in the order of their sources, without their texts."""
        where = "WHERE status = ?" if status else ""
        query = f"""SELECT d.id, source, sha256, status, reason, title, outlet, author, date, language,
          metadata, repairs, stats, config, copies, revision,
          (SELECT count(*) FROM claim c WHERE c.document = d.id) AS claims
          FROM document d {where} ORDER BY source"""  # noqa: S608 -- no value goes into the text
        for row in self.rows(query, *([status] if status else [])):
            yield _document(row)

    def document(self, name: str) -> dict[str, Any] | None:
        """A document by its reference ("doc:…") or its source, without its text."""
        row = self.one(
            """SELECT d.id, source, sha256, status, reason, title, outlet, author, date, language,
            metadata, repairs, stats, config, copies, revision,
            (SELECT count(*) FROM claim c WHERE c.document = d.id) AS claims
            FROM document d WHERE id = ? OR source = ?""",
            name,
            name,
        )
        return _document(row) if row else None

    def text(self, document: str) -> str:
        """The decoded raw text of a document, which all offsets count.

        Raises:
            StoreError: no such document.
        """
        row = self.one("SELECT text FROM document WHERE id = ?", document)
        if row is None:
            raise StoreError(f"no document {document} in this store")
        return bytes(row[0]).decode("utf-8", "surrogatepass")

    def mentions_in(self, document: str) -> Iterator[dict[str, Any]]:
        """Every span of a document that was read as something, with the canonical `refs` it stands for."""
        links = Resolver(self._db).links(document)
        query = """SELECT m.id, m.start, m.stop, m.text, m.kind, m.value, m.resolution,
          group_concat(k.key, '|') AS keys FROM mention m LEFT JOIN mention_key k ON k.mention = m.id
          WHERE m.document = ? GROUP BY m.id ORDER BY m.start, m.stop, m.id"""
        for row in self.rows(query, document):
            keys = sorted(row["keys"].split("|")) if row["keys"] else []
            yield {
                "document": document,
                "start": row["start"],
                "end": row["stop"],
                "text": row["text"],
                "kind": row["kind"],
                "refs": [links.get(f"id:{k}", f"id:{k}") for k in keys],
                "value": row["value"],
                "resolution": row["resolution"],
            }

    # -- entities ---------------------------------------------------------------------------

    def entity(self, ref: str) -> dict[str, Any] | None:
        """An entity by its reference or by one that was merged into it."""
        row = self.one("SELECT * FROM canonical WHERE ref = ?", ref)
        if row is None:
            query = "SELECT c.* FROM redirect r JOIN canonical c ON c.ref = r.target WHERE r.ref = ?"
            row = self.one(query, ref)
        return _entity(row) if row else None

    def entities(self, kind: str | None = None) -> Iterator[dict[str, Any]]:
        """Every entity, in the order of the references."""
        where = "WHERE kind = ?" if kind else ""
        query = f"SELECT * FROM canonical {where} ORDER BY ref"  # noqa: S608 -- no value goes into the text
        for row in self.rows(query, *([kind] if kind else [])):
            yield _entity(row)

    def mentions_of(self, ref: str, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Where an entity is mentioned, document by document."""
        query = """SELECT DISTINCT m.document, d.source, m.start, m.stop AS "end", m.text, m.resolution
          FROM link l JOIN mention_key k ON k.document = l.document AND k.key = l.key
          JOIN mention m ON m.id = k.mention JOIN document d ON d.id = m.document
          WHERE l.ref = ? ORDER BY d.source, m.start, m.stop LIMIT ?"""
        for row in self.rows(query, ref, -1 if limit is None else limit):
            yield dict(row)

    def mention_count(self, ref: str) -> int:
        """How often an entity is mentioned."""
        row = self.one(
            """SELECT count(*) FROM link l JOIN mention_key k ON k.document = l.document AND k.key = l.key
            WHERE l.ref = ?""",
            ref,
        )
        return int(row[0]) if row else 0

    def link_reasons(self, ref: str) -> Iterator[dict[str, Any]]:
        """For each figure that is this entity: document, source, key, name, and why it was linked."""
        query = """SELECT l.document, d.source, l.key, e.name, e.written, l.reason FROM link l
          JOIN entity e ON e.document = l.document AND e.key = l.key
          JOIN document d ON d.id = l.document WHERE l.ref = ? ORDER BY d.source, l.key"""
        for row in self.rows(query, ref):
            yield dict(row)

    # -- edges ------------------------------------------------------------------------------

    def edges(
        self, subject: str | None = None, object: str | None = None, relation: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """Aggregated edges, strongest first where an end is given, else in the order of the ends."""
        wanted = {"subject": subject, "object": object, "relation": relation}
        given = {column: value for column, value in wanted.items() if value is not None}
        where = f"WHERE {' AND '.join(f'{c} = ?' for c in given)}" if given else ""
        order = _STRENGTH if subject or object else "subject, relation, object"
        query = f"SELECT * FROM edge {where} ORDER BY {order}"  # noqa: S608 -- columns are from above
        for row in self.rows(query, *given.values()):
            yield {**dict(row), "accepted": bool(row["accepted"])}

    def edge_claim_ids(self, edge: int) -> list[str]:
        """Ids of the claims behind an edge, sorted."""
        query = """SELECT DISTINCT c.id FROM edge_claim e JOIN claim c ON c.n = e.claim
          WHERE e.edge = ? ORDER BY 1"""
        return [row[0] for row in self.rows(query, edge)]

    # -- decisions and runs -----------------------------------------------------------------

    def decisions(self) -> list[dict[str, Any]]:
        """The log, oldest first; fields as in `kg.model.decisions.Decision`."""
        query = 'SELECT number, act, arguments, who, day AS "on", reason FROM decision ORDER BY number'
        return [{**dict(row), "arguments": json.loads(row["arguments"])} for row in self.rows(query)]

    def runs(self) -> list[tuple[str, str]]:
        """(config, description) of every configuration that present documents were read with."""
        query = """SELECT DISTINCT d.config, coalesce(r.description, '') FROM document d
          LEFT JOIN run r ON r.config = d.config ORDER BY 1"""
        return [(row[0], row[1]) for row in self.rows(query)]

    def counts(self) -> dict[str, int]:
        """How many documents, claims, events, entities, edges, mentions, decisions there are."""
        tables = ("document", "claim", "event", "canonical", "edge", "mention", "decision")
        query = "SELECT " + ", ".join(f"(SELECT count(*) FROM {t})" for t in tables)  # noqa: S608
        row = self.one(query)
        assert row is not None
        names = ("documents", "claims", "events", "entities", "edges", "mentions", "decisions")
        return dict(zip(names, row, strict=True))


def _document(row: sqlite3.Row) -> dict[str, Any]:
    made = dict(row)
    for field in ("metadata", "repairs", "stats"):
        made[field] = json.loads(made[field])
    return made


def _entity(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "ref": row["ref"],
        "label": row["label"],
        "kind": row["kind"],
        "state": row["state"],
        "wikidata": row["wikidata"],
        "ambiguous": json.loads(row["ambiguous"]),
        **json.loads(row["json"]),
    }
