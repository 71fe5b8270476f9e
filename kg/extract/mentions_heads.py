"""Open-world names built on a head noun: bodies, treaties, projects, events, places, groups, weapons.

A capitalised head ("Ministry", "Treaty") takes the capitalised words before it and an "of …" chain
after it; a small head ("pipeline", "talks") needs a proper name before it; a collective noun after a
state's adjective makes a group with its state. The words are data/lexicon/{name,thing,group}_heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions_page import GROUND, HYPHENS, QUOTES, Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

_CHAIN = frozenset({"of", "for"})
_WEAPON = re.compile(r"[A-Z][A-Za-z]{0,3}-\d{1,4}[A-Za-z0-9]{0,4}")
_WEAPON_NOUNS = frozenset(
    "missile missiles fighter fighters jet jets aircraft plane planes warplane warplanes tank tanks helicopter "
    "helicopters system systems bomber bombers submarine submarines rocket rockets drone drones howitzer "
    "launcher launchers interceptor interceptors radar rifle rifles battery batteries frigate".split()
)
_LED_BY = frozenset({"operation", "exercise", "exercises", "hurricane", "typhoon", "resolution", "resolutions"})
_LEFT_STOP = frozenset({"former", "new", "the", "a", "an", "said", "mr", "mrs", "ms", "dr"})


def head_names(page: Page) -> Iterator[Mention]:
    """Names on a capitalised head noun, each the longest that its head allows."""
    heads = wordlists.name_heads()
    for i, word in enumerate(page.words):
        if not page.capital(i) or word.lower() not in heads.by_last:
            continue
        found = heads.ending(page.lower, i)
        if found is None or not all(page.capital(j) or page.lower[j] == "of" for j in range(found[0], i + 1)):
            continue
        start, line = found
        match = page.match_at[i]
        first = _left(page, start)
        last = _right(page, i + 1, frozenset(line.get("links", ())) | _CHAIN, Kind(line["kind"]))
        if match is not None and match.end > i + 1:
            if first >= match.start or page.known(i, *GROUND, "Person"):
                continue
            last = max(last, match.end)
        year = _year(page, start, first, i + 1, last, Kind(line["kind"]))
        first, last = year
        if first == start and last == i + 1:
            if i + 1 - start < 2:
                yield from _bare(page, start, i + 1, Kind(line["kind"]))
                continue
            if page.heading[i] or line["kind"] not in {"GovernmentBody", "Institution", "ArmedForce"}:
                continue
        elif page.heading[i] and not _good_in_heading(page, first, last):
            continue
        kind = _kind(page, first, last, Kind(line["kind"]))
        if (first, last) != (start, i + 1) and not _enough(page, first, start, i + 1, last, kind):
            continue
        if kind is Kind.AGREEMENT and first == start and last == i + 1:
            last = _small_tail(page, last)
        yield page.mention(first, last, kind, "pattern")


def _bare(page: Page, first: int, last: int, kind: Kind) -> Iterator[Mention]:
    """"the Committee": a short form of a name given before, or nothing."""
    if first > 0 and page.lower[first - 1] in {"the", "this", "that"} and not page.heading[first]:
        if not (last < len(page.words) and page.capital(last) and page.namelike(last)):
            yield page.mention(first, last, kind, "bare", resolution=Resolution.SHORT)


def bare_heads(page: Page) -> Iterator[Mention]:
    """"the government", "the bank", "the treaty": perhaps short for a name given before."""
    for i in range(1, len(page.words)):
        word = page.words[i]
        if page.lower[i - 1] not in {"the", "this", "that", "its", "their", "his", "her"} or not word.islower():
            continue
        found = wordlists.name_heads().get(word) or wordlists.group_heads().get(word)
        if found is None or found["kind"] in {"Place", "Region", "Group", "Event", "MediaOutlet"}:
            continue
        if page.doc[i].dep_ in {"compound", "amod"} or page.doc[i].pos_ != "NOUN" or page.doc[i].tag_ == "NNS":
            continue
        if i + 1 < len(page.words) and page.lower[i + 1] == "of":
            continue
        yield page.mention(i, i + 1, Kind(found["kind"]), "bare", resolution=Resolution.SHORT)


def _year(page: Page, start: int, first: int, end: int, last: int, kind: Kind) -> tuple[int, int]:
    """With the year that names it: "the 2030 Agenda", "Vision 2020"."""
    if kind not in {Kind.AGREEMENT, Kind.PROJECT, Kind.EVENT}:
        return first, last
    if first == start and first > 0 and re.fullmatch(r"(?:19|20|18)\d\d", page.words[first - 1]):
        first -= 1
    if last == end and last < len(page.words) and re.fullmatch(r"(?:19|20)\d\d", page.words[last]) and first < start:
        last += 1
    return first, last


def _small_tail(page: Page, last: int) -> int:
    """"on eternal friendship and alliance": the topic of a treaty in small letters."""
    i = last
    if i >= len(page.words) or page.lower[i] not in {"on", "of", "for", "concerning", "respecting"}:
        return last
    end = last
    while i < len(page.words) and i - last < 10:
        token = page.doc[i]
        if token.pos_ in {"NOUN", "PROPN"}:
            end = i + 1
        elif token.pos_ not in {"ADJ", "ADP", "CCONJ", "DET"} or token.lower_ in {"in", "by", "with", "from", "as", "at"}:
            break
        i += 1
    return end


def _kind(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """A committee of the United Nations is no government's."""
    if kind is Kind.GOVERNMENT_BODY:
        for i in range(first, last):
            if page.lower[i] in {"international", "world", "intergovernmental", "global", "un", "eu", "regional"} and page.lower[
                last - 1
            ] not in {"government"}:
                return Kind.INSTITUTION
            if page.known(i, "Institution") and page.lower[i] not in {"department"}:
                return Kind.INSTITUTION
    return kind


