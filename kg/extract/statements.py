"""Statements: whom a stretch of talk is about, and what its clauses hold, one by one.

`about` names the actors of a stretch; `clauses` cuts a stretch of talk into its clauses, each a statement
of its own; `author_statements` does so for what an author says in the author's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.grammar import surface_subject
from kg.extract.events.parties import Parties
from kg.extract.modality_clauses import clause_modality
from kg.extract.statement_candidates import Candidate, Candidates, Clause
from kg.extract.statement_clauses import (
    ANYBODY,
    DEPENDENT,
    clause_of,
    finite,
    goes_on,
    heads,
    light,
    orders_talk,
)
from kg.extract.statement_parties import choose_objects, choose_subjects, roles
from kg.extract.statement_use import bare, in_public, understood
from kg.extract.topics import topics
from kg.knowledge.wordlists import first_person
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import ACTORS, ClaimKind, Kind, Modality, Resolution, SpeechAct
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
#: Kinds of author that speak for themselves in whatever they publish.
_SPEAKING = frozenset(
    {Kind.STATE, Kind.INSTITUTION, Kind.GOVERNMENT_BODY, Kind.PARTY, Kind.ARMED_FORCE, Kind.ARMED_GROUP}
)
#: Share of first-person words outside quotations: 2 to 4 % in the speeches and columns looked at, under
#: 0.3 % in reports that carry a reporter's name.
_OFTEN = 0.008
_QUOTE = re.compile('["“”„«»]')
#: Words below which a clause without a subject of its own is a fragment.
_SHORT = 4
_POINTING = frozenset({"this", "that", "these", "those", "it", "they", "such"})
#: Sentences over which a pronoun still points to whom the talk was about.
_MEMORY = 2
#: Words that a clause about nobody named needs to say something.
_ENOUGH = 5
#: What opens a clause that only says when.
_TEMPORAL = frozenset({"when", "since", "after", "before", "until", "once"})
#: Actors that a dependent clause must tie to say something of its own.
_TIE = 2


def about(
    annotated: Annotated,
    cast: Cast,
    start: int,
    end: int,
    speakers: Collection[str] = (),
    near: Candidates | None = None,
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Whom the characters start … end are about: the grammatical subject's actors, then the others.

    When the subject names nobody, the likeliest actor stands as the subject: one of the stretch if any is,
    else one of whom the words around it speak. `speakers` are the keys of the figures who say it.
    """
    span = annotated.stretch(start, end) if start < end else None
    if span is None:
        return (), ()
    subject = _subject_words(span)
    clause = Clause(span.root, subject, subject, (start, end), span, span, (), frozenset(speakers))
    found = (near or Candidates(annotated, cast)).of(clause, Parties(cast))
    inside = [c for c in found if c.zone == "clause"]
    subjects = choose_subjects(inside) or choose_subjects([c for c in found if c.role.key not in speakers])
    return roles(subjects), roles(choose_objects(found, subjects))


def clauses(
    annotated: Annotated,
    cast: Cast,
    start: int,
    end: int,
    speakers: Sequence[str] = (),
    taken: Collection[int] = (),
    cues: Collection[tuple[int, int]] = (),
    near: Candidates | None = None,
    own_words: bool = True,
) -> list[Proposition]:
    """The statements, clause by clause, that the characters start … end make.

    `speakers` are the keys of the figures who say it: in their own words "I" and "we" stand for them. A
    clause whose head token is in `taken` (triggers of propositions) is left out, and so is one whose verb
    is in `cues` (characters). `near` spares reading the document's actors again. Empty when no clause names
    an actor.
    """
    span = annotated.stretch(start, end)
    if span is None:
        return []
    parties = Parties(cast, [(start, end, speakers[0])] if speakers and own_words else ())
    found: list[Proposition] = []
    topic: tuple[Role, ...] = ()
    near = near or Candidates(annotated, cast)
    for head in heads(span):
        made = _statement(clause_of(annotated, head, span, topic, speakers), near, parties, "clause")
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
    near = Candidates(annotated, cast)
    speakers = (cast.author,) if voiced and cast.author else ()
    topic: tuple[Role, ...] = ()
    since = 0
    doing = {p.trigger_token: p.subjects for p in taken if p.kind is ClaimKind.EVENT}
    for number, sentence in enumerate(annotated.sentences):
        if sentence.heading or sentence.last - sentence.first < 3:
            continue
        if number - since > _MEMORY:
            topic = ()
        span = annotated.parse[sentence.first : sentence.last]
        for head in heads(span):
            if head.i in triggers or light(head, triggers):
                topic, since = doing.get(head.i, topic), number
                continue
            if any(start <= head.idx < end for start, end in cues):
                continue
            read = clause_modality(head)
            if not voiced and not _opinion(head, read, parties):
                continue
            rule = ("author-voice" if voiced else f"opinion:{read.value}") + _told(head)
            before = topic if voiced and _pointing(surface_subject(head)) else ()
            clause = clause_of(annotated, head, span, before, speakers)
            statement = _statement(clause, near, parties, rule)
            if statement is not None:
                topic, since = statement.subjects, number
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
        own += sum(first_person(annotated.parse[i].text) for i in range(sentence.first, sentence.last))
    return own >= max(3, _OFTEN * words)


