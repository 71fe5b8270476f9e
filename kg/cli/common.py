"""What every command needs: the store, errors turned into exit codes, and shared options."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from kg.cli.output import Format, note, safe
from kg.errors import (
    AmbiguousNameError,
    KgError,
    QueryError,
    QueryLimitError,
    StoreError,
    UnknownEntityError,
)

P = ParamSpec("P")

#: What an exit code says; the README lists the same.
DONE, CHECK_FAILED, USAGE, NOT_FOUND, AMBIGUOUS, SOME_FAILED, BAD_QUERY, LIMIT, INTERRUPTED = (
    0, 1, 2, 3, 4, 5, 6, 7, 130,
)  # fmt: skip

FormatOption = Annotated[
    Format | None,
    typer.Option("-f", "--format", help="How to print: table on a terminal, TSV when piped, or as named."),
]
StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help="The store; else KG_STORE, else the nearest .kg/ upwards."),
]
LangOption = Annotated[
    str, typer.Option("--lang", help="Language of labels where known: en, ru or zh.", metavar="LANG")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", help="Only what happened or was said on or after this date.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", help="Only what happened or was said on or before this date.")
]


class Settings:
    """Global options given before the verb, for the verbs to read."""

    store: Path | None = None
    lang: str = "en"
    quiet: bool = False
    verbose: int = 0


def exit_code(error: KgError) -> int:
    """The exit code that an error of ours ends a command with."""
    for kind, code in (
        (UnknownEntityError, NOT_FOUND),
        (AmbiguousNameError, AMBIGUOUS),
        (QueryLimitError, LIMIT),
        (QueryError, BAD_QUERY),
    ):
        if isinstance(error, kind):
            return code
    return USAGE


def report(command: Callable[P, int | None]) -> Callable[P, None]:
    """Let a command raise our errors freely; print them once, here, and exit with their code."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or DONE
            sys.stdout.flush()
        except AmbiguousNameError as error:
            sys.stderr.write(f"kg: {safe(repr(error.name))} may be several things; give one of these ids:\n")
            for number, (ref, label, kind) in enumerate(error.candidates, 1):
                sys.stderr.write(f"  {number}. {safe(label)} ({kind})  {ref}\n")
            code = AMBIGUOUS
        except KgError as error:
            note(f"kg: {error}")
            code = exit_code(error)
        except BrokenPipeError:
            # The reader of our output has gone (`kg claims | head`): that is its right.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = DONE
        except KeyboardInterrupt:
            note("kg: interrupted; what was finished is kept")
            code = INTERRUPTED
        if code:
            raise typer.Exit(code)

    return wrapped


def find_store(given: Path | None = None, *, make: bool = False) -> Path:
    """The store to use: the option, else KG_STORE, else the nearest .kg/ upwards.

    With make=True a missing one is `.kg` in the current folder; else StoreError with a hint.
    """
    chosen = given or Settings.store or (Path(os.environ["KG_STORE"]) if os.environ.get("KG_STORE") else None)
    if chosen is not None:
        if not make and not chosen.is_dir():
            raise StoreError(f"there is no store at {chosen}: build one with `kg build PATH --store {chosen}`")
        return chosen
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".kg").is_dir():
            return folder / ".kg"
    if make:
        return here / ".kg"
    raise StoreError(
        "no store found: there is no .kg/ in this folder or above it. "
        "Build one with `kg build PATH`, or name one with --store or KG_STORE"
    )
