"""One edge a row in Parquet: zstd, in row groups, for DuckDB, Spark, Trino, pandas and polars."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import MissingExtraError
from kg.export.columns import edge_columns
from kg.export.selection import Edge, Selection, edges, labels
from kg.export.xml import legal

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: Rows held in memory at once: some 20 MB of edges.
ROW_GROUP = 20_000


def write(view: Ledger, chosen: Selection, out: BinaryIO) -> int:
    """Write the table; how many edges it has.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("pyarrow", "parquet", "writing Parquet") from error
    types = {
        "string": pa.string(), "integer": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(),
        "list": pa.list_(pa.string()),
    }  # fmt: skip
    columns = edge_columns(chosen.edges)
    ends = [pa.field(name, pa.string(), nullable=False) for name in ("id", "source", "target")]
    named = [pa.field(name, pa.string()) for name in ("source_label", "target_label")]
    weight = pa.field("weight", pa.int64(), nullable=False)
    schema = pa.schema([*ends, *named, weight, *(pa.field(c.name, types[c.type]) for c in columns)])
    if measured := view.accuracy.summary(("all", "kind", "relation")):
        schema = schema.with_metadata({"kg:accuracy": measured})
    names = labels(view)
    found = edges(view, chosen)
    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(found, ROW_GROUP)):
            writer.write_table(pa.Table.from_pylist([_row(e, names, columns) for e in batch], schema=schema))
            count += len(batch)
    return count


def _row(edge: Edge, names: dict[str, str], columns: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": edge.id, "source": edge.source, "target": edge.target, "weight": edge.weight,
        "source_label": names.get(edge.source), "target_label": names.get(edge.target),
    }  # fmt: skip
    for column in columns:
        value = column.value(edge)
        row[column.name] = list(value) if isinstance(value, tuple) else value
    return {k: legal(v) if isinstance(v, str) else v for k, v in row.items()}
