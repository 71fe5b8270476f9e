"""GraphML for Gephi, networkx, igraph and Cytoscape; streamed.

Rules that the readers taught: key ids named and unique in the file, `for` on every key, one type a
column, no empty values, lists as a|b; Gephi takes the edge's type from the `label` of the element
and its place, size and colour from x, y, size, r, g, b.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from kg.export.columns import NODE_COLUMNS, Value, edge_columns
from kg.export.selection import Edge, Node, Selection, edges, nodes
from kg.export.xml import attribute, content, identifier, look, piped

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

_TYPES = {"string": "string", "integer": "int", "double": "double", "boolean": "boolean", "list": "string"}
_DRAWN = (("size", "double"), ("x", "double"), ("y", "double"), ("r", "int"), ("g", "int"), ("b", "int"))


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the network; how many edges it has."""
    columns = edge_columns(chosen.edges)
    keys = [("node", "label", "string")]
    keys += [("node", c.name, _TYPES[c.type]) for c in NODE_COLUMNS]
    keys += [("node", name, kind) for name, kind in _DRAWN]
    keys += [("edge", "label", "string"), ("edge", "weight", "double")]
    keys += [("edge", c.name, _TYPES[c.type]) for c in columns]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    if measured := view.accuracy.summary(("all", "kind", "relation")):
        head += f"<desc>{content(measured)}</desc>\n"
    for target, name, kind in keys:
        head += f'<key id="{target}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n'
    out.write(f'{head}<graph id="kg" edgedefault="directed">\n'.encode())
    for node in nodes(view, chosen):
        out.write(_node(node).encode())
    count = 0
    plan = [(f'<data key="edge_{c.name}">', c.value) for c in columns]
    for edge in edges(view, chosen):
        data = "".join([_data(start, value(edge)) for start, value in plan])
        out.write(f"{_start(edge)}{data}</edge>\n".encode())
        count += 1
    out.write(b"</graph>\n</graphml>\n")
    return count


def _node(node: Node) -> str:
    drawn = look(node.ref, node.kind, node.degree)
    values = {"label": node.label, **{c.name: c.value(node) for c in NODE_COLUMNS}}
    values |= dict(zip([name for name, _ in _DRAWN], drawn.order, strict=True))
    data = "".join([_data(f'<data key="node_{name}">', value) for name, value in values.items()])
    return f"<node id={identifier(node.ref)}>{data}</node>\n"


def _start(edge: Edge) -> str:
    """The element up to the data of the columns."""
    relation = attribute(edge.relation)
    return (
        f"<edge id={identifier(edge.id)} source={identifier(edge.source)} target={identifier(edge.target)}"
        f' label={relation}><data key="edge_label">{relation[1:-1]}</data>'
        f'<data key="edge_weight">{float(edge.weight)}</data>'
    )


def _data(start: str, value: Value) -> str:
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, str):
        text = content(value)
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, tuple):
        text = content(piped(value))
    else:
        text = str(value)
    return f"{start}{text}</data>" if text else ""
