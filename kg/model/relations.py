"""The closed vocabulary of relations: what each joins, its inverse, its PLOVER type.

The prose definitions and the labels in three languages stand in ontology/kg.ttl; a test
holds the two to the same names, domains, ranges, symmetry and PLOVER types.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from kg.model.plover import PloverType as P
from kg.model.vocabulary import ACTORS, BODIES, THINGS, ClaimKind, Kind


class Relation(StrEnum):
    """Local names shared by `said:` (somebody claims it) and `rel:` (accepted)."""

    MEETS = "meets"
    VISITS = "visits"
    HOSTS = "hosts"
    TALKS_WITH = "talksWith"
    MEDIATES = "mediates"
    SUPPORTS = "supports"
    RECOGNIZES = "recognizes"
    SIGNS_WITH = "signsWith"
    RATIFIES = "ratifies"
    PLEDGES = "pledges"
    PLANS_WITH = "plansWith"
    COOPERATES_WITH = "cooperatesWith"
    EXERCISES_WITH = "exercisesWith"
    EXPORTS_TO = "exportsTo"
    SUPPLIES_ARMS_TO = "suppliesArmsTo"
    INVESTS_IN = "investsIn"
    BUILDS_WITH = "buildsWith"
    AIDS = "aids"
    FINANCES = "finances"
    CONCEDES_TO = "concedesTo"
    PERMITS = "permits"
    WITHDRAWS_FROM = "withdrawsFrom"
    RELEASES = "releases"
    REQUESTS = "requests"
    CRITICIZES = "criticizes"
    ACCUSES = "accuses"
    REJECTS = "rejects"
    THREATENS = "threatens"
    PROTESTS_AGAINST = "protestsAgainst"
    SANCTIONS = "sanctions"
    EXPELS = "expels"
    MOBILIZES_AGAINST = "mobilizesAgainst"
    COERCES = "coerces"
    ARRESTS = "arrests"
    ATTACKS = "attacks"
    HOLDS_POSITION_AT = "holdsPositionAt"
    MEMBER_OF = "memberOf"
    PART_OF = "partOf"
    LEADS = "leads"
    PARTICIPATES_IN = "participatesIn"
    PARTY_TO = "partyTo"
    LOCATED_IN = "locatedIn"
    BASED_IN = "basedIn"
    FOUNDED = "founded"
    OWNS = "owns"
    LARGEST_TRADE_PARTNER_OF = "largestTradePartnerOf"
    HAS_OBSERVATION = "hasObservation"
    SPEAKS_ABOUT = "speaksAbout"


ANY = ACTORS | THINGS | {Kind.PLACE}


class Signature(NamedTuple):
    """What a relation may join and how it reads."""

    claim: ClaimKind
    plover: P | None
    inverse: str | None  # local name of the inverse; None for a symmetric relation
    subjects: frozenset[Kind] = ACTORS
    objects: frozenset[Kind] = ANY
    symmetric: bool = False


def _event(plover: P, inverse: str | None, *, objects: frozenset[Kind] = ANY) -> Signature:
    return Signature(ClaimKind.EVENT, plover, inverse, ACTORS, objects, inverse is None)


def _state(
    inverse: str, subjects: frozenset[Kind] = ANY, objects: frozenset[Kind] = ANY, plover: P | None = None
) -> Signature:
    return Signature(ClaimKind.RELATION, plover, inverse, subjects, objects)


_LOCATIONS = frozenset({Kind.PLACE, Kind.STATE, Kind.REGION})

SIGNATURES: Mapping[Relation, Signature] = MappingProxyType(
    {
        Relation.MEETS: _event(P.CONSULT, None),
        Relation.VISITS: _event(P.CONSULT, "visitedBy"),
        Relation.HOSTS: _event(P.CONSULT, "hostedBy"),
        Relation.TALKS_WITH: _event(P.CONSULT, None),
        Relation.MEDIATES: _event(P.CONSULT, "mediatedBy"),
        Relation.SUPPORTS: _event(P.SUPPORT, "supportedBy"),
        Relation.RECOGNIZES: _event(P.SUPPORT, "recognizedBy"),
        Relation.SIGNS_WITH: _event(P.SUPPORT, None),
        Relation.RATIFIES: _event(P.SUPPORT, "ratifiedBy"),
        Relation.PLEDGES: _event(P.AGREE, "pledgedBy"),
        Relation.PLANS_WITH: _event(P.AGREE, None),
        Relation.COOPERATES_WITH: _event(P.COOPERATE, None),
        Relation.EXERCISES_WITH: _event(P.COOPERATE, None),
        Relation.EXPORTS_TO: _event(P.COOPERATE, "importsFrom"),
        Relation.SUPPLIES_ARMS_TO: _event(P.COOPERATE, "buysArmsFrom"),
        Relation.INVESTS_IN: _event(P.COOPERATE, "investedInBy"),
        Relation.BUILDS_WITH: _event(P.COOPERATE, None),
        Relation.AIDS: _event(P.AID, "aidedBy"),
        Relation.FINANCES: _event(P.AID, "financedBy"),
        Relation.CONCEDES_TO: _event(P.CONCEDE, "wonConcessionFrom"),
        Relation.PERMITS: _event(P.CONCEDE, "permittedBy"),
        Relation.WITHDRAWS_FROM: _event(P.RETREAT, "vacatedBy"),
        Relation.RELEASES: _event(P.RETREAT, "releasedBy"),
        Relation.REQUESTS: _event(P.REQUEST, "requestedBy"),
        Relation.CRITICIZES: _event(P.ACCUSE, "criticizedBy"),
        Relation.ACCUSES: _event(P.ACCUSE, "accusedBy"),
        Relation.REJECTS: _event(P.REJECT, "rejectedBy"),
        Relation.THREATENS: _event(P.THREATEN, "threatenedBy"),
        Relation.PROTESTS_AGAINST: _event(P.PROTEST, "protestedBy"),
        Relation.SANCTIONS: _event(P.SANCTION, "sanctionedBy"),
        Relation.EXPELS: _event(P.SANCTION, "expelledBy"),
        Relation.MOBILIZES_AGAINST: _event(P.MOBILIZE, "facesMobilizationBy"),
        Relation.COERCES: _event(P.COERCE, "coercedBy"),
        Relation.ARRESTS: _event(P.COERCE, "arrestedBy"),
        Relation.ATTACKS: _event(P.ASSAULT, "attackedBy"),
        Relation.HOLDS_POSITION_AT: _state("positionHeldBy", frozenset({Kind.PERSON}), ANY - {Kind.PERSON}),
        Relation.MEMBER_OF: _state("hasMember", ACTORS, BODIES | THINGS),
        Relation.PART_OF: _state("hasPart"),
        Relation.LEADS: _state("ledBy", ACTORS),
        Relation.PARTICIPATES_IN: _state("hasParticipant", ACTORS),
        Relation.PARTY_TO: _state("hasParty", ACTORS, frozenset({Kind.AGREEMENT, Kind.PROJECT})),
        Relation.LOCATED_IN: _state("locationOf", ANY, _LOCATIONS),
        Relation.BASED_IN: _state("baseOf", ACTORS, _LOCATIONS),
        Relation.FOUNDED: _state("foundedBy", ACTORS, ANY - {Kind.PERSON}),
        Relation.OWNS: _state("ownedBy", ACTORS),
        Relation.LARGEST_TRADE_PARTNER_OF: _state(
            "hasLargestTradePartner", ACTORS, ACTORS, plover=P.COOPERATE
        ),
        Relation.HAS_OBSERVATION: Signature(ClaimKind.OBSERVATION, None, "observationOf", ANY, ANY),
        Relation.SPEAKS_ABOUT: Signature(ClaimKind.STATEMENT, None, "spokenAboutBy", ANY, ANY),
    }
)
