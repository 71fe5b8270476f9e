"""Files for other tools: networks for Gephi, graphs for triple stores, tables, lines of JSON.

`write` is the one door; each format is one module with a function
`write(view, chosen, out) -> int`, named in `FORMS`. Everything is streamed from the ledger inside one
snapshot, and the same store gives the same bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Literal

from kg.errors import ExportError
from kg.export.selection import Selection

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

#: Form → module that writes it.
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "gexf": "kg.export.gexf",
        "graphml": "kg.export.graphml",
        "turtle": "kg.export.turtle",
        "trig": "kg.export.trig",
        "nquads": "kg.export.nquads",
        "jsonld": "kg.export.jsonld",
        "csv": "kg.export.csv",
        "parquet": "kg.export.parquet",
        "jsonl": "kg.export.jsonl",
        "entities": "kg.export.entities",
        "mentions": "kg.export.mentions",
    }
)

__all__ = ["FORMS", "write"]


def write(
    view: Ledger,
    form: str,
    out: BinaryIO | str | Path,
    *,
    ego: str | None = None,
    dyad: tuple[str, str] | None = None,
    edges: Literal["aggregated", "claims"] = "aggregated",
) -> int:
    """Write a store, or the part of it around an entity or between two, in one of `FORMS`.

    view: an open ledger. out: an open binary file, or a path, which is replaced only when the whole file
    stands. ego: a canonical reference; its ties, its neighbours and their ties among each other. dyad:
    two references; what passes between them or those who belong to them. edges: one a (source, target,
    relation), or one a claim; for networks and tables.

    Returns:
        How many edges, quads, triples or lines were written.

    Raises:
        ExportError: no such form, both ego and dyad given, or the file cannot be written.
        UnknownEntityError: ego or dyad names nothing in the store.
        MissingExtraError: the form needs a package that is not installed.
        StoreError: the ledger cannot be read.
    """
    if form not in FORMS:
        raise ExportError(f"no export form {form!r}; there are: {', '.join(sorted(FORMS))}")
    writer: Callable[[Ledger, Selection, BinaryIO], int] = import_module(FORMS[form]).write
    with view.snapshot():
        chosen = Selection.of(view, ego=ego, dyad=dyad, edges=edges)
        if isinstance(out, (str, Path)):
            return _into_file(Path(out), lambda file: writer(view, chosen, file))
        return writer(view, chosen, out)


def _into_file(path: Path, fill: Callable[[BinaryIO], int]) -> int:
    """Fill a file beside the wanted one and move it into place, so that no half file is ever seen."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            count = fill(file)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}") from error
    finally:
        Path(name).unlink(missing_ok=True)
    return count
