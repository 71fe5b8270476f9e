"""What the repairs know about English: a word list and a few small lists, from data/lexicon."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.knowledge.places import data_path

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A form that is a word of its own too: what it stands for, and before which words."""

    stands_for: str
    before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of data/lexicon/repairs.toml and words.txt."""

    words: frozenset[str]
    contractions: dict[str, str]
    doubtful: dict[str, Doubtful]
    plural_before: frozenset[str]
    plural_after: frozenset[str]
    dangling: frozenset[str]
    openers: frozenset[str]
    never_form: frozenset[str]
    may_form: frozenset[str]
    inflected: frozenset[str]
    endings: tuple[str, ...]

    def known(self, word: str) -> bool:
        """Is it an English word, whatever its case?"""
        return word.lower() in self.words


@cache
def lists() -> Lists:
    """The lists, read once a process. Raises DataError if a file is missing or malformed."""
    path = data_path("lexicon", "repairs.toml")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        glue = data["glue"]
        return Lists(
            words=frozenset(_lines("words.txt")),
            contractions=dict(data["contractions"]),
            doubtful={k: Doubtful(v["is"], frozenset(v["before"])) for k, v in data["doubtful"].items()},
            plural_before=frozenset(data["plural"]["before"]),
            plural_after=frozenset(data["plural"]["after"]),
            dangling=frozenset(data["dangling"]["words"]),
            openers=frozenset(data["openers"]["words"]),
            never_form=frozenset(glue["never_form"]),
            may_form=frozenset(glue["may_form"]),
            inflected=frozenset(glue["inflected"]),
            endings=tuple(glue["endings"]),
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"data/lexicon/repairs.toml is malformed: {error}") from error


def _lines(name: str) -> list[str]:
    text = data_path("lexicon", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class StateNames:
    """Names of states and seats of government in one word, and the words for their people."""

    names: frozenset[str]
    adjectives: frozenset[str]
    people: frozenset[str]


@cache
def state_names() -> StateNames:
    """One-word English names of the gazetteer's states, read once a process."""
    from kg.knowledge.entries import read_lines
    from kg.knowledge.states import load_states

    names: set[str] = set()
    adjectives: set[str] = set()
    people: set[str] = set()
    for entry in load_states(read_lines(data_path("gazetteer", "states.jsonl"))):
        names.update(n for n in (entry.labels.get("en", ""), *entry.aliases, *entry.metonyms) if _plain(n))
        adjectives.update(filter(_plain, entry.adjectives))
        people.update(filter(_plain, entry.people))
    return StateNames(frozenset(names), frozenset(adjectives), frozenset(people))


def _plain(name: str) -> bool:
    return name.isalpha() and name.isascii() and name[:1].isupper() and not name.isupper() and len(name) > 2


def word_counts(text: str) -> Counter[str]:
    """How often each run of letters stands in the text, case kept."""
    return Counter(_WORD.findall(text))
