"""What a reviewer should look at first: claims whose acceptance hangs on a hair, and doubtful names."""

from __future__ import annotations

from typing import Any

from kg.store.ledger import Ledger


def undecided(ledger: Ledger, limit: int) -> list[dict[str, Any]]:
    """Claims that a verdict would tell most about: actual, in the author's voice, nearest to the threshold.

    Claims with a standing verdict are left out. Each row: claim (the line), margin (confidence less
    threshold).
    """
    judged = {line.arguments[0] for line in ledger.standing() if str(line.act) in ("accept", "reject")}
    query = """SELECT id, confidence - ? AS margin FROM claim
      WHERE modality = 'actual' AND reporting = 'author' AND kind <> 'statement'
      ORDER BY abs(confidence - ?), document, start, id LIMIT ?"""
    threshold = ledger.rule.threshold
    rows = []
    for row in ledger.rows(query, threshold, threshold, limit + len(judged)):
        if row["id"] in judged:
            continue
        line = ledger.claim(row["id"])
        if line is not None:
            rows.append({"claim": line, "margin": round(row["margin"], 3)})
        if len(rows) == limit:
            break
    return rows
