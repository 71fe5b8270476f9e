"""kg promises: what became of agreements and projects."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from kg.cli.common import FormatOption, Settings, StoreOption, one_of, reading, report
from kg.cli.output import Format, bold, is_table, note, safe, wrapped, write

STAGES = ("announced", "signed", "begun", "done", "lapsed")
COLUMNS = (
    "thing", "kind", "between", "now", "since", "step", "date", "told", "by", "cue", "sentence", "source",
    "claim",
)  # fmt: skip


@report
def promises(
    entity: Annotated[
        str | None,
        typer.Argument(help="An agreement or project, or somebody who takes part: an id or a name."),
    ] = None,
    stage: Annotated[
        str | None,
        typer.Option(
            "--stage",
            help="Only what stands there now: announced, signed, begun, done or lapsed.",
            callback=lambda value: one_of(value, STAGES),
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many things.")] = 50,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Agreements and projects by what the texts tell of them: announced, signed, begun, done or lapsed.

    Each step has its sentence. "date" stands in the text; "told" is the date of the text itself. Lapsed is
    what was cancelled, suspended, left, expired or never ratified, unless it was taken up again.

    Examples:

      kg promises "Power of Siberia"

      kg promises Russia --stage lapsed

      kg promises -f csv
    """
    from kg.analysis.promises import promises as track
    from kg.query.lookup import find

    with reading(store) as ledger:
        found = track(ledger, find(ledger, entity)["ref"] if entity else None, stage)
        if form in (Format.JSON, Format.JSONL):
            write((), found[:limit], form)
        elif is_table(form):
            for one in found[:limit]:
                _write(one)
        else:
            write(COLUMNS, [row for one in found[:limit] for row in _rows(one)], form)
    if len(found) > limit:
        note(f"{len(found) - limit} more: raise --limit", quiet=Settings.quiet)
    elif not found:
        note("no agreement or project of which a step is told", quiet=Settings.quiet)
    return None


def _rows(one: Mapping[str, Any]) -> list[dict[str, Any]]:
    head = {"thing": one["thing"]["label"], "kind": one["thing"]["kind"], "now": one["stage"],
            "since": one["since"], "between": " – ".join(one["between"])}  # fmt: skip
    return [
        {**head, **{name: step[name] for name in ("date", "told", "by", "cue", "sentence", "claim")},
         "step": step["stage"], "source": f"{step['source']}:{step['start']}-{step['end']}"}
        for step in one["steps"]
    ]  # fmt: skip


def _write(one: Mapping[str, Any]) -> None:
    out, thing = sys.stdout, one["thing"]
    between = f", {' – '.join(one['between'])}" if one["between"] else ""
    since = f", {one['since']}" if one["since"] else ""
    head = f"{thing['label']} ({thing['kind']}{between})  {one['stage']}{since}"
    out.write(bold(wrapped(head, 0, 4), out) + "\n")
    for row in _rows(one):
        when = row["date"] or (f"told {row['told']}" if row["told"] else "undated")
        out.write(wrapped(f"{when}  {row['step']}: “{row['sentence']}”", 2, 6) + "\n")
        by = f"— {row['by']}; " if row["by"] else ""
        out.write(f"      {safe(by + row['source'])}{'  ' + safe(row['claim']) if row['claim'] else ''}\n")
