"""Writes the events of a ledger: derived from its claims at the end of every build, never by an extractor."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from kg.model.vocabulary import Modality
from kg.store.copies import components
from kg.store.happenings import Happening, gather
from kg.store.rule import AcceptRule
from kg.store.sameness import shown
from kg.store.tellings import read, world
from kg.store.voices import Voices

#: Claim row → speaker, document, accepted, score.
Told = Mapping[int, tuple[str | None, str, bool, float | None]]


def write_events(
    db: sqlite3.Connection,
    rule: AcceptRule,
    verdicts: Mapping[str, str],
    voices: Voices,
) -> None:
    """Rewrite events, their parties and their claims, after `claim.accepted` was set.

    A rejected claim tells of nothing.
    """
    for table in ("event_claim", "event_party", "event"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from above
    rejected = {claim for claim, verdict in verdicts.items() if verdict == "reject"}
    blocks = gather(read(db, rejected, voices.copies), world(db))
    found = sorted(((h, key) for key, some in blocks.items() for h in some), key=lambda pair: pair[0].id)
    told = _told(db)
    rows, parties, members = [], [], []
    for n, (happening, key) in enumerate(found, 1):
        rows.append(_row(n, happening, json.dumps(key), told, rule, voices))
        head = happening.head()
        for role, refs in (
            ("subject", head.subjects),
            ("object", head.objects),
            ("thing", _things(happening)),
        ):
            parties += [(ref, n, role) for ref in sorted(refs)]
        pairs = zip(happening.tellings, happening.reasons, strict=True)
        members += [(t.claim, n, why) for t, why in pairs]
    db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.executemany("INSERT INTO event_party VALUES (?, ?, ?)", parties)
    db.executemany("INSERT INTO event_claim VALUES (?, ?, ?)", members)


def _told(db: sqlite3.Connection) -> Told:
    read = db.execute(
        """SELECT c.n, l.ref, c.document, c.accepted, c.score FROM claim c
        LEFT JOIN link l ON l.document = c.document AND l.key = c.speaker WHERE c.kind = 'event'"""
    )
    return {row[0]: (row[1], row[2], bool(row[3]), row[4]) for row in read}


def _things(happening: Happening) -> set[str]:
    return {thing for telling in happening.tellings for thing in telling.things}


def _row(
    n: int,
    happening: Happening,
    block: str,
    told: Told,
    rule: AcceptRule,
    voices: Voices,
) -> Sequence[object]:
    head, status = happening.head(), happening.status
    said = []
    for telling in happening.tellings:
        if telling.modality == status:
            speaker, document, _, _ = told[telling.claim]
            said.append(voices.marks(speaker, document))
    support = components(said)
    denied = sum(t.modality == Modality.NEGATED for t in happening.tellings)
    accepted = any(told[t.claim][2] for t in happening.tellings)
    accepted = accepted or (status == Modality.ACTUAL and support >= rule.speakers)
    place = head.place or min((t.place for t in happening.tellings if t.place), default=None)
    return (
        n, happening.id, _relation(happening), status, len(happening.tellings), support, denied,
        int(accepted), head.start, head.end, shown(head), place, told[head.claim][3],
        int(head.joint), block,
    )  # fmt: skip


def _relation(happening: Happening) -> str:
    """A visit told of as hosting is a visit: its parties are stored from the visitor's end."""
    head = happening.head()
    return head.family if head.relation != head.family and head.family == "visits" else head.relation
