"""kg query: SPARQL over the graph, in a limited worker."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import USAGE, Settings, StoreOption, find_store, report
from kg.cli.output import note, safe

if TYPE_CHECKING:
    from kg.query.results import Result
    from kg.query.sparql import Parameter


class Answer(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    TSV = "tsv"
    XML = "xml"
    TTL = "ttl"


@report
def query(
    file: Annotated[str | None, typer.Argument(help="A file with a query, or - for standard input.")] = None,
    text: Annotated[str | None, typer.Option("-q", "--query", help="The query itself.")] = None,
    named: Annotated[
        str | None, typer.Option("--named", help="A ready question; without it, see --list.")
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", help="NAME=VALUE, bound as a term; may be repeated.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, help="Seconds the query may take.")] = 30.0,
    max_rows: Annotated[
        int, typer.Option("--max-rows", min=1, help="More rows than this is an error.")
    ] = 10_000,
    ready: Annotated[
        bool, typer.Option("--list", help="List the ready questions and their parameters.")
    ] = False,
    form: Annotated[Answer | None, typer.Option("-f", "--format", help="How to print.")] = None,
    store: StoreOption = None,
) -> int | None:
    """Ask in SPARQL 1.1; the default graph is the union of all documents' graphs.

    Prefixes kg, rel, said, id, topic, plover and those of the reused vocabularies need not be declared.
    SERVICE, LOAD, FROM and updates are refused. Results are never cut: too many rows is an error (exit 7).

    Examples:

      kg query --list

      kg query --named who-speaks-about --param x=EAEU

      kg query -q 'SELECT ?o WHERE { id:china rel:meets ?o }'

      kg query question.rq --param who=id:china -f csv
    """
    if ready:
        return _list()
    given = [value for value in (file, text, named) if value]
    if len(given) != 1:
        note("kg: give one of a FILE, -q TEXT or --named NAME (kg query --list shows the ready ones)")
        return USAGE
    parameters = dict(_pair(one) for one in param or [])
    return _ask(find_store(store), file, text, named, parameters, timeout, max_rows, form)


def _ask(
    store: Path, file: str | None, text: str | None, named: str | None, given: dict[str, str], timeout: float,
    max_rows: int, form: Answer | None,
) -> int | None:  # fmt: skip
    from kg.query.named import ask_named
    from kg.query.sparql import Limits, ask
    from kg.store.ledger import Ledger

    limits = Limits(seconds=timeout, rows=max_rows)
    if named:
        with Ledger.open(store) as ledger:
            result = ask_named(ledger, named, given, limits)
    else:
        result = ask(store, text or _read(file or "-"), {k: _term(v) for k, v in given.items()}, limits)
    _print(result, form or (Answer.TABLE if sys.stdout.isatty() else Answer.TSV))
    if not len(result) and result.answer is None:
        note("no rows", quiet=Settings.quiet)
    return None


def _print(result: Result, form: Answer) -> None:
    from kg.cli.output import Format, printable, write

    if form is Answer.TABLE and result.answer is None:
        rows = [
            dict(zip(result.vars, (t.short if t else "" for t in row), strict=True)) for row in result.rows
        ]
        write(result.vars, rows, Format.TABLE)
        return
    text = result.serialize(form.value)
    if not text.endswith("\n"):
        text += "\n"
    # A file gets every character; a terminal none that could steer it.
    sys.stdout.write(printable(text) if sys.stdout.isatty() else text)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"write NAME=VALUE, not {text!r}", param_hint="--param")
    return name, value


def _term(value: str) -> Parameter:
    """A parameter as written: "id:china" is a reference, anything else a literal."""
    from kg.errors import IdentityError
    from kg.model.ids import Ref

    try:
        return Ref.parse(value)
    except IdentityError:
        return value


def _read(file: str) -> str:
    from kg.errors import QueryError

    if file == "-":
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)).lower() if isinstance(error, OSError) else "not UTF-8 text"
        raise QueryError(f"{file} cannot be read: {why}") from error


def _list() -> int | None:
    from kg.query.named import questions

    for question in questions():
        sys.stdout.write(f"{question.name}: {safe(question.title)}\n")
        for parameter in question.parameters:
            default = f" (default {parameter.default})" if parameter.default else ""
            sys.stdout.write(f"    {parameter.name} ({parameter.type}): {safe(parameter.help)}{default}\n")
    return None
