"""Open-world names built on a head noun: bodies, treaties, projects, events, places, groups, weapons.

A capitalised head ("Ministry", "Treaty") takes the capitalised words before it and an "of …" chain
after it. The words are data/lexicon/name_heads.jsonl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.mentions_page import GROUND, HYPHENS, Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

CHAIN = frozenset({"of", "for"})
_LEFT_STOP = frozenset({"former", "the", "a", "an", "said", "mr", "mrs", "ms", "dr"})


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
        if page.hyphen_next(i):
            continue
        match = page.match_at[i]
        first = _left(page, start)
        links = frozenset(line.get("links", ())) | CHAIN
        if match is not None and match.end == i + 1 and match.end - match.start > 1 and first >= match.start:
            links -= {"for"}  # a whole known name: "Zenda Parliament for the Liberal Party"
        last = _right(page, i + 1, links, Kind(line["kind"]))
        if match is not None and match.end > i + 1:
            if first >= match.start or page.known(i, *GROUND, "Person"):
                continue
            last = max(last, match.end)
        year = _year(page, start, first, i + 1, last, Kind(line["kind"]))
        first, last = year
        if first == start and last == i + 1:
            if line["kind"] == "Agreement":
                last = _small_tail(page, last)
            if i + 1 - start < 2 and last == i + 1:
                yield from _bare(page, start, i + 1, Kind(line["kind"]))
                continue
            if last > i + 1 and not page.opens(first):
                yield page.mention(first, last, Kind.AGREEMENT, "pattern")
                continue
            if page.heading[i] or line["kind"] not in {"GovernmentBody", "Institution", "ArmedForce"}:
                continue
        elif page.heading[i] and not _good_in_heading(page, first, last):
            continue
        kind = _kind(page, first, last, Kind(line["kind"]))
        if (first, last) != (start, i + 1) and not _enough(page, first, start, i + 1, last, kind):
            continue
        yield page.mention(first, last, kind, "pattern")


def _bare(page: Page, first: int, last: int, kind: Kind) -> Iterator[Mention]:
    """ "the Committee": a short form of a name given before, or nothing."""
    goes_on = last < len(page.words) and page.capital(last) and page.namelike(last)
    definite = first > 0 and page.lower[first - 1] in {"the", "this", "that", "our"}
    if definite and not goes_on and not page.heading[first]:
        yield page.mention(first, last, kind, "bare", resolution=Resolution.SHORT)


def bare_heads(page: Page) -> Iterator[Mention]:
    """ "the government", "the bank", "the treaty": perhaps short for a name given before."""
    for i in range(1, len(page.words)):
        word = page.words[i]
        if (
            page.lower[i - 1] not in {"the", "this", "that", "its", "their", "his", "her"}
            or not word.islower()
        ):
            continue
        found = wordlists.name_heads().get(word) or wordlists.group_heads().get(word)
        if found is None or found["kind"] in {"Place", "Region", "Group", "Event", "MediaOutlet"}:
            continue
        if (
            page.doc[i].dep_ in {"compound", "amod"}
            or page.doc[i].pos_ != "NOUN"
            or page.doc[i].tag_ == "NNS"
        ):
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
    if (
        last == end
        and last < len(page.words)
        and re.fullmatch(r"(?:19|20)\d\d", page.words[last])
        and first < start
    ):
        last += 1
    return first, last


#: "twentieth", "24th", "eighteenth" and the end of "Twenty-Fourth".
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|(?:twenty|thirty|forty|fifty).*|[a-z]+(?:teenth|tieth)|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
#: Prepositions inside the topic of a treaty.
_TOPIC = frozenset({"on", "of", "for", "concerning", "respecting"})


def _small_tail(page: Page, last: int) -> int:
    """ "on eternal friendship and alliance": the topic of a treaty in small letters."""
    i = last
    if i >= len(page.words) or page.lower[i] not in {"on", "of", "for", "concerning", "respecting"}:
        return last
    end = last
    while i < len(page.words) and i - last < 10:
        token = page.doc[i]
        if token.pos_ in {"NOUN", "PROPN"} and page.match_at[i] is None:
            end = i + 1
        elif token.pos_ not in {"ADJ", "ADP", "CCONJ", "DET"} or (
            token.lower_ not in _TOPIC and token.pos_ == "ADP"
        ):
            break
        i += 1
    return end


def _kind(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """A committee of the United Nations is no government's; a party's twentieth congress is an event."""
    if kind is Kind.GOVERNMENT_BODY and page.capital(first):
        ordinal = _ORDINAL.fullmatch(page.lower[first]) or page.doc[first].ent_type_ == "ORDINAL"
        if ordinal and "congress" in page.lower[first:last]:
            return Kind.EVENT
    if kind is Kind.COMPANY and any(page.known(i, "Institution") for i in range(first, last)):
        return Kind.INSTITUTION  # "United Nations Development Group"
    if kind is Kind.GOVERNMENT_BODY:
        for i in range(first, last):
            if page.lower[i] in {
                "international",
                "world",
                "intergovernmental",
                "global",
                "un",
                "eu",
                "regional",
            } and page.lower[last - 1] not in {"government"}:
                return Kind.INSTITUTION
            if page.known(i, "Institution") and page.lower[i] not in {"department"}:
                return Kind.INSTITUTION
    return kind


def _good_in_heading(page: Page, first: int, last: int) -> bool:
    """In headings every word has a capital: a name needs a known name inside and no common word."""
    if all(page.words[i].isupper() for i in range(first, last)):
        return False
    inside = (
        any(page.known(i) for i in range(first, last)) and first < last - 1 and page.doc[first].pos_ != "NOUN"
    )
    return (
        inside and not any(page.lower[i] in page.small for i in range(first, last) if page.capital(i))
    ) or (page.doc[first].ent_type_ in {"ORG", "LAW", "EVENT"} and page.doc[last - 1].ent_type_ != "")


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
    return not (
        page.opens(first)
        and len(named) == 1
        and page.doc[first].pos_ not in {"PROPN", "ADJ"}
        and not page.known(first)
    )


def _left(page: Page, start: int) -> int:
    """Where the capitalised words before a head begin."""
    first = start
    while first > 0:
        i = first - 1
        word = page.lower[i]
        match = page.match_at[i]
        if match is not None and page.capital(i):
            begin = match.start + (page.lower[match.start] == "the")
            if begin > i or match.entries[0].kind == "Person":
                break
            first = begin
            if first > 0 and page.lower[first - 1] == "the":
                break
            continue
        if (
            page.namelike(i)
            and word not in _LEFT_STOP
            and not (word == "new" and page.opens(i))
            and not role_ends(page, i)
            and page.words[i] != "."
        ):
            first = i
            continue
        if page.compound_tail(i):
            first = i - 2
            continue
        spaced = word in HYPHENS and page.doc[i - 1].whitespace_ and page.doc[i].whitespace_
        joins = word in {"and", "&", "-", "–", "/"} and i > 0 and not spaced
        if joins and page.namelike(i - 1) and (word != "and" or _and_inside(page, i)):
            first = i - 1
            continue
        if (
            word in {"'s", "'", "’s", "’"}
            and i > 0
            and page.doc[i - 1].tag_ in {"NNS", "NNPS"}
            and not page.known(i - 1)
        ):
            first = i - 1
            continue
        break
    if 4 < first < start and page.lower[first - 1] == "the" and page.lower[first - 2] in {"in", "for"}:
        match = page.match_at[first - 3]  # "the Ruritania in the Southern World Programme"
        if (
            match is not None
            and match.how == "name"
            and match.end == first - 2
            and match.start
            and (
                page.lower[match.start - 1] == "the"
                and match.end - match.start == 1
                and not page.words[match.start].endswith("s")
            )
        ):
            first = match.start
    while first < start and (page.words[first] in HYPHENS or page.doc[first].pos_ in {"PUNCT", "CCONJ"}):
        first += 1
    return first


def role_ends(page: Page, i: int) -> bool:
    """Whether a post's name ends here, so that no other name goes on over it."""
    found = wordlists.roles().ending(page.lower, i)
    return (
        found is not None
        and found[1]["sort"] != "work"
        and page.lower[i] not in {"general", "state", "private", "agent"}
    )


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
    return (
        page.doc[i - 1].ent_type_ not in {"PERSON", "GPE"}
        and wordlists.name_heads().get(page.words[i - 1]) is None
    )


