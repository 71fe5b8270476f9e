"""Reads what the ledger's claims tell of happenings: who, to whom, when, where, about what.

Only claims of kind event that are actual, planned or negated: what somebody wishes for, or holds to be
possible, tells of no happening. A negated one never makes an event; it only contests one.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kg.knowledge.wordlists import thing_heads
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ACTORS
from kg.store.days import first_day, last_day
from kg.store.sameness import DAY, DAYS, FAMILIES, MONTH, UNDATED, YEAR, Amount, Telling, World

_WORD = re.compile(r"[^\W_]+")
#: A thing's name tells it apart when it is a proper name: two capitals or digits ("Power of Siberia").
_CAPITAL = re.compile(r"\b[^\W\d_a-zà-ÿа-я]|\d")
_YEAR_IN_NAME = re.compile(r"(19|20)\d\d")
_NAMED_KINDS = ("Agreement", "Project", "Event", "Weapon")
#: Longest span of days that counts as a few days: a visit or summit, and its eve.
_FEW = 10


def world(db: sqlite3.Connection) -> World:
    """What the ledger knows of its entities, as far as happenings are told apart by it."""
    states, named, once = {}, {}, set()
    for ref, label, kind, state in db.execute("SELECT ref, label, kind, state FROM canonical ORDER BY ref"):
        if state and state != ref:
            states[ref] = state
        if kind in _NAMED_KINDS and len(_CAPITAL.findall(label)) >= 2:
            named[ref] = kind
            if kind == "Event" and _YEAR_IN_NAME.search(label):
                once.add(ref)
    return World(states, named, frozenset(once))


def read(
    db: sqlite3.Connection,
    rejected: Container[str],
    copies: Mapping[str, str],
    only: Sequence[int] | None = None,
) -> Iterator[Telling]:
    """Every claim that tells of a happening, in no order that matters; rejected ones are left out.

    only: rows of the claims wanted, for a look-up.
    """
    some = "" if only is None else f"AND c.n IN ({','.join(map(str, only))})"
    of = "" if only is None else f"AND p.claim IN ({','.join(map(str, only))})"
    kinds = dict(db.execute("SELECT ref, kind FROM canonical"))
    parties = db.execute(
        f"""SELECT p.claim, p.role, l.ref FROM party p
        JOIN link l ON l.document = p.document AND l.key = p.key
        WHERE p.role <> 'speaker' {of} ORDER BY p.claim, p.role, p.position"""  # noqa: S608 -- numbers
    )
    party = parties.fetchone()
    for row in db.execute(
        f"""SELECT c.n, c.id, c.document, c.relation, c.modality, c.symmetric, c.confidence, c.json, s.text,
        c.start FROM claim c LEFT JOIN sentence s ON s.id = c.sentence
        WHERE c.kind = 'event' AND c.modality IN ('actual', 'planned', 'negated') {some} ORDER BY c.n"""  # noqa: S608
    ):
        found: dict[str, list[str]] = {"subject": [], "object": [], "instrument": [], "where": []}
        while party is not None and party[0] < row[0]:
            party = parties.fetchone()
        while party is not None and party[0] == row[0]:
            found[party[1]].append(party[2])
            party = parties.fetchone()
        if row[1] not in rejected:
            yield _telling(row, found, kinds, copies[row[2]])


def _telling(row: Any, found: Mapping[str, list[str]], kinds: Mapping[str, str], copies: str) -> Telling:
    n, claim, document, relation, modality, symmetric, confidence, body, sentence, offset = row
    line = json.loads(body)
    subjects, objects = found["subject"], found["object"]
    things = {r for r in (*found["instrument"], *objects) if kinds.get(r) in _NAMED_KINDS}
    joint = bool(symmetric) or SIGNATURES[Relation(relation)].symmetric
    if joint:
        subjects = subjects + [r for r in objects if kinds.get(r) in ACTORS]
        objects = [r for r in objects if kinds.get(r) not in ACTORS and r not in things]
    elif FAMILIES.get(relation, ("", False))[1]:
        subjects, objects = objects, subjects
    start, end, level = _window(line["occurred"])
    words = _content(line["instrument_text"] or "")
    return Telling(
        n, claim, relation, modality, frozenset(subjects), frozenset(objects), joint, start, end, level,
        next(iter(found["where"]), None), frozenset(things), words, line["mode"],
        tuple(sorted(set(_amounts(line["amounts"])))), document, offset, copies, _hash(sentence or ""),
        confidence,
    )  # fmt: skip


def _content(text: str) -> frozenset[str]:
    """Words that tell goods and topics apart: not short ones, nor what any agreement or project is called."""
    heads = thing_heads()
    return frozenset(w for w in _WORD.findall(text.casefold()) if len(w) > 3 and heads.get(w) is None)


def _window(when: Mapping[str, Any] | None) -> tuple[str | None, str | None, int]:
    if not when or not (when["start"] or when["end"]):
        return None, None, UNDATED
    start = first_day(when["start"] or when["end"])
    end = last_day(when["end"] or when["start"])
    if start is None or end is None or end < start:
        return None, None, UNDATED
    return start, end, level_of(start, end)


def level_of(start: str, end: str) -> int:
    """How wide a span of whole days is: DAY … UNDATED of `kg.store.sameness`."""
    if start == end:
        return DAY
    try:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:  # before the year 1, or a day that the calendar has not
        return YEAR
    return DAYS if days < _FEW else MONTH if days <= 31 else YEAR if days <= 366 else UNDATED


def _amounts(amounts: list[dict[str, Any]]) -> Iterator[Amount]:
    for amount in amounts:
        low = amount["value"] if amount["value"] is not None else amount["low"]
        high = amount["value"] if amount["value"] is not None else amount["high"]
        if low is not None and high is not None and amount["unit"]:
            yield amount["unit"], float(low), float(high)


def _hash(sentence: str) -> bytes:
    words = " ".join(_WORD.findall(sentence.casefold()))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()
