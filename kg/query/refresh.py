"""Bring everything derived up to date after documents or decisions changed."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.errors import IdentityError, KgError, UnknownEntityError
from kg.resolve.decisions import check
from kg.resolve.linker import link
from kg.store.ledger import Ledger, Linker
from kg.store.rdf import catch_up
from kg.store.rule import AcceptRule


class UnknownDecisionError(UnknownEntityError):
    """The log has no decision of that number."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.args = (f"there is no decision {number}: `kg review log` lists them",)


def refresh(ledger: Ledger, rule: AcceptRule | None = None, linker: Linker = link) -> int:
    """Links, entities, edges, then the RDF store; how many of its graphs changed.

    Safe to call at any time and after any interruption; does nothing when nothing changed.
    """
    ledger.finish(linker, rule)
    return catch_up(ledger)


def checked(ledger: Ledger, act: str, arguments: Sequence[str]) -> tuple[str, ...]:
    """The arguments of a decision with names made references, and everything named there.

    A reference stays as it is, also one that was merged into another: a split needs it.

    Raises:
        IdentityError: malformed, an entity with itself, or an undo of what is undone already.
        UnknownEntityError: it names a claim or a decision that is not there; also as
            `kg.query.lookup.find`, as is AmbiguousNameError.
    """
    from kg.query.lookup import find

    entities = {"merge": len(arguments), "split": 2, "rename": 1, "kind": 1}.get(act, 0)
    made = [
        find(ledger, name)["ref"] if at < entities and not name.startswith("id:") else name
        for at, name in enumerate(arguments)
    ]
    for ref in made[:entities]:
        if ref.startswith("id:"):
            find(ledger, ref)
    if act in ("merge", "split") and len(set(made)) < len(made):
        raise IdentityError(
            f"{' and '.join(arguments)} are {made[0]} already: name what was joined by its own id "
            "(`kg explain ENTITY` lists them)"
        )
    check(act, made)
    for ref in made if act in ("accept", "reject") else ():
        if ledger.claim(ref) is None:
            from kg.query.explain import UnknownRelationError

            raise UnknownRelationError(ref)
    if act == "undo":
        _undoable(ledger, made[0])
    return tuple(made)


def _undoable(ledger: Ledger, number: str) -> None:
    rows = ledger.decisions()
    if not any(str(row["number"]) == number for row in rows):
        raise UnknownDecisionError(number)
    by = undone(rows).get(int(number))
    if by is not None:
        raise IdentityError(
            f"decision {number} is undone already, by {by}: `kg review undo {by}` restores it"
        )


def undone(rows: Iterable[dict[str, Any]]) -> dict[int, int]:
    """Of a log (`Ledger.decisions`): number of each decision that holds no more → of the undo that took it.

    Undos are decisions here: one that was undone itself takes nothing. As `kg.model.identity.standing`.
    """
    made: dict[int, int] = {}
    for row in sorted(rows, key=lambda row: -row["number"]):
        if row["act"] == "undo" and row["number"] not in made:
            made.setdefault(int(row["arguments"][0]), row["number"])
    return made


def decide(ledger: Ledger, act: str, *arguments: str, who: str = "", on: str = "", reason: str = "") -> int:
    """Check a reviewer's decision and append it; `refresh` makes it felt. Answers its number.

    Control characters, and what is no text at all, are taken out of names and reasons.

    Raises:
        IdentityError: malformed, or it names an entity or claim that is not there.
    """
    plain = [_plain(argument) for argument in arguments]
    check(act, plain)
    _present(ledger, act, plain)
    return ledger.decide(act, plain, _plain(who), _plain(on), _plain(reason))


def _plain(text: str) -> str:
    """On one line, without control characters, bidirectional controls and lone surrogates."""
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(c for c in kept if c not in _BIDI).strip()


#: Characters that reorder the text around them.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _present(ledger: Ledger, act: str, arguments: Sequence[str]) -> None:
    for argument in arguments:
        missing = (argument.startswith("id:") and ledger.entity(argument) is None) or (
            argument.startswith("claim:") and ledger.claim(argument) is None
        )
        if missing and (act != "rename" or argument == arguments[0]):
            raise IdentityError(f"there is no {argument} in this store")


def replay(ledger: Ledger, lines: Iterable[str]) -> Iterator[tuple[int, str | None]]:
    """Append the decisions of a log (JSON Lines) and answer (line number, problem or None) for each.

    An undo of an earlier line is pointed at the number which that line got here. Decisions that are here
    already, word for word and as often, are not repeated, so that a log may be replayed twice; nor is a
    line that stands in the log twice under one number.
    """
    here: defaultdict[Key, list[int]] = defaultdict(list)
    for row in ledger.decisions():
        here[_key(row, row["arguments"])].append(row["number"])
    numbers: dict[str, str] = {}
    seen: set[tuple[str, Key]] = set()
    for count, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            row = _decision(text)
            arguments = [numbers[a] for a in row["arguments"]] if row["act"] == "undo" else row["arguments"]
            key = _key(row, arguments)
            if (row["number"], key) not in seen:
                seen.add((row["number"], key))
                # Those of the store are used up in order: two equal lines are two decisions, since what
                # was undone between them is the first.
                number = (
                    here[key].pop(0)
                    if here[key]
                    else decide(
                        ledger, row["act"], *arguments, who=row["who"], on=row["on"], reason=row["reason"]
                    )
                )
                numbers[row["number"]] = str(number)
        except KgError as error:
            yield count, str(error)
        except KeyError as error:
            yield count, f"it undoes {error}, which is not among the decisions applied"
        else:
            yield count, None


Key = tuple[str, ...]


def _key(row: dict[str, Any], arguments: Sequence[str]) -> Key:
    return (row["act"], *map(_plain, arguments), "|", *(_plain(row[n]) for n in ("who", "on", "reason")))


def _decision(text: str) -> dict[str, Any]:
    """One line of a log. Raises IdentityError when it is none."""
    try:
        row = json.loads(text)
        arguments = row["arguments"]
        if not isinstance(row["act"], str) or not isinstance(arguments, list) or not arguments:
            raise TypeError
        if not all(isinstance(a, str) or type(a) is int for a in arguments):
            raise TypeError
        return {"number": str(row.get("number", "")), "act": row["act"],
                "arguments": [str(a) for a in arguments],
                **{name: str(row.get(name) or "") for name in ("who", "on", "reason")}}  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise IdentityError("not a decision: a JSON object with act and arguments is wanted") from error
