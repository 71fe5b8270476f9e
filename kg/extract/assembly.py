"""Joins who says it with what is said: attributions and propositions become claims.

Every proposition gets the innermost attribution whose content holds its trigger, and the whole
chain outward; a reported stretch in which no proposition was read stays as a statement, with its
content span and the actors it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.extract.base import Attribution, DateExpression, Proposition
from kg.extract.confidence import ConfidenceModel
from kg.extract.date_figures import reached_since
from kg.extract.dates import document_date, in_speech, stated_on
from kg.extract.maker import ClaimMaker, Voice
from kg.extract.reported import innermost, reported_statements
from kg.model.cast import Cast
from kg.model.claims import Claim, Hop
from kg.model.dates import When
from kg.model.vocabulary import ClaimKind, DateBasis, Modality, Precision, Reporting, SpeechAct
from kg.text.annotate import Annotated

#: Speech acts whose content the speaker holds to be untrue.
_UNTRUE = frozenset({SpeechAct.DENY})
#: Marks that open and close a quotation; straight ones are counted.
_OPENING = ("“", "«", "„")
_CLOSING = ("”", "»")


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that the extractors found in one document."""

    attributions: Sequence[Attribution]
    propositions: Sequence[Proposition]
    dates: Sequence[DateExpression]


def assemble(
    annotated: Annotated,
    cast: Cast,
    found: Findings,
    post_of: Callable[[str, str | None], str | None],
    version: str,
    confidence: ConfidenceModel,
) -> list[Claim]:
    """The claims of one document, by place in the text; each id occurs once.

    post_of(figure key, ISO date or None) names the post that a figure held then, or None.
    """
    stated = stated_dates(annotated, found)
    dates = in_speech(annotated, found.dates, found.attributions, stated)
    make = ClaimMaker(annotated, cast, dates, post_of, version, confidence)
    said = Saying(annotated, cast, found.attributions, stated)
    claims: dict[str, Claim] = {}
    for proposition in found.propositions:
        index = _teller(annotated, found.attributions, proposition)
        voice = said.voice(index)
        if index is not None and _says_itself(proposition, found.attributions[index]):
            continue
        if _asked(annotated, proposition):
            if voice.attribution is None or _asks(voice.attribution):
                continue
            proposition = replace(proposition, modality=_open(proposition.modality))
        claim = make.from_proposition(_under(proposition, voice), voice)
        if claim is not None:
            claims.setdefault(str(claim.id), claim)
    told = reported_statements(annotated, cast, found.attributions, found.propositions)
    for proposition, index in told:
        if _asked(annotated, proposition) and _asks(found.attributions[index]):
            continue
        claim = make.from_proposition(_under(proposition, said.voice(index)), said.voice(index))
        if claim is not None:
            claims.setdefault(str(claim.id), claim)
    return sorted(claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, str(c.id)))


def stated_dates(annotated: Annotated, found: Findings) -> list[When | None]:
    """When each attribution was made: its own date, else that of what the same speaker said just before.

    "He told reporters on Monday that … He also noted …": a date written with a cue holds for what the
    same speaker says in that paragraph and the next, until another day is written.
    """
    dates: list[When | None] = []
    last: dict[tuple[str, ...], tuple[int, When]] = {}
    coarse: dict[tuple[str, ...], tuple[int, int, When]] = {}
    for attribution in found.attributions:
        token = None
        if attribution.cue:
            span = annotated.stretch(*attribution.cue)
            token = span.root.i if span is not None and len(span) else None
        own = stated_on(annotated, found.dates, token, attribution.spans[0])
        paragraph = _paragraph(annotated, attribution.spans[0][0])
        if own is not None and own.text is not None and own.precision is Precision.DAY:
            last[attribution.speakers] = (paragraph, own)
            coarse.pop(attribution.speakers, None)
        elif own is not None and own.text is not None:
            coarse[attribution.speakers] = (paragraph, attribution.spans[0][0], own)
        elif attribution.speakers and coarse.get(attribution.speakers, (-1,))[0] == paragraph:
            # "In May 2015 he wrote … Six months later he was harder. He held that …": not of today.
            _, since, told = coarse[attribution.speakers]
            own = reached_since(annotated, found.dates, since, attribution.spans[0][0]) or told
            own = own.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
        elif attribution.speakers in last and 0 <= paragraph - last[attribution.speakers][0] <= 1:
            own = last[attribution.speakers][1].model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
            last[attribution.speakers] = (paragraph, own)
        dates.append(own)
    return [
        _of_the_report(dates, found.attributions, own, attribution.outer)
        for own, attribution in zip(dates, found.attributions, strict=True)
    ]


def _of_the_report(
    dates: Sequence[When | None], attributions: Sequence[Attribution], own: When | None, outer: int | None
) -> When | None:
    """What "Reuters reported on Monday that a source said" is no later than the report."""
    for _ in range(len(attributions)):
        if outer is None or (own is not None and own.text is not None):
            break
        told = dates[outer]
        if told is not None and told.text is not None:
            return told.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
        outer = attributions[outer].outer
    return own


