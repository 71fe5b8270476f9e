"""What became of agreements and projects: announced, signed, begun, done or lapsed, over documents (D10).

A step is a sentence that names the thing and tells of a stage, found by phrases that are data, or a claim
whose relation tells of one. The date of a step is one that stands in its sentence, or that of its claim;
the date of the text is told beside it and never takes its place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.analysis.stages import STAGES, aside, lexicon, other_time, steps_in
from kg.model.vocabulary import ACTORS, Kind
from kg.store.days import first_day, last_day
from kg.store.ledger import Ledger
from kg.store.resolved import Resolver

_KINDS = (Kind.AGREEMENT, Kind.PROJECT)
#: What a contract is about: the same weapon is sold to many, so its steps are told by who deals with whom.
_GOODS = (Kind.WEAPON,)
_ACTING = tuple(sorted(str(kind) for kind in ACTORS))
#: Where a raw text may be cut when no claim says how its sentence runs.
_CUT = re.compile(r"(?<=[.!?。！？])[\"”’»)]*\s+(?=[\"“‘«(]?[^\W\da-zа-я_])|\n\s*\n")
#: Longest sentence that is read; longer ones are lists and tables.
_LONGEST = 1500
#: Characters that a comma between a date and a cue counts for.
_COMMA = 40
_ORDER = {stage: number for number, stage in enumerate(STAGES)}


def promises(ledger: Ledger, about: str | None = None, stage: str | None = None) -> list[dict[str, Any]]:
    """Undertakings with what is told of them, those with the most steps first.

    about: canonical reference of the thing itself, or of somebody who takes part (or whose people do).
    stage: only those that stand there now. Each: thing {ref, label, kind}, between (labels of the two
    states, for deals in weapons), stage, since, parties, steps.
    A step: stage, date (as told, else None), told (date of the text), by, document, source, start, end
    (raw offsets of the cue), cue, sentence, span (its raw offsets), claim (id or None).
    """
    found = []
    for thing in _things(ledger):
        for sides, steps in _deals(ledger, thing, sorted(_steps(ledger, thing), key=_when)):
            parties = _parties(ledger, thing, steps)
            if about and about != thing["ref"] and not any(about in (p["ref"], p["state"]) for p in parties):
                continue
            now, since = standing(steps)
            if stage in (None, now):
                one = {
                    "thing": thing,
                    "between": sides,
                    "stage": now,
                    "since": since,
                    "parties": parties,
                    "steps": steps,
                }
                found.append(one)
    return sorted(
        found,
        key=lambda one: (
            -len(one["steps"]),
            one["thing"]["label"],
            one["thing"]["ref"],
            *_place(one["steps"][0]),
        ),
    )


def _place(step: Mapping[str, Any]) -> tuple[str, int]:
    return str(step["source"]), int(step["start"])


def _deals(
    ledger: Ledger, thing: Mapping[str, str], steps: list[dict[str, Any]]
) -> Iterator[tuple[list[str], list[dict[str, Any]]]]:
    """The steps of one undertaking each: all of a project's, a weapon's by the two states that deal in it.

    A weapon's step in whose sentence not just two states take part is nobody's: a missile that is launched
    is no contract.
    """
    if thing["kind"] not in _GOODS:
        yield from [([], steps)] if steps else []
        return
    deals: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for step in steps:
        sides = {p["state"] or p["ref"] for p in _parties_of(ledger, step).values()}
        states = {side for side in sides if side and _entity(ledger, side)[1] == Kind.STATE}
        if len(states) == 2:
            deals[tuple(sorted(states))].append(step)
    for pair, found in sorted(deals.items()):
        yield [_entity(ledger, side)[0] for side in pair], found


def _entity(ledger: Ledger, ref: str) -> tuple[str, str]:
    row = ledger.one("SELECT label, kind FROM canonical WHERE ref = ?", ref)
    return (row[0], row[1]) if row else (ref, "")


def standing(steps: Sequence[Mapping[str, Any]]) -> tuple[str, str | None]:
    """Where a thing stands after its steps, in their order, and since when, if a text says so.

    The furthest stage told of; "lapsed" when that is told of last, and not taken up again later.
    """
    best = max(steps, key=lambda s: _ORDER[s["stage"]] if s["stage"] != "lapsed" else -1)
    lapses = [s for s in steps if s["stage"] == "lapsed"]
    if lapses:
        end = lapses[-1]
        later = [s for s in steps if s["stage"] != "lapsed" and _when(s)[0] > _when(end)[0]]
        if not any(_ORDER[s["stage"]] >= _ORDER["begun"] for s in later):
            return "lapsed", end["date"]
    return best["stage"], best["date"]


def _when(step: Mapping[str, Any]) -> tuple[Any, ...]:
    date = step["date"] or step["told"] or "9999"
    # Within one day the earlier stage comes first: a text tells of what was signed and what is begun.
    day = last_day(date[-10:] if "/" in date else date) or "9999-12-31"
    return day, _ORDER[step["stage"]], step["source"], step["start"]


def _things(ledger: Ledger) -> Iterator[dict[str, str]]:
    kinds = (*_KINDS, *_GOODS)
    marks = ",".join("?" * len(kinds))
    query = f"SELECT ref, label, kind FROM canonical WHERE kind IN ({marks}) ORDER BY ref"  # noqa: S608
    for ref, label, kind in ledger.rows(query, *kinds):
        yield {"ref": ref, "label": label, "kind": kind}


def _steps(ledger: Ledger, thing: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Every step told of a thing, one a stage and sentence."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in ledger.rows(
        """SELECT m.document, m.start, m.stop FROM link l
        JOIN mention_key k ON k.document = l.document AND k.key = l.key JOIN mention m ON m.id = k.mention
        WHERE l.ref = ? ORDER BY m.document, m.start, m.stop""",
        thing["ref"],
    ):
        places[row[0]].append((row[1], row[2]))
    claims: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in _claims(ledger, thing["ref"]):
        claims[line["document"]["id"]].append(line)
    for document in sorted(places.keys() | claims.keys()):
        yield from _Reading(ledger, document).steps(thing["ref"], places[document], claims[document])


def _claims(ledger: Ledger, ref: str) -> Iterator[dict[str, Any]]:
    resolver = Resolver(ledger.connection)
    query = """SELECT c.json, c.document, c.accepted FROM claim c WHERE c.n IN (
      SELECT p.claim FROM link l JOIN party p ON p.document = l.document AND p.key = l.key
      WHERE l.ref = ? AND p.role IN ('subject', 'object', 'instrument')) ORDER BY c.document, c.start, c.id"""
    return (resolver.claim(row) for row in ledger.rows(query, ref))


class _Reading:
    """One document: its text, the names of things and the dates in it."""

    def __init__(self, ledger: Ledger, document: str) -> None:
        self._text = ledger.text(document)
        row = ledger.document(document)
        assert row is not None
        self._told, self._source, self._document = row["date"], row["source"], document
        self._dates: list[tuple[int, int, str]] = []
        self._others: list[tuple[int, int]] = []
        for start, stop, kind, value in ledger.rows(
            "SELECT start, stop, kind, value FROM mention WHERE document = ? ORDER BY start, stop", document
        ):
            if kind == "Date" and value:
                self._dates.append((start, stop, value))
            elif kind in _KINDS:
                self._others.append((start, stop))
        self._cuts = [0, *(m.end() for m in _CUT.finditer(self._text)), len(self._text)]

    def steps(
        self, ref: str, places: Sequence[tuple[int, int]], lines: Sequence[Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """Steps by phrases in the sentences that name the thing, and by the relations of its claims."""
        spans = {(e["sentence_start"], e["sentence_end"]): line for line in lines if (e := line["evidence"])}
        found: dict[tuple[str, int], dict[str, Any]] = {}
        for start, stop in places:
            span = next((s for s in sorted(spans) if s[0] <= start and stop <= s[1]), self._sentence(start))
            for step in self._by_phrase(span, (start, stop), set(places), spans.get(span)):
                found.setdefault((step["stage"], span[0]), step)
        for line in lines:
            evidence = line["evidence"]
            told = lexicon().relations.get((line["relation"], line["modality"]))
            cue = (evidence["start"], evidence["end"])
            if told is None or not self._named(places, cue):
                continue
            # What the words before and after the verb make of it is more than the claim says.
            if any(cue[0] <= step["start"] < cue[1] for step in found.values()):
                continue
            if all(party["ref"] != ref for role in told.roles for party in line[role]):
                continue
            key = (told.stage, evidence["sentence_start"])
            if key not in found:
                span = (evidence["sentence_start"], evidence["sentence_end"])
                found[key] = self._step(told.stage, cue, span, evidence["sentence"], line)
        return list(found.values())

    def _named(self, places: Iterable[tuple[int, int]], words: tuple[int, int]) -> bool:
        """Whether the words of a claim name the thing, and not as somebody's partner."""
        first, last = words
        inside = [(a - first, b - first) for a, b in places if first <= a and b <= last]
        return any(not aside(self._text[first:last], name) for name in inside)

    def _sentence(self, at: int) -> tuple[int, int]:
        i = bisect_right(self._cuts, at)
        return self._cuts[i - 1], self._cuts[i] if i < len(self._cuts) else len(self._text)

    def _by_phrase(
        self,
        span: tuple[int, int],
        name: tuple[int, int],
        own: set[tuple[int, int]],
        line: Mapping[str, Any] | None,
    ) -> Iterator[dict[str, Any]]:
        first, last = span[0], min(span[1], span[0] + _LONGEST)
        sentence = self._text[first:last]
        inside = [
            (a - first, b - first) for a, b in self._others if first <= a and b <= last and (a, b) not in own
        ]
        for step in steps_in(sentence, (name[0] - first, name[1] - first), inside):
            cue = (first + step.start, first + step.end)
            yield self._step(step.stage, cue, span, " ".join(sentence.split()), line, by_phrase=True)

    def _step(
        self,
        stage: str,
        cue: tuple[int, int],
        span: tuple[int, int],
        sentence: str,
        line: Mapping[str, Any] | None,
        *,
        by_phrase: bool = False,
    ) -> dict[str, Any]:
        """A step as it is told; by a phrase, its date is the nearest in the sentence, else its claim's."""
        when = line["occurred"] if line and not by_phrase else None
        date = (when["start"] if when else None) or (self._date(*cue, span, stage) if by_phrase else None)
        speaker = line["speaker"]["label"] if line and line["speaker"] else None
        return {
            "stage": stage, "date": date, "told": self._told, "by": speaker, "document": self._document,
            "source": self._source, "start": cue[0], "end": cue[1], "cue": self._text[slice(*cue)],
            "sentence": sentence, "span": span, "claim": line["id"] if line else None,
        }  # fmt: skip

    def _date(self, start: int, end: int, span: tuple[int, int], stage: str) -> str | None:
        """The dated words of the sentence that stand nearest to the cue; a span's first day is its day.

        Beyond "while", "which" or "anniversary" it is another's, beyond a comma it may be; "the 2015 Treaty
        of Zenda" dates the treaty.
        """
        inside = [(a, b, value) for a, b, value in self._dates if span[0] <= a and b <= span[1]]
        inside = [d for d in inside if not self._names(d[1])] or (inside if stage == "signed" else [])

        def between(dated: tuple[int, int, str]) -> str:
            low, high = (end, dated[0]) if dated[0] >= end else (dated[1], start)
            return self._text[low:high]

        def far(dated: tuple[int, int, str]) -> tuple[int, int]:
            words = between(dated)
            return len(words) + _COMMA * sum(words.count(mark) for mark in ",;"), dated[0]

        inside = [d for d in inside if not other_time(between(d))]
        if not inside:
            return None

        nearest = min(inside, key=far)
        return nearest[2].partition("/")[0] if first_day(nearest[2].partition("/")[0]) else None

    def _names(self, stop: int) -> bool:
        """Whether a date that ends here stands right before the name of a thing, as a part of it."""
        return any(stop < start <= stop + 2 for start, _ in self._others)