def _right(page: Page, end: int, links: frozenset[str], kind: Kind) -> int:
    """Where the chain after a head ends: "of Foreign Affairs of Ruritania", "on the Law of the Sea"."""
    last = end
    size = len(page.words)
    while last < size:
        i = last
        purpose = (
            page.lower[i] == "to" and i + 1 < size and page.capital(i + 1) and page.doc[i + 1].tag_ == "VB"
        )
        if (page.lower[i] not in links or (page.lower[i] == "to" and last > end)) and not purpose:
            break  # "moves its Embassy in Ruritania to Klow"
        i += 2 if purpose else 1
        while i < size and page.lower[i] in {"the", "a", "an", "its", "all"}:
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
            ground = match.entries[0].kind in GROUND and match.how != "demonym" and not _joined(page, i)
            listed = i < size and (
                (kind is Kind.AGREEMENT and page.lower[i] in {"and", ","}) or _two_regions(page, i)
            )
            if ground and not listed:
                break
        elif page.namelike(i) and page.words[i][:1].isalpha() and not page.date_word(i):
            if (
                i == last
                and page.doc[i].ent_type_ == "PERSON"
                and page.doc[i].ent_iob_ == "B"
                and kind is not Kind.AGREEMENT
            ):
                break
            i = last = i + 1
        elif page.words[i] in HYPHENS and last == i and i + 1 < size and page.capital(i + 1):
            i += 1
        elif page.words[i] in HYPHENS and last == i and page.compound_tail(i + 1):
            i = last = i + 2  # "Economic Co-operation"
        elif page.lower[i] in {"and", ",", "&"} and last == i and _goes_on(page, i, kind):
            i += 1
            while i < size and page.lower[i] in {"and", "the"}:
                i += 1
        elif (
            page.lower[i] in page.particles
            and last > 0
            and i + 1 < size
            and page.capital(i + 1)
            and last == i
        ):
            i += 1
        else:
            break
    return last


