"""Why names are one thing, or not: the identity of an entity with its reasons, and doubtful pairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.query.lookup import find
from kg.query.search import entities as near_entities
from kg.resolve.linker import family
from kg.store.ledger import Ledger

#: Likeness (0 … 100) from which another entity of the family is worth telling as a near one.
NEAR = 85.0
#: Near entities that are told.
MOST_NEAR = 8
#: Decisions that are about entities.
_ON_ENTITIES = ("merge", "split", "rename", "kind")


def explain_entity(ledger: Ledger, name: str) -> dict[str, Any]:
    """An entity's identity.

    what; ref, kind; parts: what was joined, each {reference, name, documents, reason}; found: how its
    mentions were resolved, {resolution: count}; decisions that name it; near: like names that are not it,
    each {ref, label, kind, likeness, why}; rule: how a reviewer changes it.

    Raises:
        UnknownEntityError, AmbiguousNameError: see `kg.query.lookup.find`.
    """
    entity = find(ledger, name)
    ref = entity["ref"]
    parts = _parts(ledger, ref)
    others = redirects(ledger, ref)
    mine = {ref, *others}
    return {
        "what": f"{entity['label']} ({entity['kind']}) {ref}",
        "ref": ref,
        "kind": entity["kind"],
        "reasons": list(entity.get("reasons", ())),
        "parts": parts,
        "redirects": others,
        "found": _found(ledger, ref),
        "decisions": _decided(ledger, mine),
        "near": list(_near(ledger, entity)),
        "rule": "kg review merge A B joins two, kg review split A B keeps two apart; "
        "kg review undo NUMBER takes a decision back",
    }


def redirects(ledger: Ledger, ref: str) -> list[str]:
    """Other references that lead to an entity."""
    return [row[0] for row in ledger.rows("SELECT ref FROM redirect WHERE target = ? ORDER BY ref", ref)]


def _parts(ledger: Ledger, ref: str) -> list[dict[str, Any]]:
    """Names that were joined: one row a name and reason, with how many documents bear it."""
    groups: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    first: dict[tuple[str, str], str] = {}
    for row in ledger.link_reasons(ref):
        key = (row["name"], row["reason"])
        groups[key].add(row["document"])
        first.setdefault(key, row["source"])
    others = set(redirects(ledger, ref))
    rows = [
        {"reference": _reference(others, name, ref), "name": name, "documents": len(documents),
         "reason": reason, "source": first[name, reason]}
        for (name, reason), documents in groups.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row["documents"], row["name"], row["reason"]))


def _reference(others: set[str], name: str, ref: str) -> str:
    """The reference that a joined name had of itself, where it had one."""
    from kg.knowledge.names import slug

    own = f"id:{slug(name)}"
    return own if own in others else ref


def _found(ledger: Ledger, ref: str) -> dict[str, int]:
    query = """SELECT coalesce(m.resolution, '-'), count(*) FROM link l
      JOIN mention_key k ON k.document = l.document AND k.key = l.key JOIN mention m ON m.id = k.mention
      WHERE l.ref = ? GROUP BY 1 ORDER BY 2 DESC, 1"""
    return {row[0]: row[1] for row in ledger.rows(query, ref)}


def _decided(ledger: Ledger, mine: set[str]) -> list[dict[str, Any]]:
    standing = {line.number for line in ledger.standing()}
    return [
        {**row, "standing": row["number"] in standing}
        for row in ledger.decisions()
        if row["act"] in _ON_ENTITIES and mine & set(row["arguments"])
    ]


def _near(ledger: Ledger, entity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    told = 0
    unsure = entity["ambiguous"]
    apart = splits(ledger)
    for other in unsure:
        row = ledger.entity(other)
        if row is not None:
            yield {"ref": other, "label": row["label"], "kind": row["kind"], "likeness": None,
                   "why": "the short name may mean this one too: left open"}  # fmt: skip
    for near in near_entities(ledger, entity["label"], limit=40):
        if near["ref"] == entity["ref"] or near["ref"] in unsure or near["score"] < NEAR:
            continue
        other_entity = ledger.entity(near["ref"])
        if other_entity is None or family(near["kind"]) != family(entity["kind"]):
            continue
        yield {"ref": near["ref"], "label": near["label"], "kind": near["kind"], "likeness": near["score"],
               "why": why_apart(apart, entity, other_entity)}  # fmt: skip
        told += 1
        if told == MOST_NEAR:
            return


def splits(ledger: Ledger) -> dict[frozenset[str], int]:
    """Pairs of entities that standing decisions keep apart, by the references that lead now: → number."""
    made = {}
    for line in ledger.standing():
        if str(line.act) == "split":
            now = [ledger.entity(ref) for ref in line.arguments]
            pair = frozenset(e["ref"] for e in now if e)
            if len(pair) > 1:
                made[pair] = line.number
    return made


def why_apart(apart: Mapping[frozenset[str], int], one: dict[str, Any], other: dict[str, Any]) -> str:
    """Why two entities are two, in a sentence; what counts first in the linker comes first.

    apart: see `splits`.
    """
    if number := apart.get(frozenset((one["ref"], other["ref"]))):
        return f"decision {number} keeps them apart"
    if family(one["kind"]) != family(other["kind"]):
        return f"a {one['kind']} and a {other['kind']}"
    if one["state"] and other["state"] and one["state"] != other["state"]:
        return f"of different states: {one['state']}, {other['state']}"
    if _known(one) and _known(other):
        return "both are known entries"
    return "the names differ, and nothing else ties them"


def _known(entity: dict[str, Any]) -> bool:
    return bool(entity.get("wikidata")) or len(entity["labels"]) > 1


def doubtful(ledger: Ledger, limit: int) -> list[dict[str, Any]]:
    """Entities that a reviewer should look at, most mentioned first.

    Short names that may mean several, and entities of one family whose names are nearly the same. Each row:
    sort, ref, label, kind, other, other_label, likeness, why, mentions.
    """
    settled = splits(ledger)
    rows = [*_ambiguous(ledger), *_alike(ledger)]
    rows = [row for row in rows if frozenset((row["ref"], row["other"])) not in settled]
    return sorted(rows, key=lambda row: (-row["mentions"], row["ref"], row["other"]))[:limit]


def _ambiguous(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for entity in ledger.entities():
        for other in entity["ambiguous"]:
            row = ledger.entity(other)
            if row is not None:
                yield _row(ledger, "ambiguous", entity, row, None, "a short name that fits both")


def _alike(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Pairs within blocks of (family, last word), compared by rapidfuzz; never all pairs."""
    from rapidfuzz import fuzz

    from kg.knowledge.names import normalise

    blocks: defaultdict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for entity in ledger.entities():
        norm = normalise(entity["label"])
        if " " in norm and entity["kind"] != "Group":
            blocks[family(entity["kind"]), norm.rpartition(" ")[2]].append({**entity, "norm": norm})
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda e: e["ref"])[:_BLOCK]
        for one, other in _pairs(block):
            likeness = fuzz.token_sort_ratio(one["norm"], other["norm"])
            if likeness >= _ALIKE and not (_known(one) and _known(other)):
                yield _row(ledger, "alike", one, other, round(likeness, 1), why_apart({}, one, other))


#: Entities of one block that are compared, and the likeness that makes a pair worth a look.
_BLOCK, _ALIKE = 60, 88.0


def _pairs(block: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for i, one in enumerate(block):
        for other in block[i + 1 :]:
            yield one, other


def _row(
    ledger: Ledger, sort: str, one: dict[str, Any], other: dict[str, Any], likeness: float | None, why: str
) -> dict[str, Any]:
    return {
        "sort": sort, "ref": one["ref"], "label": one["label"], "kind": one["kind"], "other": other["ref"],
        "other_label": other["label"], "likeness": likeness, "why": why,
        "mentions": ledger.mention_count(one["ref"]) + ledger.mention_count(other["ref"]),
    }  # fmt: skip
