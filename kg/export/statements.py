"""The graphs of a store as N-Quads lines, whole or the part that was chosen; terms in short form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from kg.export.selection import Selection
from kg.model.ids import NAMESPACES
from kg.store.claims import ClaimFilter
from kg.store.graphs import SHARED, document_graph
from kg.store.quads import document_lines
from kg.store.terms import GRAPHS, PREFIXES, VOCABULARIES, curie, event_graph, iri, kg

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: Lines come from `kg.store.nquads` and are canonical: addresses hold no space, terms are one space apart.
_LINE = re.compile(r"<([^>]*)> <([^>]*)> (.*) <[^>]*> \.")
#: Local names that Turtle takes without escapes.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BASES = tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))
RDF_TYPE = VOCABULARIES["rdf"] + "type"


class Statement(NamedTuple):
    """A triple: two addresses, and an object as it stands in the line."""

    subject: str
    predicate: str
    object: str


def graphs(view: Ledger, chosen: Selection) -> Iterator[tuple[str, list[str]]]:
    """(address, sorted lines) of each graph, documents first, in the order of their addresses.

    One document is in memory at a time. Of a part: its claims with their documents, its entities, the
    derived ties among them, the runs; not the reviewers' log.
    """
    documents = sorted((iri(row["id"]), str(row["id"])) for row in view.documents())
    if chosen.whole:
        for address, name in documents:
            yield address, document_graph(view, name)
        for address in sorted(SHARED):
            yield address, SHARED[address](view)
        return
    kept: set[str] = set()
    for address, name in documents:
        claims = [c for c in view.claims(ClaimFilter(document=name)) if chosen.has_claim(c)]
        row = view.document(name)
        if claims and row is not None:
            kept.add(address)
            kept.update(iri(c["id"]) for c in claims)
            claims.sort(key=lambda c: str(c["id"]))
            yield address, document_lines(row, view.text(name), claims)
    for address in (GRAPHS["derived"], GRAPHS["entities"], GRAPHS["runs"]):
        yield address, [line for line in SHARED[address](view) if _belongs(line, address, chosen, kept)]
    for address in sorted(a for a in SHARED if a.startswith(event_graph(""))):
        yield address, _events(SHARED[address](view), kept)


def _events(lines: list[str], kept: set[str]) -> list[str]:
    """The events that claims of the part tell of."""
    told = {(s, v[1:-1]) for s, p, v in map(split, lines) if p == kg("tellsOf") and s in kept}
    events = {event for _, event in told}
    return [line for line in lines if split(line).subject in events or split(line).subject in kept]


def _belongs(line: str, graph: str, chosen: Selection, kept: set[str]) -> bool:
    """Whether a line of a shared graph is about the part."""
    if graph == GRAPHS["runs"]:
        return True
    subject, _, value = split(line)
    if graph == GRAPHS["entities"]:
        return chosen.has_entity(curie(subject.partition("#")[0]))
    target = value[1:-1]
    if subject in kept:  # a claim's acceptance, or a copy of a document
        return not value.startswith("<") or target in kept
    thing = NAMESPACES["id"]
    return subject.startswith(thing) and chosen.has(curie(subject), curie(target))


def split(line: str) -> Statement:
    """The triple of a line."""
    found = _LINE.fullmatch(line)
    assert found is not None, line
    return Statement(*found.groups())


def by_subject(lines: list[str]) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """Subject → predicate → objects, in the order of the lines, rdf:type first."""
    for subject, found in groupby(map(split, lines), key=itemgetter(0)):
        made: dict[str, list[str]] = {RDF_TYPE: []}
        for _, predicate, value in found:
            made.setdefault(predicate, []).append(value)
        if not made[RDF_TYPE]:
            del made[RDF_TYPE]
        yield subject, made


@cache
def _vocabulary(address: str) -> str:
    return short(address)


def short(address: str) -> str:
    """An address as prefix:local where Turtle takes that without escapes, else in angle brackets."""
    for prefix, base in _BASES:
        if address.startswith(base) and _LOCAL.fullmatch(address, len(base)):
            return f"{prefix}:{address[len(base) :]}"
    return f"<{address}>"


def term(value: str) -> str:
    """An object of a line in Turtle."""
    if value.startswith("<"):
        return short(value[1:-1])
    text, mark, kind = value.rpartition('"^^<')
    return f'{text}"^^{_vocabulary(kind[:-1])}' if mark and kind.endswith(">") else value


def blocks(lines: list[str], indent: str = "") -> Iterator[str]:
    """Turtle of one graph's lines, a block a subject."""
    for subject, found in by_subject(lines):
        parts = []
        for predicate, values in found.items():
            name = "a" if predicate == RDF_TYPE else _vocabulary(predicate)
            parts.append(f"{name} {', '.join(map(term, values))}")
        yield f"{indent}{short(subject)} " + f" ;\n{indent}    ".join(parts) + " .\n"


def prefixes() -> str:
    """The declarations that begin a Turtle or TriG file."""
    return "".join(f"@prefix {name}: <{base}> .\n" for name, base in PREFIXES.items()) + "\n"