def _good_in_heading(page: Page, first: int, last: int) -> bool:
    """In headings every word has a capital, so a name needs support: a known name inside, or no common word."""
    if all(page.words[i].isupper() for i in range(first, last)):
        return False
    inside = any(page.known(i) for i in range(first, last)) and first < last - 1 and page.doc[first].pos_ != "NOUN"
    return inside and not any(page.lower[i] in page.small for i in range(first, last) if page.capital(i)) or (
        page.doc[first].ent_type_ in {"ORG", "LAW", "EVENT"} and page.doc[last - 1].ent_type_ != ""
    )


def _enough(page: Page, first: int, start: int, end: int, last: int, kind: Kind) -> bool:
    """The head alone with a common word is no name: "Last Meeting", "Our Government"."""
    own = [i for i in (*range(first, start), *range(end, last)) if page.words[i][:1].isalnum()]
    named = [i for i in own if page.capital(i)]
    if page.words[first].isdigit() and first < start:
        return True
    if not named:
        return bool(own) and any(page.words[i].isdigit() for i in own) and kind is Kind.AGREEMENT
    if first == start:
        return True
    if page.opens(first) and len(named) == 1 and page.doc[first].pos_ not in {"PROPN", "ADJ"} and not page.known(first):
        return False
    return True


def _left(page: Page, start: int) -> int:
    """Where the capitalised words before a head begin."""
    first = start
    while first > 0:
        i = first - 1
        word = page.lower[i]
        if page.match_at[i] is not None and page.match_at[i].start < i + 1 and page.capital(i):  # type: ignore[union-attr]
            match = page.match_at[i]
            if match is not None and page.known(i, "Person"):
                break
            first = match.start if match is not None else i
            while first < start and page.lower[first] == "the":
                first += 1
                break
            if first < start and page.lower[first - 1] == "the":
                break
            continue
        if page.namelike(i) and word not in _LEFT_STOP and not _role_ends(page, i) and page.words[i] != ".":
            first = i
            continue
        joins = word in {"and", "&", "-", "–", "/"} and i > 0
        if joins and page.namelike(i - 1) and (word != "and" or _and_inside(page, i)):
            first = i - 1
            continue
        if word in {"'s", "'", "’s", "’"} and i > 0 and page.doc[i - 1].tag_ in {"NNS", "NNPS"} and not page.known(i - 1):
            first = i - 1
            continue
        break
    while first < start and (page.words[first] in HYPHENS or page.doc[first].pos_ in {"PUNCT", "CCONJ"}):
        first += 1
    return first


