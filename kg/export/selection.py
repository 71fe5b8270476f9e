"""Which part of a store goes into a file, and its nodes and edges as plain values."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kg.errors import ExportError, UnknownEntityError
from kg.model.ids import digest
from kg.model.plover import QUAD
from kg.model.relations import SIGNATURES, Relation

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: Evidence on an edge is for the eye; the claim id beside it leads to the whole.
EVIDENCE_LENGTH = 300
EDGE_KINDS = ("aggregated", "claims")

# Edges are numbered in the order of (subject, relation, object), and edge_claim is ordered by that number:
# CROSS JOIN keeps SQLite on this order, so that nothing is sorted and rows stream.
_ROWS = """SELECT e.id, e.subject, e.relation, e.object, e.kind, e.claims, e.denied, e.accepted, e.support,
  e.first, e.last, e.score, c.id, c.accepted, c.modality, c.reporting, c.score, c.confidence, c.earliest,
  c.latest, c.document, c.kind, l.ref, s.text
  FROM edge_claim m CROSS JOIN edge e ON e.id = m.edge CROSS JOIN claim c ON c.n = m.claim
  LEFT JOIN link l ON l.document = c.document AND l.key = c.speaker
  LEFT JOIN sentence s ON s.id = c.sentence ORDER BY m.edge"""
_ENDS = {
    "aggregated": "SELECT subject, object FROM edge WHERE support > 0",
    "claims": "SELECT e.subject, e.object FROM edge_claim m CROSS JOIN edge e ON e.id = m.edge",
}


class Node(NamedTuple):
    """An entity in a network; degree counts the edges of this file that touch it."""

    ref: str
    label: str
    kind: str
    state: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    degree: int


class Edge(NamedTuple):
    """A tie in a network: of all claims of (source, relation, target), or of one claim.

    weight: independent voices (1 for one claim). first, last: whole days of the calendar or None.
    score: mean cooperation–conflict score, None where events don't count. modality, reporting, speaker,
    document are given for one claim only.
    """

    id: str
    source: str
    target: str
    relation: str
    claim_kind: str
    weight: int
    accepted: bool
    first: str | None
    last: str | None
    score: float | None
    claims: tuple[str, ...]
    claim_id: str
    evidence: str
    claim_count: int = 1
    denied: int = 0
    modality: str | None = None
    reporting: str | None = None
    speaker: str | None = None
    confidence: float | None = None
    document: str | None = None

    @property
    def plover(self) -> str | None:
        """PLOVER type of the relation, for events."""
        return _coding(self.relation, self.claim_kind)[0]

    @property
    def quad(self) -> int | None:
        """Quad class 1 … 4, for events."""
        return _coding(self.relation, self.claim_kind)[1]


@cache
def _coding(relation: str, claim_kind: str) -> tuple[str | None, int | None]:
    plover = SIGNATURES[Relation(relation)].plover if claim_kind == "event" else None
    return (str(plover), QUAD[plover]) if plover else (None, None)


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of the store to write: everything, or the ties inside or between sets of entities."""

    edges: str = "aggregated"
    #: Every end must lie in here; None means any. `centre` is the ego that it was gathered around.
    inside: frozenset[str] | None = None
    centre: str | None = None
    #: One end in each.
    sides: tuple[frozenset[str], frozenset[str]] | None = None

    @classmethod
    def of(cls, view: Ledger, *, ego: str | None, dyad: tuple[str, str] | None, edges: str) -> Self:
        """Look the entities up and gather whom they stand for."""
        if edges not in EDGE_KINDS:
            raise ExportError(f"edges are {' or '.join(EDGE_KINDS)}, not {edges!r}")
        if ego is not None and dyad is not None:
            raise ExportError("an ego or a dyad, not both")
        if ego is not None:
            centre = _known(view, ego)
            near = {e["object"] for e in view.edges(subject=centre)}
            near |= {e["subject"] for e in view.edges(object=centre)}
            return cls(edges, inside=frozenset(near | {centre}), centre=centre)
        if dyad is not None:
            first, second = (_known(view, ref) for ref in dyad)
            if first == second:
                raise ExportError("a dyad needs two different entities")
            return cls(edges, sides=_sides(view, first, second))
        return cls(edges)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.inside is None and self.sides is None

    def has(self, source: str, target: str) -> bool:
        """Whether a tie between these two belongs to the part."""
        if self.inside is not None:
            return source in self.inside and target in self.inside
        if self.sides is not None:
            a, b = self.sides
            return (source in a and target in b) or (source in b and target in a)
        return True

    def has_claim(self, line: dict[str, Any]) -> bool:
        """Whether a claim line belongs to the part: the ego takes part or two of its circle do; for a
        dyad, somebody of each side, the speaker counted."""
        if self.whole:
            return True
        refs = {p["ref"] for field in ("subjects", "objects", "instrument") for p in line[field]}
        if line["speaker"]:
            refs.add(line["speaker"]["ref"])
        if self.sides is not None:
            return not (refs.isdisjoint(self.sides[0]) or refs.isdisjoint(self.sides[1]))
        assert self.inside is not None
        return self.centre in refs or len(refs & self.inside) > 1

    def has_entity(self, ref: str) -> bool:
        """Whether an entity belongs to the part."""
        return self.whole or any(ref in part for part in (self.inside or (), *(self.sides or ())))


