"""The columns that networks and tables share, each with one name, one type and one meaning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from kg.export.selection import Edge, Node

Value = str | int | float | bool | tuple[str, ...] | None
Type = Literal["string", "integer", "double", "boolean", "list"]


class NodeColumn(NamedTuple):
    """A column of the nodes; None in a row means that the row has no such value."""

    name: str
    type: Type
    value: Callable[[Node], Value]


class EdgeColumn(NamedTuple):
    """A column of the edges; `single` columns are there only for edges of single claims, `grouped` ones
    only for aggregated edges."""

    name: str
    type: Type
    value: Callable[[Edge], Value]
    only: Literal["both", "aggregated", "claims"] = "both"


#: Beside the id and the label.
NODE_COLUMNS: tuple[NodeColumn, ...] = (
    NodeColumn("kind", "string", lambda n: n.kind),
    NodeColumn("state", "string", lambda n: n.state),
    NodeColumn("wikidata", "string", lambda n: n.wikidata),
    NodeColumn("aliases", "list", lambda n: n.aliases),
    NodeColumn("degree", "integer", lambda n: n.degree),
)

#: Beside id, source, target, label (= relation) and weight (= support).
EDGE_COLUMNS: tuple[EdgeColumn, ...] = (
    EdgeColumn("relation", "string", lambda e: e.relation),
    EdgeColumn("claim_kind", "string", lambda e: e.claim_kind),
    EdgeColumn("plover", "string", lambda e: e.plover),
    EdgeColumn("quad", "integer", lambda e: e.quad),
    EdgeColumn("score", "double", lambda e: e.score),
    EdgeColumn("accepted", "boolean", lambda e: e.accepted),
    EdgeColumn("first", "string", lambda e: e.first),
    EdgeColumn("last", "string", lambda e: e.last),
    EdgeColumn("claim_count", "integer", lambda e: e.claim_count, "aggregated"),
    EdgeColumn("denied", "integer", lambda e: e.denied, "aggregated"),
    EdgeColumn("modality", "string", lambda e: e.modality, "claims"),
    EdgeColumn("reporting", "string", lambda e: e.reporting, "claims"),
    EdgeColumn("speaker", "string", lambda e: e.speaker, "claims"),
    EdgeColumn("confidence", "double", lambda e: e.confidence, "claims"),
    EdgeColumn("document", "string", lambda e: e.document, "claims"),
    EdgeColumn("claim_id", "string", lambda e: e.claim_id),
    EdgeColumn("evidence", "string", lambda e: e.evidence),
    EdgeColumn("claims", "list", lambda e: e.claims, "aggregated"),
)


def edge_columns(edges: str) -> tuple[EdgeColumn, ...]:
    """The columns that edges of this kind have."""
    return tuple(c for c in EDGE_COLUMNS if c.only in ("both", edges))
