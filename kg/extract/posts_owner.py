"""Whose post it is: the body or state that a title names, or that the sentence or the known world gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.knowledge import gazetteer
from kg.knowledge.wordlists import cut, roles
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import BODIES, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

_REALMS = frozenset({Kind.STATE, Kind.REGION})
#: Words in the name of a diplomatic mission.
_MISSIONS = frozenset({"embassy", "legation", "consulate", "mission"})
#: Sentences back in which the mission of an envoy is looked for.
_BACK = 2
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def owner_of(
    annotated: Annotated, cast: Cast, person: Figure, span: tuple[int, int], core: tuple[int, int]
) -> Role | None:
    """The body or state of a post.

    `span` are the characters of the title, `core` the tokens of its role word. First what stands before
    the role word in the title, then what stands after it or owns it; then what the person is known to hold
    it for; for an envoy the mission that the sentence names; last the person's own state.
    """
    found = annotated.stretch(*span)
    first, last = (found.start, found.end) if found is not None else core
    head = annotated.token(core[1] - 1)
    for group in _named(annotated, cast, (first, last), core):
        for mention in sorted(group, key=lambda m: (_vague(cast, m), m.first, -m.last)):
            role = _holder_of(cast, mention, person)
            if role is not None:
                return role
    beyond = [
        c for c in head.children if c.dep_ == "prep" and c.i >= last and c.lower_ in {"of", "for", "at", "to"}
    ]
    if beyond:
        return _beyond(cast, person, beyond[0].i, beyond[-1].right_edge.i + 1)
    title = annotated.parse[core[0] : core[1]].text
    return (
        known_owner(cast, person, title)
        or (_mission(annotated, cast, head) if envoy(title) else None)
        or _own_state(cast, person)
    )


def _named(
    annotated: Annotated, cast: Cast, title: tuple[int, int], core: tuple[int, int]
) -> Iterator[list[Mention]]:
    first, last = title
    single = [m for m in cast.within(max(0, first - 6), last) if len(m.refs) == 1]
    inside = [m for m in single if m.first >= first and m.found_by != "pronoun"]
    yield [m for m in inside if m.last <= core[0]]
    doc = annotated.parse
    owning = [m for m in single if m.last == first and doc[first].lower_ in _POSSESSIVE]
    owning += [
        m
        for m in single
        if m.first < first and m.last in {first, first - 1} and annotated.token(m.head).dep_ == "poss"
    ]
    # "Sea-Eye spokesperson": the title begins inside the name of the body.
    owning += [m for m in single if m.first < first < m.last <= core[0]]
    yield [m for m in inside if m.first >= core[1]]
    yield owning


def _vague(cast: Cast, mention: Mention) -> bool:
    """A region or town is whose post it is only where no body is named: "a historian of X at Y"."""
    return cast.figures[mention.refs[0]].kind in {Kind.REGION, Kind.PLACE}


def _holder_of(cast: Cast, mention: Mention, person: Figure) -> Role | None:
    figure = cast.figures[mention.refs[0]]
    if figure.key == person.key:
        return None
    if figure.kind in BODIES or figure.kind is Kind.PLACE:
        return Role(figure.key, mention)
    # "the president's spokesperson": whoever serves a person serves that person's state.
    if figure.kind is Kind.PERSON:
        return _own_state(cast, figure)
    return None


def known_owner(cast: Cast, person: Figure, title: str) -> Role | None:
    """The body or state for which the gazetteer knows the person to have held a post of this title."""
    entry = gazetteer.load().get(person.gazetteer) if person.gazetteer else None
    if entry is None:
        return None
    words = set(cut(title))
    for post in entry.posts:
        if words <= set(cut(post.title)):
            for key in (post.body, post.state):
                if key and key in cast.figures and key != person.key:
                    return Role(key)
    return None


def _own_state(cast: Cast, person: Figure) -> Role | None:
    if person.state and person.state in cast.figures and person.state != person.key:
        return Role(person.state)
    return None


def envoy(title: str) -> bool:
    """Whether a title is one of a diplomat sent to a capital.

    >>> envoy("Chargé d'Affaires"), envoy("Trade Minister")
    (True, False)
    """
    line = roles().get(title.replace("’", "'"))
    return bool(line and line.get("envoy"))


def _mission(annotated: Annotated, cast: Cast, head: Token) -> Role | None:
    """The embassy, legation or consulate that the sentence names, else the one named just before it.

    Where a state appoints or receives the envoy in so many words, it is that state's.
    """
    verb = head
    for _ in range(6):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    here = annotated.sentence_of[head.i]
    for child in verb.children:
        if child.dep_ == "nsubj" and verb.pos_ == "VERB":
            mention = cast.covering(child.i)
            figure = cast.figures[mention.refs[0]] if mention and len(mention.refs) == 1 else None
            if mention and figure and figure.kind is Kind.STATE:
                return Role(figure.key, mention)
    for back in range(_BACK + 1):
        if here - back < 0:
            break
        stretch = annotated.stretch(
            annotated.sentences[here - back].start, annotated.sentences[here - back].end
        )
        if stretch is not None and (found := _nearest(cast, cast.within(stretch.start, stretch.end), head)):
            return Role(found.refs[0], found if back == 0 else None)
    return None


def _nearest(cast: Cast, mentions: Iterable[Mention], head: Token) -> Mention | None:
    missions = [
        m
        for m in mentions
        if len(m.refs) == 1
        and cast.figures[m.refs[0]].kind in BODIES
        and _MISSIONS & {*cut(m.text), *cut(cast.figures[m.refs[0]].name)}
    ]
    return min(missions, key=lambda m: (abs(m.head - head.i), m.first), default=None)


def _beyond(cast: Cast, person: Figure, first: int, last: int) -> Role | None:
    """ "the chair of a program on Borduria at the Zenda Institute": the body that a longer phrase ends in.

    None when it names no body: then the post is not known to be the state's.
    """
    for mention in cast.within(first, last):
        figure = cast.figures[mention.refs[0]] if len(mention.refs) == 1 else None
        if figure and figure.kind in BODIES - _REALMS and figure.key != person.key:
            return Role(figure.key, mention)
    return None
