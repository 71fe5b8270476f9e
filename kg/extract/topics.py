"""SKOS topics of a stretch of text, by the terms of data/lexicon/topics.jsonl.

A term is one or more words; a trailing `*` lets the last word go on ("summit*"). The longest term at a
place counts, so "nuclear power" is not "power". Words are looked up in a dictionary by their first
letters: the time is linear in the text, whatever the number of topics.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
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


@cache
def all_topics() -> tuple[Topic, ...]:
    """Every topic, sorted by id. Raises DataError if the file is missing or malformed."""
    return tuple(_topic(line) for line in read_lines(data_path("lexicon", "topics.jsonl")))


def _topic(line: Mapping[str, Any]) -> Topic:
    labels = {language: line[language] for language in ("en", "ru", "zh")}
    return Topic(line["id"], line["broader"], labels, tuple(line["terms"]), line["example"])


_Entry = tuple[tuple[str, ...], bool, str]


@cache
def _index() -> Mapping[str, tuple[_Entry, ...]]:
    """First letters → terms (words, whether the last is open, topic), longest first."""
    found: dict[str, list[_Entry]] = {}
    for topic in all_topics():
        for term in topic.terms:
            words = tuple(_WORD.findall(term.rstrip("*").lower()))
            found.setdefault(words[0][:_PREFIX], []).append((words, term.endswith("*"), topic.id))
    return {
        key: tuple(sorted(entries, key=lambda e: (-len(e[0]), -len(e[0][-1]), e[2])))
        for key, entries in found.items()
    }


def topics(text: str) -> tuple[str, ...]:
    """Ids of the topics that a text names, most often named first, then by id."""
    words = [w.replace("’", "'") for w in _WORD.findall(text.lower())]
    index = _index()
    counts: dict[str, int] = {}
    i = 0
    while i < len(words):
        size, hits = _longest(words, i, index.get(words[i][:_PREFIX], ()))
        for topic in hits:
            counts[topic] = counts.get(topic, 0) + 1
        i += size
    return tuple(sorted(counts, key=lambda t: (-counts[t], t)))


def _longest(words: list[str], i: int, entries: tuple[_Entry, ...]) -> tuple[int, list[str]]:
    """How many words the longest term at word i has (1 if none), and the topics that name it."""
    size, hits = 0, []
    for term, is_open, topic in entries:
        if size and len(term) < size:
            break
        if _same(words[i : i + len(term)], term, is_open):
            size = len(term)
            hits.append(topic)
    return max(1, size), hits


def _same(words: list[str], term: tuple[str, ...], is_open: bool) -> bool:
    if len(words) != len(term) or tuple(words[:-1]) != term[:-1]:
        return False
    return words[-1].startswith(term[-1]) if is_open else words[-1] == term[-1]