def _role_ends(page: Page, i: int) -> bool:
    found = wordlists.roles().ending(page.lower, i)
    return found is not None and found[1]["sort"] != "work" and page.lower[i] not in {"general", "state", "private", "agent"}


def _and_inside(page: Page, i: int) -> bool:
    """Whether "and" joins words of one name ("Foreign and Commonwealth Office") and not two names."""
    before = page.match_at[i - 1]
    after = page.match_at[i + 1] if i + 1 < len(page.words) else None
    if before is not None and before.how not in {"demonym"}:
        return False
    if after is not None and after.start == i + 1 and after.how not in {"demonym"}:
        return False
    if before is not None and after is not None:
        return False
    return page.doc[i - 1].ent_type_ not in {"PERSON", "GPE"} and wordlists.name_heads().get(page.words[i - 1]) is None


def _right(page: Page, end: int, links: frozenset[str], kind: Kind) -> int:
    """Where the chain after a head ends: "of Foreign Affairs of Ruritania", "on the Law of the Sea"."""
    last = end
    size = len(page.words)
    while last < size:
        i = last
        if page.lower[i] not in links:
            break
        i += 1
        while i < size and page.lower[i] in {"the", "a", "its", "all"}:
            i += 1
        if i < size and kind is Kind.AGREEMENT and page.words[i].isdigit() and page.lower[last] == "of":
            return i + 1
        stop = _run(page, i, kind)
        if stop == i:
            break
        last = stop
    return last


def _run(page: Page, i: int, kind: Kind) -> int:
    """The end of a run of capitalised words from i on, with "and" and commas where a name goes on."""
    last = i
    size = len(page.words)
    while i < size:
        match = page.match_at[i]
        if match is not None and match.start == i and page.capital(i):
            if match.entries[0].kind == "Person" and kind not in {Kind.AGREEMENT}:
                break
            i = last = match.end
            if match.entries[0].kind in GROUND and match.how != "demonym" and not _joined(page, i):
                if kind is not Kind.AGREEMENT or i >= size or page.lower[i] not in {"and", ","}:
                    break
        elif page.namelike(i) and page.words[i][:1].isalpha():
            i = last = i + 1
        elif page.words[i] in HYPHENS and last == i and i + 1 < size and page.capital(i + 1):
            i += 1
        elif page.lower[i] in {"and", ",", "&"} and last == i and _goes_on(page, i, kind):
            i += 1
            while i < size and page.lower[i] in {"and", "the"}:
                i += 1
        elif page.lower[i] in page.particles and last > 0 and i + 1 < size and page.capital(i + 1) and last == i:
            i += 1
        else:
            break
    return last


def _joined(page: Page, i: int) -> bool:
    return i < len(page.words) and (page.words[i] in HYPHENS or page.namelike(i))


def _goes_on(page: Page, i: int, kind: Kind) -> bool:
    """Whether the name continues after "and" or a comma."""
    size = len(page.words)
    j = i + 1
    if page.lower[i] == "," and j < size and page.lower[j] == "and":
        j += 1
    if kind is Kind.AGREEMENT and page.known(i - 1, "State"):
        while j < size and page.lower[j] == "the":
            j += 1
        between = any(page.lower[k] == "between" for k in range(max(0, i - 12), i))
        return j < size and page.known(j, "State") is not None and between
    if j >= size or not page.namelike(j) or page.doc[j].ent_type_ in {"PERSON", "GPE", "DATE"} or page.known(j):
        return False
    if page.known(i - 1, "State", "Place", "Region", "Person") and kind is not Kind.AGREEMENT:
        return False
    if page.lower[i] == "," and kind is not Kind.AGREEMENT:
        k = j
        while k < size and page.namelike(k):
            k += 1
        return page.lower[i + 1] == "and" or (k < size and page.lower[k] == "and" and page.doc[j].pos_ == "PROPN")
    after = wordlists.name_heads().get(page.words[j])
    return after is None and not _role_ends(page, j)


