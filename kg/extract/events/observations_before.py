"""Who a figure is about when its own clause names nobody, from the figures told just before.

"Trade between Ruritania and Borduria … In 2014 it rose by 6.8 percent to $95 billion": the pronoun stands for
the trade, and "exports to Borduria" in a text on two states are the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.grammar_nouns import noun_slots
from kg.extract.events.parties import Parties, unique
from kg.knowledge import frames
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import BODIES, THINGS, Kind, Resolution
from kg.text.annotate import Annotated, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Sentences back from which a figure is gone on with.
_BACK = 4
#: What goes one way between two sides, and what goes both.
_ONE_WAY = frozenset({"exports", "imports"})
_BOTH_WAYS = frozenset({"trade-volume"})
_CLIMB = 5
#: Sentences back in which a figure finds whom it is about, and how many at most leave no doubt.
_NEAR_BACK, _TWO = 2, 2
_SPOKEN_OF = BODIES | THINGS
_EVERYWHERE = frozenset({"worldwide", "globally", "global", "globe", "world"})
_WHERE = frozenset({Kind.PLACE, Kind.STATE, Kind.REGION, Kind.EVENT})
_HOLDS = frozenset({"account", "constitute", "represent", "provide", "supply", "take", "absorb"})


@dataclass(frozen=True, slots=True)
class Told:
    """The figure told last: its sentence, what was measured, of whom and towards whom."""

    sentence: int
    indicator: str
    subjects: tuple[Role, ...]
    objects: tuple[Role, ...]
    #: The two sides that the figures so far are about, if they named two.
    pair: tuple[Role, ...] = ()


def remember(
    past: Told | None,
    sentence: int,
    indicator: str,
    subjects: tuple[Role, ...],
    objects: tuple[Role, ...],
) -> Told:
    """The figure just told; a figure of one side leaves the pair as it was."""
    keys = {r.key: Role(r.key) for r in (*subjects, *objects)}
    older = past.pair if past is not None else ()
    kept = older if set(keys) <= {r.key for r in older} else ()
    return Told(sentence, indicator, subjects, objects, tuple(keys.values()) if len(keys) == 2 else kept)


def near(annotated: Annotated, told: Told | None, token: Token) -> Told | None:
    """The figure told before, if it is near enough to be gone on with."""
    if told is None or not 0 <= annotated.sentence_of[token.i] - told.sentence <= _BACK:
        return None
    return told


def pronoun(head: Token) -> Token | None:
    """The "it" that rises, falls or reaches a figure, as subject of the figure's verb."""
    token = head
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            return next((c for c in token.children if c.dep_ == "nsubj" and c.lower_ == "it"), None)
        if token.dep_ not in {"dobj", "pobj", "prep", "nummod", "attr", "npadvmod", "compound", "quantmod"}:
            return None
        token = token.head
    return None


def holder(head: Token) -> Token | None:
    """The verb of a share: "Ruritania accounts for less than two percent of Bordurian trade"."""
    token = head
    for _ in range(_CLIMB):
        if token.pos_ == "VERB":
            return token if token.lemma_.lower() in _HOLDS else None
        token = token.head
    return None


