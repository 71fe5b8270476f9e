"""SKOS topics of a stretch of text, by the terms of data/lexicon/topics.jsonl.

A term is one or more words; a trailing `*` lets the last word go on ("summit*"). The longest term at a
place counts, so "nuclear power" is not "power". A weak term ("talks", "court", "bank") has other meanings
too, and so has a single word inside a name ("the Wellness Society"): it counts when another term of the same
topic stands beside it, in the text or in the sentence around. Words are looked up in a dictionary by their
first letters: the time is linear in the text, whatever the number of topics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path

_WORD = re.compile(r"[\w]+(?:[-'’][\w]+)*|[^\w\s]")
#: Letters of a word by which its terms are kept.
_PREFIX = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One concept: id, the broader one's id, labels by language, terms and an example."""

    id: str
    broader: str | None
    labels: Mapping[str, str]
    terms: tuple[str, ...]
    example: str
    #: Terms that mean other things as well.
    weak: tuple[str, ...] = ()


@cache
def all_topics() -> tuple[Topic, ...]:
    """Every topic, sorted by id. Raises DataError if the file is missing or malformed."""
    return tuple(_topic(line) for line in read_lines(data_path("lexicon", "topics.jsonl")))


def _topic(line: Mapping[str, Any]) -> Topic:
    labels = {language: line[language] for language in ("en", "ru", "zh")}
    return Topic(
        line["id"], line["broader"], labels, tuple(line["terms"]), line["example"], tuple(line["weak"])
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    is_open: bool
    topic: str
    weak: bool


@cache
def _index() -> Mapping[str, tuple[_Entry, ...]]:
    """First letters → terms, longest first."""
    found: dict[str, list[_Entry]] = {}
    for topic in all_topics():
        for weak, terms in ((False, topic.terms), (True, topic.weak)):
            for term in terms:
                words = tuple(_WORD.findall(term.rstrip("*").lower()))
                found.setdefault(words[0][:_PREFIX], []).append(
                    _Entry(words, term.endswith("*"), topic.id, weak)
                )
    return {
        key: tuple(sorted(entries, key=lambda e: (-len(e.words), -len(e.words[-1]), e.topic)))
        for key, entries in found.items()
    }


def topics(text: str, around: str = "") -> tuple[str, ...]:
    """Ids of the topics that a text names, most often named first, then by id.

    `around` is the sentence that the text stands in: it lends weight to weak terms and names no topic itself.
    """
    counts: dict[str, int] = {}
    terms: dict[str, set[str]] = {}
    for topic, term, weak in _found(text):
        counts[topic] = counts.get(topic, 0) + (not weak)
        terms.setdefault(topic, set()).add(term)
    doubtful = {topic for topic, count in counts.items() if count == 0}
    if doubtful and around:
        for topic, term, _ in _found(around):
            if topic in doubtful:
                terms[topic].add(term)
    kept = {
        topic: count + (topic in doubtful)
        for topic, count in counts.items()
        if count or len(terms[topic]) > 1
    }
    return tuple(sorted(kept, key=lambda t: (-kept[t], t)))


@lru_cache(maxsize=64)  # one sentence carries many claims
def _found(text: str) -> tuple[tuple[str, str, bool], ...]:
    """Each term: its topic, its words, whether it is weak where it stands."""
    return tuple(_terms(text))


def _terms(text: str) -> Iterator[tuple[str, str, bool]]:
    written = [w.replace("’", "'") for w in _WORD.findall(text)]
    words = [w.lower() for w in written]
    index = _index()
    i = 0
    while i < len(words):
        size, hits = _longest(words, i, index.get(words[i][:_PREFIX], ()))
        for entry in hits:
            named = size == 1 and _in_name(written, i)
            yield entry.topic, " ".join(entry.words), entry.weak or named
        i += size


def _in_name(written: list[str], i: int) -> bool:
    """A single word with a capital beside another one with a capital, or after a small one."""
    if not written[i][:1].isupper():
        return False
    before = written[i - 1] if i else "."
    after = written[i + 1] if i + 1 < len(written) else "."
    return after[:1].isupper() or before[:1].isupper()


def _longest(words: list[str], i: int, entries: tuple[_Entry, ...]) -> tuple[int, list[_Entry]]:
    """How many words the longest term at word i has (1 if none), and the terms of that length."""
    size = 0
    hits: dict[str, _Entry] = {}
    for entry in entries:
        if size and len(entry.words) < size:
            break
        if _same(words[i : i + len(entry.words)], entry.words, entry.is_open):
            size = len(entry.words)
            known = hits.get(entry.topic)
            if known is None or known.weak:
                hits[entry.topic] = entry
    return max(1, size), list(hits.values())


def _same(words: list[str], term: tuple[str, ...], is_open: bool) -> bool:
    if len(words) != len(term) or tuple(words[:-1]) != term[:-1]:
        return False
    return words[-1].startswith(term[-1]) if is_open else words[-1] == term[-1]