def _subject_words(span: Span) -> list[Token]:
    verb = span.root
    for _ in range(6):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return []
    return [t for t in surface_subject(verb) if span.start <= t.i < span.end]


def _statement(clause: Clause | None, near: Candidates, parties: Parties, rule: str) -> Proposition | None:
    """The statement that a clause makes; None when it is about nobody."""
    if clause is None:
        return None
    head, found = clause.head, near.of(clause, parties)
    stands_in, voiced = False, rule.startswith("author-voice")
    inside = {c.role.key for c in found if c.zone == "clause"}
    if not inside:
        if not (clause.topic and goes_on(clause)) and not _stands_alone(clause, near):
            return None
        rule = f"{rule}-carried"  # "This is unacceptable": talk goes on about whom it was about
    if _says_too_little(clause, found, inside):
        return None
    subjects = choose_subjects(found)
    chosen = roles(subjects)
    if not inside and clause.topic and _pointing(clause.own):
        chosen = tuple(clause.topic)
        subjects = [c for c in found if c.role.key in {r.key for r in chosen}]
    elif not inside and not chosen:
        chosen, stands_in = understood(near.cast, clause.speakers), True
    if not chosen:
        return None
    objects = choose_objects(found, subjects)
    if stands_in and voiced and not objects and not topics(clause.span.text):
        return None  # "Change has its own dynamic": about nobody and nothing that anybody could look up
    read = clause_modality(head)
    # Whoever says of himself what he will do promises it: an act, not an opinion.
    promise = read is Modality.PLANNED and any(c.subject and parties.speaks(c.role, head) for c in subjects)
    # "We will work hard": a plan that touches nobody is no promise to anybody.
    touched = [c for c in objects if c.zone == "clause"]
    promise = promise and bool(touched)
    return Proposition(
        kind=ClaimKind.EVENT if promise else ClaimKind.STATEMENT,
        relation=Relation.PLEDGES if promise else Relation.SPEAKS_ABOUT,
        subjects=chosen,
        objects=roles(objects),
        trigger=(head.idx, head.idx + len(head)),
        trigger_token=head.i,
        span=clause.place,
        modality=read,
        act=SpeechAct.PROMISE if promise else _ACTS[read],
        extractor="statements",
        rule=rule,
        flags=("speaker-stands-in",) if stands_in else (),
    )


def _says_too_little(clause: Clause, found: Sequence[Candidate], inside: Collection[str]) -> bool:
    """Fragments, what-for clauses, words without a name, and talk about the talk."""
    head = clause.head
    if not clause.own and len(inside) < _TIE and len(clause.span) < _SHORT:
        return True  # "…, and died": a bare verb that goes on says nothing by itself
    if head.dep_ in DEPENDENT and (len(inside) < _TIE or _sets_the_scene(head)):
        return True
    if bare(clause.span, any(_named(c) for c in found if c.zone == "clause")):
        return True
    # "I should like to point out several factors"
    return clause.speakers.issuperset(inside) and orders_talk(head)


def _pointing(subject: Sequence[Token]) -> bool:
    """ "That makes you a target": about whoever was spoken of."""
    return bool(subject) and subject[0].lower_ in _POINTING


def _sets_the_scene(verb: Token) -> bool:
    """ "To create such a community", "when the leaders met in Klow": what for and since when, no more."""
    if verb.dep_ != "advcl":
        return False
    if any(c.tag_ == "TO" for c in verb.children):
        return True
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    return bool(_told(verb)) and bool(marks & _TEMPORAL)


def _stands_alone(clause: Clause, near: Candidates) -> bool:
    """Whether a public speaker's clause that names nobody says something: "Justice must be served"."""
    if clause.head.dep_ in DEPENDENT or not clause.own or not finite(clause.head):
        return False
    if clause.own[0].lower_ in ANYBODY or sum(t.is_alpha for t in clause.span) < _ENOUGH:
        return False  # "The weather is fine"
    return any(in_public(near.cast, key) for key in clause.speakers)


def _named(candidate: Candidate) -> bool:
    mention = candidate.role.mention
    return mention is not None and mention.resolution is not Resolution.PRONOUN


def _opinion(head: Token, read: Modality, parties: Parties) -> bool:
    """Outside a speech what recommends or weighs is an opinion, or says of an actor how things stand.

    Plans and what happened are news.
    """
    if head.dep_ in DEPENDENT:
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