def sides(
    told: Told | None, indicator: str, subjects: Sequence[Role], objects: Sequence[Role]
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The parties of a figure of trade, completed from the pair of states told of before."""
    own = (tuple(subjects), tuple(objects))
    pair = told.pair if told is not None else ()
    if not pair or indicator not in _ONE_WAY | _BOTH_WAYS:
        return own
    if not subjects and not objects:
        return (pair, ()) if indicator in _BOTH_WAYS else own
    named = {r.key for r in (*subjects, *objects)}
    if len(named) != 1 or not named < {r.key for r in pair}:
        return own
    other = tuple(r for r in pair if r.key not in named)
    return (other, tuple(objects)) if objects else (tuple(subjects), other)


def spoken_before(annotated: Annotated, cast: Cast, token: Token, parties: Parties) -> tuple[Role, ...]:
    """The one or two actors, no persons, of the nearest earlier sentence of the paragraph with any."""
    here = annotated.sentence_of[token.i]
    paragraph = annotated.sentences[here].paragraph
    for number in range(here - 1, max(-1, here - 1 - _NEAR_BACK), -1):
        place = annotated.sentences[number]
        if place.paragraph != paragraph or place.heading:
            break
        named = [m for m in cast.within(place.first, place.last) if not _told_by(annotated, m)]
        roles = [Role(key) for m in named for key in m.refs]
        found = unique(r for r in roles if r.key in cast.figures and parties.kind(r) in _SPOKEN_OF)
        if found:
            return found if len(found) <= _TWO else ()
    return ()


def between_two(noun: Token) -> bool:
    """ "bilateral trade", "the volume of mutual trade"."""
    words = frames.load().list("between_two")
    return any(c.lower_ in words for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})


def pair_before(annotated: Annotated, cast: Cast, noun: Token, parties: Parties) -> tuple[Role, ...]:
    """The two states of which the same or the nearest earlier sentence of the paragraph speaks."""
    here = annotated.sentence_of[noun.i]
    paragraph = annotated.sentences[here].paragraph
    while here >= 0 and annotated.sentences[here].paragraph == paragraph:
        place = annotated.sentences[here]
        roles = [Role(key, m) for m in cast.within(place.first, place.last) for key in m.refs]
        states = unique(r for r in roles if r.key in cast.figures and parties.kind(r) is Kind.STATE)
        if states:
            return tuple(Role(r.key) for r in states) if len(states) == 2 else ()
        here -= 1
    return ()


def of_the_two(
    annotated: Annotated, cast: Cast, noun: Token, parties: Parties
) -> tuple[tuple[Role, ...], tuple[Role, ...]] | None:
    """ "exports from the former to the latter": of the two states named last before it."""
    slots = noun_slots(noun)
    named = {t.lower_: slot for slot in ("from", "to") for t in slots.get(slot, ())}
    if set(named) != {"former", "latter"}:
        return None
    here = annotated.sentence_of[noun.i]
    for number in (here, here - 1):
        place = annotated.sentences[max(0, number)]
        mentions = cast.within(place.first, min(place.last, noun.i))
        states = unique(Role(k, m) for m in mentions for k in m.refs if k in cast.figures)
        states = tuple(r for r in states if parties.kind(r) is Kind.STATE)
        if len(states) == 2:
            giver = 0 if named["former"] == "from" else 1
            return (states[giver],), (states[1 - giver],)
    return None


def place_of(
    annotated: Annotated, cast: Cast, token: Token, parties: Parties, back: int = 0
) -> tuple[Role, ...]:
    """Where those are of whom a text says only how many they are: "over 200 people were injured".

    The nearest place, country or happening of the sentence, else the last place of the `back` sentences
    before unless they name two countries. What is counted in the whole world is at none of them.
    """
    here = annotated.sentence_of[token.i]
    place = annotated.sentences[here]
    words = {t.lower_ for t in annotated.parse[place.first : place.last]}
    kinds = frozenset({Kind.EVENT}) if words & _EVERYWHERE else _WHERE
    named = [m for m in _places(cast, place, parties, kinds) if not _told_by(annotated, m)]
    if named:
        nearest = min(named, key=lambda m: (abs(m.head - token.i), m.first))
        return (Role(nearest.refs[0], nearest),)
    for number in range(here - 1, max(-1, here - 1 - back), -1):
        place = annotated.sentences[number]
        named = _places(cast, place, parties, kinds - {Kind.EVENT})
        states = {m.refs[0] for m in named if parties.kind(Role(m.refs[0])) is Kind.STATE}
        if place.heading or len(states) > 1:
            break
        if named:
            return (Role(named[-1].refs[0]),)
    return ()


def _places(cast: Cast, place: Sentence, parties: Parties, kinds: frozenset[Kind]) -> list[Mention]:
    return [
        m
        for m in cast.within(place.first, place.last)
        if len(m.refs) == 1
        and m.resolution is not Resolution.TITLE
        and parties.kind(Role(m.refs[0])) in kinds
    ]


def _told_by(annotated: Annotated, mention: Mention) -> bool:
    """ "according to Bordurian officials", "Borduria says that": no place where it happened."""
    token = annotated.token(mention.head)
    if mention.modifier and token.dep_ in {"amod", "compound", "nmod", "poss"}:
        return token.head.dep_ in {"nsubj", "pobj"} and token.head.ent_type_ != "GPE"
    if token.dep_ == "nsubj":
        return any(c.dep_ == "ccomp" for c in token.head.children) or token.head.dep_ == "parataxis"
    to = token.head
    return token.dep_ == "pobj" and to.lower_ == "to" and to.head.lower_ == "according"
