"""Statements: whom a stretch of talk is about, and what its clauses hold, one by one.

`about` names the actors of a stretch; `clauses` cuts a stretch of talk into its clauses, each a statement
of its own; `author_statements` does so for what an author says in the author's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.clauses import clause_span, compares
from kg.extract.events.grammar import surface_subject
from kg.extract.events.parties import Parties, unique, without
from kg.extract.modality_clauses import clause_modality
from kg.knowledge import frames
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import ACTORS, ClaimKind, Kind, Modality, SpeechAct
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
#: Kinds of author that speak for themselves in whatever they publish.
_SPEAKING = frozenset(
    {Kind.STATE, Kind.INSTITUTION, Kind.GOVERNMENT_BODY, Kind.PARTY, Kind.ARMED_FORCE, Kind.ARMED_GROUP}
)
#: Share of first-person words outside quotations: 2 to 4 % in the speeches and columns looked at, under
#: 0.3 % in reports that carry a reporter's name.
_OFTEN = 0.008
_QUOTE = re.compile('["“”„«»]')
_FINITE = frozenset({"conj", "ccomp", "advcl", "parataxis", "relcl"})
_INFINITE = frozenset({"advcl"})
#: Verbs joined to one of these are parts of a phrase: "responsible for planning and dealing".
_LOOSE = frozenset({"xcomp", "pcomp", "acl", "amod", "compound"})
#: Articles of a subject that the text has spoken of before.
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
#: Words below which a clause without a subject of its own is a fragment.
_SHORT = 4
#: Verbs that say nothing alone: "we do not", "you know", "I mean".
_LIGHT = frozenset({"do", "be", "have", "like", "know", "mean", "see"})
#: Tokens of a stretch beyond which only the clause's own sentence gives its context.
_LONG = 80
#: Sentences before a clause, and actors in them, that it may be about when it names its subject only.
_BACK = 2
_NAMED = 2
#: How mentions are found that only let somebody speak ("officials said"): nothing is about them.
_SOURCE = "source"
_CONTEXT = ACTORS - {Kind.PERSON, Kind.MEDIA_OUTLET, Kind.THINK_TANK}
#: Clauses that say something of their own only when they tie two actors.
_DEPENDENT = frozenset({"advcl", "relcl"})


def about(
    annotated: Annotated, cast: Cast, start: int, end: int
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Whom the characters start … end are about: the grammatical subject's actors, then the others.

    When the subject names nobody, the first actor of the stretch stands as the subject.
    """
    span = annotated.stretch(start, end) if start < end else None
    if span is None:
        return (), ()
    parties = Parties(cast)
    subjects = _subjects(span, parties)
    others = without(_all(span, cast, parties), subjects)
    if not subjects:
        return others[:1], others[1:]
    return subjects, others


def clauses(
    annotated: Annotated,
    cast: Cast,
    start: int,
    end: int,
    speakers: Sequence[str] = (),
    taken: Collection[int] = (),
    cues: Collection[tuple[int, int]] = (),
) -> list[Proposition]:
    """The statements, clause by clause, that the characters start … end make.

    `speakers` are the keys of the figures who say it: "I" and "we" stand for them. A clause whose head
    token is in `taken` (triggers of propositions) is left out, and so is one whose verb is in `cues`
    (characters). Empty when no clause names an actor.
    """
    span = annotated.stretch(start, end)
    if span is None:
        return []
    parties = Parties(cast, [(start, end, speakers[0])] if speakers else ())
    found: list[Proposition] = []
    topic: tuple[Role, ...] = ()
    for head in _heads(span):
        made = _statement(head, annotated, cast, parties, span, "clause", topic)
        if made is not None:
            topic = made.subjects
            reports = any(low <= head.idx < high for low, high in cues)
            # "The ministry suggested" is no more than the report of what it suggested.
            if head.i not in taken and not (reports and made.span[1] <= head.idx + len(head)):
                found.append(made)
    return found


def author_statements(
    annotated: Annotated,
    cast: Cast,
    taken: Sequence[Proposition] = (),
    cues: Collection[tuple[int, int]] = (),
) -> list[Proposition]:
    """What the author holds, clause by clause: opinions, recommendations, forecasts with an actor in them.

    In a text that speaks in one voice (a speech, a statement, an op-ed in the first person) every clause
    about an actor is the author's statement; in other texts only clauses that recommend, forecast or
    weigh. A clause whose head is the trigger of a proposition in `taken` is left to that proposition.
    """
    parties = Parties(cast)
    triggers = {p.trigger_token for p in taken if p.kind is not ClaimKind.STATEMENT}
    found: list[Proposition] = []
    voiced = one_voice(annotated, cast)
    for sentence in annotated.sentences:
        if sentence.heading or sentence.last - sentence.first < 3:
            continue
        span = annotated.parse[sentence.first : sentence.last]
        for head in _heads(span):
            if head.i in triggers or _light(head, triggers):
                continue
            if any(start <= head.idx < end for start, end in cues):
                continue
            read = clause_modality(head)
            if not voiced and not _opinion(head, read, parties):
                continue
            rule = ("author-voice" if voiced else f"opinion:{read.value}") + _told(head)
            statement = _statement(head, annotated, cast, parties, span, rule)
            if statement is not None:
                found.append(statement)
    return found


