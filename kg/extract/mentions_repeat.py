"""Further occurrences of names that the document has already shown to be names.

A tagger that finds "Anna Korvel" once may miss "Korvel" two lines below; an acronym given in brackets
after a name stands for it from then on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.mentions_page import Page
from kg.extract.mentions_roles import RoleSpan
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution

#: Sorts of roles that one person holds.
_HELD = frozenset({"office", "post", "work", "rank"})
_OPEN = frozenset({"(", "["})
_CLOSE = frozenset({")", "]", ";", ","})


def repeated_names(page: Page, names: list[Mention]) -> list[Mention]:
    """Mentions of surnames, whole names and bracketed acronyms where nothing has been found yet."""
    free = [True] * len(page.words)
    for mention in names:
        free[mention.first : mention.last] = [False] * (mention.last - mention.first)
    made: list[Mention] = []
    short = {**_surnames(page, names), **_acronyms(page, names)}
    for i, word in enumerate(page.words):
        model = short.get(word) if free[i] else None
        if model is None or (page.heading[i] and page.words[i].istitle() and page.lower[i] in page.small):
            continue
        if model.kind is Kind.PERSON and page.doc[i].pos_ not in {"PROPN", "NOUN", "ADJ"}:
            continue
        made.append(
            replace(
                page.mention(i, i + 1, model.kind, model.found_by),
                candidates=model.candidates,
                resolution=Resolution.SHORT,
            )
        )
        free[i] = False
    return made


def surnames_first(page: Page, names: list[Mention]) -> list[Mention]:
    """A word that the tagger takes for a body or place, but the document for a surname, is the person."""
    known = _surnames(page, names)
    return [
        page.mention(m.first, m.last, Kind.PERSON, "ner")
        if m.found_by == "ner"
        and m.last - m.first == 1
        and m.kind is not Kind.PERSON
        and page.words[m.first] in known
        else m
        for m in names
    ]


def holders(page: Page, names: list[Mention], roles: Sequence[RoleSpan]) -> list[Mention]:
    """ "The president of Ruritania, Anna Korvel, …": two names beside a post are a person's.

    Only where the tagger alone took them for a place or body.
    """
    posts = {r.last: r for r in roles if r.sort in _HELD and not r.plural}
    return [page.mention(m.first, m.last, Kind.PERSON, "ner") if _holds(page, m, posts) else m for m in names]


def _holds(page: Page, m: Mention, posts: Mapping[int, RoleSpan]) -> bool:
    if m.found_by != "ner" or m.kind is Kind.PERSON or m.candidates or not 2 <= m.last - m.first <= 4:
        return False
    named = all(page.words[i][:1].isupper() and page.words[i][1:].islower() for i in range(m.first, m.last))
    return named and m.first > 1 and page.words[m.first - 1] == "," and m.first - 1 in posts


def storms(page: Page, names: list[Mention]) -> list[Mention]:
    """ "Anna" of "Hurricane Anna" is no person; "Hurricane Anna" itself is an event."""
    called = {
        page.words[i + 1]
        for i in range(len(page.words) - 1)
        if page.lower[i] in wordlists.reference_words("storm")
        and page.capital(i)
        and page.capital(i + 1)
        and page.words[i + 1].isalpha()
    }
    kept = []
    for m in names:
        single = m.last - m.first == 1 and m.found_by == "ner" and m.text in called and not m.title
        if single and m.modifier:
            continue  # inside the event's name
        if single and page.lower[max(0, m.first - 1)] in wordlists.reference_words("storm"):
            m = page.mention(m.first - 1, m.last, Kind.EVENT, "ner")
        elif single:
            m = replace(m, kind=Kind.EVENT)
        kept.append(m)
    spans = {(m.first, m.last) for m in kept if m.kind is Kind.EVENT}
    return [m for m in kept if m.kind is Kind.EVENT or (m.first - 1, m.last) not in spans]


#: Words beside a body's name that say that it fights.
_FIGHTERS = frozenset(
    [
        "terrorist",
        "terrorists",
        "militant",
        "militants",
        "fighter",
        "fighters",
        "rebels",
        "insurgents",
        "extremist",
        "extremists",
        "jihadist",
        "jihadists",
        "militia",
        "militias",
        "gunmen",
    ]
)


def fighters(page: Page, mention: Mention) -> Mention:
    """A body of unknown kind with "terrorists" or "fighters" beside it is an armed group."""
    if mention.kind is not Kind.ORGANIZATION or mention.found_by != "ner":
        return mention
    around = (
        page.lower[max(0, mention.first - 3) : mention.first] + page.lower[mention.last : mention.last + 2]
    )
    return replace(mention, kind=Kind.ARMED_GROUP) if _FIGHTERS & set(around) else mention


def by_noun(page: Page, mention: Mention) -> Mention:
    """ "the daily Zendapost": the noun before an open-world name says its kind; "city of" too."""
    if mention.found_by != "ner" or mention.first == 0:
        return mention
    i = mention.first - 1
    if page.lower[i] == "of" and i > 0:
        i -= 1
    found = wordlists.kind_nouns().ending(page.lower, i)
    if found is None or (page.lower[mention.first - 1] == "of" and found[1]["kind"] != "Place"):
        return mention
    if mention.kind is Kind.PERSON and (found[1]["kind"] == "Party" or mention.title):
        return mention
    return replace(mention, kind=Kind(found[1]["kind"]))


def _surnames(page: Page, names: list[Mention]) -> dict[str, Mention]:
    found: dict[str, Mention] = {}
    for mention in names:
        if mention.kind is not Kind.PERSON or mention.last - mention.first < 2:
            continue
        middle = [mention.last - 2] if mention.last - mention.first == 3 else []  # two surnames
        for i in (mention.last - 1, mention.first, *middle):
            word = page.words[i]
            if (
                len(word) > 2
                and word[0].isupper()
                and page.lower[i] not in page.small | page.never | page.particles | page.suffixes
            ):
                found.setdefault(word, replace(mention, candidates=()))
    return found


def _acronyms(page: Page, names: list[Mention]) -> dict[str, Mention]:
    """Names in capitals given in brackets right after a longer name whose initials they are."""
    found: dict[str, Mention] = {}
    for mention in names:
        i = mention.last
        if i + 2 >= len(page.words) or page.words[i] not in _OPEN or mention.kind is Kind.PERSON:
            continue
        i += 1
        while i < len(page.words) and (
            page.lower[i] in {"the", "or", "hereinafter", "hereafter"} or not page.words[i][:1].isalnum()
        ):
            i += 1
        if i + 1 >= len(page.words):
            continue
        word = page.words[i]
        if sum(c.isupper() for c in word) >= 2 and (
            initials(mention.text, word) or _only_short(page, mention, i)
        ):
            found[word] = mention
    return found


def _only_short(page: Page, mention: Mention, i: int) -> bool:
    """ "Zendan Liberal Party (PLZ)": a short word alone in brackets is the body's in its own tongue."""
    word = page.words[i]
    return (
        mention.kind in BODIES
        and page.words[i - 1] in _OPEN
        and page.words[i + 1] in _CLOSE
        and word.isalpha()
        and len(word) <= 8
        and page.match_at[i] is None
        and mention.last - mention.first > 1
    )


def acronyms_first(page: Page, names: list[Mention]) -> list[Mention]:
    """What the tagger takes for a person or place, but the document for an acronym, is the body."""
    known = _acronyms(page, names)
    return [
        replace(m, kind=known[page.words[m.first]].kind, resolution=Resolution.SHORT)
        if m.found_by == "ner" and m.last - m.first == 1 and page.words[m.first] in known
        else m
        for m in names
    ]


def initials(name: str, acronym: str) -> bool:
    """Whether the letters of an acronym begin the words of a name, in order.

    >>> initials("Asian Infrastructure Investment Bank", "AIIB")
    True
    """
    words = [w for w in name.replace("-", " ").split() if w[:1].isalpha()]
    letters = [c.casefold() for c in acronym if c.isalpha()]
    at = 0
    for word in words:
        if at < len(letters) and word[0].casefold() == letters[at]:
            at += 1
    return at >= len(letters) - 1 and at >= 2
