"""When two people hold one post: one after the other, or both at once, which cannot be."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from typing import Any

from kg.analysis.figures import shown_period
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import DateBasis, Kind, Modality, Precision
from kg.store.days import first_day, last_day

_WORD = re.compile(r"[^\W_]+")
#: Words before a title that make another post of it, or one that is no longer (or not yet) held.
_OTHER = frozenset(
    {"acting", "assistant", "associate", "co", "deputy", "designate", "elect", "ex", "former", "honorary",
     "incoming", "interim", "junior", "outgoing", "then", "under", "vice"}
)  # fmt: skip
#: Holders of one post that are set against each other.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody holds a post. whole: for sure all the time from start to end, not at some moment of it."""

    person: str
    start: str
    end: str
    whole: bool
    shown: str
    line: Mapping[str, Any]


Verdict = tuple[str, Holding, Holding, str]


@cache
def exclusive() -> Mapping[tuple[str, ...], str]:
    """Words of a title → the post that one person holds at a time (data/lexicon/exclusive_posts.jsonl)."""
    wanted = {line["title"] for line in read_lines(data_path("lexicon", "exclusive_posts.jsonl"))}
    return {
        tuple(_WORD.findall(name.casefold())): line["title"]
        for line in read_lines(data_path("gazetteer", "titles.jsonl"))
        if line["title"] in wanted
        for name in line["names"]
    }


def post_of(title: str) -> str | None:
    """The exclusive post that a title names; None for any other.

    >>> post_of("Foreign Minister of Ruritania"), post_of("deputy foreign minister")
    ('foreign-minister', None)
    """
    words = _WORD.findall(title.casefold())
    known = exclusive()
    for length in range(min(6, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            post = known.get(tuple(words[at : at + length]))
            after = words[at + length : at + length + 1]
            if post is None:
                continue
            if _OTHER & set(words) or (after and after[0] not in ("of", "for", "at")):
                return None
            return post
    return None


def compare(lines: Iterable[Mapping[str, Any]], states: Mapping[str, str]) -> Iterator[Verdict]:
    """(verdict, earlier, later, why) over lines that give somebody a post; states: body → its state.

    "contradiction": two people hold it on one day for sure. "evolution": one after the other.
    """
    posts: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
    for line in lines:
        post = post_of(line["title"] or "")
        if post is None or line["modality"] != Modality.ACTUAL:
            continue
        held = _held(line)
        for body in line["objects"] if held else ():
            office = states.get(body["ref"], body["ref"]) if body["kind"] in _OFFICES else body["ref"]
            for person in line["subjects"]:
                start, end, whole, shown = held or ("", "", False, "")
                posts[post, office].append(Holding(person["ref"], start, end, whole, shown, line))
    for key in sorted(posts):
        yield from _compared(key[0], posts[key])


#: Bodies whose head is the state's: a foreign minister of the ministry is the state's foreign minister.
_OFFICES = frozenset({Kind.STATE, Kind.GOVERNMENT_BODY})


def _held(line: Mapping[str, Any]) -> tuple[str, str, bool, str] | None:
    """From, to, throughout, as shown. A date that the text ties to the post by chance is one moment in it."""
    when = line["valid"]  # the day of a text tells nothing: "President X" may be of long ago
    if not when or not (when["start"] or when["end"]):
        return None
    start, end = first_day(when["start"] or when["end"]), last_day(when["end"] or when["start"])
    if start is None or end is None:
        return None
    shown = shown_period((start, end))
    if when["precision"] == Precision.RANGE and when["basis"] == DateBasis.STATED and when["end"]:
        # "2010 to 2015": held for sure from the last day that it may have begun to the first of its end.
        sure = last_day(when["start"] or when["end"]), first_day(when["end"])
        if sure[0] and sure[1] and sure[0] < sure[1]:
            return sure[0], sure[1], True, shown
    return start, end, start == end, shown


def _compared(post: str, holdings: list[Holding]) -> Iterator[Verdict]:
    ordered = sorted(holdings, key=lambda h: (h.start, h.end, h.person, str(h.line["id"])))
    once = list({(h.person, h.start, h.end): h for h in reversed(ordered)}.values())[::-1][:_MOST]
    told = set()
    for one, other in combinations(once, 2):
        pair = frozenset((one.person, other.person))
        if one.person != other.person and pair not in told and _clash(one, other):
            told.add(pair)
            day = max(one.start, other.start)
            yield "contradiction", one, other, f"both are {post.replace('-', ' ')} on {day}"
    for one, other in pairwise(once):
        if one.person != other.person and one.end < other.start:
            why = f"one after the other ({one.shown}; {other.shown})"
            yield "evolution", one, other, why


def _clash(one: Holding, other: Holding) -> bool:
    """Whether there is a day on which both hold it for sure. On a day of handing over there may be two."""
    if one.end < other.start or other.end < one.start:
        return False
    if _sentence(one) == _sentence(other):
        return False  # nobody contradicts himself in one breath: the date belongs to something else
    if one.whole and other.whole and (one.start == one.end) == (other.start == other.end):
        return one.start == one.end or min(one.end, other.end) > max(one.start, other.start)
    fine, wide = sorted((one, other), key=lambda h: (h.start != h.end, h.whole))
    return wide.whole and wide.start < fine.start and fine.end < wide.end


def _sentence(held: Holding) -> tuple[str, int]:
    return str(held.line["document"]["id"]), int(held.line["evidence"]["sentence_start"])
