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
    for target, name, kind in keys:
        head += f'<key id="{target}_{name}" for="{target}" attr.name="{name}" attr.type="{kind}"/>\n'
    out.write(f'{head}<graph id="kg" edgedefault="directed">\n'.encode())
    for node in nodes(view, chosen):
        out.write(_node(node).encode())
    count = 0
    for edge in edges(view, chosen):
        data = _data("edge_label", edge.relation) + _data("edge_weight", float(edge.weight))
        data += "".join(_data(f"edge_{c.name}", c.value(edge)) for c in columns)
        out.write(f"{_start(edge)}{data}</edge>\n".encode())
        count += 1
    out.write(b"</graph>\n</graphml>\n")
    return count


def _node(node: Node) -> str:
    drawn = look(node.ref, node.kind, node.degree)
    values = (drawn.size, drawn.x, drawn.y, drawn.red, drawn.green, drawn.blue)
    data = _data("node_label", node.label)
    data += "".join(_data(f"node_{c.name}", c.value(node)) for c in NODE_COLUMNS)
    data += "".join(_data(f"node_{name}", v) for (name, _), v in zip(_DRAWN, values, strict=True))
    return f"<node id={identifier(node.ref)}>{data}</node>\n"


def _start(edge: Edge) -> str:
    ends = f"source={identifier(edge.source)} target={identifier(edge.target)}"
    return f"<edge id={identifier(edge.id)} {ends} label={attribute(edge.relation)}>"


def _data(key: str, value: Value) -> str:
    if value is None or value == () or value == "":
        return ""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, tuple):
        text = content(piped(value))
    else:
        text = content(value) if isinstance(value, str) else str(value)
    return f'<data key="{key}">{text}</data>' if text else ""
