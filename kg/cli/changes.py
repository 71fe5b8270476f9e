"""kg changes: what contradicts, told apart from what moved on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from kg.cli.common import FormatOption, LangOption, Names, Settings, StoreOption, one_of, reading, report
from kg.cli.output import Format, bold, is_table, note, wrapped, write
from kg.cli.rows import place_of, speaker_of

COLUMNS = (
    "verdict", "kind", "what", "before", "after", "why", "before_by", "before_sentence", "before_source",
    "before_claim", "after_by", "after_sentence", "after_source", "after_claim",
)  # fmt: skip


@report
def changes(
    entity: Annotated[str | None, typer.Argument(help="Only what is about this: an id or a name.")] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="figure, post, date (of one act) or denial.",
            callback=lambda value: one_of(value, ("figure", "post", "date", "denial")),
        ),
    ] = None,
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            help="contradiction, or evolution: it moved on.",
            callback=lambda value: one_of(value, ("contradiction", "evolution")),
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 100,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Pairs of claims that cannot both be right, and pairs that show change, each with both sentences.

    Two figures contradict for the same period only, two holders of one post on the same day only. What
    rounds alike is no news. A text that does not say of when it speaks contradicts nobody.

    Examples:

      kg changes --verdict contradiction

      kg changes China --kind figure -f csv
    """
    from kg.analysis.changes import changes as find_changes
    from kg.query.lookup import find

    with reading(store) as ledger:
        about = find(ledger, entity)["ref"] if entity else None
        found = find_changes(ledger, about=about, kind=kind, verdict=verdict)
        names = Names(ledger, lang)
        if form in (Format.JSON, Format.JSONL):
            write((), found[:limit], form)
        elif is_table(form):
            for one in found[:limit]:
                _write(one, names)
        else:
            write(COLUMNS, [_row(one, names) for one in found[:limit]], form)
    if len(found) > limit:
        note(f"{len(found) - limit} more: raise --limit", quiet=Settings.quiet)
    elif not found:
        note("no such change", quiet=Settings.quiet)
    return None


def _row(one: Mapping[str, Any], names: Names) -> dict[str, Any]:
    row = {name: one[name] for name in ("verdict", "kind", "what", "why")}
    for end in ("before", "after"):
        line = one[end]["claim"]
        row |= {
            end: one[end]["value"], f"{end}_by": speaker_of(line, names), f"{end}_claim": line["id"],
            f"{end}_sentence": line["evidence"]["sentence"], f"{end}_source": place_of(line),
        }  # fmt: skip
    return row


def _write(one: Mapping[str, Any], names: Names) -> None:
    out, row = sys.stdout, _row(one, names)
    out.write(bold(wrapped(f"{row['verdict']} · {row['kind']} · {row['what']}", 0, 4), out) + "\n")
    out.write(wrapped(row["why"], 4) + "\n")
    for end in ("before", "after"):
        out.write(wrapped(f"{row[end]}: “{row[f'{end}_sentence']}”", 4, 6) + "\n")
        place = f"— {row[f'{end}_by']}; {row[f'{end}_source']}  {row[f'{end}_claim']}"
        out.write(wrapped(place, 6) + "\n")
