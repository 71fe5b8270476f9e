"""What every command needs: the store, errors turned into exit codes, and shared options."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, ParamSpec

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

if TYPE_CHECKING:
    from kg.store.ledger import Ledger

P = ParamSpec("P")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

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


def check_lang(value: str | None) -> str | None:
    """A language of labels. Raises BadParameter for any other."""
    if value not in (None, "en", "ru", "zh"):
        raise typer.BadParameter(f"{value!r} is none of en, ru, zh")
    return value


LangOption = Annotated[
    str | None,
    typer.Option("--lang", help="Language of labels where known: en, ru or zh.", callback=check_lang),
]
QuietOption = Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but results and errors.")]


def check_date(value: str | None) -> str | None:
    """A partial date. Raises BadParameter for anything else."""
    if value is not None and not _DATE.fullmatch(value):
        raise typer.BadParameter(f"a date is written 2016, 2016-04 or 2016-04-07, not {value!r}")
    return value


def one_of(value: str | None, known: Iterable[str]) -> str | None:
    """A value of a closed list. Raises BadParameter, with the nearest of the list, for anything else."""
    listed = list(known)
    if value is None or value in listed:
        return value
    from difflib import get_close_matches

    near = get_close_matches(value, listed, 2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(listed)}"
    raise typer.BadParameter(f"{value!r} is unknown; {hint}")


def number(value: float | None) -> float | None:
    """A number that can be compared: `min` and `max` of an option let "nan" through. Raises BadParameter."""
    if value is not None and value != value:  # only nan differs from itself
        raise typer.BadParameter("nan is no number")
    return value


def check_relation(value: str | None) -> str | None:
    """A relation of the vocabulary; the vocabulary is read only when one is given."""
    if value is None:
        return None
    from kg.model.relations import Relation

    return one_of(value, Relation)


def check_kind(value: str | None) -> str | None:
    """A kind of entity."""
    if value is None:
        return None
    from kg.model.vocabulary import Kind

    return one_of(value, Kind)


SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since", help="Only what happened or was said on or after this date.", callback=check_date
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option(
        "--until", help="Only what happened or was said on or before this date.", callback=check_date
    ),
]


class Settings:
    """Global options given before the verb, for the verbs to read."""

    store: ClassVar[Path | None] = None
    lang: ClassVar[str] = "en"
    quiet: ClassVar[bool] = False
    verbose: ClassVar[int] = 0

    @classmethod
    def reset(cls) -> None:
        """As in a new process; for callers that run several commands in one."""
        cls.store, cls.lang, cls.quiet, cls.verbose = None, "en", False, 0


class Names:
    """Labels of entities in the language asked for, each looked up once."""

    def __init__(self, ledger: Ledger, lang: str | None) -> None:
        self.ledger = ledger
        self.lang = lang or Settings.lang
        self._known: dict[str, str] = {}

    def of(self, entity: Mapping[str, Any]) -> str:
        """The label of an entity, or of a party of a claim; English where no other is known."""
        if self.lang == "en" or not entity.get("ref"):
            return str(entity["label"])
        if "labels" in entity:
            return str(entity["labels"].get(self.lang) or entity["label"])
        ref = str(entity["ref"])
        if ref not in self._known:
            found = self.ledger.entity(ref)
            self._known[ref] = str(found["labels"].get(self.lang) or found["label"]) if found else ""
        return self._known[ref] or str(entity["label"])


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
    """Let a command raise our errors freely, and end with the exit code that it answers.

    Errors travel up to `kg.cli.run`, which prints them. Told here are a name of several things, with
    its candidates numbered, and what typer would handle in its own way: an interruption, a closed pipe.
    """

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or DONE
            sys.stdout.flush()
        except AmbiguousNameError as error:
            sys.stderr.write(f"kg: {safe(repr(error.name))} may be several things; give one of these ids:\n")
            for number, (ref, label, kind) in enumerate(error.candidates, 1):
                sys.stderr.write(f"  {number}. {safe(label)} ({safe(kind)})  {safe(ref)}\n")
            code = AMBIGUOUS
        except KeyboardInterrupt:
            note("kg: interrupted; what was finished is kept, the same command goes on from there")
            code = INTERRUPTED
        except BrokenPipeError:
            # The reader of our output has gone (`kg claims | head`): that is its right, and no error.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = DONE
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
            raise StoreError(f"no store at {chosen}: build one with `kg build PATH --store {chosen}`")
        if make and chosen.exists() and not chosen.is_dir():
            raise StoreError(f"{chosen} is a file; a store is a folder: give another name")
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


@contextmanager
def reading(store: Path | None) -> Iterator[Ledger]:
    """The store's ledger as of one moment, for a look-up; says so when it is being written."""
    from kg.store.ledger import Ledger

    with Ledger.open(find_store(store)) as ledger, ledger.snapshot():
        if ledger.finished != ledger.revision:
            note(
                "kg: a build is running here or was cut short: what it read last is not linked yet "
                "(`kg build` with the same inputs finishes it)",
                quiet=Settings.quiet,
            )
        yield ledger
