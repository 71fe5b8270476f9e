"""Names of one document that mean the same: known entries, acronyms, short forms, name and state."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache

from kg.knowledge.gazetteer import Entry
from kg.knowledge.names import normalise
from kg.knowledge.wordlists import reference_words, thing_heads
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts, clean
from kg.resolve.doc_grounds import GROUND, Grounds
from kg.resolve.doc_people import cluster_people
from kg.resolve.doc_salience import Salience
from kg.resolve.doc_short import ShortForms, tie_adjectives
from kg.text.annotate import Annotated

#: Words after which a name's first part may stand for the whole: "Treaty" + "of …".
_TAIL = frozenset({"of", "for", "on", "in", "at", "between", "to", "against", "concerning"})
#: A body of these kinds is known by its name alone; others need their state in the text.
_WORLDWIDE = frozenset({"Institution", "Person"}) | {k.value for k in GROUND}
_YEAR = re.compile(r"^(?:1[89]|20)\d\d | (?:of )?(?:1[89]|20)\d\d$")

Numbered = tuple[int, Mention]


def cluster_names(annotated: Annotated, drafts: Drafts, mentions: list[Mention]) -> None:
    """Give every mention by name its draft: longest names first, so that short ones find them."""
    named = [
        (n, m)
        for n, m in enumerate(mentions)
        if m.found_by != "pronoun" and m.resolution is not Resolution.TITLE
    ]
    people = [(n, m) for n, m in named if m.kind is Kind.PERSON]
    others = [(n, m) for n, m in named if m.kind is not Kind.PERSON]
    grounds = Grounds(annotated, drafts.gazetteer, mentions)
    _known(drafts, others, grounds)
    _open(drafts, [(n, m) for n, m in others if n not in drafts.of], grounds)
    cluster_people(drafts, people, Salience(annotated).leaning)
    _surnames(drafts, others)


def _surnames(drafts: Drafts, others: list[Numbered]) -> None:
    """A single word that the tagger took for a body or place, but that is the surname of one person here."""
    bearers: dict[str, list[Draft]] = {}
    for draft in drafts.all:
        if draft.kind is Kind.PERSON and len(draft.words()) > 1:
            bearers.setdefault(draft.words()[-1], []).append(draft)
    gone: set[int] = set()
    for n, mention in others:
        drafted = drafts.of.get(n, ())
        if mention.found_by != "ner" or len(drafted) != 1 or drafted[0].entry or not drafted[0].tagged:
            continue
        persons = bearers.get(" ".join(drafted[0].words()), [])
        if len(persons) == 1:
            gone.add(id(drafted[0]))
            drafts.give(n, mention, persons[0], how=Resolution.SHORT)
    drafts.all = [d for d in drafts.all if id(d) not in gone]


def _known(drafts: Drafts, others: list[Numbered], grounds: Grounds) -> None:
    certain = {m.candidates[0] for _, m in others if len(m.candidates) == 1}
    for n, mention in others:
        entries = [e for e in map(drafts.gazetteer.get, mention.candidates) if e is not None]
        if mention.found_by == "group" and mention.kind is Kind.STATE:
            state = drafts.gazetteer.get(grounds.state(mention) or "")
            if state is not None:  # "the Ruritanian people", "the Ruritanian side"
                drafts.give(n, mention, drafts.known(state, mention.first), how=Resolution.DEMONYM)
            continue
        entry = _entry(entries, mention, grounds, certain)
        if entry is not None:
            drafts.give(n, mention, drafts.known(entry, mention.first))


def _entry(entries: list[Entry], mention: Mention, grounds: Grounds, certain: set[str]) -> Entry | None:
    """The one entry meant: of several, the one whose state owns the name or is named in the text."""
    if not entries:
        return None
    owner = grounds.state(mention)
    if owner is not None:
        own = [e for e in entries if e.state in {owner, None}]
        if not own and entries[0].kind not in _WORLDWIDE:
            return None
        entries = own or entries
    if len(entries) == 1:
        return entries[0]
    if all(e.kind not in _WORLDWIDE for e in entries):
        entries = [e for e in entries if e.state in certain]
        return entries[0] if len(entries) == 1 else None
    return next((e for e in entries if e.id in certain), entries[0])


def _open(drafts: Drafts, others: list[Numbered], grounds: Grounds) -> None:
    by_name: dict[str, Draft] = {}
    for draft in drafts.all:
        if draft.entry:
            for name in (draft.entry.label, *draft.entry.aliases):
                by_name.setdefault(normalise(name), draft)
    order = sorted(others, key=lambda p: (p[1].found_by == "bare", -len(_words(p[1].text)), p[1].first))
    short = ShortForms(drafts, grounds, others)
    for n, mention in order:
        longer = short.of(mention)
        if longer is not None:
            drafts.give(n, mention, longer, how=Resolution.SHORT)
            by_name.setdefault(normalise(clean(mention.text)), longer)
        elif mention.found_by not in {"bare", "demonym"}:
            _place(drafts, by_name, n, mention, grounds)
    tie_adjectives(drafts, others)
    heads = _heads(drafts)
    for n, mention in sorted((p for p in order if p[1].found_by == "bare"), key=lambda p: p[1].first):
        shortened = _bare(heads, mention, grounds.state(mention))
        if shortened is not None:
            drafts.give(n, mention, shortened, how=Resolution.SHORT)


def _place(drafts: Drafts, by_name: dict[str, Draft], n: int, mention: Mention, grounds: Grounds) -> None:
    state = grounds.state(mention)
    name = _YEAR.sub("", normalise(clean(mention.text)))
    key = grounds.key(mention)
    if not name:
        return
    draft: Draft | None = by_name.get(key)
    if draft is None and state is None:
        draft = by_name.get(name)
    how = mention.resolution
    if draft is None and state is not None and mention.found_by != "group":
        entry = _entry_of_state(drafts, key, state)
        draft = drafts.known(entry, mention.first) if entry else None
    if draft is None and mention.found_by != "group":
        draft = _longer(drafts, mention, name, state)
        how = Resolution.SHORT if draft else how
    if draft is None:
        draft = drafts.new(mention.kind, mention.first)
        draft.state = state
        draft.plural = mention.kind is Kind.GROUP or mention.text.endswith(("orces", "roops"))
    by_name.setdefault(key, draft)
    by_name.setdefault(name, draft)
    drafts.give(n, mention, draft, how=how)
    owner = grounds.owner(mention)
    general = mention.kind in {Kind.GOVERNMENT_BODY, Kind.ARMED_FORCE} and not grounds.inside(mention)
    if owner is not None and draft.entry is None and general:
        draft.names[f"{owner.label}’s {clean(mention.text)}"] += 1


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    return tuple(normalise(clean(text)).split())


def _entry_of_state(drafts: Drafts, key: str, state: str) -> Entry | None:
    """The known body of this state that the rest of the name names."""
    words = key.partition(" @")[0]
    found = [
        e for e in drafts.gazetteer.lookup(words) if e.state == state and Kind(e.kind) in BODIES - GROUND
    ]
    return found[0] if len(found) == 1 else None


def _longer(drafts: Drafts, mention: Mention, name: str, state: str | None) -> Draft | None:
    """An earlier, longer name that this one shortens: an acronym or a tail ("Security Council")."""
    words = tuple(name.split())
    best: tuple[int, Draft] | None = None
    for draft in drafts.all:
        if draft.kind in GROUND | {Kind.PERSON, Kind.GROUP}:
            continue
        if state and draft.state and state != draft.state:
            continue
        names = (*draft.names, *((draft.entry.label, *draft.entry.aliases) if draft.entry else ()))
        chamber = len(words) == 1 and mention.found_by == "ner" and draft.kind is Kind.GOVERNMENT_BODY
        if chamber and any(_words(full)[:2] == (words[0], "of") for full in names):
            return draft  # "the House" of "the House of Representatives"
        capitals = clean(mention.text).isupper() and len(name) > 2 and draft.kind is Kind.COMPANY
        if any(
            _shortens(words, _words(full), capitals) or is_acronym(clean(mention.text), full)
            for full in names
        ):
            near = draft.first if draft.first <= mention.first else -draft.first
            if best is None or near > best[0]:
                best = (near, draft)
    return best[1] if best else None


def _shortens(words: tuple[str, ...], own: tuple[str, ...], acronym: bool) -> bool:
    """A tail of two words or more, a first part before "of", or capitals that begin a company's name."""
    if len(own) <= len(words):
        return False
    if len(words) < 2:
        storm = own[0] in reference_words("storm")  # "Hurricane Anna" is "Anna" from then on
        return (acronym and own[0] == words[0]) or (storm and own[1:] == words)
    if own[-len(words) :] == words:
        return True
    rest = own[len(words) :]
    return own[: len(words)] == words and (
        rest[0] in _TAIL or (len(rest) == 1 and thing_heads().get(rest[0]) is not None)
    )


