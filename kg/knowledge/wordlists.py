"""The word lists by which names, posts, groups and pronouns are recognised (data/lexicon).

Each list is one JSON object a line with an `example` that a test runs. A list becomes a `Phrases`
table that finds the longest entry at a place in a sequence of lower-case tokens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.errors import DataError
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path

#: Hyphens are tokens of their own, as the parser cuts them.
_PIECE = re.compile(r"[^\s-]+|-")

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Entries by their first word, longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Line], ...]]
    by_last: Mapping[str, tuple[tuple[tuple[str, ...], Line], ...]]

    def at(self, words: Sequence[str], start: int) -> tuple[int, Line] | None:
        """The longest entry whose first word is words[start]: its end (exclusive) and its line."""
        for pieces, line in self.by_first.get(words[start], ()):
            if tuple(words[start : start + len(pieces)]) == pieces:
                return start + len(pieces), line
        return None

    def ending(self, words: Sequence[str], last: int) -> tuple[int, Line] | None:
        """The longest entry whose last word is words[last]: its start and its line."""
        for pieces, line in self.by_last.get(words[last], ()):
            start = last + 1 - len(pieces)
            if start >= 0 and tuple(words[start : last + 1]) == pieces:
                return start, line
        return None

    def get(self, text: str) -> Line | None:
        """The entry that is exactly this text, in any case."""
        pieces = cut(text)
        for own, line in self.by_first.get(pieces[0], ()) if pieces else ():
            if own == pieces:
                return line
        return None


def cut(text: str) -> tuple[str, ...]:
    """A phrase as the lower-case tokens that the parser makes of it.

    >>> cut("Secretary-General")
    ('secretary', '-', 'general')
    """
    return tuple(_PIECE.findall(text.lower()))


def _table(name: str, key: str) -> Phrases:
    firsts: dict[str, dict[tuple[str, ...], Line]] = {}
    lasts: dict[str, dict[tuple[str, ...], Line]] = {}
    for line in read_lines(data_path("lexicon", f"{name}.jsonl")):
        try:
            pieces = cut(line[key])
            firsts.setdefault(pieces[0], {}).setdefault(pieces, line)
            lasts.setdefault(pieces[-1], {}).setdefault(pieces, line)
        except (KeyError, IndexError) as error:
            raise DataError(f"lexicon {name}.jsonl: a line without {key!r}: {line}") from error
    return Phrases(_longest_first(firsts), _longest_first(lasts))


def _longest_first(
    found: Mapping[str, Mapping[tuple[str, ...], Line]],
) -> dict[str, tuple[tuple[tuple[str, ...], Line], ...]]:
    return {word: tuple(sorted(of.items(), key=lambda p: (-len(p[0]), p[0]))) for word, of in found.items()}


@cache
def roles() -> Phrases:
    """Posts, callings and forms of address; `sort` office, post, work, rank, address; `gender`."""
    return _table("roles", "role")


@cache
def name_heads() -> Phrases:
    """Nouns that, with a capital, head a name: `kind`, and `links` beyond "of" and "for"."""
    return _table("name_heads", "head")


@cache
def thing_heads() -> Phrases:
    """Nouns in small letters that, after a proper name, make the name of a thing: `kind`."""
    return _table("thing_heads", "head")


@cache
def group_heads() -> Phrases:
    """Nouns in small letters that, after a state's adjective, make a collective actor: `kind`."""
    return _table("group_heads", "head")


def one_body(name: str) -> bool:
    """Whether an unnamed group is one body of its state wherever it is spoken of: "Ruritanian authorities".

    "Ruritanian soldiers" of two texts are two groups.
    """
    pieces = cut(name)
    found = group_heads().ending(pieces, len(pieces) - 1) if pieces else None
    return found is not None and bool(found[1].get("one"))


@cache
def pronouns() -> Phrases:
    """Pronouns and phrases for two sides: `gender`, `number`, `person`, `want`."""
    return _table("pronouns", "word")


@cache
def _first_persons() -> frozenset[str]:
    lines = read_lines(data_path("lexicon", "pronouns.jsonl"))
    return frozenset(line["word"] for line in lines if line["person"] == 1 and "noun" not in line)


def first_person(word: str) -> bool:
    """Whether a word, as it is written, stands for who speaks or for the speaker's side: "we", "My".

    "US" is a country, and "mine" may be a pit (`noun` in the data), so neither counts.
    """
    return word != "US" and word.lower() in _first_persons()


@cache
def stand_ins() -> Phrases:
    """Common nouns that, with "the" or "this", stand for a name given before: `kinds` it may be of."""
    return _table("stand_ins", "noun")


@cache
def name_words() -> Mapping[str, str]:
    """Lower-case word → its part in names: particle, suffix, never, initials."""
    return {
        line["word"].lower(): line["sort"] for line in read_lines(data_path("lexicon", "name_words.jsonl"))
    }


@cache
def post_verbs() -> Mapping[str, str]:
    """Lemma → how it ties a person to a post: leads, as-subject, as-object, attr."""
    return {line["verb"]: line["sort"] for line in read_lines(data_path("lexicon", "post_verbs.jsonl"))}


@cache
def kind_nouns() -> Phrases:
    """Nouns that say, right before a name, of what kind it is: "the daily X" → `kind`."""
    return _table("kind_nouns", "noun")


@cache
def state_nouns() -> Phrases:
    """Nouns that tie a name to another: `relation`, `preps`, kinds of `holders` and `things`.

    `beside`: also as in "the Y member X"; `plural`: only of several; `home`: in the state of the name itself.
    """
    return _table("state_nouns", "noun")


@cache
def vote_words() -> Mapping[str, str]:
    """Lower-case word → its part in the name of an election: vote, sort, link, month."""
    return {line["word"]: line["sort"] for line in read_lines(data_path("lexicon", "vote_words.jsonl"))}


@cache
def reference_words(sort: str) -> frozenset[str]:
    """Small words of one sort around posts, storms, missions and the empty "it" (reference_words.jsonl).

    Raises:
        DataError: there are no words of that sort.
    """
    lines = read_lines(data_path("lexicon", "reference_words.jsonl"))
    found = frozenset(line["word"] for line in lines if line["sort"] == sort)
    if not found:
        raise DataError(f"lexicon reference_words.jsonl: no words of the sort {sort!r}")
    return found


@cache
def name_leads() -> Mapping[str, str]:
    """Foreign noun that opens the name of a body ("Partido") → kind; and small foreign links → "link"."""
    return {
        line["word"].lower(): line["kind"] for line in read_lines(data_path("lexicon", "name_leads.jsonl"))
    }


@cache
def common_words() -> frozenset[str]:
    """English words in small letters (data/lexicon/words.txt)."""
    text = data_path("lexicon", "words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def state_signs() -> Mapping[str, Mapping[tuple[str, ...], int]]:
    """Sort of place beside a name → words there → how much they tell for (or against) a state."""
    found: dict[str, dict[tuple[str, ...], int]] = {}
    for line in read_lines(data_path("lexicon", "state_signs.jsonl")):
        found.setdefault(line["sort"], {})[cut(line["sign"])] = line["weight"]
    return found
