"""A claim: one proposition that one document carries in one place."""

from __future__ import annotations

from pydantic import Field

from kg.model.amounts import Amount
from kg.model.base import RefField, Value
from kg.model.dates import When
from kg.model.documents import DocumentLabel
from kg.model.plover import PloverType
from kg.model.relations import Relation
from kg.model.vocabulary import (
    ClaimKind,
    Kind,
    Modality,
    Reporting,
    Resolution,
    SpeakerResolution,
    SpeechAct,
)


class Party(Value):
    """An entity in a role of a claim, with the words that stand for it there.

    start, end are raw offsets of the mention, in an event those of the whole noun phrase ("the Bordurian
    premier Anna Korvel", "two men"); None when the party is implied (the understood subject of an
    infinitive, the speaking state of a document).
    """

    ref: RefField
    label: str
    kind: Kind
    mention: str | None = None
    start: int | None = None
    end: int | None = None
    resolution: Resolution | None = None
    #: State the party acts for, where known (president, ministry, navy, state company → state).
    state: RefField | None = None


class Speaker(Value):
    """Who says it, how that was found, and for whom the speaker spoke at that date."""

    ref: RefField
    label: str
    kind: Kind
    mention: str | None = None
    start: int | None = None
    end: int | None = None
    resolution: SpeakerResolution
    post: str | None = Field(default=None, description="title and body held at the date of the statement")
    side: RefField | None = Field(default=None, description="state that the speaker belongs to")


class Hop(Value):
    """One step of the attribution chain, innermost first: speaker, medium, author, outlet."""

    role: str = Field(pattern="^(speaker|medium|author|outlet)$")
    label: str
    ref: RefField | None = None
    cue: str | None = None


class Stance(Value):
    """The speaker's attitude to an object or topic, −1 (against) … 1 (for); 0 is neutral."""

    value: float = Field(ge=-1, le=1)
    toward: str | None = None
    words: tuple[str, ...] = ()


class Evidence(Value):
    """Exactly where it stands: raw offsets, the raw words, and the repaired ones."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str = Field(description="the raw text from start to end, character by character")
    display: str = Field(description="the same words after repair")
    sentence_start: int = Field(ge=0)
    sentence_end: int = Field(ge=0)
    sentence: str = Field(description="the whole sentence after repair, on one line")
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None


class Confidence(Value):
    """A number in 0 … 1 and what it rests on."""

    value: float = Field(ge=0, le=1)
    basis: str


class Claim(Value):
    """One document saying one thing in one place: evidence, not truth.

    The same words in the same place have the same id on every machine; which canonical
    entities the parties turn out to be is decided on reading and changes no id.
    """

    id: RefField
    kind: ClaimKind
    document: DocumentLabel
    subjects: tuple[Party, ...] = Field(min_length=1)
    relation: Relation
    objects: tuple[Party, ...] = ()
    symmetric: bool = False
    instrument: tuple[Party, ...] = ()
    instrument_text: str | None = Field(default=None, description="goods or topic of the act, as written")
    title: str | None = Field(default=None, description="of the post, for holdsPositionAt")
    indicator: str | None = Field(default=None, description="of an observation: exports, imports, …")
    plover: PloverType | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    score: float | None = None
    quad: int | None = Field(default=None, ge=1, le=4)
    speaker: Speaker | None = None
    attribution: tuple[Hop, ...] = ()
    reporting: Reporting = Reporting.AUTHOR
    speech_act: SpeechAct = SpeechAct.ASSERT
    modality: Modality = Modality.ACTUAL
    topics: tuple[str, ...] = ()
    stance: Stance | None = None
    stated_on: When | None = None
    occurred: When | None = None
    valid: When | None = None
    where: Party | None = None
    amounts: tuple[Amount, ...] = ()
    flags: tuple[str, ...] = Field(default=(), description="what a reader should know: inconsistent-amount …")
    evidence: Evidence
    extractor: str = Field(pattern=r"^[\w.-]+@[\w.-]+$", description="name@version of what found it")
    confidence: Confidence
