"""Canonical identity applied to claims on reading; what is stored keeps the document's own names."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

_LISTS = ("subjects", "objects", "instrument")


class Resolver:
    """Replaces the references inside claims by canonical ones, with their labels and kinds."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._links: dict[str, dict[str, str]] = {}
        self._things: dict[str, tuple[str, str] | None] = {}
        self._redirects: dict[str, str] = {}

    def claim(self, row: sqlite3.Row) -> dict[str, Any]:
        """The claim of a row with columns json, document and accepted, as a claim line."""
        body: dict[str, Any] = json.loads(row["json"])
        links = self.links(row["document"])
        for field in _LISTS:
            for party in body[field]:
                self._party(party, links)
        for field in ("speaker", "where"):
            if body[field]:
                self._party(body[field], links)
        for hop in body["attribution"]:
            if hop["ref"]:
                hop["ref"] = self._ref(hop["ref"], links)
        body["accepted"] = bool(row["accepted"])
        return body

    def _party(self, party: dict[str, Any], links: dict[str, str]) -> None:
        party["ref"] = self._ref(party["ref"], links)
        thing = self._thing(party["ref"])
        if thing:
            party["label"], party["kind"] = thing
        for field in ("state", "side"):
            if party.get(field):
                party[field] = self._ref(party[field], links)

    def links(self, document: str) -> dict[str, str]:
        """In-document reference → canonical reference, for one document."""
        if document not in self._links:
            if len(self._links) > 512:  # claims come document by document; old ones are not asked again
                self._links.clear()
            rows = self._db.execute("SELECT key, ref FROM link WHERE document = ?", (document,))
            self._links[document] = {f"id:{key}": ref for key, ref in rows}
        return self._links[document]

    def _ref(self, ref: str, links: dict[str, str]) -> str:
        return links.get(ref) or self.target(ref)

    def target(self, ref: str) -> str:
        """Where a reference leads now: itself unless it was merged into another."""
        if ref not in self._redirects:
            row = self._db.execute("SELECT target FROM redirect WHERE ref = ?", (ref,)).fetchone()
            self._redirects[ref] = row[0] if row else ref
        return self._redirects[ref]

    def _thing(self, ref: str) -> tuple[str, str] | None:
        if ref not in self._things:
            row = self._db.execute("SELECT label, kind FROM canonical WHERE ref = ?", (ref,)).fetchone()
            self._things[ref] = (row[0], row[1]) if row else None
        return self._things[ref]
