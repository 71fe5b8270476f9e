"""kg stats: what is in a store, and what was skipped."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.common import FormatOption, StoreOption, reading, report
from kg.cli.output import write
from kg.store.ledger import Ledger

if TYPE_CHECKING:
    from kg.store.accuracy import Measured


@report
def stats(
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="A row a document: sentences covered and skipped."),
    ] = False,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Count what is in the store, by kind, relation, modality and reporting.

    precision: how many of such claims were right on labelled texts, with the 95 % interval and how many were
    measured; figures of the extractor version that built the store, see docs/accuracy.md.

    Examples:

      kg stats

      kg stats --coverage -f csv
    """
    with reading(store) as ledger:
        if coverage:
            rows = [_coverage(d) for d in ledger.documents()]
            write(("source", "status", "sentences", "covered", "skipped", "skipped_relevant"), rows, form)
            return None
        write(("what", "name", "count", "precision", "interval", "measured"), _rows(ledger), form)
    return None


def _coverage(document: dict[str, Any]) -> dict[str, Any]:
    return {"source": document["source"], "status": document["status"], **document["stats"]}


def _rows(ledger: Ledger) -> list[dict[str, Any]]:
    rows = [{"what": "total", "name": name, "count": count} for name, count in ledger.counts().items()]
    found = ledger.accuracy
    for row in rows:
        if row["name"] == "claims":
            row.update(_precision(found.of("all", "claims")))
    rows += [{"what": "documents", "name": n, "count": c} for n, c in _documents(ledger).items()]
    for column in ("kind", "modality", "reporting", "relation"):
        query = f"SELECT {column}, count(*) FROM claim GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        rows += [
            {"what": f"claims by {column}", "name": r[0], "count": r[1], **_precision(found.of(column, r[0]))}
            for r in ledger.rows(query)
        ]
    query = "SELECT kind, count(*) FROM canonical GROUP BY 1 ORDER BY 2 DESC, 1"
    rows += [{"what": "entities by kind", "name": r[0], "count": r[1]} for r in ledger.rows(query)]
    rows.append({"what": "rule", "name": str(ledger.rule), "count": ""})
    if found.measured:
        rows.append(
            {"what": "precision measured", "name": f"extractor {found.extractor} on {found.set}", "count": ""}
        )
    return rows


def _precision(measured: Measured | None) -> dict[str, Any]:
    if measured is None:
        return {}
    interval = f"{measured.low:.2f}–{measured.high:.2f}"
    return {"precision": measured.precision, "interval": interval, "measured": measured.claims}


def _documents(ledger: Ledger) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for document in ledger.documents():
        counted[document["status"]] += 1
        for name in ("sentences", "covered", "skipped", "skipped_relevant"):
            counted[f"sentences {name}" if name != "sentences" else name] += document["stats"].get(name, 0)
        for rule, count in document["repairs"].items():
            counted[f"repair {rule}"] += count
    return dict(sorted(counted.items()))
