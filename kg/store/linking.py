"""What the linker is given and where its answer goes: links, entities, redirects, names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kg.knowledge.names import normalise
from kg.knowledge.wordlists import one_body
from kg.model.identity import Canonical, Linking, Profile
from kg.store.writing import clean, dump

#: How well a name names its entity: its label, another full name, a part such as the surname.
LABEL, ALIAS, PART = 0, 1, 2


#: The document of a group without name: nobody knows whether others mean the same, unless it is one body.
_OWN = """CASE WHEN kind = 'Group' AND gazetteer = '' AND (state = '' OR NOT one_body(name))
  THEN document ELSE '' END"""


def profiles(db: sqlite3.Connection) -> list[Profile]:
    """Figures that look alike, each look once, in the order of their fields."""
    db.create_function("one_body", 1, one_body, deterministic=True)
    rows = db.execute(
        f"""SELECT name, kind, gazetteer, state, gender, aliases, {_OWN} AS own, count(*) FROM entity
        GROUP BY name, kind, gazetteer, state, gender, aliases, own"""  # noqa: S608 -- no value goes into it
    )
    return sorted(
        Profile(name, kind, gazetteer, state, gender, tuple(json.loads(aliases)), count, own)
        for name, kind, gazetteer, state, gender, aliases, own, count in rows
    )


def write_links(db: sqlite3.Connection, given: list[Profile], answer: Linking) -> set[str]:
    """Write the answer, touching only rows that differ; the documents whose links changed."""
    refs = {
        (p.name, p.kind, p.gazetteer, p.state, p.gender, dump(list(p.aliases)), p.document): link
        for p, link in zip(given, answer.links, strict=True)
    }
    old = {(d, k): (ref, why) for d, k, ref, why in db.execute("SELECT document, key, ref, reason FROM link")}
    changed = []
    db.create_function("one_body", 1, one_body, deterministic=True)
    query = f"""SELECT document, key, name, kind, gazetteer, state, gender, aliases, {_OWN}
      FROM entity"""  # noqa: S608 -- no value goes into it
    for row in db.execute(query):
        link = refs[tuple(row[2:])]
        if old.get((row[0], row[1])) != link:
            changed.append((row[0], row[1], *link))
    db.executemany("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?)", changed)
    _write_canonicals(db, answer.canonicals)
    return {row[0] for row in changed}


def _write_canonicals(db: sqlite3.Connection, canonicals: Iterable[Canonical]) -> None:
    new = {c.ref: _row(c) for c in canonicals}
    old = {row[0]: tuple(row) for row in db.execute("SELECT * FROM canonical")}
    stale = [ref for ref, row in old.items() if new.get(ref) != row]
    fresh = [ref for ref, row in new.items() if old.get(ref) != row]
    db.executemany("DELETE FROM canonical WHERE ref = ?", [(ref,) for ref in stale])
    db.executemany("DELETE FROM name WHERE ref = ?", [(ref,) for ref in stale])
    db.executemany("INSERT INTO canonical VALUES (?, ?, ?, ?, ?, ?, ?)", [new[ref] for ref in fresh])
    wanted = set(fresh)
    names = sorted({n for c in canonicals if c.ref in wanted for n in _names(c)})
    db.executemany("INSERT INTO name (norm, ref, rank, text) VALUES (?, ?, ?, ?)", names)
    db.execute("DELETE FROM redirect")
    redirects = sorted((old_ref, c.ref) for c in canonicals for old_ref in c.redirects)
    db.executemany("INSERT INTO redirect VALUES (?, ?)", redirects)


def _row(c: Canonical) -> tuple[str | None, ...]:
    body = dump(
        {
            "labels": dict(c.labels),
            "aliases": list(c.aliases),
            "posts": [dict(p) for p in c.posts],
            "reasons": list(c.reasons),
        }
    )
    return (c.ref, clean(c.label), c.kind, c.state, c.wikidata, dump(list(c.ambiguous)), body)


def _names(c: Canonical) -> Iterable[tuple[str, str, int, str]]:
    """Each normal form once, with its best rank."""
    found: dict[str, tuple[int, str]] = {}
    # A short name that may mean several things is no better than a part of their names.
    label = PART if c.ambiguous else LABEL
    ranked = [(c.label, label)] + [(n, LABEL) for n in c.labels.values()] + [(n, ALIAS) for n in c.aliases]
    for name in (c.label, *c.labels.values()) if c.kind == "Person" else ():
        words = name.split()
        if len(words) > 1:
            ranked += [(words[-1], PART), (words[0], PART)]
    for name, rank in ranked:
        norm = normalise(clean(name))
        if norm and (norm not in found or rank < found[norm][0]):
            found[norm] = (rank, clean(name))
    for norm, (rank, name) in found.items():
        yield norm, c.ref, rank, name
