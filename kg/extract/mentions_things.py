"""Names on a small head, groups with their state, states by their form, weapons by designation.

"the X–Y pipeline", "Ruritanian arms manufacturers", "the Kingdom of Ruritania", "S-400", "Operation X".
The words are data/lexicon/{thing,group}_heads.jsonl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions_heads import CHAIN, role_ends
from kg.extract.mentions_page import HYPHENS, QUOTES, Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind

_WEAPON = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Za-z0-9]{0,4}")


_WEAPON_NOUNS = frozenset(
    [
        "missile",
        "missiles",
        "fighter",
        "fighters",
        "jet",
        "jets",
        "aircraft",
        "plane",
        "planes",
        "warplane",
        "warplanes",
        "tank",
        "tanks",
        "helicopter",
        "helicopters",
        "system",
        "systems",
        "bomber",
        "bombers",
        "submarine",
        "submarines",
        "rocket",
        "rockets",
        "drone",
        "drones",
        "howitzer",
        "launcher",
        "launchers",
        "interceptor",
        "interceptors",
        "radar",
        "rifle",
        "rifles",
        "battery",
        "batteries",
        "frigate",
    ]
)


_LED_BY = frozenset(
    {"operation", "exercise", "exercises", "hurricane", "typhoon", "resolution", "resolutions"}
)


#: Labels of the tagger that a thing can be named after.
_NAMING = frozenset({"ORG", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW"})


_YEAR_OR_DATE = re.compile(r"(?:1[89]|20)\d\d|\d{1,2}/\d{1,2}")


def thing_names(page: Page) -> Iterator[Mention]:
    """ "the X–Y railway", "X peace talks": a small head after a proper name that is not just a state."""
    heads = wordlists.thing_heads()
    for i, word in enumerate(page.words):
        if word not in heads.by_last:
            continue
        found = heads.ending(page.lower, i)
        if found is None:
            continue
        start, line = found
        quoted = _quoted_before(page, start)
        first = quoted
        if first is None:
            first = _tagged_before(page, start, line["kind"])
        if first is None:
            first = _modifiers(page, start, line["kind"])
        if first is None:
            continue
        yield page.mention(first, i + 1, Kind(line["kind"]), "pattern")


def _tagged_before(page: Page, start: int, kind: str) -> int | None:
    """The tagger's name before a project's head, a year before an event's head."""
    if start == 0:
        return None
    if kind == "Event" and _YEAR_OR_DATE.fullmatch(page.words[start - 1]):
        return start - 1
    if (
        kind != "Project"
        or page.doc[start - 1].ent_type_ not in _NAMING
        or page.match_at[start - 1] is not None
    ):
        return None
    first = start - 1
    while first > 0 and page.doc[first].ent_iob_ == "I":
        first -= 1
    while first > 1 and page.lower[first - 1] in CHAIN and page.namelike(first - 2):
        first -= 2
    while first < start and not page.namelike(first):
        first += 1
    return first if first < start else None


def _quoted_before(page: Page, start: int) -> int | None:
    """The opening of a quoted capitalised name that ends right before a head: “Joint Sea 2015 II” drills."""
    i = start - 1
    while i > 0 and page.doc[i].pos_ == "ADJ" and page.words[i].islower():
        i -= 1
    if i < 2 or page.words[i] not in QUOTES:
        return None
    j = i - 1
    while j > 0 and i - j < 8 and page.words[j] not in QUOTES:
        j -= 1
    inner = range(j + 1, i)
    if (
        page.words[j] not in QUOTES
        or not len(inner)
        or not all(page.capital(k) or page.words[k].isdigit() for k in inner)
    ):
        return None
    return j


