"""Bring everything derived up to date after documents or decisions changed."""

from __future__ import annotations

from kg.errors import IdentityError
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


def decide(ledger: Ledger, act: str, *arguments: str, who: str = "", on: str = "", reason: str = "") -> int:
    """Check a reviewer's decision and append it; `refresh` makes it felt. Answers its number.

    Raises:
        IdentityError: malformed, or it names an entity or claim that is not there.
    """
    check(act, arguments)
    for argument in arguments:
        missing = (argument.startswith("id:") and ledger.entity(argument) is None) or (
            argument.startswith("claim:") and ledger.claim(argument) is None
        )
        if missing and (act != "rename" or argument == arguments[0]):
            raise IdentityError(f"there is no {argument} in this store")
    return ledger.decide(act, arguments, who, on, reason)
