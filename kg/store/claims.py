"""Reading claims: filters that the tables answer by index, claim lines with canonical identity."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.store.days import first_day, last_day
from kg.store.reading import Reader
from kg.store.resolved import Resolver

if TYPE_CHECKING:
    from kg.model.claims import Claim

_BY_LINK = """c.n IN (SELECT p.claim FROM link l JOIN party p ON p.document = l.document AND p.key = l.key
  WHERE l.ref = ? AND p.role {roles})"""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims: every field given must fit. References are canonical ("id:…").

    about: a subject, object, instrument or place. topic: one, or several of which any fits.
    since, until: partial ISO dates; a claim fits when any day of it may lie inside, so that a claim of
    "2016" fits until="2016-03". Undated claims fit no window. confidence: the least.
    """

    speaker: str | None = None
    about: str | None = None
    subject: str | None = None
    object: str | None = None
    topic: str | tuple[str, ...] | None = None
    modality: str | None = None
    kind: str | None = None
    relation: str | None = None
    document: str | None = None
    accepted: bool | None = None
    since: str | None = None
    until: str | None = None
    edge: int | None = None
    confidence: float | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The filter as a condition on table `claim` named c, and its values."""
        conditions: list[str] = []
        values: list[Any] = []
        for ref, roles in (
            (self.speaker, "= 'speaker'"),
            (self.about, "<> 'speaker'"),
            (self.subject, "= 'subject'"),
            (self.object, "= 'object'"),
        ):
            if ref is not None:
                conditions.append(_BY_LINK.format(roles=roles))
                values.append(ref)
        for column in ("modality", "kind", "relation", "document", "accepted"):
            value = getattr(self, column)
            if value is not None:
                conditions.append(f"c.{column} = ?")
                values.append(int(value) if isinstance(value, bool) else str(value))
        for condition, given in (
            (
                "c.n IN (SELECT claim FROM topic WHERE topic IN (SELECT value FROM json_each(?)))",
                self.topic and json.dumps([self.topic] if isinstance(self.topic, str) else self.topic),
            ),
            ("c.n IN (SELECT claim FROM edge_claim WHERE edge = ?)", self.edge),
            ("c.latest >= ?", self.since and first_day(self.since)),
            ("c.earliest <= ?", self.until and last_day(self.until)),
            ("c.confidence >= ?", self.confidence),
        ):
            if given is not None:
                conditions.append(condition)
                values.append(given)
        return " AND ".join(conditions) or "1", values


class ClaimReader(Reader):
    """Claims of the ledger as lines (dicts in the order of the published schema) or models."""

    def claims(self, chosen: ClaimFilter | None = None, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """Claim lines, newest first, then by document, place and id."""
        where, values = (chosen or ClaimFilter()).where()
        query = f"""SELECT c.json, c.document, c.accepted FROM claim c WHERE {where}
          ORDER BY c.latest DESC, c.document, c.start, c.id LIMIT ?"""  # noqa: S608 -- values are bound
        resolver = Resolver(self._db)
        for row in self.rows(query, *values, -1 if limit is None else limit):
            yield resolver.claim(row)

    def all_claims(self) -> Iterator[dict[str, Any]]:
        """Every claim line, document by document in the order of the ids; streamed."""
        resolver = Resolver(self._db)
        query = "SELECT json, document, accepted FROM claim ORDER BY document, id"
        for row in self.rows(query):
            yield resolver.claim(row)

    def claim_count(self, chosen: ClaimFilter) -> int:
        """How many claims fit a filter."""
        where, values = chosen.where()
        row = self.one(f"SELECT count(*) FROM claim c WHERE {where}", *values)  # noqa: S608 -- bound
        return int(row[0]) if row else 0

    def claim_counts(self, ref: str) -> tuple[int, int]:
        """How many claims are about an entity, and how many it makes."""
        row = self.one(
            """SELECT count(DISTINCT CASE WHEN p.role <> 'speaker' THEN p.claim END),
            count(DISTINCT CASE WHEN p.role = 'speaker' THEN p.claim END)
            FROM link l JOIN party p ON p.document = l.document AND p.key = l.key WHERE l.ref = ?""",
            ref,
        )
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def claim(self, ref: str) -> dict[str, Any] | None:
        """A claim by its reference ("claim:…"); of equal files, the one of the first document."""
        query = "SELECT json, document, accepted FROM claim WHERE id = ? ORDER BY document LIMIT 1"
        row = self.one(query, ref)
        return Resolver(self._db).claim(row) if row else None

    def models(self, chosen: ClaimFilter | None = None, limit: int | None = None) -> Iterator[Claim]:
        """The same claims as pydantic models."""
        for line in self.claims(chosen, limit):
            yield claim_model(line)

    def found_sentences(self, query: str, limit: int) -> Iterator[dict[str, Any]]:
        """Sentences of claims that match an FTS5 query, best first, with the ids of their claims."""
        sql = """SELECT s.document, d.source, d.title, d.date, s.start, s.text,
          (SELECT group_concat(c.id, '|') FROM claim c WHERE c.document = s.document AND c.sentence = s.id)
          AS claims FROM sentence_fts f JOIN sentence s ON s.id = f.rowid
          JOIN document d ON d.id = s.document
          WHERE sentence_fts MATCH ? ORDER BY f.rank, d.source, s.start LIMIT ?"""
        for row in self.rows(sql, query, limit):
            yield {**dict(row), "claims": sorted((row["claims"] or "").split("|"))}


def claim_model(line: Mapping[str, Any]) -> Claim:
    """A claim line as a model; `accepted`, which is derived, is left behind."""
    from kg.model.claims import Claim

    return Claim.model_validate({key: value for key, value in line.items() if key != "accepted"})
