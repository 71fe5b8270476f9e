"""Which clauses of a stretch of talk say something of their own, and how far each of them reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.clauses import clause_span, compares
from kg.extract.events.grammar import surface_subject
from kg.extract.statement_candidates import Clause
from kg.extract.statement_use import cut_off, opening
from kg.knowledge import frames
from kg.knowledge.wordlists import first_person
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FINITE = frozenset({"conj", "ccomp", "advcl", "parataxis", "relcl"})
_INFINITE = frozenset({"advcl"})
#: Verbs joined to one of these are parts of a phrase: "responsible for planning and dealing".
_LOOSE = frozenset({"xcomp", "pcomp", "acl", "amod", "compound"})
#: Articles of a subject that the text has spoken of before.
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
#: Subjects that stand for nobody spoken of: "one can imagine".
ANYBODY = frozenset(
    {"you", "one", "everybody", "everyone", "nobody", "anybody", "anyone", "there", "who", "what"}
)
#: Verbs that say nothing alone: "we do not", "you know", "I mean".
_LIGHT = frozenset({"do", "be", "have", "like", "know", "mean", "see"})
#: Words between a subject and a later verb of it that are still read as one stretch.
_NEAR = 12
#: Words between a relative clause and the noun that it tells of.
_APART = 3
#: Verbs of going on in a talk, with "to".
_MOVING = frozenset({"come", "go", "move", "pass", "proceed", "return", "turn"})
#: Parts that complete a clause, one behind the other.
_PARTS = 3
#: What may stand with a verb that is only put in: "as you may know".
_BARE = frozenset({"nsubj", "aux", "mark", "punct", "advmod", "cc"})
#: Clauses that say something of their own only when they tie two actors.
DEPENDENT = frozenset({"advcl", "relcl"})


def heads(span: Span) -> Iterator[Token]:
    """The heads of clauses that say something of their own."""
    for token in span:
        if token.pos_ not in {"VERB", "AUX"} or _introduces(token) or compares(token):
            continue
        main = token.dep_ == "ROOT" or token.i == span.root.i
        own = token.dep_ in _FINITE and finite(token)
        joined = token.dep_ == "conj" and (finite(token) or not _part(_first(token)))
        if main or own or joined or token.dep_ in _INFINITE:
            yield token


def _first(verb: Token) -> Token:
    """The first of the verbs that one is joined to by "and"."""
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    return verb


def _part(verb: Token) -> bool:
    """Whether a verb is part of a phrase: "responsible for planning", "asked them to go"."""
    return verb.dep_ in _LOOSE or any(c.tag_ == "TO" for c in verb.children)


def clause_of(
    annotated: Annotated,
    head: Token,
    within: Span,
    topic: Sequence[Role] = (),
    speakers: Collection[str] = (),
) -> Clause | None:
    """The clause of a head inside a stretch of talk; None when it says nothing."""
    subject = surface_subject(head)
    own = [t for t in subject if t.sent == head.sent and t.head.i == head.i]
    start, end = clause_span(head, own, keep=frozenset({"acl"}))
    start, end = max(start, within.start_char), min(_to_its_end(annotated, head, start, end), within.end_char)
    span = annotated.stretch(start, end) if start < end else None
    if span is None or _talks_of_talk(head) or _aside(head):
        return None
    span = span[opening(span) :]
    if cut_off(span) or _empty(span):
        return None
    place = (_from_its_subject(head, own, subject, within, span), end)
    return Clause(head, subject, own, place, span, within, topic, frozenset(speakers))


def _from_its_subject(
    head: Token, own: Sequence[Token], subject: Sequence[Token], within: Span, span: Span
) -> int:
    """Where the words begin: "Ruritania signed and now regrets it" is read with its subject.

    "The sanctions that Ruritania imposed": a relative clause is read with what it tells of.
    """
    if head.dep_ == "relcl" and 0 < span.start - head.head.i <= _APART:
        first = head.head.left_edge
        return int(first.idx if first.i >= within.start else span.start_char)
    if own or head.dep_ != "conj" or len(subject) != 1:
        return int(span.start_char)
    first = subject[0].left_edge
    near = subject[0].sent == head.sent and 0 < head.i - subject[0].i <= _NEAR
    return int(first.idx if near and first.i >= within.start else span.start_char)


def _to_its_end(annotated: Annotated, head: Token, start: int, end: int) -> int:
    """Where the words end: with the infinitive, relative clause or shared object that completes them."""
    for _ in range(_PARTS):
        span = annotated.stretch(start, end)
        if span is None or span.end >= head.sent.end:
            return end
        more = _completed_by(span, span.doc[span.end])
        if more is None:
            return end
        end = max(end, clause_span(more, keep=frozenset({"acl"}))[1])
    return end


def _completed_by(span: Span, following: Token) -> Token | None:
    """The verb behind a clause whose words belong to it: "in a position | to help", "those | who sell"."""
    verb = following.head
    inside = span.start <= verb.head.i < span.end and verb.i >= span.end
    if following.tag_ == "TO" and verb.dep_ in {"acl", "advcl", "xcomp", "relcl", "ccomp"} and inside:
        return verb
    if verb.dep_ == "relcl" and inside and following.tag_ in {"WDT", "WP", "WRB"}:
        return verb
    # "has honoured | and will honour its promise"
    first = following.head
    bare = first.pos_ == "VERB" and all(
        t.dep_ in {"prt", "advmod", "punct"} for t in span.doc[first.i + 1 : span.end]
    )
    if following.dep_ == "cc" and span.start <= first.i < span.end and bare:
        for second in first.children:
            if (
                second.dep_ == "conj"
                and second.i > following.i
                and any(c.dep_ == "dobj" for c in second.children)
            ):
                return second
    return None


def finite(verb: Token) -> bool:
    """A verb form with tense of its own or with a finite auxiliary."""
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children)


def light(head: Token, triggers: Collection[int]) -> bool:
    """A light verb whose noun or complement is a proposition already says nothing more."""
    lexicon = frames.load()
    for child in head.children:
        if child.i in triggers and (
            (child.dep_ in {"dobj", "attr", "nsubj", "nsubjpass"} and head.lemma_ in lexicon.list("support"))
            or child.dep_ in {"xcomp"}
        ):
            return True
    return False


def goes_on(clause: Clause) -> bool:
    """Whether a clause that names nobody speaks of what was spoken of: "This …", "The process …"."""
    if clause.head.dep_ in DEPENDENT:
        return False
    first = clause.own[0] if clause.own else None
    if first is None or first.pos_ in {"PRON", "DET"}:
        return first is None or first.lower_ not in ANYBODY
    return any(c.dep_ == "det" and c.lower_ in _POINTING for c in first.children)


def _introduces(verb: Token) -> bool:
    """ "I believe that …", "it is clear that …": what matters comes in the complement."""
    content = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    if not content:
        return False
    if verb.lemma_ in frames.load().list("introducing"):
        return True
    mine = any(c.dep_ == "nsubj" and first_person(c.text) for c in verb.children)
    return mine and any(finite(c) and c.pos_ in {"VERB", "AUX"} for c in content)


def _aside(verb: Token) -> bool:
    """ "I believe", "one can imagine", "as you know": put into what somebody says, and nothing said by it."""
    if verb.lemma_ == "be" or verb.lemma_ not in frames.load().list("introducing"):
        return False
    bare = all(c.dep_ in _BARE or (c.dep_ == "prep" and c.i > verb.i) for c in verb.children)
    return bare and all(c.pos_ == "PRON" for c in verb.children if c.dep_ == "nsubj")


def orders_talk(verb: Token) -> bool:
    """ "I should like to point out", "we now turn to": the speaker's way through the talk."""
    words = frames.load().list("ordering_talk")
    inner = next((c for c in verb.children if c.dep_ == "xcomp"), verb)
    mine = any(c.dep_ == "nsubj" and first_person(c.text) for v in (verb, inner) for c in v.children)
    return mine and (inner.lemma_ in words or (inner.lemma_ in _MOVING and _onwards(inner)))


def _onwards(verb: Token) -> bool:
    """ "come now to", "turn to"."""
    return any(c.lower_ == "to" and c.dep_ in {"prep", "dative"} for c in verb.children)


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
