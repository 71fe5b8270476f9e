"""States that no list knows: who has an army, signs, invades and is recognised is no mere place.

Every place beside a name is weighed (data/lexicon/state_signs.jsonl); the document decides by the sum,
so that one clear sign suffices and signs of a town or a province weigh against it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.mentions_page import HYPHENS, Page
from kg.extract.mentions_things import group_after
from kg.knowledge import wordlists
from kg.knowledge.names import is_demonym
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

#: From this sum of weights on a name is a state's.
ENOUGH = 2
_MAYBE = frozenset({Kind.PLACE, Kind.REGION, Kind.ORGANIZATION, Kind.PERSON})

if TYPE_CHECKING:
    from spacy.tokens import Token

Signs = Mapping[str, Mapping[tuple[str, ...], int]]


def with_states(page: Page, names: list[Mention]) -> list[Mention]:
    """The names, those of states read as such at every place, and their adjectives beside them."""
    spots = _spots(page, names)
    signs = wordlists.state_signs()
    unknown = _by_opening(page)
    adjectives = {name: _adjectives(page, name, unknown.get(name[:3], [])) for name in spots}
    weights = {
        name: sum(_weight(page, first, last, signs) for first, last in places)
        + _by_adjective(page, adjectives[name], signs)
        + _ending(name.split()[-1].lower(), signs)
        for name, places in spots.items()
    }
    states = {name for name, weight in weights.items() if weight >= ENOUGH}
    states |= _partners(page, spots, states)
    names = [
        replace(m, kind=Kind.PLACE)
        if weights.get(m.text, 0) < 1 - ENOUGH and m.found_by == "ner" and m.kind in _MAYBE - {Kind.REGION}
        else m
        for m in names
    ]
    if not states:
        return names
    taken = {(f, e) for name in states for f, e in spots[name]}
    kept = [m for m in names if (m.first, m.last) not in taken]
    made = [page.mention(f, e, Kind.STATE, "ner") for f, e in sorted(taken)]
    free = [True] * len(page.words)
    for m in [*kept, *made]:
        free[m.first : m.last] = [False] * (m.last - m.first)
    for name in sorted(states):
        for i in adjectives[name]:
            if free[i]:
                made += _by_people(page, i)
    return [*kept, *made]


def _spots(page: Page, names: list[Mention]) -> dict[str, list[tuple[int, int]]]:
    """Where each name stands that may be a state's: open-world, short, without title or head noun."""
    spots: dict[str, list[tuple[int, int]]] = {}
    taken = [False] * len(page.words)
    people: set[str] = set()
    for m in names:
        taken[m.first : m.last] = [True] * (m.last - m.first)
        if m.kind is Kind.PERSON and (m.last - m.first > 1 or m.title):
            people.update(page.words[m.first : m.last])
    for m in names:
        if m.found_by == "ner" and m.kind in _MAYBE and not m.title and _short(page, m.first, m.last):
            spots.setdefault(m.text, []).append((m.first, m.last))
    for i, word in enumerate(page.words):
        if not taken[i] and page.doc[i].pos_ == "PROPN" and _short(page, i, i + 1) and _alone(page, i):
            spots.setdefault(word, []).append((i, i + 1))
    return {name: places for name, places in spots.items() if name not in people}


def _short(page: Page, first: int, last: int) -> bool:
    words = page.words[first:last]
    return (
        last - first <= 2
        and all(w[:1].isupper() and w[1:].islower() for w in words)
        and not any(page.lower[i] in page.never or page.match_at[i] for i in range(first, last))
        and wordlists.name_heads().get(words[-1]) is None
        and wordlists.roles().get(words[-1]) is None
        and not page.heading[first]
        and page.lower[first] not in wordlists.common_words()
    )


def _alone(page: Page, i: int) -> bool:
    """No further capital beside it: "Borduria invaded", not "Anna Borduria"."""
    before = i > 0 and page.capital(i - 1) and not page.opens(i - 1) and page.words[i - 1] not in HYPHENS
    after = i + 1 < len(page.words) and page.capital(i + 1)
    return not before and not after and len(page.words[i]) > 3


def _weight(page: Page, first: int, last: int, signs: Signs) -> int:
    """What the words around one occurrence tell."""
    return (
        _before(page, first, signs)
        + _after(page, last, signs)
        + _verb(page, first, last, signs)
        + _company(page, first, last, signs)
    )


def _best(table: Mapping[tuple[str, ...], int], words: tuple[str, ...], *, at_end: bool) -> int:
    """The weight of the longest sign at the end (or beginning) of some words, 0 for none."""
    for size in (3, 2, 1):
        piece = words[-size:] if at_end else words[:size]
        if len(piece) == size and piece in table:
            return table[piece]
    return 0


