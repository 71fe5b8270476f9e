"""Answers of SPARQL queries and the formats in which they leave: JSON, CSV, TSV, XML, Turtle."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.store.nquads import literal
from kg.store.terms import PREFIXES, VOCABULARIES

_XSD = VOCABULARIES["xsd"]
_NUMBERS = frozenset(_XSD + name for name in ("integer", "double", "decimal", "float", "boolean"))
#: A cell beginning with one of these is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


#: Characters that no address may have: percent-encoded, so that an address cannot end early.
_UNSAFE = re.compile(r'[<>"{}|^`\\\x00-\x20]')


def _percent(found: re.Match[str]) -> str:
    return f"%{ord(found[0]):02X}"


class Term(NamedTuple):
    """An address, a literal or a blank node of an answer; kind is "iri", "literal" or "bnode"."""

    kind: str
    value: str
    language: str | None = None
    datatype: str | None = None

    @property
    def short(self) -> str:
        """The address with a known prefix, or the plain value."""
        if self.kind == "iri":
            for prefix, base in PREFIXES.items():
                if self.value.startswith(base) and len(self.value) > len(base):
                    return f"{prefix}:{self.value[len(base) :]}"
        return self.value

    @property
    def turtle(self) -> str:
        """As it stands in Turtle and TSV."""
        if self.kind == "iri":
            return f"<{_UNSAFE.sub(_percent, self.value)}>"
        if self.kind == "bnode":
            return f"_:{self.value}"
        if self.datatype in (None, _XSD + "string"):
            return literal(self.value, language=self.language)
        return f"{literal(self.value)}^^<{self.datatype}>"


Row = tuple[Term | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. kind: "select", "ask" or "construct" (then the vars are subject, predicate, object).

    Iterating gives rows as mappings from variable to plain value, without the unbound ones.
    """

    kind: str
    vars: tuple[str, ...]
    rows: tuple[Row, ...]
    answer: bool | None = None

    def __iter__(self) -> Iterator[dict[str, str]]:
        for row in self.rows:
            yield {name: term.value for name, term in zip(self.vars, row, strict=True) if term is not None}

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        return self.answer if self.answer is not None else bool(self.rows)

    def to_dicts(self) -> list[dict[str, str]]:
        """The rows as plain mappings."""
        return list(self)

    def serialize(self, format: str) -> str:
        """The answer in json, csv, tsv, xml (W3C result formats), table, or ttl (graphs only).

        Raises:
            QueryError: unknown format, or one that does not fit this kind of answer.
        """
        if format not in FORMATS:
            raise QueryError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")
        if format == "ttl" and self.kind != "construct":
            raise QueryError("ttl is for CONSTRUCT and DESCRIBE; ask for json, csv, tsv or xml")
        return FORMATS[format](self)


def _json(result: Result) -> str:
    if result.kind == "ask":
        return json.dumps({"head": {}, "boolean": result.answer})
    bindings = [
        {name: _json_term(term) for name, term in zip(result.vars, row, strict=True) if term is not None}
        for row in result.rows
    ]
    made = {"head": {"vars": list(result.vars)}, "results": {"bindings": bindings}}
    return json.dumps(made, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, str]:
    made = {"type": "uri" if term.kind == "iri" else term.kind, "value": term.value}
    if term.language:
        made["xml:lang"] = term.language
    elif term.datatype and term.datatype != _XSD + "string":
        made["datatype"] = term.datatype
    return made


def _csv(result: Result) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    if result.kind == "ask":
        return f"boolean\r\n{str(result.answer).lower()}\r\n"
    writer.writerow(result.vars)
    for row in result.rows:
        writer.writerow([_csv_cell(term) for term in row])
    return out.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    risky = term.kind == "literal" and term.datatype not in _NUMBERS and term.value.startswith(_FORMULA)
    return f"'{term.value}" if risky else term.value


def _tsv(result: Result) -> str:
    if result.kind == "ask":
        return f"?boolean\n{str(result.answer).lower()}\n"
    lines = ["\t".join(f"?{name}" for name in result.vars)]
    lines += ["\t".join(term.turtle if term else "" for term in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _xml(result: Result) -> str:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in result.vars)
    start = '<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    if result.kind == "ask":
        return f"{start}<head/><boolean>{str(result.answer).lower()}</boolean></sparql>\n"
    rows = []
    for row in result.rows:
        cells = [
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>"
            for name, term in zip(result.vars, row, strict=True)
            if term is not None
        ]
        rows.append(f"<result>{''.join(cells)}</result>")
    return f"{start}<head>{head}</head><results>\n" + "\n".join(rows) + "\n</results></sparql>\n"


def _xml_term(term: Term) -> str:
    # Control characters cannot stand in XML 1.0 in any form.
    text = escape("".join(c if c >= " " or c in "\t\n\r" else "\ufffd" for c in term.value))
    if term.kind == "iri":
        return f"<uri>{text}</uri>"
    if term.kind == "bnode":
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype and term.datatype != _XSD + "string":
        return f"<literal datatype={quoteattr(term.datatype)}>{text}</literal>"
    return f"<literal>{text}</literal>"


def _ttl(result: Result) -> str:
    lines = sorted({" ".join(term.turtle for term in row if term) + " ." for row in result.rows})
    return "".join(f"{line}\n" for line in lines)


def _table(result: Result) -> str:
    if result.kind == "ask":
        return "yes\n" if result.answer else "no\n"
    rows = [[" ".join(term.short.split()) if term else "" for term in row] for row in result.rows]
    return "\n".join("\t".join(row) for row in [list(result.vars), *rows]) + "\n"


FORMATS: Mapping[str, Callable[[Result], str]] = {
    "table": _table, "json": _json, "csv": _csv, "tsv": _tsv, "xml": _xml, "ttl": _ttl,
}  # fmt: skip
