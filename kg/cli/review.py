"""kg review: look at what is doubtful and decide; decisions are lines of a log that later ones undo."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.common import (
    SOME_FAILED,
    FormatOption,
    LangOption,
    Names,
    Settings,
    StoreOption,
    check_kind,
    find_store,
    reading,
    report,
)
from kg.cli.output import Format, bold, is_table, note, safe, wrapped, write
from kg.errors import ReadError
from kg.store.ledger import Ledger

review = typer.Typer(
    help="""Decide what the machine cannot: append-only, applied on reading, undone by another line.

Examples:

  kg review list

  kg review accept claim:941e2733717dc6cf --reason "checked the communiqué"

  kg review merge "European Economic Area" EEA

  kg review undo 3
""",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

WhoOption = Annotated[
    str | None, typer.Option("--who", help="Who decides; else KG_REVIEWER, else nobody named.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why, for those who read the log.")]
CLAIMS = ("margin", "accepted", "claim", "relation", "sentence", "source")
PAIRS = ("sort", "likeness", "one", "other", "why", "mentions")
LOG = ("number", "standing", "act", "arguments", "who", "on", "reason")


@review.command("list")
@report
def list_(
    entities: Annotated[bool, typer.Option("--entities", help="Doubtful names instead of claims.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 20,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """What is worth a look: claims nearest to the threshold of acceptance, or names that may be one thing."""
    from kg.query.identities import doubtful
    from kg.query.queue import undecided

    with reading(store) as ledger:
        if entities:
            pairs = doubtful(ledger, limit)
            rows = [
                {
                    **row,
                    "one": f"{row['label']} {row['ref']}",
                    "other": f"{row['other_label']} {row['other']}",
                }
                for row in pairs
            ]
            write(PAIRS, pairs if form in (Format.JSON, Format.JSONL) else rows, form)
            if not rows:
                note("no doubtful names", quiet=Settings.quiet)
            return None
        found = undecided(ledger, limit)
        if form in (Format.JSON, Format.JSONL):
            write((), found, form)
            return None
        names = Names(ledger, lang)
        rows = [_queued(row, names) for row in found]
        if is_table(form):
            for row in rows:
                _tell(row)
        else:
            write(CLAIMS, rows, form)
        if not found:
            note("no claim waits for a verdict", quiet=Settings.quiet)
    return None


def _tell(row: dict[str, Any]) -> None:
    """One claim of the queue with its whole sentence: nobody can judge half of one."""
    state = "accepted" if row["accepted"] == "yes" else "not accepted"
    sys.stdout.write(bold(wrapped(f"{row['claim']}  {row['relation']}"), sys.stdout) + "\n")
    sys.stdout.write(wrapped(f"{state}, {row['margin']} from the threshold; {row['source']}", 4) + "\n")
    sys.stdout.write(wrapped(f"“{row['sentence']}”", 4) + "\n")


def _queued(row: dict[str, Any], names: Names) -> dict[str, Any]:
    line = row["claim"]
    subjects = ", ".join(names.of(p) for p in line["subjects"])
    objects = ", ".join(names.of(p) for p in line["objects"])
    return {
        "margin": f"{row['margin']:.2f}", "accepted": "yes" if line["accepted"] else "no",
        "claim": line["id"], "relation": f"{subjects} {line['relation']} {objects}".strip(),
        "sentence": line["evidence"]["sentence"], "source": line["document"]["source"],
    }  # fmt: skip


@review.command("log")
@report
def log(form: FormatOption = None, store: StoreOption = None) -> int | None:
    """Every decision, oldest first, and whether it stands. `-f jsonl` can be given to `kg review apply`."""
    from kg.query.refresh import undone

    with reading(store) as ledger:
        rows = ledger.decisions()
        gone = undone(rows)
        rows = [{**row, "standing": row["number"] not in gone} for row in rows]
        if form not in (Format.JSON, Format.JSONL):
            rows = [{**row, "arguments": " ".join(row["arguments"]),
                     "standing": "yes" if row["standing"] else "no"} for row in rows]  # fmt: skip
        write(LOG, rows, form)
        if not rows:
            note("no decisions", quiet=Settings.quiet)
    return None


@review.command("accept")
@report
def accept(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM…", help="Ids of claims.")],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Take claims for true: their relations are accepted whatever the rule says."""
    return _decide(store, [("accept", (_claim(c),)) for c in dict.fromkeys(claims)], who, reason)