def _parties(
    ledger: Ledger, thing: Mapping[str, str], steps: Iterable[Mapping[str, Any]]
) -> list[dict[str, str | None]]:
    """Who is named beside the steps, and who acts in the claims about a project, by their references."""
    found: dict[str, dict[str, str | None]] = {}
    for step in steps:
        found |= _parties_of(ledger, step)
    of_claims = """SELECT DISTINCT o.ref, s.label, s.state FROM link l
        JOIN party p ON p.document = l.document AND p.key = l.key
        JOIN party q ON q.claim = p.claim AND q.role IN ('subject', 'object')
        JOIN link o ON o.document = q.document AND o.key = q.key JOIN canonical s ON s.ref = o.ref
        WHERE l.ref = ? AND p.role IN ('subject', 'object', 'instrument')"""
    for row in ledger.rows(of_claims, thing["ref"]) if thing["kind"] not in _GOODS else ():
        found[row[0]] = {"ref": row[0], "label": row[1], "state": row[2]}
    return [found[ref] for ref in sorted(found) if ref != thing["ref"]]


def _parties_of(ledger: Ledger, step: Mapping[str, Any]) -> dict[str, dict[str, str | None]]:
    """Actors who are named in the sentence of a step."""
    first, last = step["span"]
    marks = ",".join("?" * len(_ACTING))
    query = f"""SELECT DISTINCT l.ref, s.label, s.state FROM mention m JOIN mention_key k ON k.mention = m.id
      JOIN link l ON l.document = k.document AND l.key = k.key JOIN canonical s ON s.ref = l.ref
      WHERE m.document = ? AND m.start >= ? AND m.stop <= ? AND s.kind IN ({marks})"""  # noqa: S608 -- bound
    rows = ledger.rows(query, step["document"], first, last, *_ACTING)
    return {row[0]: {"ref": row[0], "label": row[1], "state": row[2]} for row in rows}
