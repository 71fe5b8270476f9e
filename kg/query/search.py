"""Search by names, with typos and in any script, and in the sentences of claims.

Candidates come from trigrams of names (an FTS5 index), the rarest of the query's first, so that only
a few hundred names are compared however many there are; rapidfuzz orders them.
"""

from __future__ import annotations

import re
from typing import Any

from kg.knowledge.names import normalise
from kg.store.ledger import Ledger

#: Names compared at most; and names that the chosen trigrams may touch in all.
MOST_CANDIDATES = 400
_TOUCHED = 6000
#: Least likeness of a name worth showing, 0 … 100.
_LEAST = 72
_WORD = re.compile(r"[^\W_]+")


def search(
    ledger: Ledger, text: str, kind: str | None = None, limit: int = 20
) -> dict[str, list[dict[str, Any]]]:
    """Entities whose names are like the text, best first, and sentences of claims that hold its words.

    entities: ref, label, kind, name (the one that fits), score 0 … 100. evidence: document, source,
    title, date, start, text, claims (ids).
    """
    return {"entities": entities(ledger, text, kind, limit), "evidence": evidence(ledger, text, limit)}


def entities(ledger: Ledger, text: str, kind: str | None = None, limit: int = 20) -> list[dict[str, Any]]:
    """Entities by likeness of a name."""
    wanted = normalise(text)
    if not wanted:
        return []
    best: dict[str, tuple[float, int, str]] = {}
    for ref, rank, name, norm in _candidates(ledger, wanted):
        score = _likeness(wanted, norm)
        if score >= _LEAST and (ref not in best or (-score, rank, name) < (-best[ref][0], *best[ref][1:])):
            best[ref] = (score, rank, name)
    made = []
    for ref in sorted(best, key=lambda r: (-best[r][0], best[r][1], r)):
        entity = ledger.entity(ref)
        if entity is None or (kind and entity["kind"] != kind):
            continue
        score, _, name = best[ref]
        made.append({"ref": ref, "label": entity["label"], "kind": entity["kind"], "name": name,
                     "score": round(score, 1)})  # fmt: skip
        if len(made) == limit:
            break
    return made


def _likeness(wanted: str, norm: str) -> float:
    """Likeness of two normal forms, 100 when equal; the order of words counts little, a part a bit less."""
    from rapidfuzz import fuzz

    if wanted == norm:
        return 100.0
    whole = max(fuzz.ratio(wanted, norm), 0.97 * fuzz.token_sort_ratio(wanted, norm))
    # A part of a long name is a fair hit only when it is a stretch of whole words.
    part = 92.0 if f" {wanted} " in f" {norm} " else 88.0 if norm.startswith(wanted) else 0.0
    word = max((fuzz.ratio(wanted, w) for w in norm.split()), default=0.0) * 0.9 if " " not in wanted else 0.0
    return float(max(whole, part, word))


def _candidates(ledger: Ledger, wanted: str) -> list[tuple[str, int, str, str]]:
    found = [
        *ledger.rows(
            "SELECT ref, rank, text, norm FROM name WHERE norm >= ? AND norm < ? LIMIT ?",
            wanted, wanted + "\U0010ffff", MOST_CANDIDATES,
        )
    ]  # fmt: skip
    grams = _rarest(ledger, wanted)
    if grams:
        match = " OR ".join(f'"{gram}"' for gram in grams)
        found += ledger.rows(
            """SELECT n.ref, n.rank, n.text, n.norm FROM name_fts f JOIN name n ON n.id = f.rowid
            WHERE name_fts MATCH ? ORDER BY f.rank LIMIT ?""",
            match, MOST_CANDIDATES,
        )  # fmt: skip
    elif len(wanted) < 3:  # too short for trigrams, as most Chinese names are
        found += ledger.rows(
            "SELECT ref, rank, text, norm FROM name WHERE instr(norm, ?) LIMIT ?", wanted, MOST_CANDIDATES
        )
    return [(row[0], row[1], row[2], row[3]) for row in found]


def _rarest(ledger: Ledger, wanted: str) -> list[str]:
    """Trigrams of the text that names have, rarest first, as long as they touch few enough names."""
    grams = sorted({wanted[i : i + 3] for i in range(len(wanted) - 2)})
    counts = []
    for gram in grams:
        row = ledger.one("SELECT doc FROM name_grams WHERE term = ?", gram)
        if row is not None:
            counts.append((row[0], gram))
    chosen: list[str] = []
    touched = 0
    for count, gram in sorted(counts):
        touched += count
        if chosen and touched > _TOUCHED:
            break
        chosen.append(gram)
    return chosen


def near_names(ledger: Ledger, text: str, limit: int = 5) -> tuple[str, ...]:
    """Labels of entities with a name like the text, for "did you mean"."""
    return tuple(dict.fromkeys(e["label"] for e in entities(ledger, text, limit=limit)))


def evidence(ledger: Ledger, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """Sentences of claims that hold every word of the text, best first."""
    words = _WORD.findall(text)
    if not words:
        return []
    return list(ledger.found_sentences(" ".join(f'"{word}"' for word in words), limit))
