"""Names of one document that mean the same: known entries, full names and surnames, acronyms, short forms."""

from __future__ import annotations

import re

from kg.knowledge.gazetteer import Entry
from kg.knowledge.names import normalise
from kg.knowledge.wordlists import name_words
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts, clean

#: Names of these kinds are never short forms of each other.
_GROUND = frozenset({Kind.STATE, Kind.REGION, Kind.PLACE})
_BODY_WORDS = frozenset({"the", "of", "for", "and", "on", "in"})


def cluster_names(drafts: Drafts, mentions: list[Mention]) -> None:
    """Give every mention by name its draft: longest names first, so that short ones find them."""
    named = [
        (n, m)
        for n, m in enumerate(mentions)
        if m.found_by != "pronoun" and m.resolution is not Resolution.TITLE
    ]
    people = [(n, m) for n, m in named if m.kind is Kind.PERSON]
    others = [(n, m) for n, m in named if m.kind is not Kind.PERSON]
    _known_others(drafts, others)
    _open_others(drafts, [(n, m) for n, m in others if n not in drafts.of], mentions)
    _people(drafts, people)


def _known_others(drafts: Drafts, others: list[tuple[int, Mention]]) -> None:
    certain = {m.candidates[0] for _, m in others if len(m.candidates) == 1}
    for n, mention in others:
        entries = [e for e in map(drafts.gazetteer.get, mention.candidates) if e is not None]
        if not entries:
            continue
        entry = next((e for e in entries if e.id in certain), entries[0])
        drafts.give(n, mention, drafts.known(entry, mention.first))


def _open_others(drafts: Drafts, others: list[tuple[int, Mention]], mentions: list[Mention]) -> None:
    by_name: dict[str, Draft] = {}
    for draft in drafts.all:
        if draft.entry:
            for name in (draft.entry.label, *draft.entry.aliases):
                by_name.setdefault(normalise(name), draft)
    order = sorted(others, key=lambda p: (p[1].resolution is Resolution.SHORT, -len(_words(p[1].text)), p[1].first))
    for n, mention in order:
        state = _state_inside(drafts, mention, mentions)
        name = _key_name(mention, state)
        if not name:
            continue
        draft = by_name.get(name)
        how = mention.resolution
        if draft is None and mention.found_by != "group":
            draft = _longer(drafts, mention, name)
            how = Resolution.SHORT if draft else how
        if draft is None and mention.resolution is Resolution.SHORT and "bare" in mention.found_by:
            continue
        if draft is None:
            draft = drafts.new(mention.kind, mention.first)
            draft.state = state
            draft.plural = mention.kind is Kind.GROUP or mention.text.endswith("forces")
        by_name.setdefault(name, draft)
        drafts.give(n, mention, draft, how=how)


def _words(text: str) -> list[str]:
    return normalise(clean(text)).split()


def _key_name(mention: Mention, state: str | None) -> str:
    """What equal names have in common; a state's government is one however its name is built."""
    name = normalise(clean(mention.text))
    if mention.found_by == "group" and state and re.search(r"\b(government|parliament)\b", name):
        return f"{state} {'government' if 'government' in name else 'parliament'} *"
    year = re.sub(r"^(?:19|20)\d\d | of (?:19|20)\d\d$", "", name)
    return year


def _state_inside(drafts: Drafts, mention: Mention, mentions: list[Mention]) -> str | None:
    for other in mentions:
        if other.first >= mention.last:
            break
        if other.first >= mention.first and other.last <= mention.last and other is not mention:
            entry = drafts.gazetteer.get(other.candidates[0]) if other.candidates else None
            if entry is not None and entry.kind == "State":
                return entry.id
    return None


