"""Posts and titles in running text: the persons that they introduce, and who is meant without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.mentions_page import Page
from kg.extract.mentions_roles import RoleSpan
from kg.extract.mentions_tagged import plausible_person
from kg.knowledge import wordlists
from kg.knowledge.wordlists import Line
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

#: Sorts of roles that one person holds.
_HELD = frozenset({"office", "post", "work", "rank"})
_ADDRESS = frozenset({"mr", "mrs", "ms", "dr", "sir", "madam"})
#: Posts and ranks that nobody is called by as a name.
_TITLES = frozenset(
    {"minister", "president", "ambassador", "admiral", "colonel", "professor", "chairman", "premier"}
)
#: With these a role is nobody in particular: "no president has ever".
_NOBODY = frozenset({"no", "any", "every", "each", "neither", "either"})


def titled_people(page: Page, roles: list[RoleSpan]) -> Iterator[Mention]:
    """A name right after a role or form of address is a person, whatever the tagger says of it."""
    for role in roles:
        if role.plural:
            continue
        for start in {role.core_end, role.last}:
            first = start
            if first < len(page.words) and page.lower[first] == "." and role.sort in {"address", "rank"}:
                first += 1
            if first >= len(page.words) or not _one_sentence(page, role.core, first):
                continue
            again = wordlists.roles().at(page.lower, first)
            if again is not None and _again(page, first, again):
                continue  # "His Excellency Mr. …": the nearer form of address has its own turn
            party = page.match_at[first]
            if party is not None and party.start == first and party.entries[0].kind == "Party":
                first = party.end  # "incumbent Liberal Anna Korvel"
            last = name_run(page, first)
            if last == first:
                continue
            if role.sort in {"work", "post"} and page.opens(role.first) and page.heading[first]:
                continue
            if not page.capital(role.core) and page.doc[first].ent_type_ not in {"PERSON", ""}:
                continue
            if plausible_person(page, first, last) or (
                role.sort == "address" and page.doc[first].pos_ == "PROPN"
            ):
                title = page.doc[role.first : role.last].text
                yield page.mention(first, last, Kind.PERSON, "title", title=title)


def _again(page: Page, first: int, found: tuple[int, Line]) -> bool:
    """Whether a form of address or a post stands before the name once more; "Dean" may be a name."""
    if page.lower[first].rstrip(".") in _ADDRESS:
        return True
    word = page.lower[found[0] - 1]
    return word in _TITLES and found[0] < len(page.words) and page.capital(found[0])


def described_people(page: Page, roles: list[RoleSpan]) -> Iterator[Mention]:
    """ "Park Ho-won, the mayor of Zenda, …": two capitals that the tagger passed over, and a post."""
    starts = {r.first for r in roles if not r.plural and r.sort in _HELD}
    for i in range(len(page.words) - 3):
        if not page.capital(i) or page.doc[i].ent_type_ or page.match_at[i] is not None or page.heading[i]:
            continue
        if i and page.capital(i - 1) and page.doc[i - 1].pos_ == "PROPN":
            continue
        last = name_run(page, i)
        if last - i < 2 or last + 1 >= len(page.words) or page.words[last] != ",":
            continue
        k = last + 1
        while k < len(page.words) and page.lower[k] in {"the", "a", "an", "then"}:
            k += 1
        free = k in starts and not any(page.doc[j].ent_type_ for j in range(i, last))
        if free and plausible_person(page, i, last):
            yield page.mention(i, last, Kind.PERSON, "title")


def name_run(page: Page, first: int) -> int:
    """The end of the personal name that begins at a token; `first` where none does."""
    i = first
    size = len(page.words)
    while i < size and i - first < 6:
        word = page.words[i]
        match = page.match_at[i]
        other = (
            match is not None and match.entries[0].kind != "Person" and match.how not in {"alias", "acronym"}
        )
        if other and i == first and page.doc[i].ent_type_ != "PERSON":
            break
        if page.capital(i) and page.doc[i].pos_ == "PROPN" and word.lower() not in page.never:
            if wordlists.roles().at(page.lower, i) and i > first:
                break
            i += 1
        elif (
            i > first
            and i + 1 < size
            and (word.lower() in page.particles or word in {"-", "’", "'"})
            and (page.capital(i + 1) or page.hyphen_tail(i + 1))
        ):
            if word in {"’", "'"} and page.lower[i + 1] == "s":
                break
            i += 1 + page.hyphen_tail(i + 1)
        elif (
            word.lower() in page.particles
            and i + 1 < size
            and page.capital(i + 1)
            and "-" not in word
            and i == first
        ):
            i += 1
        else:
            break
    while i > first and not page.capital(i - 1) and not page.hyphen_tail(i - 1):
        i -= 1
    if i < size - 1 and i > first and page.words[i] == "," and page.lower[i + 1].rstrip(".") in {"jr", "sr"}:
        i += 2
    return i


def with_titles(page: Page, people: list[Mention], roles: list[RoleSpan]) -> tuple[list[Mention], set[int]]:
    """People with the role phrase before or, between commas, after them; and the roles so used."""
    by_end: dict[int, int] = {}
    by_first: dict[int, int] = {}
    for number, role in enumerate(roles):
        if not role.plural:
            by_end[role.last] = number
            by_end.setdefault(role.core_end, number)
            by_first[role.first] = number
    used: set[int] = set()
    made: list[Mention] = []
    for person in people:
        before = _role_before(page, person, roles, by_end)
        if (
            before is not None
            and roles[before].last >= person.first - 1
            and page.lower[person.first - 1] != ","
        ):
            used.add(before)
        beside = before if before is not None else _role_after(page, person, roles, by_first)
        if beside is None:
            made.append(person)
        else:
            role = roles[beside]
            made.append(replace(person, title=page.doc[role.first : role.last].text))
    return made, used


def _role_before(page: Page, person: Mention, roles: list[RoleSpan], by_end: dict[int, int]) -> int | None:
    """The role right before a name, or before the comma before it, in its sentence."""
    at = by_end.get(person.first)
    if at is None and person.first > 0 and page.lower[person.first - 1] == ".":
        at = by_end.get(person.first - 1)
        if at is not None and roles[at].sort not in {"address", "rank"}:
            at = None
    if at is None and person.first > 1 and page.lower[person.first - 1] == ",":
        at = by_end.get(person.first - 1)
        if at is not None and (roles[at].sort == "address" or not _comma_closes(page, person)):
            at = None
    if at is not None and not _one_sentence(page, roles[at].core, person.first):
        return None
    return at


def _role_after(page: Page, person: Mention, roles: list[RoleSpan], by_first: dict[int, int]) -> int | None:
    """The role behind the comma after a name, in its sentence."""
    if person.last + 1 >= len(page.words) or page.lower[person.last] != ",":
        return None
    i = person.last + 1
    while i < len(page.words) and page.lower[i] in {"the", "a", "an", "then"}:
        i += 1
    at = by_first.get(i)
    if at is None or roles[at].sort == "address" or not _one_sentence(page, roles[at].core, person.first):
        return None
    return at


def _one_sentence(page: Page, one: int, other: int) -> bool:
    return page.annotated.sentence_of[one] == page.annotated.sentence_of[other]


def _comma_closes(page: Page, person: Mention) -> bool:
    """ "the minister, Anna Korvel, said": a name between commas after a role is that role's holder."""
    after = page.words[person.last] if person.last < len(page.words) else "."
    return (
        after in {",", ".", ")", ";", "–", "-", "—", "\n"}
        or page.doc[person.head].dep_ == "appos"
        or "\n" in after
    )


