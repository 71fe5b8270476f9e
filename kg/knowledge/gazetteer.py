"""The gazetteer: known actors, bodies, projects, weapons and places, found in text by their names.

`load()` reads data/gazetteer once a process. `Gazetteer.find` walks a trie of name pieces over the
tokens of a text; it is a prior for the open-world patterns of the extractors, never their limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property

from kg.errors import DataError
from kg.knowledge.entries import Entry, PostEntry, entry_from, read_lines
from kg.knowledge.matching import Match, Matcher, forms_of
from kg.knowledge.names import normalise
from kg.knowledge.places import data_path
from kg.knowledge.states import load_states

__all__ = ["Entry", "Gazetteer", "Match", "PostEntry", "load"]

_STATES = "states"
#: The files of data/gazetteer, besides the states, whose lines are entries.
FILES = (
    "regions",
    "institutions",
    "people",
    "bodies",
    "companies",
    "think_tanks",
    "media",
    "parties",
    "projects",
    "agreements",
    "weapons",
    "events",
    "forces",
    "groups",
    "places",
)


class Gazetteer:
    """Entries with an index by id, state code, name and token."""

    def __init__(self, entries: Iterable[Entry], titles: Iterable[Iterable[str]] = ()) -> None:
        """An index over entries; `titles` are sets of titles that mean the same post.

        Raises:
            DataError: two entries share an id.
        """
        self._entries: dict[str, Entry] = {}
        for entry in sorted(entries, key=lambda e: e.id):
            if entry.id in self._entries:
                raise DataError(f"gazetteer: two entries have the id {entry.id!r}")
            self._entries[entry.id] = entry
        self._states = {e.code: e for e in self._entries.values() if e.code}
        self._matcher = Matcher(form for e in self._entries.values() for form in forms_of(e))
        self._titles = {normalise(name): number for number, same in enumerate(titles) for name in same}

    # Reading texts needs neither of the two indexes below, so they are made when first asked for.
    @cached_property
    def _names(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, dict[str, Entry]] = {}
        for entry in self._entries.values():
            for name in (*entry.labels.values(), *entry.aliases):
                found.setdefault(normalise(name), {})[entry.id] = entry
        for entry in self._entries.values():
            for name in entry.metonyms:
                if normalise(name) not in found:
                    found[normalise(name)] = {entry.id: entry}
        return {name: tuple(entries.values()) for name, entries in found.items()}

    @cached_property
    def _posts(self) -> dict[tuple[str | int, str], list[tuple[PostEntry, Entry]]]:
        found: dict[tuple[str | int, str], list[tuple[PostEntry, Entry]]] = {}
        for entry in self._entries.values():
            for post in entry.posts:
                for owner in {post.state, post.body, None}:
                    found.setdefault((self._title_key(post.title), owner or ""), []).append((post, entry))
        for posts in found.values():
            posts.sort(key=lambda p: (p[0].since or "", p[1].id), reverse=True)
        return found

    def _title_key(self, title: str) -> str | int:
        plain = normalise(title)
        return self._titles.get(plain, plain)

    def get(self, id: str) -> Entry | None:
        """The entry with this id."""
        return self._entries.get(id)

    def state(self, code: str) -> Entry | None:
        """The state with this ISO 3166-1 alpha-2 code (historical states have codes of their own)."""
        return self._states.get(code.lower())

    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the ids."""
        return iter(self._entries.values())

    def find(self, tokens: Sequence[str]) -> list[Match]:
        """The longest known names in a text given as its tokens, left to right, without overlap."""
        return self._matcher.find(tokens)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """The entries that bear exactly this name in any script, case and accents aside.

        A seat of government answers for its state when nothing else has the name.
        """
        return self._names.get(normalise(name), ())

    def holders(self, title: str, state: str | None, date: str | None) -> tuple[Entry, ...]:
        """Who held a post: `holders("president", "russia", "2015-05-08")`; the latest to take it first.

        `state` is the id or code of a state, or the id of another body that has the post; None asks in
        all of them. Date None gives every holder. Two holders for one date mean that the dates known
        are too coarse to choose.
        """
        owner = state
        if state is not None and state not in self._entries and (found := self.state(state)):
            owner = found.id
        posts = self._posts.get((self._title_key(title), owner or ""), ())
        return tuple(dict.fromkeys(entry for post, entry in posts if post.holds_at(date)))


def _load_entries() -> Iterator[Entry]:
    lines = list(read_lines(data_path("gazetteer", f"{_STATES}.jsonl")))
    states = load_states(lines)
    ids = {state.code: state.id for state in states if state.code}
    yield from states
    for name in FILES:
        for line in read_lines(data_path("gazetteer", f"{name}.jsonl")):
            yield entry_from(line, ids)


@cache
def load() -> Gazetteer:
    """The gazetteer of data/gazetteer.

    Raises:
        DataError: a file is missing or malformed.
    """
    titles = [line["names"] for line in read_lines(data_path("gazetteer", "titles.jsonl"))]
    return Gazetteer(_load_entries(), titles)
