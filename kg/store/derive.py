"""From claims to edges: what is said, what is accepted, and how many independent voices say it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ACTORS
from kg.store.copies import components, groups
from kg.store.happening_rows import write_events
from kg.store.rule import AcceptRule
from kg.store.voices import Voices, outlet_family, unnamed_groups

#: Decisions on claims, as the derivation needs them: claim id → "accept" or "reject".
Verdicts = Mapping[str, str]


@dataclass(slots=True)
class Edge:
    """One (subject, relation, object) with the rows of its claims."""

    claims: list[int] = field(default_factory=list)
    denied: int = 0
    actual: list[list[str]] = field(default_factory=list)
    voices: list[list[str]] = field(default_factory=list)
    accepted: bool = False
    first: str | None = None
    last: str | None = None
    scores: list[float] = field(default_factory=list)


def pairs(
    relation: str, symmetric: bool, subjects: Iterable[str], objects: Iterable[str], kinds: Mapping[str, str]
) -> set[tuple[str, str]]:
    """The ordered pairs of entities that a claim ties.

    A joint act ties each pair of the parties both ways; a thing that it is about (a project, an
    agreement) is tied from each party, one way. Nothing is tied to itself.
    """
    first, second = list(dict.fromkeys(subjects)), list(dict.fromkeys(objects))
    if symmetric or SIGNATURES[Relation(relation)].symmetric:
        joint = first + [o for o in second if kinds.get(o) in ACTORS]
        things = [o for o in second if kinds.get(o) not in ACTORS]
        return {(a, b) for a, b in [*product(joint, joint), *product(first, things)] if a != b}
    return {(a, b) for a, b in product(first, second) if a != b}


def derive(db: sqlite3.Connection, rule: AcceptRule, verdicts: Verdicts) -> None:
    """Rewrite edges, which claims are accepted, and events, inside the caller's transaction."""
    read = db.execute("SELECT id, sketch FROM document WHERE status = 'ok'")
    sketches = {row[0]: bytes(row[1]) for row in read}
    copies = groups(sketches)
    db.executemany(
        "UPDATE document SET copies = ? WHERE id = ? AND copies IS NOT ?",
        [(head, document, head) for document, head in copies.items()],
    )
    db.execute("DELETE FROM edge_claim")
    db.execute("DELETE FROM edge")
    db.execute("UPDATE claim SET accepted = 0 WHERE accepted = 1")
    outlets = {d: outlet_family(o) for d, o in db.execute("SELECT id, outlet FROM document") if o}
    voices = Voices(copies, outlets, unnamed_groups(db))
    edges, alone = _gather(db, rule, verdicts, voices)
    _write(db, edges, rule)
    db.executemany("UPDATE claim SET accepted = 1 WHERE n = ?", [(n,) for n in alone])
    db.execute(
        """UPDATE claim SET accepted = 1 WHERE modality = 'actual' AND n IN
        (SELECT c.claim FROM edge e JOIN edge_claim c ON c.edge = e.id WHERE e.accepted)"""
    )
    write_events(db, rule, verdicts, voices)


def _gather(
    db: sqlite3.Connection,
    rule: AcceptRule,
    verdicts: Verdicts,
    voices: Voices,
) -> tuple[dict[tuple[str, str, str], Edge], list[int]]:
    """Edges, and the rows of claims that tie no pair but hold by themselves."""
    kinds = dict(db.execute("SELECT ref, kind FROM canonical"))
    edges: defaultdict[tuple[str, str, str], Edge] = defaultdict(Edge)
    alone: list[int] = []
    for row, subjects, objects, speaker in _claims(db):
        verdict = verdicts.get(row["id"])
        if verdict == "reject":
            continue
        own = voices.marks(speaker, row["document"])
        if row["relation"] == Relation.SPEAKS_ABOUT:
            # A statement ties its speaker to each of those it is about; the author's own ties nobody.
            subjects, objects = [speaker] if speaker else [], subjects + objects
        # Of "Borduria was invaded" only the one affected is known: nobody is tied as if it had acted.
        tied = (
            set()
            if row["agentless"]
            else pairs(row["relation"], bool(row["symmetric"]), subjects, objects, kinds)
        )
        for a, b in sorted(tied):
            _add(edges[a, row["relation"], b], row, own, rule, verdict)
        if not tied and row["modality"] == "actual" and _holds(row, rule, verdict):
            alone.append(row["n"])
    return dict(edges), alone


def _holds(row: Any, rule: AcceptRule, verdict: str | None) -> bool:
    if row["relation"] == Relation.SPEAKS_ABOUT:
        return verdict == "accept"
    return verdict == "accept" or (row["reporting"] == "author" and row["confidence"] >= rule.threshold)


def _claims(db: sqlite3.Connection) -> Iterator[tuple[Any, list[str], list[str], str | None]]:
    """Claims in the order of their rows with canonical subjects, objects and speaker."""
    parties = db.execute(
        """SELECT p.claim, p.role, l.ref FROM party p JOIN link l ON l.document = p.document AND l.key = p.key
        WHERE p.role IN ('subject', 'object', 'speaker') ORDER BY p.claim, p.role, p.position"""
    )
    party = parties.fetchone()
    for row in db.execute(
        """SELECT n, id, document, relation, modality, reporting, symmetric, score, confidence, earliest,
        latest, instr(json, '"agentless"') > 0 AS agentless FROM claim ORDER BY n"""
    ):
        found: dict[str, list[str]] = {"subject": [], "object": [], "speaker": []}
        while party is not None and party[0] == row["n"]:
            found[party[1]].append(party[2])
            party = parties.fetchone()
        yield row, found["subject"], found["object"], next(iter(found["speaker"]), None)


def _add(edge: Edge, row: Any, own: list[str], rule: AcceptRule, verdict: str | None) -> None:
    edge.claims.append(row["n"])
    if row["modality"] == "negated":
        edge.denied += 1
        return
    edge.voices.append(own)
    if row["score"] is not None:
        edge.scores.append(row["score"])
    if row["earliest"] and (edge.first is None or row["earliest"] < edge.first):
        edge.first = row["earliest"]
    if row["latest"] and (edge.last is None or row["latest"] > edge.last):
        edge.last = row["latest"]
    if row["modality"] == "actual":
        edge.actual.append(own)
        edge.accepted = edge.accepted or _holds(row, rule, verdict)


def _write(db: sqlite3.Connection, edges: Mapping[tuple[str, str, str], Edge], rule: AcceptRule) -> None:
    lines, members = [], []
    for number, (key, edge) in enumerate(sorted(edges.items()), 1):
        opinion = key[1] == Relation.SPEAKS_ABOUT
        holds = edge.accepted or (not opinion and components(edge.actual) >= rule.speakers)
        kind = SIGNATURES[Relation(key[1])].claim
        # Summed in sorted order: the last digit of a float must not hang on the order of reading.
        mean = sum(sorted(edge.scores)) / len(edge.scores) if edge.scores else None
        lines.append(
            (
                number,
                *key,
                str(kind),
                len(edge.claims),
                edge.denied,
                int(holds),
                components(edge.voices),
                edge.first,
                edge.last,
                mean,
            )
        )
        members += [(number, n) for n in edge.claims]
    db.executemany("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", lines)
    db.executemany("INSERT INTO edge_claim VALUES (?, ?)", members)
