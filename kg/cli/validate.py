"""kg validate: SHACL over the graph, and every quote found in its document."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from kg.cli.common import CHECK_FAILED, FormatOption, Settings, StoreOption, reading, report
from kg.cli.output import note, write
from kg.store.ledger import Ledger


@report
def validate(
    quotes: Annotated[bool, typer.Option("--quotes", help="Only check the quotes, not the shapes.")] = False,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Check the graph against ontology/shapes.ttl, and every span against the text of its document.

    A violation is a mistake of the graph: exit 1. A warning is a gap that the text may have left, such as
    a quotation without a speaker: it is told, and the exit code stays 0.

    Examples:

      kg validate

      kg validate --quotes
    """
    with reading(store) as ledger:
        problems, spans = wrong_spans(ledger)
        if not quotes:
            problems += _shapes(ledger)
    problems.sort(key=lambda p: (p["severity"] != "violation", p["where"], p["problem"]))
    wrong = sum(p["severity"] == "violation" for p in problems)
    if problems:
        write(("severity", "where", "problem"), problems, form)
    note(
        f"{wrong} violations, {len(problems) - wrong} warnings; {spans} spans checked against their raw text",
        quiet=Settings.quiet and not wrong,
    )
    return CHECK_FAILED if wrong else None


def wrong_spans(ledger: Ledger) -> tuple[list[dict[str, Any]], int]:
    """Spans whose stored words are not the raw text there, and how many spans were checked."""
    problems: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    spans = 0
    for claim in ledger.all_claims():
        document = claim["document"]["id"]
        if document not in texts:
            texts = {document: ledger.text(document)}
        for start, end, words in _spans(claim):
            spans += 1
            if texts[document][start:end] != words:
                problems.append(_wrong(claim["id"], f"{start}:{end} is not {words[:60]!r}"))
    for row in ledger.documents("ok"):
        text = ledger.text(row["id"])
        for mention in ledger.mentions_in(row["id"]):
            spans += 1
            if text[mention["start"] : mention["end"]] != mention["text"]:
                where = f"{row['source']}:{mention['start']}-{mention['end']}"
                problems.append(_wrong(where, f"mention is not {mention['text'][:60]!r}"))
    return problems, spans


def _wrong(where: str, problem: str) -> dict[str, Any]:
    return {"severity": "violation", "where": where, "problem": problem}


def _spans(claim: dict[str, Any]) -> list[tuple[int, int, str]]:
    evidence = claim["evidence"]
    found = [(evidence["start"], evidence["end"], evidence["quote"])]
    if evidence["cue"] is not None:
        found.append((evidence["cue_start"], evidence["cue_end"], evidence["cue"]))
    people = [*claim["subjects"], *claim["objects"], *claim["instrument"], claim["speaker"], claim["where"]]
    found += [(p["start"], p["end"], p["mention"]) for p in people if p and p["start"] is not None]
    return found


def _shapes(ledger: Ledger) -> list[dict[str, Any]]:
    import io

    from kg.export import write as write_graph
    from kg.query.shacl import validate as check

    out = io.BytesIO()
    write_graph(ledger, "nquads", out)
    return [
        {"severity": p["severity"], "where": str(p["focus"]), "problem": f"{p['path']}: {p['message']}"}
        for p in check(out.getvalue())
    ]
