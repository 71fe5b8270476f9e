"""Bring everything derived up to date after documents or decisions changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.errors import IdentityError, KgError
from kg.resolve.decisions import check
from kg.resolve.linker import link
from kg.store.ledger import Ledger, Linker
from kg.store.rdf import catch_up
from kg.store.rule import AcceptRule


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
        IdentityError: malformed, it names a claim that is not there, or an entity with itself.
        UnknownEntityError, AmbiguousNameError: see `kg.query.lookup.find`.
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
    _present(ledger, act, made)
    return tuple(made)


def decide(ledger: Ledger, act: str, *arguments: str, who: str = "", on: str = "", reason: str = "") -> int:
    """Check a reviewer's decision and append it; `refresh` makes it felt. Answers its number.

    Raises:
        IdentityError: malformed, or it names an entity or claim that is not there.
    """
    check(act, arguments)
    _present(ledger, act, arguments)
    return ledger.decide(act, arguments, who, on, reason)


def _present(ledger: Ledger, act: str, arguments: Sequence[str]) -> None:
    for argument in arguments:
        missing = (argument.startswith("id:") and ledger.entity(argument) is None) or (
            argument.startswith("claim:") and ledger.claim(argument) is None
        )
        if missing and (act != "rename" or argument == arguments[0]):
            raise IdentityError(f"there is no {argument} in this store")


def replay(ledger: Ledger, lines: Iterable[str]) -> Iterator[tuple[int, str | None]]:
    """Append the decisions of a log (JSON Lines) and answer (line number, problem or None) for each.

    An undo of an earlier line is pointed at the number which that line got here. Decisions that stand here
    already, word for word, are not repeated, so that a log may be replayed twice.
    """
    here = {_key(row): row["number"] for row in ledger.decisions()}
    numbers: dict[str, str] = {}
    for count, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            row = _decision(text)
            arguments = [numbers[a] for a in row["arguments"]] if row["act"] == "undo" else row["arguments"]
            key = _key({**row, "arguments": arguments})
            if key not in here:
                here[key] = decide(
                    ledger, row["act"], *arguments, who=row["who"], on=row["on"], reason=row["reason"]
                )
            numbers[str(row["number"])] = str(here[key])
        except KgError as error:
            yield count, str(error)
        except KeyError as error:
            yield count, f"it undoes {error}, which is not among the decisions applied"
        else:
            yield count, None


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return (row["act"], *row["arguments"], "|", row["who"], row["on"], row["reason"])


def _decision(text: str) -> dict[str, Any]:
    """One line of a log. Raises IdentityError when it is none."""
    try:
        row = json.loads(text)
        arguments = [str(a) for a in row["arguments"]]
        if not isinstance(row["act"], str) or isinstance(row["arguments"], str) or not arguments:
            raise TypeError
        return {"number": row.get("number", ""), "act": row["act"], "arguments": arguments,
                **{name: str(row.get(name) or "") for name in ("who", "on", "reason")}}  # fmt: skip
    except (ValueError, TypeError, KeyError) as error:
        raise IdentityError("not a decision: a JSON object with act and arguments is wanted") from error
