"""kg claims: claims with quote, date and source."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.common import (
    FormatOption,
    LangOption,
    Names,
    Settings,
    SinceOption,
    StoreOption,
    UntilOption,
    number,
    one_of,
    reading,
    report,
)
from kg.cli.output import Format, is_table, note, write
from kg.cli.rows import CLAIM_COLUMNS, claim_rows, write_claims


@report
def claims(
    speaker: Annotated[str | None, typer.Option("--speaker", help="Who says it.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Whom or what it is about.")] = None,
    topic: Annotated[
        str | None, typer.Option("--topic", help="A topic and the narrower ones: energy, Arms trade.")
    ] = None,
    modality: Annotated[
        str | None,
        typer.Option(
            "--modality",
            help="actual, planned, possible, normative or negated.",
            callback=lambda value: one_of(value, ("actual", "planned", "possible", "normative", "negated")),
        ),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="event, relation, observation or statement.",
            callback=lambda value: one_of(value, ("event", "relation", "observation", "statement")),
        ),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sure: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            min=0,
            max=1,
            help="Only claims at least this sure, 0 … 1.",
            callback=number,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 100,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Claims with quote, date and source, newest first.

    On a terminal the whole quote stands under each claim; piped, a claim is a row; `-f json` gives all.

    Examples:

      kg claims --speaker "Feng Yujun"

      kg claims --about EAEU --modality planned --since 2015

      kg claims --kind statement --min-confidence 0.6

      kg claims --kind observation -f jsonl
    """
    from kg.query.lookup import chosen

    with reading(store) as ledger:
        wanted = chosen(ledger, speaker=speaker, about=about, topic=topic, modality=modality, kind=kind,
                        since=since, until=until, confidence=sure)  # fmt: skip
        total = ledger.claim_count(wanted)
        lines = ledger.claims(wanted, limit)
        names = Names(ledger, lang)
        if form in (Format.JSON, Format.JSONL):
            write((), lines, form)
        elif is_table(form):
            write_claims(claim_rows(lines, names), sys.stdout)
        else:
            write(CLAIM_COLUMNS, claim_rows(lines, names), form)
    if total > limit:
        note(f"{total - limit} more: raise --limit", quiet=Settings.quiet)
    elif not total:
        note("no such claim", quiet=Settings.quiet)
    return None
