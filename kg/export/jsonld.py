"""JSON-LD 1.1: the graphs of a store under the terms of ontology/context.jsonld, which stands inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import DataError
from kg.export.selection import Selection
from kg.export.statements import RDF_TYPE, by_subject, graphs, short
from kg.knowledge.places import ontology_path
from kg.model.ids import NAMESPACES
from kg.store.nquads import Value, parse
from kg.store.terms import PREFIXES, VOCABULARIES

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

_XSD = VOCABULARIES["xsd"]


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the quads; how many.

    Raises:
        DataError: ontology/context.jsonld is missing or malformed.
    """
    context = read_context()
    out.write(('{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": [').encode())
    count, comma = 0, ""
    for address, lines in graphs(view, chosen):
        if lines:
            nodes = ",\n".join(json.dumps(n, ensure_ascii=False) for n in _nodes(lines, context))
            out.write(f'{comma}\n{{"@id": {json.dumps(address)}, "@graph": [\n{nodes}]}}'.encode())
            comma = ","
            count += len(lines)
    out.write(b"\n]}\n")
    return count


def read_context() -> dict[str, Any]:
    """The context of the product's terms.

    Raises:
        DataError: the file is missing or malformed.
    """
    try:
        text = ontology_path("context.jsonld").read_text(encoding="utf-8")
        context: dict[str, Any] = json.loads(text)["@context"]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"context.jsonld is malformed: {error}") from error
    return context


def _nodes(lines: list[str], context: Mapping[str, Any]) -> list[dict[str, Any]]:
    made = []
    for subject, found in by_subject(lines):
        node: dict[str, Any] = {"@id": _address(subject)}
        for predicate, values in found.items():
            if predicate == RDF_TYPE:
                node["@type"] = [_address(v[1:-1]) for v in values]
            else:
                name, kind = _key(predicate, context)
                read = [_value(_parsed(v), kind) for v in values]
                node[name] = read[0] if len(read) == 1 else read
        made.append(node)
    return made


def _address(address: str) -> str:
    made = short(address)
    return made[1:-1] if made.startswith("<") else made


def _key(predicate: str, context: Mapping[str, Any]) -> tuple[str, str | None]:
    """The term of a property and the type that the context gives its values."""
    local = predicate.removeprefix(NAMESPACES["kg"])
    # Three properties (plover, topic, indicator) are named like prefixes; those stay kg:plover.
    entry = context.get(local) if local != predicate and local not in PREFIXES else None
    if entry is None:
        return _address(predicate), None
    return local, entry.get("@type") if isinstance(entry, dict) else None


def _parsed(value: str) -> Value:
    return parse(f"<s> <p> {value} <g> .").object


def _value(value: Value, kind: str | None) -> Any:
    """A value in the shortest form that means the same: what the context says need not be repeated."""
    if value.is_iri:
        return _address(value.text) if kind == "@id" else {"@id": _address(value.text)}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if value.datatype is None:
        return value.text if kind is None else {"@value": value.text}
    name = "xsd:" + value.datatype.removeprefix(_XSD)
    if name == kind:
        return value.text
    # A number in JSON would lose its written form (5.0 becomes 5): only true and false go bare.
    if name == "xsd:boolean" and kind is None:
        return value.text == "true"
    return {"@value": value.text, "@type": name}
