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
    stands; the extractor's figures go into the file, or beside it as PATH-metadata.json where its form
    has no place for them. ego: a canonical reference; its ties, its neighbours and their ties among each
    other. dyad: two references; what passes between them or those who belong to them. edges: one a
    (source, target, relation), or one a claim; for networks and tables.

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
            count = _into_file(Path(out), lambda file: writer(view, chosen, file))
            if form in _BARE and (found := about(view, Path(out).name)):
                _into_file(Path(f"{out}-metadata.json"), lambda file: file.write(found))
            return count
        return writer(view, chosen, out)


#: Forms without a place for a word about the whole.
_BARE = frozenset({"csv", "jsonl", "entities", "mentions"})


def about(view: Ledger, name: str) -> bytes:
    """How good the extractor is that found what the file holds; nothing where nobody measured it.

    It stands beside the file as NAME-metadata.json (W3C, "Metadata Vocabulary for Tabular Data", 2015).
    """
    import json
    from dataclasses import asdict

    found = view.accuracy
    if not found.measured:
        return b""
    made = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:description": f"{found.summary()} precision: in the words of a labelled claim, with a party "
        "and the type or speaker right; whole: all right.",
        "notes": [asdict(row) for row in found.measured],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


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
