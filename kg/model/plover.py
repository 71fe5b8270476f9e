"""The PLOVER event scheme: sixteen types with their quad class and default score.

PLOVER (Political Language Ontology for Verifiable Event Records) is by the Open Event Data
Alliance, CC BY-SA 4.0; this file and ontology/plover.ttl are the only places that restate
it, under the same licence. Scores follow its manual (Goldstein-like, −10 … 10) with one
correction: the manual prints 3 for ACCUSE, a misprint for −3. The adjustments by mode are the manual's.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class PloverType(StrEnum):
    """What an actor did to or with another."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


SCORES: Mapping[PloverType, float] = MappingProxyType(
    {
        PloverType.AGREE: 2.5,
        PloverType.CONSULT: 2.5,
        PloverType.SUPPORT: 5.0,
        PloverType.CONCEDE: 4.5,
        PloverType.COOPERATE: 9.5,
        PloverType.AID: 10.0,
        PloverType.RETREAT: 6.5,
        PloverType.REQUEST: 0.0,
        PloverType.ACCUSE: -3.0,
        PloverType.REJECT: -2.0,
        PloverType.THREATEN: -3.5,
        PloverType.PROTEST: -5.0,
        PloverType.SANCTION: -6.0,
        PloverType.MOBILIZE: -5.5,
        PloverType.COERCE: -7.0,
        PloverType.ASSAULT: -9.0,
    }
)

#: CONSULT is scored by how the talk is held.
MODE_SCORES: Mapping[tuple[PloverType, str], float] = MappingProxyType(
    {
        (PloverType.CONSULT, "visit"): 4.0,
        (PloverType.CONSULT, "multilateral"): 4.0,
        (PloverType.CONSULT, "third-party"): 1.0,
        (PloverType.CONSULT, "phone"): 1.5,
    }
)

_QUADS: tuple[tuple[PloverType, ...], ...] = (
    (PloverType.AGREE, PloverType.CONSULT, PloverType.SUPPORT, PloverType.CONCEDE),
    (PloverType.COOPERATE, PloverType.AID, PloverType.RETREAT),
    (PloverType.REQUEST, PloverType.ACCUSE, PloverType.REJECT, PloverType.THREATEN),
    (PloverType.PROTEST, PloverType.SANCTION, PloverType.MOBILIZE, PloverType.COERCE, PloverType.ASSAULT),
)

#: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
QUAD: Mapping[PloverType, int] = MappingProxyType(
    {plover: quad for quad, members in enumerate(_QUADS, 1) for plover in members}
)


def score(plover: PloverType, mode: str | None = None) -> float:
    """Cooperation–conflict score of an event type in a mode, −9 (ASSAULT) … 10 (AID)."""
    return MODE_SCORES.get((plover, mode), SCORES[plover]) if mode else SCORES[plover]