def _before(page: Page, first: int, signs: Signs) -> int:
    i = first
    if i and page.lower[i - 1] == "the":
        i -= 1
    left = page.lower[max(0, i - 4) : i]
    for link in ("on", "against"):
        if left and left[-1] == link:
            return _best(signs[link], left[:-1], at_end=True)
    if left and left[-1] == "of":
        return _best(signs["of"], left[:-1], at_end=True) or _best(signs["not-of"], left[:-1], at_end=True)
    return _best(signs["not-before"], left, at_end=True) or _best(signs["not-of"], left, at_end=True)


def _after(page: Page, last: int, signs: Signs) -> int:
    right = page.lower[last : last + 3]
    if right and right[0] in {"'s", "’s"}:
        right = page.lower[last + 1 : last + 4]
    if right and right[0] == ",":  # "Klow, Syldavia": a town before its state
        following = page.known(last + 1, "State") if last + 1 < len(page.words) else None
        return -2 if following is not None and page.doc[last + 1].dep_ in {"appos", "npadvmod"} else 0
    return _best(signs["after"], right, at_end=False) or _best(signs["not-after"], right, at_end=False)


def _verb(page: Page, first: int, last: int, signs: Signs) -> int:
    """What the name does, or what is done to it."""
    root = page.doc[first:last].root
    while root.dep_ == "conj" and root.head.i != root.i and root.head.pos_ == "PROPN":
        root = root.head
    verb = (root.head.lemma_,)
    if root.dep_ in {"nsubj", "nsubjpass"} and root.head.pos_ == "VERB":
        weight = signs["verb"].get(verb, 0)
        like = root.ent_type_ in {"GPE", "LOC"} or _ending(page.lower[last - 1], signs)
        if weight > 1 or not like:
            return weight if weight > 1 or like else 0  # people sign and accuse too
        return weight and weight + _things(root.head, signs)
    if root.dep_ in {"dobj", "nsubjpass"}:
        return signs["object"].get(verb, 0)
    return 0


def _things(verb: Token, signs: Signs) -> int:
    """Whether the clause of a verb holds what states sign, declare, recall or join."""
    return int(any((t.lower_,) in signs["thing"] for t in verb.subtree))


def _ending(word: str, signs: Signs) -> int:
    """Names of countries often end in "-ia", "-stan" or "-land"."""
    return int(len(word) > 5 and any(word.endswith(end) for (end,) in signs["ending"]))


def _company(page: Page, first: int, last: int, signs: Signs) -> int:
    """Who stands beside it: known states in a list, "relations between X and Y"."""
    root = page.doc[first:last].root
    chain = [root, *root.conjuncts]
    known = sum(
        1 for t in chain if t.i != root.i and page.known(t.i, "State") is not None and not page.demonym(t.i)
    )
    head = chain[0]
    for t in chain:
        if t.dep_ != "conj":
            head = t
    between = (
        head.dep_ == "pobj" and head.head.lower_ == "between" and (head.head.head.lower_,) in signs["between"]
    )
    if between and all(t.pos_ == "PROPN" for t in chain):
        return 2
    return min(known, 2)


def _by_opening(page: Page) -> dict[str, list[int]]:
    """Capitalised words that are in no list, by their first three letters."""
    found: dict[str, list[int]] = {}
    for i, word in enumerate(page.words):
        if word[:1].isupper() and page.match_at[i] is None:
            found.setdefault(word[:3], []).append(i)
    return found


def _adjectives(page: Page, name: str, words: list[int]) -> list[int]:
    """Those of some tokens that may be the adjective or people of a name."""
    return [i for i in words if page.words[i] != name and is_demonym(page.words[i], name)]


def _by_adjective(page: Page, places: list[int], signs: Signs) -> int:
    """An adjective tells that the name is a country's; before a government or an army surely."""
    if not places:
        return 0
    return max([1, *(_best(signs["after"], page.lower[i + 1 : i + 4], at_end=False) for i in places)])


def _partners(page: Page, spots: Mapping[str, list[tuple[int, int]]], states: set[str]) -> set[str]:
    """ "X and Y signed": what is coordinated with a state found here, as subject, is one too."""
    roots = {page.doc[f:e].root.i for name in states for f, e in spots[name]}
    found = set()
    for name, places in spots.items():
        for f, e in places:
            root = page.doc[f:e].root
            if name not in states and any(t.i in roots for t in root.conjuncts):
                found.add(name)
    return found


def _by_people(page: Page, i: int) -> list[Mention]:
    """The adjective of a state, and the army, ministry or people that it qualifies."""
    qualifies = page.doc[i].dep_ in {"amod", "compound", "nmod"}
    own = page.mention(i, i + 1, Kind.STATE, "demonym", resolution=Resolution.DEMONYM, modifier=qualifies)
    group = group_after(page, i, i + 1) if qualifies else None
    return [own] if group is None or group.kind is Kind.STATE else [group, own]
