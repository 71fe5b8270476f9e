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

    Exit 1 if anything is wrong.

    Examples:

      kg validate

      kg validate --quotes
    """
    with reading(store) as ledger:
        problems, spans = wrong_spans(ledger)
        if not quotes:
            problems += _shapes(ledger)
    if problems:
        write(("where", "problem"), problems, form)
        note(f"{len(problems)} problems, {spans} spans checked")
        return CHECK_FAILED
    note(f"no problem: {spans} spans equal their raw text", quiet=Settings.quiet)
    return None


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
                problems.append({"where": claim["id"], "problem": f"{start}:{end} is not {words[:60]!r}"})
    for row in ledger.documents("ok"):
        text = ledger.text(row["id"])
        for mention in ledger.mentions_in(row["id"]):
            spans += 1
            if text[mention["start"] : mention["end"]] != mention["text"]:
                where = f"{row['source']}:{mention['start']}-{mention['end']}"
                problems.append({"where": where, "problem": f"mention is not {mention['text'][:60]!r}"})
    return problems, spans


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
        {"where": str(p["focus"]), "problem": f"{p['path']}: {p['message']}"} for p in check(out.getvalue())
    ]
