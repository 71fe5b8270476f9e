"""A dyad: what one side says and does to the other, each direction by itself (D7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any, Literal

from kg.analysis.intervals import interval
from kg.errors import QueryError
from kg.store.claims import claim_model
from kg.store.ledger import Ledger

Step = Literal["year", "month"]
#: What is counted: every claim, or each happening once, however many texts tell of it.
Count = Literal["claims", "events"]
#: An actor's side is the actor and everybody who belongs to it: people, bodies, companies of a state.
_BETWEEN = """SELECT DISTINCT c.n, c.document, c.json, c.accepted, c.earliest, c.score, c.modality
  FROM edge e JOIN canonical s ON s.ref = e.subject JOIN canonical o ON o.ref = e.object
  JOIN edge_claim m ON m.edge = e.id JOIN claim c ON c.n = m.claim
  WHERE (s.ref = :a OR s.state = :a) AND (o.ref = :b OR o.state = :b)
  ORDER BY c.earliest, c.document, c.start, c.id"""

#: Happenings between the sides; a joint act goes both ways. Told by `document`: the first that does.
_EVENTS = """SELECT DISTINCT v.n, v.first AS earliest, v.score, v.status AS modality,
    (SELECT min(c.document) FROM event_claim m JOIN claim c ON c.n = m.claim WHERE m.event = v.n) AS document
  FROM event v JOIN event_party x ON x.event = v.n JOIN event_party y ON y.event = v.n
  JOIN canonical s ON s.ref = x.ref JOIN canonical o ON o.ref = y.ref
  WHERE (s.ref = :a OR s.state = :a) AND (o.ref = :b OR o.state = :b) AND x.role = 'subject'
    AND (y.role = 'object' OR (v.joint AND y.role = 'subject' AND y.ref <> x.ref)) AND v.status = 'actual'
  ORDER BY v.first, v.id"""


class Dyad:
    """What passes between two actors; both are canonical references ("id:…")."""

    def __init__(self, ledger: Ledger, a: str, b: str) -> None:
        self._ledger = ledger
        self.a, self.b = a, b

    def __repr__(self) -> str:
        return f"<Dyad {self.a} – {self.b}>"

    def _repr_html_(self) -> str:
        """The timeline as a table, escaped."""
        from html import escape

        rows = self.timeline()
        columns = list(rows[0]) if rows else ["period", "a_to_b", "b_to_a"]
        head = "".join(f"<th>{escape(c)}</th>" for c in columns)
        cells = (
            "".join(f"<td>{'' if r[c] is None else escape(str(r[c]))}</td>" for c in columns) for r in rows
        )
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>"

    def _rows(self, a: str, b: str, count: Count = "claims") -> Iterator[Any]:
        query = _BETWEEN if count == "claims" else _EVENTS
        yield from self._ledger.rows(query.replace(":a", "?1").replace(":b", "?2"), a, b)

    def claims(self, direction: Literal["ab", "ba"] = "ab") -> list[Any]:
        """Claims of the first side about the second ("ab") or the reverse, oldest first, as models."""
        a, b = (self.a, self.b) if direction == "ab" else (self.b, self.a)
        resolver = self._ledger.resolver()
        return [claim_model(resolver.claim(row)) for row in self._rows(a, b)]

    def timeline(
        self, by: Step = "year", count: Count = "claims", *, intervals: bool = False
    ) -> list[dict[str, Any]]:
        """One row a period with a dated claim, in order.

        Columns: period; a_to_b, b_to_a: claims, of any modality but negated; score_a_to_b,
        score_b_to_a: mean cooperation–conflict score (−9 … 10) of the actual events among them, None
        where there is none. Undated claims stand in the row "undated". count="events": happenings that
        took place, each once, and the mean of their scores. intervals: also interval_a_to_b and
        interval_b_to_a, the two ends of the score's 90 % interval; None where the documents are too few
        or all alike.
        """
        if by not in ("year", "month"):
            raise QueryError(f"by is year or month, not {by!r}")
        if count not in ("claims", "events"):
            raise QueryError(f"count is claims or events, not {count!r}")
        length = 4 if by == "year" else 7
        found: dict[str, dict[str, list[Any]]] = {}
        for column, a, b in (("a_to_b", self.a, self.b), ("b_to_a", self.b, self.a)):
            for row in self._rows(a, b, count):
                if row["modality"] == "negated":
                    continue
                period = (row["earliest"] or "")[:length] or "undated"
                sides = found.setdefault(period, {"a_to_b": [], "b_to_a": []})
                score = row["score"] if row["modality"] == "actual" else None
                sides[column].append((row["document"], score))
        return [_line(period, found[period], intervals) for period in sorted(found)]


def _line(period: str, sides: Mapping[str, list[Any]], intervals: bool) -> dict[str, Any]:
    line: dict[str, Any] = {"period": period, "a_to_b": len(sides["a_to_b"]), "b_to_a": len(sides["b_to_a"])}
    for column in ("a_to_b", "b_to_a"):
        scores = [(document, score) for document, score in sides[column] if score is not None]
        line[f"score_{column}"] = round(fmean(score for _, score in scores), 2) if scores else None
        if intervals:
            ends = interval(scores)
            line[f"interval_{column}"] = (round(ends[0], 2), round(ends[1], 2)) if ends else None
    return line
