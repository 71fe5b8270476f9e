"""How two entities are tied: the shortest chains of edges between them, each hop with its sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import Any

from kg.errors import QueryError
from kg.model.relations import Relation
from kg.query.lookup import find
from kg.store.ledger import Ledger

#: Most hops that are looked for: in a graph of actors everything is within six of everything.
MOST_HOPS = 6
#: Entities asked for in one query; SQLite takes 32,766 values.
_AT_ONCE = 500

#: Chains of equal length that are weighed against each other.
_MOST_CHAINS = 5000


def paths(
    ledger: Ledger,
    a: str,
    b: str,
    max_hops: int = 3,
    limit: int = 5,
    *,
    accepted: bool = False,
    statements: bool = False,
) -> list[dict[str, Any]]:
    """The shortest chains of ties from one entity to another, the strongest first; empty when there is none.

    Ties are followed either way. accepted: only ties that the rule accepts. statements: also who speaks
    about whom. Each path: hops, weakest (support of its weakest tie), accepted (all of it), steps, a list of
    {source, target, relation, direction, accepted, support, claims, claim}: claim is the line of the best
    evidence, source and target are {ref, label, kind} in the order of the path.

    Raises:
        UnknownEntityError, AmbiguousNameError: see `kg.query.lookup.find`.
        QueryError: the same entity twice, or more hops than are looked for.
    """
    if not 1 <= max_hops <= MOST_HOPS:
        raise QueryError(f"paths of 1 to {MOST_HOPS} hops are looked for, not of {max_hops}")
    one, other = find(ledger, a)["ref"], find(ledger, b)["ref"]
    if one == other:
        raise QueryError(f"{a!r} and {b!r} are the same: {one}")
    ties = _Ties(ledger, accepted=accepted, statements=statements)
    before = _layers(ties, one, other, max_hops)
    found = [
        [ties.best[pair] for pair in pairwise(chain)]
        for chain in islice(_chains(before, one, other), _MOST_CHAINS)
    ]
    found.sort(key=lambda steps: (_weight(steps), [(e["subject"], e["object"]) for e in steps]))
    return [_path(ledger, one, steps) for steps in found[:limit]]


class _Ties:
    """The strongest tie of each pair, read as the search goes; `best` holds them by ordered pair."""

    def __init__(self, ledger: Ledger, *, accepted: bool, statements: bool) -> None:
        self._ledger = ledger
        self.best: dict[tuple[str, str], Any] = {}
        self._where = "support > 0" + (" AND accepted" if accepted else "")
        self._where += "" if statements else f" AND relation <> '{Relation.SPEAKS_ABOUT}'"

    def beside(self, refs: Sequence[str]) -> dict[str, list[str]]:
        """The neighbours of some entities."""
        found: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        for i in range(0, len(refs), _AT_ONCE):
            part = refs[i : i + _AT_ONCE]
            marks = ",".join("?" * len(part))
            for near, far in (("subject", "object"), ("object", "subject")):
                query = f"SELECT * FROM edge WHERE {near} IN ({marks}) AND {self._where}"  # noqa: S608 -- bound
                for edge in self._ledger.rows(query, *part):
                    known = found[edge[near]].get(edge[far])
                    if known is None or _strength(edge) < _strength(known):
                        found[edge[near]][edge[far]] = edge
        self.best |= {(ref, other): edge for ref, others in found.items() for other, edge in others.items()}
        return {ref: list(others) for ref, others in found.items()}


def _strength(edge: Any) -> tuple[Any, ...]:
    """Smaller is stronger."""
    return -edge["accepted"], -edge["support"], -edge["claims"], edge["relation"], edge["subject"]


def _layers(ties: _Ties, one: str, other: str, max_hops: int) -> dict[str, list[str]]:
    """For each entity on a shortest way, those before it; breadth first, until the other end is met."""
    before: dict[str, list[str]] = {one: []}
    front = [one]
    for _ in range(max_hops):
        reached: defaultdict[str, list[str]] = defaultdict(list)
        for ref, others in ties.beside(front).items():
            for far in others:
                if far not in before:
                    reached[far].append(ref)
        for far in sorted(reached):
            before[far] = sorted(reached[far])
        if other in before:
            return before
        front = sorted(reached)
    return {}


def _chains(before: Mapping[str, list[str]], one: str, end: str) -> Iterator[tuple[str, ...]]:
    """Every shortest chain, from its end."""
    if end == one:
        yield (one,)
    for previous in before.get(end, ()):
        for chain in _chains(before, one, previous):
            yield (*chain, end)


def _weight(steps: Sequence[Any]) -> tuple[Any, ...]:
    weakest = min(step["support"] for step in steps)
    return -sum(step["accepted"] for step in steps), -weakest, -sum(step["support"] for step in steps)


def _path(ledger: Ledger, start: str, steps: Sequence[Any]) -> dict[str, Any]:
    made, at = [], start
    for edge in steps:
        way = "out" if edge["subject"] == at else "in"
        to = edge["object"] if way == "out" else edge["subject"]
        made.append(
            {"source": _brief(ledger, at), "target": _brief(ledger, to), "relation": edge["relation"],
             "direction": way, "accepted": bool(edge["accepted"]), "support": edge["support"],
             "claims": edge["claims"], "claim": best_claim(ledger, edge["id"])}
        )  # fmt: skip
        at = to
    return {
        "hops": len(made), "weakest": min(step["support"] for step in made),
        "accepted": all(step["accepted"] for step in made), "steps": made,
    }  # fmt: skip


def best_claim(ledger: Ledger, edge: int) -> dict[str, Any] | None:
    """Of the claims behind an edge the one to show: accepted, else actual, then the surest, the newest."""
    row = ledger.one(
        """SELECT c.json, c.document, c.accepted FROM edge_claim m JOIN claim c ON c.n = m.claim
        WHERE m.edge = ? AND c.modality <> 'negated' ORDER BY c.accepted DESC, c.modality <> 'actual',
        c.confidence DESC, c.latest DESC, c.document, c.start, c.id LIMIT 1""",
        edge,
    )
    return ledger.resolver().claim(row) if row else None


def _brief(ledger: Ledger, ref: str) -> dict[str, str]:
    row = ledger.one("SELECT label, kind FROM canonical WHERE ref = ?", ref)
    return {"ref": ref, "label": row[0] if row else ref, "kind": row[1] if row else ""}