def _modifiers(page: Page, start: int, kind: str) -> int | None:
    """The first word of the proper name before a small head, or None where there is none of its own."""
    i = start - 1
    while i > 0 and page.words[i].islower() and page.doc[i].pos_ in {"ADJ", "NOUN"} and start - i <= 2:
        i -= 1  # "high-speed", "economic"
    if i < start - 1 and page.words[i] in HYPHENS:
        return None
    last = i
    names = hyphens = 0
    while i >= 0:
        if page.words[i] in HYPHENS and i > 0 and page.capital(i - 1) and i < last:
            hyphens += 1
            i -= 1
        elif (
            page.capital(i)
            and page.namelike(i)
            and page.doc[i].pos_ in {"PROPN", "NOUN", "ADJ"}
            and not role_ends(page, i)
        ):
            person = page.known(i, "Person") is not None and kind != "GovernmentBody"
            if not person and (page.metonym(i) or not page.known(i, "State", "Region", "Institution")):
                names += 1
            i -= 1
        else:
            break
    first = i + 1
    if first > last or (page.opens(first) and first == last and page.doc[first].pos_ != "PROPN"):
        return None
    pair = (
        hyphens > 0
        and kind in {"Project", "Event", "Agreement"}
        and all(page.known(k, "State", "Region") for k in range(first, last + 1) if page.capital(k))
    )
    distinct = pair and not all(page.demonym(k) for k in range(first, last + 1) if page.capital(k))
    if not names and not distinct:
        return None
    article = first > 0 and page.lower[first - 1] == "the"  # people take none
    if names and page.doc[last].ent_type_ == "PERSON" and kind != "GovernmentBody" and not article:
        return None
    return first


def group_names(page: Page) -> Iterator[Mention]:
    """ "Russian arms manufacturers", "the Danish government": a collective noun after a state's adjective."""
    for match in page.matches:
        if match.entries[0].kind not in {"State", "Region"} or match.how == "metonym":
            continue
        i = match.end
        size = len(page.words)
        if match.how not in {"demonym", "people"}:
            if i < size and page.lower[i] in {"'s", "’s", "'"}:
                continue
            if i >= size or page.doc[match.end - 1].dep_ not in {"compound", "nmod", "amod"}:
                continue
        group = group_after(page, match.start, match.end)
        if group is not None and (group.kind is not Kind.STATE or match.entries[0].kind == "State"):
            yield group
    yield from _governments_of(page)


def group_after(page: Page, first: int, end: int) -> Mention | None:
    """The collective noun within four words after a state's name or adjective, with what is between."""
    heads = wordlists.group_heads()
    i = end
    stop = min(i + 4, len(page.words))
    while i < stop:
        found = heads.at(page.lower, i)
        if found and page.words[found[0] - 1].islower():
            return page.mention(first, found[0], Kind(found[1]["kind"]), "group", candidates=())
        if page.doc[i].pos_ not in {"ADJ", "NOUN", "PROPN"} and page.words[i] not in HYPHENS:
            return None
        i += 1
    return None


def _governments_of(page: Page) -> Iterator[Mention]:
    """ "the Government of Ruritania", "the government of Ruritania", "Korvel's brutal regime"."""
    for i, word in enumerate(page.lower):
        if word == "regime" and i > 1:
            j = i - 1
            while j > 1 and i - j < 3 and page.doc[j].pos_ == "ADJ" and page.words[j].islower():
                j -= 1
            if (
                page.lower[j] in {"'s", "’s"}
                and page.doc[j - 1].pos_ == "PROPN"
                and page.known(j - 1, "State") is None
            ):
                yield page.mention(j - 1, i + 1, Kind.GOVERNMENT_BODY, "pattern")
    for match in page.matches:
        i = match.start
        if match.entries[0].kind != "State" or match.how not in {"name", "alias", "acronym"}:
            continue
        j = i - 1
        if j > 0 and page.lower[j] == "the":
            j -= 1
        if j > 0 and page.lower[j] == "of" and page.lower[j - 1] in {"government", "parliament"}:
            yield page.mention(j - 1, match.end, Kind.GOVERNMENT_BODY, "group")


