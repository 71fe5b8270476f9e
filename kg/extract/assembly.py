"""Joins who says it with what is said: attributions and propositions become claims.

Every proposition gets the innermost attribution whose content holds its trigger, and the whole
chain outward; a reported stretch in which no proposition was read stays as a statement, with its
content span and the actors it is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.base import Attribution, DateExpression, Proposition, Role
from kg.extract.maker import ClaimMaker, Voice
from kg.extract.statements import about
from kg.model.cast import Cast
from kg.model.claims import Claim, Hop
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind, Modality, Reporting, SpeechAct
from kg.text.annotate import Annotated

#: Speech acts whose content the speaker holds to be untrue.
_UNTRUE = frozenset({SpeechAct.DENY})


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
    confidence: Mapping[str, float],
) -> list[Claim]:
    """The claims of one document, by place in the text; each id occurs once.

    post_of(figure key, ISO date or None) names the post that a figure held then, or None;
    confidence maps "extractor|kind|reporting" to the share of such claims found right
    on labelled data (data/calibration.jsonl).
    """
    make = ClaimMaker(annotated, cast, found.dates, post_of, version, confidence)
    claims: dict[str, Claim] = {}
    for proposition in found.propositions:
        index = innermost(found.attributions, proposition.trigger)
        voice = voice_of(annotated, cast, found.attributions, index)
        if index is not None and _says_itself(proposition, found.attributions[index]):
            continue
        claim = make.from_proposition(_under(proposition, voice), voice)
        if claim is not None:
            claims.setdefault(str(claim.id), claim)
    for index, attribution in enumerate(found.attributions):
        for claim in _statements(make, annotated, cast, found.attributions, index, attribution):
            claims.setdefault(str(claim.id), claim)
    return sorted(claims.values(), key=lambda c: (c.evidence.start, c.evidence.end, str(c.id)))


def innermost(attributions: Sequence[Attribution], trigger: tuple[int, int]) -> int | None:
    """Index of the attribution with the shortest content stretch that holds the trigger, or None."""
    best: tuple[int, int] | None = None
    for index, attribution in enumerate(attributions):
        for start, end in attribution.spans:
            if start <= trigger[0] and trigger[1] <= end and (best is None or end - start < best[0]):
                best = (end - start, index)
    return None if best is None else best[1]


def voice_of(
    annotated: Annotated, cast: Cast, attributions: Sequence[Attribution], index: int | None
) -> Voice:
    """Who speaks, from the innermost speaker to the outlet."""
    hops: list[Hop] = []
    seen: set[int] = set()
    step = index
    while step is not None and step not in seen:
        seen.add(step)
        attribution = attributions[step]
        hops += _hops(annotated, cast, attribution)
        step = attribution.outer
    document = annotated.document
    if cast.author and cast.author in cast.figures:
        figure = cast.figures[cast.author]
        hops.append(Hop(role="author", label=figure.name, ref=ClaimMaker.ref(figure.key)))
    elif document.author.value:
        hops.append(Hop(role="author", label=document.author.value))
    else:
        hops.append(Hop(role="author", label="author"))
    if document.outlet.value:
        hops.append(Hop(role="outlet", label=document.outlet.value))
    return Voice(None if index is None else attributions[index], tuple(hops))


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


def _says_itself(proposition: Proposition, attribution: Attribution) -> bool:
    """An author's-voice statement found again inside reported speech is the reported statement itself."""
    return proposition.kind is ClaimKind.STATEMENT and attribution.reporting is not Reporting.AUTHOR


def _understood(annotated: Annotated, cast: Cast, attribution: Attribution, start: int) -> tuple[Role, ...]:
    """What a stretch without a named actor is about: actors named just before it, else the speaker's side.

    "Relations were passing into a new normal, he said" is about those of whom the same or the nearest
    earlier sentence of the paragraph spoke, not about him.
    """
    token = annotated.parse.char_span(start, start + 1, alignment_mode="expand")
    here = annotated.sentence_of[token.start] if token is not None else 0
    paragraph = annotated.sentences[here].paragraph
    while here >= 0 and annotated.sentences[here].paragraph == paragraph:
        sentence = annotated.sentences[here]
        keys = [
            key
            for mention in cast.within(sentence.first, sentence.last)
            if mention.start < start
            for key in mention.refs
            if key not in attribution.speakers and cast.figures[key].kind in (Kind.STATE, Kind.INSTITUTION)
        ]
        if keys:
            return tuple(Role(key) for key in dict.fromkeys(keys[:2]))
        here -= 1
    return tuple(Role(key) for key in attribution.speakers if key in cast.figures)


def _statements(
    make: ClaimMaker,
    annotated: Annotated,
    cast: Cast,
    attributions: Sequence[Attribution],
    index: int,
    attribution: Attribution,
) -> list[Claim]:
    """One statement a content stretch; none for a stretch about nobody said by nobody known."""
    voice = voice_of(annotated, cast, attributions, index)
    made: list[Claim] = []
    for start, end in attribution.spans:
        subjects, objects = about(annotated, cast, start, end)
        subjects = subjects or _understood(annotated, cast, attribution, start)
        if not subjects:
            continue
        token = annotated.parse.char_span(start, end, alignment_mode="expand")
        proposition = Proposition(
            kind=ClaimKind.STATEMENT,
            relation=Relation.SPEAKS_ABOUT,
            subjects=subjects,
            objects=objects,
            trigger=(start, end),
            trigger_token=token.root.i if token is not None else 0,
            span=(start, end),
            modality=make.content_modality(token) if token is not None else Modality.ACTUAL,
            act=attribution.act,
            extractor="attribution",
            rule=f"cue:{attribution.cue_lemma or 'none'}",
        )
        claim = make.from_proposition(proposition, voice)
        if claim is not None:
            made.append(claim)
    return made


__all__ = ["Findings", "assemble", "innermost", "voice_of"]
