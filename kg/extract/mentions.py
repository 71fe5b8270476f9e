"""Who and what a document mentions: names, adjectives of states, groups, roles and pronouns.

The gazetteer is a prior; the parser's tagger and the patterns of data/lexicon find the open world.
Overlapping readings are settled once, here: the longer name wins, at equal length the surer source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract.mentions_heads import bare_heads, head_names
from kg.extract.mentions_known import known_names
from kg.extract.mentions_lead import led_names
from kg.extract.mentions_lists import like_neighbours
from kg.extract.mentions_page import GROUND, Page
from kg.extract.mentions_people import (
    described_people,
    role_mentions,
    titled_people,
    with_titles,
)
from kg.extract.mentions_pronouns import pronoun_mentions, stand_in_mentions
from kg.extract.mentions_repeat import (
    acronyms_first,
    by_noun,
    fighters,
    holders,
    repeated_names,
    storms,
    surnames_first,
)
from kg.extract.mentions_roles import RoleSpan, role_spans
from kg.extract.mentions_states import with_states
from kg.extract.mentions_tagged import tagged_names
from kg.extract.mentions_things import (
    designations,
    group_names,
    joined_initials,
    realms,
    thing_names,
)
from kg.extract.mentions_votes import votes
from kg.knowledge import wordlists
from kg.knowledge.gazetteer import Gazetteer
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.text.annotate import Annotated

#: Surer sources win at equal length; a known name that is no ground beats a name one word longer.
_SURE = {
    "gazetteer": 6,
    "metonym": 6,
    "demonym": 6,
    "title": 5,
    "pattern": 4,
    "group": 4,
    "ner": 2,
    "bare": 0,
}


#: "Heads of State and Government" are no body of that name.
_HEADS = ("heads", "of")


def find_mentions(annotated: Annotated, gazetteer: Gazetteer) -> list[Mention]:
    """All mentions in text order; a state's name inside a longer name is kept as nested modifier."""
    page = Page.of(annotated, gazetteer)
    roles = role_spans(page)
    names = _settle(page, _candidates(page, roles))
    names = holders(page, names, roles)
    names = acronyms_first(page, surnames_first(page, names))
    names = like_neighbours(page, names)
    names = names + repeated_names(page, names)
    names = [by_noun(page, fighters(page, m)) for m in storms(page, names)]
    names = with_states(page, names)
    people = [m for m in names if m.kind is Kind.PERSON]
    titled, used = with_titles(page, people, roles)
    names = [m for m in names if m.kind is not Kind.PERSON] + titled
    taken = _covered(page, (m for m in names if not m.modifier and m.found_by != "group"))
    role_names = [m for m in role_mentions(page, roles, used) if not taken[m.head]]
    names = [
        m for m in names if not any(_inside(m, r) and m.found_by == "group" for r in role_names)
    ] + role_names
    pronouns = list(pronoun_mentions(page, _covered(page, names)))
    pronouns += stand_in_mentions(page, _covered(page, [*names, *pronouns]))
    return sorted([*names, *pronouns], key=lambda m: (m.first, -m.last, m.start))


def _candidates(page: Page, roles: list[RoleSpan]) -> list[Mention]:
    found = [
        *known_names(page),
        *titled_people(page, roles),
        *described_people(page, roles),
        *head_names(page),
        *led_names(page),
        *votes(page),
        *thing_names(page),
        *realms(page),
        *designations(page),
        *joined_initials(page),
        *group_names(page),
        *tagged_names(page),
        *bare_heads(page),
    ]
    cores = {i: r for r in roles for i in range(r.core, r.core_end)}
    return [
        m for m in found if not _in_role(m, cores) and page.lower[max(0, m.first - 2) : m.first] != _HEADS
    ]


def _in_role(mention: Mention, cores: dict[int, RoleSpan]) -> bool:
    """A name read inside the words of a post: "Foreign Affairs" in "Minister of Foreign Affairs"."""
    role = cores.get(mention.first)
    if role is not None and role.core <= mention.first and mention.last <= role.core_end:
        return True
    role = cores.get(mention.last - 1)  # "Zenda District" in "Zenda District Attorney"
    return role is not None and mention.first < role.core and mention.last < role.core_end


def _inside(inner: Mention, outer: Mention) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _covered(page: Page, mentions: Iterable[Mention]) -> list[bool]:
    taken = [False] * len(page.words)
    for mention in mentions:
        taken[mention.first : mention.last] = [True] * (mention.last - mention.first)
    return taken


