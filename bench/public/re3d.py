"""re3d (Dstl 2017): entities in official documents. OGL and public domain."""

from __future__ import annotations

from pathlib import Path

from bench.public.common import Row, Span, Text, lines, matched, scored, understood
from kg.model.vocabulary import Kind, Resolution

_TYPES = {
    Kind.PERSON: "Person", Kind.STATE: "Location", Kind.PLACE: "Location", Kind.REGION: "Location",
    Kind.WEAPON: "Weapon", Kind.INSTITUTION: "Organisation", Kind.GOVERNMENT_BODY: "Organisation",
    Kind.COMPANY: "Organisation", Kind.THINK_TANK: "Organisation", Kind.MEDIA_OUTLET: "Organisation",
    Kind.PARTY: "Organisation", Kind.ARMED_FORCE: "Organisation", Kind.ARMED_GROUP: "Organisation",
    Kind.ORGANIZATION: "Organisation",
}  # fmt: skip
#: What both sides have a type for.
_COMPARED = ("Organisation", "Location", "Person", "Nationality", "Temporal", "Money")
_NO_NAME = frozenset({"pronoun", "group"})
#: A role alone ("the minister") names nobody; a person behind a title ("Minister Korvel") is named.
_NO_NAMING = (Resolution.PRONOUN, Resolution.TITLE)


def measure(folder: Path) -> list[Row]:
    """Exact and overlapping spans with type. The set also labels common nouns (militants), which we miss."""
    counts = {what: [0, 0, 0] for what in ("exact", "overlap")}
    for row in lines(folder / "re3d_dev.jsonl"):
        ours = spans(understood(row["text"], title=row["title"]))
        gold = {(e[0], e[1], e[2]) for e in row["entities"] if e[2] in _COMPARED}
        for label in _COMPARED:
            a = {g[:2] for g in gold if g[2] == label}
            b = {o[:2] for o in ours if o[2] == label}
            for what, hits in (("exact", len(a & b)), ("overlap", matched(a, b, 1e-9))):
                for place, n in enumerate((hits, len(a), len(b))):
                    counts[what][place] += n
    return [r for what, c in counts.items() for r in scored("re3d", "entities, six types", what, *c)]


def spans(text: Text) -> set[tuple[int, int, str]]:
    """Names, dates and amounts of money with the set's types."""
    made: set[tuple[int, int, str]] = set()

    def add(span: Span, label: str | None) -> None:
        if label:
            made.add((*span, label))

    for m in text.cast.mentions:
        if m.found_by not in _NO_NAME and m.resolution not in _NO_NAMING:
            nationality = m.resolution is Resolution.DEMONYM
            add(text.raw(m.start, m.end), "Nationality" if nationality else _TYPES.get(m.kind))
    for d in text.found.dates:
        add(text.raw(d.start, d.end), "Temporal")
    for a in text.found.amounts:
        if a.amount.unit and len(a.amount.unit) == 3 and a.amount.unit.isupper():
            add(text.raw(a.start, a.end), "Money")
    return made
