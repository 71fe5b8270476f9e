"""kg doctor: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.util
import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

from kg.cli.common import CHECK_FAILED, FormatOption, report
from kg.cli.output import Row, write
from kg.errors import KgError

#: Optional packages: import name, distribution, extra, what it is for.
_EXTRAS = (
    ("pyarrow", "pyarrow", "parquet", "kg export parquet"),
    ("pandas", "pandas", "pandas", ".to_pandas()"),
    ("polars", "polars", "polars", ".to_polars()"),
    ("matplotlib", "matplotlib", "notebooks", "the notebooks"),
)
_NEEDED = (
    "pydantic", "typer", "spacy", "pyoxigraph", "rdflib", "networkx", "rapidfuzz", "rigour", "trafilatura",
    "htmldate", "pypdf", "python-docx", "feedparser", "charset-normalizer", "py3langid", "pebble", "pyshacl",
)  # fmt: skip


def _row(what: str, found: str, ok: bool, hint: str = "") -> Row:
    return {"what": what, "found": found, "state": "ok" if ok else "missing", "hint": "" if ok else hint}


def _checks() -> list[Row]:
    rows = [
        _row("python", platform.python_version(), sys.version_info >= (3, 11), "Python 3.11 or newer"),
        _row("sqlite", sqlite3.sqlite_version, _has_fts5(), "an SQLite with FTS5"),
    ]
    for name in _NEEDED:
        try:
            rows.append(_row(name, version(name), True))
        except PackageNotFoundError:
            rows.append(_row(name, "", False, f"pip install {name}"))
    rows.append(_model())
    rows += [_folder(name) for name in ("data", "ontology")]
    return rows


def _has_fts5() -> bool:
    with sqlite3.connect(":memory:") as connection:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    return "ENABLE_FTS5" in options


def _model() -> Row:
    from kg.text.parser import find_model

    try:
        return _row("language model (en)", find_model("en"), True)
    except KgError as error:
        return _row("language model (en)", "", False, str(error))


def _folder(name: str) -> Row:
    from kg.knowledge.places import data_path, ontology_path

    try:
        path = data_path() if name == "data" else ontology_path()
        return _row(f"{name}/", str(path), True)
    except KgError as error:
        return _row(f"{name}/", "", False, str(error))


@report
def doctor(form: FormatOption = None) -> int | None:
    """Say what is installed, what is missing, and what to do about it; exit 1 if something needed is missing.

    Examples:

      kg doctor

      kg doctor -f json
    """
    rows = _checks()
    failed = any(row["state"] != "ok" for row in rows)
    for module, distribution, extra, purpose in _EXTRAS:
        present = importlib.util.find_spec(module) is not None
        rows.append(
            {
                "what": f"{distribution} (optional)",
                "found": version(distribution) if present else "",
                "state": "ok" if present else "not installed",
                "hint": "" if present else f"for {purpose}: pip install 'bilateral-kg[{extra}]'",
            }
        )
    write(("what", "found", "state", "hint"), rows, form)
    return CHECK_FAILED if failed else None