def realms(page: Page) -> Iterator[Mention]:
    """A state by its form: "the Kingdom of Ruritania", "the former Union of X"; and "British India"."""
    for match in page.matches:
        if match.entries[0].kind != "State" or match.how not in {"name", "alias"}:
            continue
        j = match.start - 1
        if j > 0 and page.lower[j] == "the":
            j -= 1
        if j > 0 and page.lower[j] == "of" and page.lower[j - 1] in page.realms and page.capital(j - 1):
            first = j - 1
            while (
                first > 0
                and page.capital(first - 1)
                and page.lower[first - 1] in {"islamic", "people's", "federal", "oriental"}
            ):
                first -= 1
            yield page.mention(first, match.end, Kind.STATE, "gazetteer", candidates=(match.entries[0].id,))
        before = page.match_at[match.start - 1] if match.start else None
        other = before is not None and before.how == "demonym" and before.entries[0] is not match.entries[0]
        if before is not None and other and page.doc[match.start - 1].dep_ in {"amod", "compound", "nmod"}:
            yield page.mention(before.start, match.end, Kind.PLACE, "pattern")


def designations(page: Page) -> Iterator[Mention]:
    """Weapons by designation ("S-400"), "Operation X", "Exercise X 2015 II", numbered resolutions."""
    for i, word in enumerate(page.words):
        if _WEAPON.fullmatch(word) and page.match_at[i] is None and _near_weapon_noun(page, i):
            yield page.mention(i, i + 1, Kind.WEAPON, "pattern")
        elif page.lower[i] in _LED_BY and i + 1 < len(page.words):
            last = _designated(page, i)
            if last > i + 1:
                kind = Kind.AGREEMENT if page.lower[i].startswith("resolution") else Kind.EVENT
                kind = Kind.PROJECT if page.lower[i] == "operation" else kind
                first = i
                if kind is Kind.AGREEMENT:
                    while first > 0 and page.namelike(first - 1) and not page.opens(first - 1):
                        first -= 1
                if page.capital(first) or kind is Kind.AGREEMENT:
                    yield page.mention(first, last, kind, "pattern")


def _near_weapon_noun(page: Page, i: int) -> bool:
    around = page.lower[max(0, i - 8) : i + 8]
    return any(word in _WEAPON_NOUNS for word in around) or any(
        _WEAPON.fullmatch(page.words[j]) and page.known(j, "Weapon")
        for j in range(max(0, i - 6), min(len(page.words), i + 7))
        if j != i
    )


def _designated(page: Page, i: int) -> int:
    """The end of what follows Operation, Exercise or Resolution: capitals, years, numerals."""
    last = i + 1
    numbered = page.lower[i].startswith("resolution")
    while last < len(page.words):
        word = page.words[last]
        if numbered and (
            re.fullmatch(r"(?:[A-Z]/)?[\d/]+(?:\(\d+\))?", word)
            or word == "No."
            or (word == "(" and last > i + 1 and "".join(page.words[last + 1 : last + 2]).isdigit())
        ):
            last += 3 if word == "(" else 1
        elif not numbered and (page.namelike(last) or (last > i + 1 and word.isdigit())):
            last += 1
        else:
            break
    return min(last, len(page.words))


def joined_initials(page: Page) -> Iterator[Mention]:
    """ "IA-CEPA": initials of unknown names that a hyphen joins are one name."""
    for i in range(len(page.words) - 2):
        if page.words[i + 1] not in HYPHENS or page.doc[i].whitespace_ or page.doc[i + 1].whitespace_:
            continue
        pair = (i, i + 2)
        if not all(_initials(page, k) for k in pair) or page.heading[i] or page.doc[i + 2].pos_ != "PROPN":
            continue
        heads = [wordlists.thing_heads().get(w) or {} for w in page.lower[max(0, i - 9) : i]]
        bracketed = i > 0 and page.words[i - 1] == "(" and any(h.get("kind") == "Agreement" for h in heads)
        agreement = page.lower[i + 2] in wordlists.reference_words("trade-initials") or bracketed
        yield page.mention(i, i + 3, Kind.AGREEMENT if agreement else Kind.ORGANIZATION, "pattern")


def _initials(page: Page, i: int) -> bool:
    word = page.words[i]
    plain = 1 < len(word) < 8 and word.isalpha() and word.isupper() and page.match_at[i] is None
    return plain and page.lower[i] not in page.never and not page.short_thing(i)
