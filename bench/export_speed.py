"""Export of 100,000 edges: our streamed writers against networkx's own, each in a process of its own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.processes import Cost, run
from bench.report import Row
from bench.synthetic import make_store

OURS = """
import sys
from kg.export import write
from kg.store.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    write(ledger, sys.argv[2], sys.argv[3], edges="claims")
"""
#: The edges are read from the same ledger into a MultiDiGraph; attributes that are None are left out,
#: since networkx refuses them.
THEIRS = """
import sys
import networkx as nx
from kg.query.network import to_networkx
from kg.store.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    graph = to_networkx(ledger, "claims")
{"graphml": nx.write_graphml, "gexf": nx.write_gexf}[sys.argv[2]](graph, sys.argv[3])
"""


def measure(edges: int = 100_000) -> list[Row]:
    """One synthetic store; each format by each writer, in a process of its own."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "edges.kg"
        make_store(store, edges)
        for form in ("graphml", "gexf"):
            ours = _cost(OURS, store, form, folder)
            theirs = _cost(THEIRS, store, form, folder)
            rows += [
                Row(f"{form}, kg", ours.seconds, "s"),
                Row(f"{form}, networkx", theirs.seconds, "s"),
                Row(f"{form}, networkx against kg", theirs.seconds / ours.seconds, "times the time"),
                Row(f"{form}, kg", ours.megabytes, "MB"),
                Row(f"{form}, networkx", theirs.megabytes, "MB"),
            ]
    return rows


def _cost(code: str, store: Path, form: str, folder: str) -> Cost:
    return run([sys.executable, "-c", code, str(store), form, str(Path(folder) / f"out.{form}")])