def _predicated(page: Page, role: RoleSpan) -> bool:
    """ "served as ambassador", "was elected president", "became the head"."""
    if role.first > 0 and page.lower[role.first - 1] == "as":
        return True
    return page.doc[role.core_end - 1].dep_ in {"attr", "oprd"}


def role_mentions(page: Page, roles: list[RoleSpan], used: set[int]) -> Iterator[Mention]:
    """Role phrases without a name beside them: "the Russian president", "his counterpart", "the chair"."""
    for n, role in enumerate(roles):
        if n in used or role.plural or role.sort in {"address", "rank"}:
            continue
        if role.first and page.lower[role.first - 1] in _NOBODY:
            continue
        capital = page.capital(role.core)
        if not role.definite and not capital and not role.voice and not _predicated(page, role):
            continue
        if capital and page.words[role.core : role.core_end] == ("Representatives",):
            continue
        core = page.doc[role.core_end - 1]
        if core.dep_ == "compound" and core.head.i >= role.last and core.head.lower_.endswith("s"):
            continue  # "the Founder States"
        yield page.mention(
            role.first,
            role.last,
            Kind.PERSON,
            "title",
            resolution=Resolution.TITLE,
            head=role.core_end - 1,
            title=page.doc[role.first : role.last].text,
        )