def _numbered(page: Page, mention: Mention) -> bool:
    """ "Security Council Resolution 12": the body is named beside its resolution."""
    return any(page.words[i][:1].isdigit() for i in range(mention.first, mention.last))


def _weight(mention: Mention) -> tuple[float, int]:
    length = mention.last - mention.first
    known = mention.found_by == "gazetteer" and mention.kind.value not in GROUND
    if known and mention.kind is Kind.INSTITUTION:
        known = False  # "UN Charter": the longer name
    return (length + (1.5 if known else 0.0) + _SURE[mention.found_by] / 10, -mention.first)


def _without_contained(candidates: list[Mention]) -> list[Mention]:
    """Known names that a pattern carries further ("UN" in "UN Charter") give way to the longer name."""
    wide: dict[int, list[Mention]] = {}
    for mention in candidates:
        if mention.found_by == "pattern":
            for i in range(mention.first, mention.last):
                wide.setdefault(i, []).append(mention)
    kept = []
    for mention in candidates:
        known = mention.found_by == "gazetteer" and mention.kind.value not in GROUND
        longer = [
            w
            for w in wide.get(mention.first, ())
            if _inside(mention, w) and w.last - w.first > mention.last - mention.first
        ]
        if (
            not known
            or not longer
            or (mention.kind is Kind.INSTITUTION and longer[0].kind in {Kind.AGREEMENT, Kind.EVENT})
        ):
            kept.append(mention)
    return kept


def _named_after(page: Page, outer: Mention) -> bool:
    """A numbered agreement ("UN resolution 2166") and an event ("CICA Summit") also tell of their body."""
    return outer.kind is Kind.EVENT or (outer.kind is Kind.AGREEMENT and _numbered(page, outer))


def _within(page: Page, mention: Mention, outer: Mention) -> list[Mention]:
    """A ground inside a longer name tells whose it is, as an adjective would.

    Of a vote ("the 2019 Zenda mayoral election") only known grounds are kept.
    """
    votes = wordlists.vote_words()
    vote = any(votes.get(page.lower[i]) == "vote" for i in range(outer.first, outer.last))
    if vote and not mention.candidates:
        return []
    adjectival = vote or (outer.kind in BODIES and mention.first == outer.first)
    if mention.candidates and mention.kind is Kind.STATE and adjectival:
        return [replace(mention, modifier=True, resolution=Resolution.DEMONYM)]
    return [replace(mention, modifier=True)]


def _settle(page: Page, candidates: list[Mention]) -> list[Mention]:
    """The best reading of each stretch; grounds inside a longer name stay, as modifiers."""
    candidates = _without_contained(candidates)
    owner: list[Mention | None] = [None] * len(page.words)
    kept: list[Mention] = []
    nested: list[Mention] = []
    for mention in sorted(candidates, key=_weight, reverse=True):
        over = {id(o): o for o in owner[mention.first : mention.last] if o is not None}
        if not over:
            kept.append(mention)
            owner[mention.first : mention.last] = [mention] * (mention.last - mention.first)
            continue
        outer = next(iter(over.values()))
        ground = (mention.kind.value in GROUND or mention.kind is Kind.PERSON) and mention.found_by in {
            "gazetteer",
            "demonym",
            "ner",
        }
        same_token = (
            outer.found_by == "demonym" and mention.found_by == "demonym" and mention.start != outer.start
        )
        if same_token:
            kept.append(mention)
        elif mention.kind is Kind.INSTITUTION and _named_after(page, outer):
            nested.append(replace(mention, modifier=True))
        elif (
            ground
            and len(over) == 1
            and _inside(mention, outer)
            and outer.found_by in {"pattern", "group", "title"}
        ):
            shorter = (
                mention.last - mention.first < outer.last - outer.first and outer.kind is not Kind.PERSON
            )
            owns = mention.kind is Kind.PERSON and page.lower[outer.last - 1] in {
                "regime",
                "government",
                "administration",
            }
            if owns or (
                shorter
                and (
                    mention.kind is not Kind.PLACE
                    or page.lower[mention.first - 1] in {"in", "at", "to", "the"}
                )
            ):
                nested += _within(page, mention, outer)
        elif mention.found_by == "ner" and len(over) == 1 and mention.kind is Kind.PERSON is outer.kind:
            continue
    return kept + nested
