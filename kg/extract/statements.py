"""Statements: whom a stretch of talk is about, and what an author says in the author's own voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.clauses import clause_span
from kg.extract.events.grammar import surface_subject
from kg.extract.events.parties import Parties, unique, without
from kg.extract.modality import modality
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Modality, SpeechAct
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ACTS = {
    Modality.NORMATIVE: SpeechAct.RECOMMEND,
    Modality.PLANNED: SpeechAct.PREDICT,
    Modality.POSSIBLE: SpeechAct.ASSESS,
    Modality.NEGATED: SpeechAct.ASSESS,
    Modality.ACTUAL: SpeechAct.ASSESS,
}
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me"})


def about(
    annotated: Annotated, cast: Cast, start: int, end: int
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Whom the characters start … end are about: the grammatical subject's actors, then the others.

    When the subject names nobody, the first actor of the stretch stands as the subject.
    """
    span = annotated.parse.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return (), ()
    parties = Parties(cast)
    subjects = _subjects(span, parties)
    others = without(_all(span, cast, parties), subjects)
    if not subjects:
        return others[:1], others[1:]
    return subjects, others


def _subjects(span: Span, parties: Parties) -> tuple[Role, ...]:
    root = span.root
    verb = root
    for _ in range(6):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.pos_ in {"VERB", "AUX"}:
        inside = [t for t in surface_subject(verb) if span.start <= t.i < span.end]
        if roles := parties.actors(inside):
            return roles
    return ()


def _all(span: Span, cast: Cast, parties: Parties) -> tuple[Role, ...]:
    found: list[Role] = []
    for mention in cast.within(span.start, span.end):
        found += [Role(key, mention) for key in mention.refs if key in cast.figures]
    if cast.author:
        for token in span:
            if token.lower_ in _FIRST_PERSON:
                found += [r for r in parties.named(token) if r.key == cast.author]
    return unique(found)


def author_statements(
    annotated: Annotated, cast: Cast, taken: Sequence[Proposition] = ()
) -> list[Proposition]:
    """What the author holds, clause by clause: opinions, recommendations, forecasts with an actor in them.

    In a text with one voice (`cast.author`) every clause about an actor is the author's statement; in
    other texts only clauses that recommend, forecast or weigh. A clause whose head is the trigger of a
    proposition in `taken` is left to that proposition.
    """
    parties = Parties(cast)
    triggers = {p.trigger_token for p in taken if p.kind is not ClaimKind.STATEMENT}
    found: list[Proposition] = []
    for sentence in annotated.sentences:
        if sentence.heading or sentence.last - sentence.first < 3:
            continue
        for head in _clauses(annotated.parse[sentence.first : sentence.last]):
            if head.i in triggers:
                continue
            statement = _statement(head, annotated, cast, parties)
            if statement is not None:
                found.append(statement)
    return found


def _clauses(span: Span) -> Iterator[Token]:
    """The heads of finite clauses that say something of their own."""
    for token in span:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.dep_ == "ROOT" or (token.dep_ in {"conj", "ccomp", "advcl", "parataxis"} and _finite(token)):
            yield token


def _finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children)


def _statement(head: Token, annotated: Annotated, cast: Cast, parties: Parties) -> Proposition | None:
    read = modality(head)
    if cast.author is None and not _opinion(head, read):
        return None
    subject = surface_subject(head)
    start, end = clause_span(head, [t for t in subject if t.sent == head.sent and t.head.i == head.i])
    span = annotated.parse.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    subjects = parties.actors(subject)
    others = without(_all(span, cast, parties), subjects)
    if not subjects:
        if not others:
            return None
        subjects, others = others[:1], others[1:]
    return Proposition(
        kind=ClaimKind.STATEMENT,
        relation=Relation.SPEAKS_ABOUT,
        subjects=subjects,
        objects=others,
        trigger=(head.idx, head.idx + len(head)),
        trigger_token=head.i,
        span=(start, end),
        modality=read,
        act=_ACTS[read],
        extractor="statements",
        rule="author-voice" if cast.author else f"opinion:{read.value}",
    )


def _opinion(head: Token, read: Modality) -> bool:
    """Outside a speech only what recommends, forecasts or weighs is an opinion."""
    return read in {Modality.NORMATIVE, Modality.PLANNED, Modality.POSSIBLE}