def _paragraph(annotated: Annotated, offset: int) -> int:
    return annotated.sentence(annotated.token_at(offset)).paragraph if len(annotated.parse) else 0


@dataclass(frozen=True, slots=True)
class Saying:
    """Who speaks where in one document."""

    annotated: Annotated
    cast: Cast
    attributions: Sequence[Attribution]
    stated: Sequence[When | None]

    def voice(self, index: int | None) -> Voice:
        """The voice of an attribution, or the author's, from the innermost speaker to the outlet."""
        if index is None:
            return Voice(None, tuple(self._outer()), document_date(self.annotated))
        hops: list[Hop] = []
        seen: set[int] = set()
        step: int | None = index
        while step is not None and step not in seen:
            seen.add(step)
            hops += _hops(self.annotated, self.cast, self.attributions[step])
            step = self.attributions[step].outer
        return Voice(self.attributions[index], tuple(hops + self._outer()), self.stated[index])

    def _outer(self) -> list[Hop]:
        """The author of the document and its outlet."""
        document = self.annotated.document
        figure = self.cast.figures.get(self.cast.author or "")
        if figure is not None:
            hops = [Hop(role="author", label=figure.name, ref=ClaimMaker.ref(figure.key))]
        else:
            hops = [Hop(role="author", label=document.author.value or "author")]
        if document.outlet.value:
            hops.append(Hop(role="outlet", label=document.outlet.value))
        return hops


def _hops(annotated: Annotated, cast: Cast, attribution: Attribution) -> list[Hop]:
    cue = annotated.text[slice(*attribution.cue)] if attribution.cue else None
    keys = [key for key in attribution.speakers if key in cast.figures]
    if keys:
        hops = [
            Hop(role="speaker", label=cast.figures[k].name, ref=ClaimMaker.ref(k), cue=cue) for k in keys[:1]
        ]
    elif attribution.source:
        words = " ".join(annotated.text[slice(*attribution.source)].split())
        hops = [Hop(role="speaker", label=words, cue=cue)]
    else:
        hops = [Hop(role="speaker", label="unnamed", cue=cue)]
    if attribution.medium:
        (start, end), mention = attribution.medium
        refs = [k for k in mention.refs if k in cast.figures] if mention else []
        label = cast.figures[refs[0]].name if refs else " ".join(annotated.text[start:end].split())
        hops.append(Hop(role="medium", label=label, ref=ClaimMaker.ref(refs[0]) if refs else None))
    return hops


def _under(proposition: Proposition, voice: Voice) -> Proposition:
    """What somebody denies is negated in that somebody's mouth."""
    attribution = voice.attribution
    if attribution and attribution.act in _UNTRUE and proposition.modality is Modality.ACTUAL:
        return replace(proposition, modality=Modality.NEGATED)
    return proposition


def _asked(annotated: Annotated, proposition: Proposition) -> bool:
    """Whether the words stand in a question that ends behind them: "Did Ruritania sign?"."""
    sentence = annotated.sentence(proposition.trigger_token)
    return annotated.text[sentence.start : sentence.end].rstrip("\"'”’» \n\t)").endswith("?")


def _asks(attribution: Attribution) -> bool:
    """Whether a question is no more than that: nobody's, or one in an interview."""
    return not attribution.speakers or (attribution.cue is None and attribution.reporting is Reporting.DIRECT)


def _open(read: Modality) -> Modality:
    """A question leaves open what it asks."""
    return Modality.POSSIBLE if read is Modality.ACTUAL else read


def _teller(
    annotated: Annotated, attributions: Sequence[Attribution], proposition: Proposition
) -> int | None:
    """Whose word a proposition is: that of the innermost attribution, unless somebody is only named.

    "Korvel said President Tolan had left" is Korvel's word about the leaving; that Tolan is president is told
    by whoever reports it so.
    """
    index = innermost(attributions, proposition.trigger)
    if proposition.kind is not ClaimKind.RELATION:
        return index
    words = annotated.stretch(*proposition.span)
    if words is None or any(token.pos_ in {"VERB", "AUX"} for token in words):
        return index
    for _ in range(len(attributions)):
        if index is None or _in_quotation(annotated, attributions[index], proposition.trigger[0]):
            break
        index = attributions[index].outer
    return index


def _in_quotation(annotated: Annotated, attribution: Attribution, at: int) -> bool:
    """Whether the words are the speaker's own; in mixed speech those behind an opening quotation mark."""
    if attribution.reporting is not Reporting.MIXED:
        return attribution.reporting is Reporting.DIRECT
    start = next((low for low, high in attribution.spans if low <= at < high), at)
    before = annotated.text[max(0, start - 1) : at]
    opened = max(before.rfind(mark) for mark in _OPENING)
    closed = max(before.rfind(mark) for mark in _CLOSING)
    return opened > closed or before.count('"') % 2 == 1


def _says_itself(proposition: Proposition, attribution: Attribution) -> bool:
    """An author's-voice statement found again inside reported speech is the reported statement itself."""
    return proposition.kind is ClaimKind.STATEMENT and attribution.reporting is not Reporting.AUTHOR


__all__ = ["Findings", "assemble", "innermost", "stated_dates"]