def _longer(drafts: Drafts, mention: Mention, name: str) -> Draft | None:
    """An earlier, longer name that this one shortens: acronym, tail ("Security Council"), bare head."""
    words = name.split()
    bare = "bare" in mention.found_by
    best: tuple[int, Draft] | None = None
    for draft in drafts.all:
        if draft.kind in _GROUND or draft.kind is Kind.PERSON or draft.kind is Kind.GROUP:
            continue
        for full in (*draft.names, *((draft.entry.label, *draft.entry.aliases) if draft.entry else ())):
            own = _words(full)
            if _shortens(words, own, bare=bare) or _is_acronym(clean(mention.text), full):
                near = draft.first if draft.first <= mention.first else -draft.first
                if best is None or near > best[0]:
                    best = (near, draft)
                break
    return best[1] if best else None


def _shortens(words: list[str], own: list[str], *, bare: bool) -> bool:
    if len(own) <= len(words):
        return False
    if bare:
        return words[-1] in own and (own[-1] == words[-1] or own[0] == words[0] or f" {words[-1]} of " in f" {' '.join(own)} ")
    if len(words) < 2:
        return False
    return own[-len(words) :] == words or (own[: len(words)] == words and own[len(words)] in {"of", "for", "on", "in", "at", "between", "to"})


def _is_acronym(text: str, full: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3 or sum(c.isupper() for c in letters) < len(letters) - 1 or " " in text:
        return False
    words = [w for w in re.split(r"[\s-]+", full) if w[:1].isalpha() and w[:1].isupper()]
    own = "".join(w[0] for w in words).casefold()
    return len(own) >= 3 and own == "".join(letters).casefold()


def _people(drafts: Drafts, people: list[tuple[int, Mention]]) -> None:
    full = [(n, m) for n, m in people if len(person_words(m.text)) > 1]
    single = [(n, m) for n, m in people if len(person_words(m.text)) == 1]
    for n, mention in sorted(full, key=lambda p: (-len(person_words(p[1].text)), p[1].first)):
        draft = _same_person(drafts, mention)
        if draft is None:
            entry = _entry_of(drafts, mention)
            draft = drafts.known(entry, mention.first) if entry else drafts.new(Kind.PERSON, mention.first)
        drafts.give(n, mention, draft)
    for n, mention in single:
        drafts.give(n, mention, _by_surname(drafts, mention), how=Resolution.SHORT)


def _entry_of(drafts: Drafts, mention: Mention) -> Entry | None:
    entries = [e for e in map(drafts.gazetteer.get, mention.candidates) if e is not None and e.kind == "Person"]
    if not entries:
        entries = [e for e in drafts.gazetteer.lookup(clean(mention.text)) if e.kind == "Person"]
    return entries[0] if len(entries) == 1 else None


def person_words(text: str) -> list[str]:
    """The folded words of a personal name without suffixes: two words or more make a full name."""
    sorts = name_words()
    return [w for w in _words(text.replace(".", ". ")) if sorts.get(w) != "suffix" and sorts.get(w + ".") != "suffix"]


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
    if len(one) < 2 or len(other) < 2 or one[-1] != other[-1]:
        return False
    first = one[0] == other[0] or ((len(one[0]) == 1 or len(other[0]) == 1) and one[0][0] == other[0][0])
    if first:
        return len(one) != len(other) or one[1:-1] == other[1:-1] or not one[1:-1]
    sorts = name_words()
    plain = [[w for w in words if sorts.get(w) != "particle"] for words in (one, other)]
    short, long = sorted(plain, key=len)
    return len(short) > 1 and len(short) < len(long) and long[-len(short) :] == short


def _by_surname(drafts: Drafts, mention: Mention) -> Draft:
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
    if len(found) > 1 and entry is not None and drafts.by_entry.get(entry.id) in found:
        found = [drafts.by_entry[entry.id]]
    if found:
        before = [d for d in found if d.first <= mention.first]
        titled = [d for d in before if mention.title and any(t in mention.title or mention.title in t for t in d.titles)]
        exact = [d for d in before if person_words(d.fullest())[-1] == word]
        return max(titled or exact or before or found, key=lambda d: d.first if d.first <= mention.first else -d.first)
    if entry is not None:
        return drafts.known(entry, mention.first)
    return drafts.new(Kind.PERSON, mention.first)
