"""kg events: what happened, each happening once however many texts tell of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import typer

from kg.cli.common import (
    FormatOption,
    LangOption,
    Names,
    Settings,
    SinceOption,
    StoreOption,
    UntilOption,
    check_relation,
    one_of,
    reading,
    report,
)
from kg.cli.output import Format, bold, is_table, note, wrapped, write
from kg.cli.rows import CLAIM_COLUMNS, claim_rows, write_claims
from kg.store.ledger import Ledger

COLUMNS = ("date", "status", "who", "relation", "whom", "about", "place", "support", "claims", "denied", "id")


@report
def events(
    entity: Annotated[str | None, typer.Argument(help="Who takes part: an id or a name.")] = None,
    other: Annotated[str | None, typer.Argument(help="And who else.")] = None,
    relation: Annotated[
        str | None, typer.Option("--relation", help="Only this kind of act.", callback=check_relation)
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            help="actual, or planned: announced, and nobody tells of it as done.",
            callback=lambda value: one_of(value, ("actual", "planned")),
        ),
    ] = None,
    support: Annotated[
        int, typer.Option("--support", min=1, help="Told by at least so many independent voices.")
    ] = 1,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 100,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Happenings, oldest first, each once: claims of one happening are gathered under one event.

    A state stands for its people and bodies, too. `kg explain event:…` tells why its claims are one.

    Examples:

      kg events China Russia --since 2014

      kg events Putin --relation visits --support 2
    """
    from kg.query import happenings

    with reading(store) as ledger:
        found = list(
            happenings.events(
                ledger,
                entity,
                other,
                relation=relation,
                status=status,
                since=since,
                until=until,
                support=support,
            )
        )
        if form in (Format.JSON, Format.JSONL):
            write((), found[:limit], form)
        else:
            write(COLUMNS, [_row(event, Names(ledger, lang)) for event in found[:limit]], form)
    if len(found) > limit:
        note(f"{len(found) - limit} more: raise --limit", quiet=Settings.quiet)
    elif not found:
        note("no such event", quiet=Settings.quiet)
    return None


def _row(event: Mapping[str, Any], names: Names) -> dict[str, Any]:
    def listed(parties: Iterable[Mapping[str, Any]]) -> str:
        return ", ".join(names.of(party) for party in parties)

    whom = event["objects"]
    return {
        "date": "" if event["date"] == "undated" else event["date"], "status": event["status"],
        "who": listed(event["subjects"]), "relation": event["relation"], "whom": listed(whom),
        "about": listed(t for t in event["things"] if t not in whom),
        "place": names.of(event["place"]) if event["place"] else "", "support": event["support"],
        "claims": event["claims"], "denied": event["denied"], "id": event["id"],
    }  # fmt: skip


def explain(ledger: Ledger, name: str, lang: str | None, form: Format | None) -> None:
    """What `kg explain event:…` prints."""
    from kg.query.explain import UnknownRelationError
    from kg.query.happenings import explain_event

    found = explain_event(ledger, name)
    if found is None:
        raise UnknownRelationError(name)
    if form in (Format.JSON, Format.JSONL):
        write((), [found], form)
        return
    rows = claim_rows(found["claims"], Names(ledger, lang))
    for row, line in zip(rows, found["claims"], strict=True):
        row["why"] = line["why"]
    if not is_table(form):
        write((*CLAIM_COLUMNS, "why"), rows, form)
        return
    out = sys.stdout
    out.write(bold(wrapped(found["what"]), out) + "\n")
    for part in ("why", "rule", "remove"):
        out.write(wrapped(f"{part}: {found[part]}", 0, 4) + "\n")
    out.write("\n")
    for row in rows:
        write_claims([row], out)
        out.write(wrapped(f"counted here: {row['why']}", 4) + "\n")
    write_near(found["near"])


def of_claim(told: Mapping[str, Any] | None) -> None:
    """The event that a claim tells of, for people."""
    if told is None:
        return
    out = sys.stdout
    out.write("\n" + wrapped(f"tells of {told['what']}; {told['why']}", 0, 4) + "\n")
    out.write(wrapped(f"because: {told['because']}", 2, 6) + "\n")
    for one in told["also"]:
        out.write(wrapped(f"also {one['claim']} in {one['source']}: {one['why']}", 2, 6) + "\n")
    write_near(told["near"])


def write_near(near: Iterable[Mapping[str, Any]]) -> None:
    """Near events, and why each is another one."""
    for number, one in enumerate(near):
        if not number:
            sys.stdout.write("\nnear it, but other events:\n")
        sys.stdout.write(wrapped(f"{one['event']} {one['label']}: {one['why_not']}", 2, 6) + "\n")
