"""Posts, offices and forms of address in running text: where each phrase begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.mentions_page import HYPHENS, Page
from kg.knowledge import wordlists

_DETERMINERS = frozenset({"the", "his", "her", "its", "their", "our", "my", "this", "that"})


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Tokens first … last of a role phrase, the role word at core … core_end, and its sort."""

    first: int
    core: int
    core_end: int
    last: int
    sort: str
    plural: bool
    definite: bool
    #: A spokesperson speaks for a body and may stay without a name.
    voice: bool = False


def role_spans(page: Page) -> list[RoleSpan]:
    """Every role phrase: qualifiers and adjectives before the role word, "of …" after it."""
    table = wordlists.roles()
    found: list[RoleSpan] = []
    i = 0
    while i < len(page.words):
        hit = table.at(page.lower, i) if page.words[i][:1].isalpha() else None
        plural = False
        if hit is None and page.lower[i].endswith("s") and page.doc[i].tag_ in {"NNS", "NNPS"}:
            one = table.get(page.lower[i][:-1])
            hit, plural = ((i + 1, one) if one else None), True
        if hit is None or not _noun(page, i, hit[0]):
            i += 1
            continue
        end, line = hit
        if found and found[-1].last == i - 1 and _bracketed(page, i, end):
            found[-1] = replace(found[-1], last=end + 1)
            i = end + 1
            continue
        match = page.match_at[i]
        if match is not None and match.end > end:
            i += 1
            continue
        inner = _qualified_role(page, i, end)
        if inner > i:
            i = inner  # the words before are its qualifiers
            continue
        end = _with_tail(page, end)
        first, definite = _before(page, i)
        last = _after(page, end) if line["sort"] in {"office", "post", "work"} else end
        found.append(RoleSpan(first, i, end, last, line["sort"], plural, definite, bool(line.get("voice"))))
        i = end
    return found


def _bracketed(page: Page, first: int, end: int) -> bool:
    """ "Member of Parliament (MP)": a post's short form behind it."""
    return page.words[first - 1] == "(" and page.words[end : end + 1] == (")",)


def _with_tail(page: Page, end: int) -> int:
    """The end of a role with what stands behind it: "bishop emeritus", "president-elect"."""
    if page.lower[end : end + 1] and page.lower[end] in wordlists.reference_words("behind-title"):
        return end + 1
    hyphen = end + 1 < len(page.words) and page.words[end] in HYPHENS
    if hyphen and page.lower[end + 1] in wordlists.reference_words("to-be"):
        return end + 2
    return end


def _qualified_role(page: Page, first: int, end: int) -> int:
    """Where the role proper begins in "deputy governor" and "deputy chief minister"; else `first`."""
    table = wordlists.roles()
    for i in (end - 1, end):
        if i < len(page.words) and page.lower[i if i < end else i - 1] in wordlists.reference_words(
            "qualifier"
        ):
            longer = table.at(page.lower, i)
            if i > first and longer is not None and longer[0] > end and _noun(page, i, longer[0]):
                return i
    return first


def _noun(page: Page, first: int, end: int) -> bool:
    """A single small word must be a noun here ("head", "chair", "general", "major" often are not)."""
    if end - first > 1:
        return True
    token = page.doc[first]
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    if token.dep_ in {"amod", "compound"} and page.words[first].islower() and token.head.i > first:
        return token.head.pos_ == "PROPN"
    return True


def _before(page: Page, core: int) -> tuple[int, bool]:
    qualifiers = wordlists.reference_words("qualifier")
    first = core
    while first > 0:
        i = first - 1
        word = page.lower[i]
        if (
            word in qualifiers
            or (word in {"'s", "’s"} and i > 0 and page.capital(i - 1))
            or (page.words[i] in {"-", "–"} and i > 0 and page.lower[i - 1] in qualifiers)
        ):
            first = i
        elif (
            page.capital(i)
            and page.namelike(i)
            and not page.known(i, "Person")
            and page.doc[i].ent_type_ not in {"PERSON", "DATE"}
        ):
            match = page.match_at[i]
            begin = match.start + (page.lower[match.start] == "the") if match is not None else i
            if begin > i:
                break
            first = begin
            if first > 0 and page.lower[first - 1] == "the":
                break
        elif (
            page.doc[i].pos_ in {"ADJ", "NOUN"}
            and page.words[i].islower()
            and core - i <= 3
            and page.doc[i].head.i >= i
        ):
            first = i
        else:
            break
    definite = (
        (first > 0 and page.lower[first - 1] in _DETERMINERS)
        or any(page.lower[k] in {"'s", "’s"} for k in range(first, core))
        or bool(first < core and page.known(first))
    )
    return first, definite


#: "the nation's Trade Committee": what owns a body without naming it.
_REALM_NOUNS = frozenset({"nation", "country", "state", "republic", "kingdom", "government"})


def _after(page: Page, end: int) -> int:
    """The end of "of the Ministry of Trade", "for the Middle East", "at X" after a role word."""
    last = end
    size = len(page.words)
    while last < size and page.lower[last] in {"of", "for", "at", "to", "in"}:
        i = last + 1
        while i < size and (page.lower[i] in {"the", "its", "his", "'s", "’s"} | _REALM_NOUNS):
            i += 1
        j = i
        while j < size and (
            (
                page.namelike(j)
                and (page.doc[j].ent_type_ != "PERSON" or page.known(j) is not None)
                and not page.known(j, "Person")
            )
            or (j > i and page.words[j] in HYPHENS and j + 1 < size and page.capital(j + 1))
            or (j > i and page.words[j] in HYPHENS and page.compound_tail(j + 1))
            or (j > i and page.compound_tail(j))
            or (
                j > i
                and page.lower[j] in {"and", "the"}
                and j + 1 < size
                and page.namelike(j + 1)
                and not page.known(j + 1)
                and page.doc[j + 1].ent_type_ not in {"PERSON", "GPE"}
            )
            or (j > i and page.lower[j] in {"'s", "’s"} and j + 1 < size and page.namelike(j + 1))
        ):
            j += 1
        while j > i and not page.capital(j - 1) and not page.compound_tail(j - 1):
            j -= 1
        if j == i:
            break
        last = j
    return last
