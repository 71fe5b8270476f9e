"""Which statements are of use to somebody who asks what was said about whom, and where their words begin.

In an interview or a transcript most clauses are talk about the speaker's own life, work or body; in a report
somebody chose what to quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Attribution, Proposition, Role
from kg.knowledge import frames
from kg.knowledge.wordlists import cut, roles
from kg.model.cast import Cast
from kg.model.vocabulary import Kind, Reporting
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Span

#: Kinds that act in public whoever they are.
_PUBLIC = frozenset(
    {
        Kind.STATE,
        Kind.REGION,
        Kind.INSTITUTION,
        Kind.GOVERNMENT_BODY,
        Kind.PARTY,
        Kind.ARMED_FORCE,
        Kind.ARMED_GROUP,
        Kind.AGREEMENT,
    }
)
_BODIES = frozenset({Kind.ORGANIZATION, Kind.THINK_TANK})
#: Sorts of roles (data/lexicon/roles.jsonl) that make somebody speak for others.
_OFFICES = frozenset({"office", "post", "rank"})
#: Turns, and their share of a text, that make it an interview or a transcript.
_TURNS, _SHARE = 4, 0.3
#: Names of states and their bodies a word of talk: in two expert interviews on foreign affairs 9 and 15 in a
#: hundred words, in eight of candidates, scientists and programmers 0.2 to 1.9.
_DENSE = 0.04
_OF_STATES = frozenset({Kind.STATE, Kind.INSTITUTION, Kind.REGION})
#: Words that need a name among them to say something alone.
_FEW = 3
#: A stretch that ends in one of these was cut off: "the way to peace is".
_OPEN_ENDS = frozenset({"ADP", "AUX", "SCONJ", "DET", "CCONJ", "PART"})


def public(cast: Cast, key: str) -> bool:
    """Whether a figure is a public actor: a state, a body, a party, or somebody known to act for one."""
    figure = cast.figures.get(key)
    return figure is not None and (figure.kind in _PUBLIC or figure.gazetteer is not None)


def in_public(cast: Cast, key: str) -> bool:
    """Whether what somebody says concerns others: a public actor, somebody in office, those who hold one.

    A player after the match, an eye-witness or a neighbour is none.
    """
    figure = cast.figures.get(key)
    if figure is None:
        return False
    if public(cast, key) or figure.kind in _BODIES or figure.state is not None:
        return True
    offices = frames.load().list("authorities")
    if figure.kind is Kind.GROUP:
        words = cut(figure.name)
        return bool(words) and bool({words[-1], words[-1].removesuffix("s")} & offices)
    return any(_office(title, offices) for title in cast.titles_of(key))


def _office(title: str, offices: frozenset[str]) -> bool:
    words = cut(title)
    found = (roles().at(words, at) for at in range(len(words)))
    return bool(offices.intersection(words)) or any(
        hit is not None and hit[1]["sort"] in _OFFICES for hit in found
    )


def understood(cast: Cast, speakers: Iterable[str]) -> tuple[Role, ...]:
    """Whom words that name nobody are about: the side of those who say them, if they act in public.

    "The town was safe, the minister said" is about the minister's state; what "officials said" is not about
    the officials.
    """
    figures = [cast.figures[key] for key in speakers if key in cast.figures]
    acting = [f for f in figures if f.kind is not Kind.GROUP and in_public(cast, f.key)]
    found = [f.state if f.state in cast.figures else f.key for f in acting]
    return tuple(Role(key) for key in dict.fromkeys(found) if key)


def interview(annotated: Annotated, cast: Cast, attributions: Sequence[Attribution]) -> bool:
    """Whether a text is mostly turns of talk that no verb reports, and the talk is of other things.

    Who is asked about states and what they do speaks of them also where no clause names one.
    """
    talk = [a for a in attributions if _uncued(a)]
    spans = [span for a in talk for span in a.spans]
    if len(talk) < _TURNS or sum(end - start for start, end in spans) < _SHARE * len(annotated.text):
        return False
    stretches = [found for span in spans if (found := annotated.stretch(*span)) is not None]
    words = sum(t.is_alpha for found in stretches for t in found)
    named = sum(
        cast.figures[key].kind in _OF_STATES
        for found in stretches
        for mention in cast.within(found.start, found.end)
        for key in mention.refs
        if key in cast.figures
    )
    return named < _DENSE * words


def _uncued(attribution: Attribution) -> bool:
    return attribution.cue is None and attribution.reporting is not Reporting.INDIRECT


def chatter(cast: Cast, proposition: Proposition, attribution: Attribution) -> bool:
    """Whether it is mere talk: a turn of an interview whose words name no public actor beside the speaker.

    What a public actor says of its own side is none.
    """
    if not _uncued(attribution):
        return False
    if any(public(cast, key) for key in attribution.speakers):
        return False
    if any(role.key in attribution.speakers for role in proposition.subjects):
        return True  # "I flew to Ruritania": of oneself
    start, end = proposition.span
    # "The third one was in Ruritania": whom it is about stands before the verb.
    doers = [r for r in proposition.subjects if _named(r, start, proposition.trigger[0])]
    others = [r for r in proposition.objects if doers and _named(r, start, end)]
    return not any(public(cast, r.key) and r.key not in attribution.speakers for r in (*doers, *others))


def _named(role: Role, start: int, end: int) -> bool:
    mention = role.mention
    return mention is not None and start <= mention.start < end


def opening(span: Span) -> int:
    """How many words at the beginning of a clause only open the talk: "Yeah, and in particular, …"."""
    words = frames.load().list("openers")
    cut = 0
    for number, token in enumerate(span):
        if token.is_punct or token.is_space:
            continue
        if token.lower_ not in words:
            break
        # "So, …" and "And …" open; "so many people" does not.
        following = span[number + 1] if number + 1 < len(span) else None
        joins = token.dep_ == "cc" or token.pos_ in {"CCONJ", "INTJ"}
        if not joins and not (following is not None and following.text in {",", "—", "–", "…"}):
            break
        cut = number + 1
    while 0 < cut < len(span) and (span[cut].is_punct or span[cut].is_space):
        cut += 1
    return cut if cut < len(span) else 0


def bare(span: Span, named: bool) -> bool:
    """Whether a few words without a name say too little to stand alone: "that's cool", "we need to act"."""
    return not named and sum(t.is_alpha for t in span) <= _FEW


def cut_off(span: Span) -> bool:
    """Whether the words stop before they say anything: "If the way to peace is"."""
    words = [t for t in span if not t.is_punct and not t.is_space]
    if not words:
        return True
    last = words[-1]
    if last.pos_ not in _OPEN_ENDS or last.dep_ in {"prt", "neg", "acomp", "advmod", "npadvmod"}:
        return False
    below = any(c.i > last.i and c.i < span.end for c in last.children)
    stranded = last.dep_ == "prep" and last.head.i < last.i and last.head.dep_ in {"relcl", "ccomp", "xcomp"}
    return not below and not stranded