def _known(view: Ledger, ref: str) -> str:
    entity = view.entity(ref)
    if entity is None:
        raise UnknownEntityError(ref)
    return str(entity["ref"])


def _sides(view: Ledger, first: str, second: str) -> tuple[frozenset[str], frozenset[str]]:
    """Two entities, each with everybody who belongs to it as a state."""
    sides: tuple[set[str], set[str]] = ({first}, {second})
    for entity in view.entities():
        for side, head in zip(sides, (first, second), strict=True):
            if entity["state"] == head and entity["ref"] not in (first, second):
                side.add(entity["ref"])
    return frozenset(sides[0]), frozenset(sides[1])


def edges(view: Ledger, chosen: Selection) -> Iterator[Edge]:
    """The edges of a part in the order of source, relation, target; streamed.

    A tie that is only ever denied is no tie: it has no voice for it, and is left out of aggregated
    edges; edges of single claims show it with its modality.
    """
    single = chosen.edges == "claims"
    for _, group in groupby(view.rows(_ROWS), key=itemgetter(0)):
        # Rows of one edge come in the order of reading, which must not show.
        rows = sorted(map(tuple, group), key=itemgetter(12, 20))
        support, source, target = rows[0][8], rows[0][1], rows[0][3]
        if (single or support > 0) and chosen.has(source, target):
            yield from map(_single, rows) if single else (_aggregated(rows),)


def _aggregated(rows: list[tuple[Any, ...]]) -> Edge:
    # The surest claim that is no denial speaks for the edge; equally sure ones by their ids.
    best = max(rows, key=lambda row: (row[14] != "negated", row[17], row[12])) if len(rows) > 1 else rows[0]
    _, source, relation, target, kind, count, denied, accepted, support, first, last, score, *_ = rows[0]
    return Edge(
        "edge:" + digest(source, relation, target), source, target, relation, kind, support, bool(accepted),
        day(first), day(last), score, tuple(dict.fromkeys(row[12] for row in rows)), best[12],
        shorten(best[23]), count, denied,
    )  # fmt: skip


def _single(row: tuple[Any, ...]) -> Edge:
    _, source, relation, target, *_ = row
    (claim, accepted, modality, reporting, score, confidence, earliest, latest, document, kind, speaker,
     sentence) = row[12:]  # fmt: skip
    return Edge(
        "edge:" + digest(document, claim, source, relation, target), source, target, relation, kind, 1,
        bool(accepted), day(earliest), day(latest), score, (claim,), claim, shorten(sentence), 1,
        int(modality == "negated"), modality, reporting, speaker, confidence, document,
    )  # fmt: skip


def nodes(view: Ledger, chosen: Selection) -> Iterator[Node]:
    """The entities at the ends of the part's edges, in the order of their references."""
    degrees: dict[str, int] = {}
    for source, target in view.rows(_ENDS[chosen.edges]):
        if chosen.has(source, target):
            degrees[source] = degrees.get(source, 0) + 1
            degrees[target] = degrees.get(target, 0) + 1
    for e in view.entities():
        degree = degrees.pop(e["ref"], 0)
        if degree:
            # A name of nothing but control characters would leave the node without a label.
            label = e["label"] if e["label"].strip("".join(map(chr, range(33)))) else e["ref"]
            yield Node(e["ref"], label, e["kind"], e["state"], e["wikidata"], tuple(e["aliases"]), degree)
    # An end without an entity must not leave its edges hanging: readers refuse the whole file.
    for ref in sorted(degrees):
        yield Node(ref, ref.partition(":")[2], "Organization", None, None, (), degrees[ref])


def labels(view: Ledger) -> dict[str, str]:
    """Reference → label, for tables that name both ends."""
    return {e["ref"]: e["label"] for e in view.entities()}


@lru_cache(maxsize=4096)
def day(date: str | None) -> str | None:
    """A day that the calendar has: the store's windows count every month as 31 days.

    >>> day("2015-02-31"), day("-0044-03-15")
    ('2015-02-28', None)
    """
    if date is None or len(date) != 10 or date < "0001":
        return None
    year, month = int(date[:4]), int(date[5:7])
    if not 1 <= month <= 12:
        return None
    return f"{date[:8]}{min(int(date[8:]), monthrange(year, month)[1]):02d}"


def shorten(text: str | None) -> str:
    """A sentence on one line, at most `EVIDENCE_LENGTH` characters, "…" where it was cut."""
    line = " ".join((text or "").split())
    return line if len(line) <= EVIDENCE_LENGTH else line[: EVIDENCE_LENGTH - 1].rstrip() + "…"
