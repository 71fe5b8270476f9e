"""Turns propositions into claims: raw offsets, ids, dates, topics, stance, score, confidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.base import Attribution, DateExpression, Proposition, Role
from kg.extract.confidence import ConfidenceModel
from kg.extract.date_figures import when_measured
from kg.extract.dates import when_of
from kg.extract.events.parties_phrase import phrase
from kg.extract.stance import stance
from kg.extract.statements import one_voice
from kg.extract.topics import topics
from kg.knowledge.wordlists import first_person
from kg.model.cast import Cast, Figure, Mention
from kg.model.claims import Claim, Confidence, Evidence, Hop, Party, Speaker
from kg.model.dates import When
from kg.model.documents import Document, DocumentLabel
from kg.model.ids import Ref, digest
from kg.model.plover import QUAD, PloverType, score
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ClaimKind, Kind, Reporting, SpeakerResolution, SpeechAct
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Stands in a claim until the model has read the rest of it.
_UNREAD = Confidence(value=0, basis="not yet read")


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose voice carries a proposition: the innermost attribution (None: the author) and the chain."""

    attribution: Attribution | None
    chain: tuple[Hop, ...]
    stated: When | None = None


def label_of(document: Document) -> DocumentLabel:
    """The facts about its document that every claim line carries."""
    return DocumentLabel(
        id=document.ref,
        sha256=document.sha256,
        source=document.source,
        title=document.title.value,
        outlet=document.outlet.value,
        author=document.author.value,
        date=document.date.value,
        language=document.language.value,
    )


def author_who_speaks(annotated: Annotated, cast: Cast) -> str | None:
    """The key of the author as a speaker: a person, or whoever the text speaks for as "we".

    A news desk or an office that signs a report in the third person is in the chain of attribution, but what
    the report tells is not its opinion.
    """
    author = cast.figures.get(cast.author or "")
    if author is None or (author.kind is not Kind.PERSON and not one_voice(annotated, cast)):
        return None
    return author.key