def one_voice(annotated: Annotated, cast: Cast) -> bool:
    """Whether the text speaks as its author: a state or body does, a person where "I" or "we" are frequent.

    A reporter's or researcher's name above a text in the third person gives it no voice of its own.
    """
    author = cast.figures.get(cast.author or "")
    if author is None:
        return False
    if author.kind is not Kind.PERSON:
        return author.kind in _SPEAKING
    own = words = 0
    for sentence in annotated.sentences:
        if _QUOTE.search(annotated.text, sentence.start, sentence.end):
            continue
        words += sentence.last - sentence.first
        own += sum(annotated.parse[i].lower_ in _FIRST_PERSON for i in range(sentence.first, sentence.last))
    return own >= max(3, _OFTEN * words)


def spoken_of(annotated: Annotated, cast: Cast, token: int, subjects: Collection[Role]) -> tuple[Role, ...]:
    """Whom the sentences just before spoke of: "Our friends were invaded. We cannot stand by."

    The actors of the nearest sentence of the paragraph that names others than the subjects.
    """
    known = {role.key for role in subjects}
    here = annotated.sentence_of[token]
    paragraph = annotated.sentences[here].paragraph
    for number in range(here - 1, max(-1, here - 1 - _BACK), -1):
        sentence = annotated.sentences[number]
        if sentence.paragraph != paragraph:
            break
        found = [
            Role(key, mention)
            for mention in cast.within(sentence.first, sentence.last)
            for key in mention.refs
            if key not in known and cast.figures[key].kind in _CONTEXT and mention.found_by != _SOURCE
        ]
        if found:
            return unique(found)[:_NAMED]
    return ()


def _light(head: Token, triggers: Collection[int]) -> bool:
    """A light verb whose noun or complement is a proposition already says nothing more."""
    lexicon = frames.load()
    for child in head.children:
        if child.i in triggers and (
            (child.dep_ in {"dobj", "attr", "nsubj", "nsubjpass"} and head.lemma_ in lexicon.list("support"))
            or child.dep_ in {"xcomp"}
        ):
            return True
    return False


def _heads(span: Span) -> Iterator[Token]:
    """The heads of clauses that say something of their own."""
    for token in span:
        if token.pos_ not in {"VERB", "AUX"} or _introduces(token) or compares(token):
            continue
        main = token.dep_ == "ROOT" or token.i == span.root.i
        own = token.dep_ in _FINITE and finite(token)
        joined = token.dep_ == "conj" and (finite(token) or token.head.dep_ not in _LOOSE)
        if main or own or joined or token.dep_ in _INFINITE:
            yield token


def _introduces(verb: Token) -> bool:
    """ "I believe that …", "it is clear that …": what matters comes in the complement."""
    content = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if not content:
        return False
    if verb.lemma_ in frames.load().list("introducing"):
        return True
    mine = any(c.dep_ == "nsubj" and c.lower_ in _FIRST_PERSON for c in verb.children)
    return mine and any(finite(c) and c.pos_ in {"VERB", "AUX"} for c in content)


def _talks_of_talk(verb: Token) -> bool:
    """ "I want to comment on", "let me begin with": the speaker orders the talk, and states nothing."""
    if verb.lemma_ == "thank" and not any(c.dep_ == "nsubj" for c in verb.children):
        return True  # "Thank you, Mr Korvel."
    below = {"xcomp", "ccomp"} if verb.lemma_ == "let" else {"xcomp"}
    inner = next((c for c in verb.children if c.dep_ in below), verb)
    above = verb.head if verb.dep_ in {"xcomp", "ccomp"} else verb
    mine = any(
        c.dep_ == "nsubj" and c.lower_ in {"i", "me"} for v in (above, verb, inner) for c in v.children
    )
    let = "let" in {above.lemma_, verb.lemma_}
    if any(c.dep_ in {"ccomp", "dobj"} and c.i > inner.i for c in inner.children):
        mine = mine and (let or inner.lemma_ == "hear")
    return mine and bool({verb.lemma_, inner.lemma_} & frames.load().list("ordering_talk"))


