"""From a document's record to the rows of the ledger."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store.copies import sketch
from kg.store.days import window
from kg.store.records import STATUSES, DocumentRecord

if TYPE_CHECKING:
    from kg.model.claims import Claim

#: Roles of the parties of a claim, as the party table names them.
PARTY_ROLES = {"subjects": "subject", "objects": "object", "instrument": "instrument"}


_INSERT_DOCUMENT = "INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"


def clean(text: str) -> str:
    """Text that UTF-8 can carry: lone surrogates become U+FFFD; everything else stays."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() and _broken(text) else text


def _broken(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def dump(value: Any) -> str:
    """JSON in ASCII (so that lone surrogates survive), the same on every machine."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that one document puts into the ledger."""

    id: str
    source: str
    digest: str
    document: tuple[Any, ...]
    entities: list[tuple[Any, ...]]
    mentions: list[tuple[tuple[Any, ...], tuple[str, ...]]]
    claims: list[ClaimRow]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim's columns before its sentence and row number are known."""

    id: str
    columns: tuple[Any, ...]
    sentence: tuple[int, str]
    parties: list[tuple[str, int, str]]
    topics: tuple[str, ...]
    json: str


def rows_of(record: DocumentRecord) -> Rows:
    """The rows of a record.

    Raises:
        StoreError: a status is unknown, a party is not a figure of the document, or a claim is told of
            another document.
    """
    document = record.document
    name = str(document.ref)
    if record.status not in STATUSES:
        raise StoreError(f"{document.source}: unknown status {record.status!r}")
    metadata = document.model_dump(mode="python", exclude={"text"})
    entities = sorted(
        (
            name,
            f.key,
            clean(f.name),
            str(f.kind),
            f.gazetteer or "",
            f.state or "",
            f.gender or "",
            clean(f.written),
            dump([clean(a) for a in f.aliases]),
        )
        for f in record.figures
    )
    keys = {row[1] for row in entities}
    # An id names document, place, speaker and proposition: adding one twice is adding it once.
    claims = list({str(c.id): _claim_row(c, name, keys) for c in reversed(record.claims)}.values())[::-1]
    mentions = [
        ((m.start, m.end, clean(m.text), str(m.kind), m.value, m.resolution and str(m.resolution)), m.keys)
        for m in sorted(record.mentions, key=lambda m: (m.start, m.end, str(m.kind)))
    ]
    text = document.text.encode("utf-8", "surrogatepass")
    columns = (
        name,
        clean(document.source),
        document.sha256,
        record.status,
        record.reason and clean(record.reason),
        *(_known(metadata[field]) for field in ("title", "outlet", "author", "date", "language")),
        dump(metadata),
        text,
        dump(dict(record.repairs)),
        dump(dict(record.stats)),
        record.config,
    )
    digest = _digest(columns, entities, mentions, claims)
    row = (*columns, sketch(document.text), digest)
    return Rows(name, clean(document.source), digest, row, entities, mentions, claims)


def _known(field: Mapping[str, Any]) -> str | None:
    value = field["value"]
    return clean(value) if value is not None else None


def _digest(columns: tuple[Any, ...], *parts: list[Any]) -> str:
    made = hashlib.sha256()
    for value in columns:
        made.update(value if isinstance(value, bytes) else repr(value).encode("utf-8", "backslashreplace"))
        made.update(b"\x1f")
    for part in parts:
        for row in part:
            text = row.json if isinstance(row, ClaimRow) else repr(row)
            made.update(text.encode("utf-8", "backslashreplace") + b"\x1e")
        made.update(b"\x1d")
    return made.hexdigest()


def _claim_row(claim: Claim, document: str, keys: set[str]) -> ClaimRow:
    body = claim.model_dump(mode="python")
    if body["document"]["id"] != document:
        raise StoreError(f"claim {claim.id} is told of {body['document']['id']}, not of {document}")
    parties = _parties(body)
    for role, _, key in parties:
        if key not in keys:
            raise StoreError(f"claim {claim.id}: its {role} id:{key} is not a figure of {document}")
    earliest, latest = window(body)
    speaker = body["speaker"]["ref"][3:] if body["speaker"] else None
    evidence = body["evidence"]
    columns = (
        body["id"],
        document,
        str(claim.kind),
        str(claim.relation),
        str(claim.modality),
        str(claim.reporting),
        speaker,
        int(claim.symmetric),
        claim.score,
        claim.confidence.value,
        earliest,
        latest,
        evidence["start"],
    )
    sentence = (evidence["sentence_start"], clean(evidence["sentence"]))
    return ClaimRow(body["id"], columns, sentence, parties, tuple(sorted(set(claim.topics))), _line(body))


def _line(body: Mapping[str, Any]) -> str:
    """A claim's JSON in the order of the published schema."""
    return json.dumps(body, ensure_ascii=True, separators=(",", ":"))


def _parties(body: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """(role, position, figure key) of everybody in a claim; the chain's inner hops are not parties."""
    found = []
    for field, role in PARTY_ROLES.items():
        found += [(role, i, _key(party["ref"])) for i, party in enumerate(body[field])]
    for role in ("speaker", "where"):
        if body[role]:
            found.append((role, 0, _key(body[role]["ref"])))
    return found


def _key(ref: str) -> str:
    prefix, _, local = ref.partition(":")
    if prefix != "id":
        raise StoreError(f"a party of a claim is a figure of its document (id:…), not {ref}")
    return local


def insert(db: sqlite3.Connection, rows: Rows, revision: int) -> None:
    """Write a document's rows; the caller has begun the transaction and removed what was there."""
    db.execute(_INSERT_DOCUMENT, (*rows.document, revision))
    db.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.entities)
    for columns, keys in rows.mentions:
        cursor = db.execute(
            "INSERT INTO mention (document, start, stop, text, kind, value, resolution)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (rows.id, *columns),
        )
        db.executemany(
            "INSERT OR IGNORE INTO mention_key VALUES (?, ?, ?)",
            [(rows.id, key, cursor.lastrowid) for key in keys],
        )
    _insert_claims(db, rows)


def _insert_claims(db: sqlite3.Connection, rows: Rows) -> None:
    sentences: dict[tuple[int, str], int | None] = {}
    for claim in rows.claims:
        if claim.sentence not in sentences:
            cursor = db.execute(
                "INSERT INTO sentence (document, start, text) VALUES (?, ?, ?)", (rows.id, *claim.sentence)
            )
            sentences[claim.sentence] = cursor.lastrowid
        cursor = db.execute(
            "INSERT INTO claim (id, document, kind, relation, modality, reporting, speaker, symmetric, score,"
            " confidence, earliest, latest, start, sentence, json)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*claim.columns, sentences[claim.sentence], claim.json),
        )
        n = cursor.lastrowid
        db.executemany("INSERT INTO party VALUES (?, ?, ?, ?, ?)", [(n, rows.id, *p) for p in claim.parties])
        db.executemany("INSERT INTO topic VALUES (?, ?)", [(topic, n) for topic in claim.topics])