@lru_cache(maxsize=65536)
def _initials(full: str) -> str:
    return "".join(w[0] for w in re.split(r"[\s-]+", full) if w[:1].isalpha() and w[:1].isupper()).casefold()


def is_acronym(text: str, full: str) -> bool:
    """Whether a word in capitals is made of a name's capital initials, in order and completely.

    >>> is_acronym("ZDB", "Zenda Development Bank")
    True
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 3 or sum(c.isupper() for c in letters) < len(letters) - 1 or " " in text:
        return False
    own = _initials(full)
    return len(own) >= 3 and own == "".join(letters).casefold()


def _bare(heads: Mapping[str, list[tuple[int, Draft]]], mention: Mention, owner: str | None) -> Draft | None:
    """The nearest earlier figure whose name has this head: "the committee", "Ruritania's government"."""
    places = heads.get(mention.text.casefold(), [])
    for k in range(bisect_left(places, mention.first, key=lambda p: p[0]) - 1, -1, -1):
        draft = places[k][1]
        if owner is None or draft.state == owner:
            return draft
    return None


def _heads(drafts: Drafts) -> dict[str, list[tuple[int, Draft]]]:
    """Where each head word's bodies and things are mentioned by name, in text order."""
    found: dict[str, list[tuple[int, Draft]]] = {}
    words: dict[int, set[str]] = {}
    for n, (draft, *rest) in drafts.of.items():
        if rest or draft.kind in GROUND | {Kind.PERSON, Kind.GROUP}:
            continue
        if id(draft) not in words:
            names = (*draft.names, *((draft.entry.label,) if draft.entry else ()))
            words[id(draft)] = {head for name in names for head in [_head(_words(name))] if head}
        for head in words[id(draft)]:
            found.setdefault(head, []).append((drafts.places[n], draft))
    for places in found.values():
        places.sort(key=lambda p: p[0])
    return found


def _head(own: tuple[str, ...]) -> str | None:
    """The head of a name: its last word, or the word before its first "of" or "on"."""
    if len(own) < 2:
        return None
    return next((own[k - 1] for k in range(1, len(own)) if own[k] in _TAIL), own[-1])