def _empty(span: Span) -> bool:
    """ "we do not", "what it would be like": no word that says anything."""
    return not any(
        t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "ADV"} or (t.pos_ == "VERB" and t.lemma_ not in _LIGHT)
        for t in span
        if t.dep_ not in {"neg", "mark"} and t.lower_ not in {"so", "however", "now", "then", "also", "too"}
    )


def _goes_on(subject: list[Token]) -> bool:
    """Whether a clause that names nobody speaks of what was spoken of: "This …", "The process …"."""
    first = subject[0] if subject else None
    if first is None or first.pos_ in {"PRON", "DET"}:
        return True
    return any(c.dep_ == "det" and c.lower_ in _POINTING for c in first.children)


def finite(verb: Token) -> bool:
    """A verb form with tense of its own or with a finite auxiliary."""
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children)


def _subjects(span: Span, parties: Parties) -> tuple[Role, ...]:
    verb = span.root
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
        if mention.found_by != _SOURCE or mention.kind is not Kind.GROUP:
            found += [Role(key, mention) for key in mention.refs if key in cast.figures]
    for token in span:
        if token.lower_ in _FIRST_PERSON:
            found += parties.named(token)
    return unique(found)


def _statement(
    head: Token,
    annotated: Annotated,
    cast: Cast,
    parties: Parties,
    within: Span,
    rule: str,
    topic: tuple[Role, ...] = (),
) -> Proposition | None:
    subject = surface_subject(head)
    own = [t for t in subject if t.sent == head.sent and t.head.i == head.i]
    start, end = clause_span(head, own, keep=frozenset({"acl"}))
    start, end = max(start, within.start_char), min(end, within.end_char)
    span = annotated.stretch(start, end) if start < end else None
    if span is None or _talks_of_talk(head) or _empty(span):
        return None
    subjects = parties.actors(subject)
    named = bool(subjects)
    others = without(_all(span, cast, parties), subjects)
    if not subjects:
        if not others:
            if not topic or head.dep_ in {"relcl", *_INFINITE} or not _goes_on(own):
                return None
            # "This is unacceptable": talk goes on about whom it was about.
            subjects, rule = topic, f"{rule}-carried"
        else:
            subjects, others = others[:1], others[1:]
    if not own and not others and len(span) < _SHORT:
        return None  # "…, and died": a bare verb that goes on says nothing by itself
    if head.dep_ in _DEPENDENT and len({r.key for r in (*subjects, *others)}) < 2:
        return None
    touched = bool(others)
    # A clause that names nobody beside its subject is about whom its sentence, or those before, bring in.
    around = within if len(within) < _LONG else head.sent
    others = others or without(_all(around, cast, parties), subjects)[:3]
    others = others or spoken_of(annotated, cast, head.i, subjects)
    read = clause_modality(head)
    # Whoever says of himself what he will do promises it: an act, not an opinion.
    promise = named and read is Modality.PLANNED and any(parties.speaks(role, head) for role in subjects)
    # "I'll go for a walk": a person's plan that touches nobody is no promise to anybody.
    promise = promise and (touched or any(parties.kind(role) is not Kind.PERSON for role in subjects))
    return Proposition(
        kind=ClaimKind.EVENT if promise else ClaimKind.STATEMENT,
        relation=Relation.PLEDGES if promise else Relation.SPEAKS_ABOUT,
        subjects=subjects,
        objects=others,
        trigger=(head.idx, head.idx + len(head)),
        trigger_token=head.i,
        span=(start, end),
        modality=read,
        act=SpeechAct.PROMISE if promise else _ACTS[read],
        extractor="statements",
        rule=rule,
    )


def _opinion(head: Token, read: Modality, parties: Parties) -> bool:
    """Outside a speech what recommends or weighs is an opinion, or says of an actor how things stand.

    Plans and what happened are news.
    """
    if head.dep_ in _DEPENDENT:
        return False
    if read in {Modality.NORMATIVE, Modality.POSSIBLE}:
        return True
    return _present(head) and any(parties.kind(r) in ACTORS for r in parties.actors(surface_subject(head)))


def _told(verb: Token) -> str:
    """ ":past" where a clause tells what happened: oftener an event than an opinion; else ""."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    perfect = any(c.lemma_ == "have" and c.tag_ in {"VBZ", "VBP", "VBD"} for c in auxiliaries)
    past = verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in auxiliaries)
    return ":past" if past or perfect else ""


def _present(verb: Token) -> bool:
    """A clause in the present tense: in a text that tells what happened it says how things stand."""
    if verb.tag_ in {"VBZ", "VBP"}:
        return True
    return verb.tag_ in {"VBN", "VBG"} and any(
        c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBZ", "VBP"} for c in verb.children
    )
