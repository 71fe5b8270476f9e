"""What the rooms of extraction hand to each other. Offsets: repaired text; tokens: the parse.

attribution finds who says which stretch; propositions, posts and observations find what a stretch
says; assembly joins the two, adds dates, amounts, topics and stance, and makes claims.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.amounts import Amount
from kg.model.cast import Mention
from kg.model.dates import When
from kg.model.relations import Relation
from kg.model.vocabulary import (
    ClaimKind,
    Modality,
    Reporting,
    SpeakerResolution,
    SpeechAct,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody says a stretch of text.

    spans: the content, one or more (start, end) in characters, without speaker and cue, inner
    edges trimmed of quotation marks and the complementiser "that".
    source: the words that name the speaker (characters), with the speaker's mention when known;
    None where a quotation has no findable speaker.
    outer: index of the attribution that reports this one, or None.
    """

    spans: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    speaker: Mention | None
    reporting: Reporting
    act: SpeechAct
    resolution: SpeakerResolution | None
    #: Figure keys of the speaker(s); more than one when several say it together.
    speakers: tuple[str, ...] = ()
    #: Lemma of the cue in data/lexicon/cues, for the reader.
    cue_lemma: str | None = None
    #: "negated", "planned", … when the reporting itself is so ("did not say", "will announce").
    cue_modality: Modality = Modality.ACTUAL
    #: Medium in between: "told Xinhua", "according to state media" (characters, mention or None).
    medium: tuple[tuple[int, int], Mention | None] | None = None
    outer: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """An entity in a role: the mention that stands for it, or a figure key when it is implied."""

    key: str
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What a stretch says, before anyone is known to say it."""

    kind: ClaimKind
    relation: Relation
    subjects: tuple[Role, ...]
    objects: tuple[Role, ...]
    trigger: tuple[int, int]  # characters of the words that express it
    trigger_token: int  # its head token: attribution, dates and amounts attach by it
    span: tuple[int, int]  # characters of the clause that carries it
    modality: Modality = Modality.ACTUAL
    symmetric: bool = False
    mode: str | None = None
    plover: str | None = None  # overrides the relation's default type, for a frame that says so
    contexts: tuple[str, ...] = ()
    instrument: tuple[Role, ...] = ()
    instrument_text: str | None = None
    where: Role | None = None
    title: str | None = None
    indicator: str | None = None
    amounts: tuple[Amount, ...] = ()
    act: SpeechAct | None = None
    extractor: str = "events"
    #: Which rule fired ("frame:sign.v", "apposition"): what confidence is calibrated by.
    rule: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A dated expression: characters, tokens first … last (exclusive), and what it resolves to."""

    start: int
    end: int
    first: int
    last: int
    when: When
    #: "point", "range", "duration", "recurring", "anniversary", "age": only the first two date events.
    sort: str = "point"


@dataclass(frozen=True, slots=True)
class AmountExpression:
    """A figure in the text: characters, tokens first … last (exclusive), head token, value."""

    start: int
    end: int
    first: int
    last: int
    head: int
    amount: Amount
    #: What is counted or measured, as tokens ("tons of wheat" → the token "wheat"), if any.
    measured: int | None = None
    parts: tuple[int, ...] = field(default=())