class ClaimMaker:
    """Makes the claims of one document."""

    def __init__(
        self,
        annotated: Annotated,
        cast: Cast,
        dates: Sequence[DateExpression],
        post_of: Callable[[str, str | None], str | None],
        version: str,
        confidence: ConfidenceModel,
    ) -> None:
        self._annotated = annotated
        self._cast = cast
        self._dates = dates
        self._post_of = post_of
        self._version = version
        self._confidence = confidence
        self._label = label_of(annotated.document)
        self._own_voice = author_who_speaks(annotated, cast)

    @staticmethod
    def ref(key: str) -> Ref:
        """The in-document reference of a figure."""
        return Ref("id", key)

    def from_proposition(self, proposition: Proposition, voice: Voice) -> Claim | None:
        """The claim, or None when no subject could be tied to an entity."""
        deed = proposition.kind is ClaimKind.EVENT
        subjects = self._parties(proposition.subjects, deed=deed)
        if not subjects:
            return None
        objects = self._parties(proposition.objects, deed=deed)
        evidence = self._evidence(proposition, voice.attribution)
        stated = voice.stated
        speaker = self._speaker(voice, stated)
        plover = self._plover(proposition)
        content = self._annotated.text[slice(*proposition.span)]
        reporting = voice.attribution.reporting if voice.attribution else Reporting.AUTHOR
        claim = Claim(
            id=self._id(proposition, evidence, speaker, subjects, objects),
            kind=proposition.kind,
            document=self._label,
            subjects=subjects,
            relation=proposition.relation,
            objects=objects,
            symmetric=proposition.symmetric,
            instrument=self._parties(proposition.instrument),
            instrument_text=proposition.instrument_text,
            title=proposition.title,
            indicator=proposition.indicator,
            plover=plover,
            mode=proposition.mode,
            contexts=proposition.contexts,
            score=score(plover, proposition.mode) if plover else None,
            quad=QUAD[plover] if plover else None,
            speaker=speaker,
            attribution=voice.chain,
            reporting=reporting,
            speech_act=self._act(proposition, voice),
            modality=proposition.modality,
            topics=topics(content, self._sentence(proposition.span)),
            stance=stance(self._annotated, proposition.span, self._own(voice)) if speaker else None,
            stated_on=stated,
            occurred=self._when(proposition) if proposition.kind is ClaimKind.EVENT else None,
            valid=self._when(proposition) if proposition.kind in _LASTING else None,
            where=self._party(proposition.where) if proposition.where else None,
            amounts=proposition.amounts,
            flags=self._flags(proposition),
            evidence=evidence,
            extractor=f"{proposition.extractor}@{self._version}",
            confidence=_UNREAD,
        )
        sure = self._confidence.confidence(claim, proposition.rule)
        return claim.model_copy(update={"confidence": sure})

    def _sentence(self, span: tuple[int, int]) -> str:
        """The sentence in which a span begins."""
        sentence = self._annotated.sentence(self._annotated.token_at(span[0]))
        return self._annotated.text[sentence.start : sentence.end]

    def _own(self, voice: Voice) -> Callable[[Token], bool]:
        """Whether a word stands for the speaker: "we" in the speaker's own words, or a name or pronoun."""
        said = voice.attribution
        keys = set(said.speakers) if said else {self._own_voice}
        direct = said is None or said.reporting is not Reporting.INDIRECT

        def own(token: Token) -> bool:
            if first_person(token.text):
                return direct
            mention = self._cast.covering(token.i)
            return mention is not None and any(key in keys for key in mention.refs)

        return own

    def _id(
        self,
        proposition: Proposition,
        evidence: Evidence,
        speaker: Speaker | None,
        subjects: Sequence[Party],
        objects: Sequence[Party],
    ) -> Ref:
        """Rests on names as written in the document, so that no later decision changes it."""
        who = self._cast.figures[speaker.ref.local].written if speaker else ""
        what = "|".join(
            (
                proposition.kind,
                proposition.relation,
                "+".join(self._cast.figures[p.ref.local].written for p in subjects),
                "+".join(self._cast.figures[p.ref.local].written for p in objects),
                proposition.modality,
                proposition.indicator or proposition.title or "",
                f"{proposition.trigger[0] - proposition.span[0]}",
            )
        )
        place = f"{evidence.start}:{evidence.end}"
        return Ref("claim", digest(self._label.sha256, place, who, what))

    def _parties(self, roles: Sequence[Role], *, deed: bool = False) -> tuple[Party, ...]:
        """The parties in a role; those of a deed with the whole noun phrase that stands for them."""
        parties: dict[str, Party] = {}
        for role in roles:
            party = self._party(role, deed=deed)
            if party is not None:
                parties.setdefault(role.key, party)
        return tuple(parties.values())

    def _party(self, role: Role, *, deed: bool = False) -> Party | None:
        figure = self._cast.figures.get(role.key)
        if figure is None:
            return None
        whole = phrase(self._annotated.parse, role.mention) if deed and role.mention else None
        mention, start, end = self._words(role.mention, whole)
        return Party(
            ref=self.ref(figure.key),
            label=figure.name,
            kind=figure.kind,
            mention=mention,
            start=start,
            end=end,
            resolution=role.mention.resolution if role.mention else None,
            state=self._state(figure),
        )

    def _words(
        self, mention: Mention | None, whole: tuple[int, int] | None = None
    ) -> tuple[str | None, int | None, int | None]:
        """The raw words and raw offsets of a mention, or of the whole phrase around it."""
        if mention is None:
            return None, None, None
        start, end = self._annotated.raw_span(*(whole or (mention.start, mention.end)))
        return self._annotated.repaired.raw_text[start:end], start, end

    def _state(self, figure: Figure) -> Ref | None:
        if figure.kind is Kind.STATE:
            return self.ref(figure.key)
        return self.ref(figure.state) if figure.state else None

    def _speaker(self, voice: Voice, stated: When | None) -> Speaker | None:
        attribution = voice.attribution
        if attribution is None:
            key = self._own_voice
            resolution = SpeakerResolution.DOCUMENT_AUTHOR
            mention = None
        else:
            key = next((k for k in attribution.speakers if k in self._cast.figures), None)
            resolution = attribution.resolution or SpeakerResolution.NAME
            mention = attribution.speaker
        if key is None or key not in self._cast.figures:
            return None
        figure = self._cast.figures[key]
        words, start, end = self._words(mention)
        return Speaker(
            ref=self.ref(key),
            label=figure.name,
            kind=figure.kind,
            mention=words,
            start=start,
            end=end,
            resolution=resolution,
            post=self._post_of(key, stated.start if stated else None),
            side=self._state(figure),
        )

    def _when(self, proposition: Proposition) -> When | None:
        if proposition.kind is ClaimKind.OBSERVATION and proposition.amounts:
            written = proposition.amounts[0].text
            token, span = proposition.trigger_token, proposition.span
            return when_measured(self._annotated, self._dates, token, span, written)
        # What a phrase beside a name says is not told of the day of a sentence far before.
        carry = proposition.kind is not ClaimKind.RELATION or proposition.rule.startswith(
            ("frame", "predicate")
        )
        if not carry and proposition.relation in _STANDING and not self._passing(proposition):
            return None
        lead = proposition.kind is ClaimKind.EVENT
        token, span = proposition.trigger_token, proposition.span
        opinion = proposition.kind is ClaimKind.STATEMENT
        return when_of(self._annotated, self._dates, token, span, carry=carry, lead=lead, opinion=opinion)

    def _passing(self, proposition: Proposition) -> bool:
        """Whether a place is that of an event or a person, which is only there for a time."""
        kinds = {self._cast.figures[r.key].kind for r in proposition.subjects if r.key in self._cast.figures}
        return bool(kinds & {Kind.EVENT, Kind.PERSON})

    @staticmethod
    def _plover(proposition: Proposition) -> PloverType | None:
        if proposition.kind is not ClaimKind.EVENT:
            return None
        if proposition.plover:
            return PloverType(proposition.plover)
        return SIGNATURES[proposition.relation].plover

    @staticmethod
    def _act(proposition: Proposition, voice: Voice) -> SpeechAct:
        if voice.attribution:
            return voice.attribution.act
        return proposition.act or SpeechAct.ASSERT

    @staticmethod
    def _flags(proposition: Proposition) -> tuple[str, ...]:
        wrong = any(amount.consistent is False for amount in proposition.amounts)
        return proposition.flags + (("inconsistent-amount",) if wrong else ())

    def _evidence(self, proposition: Proposition, attribution: Attribution | None) -> Evidence:
        annotated = self._annotated
        low, high = proposition.span
        start, end = annotated.raw_span(low, high)
        first = annotated.sentence(annotated.token_at(low))
        last = annotated.sentence(annotated.token_at(max(low, high - 1)))
        sentence = (min(first.start, low), max(last.end, high))
        sentence_raw = annotated.raw_span(*sentence)
        cue = cue_start = cue_end = None
        if attribution and attribution.cue:
            cue_start, cue_end = annotated.raw_span(*attribution.cue)
            cue = annotated.repaired.raw_text[cue_start:cue_end]
        return Evidence(
            start=start,
            end=end,
            quote=annotated.repaired.raw_text[start:end],
            display=" ".join(annotated.text[low:high].split()),
            sentence_start=sentence_raw[0],
            sentence_end=sentence_raw[1],
            sentence=" ".join(annotated.text[slice(*sentence)].split()),
            cue=cue,
            cue_start=cue_start,
            cue_end=cue_end,
        )


#: What a name says of a place or body holds whatever day its sentence tells of ("Klow, Syldavia").
_STANDING = frozenset({Relation.LOCATED_IN, Relation.PART_OF, Relation.BASED_IN})
#: Kinds whose date says when what they tell held; an event's says when it happened.
_LASTING = frozenset({ClaimKind.RELATION, ClaimKind.OBSERVATION, ClaimKind.STATEMENT})
