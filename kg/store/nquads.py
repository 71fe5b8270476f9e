"""N-Quads lines: written term by term, read back; the form in which quads travel through the store.

RDF 1.1 N-Quads (W3C, 25 February 2014). Lines are canonical (one space, plain strings without type,
only the escapes that must be), so that equal quads are equal lines and sorting lines sorts a graph.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg.errors import StoreError
from kg.store.terms import VOCABULARIES

XSD = VOCABULARIES["xsd"]
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ud800-\udfff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
_LINE = re.compile(
    r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?) <([^>]*)> \.\n?'
)
_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LONG = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    # A lone surrogate is not a character: no RDF syntax can carry it.
    return _SHORT.get(char) or ("\ufffd" if char >= "\ud800" else f"\\u{ord(char):04X}")


def literal(value: str, datatype: str | None = None, language: str | None = None) -> str:
    """A literal as it stands in a line; datatype is a local name of XML Schema."""
    text = f'"{_ESCAPED.sub(_escape, value)}"'
    return f"{text}@{language}" if language else f"{text}^^<{XSD}{datatype}>" if datatype else text


def date_literal(value: str) -> str:
    """A partial ISO 8601 date with the type that fits its length; anything else is a plain string."""
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    if value.startswith("--"):
        kinds = {4: "gMonth", 7: "gMonthDay"}
    return literal(value, kinds.get(len(value)))


class Sheet:
    """Collects the lines of one graph."""

    def __init__(self, graph: str) -> None:
        self._end = f" <{graph}> ."
        self._lines: set[str] = set()

    def link(self, subject: str, predicate: str, object: str) -> None:
        """Subject, predicate and object are addresses."""
        self._lines.add(f"<{subject}> <{predicate}> <{object}>{self._end}")

    def add(
        self, subject: str, predicate: str, value: str | float | bool | None, datatype: str | None = None
    ) -> None:
        """A literal object of the value's own type, or of the one named; None adds nothing."""
        if value is None:
            return
        if isinstance(value, bool):
            made = literal("true" if value else "false", "boolean")
        elif isinstance(value, int) and datatype is None:
            made = literal(str(value), "integer")
        elif isinstance(value, int | float):
            made = literal(repr(float(value)), "double")
        else:
            made = literal(value, datatype)
        self._lines.add(f"<{subject}> <{predicate}> {made}{self._end}")

    def term(self, subject: str, predicate: str, made: str) -> None:
        """An object that is written already."""
        self._lines.add(f"<{subject}> <{predicate}> {made}{self._end}")

    def lines(self) -> list[str]:
        """All lines, each once, sorted."""
        return sorted(self._lines)


class Value(NamedTuple):
    """An object read back: an address, or a literal with its language or type."""

    text: str
    is_iri: bool = False
    language: str | None = None
    datatype: str | None = None


class Quad(NamedTuple):
    """A quad read back; addresses are full."""

    subject: str
    predicate: str
    object: Value
    graph: str


def parse(line: str) -> Quad:
    """Read a line of this module's form (no blank nodes).

    Raises:
        StoreError: another form.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise StoreError(f"not a quad in a named graph: {line[:200]!r}")
    subject, predicate, address, text, language, datatype, graph = found.groups()
    value = Value(address, True) if address is not None else Value(_plain(text), False, language, datatype)
    return Quad(subject, predicate, value, graph)


def _plain(text: str) -> str:
    return _UNESCAPE.sub(_unescape, text) if "\\" in text else text


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _LONG.get(found[3], found[3])


#: Subject → predicate → objects.
Index = Mapping[str, Mapping[str, list[Value]]]


def index(quads: Iterable[Quad]) -> Index:
    """Quads by subject and predicate."""
    made: defaultdict[str, defaultdict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        made[quad.subject][quad.predicate].append(quad.object)
    return made
