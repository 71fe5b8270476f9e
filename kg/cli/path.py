"""kg path: how two entities are tied, with the sentence at each hop."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from kg.cli.common import FormatOption, LangOption, Names, Settings, StoreOption, reading, report
from kg.cli.output import Format, bold, is_table, note, wrapped, write
from kg.cli.rows import place_of, speaker_of

COLUMNS = ("path", "hop", "from", "relation", "direction", "to", "status", "support", "said_by", "how_sure",
           "sentence", "source", "claim")  # fmt: skip


@report
def path(
    a: Annotated[str, typer.Argument(help="One entity: an id or a name.")],
    b: Annotated[str, typer.Argument(help="The other.")],
    max_hops: Annotated[int, typer.Option("--max-hops", min=1, max=6, help="At most so many steps.")] = 3,
    accepted: Annotated[bool, typer.Option("--accepted", help="Only over ties that are accepted.")] = False,
    statements: Annotated[
        bool, typer.Option("--statements", help="Also over who speaks about whom.")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many paths.")] = 3,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """The shortest chains of ties between two entities, the strongest first, each hop with its sentence.

    Examples:

      kg path Gabuev EAEU

      kg path Rosneft CNPC --max-hops 2 --accepted
    """
    from kg.query.paths import paths

    with reading(store) as ledger:
        found = paths(ledger, a, b, max_hops, limit, accepted=accepted, statements=statements)
        names = Names(ledger, lang)
        if form in (Format.JSON, Format.JSONL):
            write((), found, form)
        elif is_table(form):
            for number, one in enumerate(found, 1):
                _write(number, one, names)
        else:
            rows = [_row(n, i, step, names) for n, one in enumerate(found, 1)
                    for i, step in enumerate(one["steps"], 1)]  # fmt: skip
            write(COLUMNS, rows, form)
    if not found:
        note(f"no tie within {max_hops} hops: raise --max-hops, or add --statements", quiet=Settings.quiet)
    return None


def _row(number: int, hop: int, step: dict[str, Any], names: Names) -> dict[str, Any]:
    line = step["claim"]
    return {
        "path": number, "hop": hop, "from": names.of(step["source"]), "relation": step["relation"],
        "direction": {"out": "→", "in": "←"}[step["direction"]], "to": names.of(step["target"]),
        "status": "accepted" if step["accepted"] else "said", "support": step["support"],
        "said_by": speaker_of(line, names) if line else "", "how_sure": line["modality"] if line else "",
        "sentence": line["evidence"]["sentence"] if line else "", "source": place_of(line) if line else "",
        "claim": line["id"] if line else "",
    }  # fmt: skip


def _write(number: int, one: dict[str, Any], names: Names) -> None:
    out = sys.stdout
    rows = [_row(number, i, step, names) for i, step in enumerate(one["steps"], 1)]
    chain = rows[0]["from"] + "".join(
        f" —{row['relation']}{row['direction']} {row['to']}" if row["direction"] == "→"
        else f" {row['direction']}{row['relation']}— {row['to']}"
        for row in rows
    )  # fmt: skip
    out.write(bold(wrapped(f"{number}. {chain}", 0, 4), out) + "\n")
    for row in rows:
        out.write(wrapped(f"“{row['sentence']}”", 4) + "\n")
        told = f"— {row['said_by']}, {row['how_sure']}; {row['status']}, support {row['support']}; "
        out.write(wrapped(f"{told}{row['source']}  {row['claim']}", 6) + "\n")