@review.command("reject")
@report
def reject(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM…", help="Ids of claims.")],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Take claims for misread: they count for nothing, and stay in the record."""
    return _decide(store, [("reject", (_claim(c),)) for c in dict.fromkeys(claims)], who, reason)


@review.command("merge")
@report
def merge(
    entities: Annotated[
        list[str], typer.Argument(metavar="ENTITY ENTITY…", help="The first names them all.")
    ],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Two or more entities are one thing."""
    return _decide(store, [("merge", tuple(entities))], who, reason)


@review.command("split")
@report
def split(
    one: Annotated[str, typer.Argument(metavar="ENTITY")],
    other: Annotated[str, typer.Argument(metavar="ENTITY")],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Two entities are never one. What was joined is named by its own id: see `kg explain ENTITY`."""
    return _decide(store, [("split", (one, other))], who, reason)


@review.command("rename")
@report
def rename(
    entity: Annotated[str, typer.Argument(metavar="ENTITY")],
    name: Annotated[str, typer.Argument(metavar="NAME")],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Show an entity under another name; its old names still find it."""
    return _decide(store, [("rename", (entity, name))], who, reason)


@review.command("kind")
@report
def kind(
    entity: Annotated[str, typer.Argument(metavar="ENTITY")],
    value: Annotated[str, typer.Argument(metavar="KIND", callback=check_kind)],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """An entity is of another kind."""
    return _decide(store, [("kind", (entity, value))], who, reason)


@review.command("undo")
@report
def undo(
    number: Annotated[int, typer.Argument(min=1, help="Of the decision, as `kg review log` shows it.")],
    reason: ReasonOption = "",
    who: WhoOption = None,
    store: StoreOption = None,
) -> int | None:
    """Take a decision back (an undo can be undone too)."""
    return _decide(store, [("undo", (str(number),))], who, reason)


@review.command("apply")
@report
def apply(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="Lines of `kg review log -f jsonl`.")],
    store: StoreOption = None,
) -> int | None:
    """Replay a log in this store, say one built anew; what names nothing here is told and left out."""
    from kg.query.refresh import refresh, replay

    failed = []
    with Ledger.open(find_store(store), "w") as ledger:
        done = 0
        for number, problem in replay(ledger, _lines(file)):
            if problem is None:
                done += 1
            else:
                failed.append(number)
                note(f"kg: {safe(file)} line {number}: {safe(problem)}")
        refresh(ledger)
    note(f"{done} decisions applied, {len(failed)} left out", quiet=Settings.quiet)
    return SOME_FAILED if failed else None


@review.command("label")
@report
def label(
    file: Annotated[Path, typer.Argument(help="A text to be labelled; with --check, the labels.")],
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Where to; else stdout.")] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="TEXT", help="Check FILE's labels against this text.")
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="The document's date.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who wrote or gave it.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> int | None:
    """Pre-fill a labelling file from the extraction, for a person to correct; or check a corrected one."""
    from kg.cli.review_label import check_labels, prefill

    if check is not None:
        return check_labels(file, check)
    return prefill(file, out, date=date, outlet=outlet, author=author, force=force)


def _claim(name: str) -> str:
    return name if name.startswith("claim:") else f"claim:{name}"


def _decide(
    store: Path | None, wanted: Sequence[tuple[str, tuple[str, ...]]], who: str | None, reason: str
) -> int | None:
    """Append decisions and make them felt; all or none, since a mistyped third id should not half-apply."""
    from datetime import date as day

    from kg.query.refresh import checked, decide, refresh

    by = who if who is not None else os.environ.get("KG_REVIEWER", "")
    with Ledger.open(find_store(store), "w") as ledger:
        ready = [(act, checked(ledger, act, arguments)) for act, arguments in wanted]
        for act, arguments in ready:
            number = decide(ledger, act, *arguments, who=by, on=day.today().isoformat(), reason=reason)
            sys.stdout.write(f"decision {number}: {act} {safe(' '.join(arguments))}\n")
        refresh(ledger)
    return None


def _lines(file: str) -> list[str]:
    try:
        text = (
            sys.stdin.read().removeprefix("\ufeff")
            if file == "-"
            else Path(file).read_text(encoding="utf-8-sig")
        )
    except OSError as error:
        raise ReadError(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise ReadError(f"{file} is not UTF-8 text: save it as UTF-8") from error
    return text.split("\n")  # not splitlines: JSON may hold other line ends as they are, such as U+2028
