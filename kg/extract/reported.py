"""What reported stretches state: the clauses of what somebody says, each a statement of its own.

A clause belongs to the innermost attribution around it, and one whose head is the trigger of a proposition
is that proposition. A stretch of which no clause names an actor stays whole, about those understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.base import Attribution, Proposition, Role
from kg.extract.events.parties import unique, without
from kg.extract.events.telling import telling, telling_more
from kg.extract.modality_clauses import clause_modality
from kg.extract.statement_candidates import Candidates
from kg.extract.statement_clauses import finite
from kg.extract.statement_use import chatter, cut_off, interview, understood
from kg.extract.statements import about, clauses
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import ACTORS, ClaimKind, Kind, Reporting, SpeechAct
from kg.text.annotate import Annotated

#: Speech acts that do something to somebody: what is urged, blamed or promised is told by the act itself.
_DOING = frozenset({SpeechAct.DEMAND, SpeechAct.RECOMMEND, SpeechAct.ACCUSE, SpeechAct.PRAISE})
#: What such an utterance is between speaker and target.
_RELATIONS = {
    SpeechAct.DEMAND: Relation.REQUESTS,
    SpeechAct.ACCUSE: Relation.CRITICIZES,
    SpeechAct.PRAISE: Relation.SUPPORTS,
}
#: Tokens at the beginning of a content among which its target stands: "the Bordurian government to leave".
_FIRST = 5
#: Words below which a stretch that names nobody and has no verb says nothing ("by", "the deal").
_WORDS = 4
_JUDGED = frozenset({"oprd", "acomp", "ccomp", "xcomp", "ROOT"})


def innermost(attributions: Sequence[Attribution], trigger: tuple[int, int]) -> int | None:
    """Index of the attribution with the shortest content stretch that holds the trigger, or None."""
    best: tuple[int, int] | None = None
    for index, attribution in enumerate(attributions):
        for start, end in attribution.spans:
            if start <= trigger[0] and trigger[1] <= end and (best is None or end - start < best[0]):
                best = (end - start, index)
    return None if best is None else best[1]


def reported_statements(
    annotated: Annotated,
    cast: Cast,
    attributions: Sequence[Attribution],
    propositions: Sequence[Proposition],
) -> Iterator[tuple[Proposition, int]]:
    """What each reported stretch states, clause by clause, with the index of its attribution."""
    acts = [p for p in propositions if p.kind is not ClaimKind.STATEMENT]
    taken = {p.trigger_token for p in telling(acts)}
    cues = [a.cue for a in attributions if a.cue]
    near = Candidates(annotated, cast)
    turns = interview(annotated, cast, attributions)
    for index, attribution in enumerate(attributions):
        if _told_by_the_act(annotated, attribution, acts):
            continue
        for start, end in attribution.spans:
            inside = [cue for cue in cues if start <= cue[0] < end]
            said = attribution.speakers
            mine = attribution.reporting is not Reporting.INDIRECT
            read_off = clauses(annotated, cast, start, end, said, taken, inside, near, own_words=mine)
            made = telling_more(read_off, acts)
            own = [p for p in made if innermost(attributions, p.trigger) == index]
            own = [p for p in own if not _of_oneself(cast, p, attribution)]
            read = any(_within(p, start, end) for p in acts)
            if not made and not read:
                own = _whole(annotated, cast, attribution, start, end, near)
            yield from ((p, index) for p in own if not (turns and chatter(cast, p, attribution)))


def utterance_acts(
    annotated: Annotated, cast: Cast, attributions: Sequence[Attribution], found: Sequence[Proposition]
) -> list[Proposition]:
    """Utterances that do something to somebody, as events: who demands, blames or praises, and whom.

    Only those that no proposition in `found` tells already; the voice is that of whoever reports them.
    """
    triggers = [p.trigger for p in found if p.kind is not ClaimKind.STATEMENT]
    made = []
    for attribution in attributions:
        relation = _RELATIONS.get(attribution.act)
        cue = attribution.cue
        if relation is None or cue is None or attribution.reporting is not Reporting.INDIRECT:
            continue
        if any(low < cue[1] and high > cue[0] for low, high in triggers):
            continue
        event = _act(annotated, cast, attribution, cue, relation)
        if event is not None:
            made.append(event)
    return made


def _act(
    annotated: Annotated, cast: Cast, attribution: Attribution, cue: tuple[int, int], relation: Relation
) -> Proposition | None:
    speakers = tuple(Role(key, attribution.speaker) for key in attribution.speakers if key in cast.figures)
    objects = without(_opening(annotated, cast, attribution.spans[0]), speakers)
    verb = annotated.stretch(*cue)
    if not speakers or not objects or verb is None:
        return None
    places = [cue, *attribution.spans, *([attribution.source] if attribution.source else [])]
    return Proposition(
        kind=ClaimKind.EVENT,
        relation=relation,
        subjects=speakers,
        objects=objects,
        trigger=cue,
        trigger_token=verb.root.i,
        span=(min(low for low, _ in places), max(high for _, high in places)),
        modality=attribution.cue_modality,
        act=attribution.act,
        extractor="statements",
        rule=f"act:{attribution.act}",
    )


def _opening(annotated: Annotated, cast: Cast, span: tuple[int, int]) -> tuple[Role, ...]:
    """The actors with whom a content begins: whom an utterance is addressed to or judges."""
    content = annotated.stretch(*span)
    if content is None:
        return ()
    named = cast.within(content.start, min(content.end, content.start + _FIRST))
    return unique(
        [Role(key, m) for m in named for key in m.refs if cast.figures[key].kind in ACTORS and not m.modifier]
    )


def _told_by_the_act(annotated: Annotated, attribution: Attribution, acts: Sequence[Proposition]) -> bool:
    """ "Korvel urged Borduria to leave": the urging is the claim, and what is urged no second one."""
    if attribution.reporting is not Reporting.INDIRECT or attribution.cue is None:
        return False
    low, high = attribution.cue
    if not any(p.trigger[0] < high and p.trigger[1] > low for p in acts):
        return False
    contents = [content for span in attribution.spans if (content := annotated.stretch(*span)) is not None]
    if any(t.lower_ == "as" and t.dep_ == "prep" for content in contents for t in content):
        return False  # "welcomed the vote as a first step": what is thought of it is said too
    if attribution.act in _DOING:
        return True
    return attribution.act is not SpeechAct.PROMISE and not any(finite(c.root) for c in contents)


def _of_oneself(cast: Cast, proposition: Proposition, attribution: Attribution) -> bool:
    """In an interview "I used to sleep badly": what a person tells of himself and nobody else."""
    if attribution.cue is not None:
        return False
    parties = {role.key for role in (*proposition.subjects, *proposition.objects)}
    if proposition.kind is not ClaimKind.STATEMENT or parties != set(attribution.speakers):
        return False
    return all(cast.figures[key].kind is Kind.PERSON for key in parties if key in cast.figures)


def _within(proposition: Proposition, start: int, end: int) -> bool:
    return start <= proposition.trigger[0] and proposition.trigger[1] <= end


def _whole(
    annotated: Annotated, cast: Cast, attribution: Attribution, start: int, end: int, near: Candidates
) -> list[Proposition]:
    """The stretch as one statement; none when it is about nobody or says nothing by itself."""
    content = annotated.stretch(start, end)
    subjects, objects = about(annotated, cast, start, end, attribution.speakers, near)
    if content is None or _says_nothing(annotated, attribution, start, end):
        return []
    subjects = subjects or understood(cast, attribution.speakers)
    if not subjects:
        return []
    return [
        Proposition(
            kind=ClaimKind.STATEMENT,
            relation=Relation.SPEAKS_ABOUT,
            subjects=subjects,
            objects=objects,
            trigger=(start, end),
            trigger_token=content.root.i,
            span=(start, end),
            modality=clause_modality(content.root),
            act=attribution.act,
            extractor="attribution",
            rule=f"cue:{attribution.cue_lemma or 'none'}",
        )
    ]


def _says_nothing(annotated: Annotated, attribution: Attribution, start: int, end: int) -> bool:
    """A word or two without a verb: "by", "on 29 December", "this change"."""
    content = annotated.stretch(start, end)
    if content is None or attribution.reporting is not Reporting.INDIRECT:
        return content is None
    if cut_off(content):
        return True
    words = [t for t in content if t.is_alpha]
    judged = any(t.pos_ == "ADJ" and t.dep_ in _JUDGED for t in words)  # "called this dubious"
    return len(words) < _WORDS and not judged and not any(t.pos_ in {"VERB", "AUX"} for t in words)


__all__ = ["innermost", "reported_statements", "utterance_acts"]
