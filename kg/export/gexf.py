"""GEXF 1.3 for Gephi and Gephi Lite: dynamic, coloured and placed; streamed.

The relation is the edge's `kind`, so that parallel edges of different relations stay apart; attributes
stand before the nodes, since Gephi reads the file in one pass; an edge without a date has no interval
rather than a guessed one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.columns import NODE_COLUMNS, EdgeColumn, NodeColumn, Value, edge_columns
from kg.export.selection import Edge, Node, Selection, edges, nodes
from kg.export.xml import attribute, bracketed, content, identifier, legal, look

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>kg</creator><description>who did or said what to or about whom%s</description></meta>
<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed">
"""
_TYPES = {
    "string": "string",
    "integer": "integer",
    "double": "double",
    "boolean": "boolean",
    "list": "liststring",
}


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the network; how many edges it has."""
    columns = edge_columns(chosen.edges)
    measured = view.accuracy.summary(("all", "kind", "relation"))
    head = _HEAD % (content(f". {measured}") if measured else "")
    out.write((head + _attributes("node", NODE_COLUMNS) + _attributes("edge", columns)).encode())
    out.write(b"<nodes>\n")
    for node in nodes(view, chosen):
        out.write(_node(node).encode())
    out.write(b"</nodes>\n<edges>\n")
    count = 0
    plan = [(f'<attvalue for="{c.name}" value=', c.value) for c in columns]
    for edge in edges(view, chosen):
        values = "".join([_value(start, value(edge)) for start, value in plan])
        out.write(f"{_start(edge)}<attvalues>{values}</attvalues></edge>\n".encode())
        count += 1
    out.write(b"</edges>\n</graph>\n</gexf>\n")
    return count


def _attributes(target: str, columns: tuple[NodeColumn, ...] | tuple[EdgeColumn, ...]) -> str:
    lines = [f'<attribute id="{c.name}" title="{c.name}" type="{_TYPES[c.type]}"/>\n' for c in columns]
    return f'<attributes class="{target}" mode="static">\n{"".join(lines)}</attributes>\n'


def _node(node: Node) -> str:
    drawn = look(node.ref, node.kind, node.degree)
    values = "".join([_value(f'<attvalue for="{c.name}" value=', c.value(node)) for c in NODE_COLUMNS])
    return (
        f"<node id={identifier(node.ref)} label={attribute(node.label)}><attvalues>{values}</attvalues>"
        f'<viz:color r="{drawn.red}" g="{drawn.green}" b="{drawn.blue}"/>'
        f'<viz:position x="{drawn.x}" y="{drawn.y}" z="0.0"/><viz:size value="{drawn.size}"/></node>\n'
    )


def _start(edge: Edge) -> str:
    relation = attribute(edge.relation)
    spell = "".join(f' {name}="{date}"' for name, date in (("start", edge.first), ("end", edge.last)) if date)
    return (
        f"<edge id={identifier(edge.id)} source={identifier(edge.source)} target={identifier(edge.target)}"
        f' type="directed" kind={relation} label={relation} weight="{float(edge.weight)}"{spell}>'
    )


def _value(start: str, value: Value) -> str:
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, str):
        text = attribute(value)
    elif isinstance(value, bool):
        text = '"true"' if value else '"false"'
    elif isinstance(value, tuple):
        text = attribute(bracketed(legal(v) for v in value))
    else:
        text = f'"{value}"'
    return f"{start}{text}/>"