def _joined(page: Page, i: int) -> bool:
    return i < len(page.words) and (page.words[i] in HYPHENS or page.namelike(i))


def _two_regions(page: Page, i: int) -> bool:
    """ "Commission for Asia and the Far East": two regions that one body is for."""
    j = i + 1 + (page.lower[i + 1 : i + 2] == ("the",))
    pair = page.lower[i] == "and" and j < len(page.words) and i > 1
    return pair and bool(page.known(i - 1, "Region") and page.known(j, "Region"))


def _goes_on(page: Page, i: int, kind: Kind) -> bool:
    """Whether the name continues after "and" or a comma."""
    size = len(page.words)
    j = i + 1
    if _two_regions(page, i):
        return True
    if page.lower[i] == "," and j < size and page.lower[j] == "and":
        j += 1
    if kind is Kind.AGREEMENT and page.known(i - 1, "State"):
        while j < size and page.lower[j] == "the":
            j += 1
        between = any(page.lower[k] == "between" for k in range(max(0, i - 12), i))
        return j < size and page.known(j, "State") is not None and between
    if (
        j >= size
        or not page.namelike(j)
        or page.doc[j].ent_type_ in {"PERSON", "GPE", "DATE"}
        or page.known(j)
    ):
        return False
    if page.known(i - 1, "State", "Place", "Region", "Person") and kind is not Kind.AGREEMENT:
        return False
    if page.lower[i] == "," and kind is not Kind.AGREEMENT:
        k = j
        while k < size and page.namelike(k):
            k += 1
        common = wordlists.common_words()
        if k - j > 1 or not all(page.lower[n] in common for n in range(j, k)):
            return False  # "Fund for Nature, Zenda Watch and …": the next name of a list
        return page.lower[i + 1] == "and" or (
            k < size and page.lower[k] == "and" and page.doc[j].pos_ == "PROPN"
        )
    k = j
    while k < size and page.namelike(k):
        k += 1
    heads = wordlists.name_heads()
    if k - j > 1 and heads.ending(page.lower, k - 1) is not None and kind is not Kind.AGREEMENT:
        return False  # "University of Zenda and Strelsau Christian University"
    return heads.get(page.words[j]) is None and not role_ends(page, j)
