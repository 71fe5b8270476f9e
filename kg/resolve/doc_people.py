"""People of one document: full names, surnames, titles; two people with one surname stay two."""

from __future__ import annotations

from collections.abc import Callable

from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.names import normalise
from kg.knowledge.wordlists import name_words
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts, clean, core_of, gender_of
from kg.resolve.spelling import one_spelling

#: How far a given name leans to women (> 0) or men (< 0), from −1 to 1.
Leaning = Callable[[Draft], float]


def cluster_people(drafts: Drafts, people: list[tuple[int, Mention]], leaning: Leaning) -> None:
    """Full names first, longest first; then single names, each to the person who bears it."""
    full = [(n, m) for n, m in people if len(person_words(m.text)) > 1]
    single = [(n, m) for n, m in people if len(person_words(m.text)) == 1]
    single.sort(key=lambda p: not p[1].title)  # a title says which of a surname's bearers the text speaks of
    for n, mention in sorted(full, key=lambda p: (-len(person_words(p[1].text)), p[1].first)):
        draft = _same_person(drafts, mention)
        if draft is None:
            entry = _entry_of(drafts, mention)
            draft = drafts.known(entry, mention.first) if entry else drafts.new(Kind.PERSON, mention.first)
        drafts.give(n, mention, draft)
    for n, mention in single:
        drafts.give(n, mention, _by_surname(drafts, mention, leaning), how=Resolution.SHORT)


def _entry_of(drafts: Drafts, mention: Mention) -> Entry | None:
    """The known person of a name; of a surname with an office the one who held it at the text's date."""
    entries = [
        e for e in map(drafts.gazetteer.get, mention.candidates) if e is not None and e.kind == "Person"
    ]
    if not entries:
        entries = [e for e in drafts.gazetteer.lookup(clean(mention.text)) if e.kind == "Person"]
    words = person_words(mention.text)
    if len(words) == 1 and drafts.date:
        held = _in_office(drafts.gazetteer, words[0], mention.title, drafts.date)
        if len(held) == 1:
            return held[0]
        entries = [e for e in entries if _of_age(e, drafts.date)]
    return entries[0] if len(entries) == 1 else None


def _in_office(gazetteer: Gazetteer, surname: str, title: str | None, date: str) -> list[Entry]:
    """Those of a surname who held an office on a date: "President Assad" of 1973 is not that of 2003."""
    core, sort = core_of(title or "")
    if sort != "office" or set(normalise(title or "").split()[:1]) & {"former", "ex", "late"}:
        return []
    holders = gazetteer.holders(core, None, date)
    return [e for e in holders if normalise(e.label).replace("-", " ").split()[-1:] == [surname]]


#: Nobody is known by the surname alone so many years before the first post that the gazetteer dates.
_BEFORE_OFFICE = 20


def _of_age(entry: Entry, date: str) -> bool:
    """Whether a person whose posts are dated may be somebody at a date."""
    since = [int(post.since[:4]) for post in entry.posts if post.since]
    return not since or not date[:4].isdigit() or int(date[:4]) > min(since) - _BEFORE_OFFICE


def person_words(text: str) -> list[str]:
    """The folded words of a personal name without suffixes: two words or more make a full name."""
    sorts = name_words()
    return [
        w
        for w in normalise(clean(text.replace(".", ". "))).split()
        if sorts.get(w) != "suffix" and sorts.get(w + ".") != "suffix"
    ]


def _same_person(drafts: Drafts, mention: Mention) -> Draft | None:
    words = person_words(mention.text)
    for draft in drafts.all:
        if draft.kind is not Kind.PERSON:
            continue
        names = list(draft.names) + ([draft.entry.label, *draft.entry.aliases] if draft.entry else [])
        if any(_same_name(words, person_words(name)) for name in names):
            return draft
    return None


def _same_name(one: list[str], other: list[str]) -> bool:
    """Equal, or equal at both ends with fewer or shortened middle names."""
    if one == other:
        return True
    if len(one) == len(other) > 1 and one[:-1] == other[:-1] and one_spelling(one[-1], other[-1]):
        return True
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first = one[0] == other[0] or ((len(one[0]) == 1 or len(other[0]) == 1) and one[0][0] == other[0][0])
    if first:
        return len(one) != len(other) or one[1:-1] == other[1:-1] or not one[1:-1]
    sorts = name_words()
    plain = [[w for w in words if sorts.get(w) != "particle"] for words in (one, other)]
    short, long = sorted(plain, key=len)
    return len(short) > 1 and len(short) < len(long) and long[-len(short) :] == short


def _by_surname(drafts: Drafts, mention: Mention, leaning: Leaning) -> Draft:
    word = person_words(mention.text)[0]
    found = []
    for draft in drafts.all:
        if draft.kind is not Kind.PERSON or not draft.names:
            continue
        for name in draft.names:
            words = person_words(name)
            if (word == words[-1] and len(words) > 1) or word == words[0]:
                found.append(draft)
                break
    entry = _entry_of(drafts, mention)
    if found and entry is not None and _rather_known(drafts, mention, entry, found):
        found = [drafts.known(entry, mention.first)]
    if len(found) > 1:
        found = _of_gender(found, gender_of(mention.title or ""), leaning)
    if found:
        before = [d for d in found if d.first <= mention.first]
        titled = [
            d
            for d in before
            if mention.title and any(t in mention.title or mention.title in t for t in d.titles)
        ]
        exact = [d for d in before if person_words(d.fullest())[-1] == word]
        return max(
            titled or exact or before or found,
            key=lambda d: d.first if d.first <= mention.first else -d.first,
        )
    if entry is not None:
        return drafts.known(entry, mention.first)
    return drafts.new(Kind.PERSON, mention.first)


def _rather_known(drafts: Drafts, mention: Mention, entry: Entry, bearers: list[Draft]) -> bool:
    """Whether a surname stands for its known bearer although the text has named others of it.

    It does where the known one is in the text, and before any other has been named; an office that none of
    the others has is the known one's too: "President Korvel left. His wife Anna Korvel came."
    """
    if entry.id in drafts.by_entry:
        return True
    title = mention.title or ""
    if {gender_of(title), entry.gender} == {"m", "f"}:
        return False
    office = core_of(title)[1] == "office" and not any(
        core_of(title)[0] in t.lower() for d in bearers for t in d.titles
    )
    return office or all(d.first > mention.first for d in bearers)


def _of_gender(bearers: list[Draft], gender: str | None, leaning: Leaning) -> list[Draft]:
    """ "Ms. Korvel": those of a surname whom the form of address fits, by their titles or given names."""
    if gender is None:
        return bearers
    sign = 1.0 if gender == "f" else -1.0

    def fit(draft: Draft) -> float:
        return leaning(draft) * sign if draft.gender is None else (2.0 if draft.gender == gender else -2.0)

    best = max(map(fit, bearers))
    return [d for d in bearers if fit(d) == best] if best > 0 else bearers
