"""kg export: files for Gephi, triple stores, tables and other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import USAGE, Settings, StoreOption, reading, report
from kg.cli.output import note


class Form(StrEnum):
    """What can be written."""

    GEXF = "gexf"
    GRAPHML = "graphml"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    CSV = "csv"
    PARQUET = "parquet"
    JSONL = "jsonl"
    ENTITIES = "entities"
    MENTIONS = "mentions"


class Edges(StrEnum):
    """One edge a (source, relation, target), or one a claim."""

    AGGREGATED = "aggregated"
    CLAIMS = "claims"


@report
def export(
    form: Annotated[
        Form,
        typer.Argument(
            metavar="FORM",
            help="gexf, graphml, turtle, trig, nquads, jsonld, csv, parquet; jsonl (a claim a line), "
            "entities, mentions (one a line).",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file; standard output if omitted.")
    ] = None,
    ego: Annotated[
        str | None, typer.Option("--ego", help="Only this entity's ties, and those among its neighbours.")
    ] = None,
    dyad: Annotated[
        tuple[str, str] | None, typer.Option("--dyad", help="Only what passes between two sides: --dyad A B.")
    ] = None,
    edges: Annotated[Edges, typer.Option("--edges", help="For networks and tables.")] = Edges.AGGREGATED,
    store: StoreOption = None,
) -> int | None:
    """Write the graph, or a part of it, to a file or standard output.

    Examples:

      kg export gexf -o asia.gexf

      kg export graphml -o dyad.graphml --dyad China Russia

      kg export jsonl | jq .evidence.quote

      kg export nquads -o asia.nq
    """
    from kg.export import write
    from kg.query.lookup import find

    if output is None and sys.stdout.isatty() and form is Form.PARQUET:
        note("kg: parquet is binary: give -o FILE")
        return USAGE
    with reading(store) as ledger:
        count = write(
            ledger,
            form.value,
            output if output is not None else sys.stdout.buffer,
            ego=find(ledger, ego)["ref"] if ego else None,
            dyad=(find(ledger, dyad[0])["ref"], find(ledger, dyad[1])["ref"]) if dyad else None,
            edges=edges.value,
        )
    if output is not None:
        note(f"{count} {_UNITS.get(form, 'lines')} written to {output}", quiet=Settings.quiet)
    return None


_UNITS = {
    Form.GEXF: "edges", Form.GRAPHML: "edges", Form.CSV: "edges", Form.PARQUET: "edges",
    Form.TURTLE: "triples", Form.TRIG: "quads", Form.NQUADS: "quads", Form.JSONLD: "quads",
}  # fmt: skip
