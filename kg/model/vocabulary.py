"""The closed vocabularies of ontology/kg.ttl, as Python names. A test compares the two."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What an entity is."""

    PERSON = "Person"
    STATE = "State"
    REGION = "Region"
    INSTITUTION = "Institution"
    GOVERNMENT_BODY = "GovernmentBody"
    COMPANY = "Company"
    THINK_TANK = "ThinkTank"
    MEDIA_OUTLET = "MediaOutlet"
    PARTY = "Party"
    ARMED_FORCE = "ArmedForce"
    ARMED_GROUP = "ArmedGroup"
    ORGANIZATION = "Organization"
    PROJECT = "Project"
    AGREEMENT = "Agreement"
    WEAPON = "Weapon"
    EVENT = "Event"
    PLACE = "Place"
    GROUP = "Group"


#: Kinds that can act, speak and hold views.
ACTORS = frozenset(
    {
        Kind.PERSON,
        Kind.STATE,
        Kind.REGION,
        Kind.INSTITUTION,
        Kind.GOVERNMENT_BODY,
        Kind.COMPANY,
        Kind.THINK_TANK,
        Kind.MEDIA_OUTLET,
        Kind.PARTY,
        Kind.ARMED_FORCE,
        Kind.ARMED_GROUP,
        Kind.ORGANIZATION,
        Kind.GROUP,
    }
)
#: Bodies: what a person can hold a post at.
BODIES = ACTORS - {Kind.PERSON, Kind.GROUP}
#: Things made by actors rather than acting.
THINGS = frozenset({Kind.PROJECT, Kind.AGREEMENT, Kind.WEAPON, Kind.EVENT})


class ClaimKind(StrEnum):
    """What sort of proposition a claim carries."""

    EVENT = "event"
    RELATION = "relation"
    OBSERVATION = "observation"
    STATEMENT = "statement"


class Modality(StrEnum):
    """How far the speaker commits to the proposition."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    NORMATIVE = "normative"
    NEGATED = "negated"


class Reporting(StrEnum):
    """How the words reached the page."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    AUTHOR = "author"


class SpeechAct(StrEnum):
    """What a speaker does by saying it."""

    ASSERT = "assert"
    ASSESS = "assess"
    PREDICT = "predict"
    PROMISE = "promise"
    RECOMMEND = "recommend"
    DEMAND = "demand"
    ACCUSE = "accuse"
    DENY = "deny"
    PRAISE = "praise"


class Precision(StrEnum):
    """How finely a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """What a resolved date rests on."""

    STATED = "stated"
    RELATIVE_TO_DOCUMENT = "relative-to-document"
    YEAR_FROM_DOCUMENT = "year-from-document"
    RELATIVE_TO_EVENT = "relative-to-event"
    UNKNOWN = "unknown"


class Bound(StrEnum):
    """How an amount bounds the true value."""

    EXACT = "exact"
    MORE_THAN = "more-than"
    LESS_THAN = "less-than"
    ABOUT = "about"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"


class Direction(StrEnum):
    """Which way a figure moved."""

    UP = "up"
    DOWN = "down"


class Resolution(StrEnum):
    """How a mention was tied to its entity."""

    NAME = "name"
    SHORT = "short"
    TITLE = "title"
    PRONOUN = "pronoun"
    DEMONYM = "demonym"
    METONYM = "metonym"


class SpeakerResolution(StrEnum):
    """How the speaker of a claim was found."""

    NAME = "name"
    PRONOUN = "pronoun"
    TITLE = "title"
    CONTINUED_QUOTE = "continued-quote"
    DOCUMENT_AUTHOR = "document-author"


class Origin(StrEnum):
    """Where a piece of document metadata came from."""

    GIVEN = "given"
    SIDECAR = "sidecar"
    PAGE_METADATA = "page-metadata"
    TEXT = "text"
    FILE_NAME = "file-name"
    ABSENT = "absent"