def thing_names(page: Page) -> Iterator[Mention]:
    """"the X–Y railway", "X peace talks": a small head after a proper name that is not just a state."""
    heads = wordlists.thing_heads()
    for i, word in enumerate(page.words):
        if word not in heads.by_last:
            continue
        found = heads.ending(page.lower, i)
        if found is None:
            continue
        start, line = found
        quoted = _quoted_before(page, start)
        first = quoted if quoted is not None else _modifiers(page, start, line["kind"])
        if first is None:
            continue
        yield page.mention(first, i + 1, Kind(line["kind"]), "pattern")


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
    if page.words[j] not in QUOTES or not len(inner) or not all(page.capital(k) or page.words[k].isdigit() for k in inner):
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
        elif page.capital(i) and page.namelike(i) and page.doc[i].pos_ in {"PROPN", "NOUN", "ADJ"} and not _role_ends(page, i):
            person = page.known(i, "Person") is not None and kind != "GovernmentBody"
            if page.demonym(i) is None and not person and not page.known(i, "State", "Region", "Institution"):
                names += 1
            i -= 1
        else:
            break
    first = i + 1
    if first > last or (page.opens(first) and first == last and page.doc[first].pos_ != "PROPN"):
        return None
    pair = hyphens > 0 and kind in {"Project", "Event", "Agreement"} and all(page.known(k, "State", "Region") for k in range(first, last + 1) if page.capital(k))
    distinct = pair and not all(page.demonym(k) for k in range(first, last + 1) if page.capital(k))
    if not names and not distinct:
        return None
    if names and page.doc[last].ent_type_ in {"PERSON"} and kind != "GovernmentBody":
        return None
    return first


def group_names(page: Page) -> Iterator[Mention]:
    """"Russian arms manufacturers", "the Danish government": a collective noun after a state's adjective."""
    heads = wordlists.group_heads()
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
        stop = min(i + 4, size)
        best: tuple[int, Kind] | None = None
        while i < stop:
            found = heads.at(page.lower, i)
            if found and page.words[found[0] - 1].islower():
                best = (found[0], Kind(found[1]["kind"]))
                break
            if page.doc[i].pos_ not in {"ADJ", "NOUN", "PROPN"} and page.words[i] not in HYPHENS:
                break
            i += 1
        if best is None:
            continue
        yield page.mention(match.start, best[0], best[1], "group", candidates=())
    yield from _governments_of(page)


def _governments_of(page: Page) -> Iterator[Mention]:
    """"the Government of Ruritania", "the government of Ruritania"."""
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
            while first > 0 and page.capital(first - 1) and page.lower[first - 1] in {"islamic", "people's", "federal", "oriental"}:
                first -= 1
            yield page.mention(first, match.end, Kind.STATE, "gazetteer", candidates=(match.entries[0].id,))
        before = page.match_at[match.start - 1] if match.start else None
        if before is not None and before.how == "demonym" and before.entries[0] is not match.entries[0]:
            if page.doc[match.start - 1].dep_ in {"amod", "compound", "nmod"}:
                yield page.mention(before.start, match.end, Kind.PLACE, "pattern")


def designations(page: Page) -> Iterator[Mention]:
    """Weapons by designation ("S-400", "Su-35s"), "Operation X", "Exercise X 2015 II", numbered resolutions."""
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
        _WEAPON.fullmatch(page.words[j]) and page.known(j, "Weapon") for j in range(max(0, i - 6), min(len(page.words), i + 7)) if j != i
    )


def _designated(page: Page, i: int) -> int:
    """The end of what follows Operation, Exercise or Resolution: capitals, years, numerals."""
    last = i + 1
    numbered = page.lower[i].startswith("resolution")
    while last < len(page.words):
        word = page.words[last]
        if numbered and (re.fullmatch(r"(?:[A-Z]/)?[\d/]+(?:\(\d+\))?", word) or (word == "No." or word == "(" and last > i + 1 and page.words[last + 1].isdigit())):
            last += 3 if word == "(" else 1
        elif not numbered and (page.namelike(last) or (last > i + 1 and word.isdigit())):
            last += 1
        else:
            break
    return last
