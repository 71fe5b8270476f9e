"""Which stage of an undertaking a sentence tells of, by phrases that are data (data/lexicon/stages.jsonl).

A phrase is words, "a|b" for alternatives, "…" for up to eight words between. It counts for the named thing
that stands nearest to it, with no clause between them, as its object or as the subject of a passive;
"will", "planned", "to" before it make it an announcement, "if", "should", "not", "failed" nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.errors import DataError
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path

#: From the first word about it to its end; lapsed may follow upon each.
STAGES = ("announced", "signed", "begun", "done", "lapsed")
_GAP = 8
#: Words before a phrase among which a guard is looked for, and words between a phrase and its thing.
_GUARDED, _NEAR = 6, 12
#: Words before an infinitive among which its governing verb is looked for.
_FAR = 10
#: Words between a verb of one word and its object: "signed a contract on the X".
_OBJECT = 6
#: Verbs of which the thing is the subject as it stands: it lapses by itself.
_STATES = frozenset({"expire", "expires", "expired", "lapse", "lapsed", "collapse", "collapses", "collapsed"})
#: What stands before the participle of a passive, or opens the clause in which the thing is the object.
_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got", "which", "that"})
_RELATIVE = frozenset({"which", "that"})
#: After a participle these tell who did it or where: "launched by …", "launched from …".
_AGENT = frozenset({"by", "from", "at", "near", "against"})
_TOKEN = re.compile(r"n['’]t\b|['’](?:ll|s|d|ve|re)\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:-[^\W_]+)*|[;:,—–.!?]")
#: Words that open another clause, in which another thing is told of.
_OTHER_CLAUSE = frozenset({"while", "whereas", "but", "although", "though", "whilst", "despite"})
_STOP = frozenset(";:—.!?")


class Slot(NamedTuple):
    """Words of which one must stand here; `gap`: up to eight others may stand before it."""

    words: frozenset[str]
    gap: bool


@dataclass(frozen=True, slots=True)
class Guard:
    """A word that makes an announcement ("ahead") or nothing ("open", "denied") of what follows.

    "reached" takes back the announcement that "to" would make: "became the fifth state to ratify".

    through: where given, only these words may stand between it and the phrase ("to be completed", but
    not "from Ruritania to Borduria began").
    """

    sort: str
    through: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """What tells of a stage."""

    stage: str
    slots: tuple[Slot, ...]
    #: Words right before it that make its first word another one: "a sign".
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases by their first words, the guards, and what relations tell by themselves."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    guards: Mapping[str, Guard]
    relations: Mapping[tuple[str, str], str]


class Step(NamedTuple):
    """A stage told of in a sentence: characters start … end of the cue, inside the sentence."""

    stage: str
    start: int
    end: int


class _Token(NamedTuple):
    word: str  # in small letters; but "May" stays the month
    start: int
    end: int


@cache
def lexicon() -> Lexicon:
    """What data/lexicon/stages.jsonl holds. Raises DataError for a line that is none of its kinds."""
    phrases: dict[str, list[Phrase]] = {}
    guards: dict[str, Guard] = {}
    relations: dict[tuple[str, str], str] = {}
    for line in read_lines(data_path("lexicon", "stages.jsonl")):
        if "guard" in line:
            through = frozenset(line["through"]) if "through" in line else None
            guards[line["guard"]] = Guard(line["sort"], through)
        elif line.get("stage") not in STAGES:
            raise DataError(f"lexicon stages.jsonl: no stage {line.get('stage')!r}")
        elif "relation" in line:
            relations[line["relation"], line["modality"]] = line["stage"]
        else:
            phrase = Phrase(line["stage"], _slots(line["phrase"]), frozenset(line.get("not_after", ())))
            for word in phrase.slots[0].words:
                phrases.setdefault(word, []).append(phrase)
    return Lexicon({word: tuple(found) for word, found in phrases.items()}, guards, relations)


def _slots(text: str) -> tuple[Slot, ...]:
    slots, gap = [], False
    for part in text.split():
        if part == "…":
            gap = True
            continue
        slots.append(Slot(frozenset(part.split("|")), gap))
        gap = False
    return tuple(slots)


def steps_in(sentence: str, thing: tuple[int, int], others: Sequence[tuple[int, int]] = ()) -> list[Step]:
    """The stages that a sentence tells of a thing.

    thing: characters of its name in the sentence. others: names of other things, each the owner of the
    phrases that stand nearer to it.
    """
    tokens = [_Token(_small(m[0]), m.start(), m.end()) for m in _TOKEN.finditer(sentence)]
    found = []
    for stage, first, last, between in _matches(tokens, [thing, *others]):
        cue = (tokens[first].start, tokens[last].end)
        near = _distance(tokens, cue, thing)
        if first == last and near is not None and not _takes(tokens, first, thing, near):
            continue
        if near is None or any(
            (other := _distance(tokens, cue, name)) is not None and other < near for name in others
        ):
            continue
        told = _guarded(tokens, first, between, stage)
        if told:
            found.append(Step(told, *cue))
    return sorted(_longest(found), key=lambda step: step.start)


def _small(word: str) -> str:
    return word if word == "May" else word.casefold().replace("’", "'")


def _longest(found: Sequence[Step]) -> list[Step]:
    """Of phrases that share words the longest: "never ratified" is not "ratified"."""
    kept: list[Step] = []
    for step in sorted(found, key=lambda s: (s.start - s.end, s.start, s.stage)):
        if all(step.end <= other.start or step.start >= other.end for other in kept):
            kept.append(step)
    return kept


def _matches(
    tokens: Sequence[_Token], names: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, int, list[str]]]:
    """(stage, first token, last token, words in its gaps) of every phrase; names of things are no cues."""
    known = lexicon().phrases
    free = [not any(a < t.end and t.start < b for a, b in names) for t in tokens]
    for i, token in enumerate(tokens):
        for phrase in known.get(token.word, ()) if free[i] else ():
            if i and tokens[i - 1].word in phrase.after:
                continue
            places = _match(tokens, free, i, phrase.slots[1:])
            if places is not None:
                inside = set(range(i, places[-1])) - set(places)
                yield phrase.stage, i, places[-1], [tokens[n].word for n in sorted(inside) if free[n]]


def _match(
    tokens: Sequence[_Token], free: Sequence[bool], at: int, slots: Sequence[Slot]
) -> list[int] | None:
    """The tokens that fill the slots, the first one's first; None when one stays empty."""
    places = [at]
    for slot in slots:
        end = at + 2 + (_GAP if slot.gap else 0)
        for nxt in range(at + 1, min(end, len(tokens))):
            if tokens[nxt].word in _STOP:
                return None
            if free[nxt] and tokens[nxt].word in slot.words:
                at = nxt
                places.append(at)
                break
        else:
            return None
    return places


def _guarded(tokens: Sequence[_Token], first: int, between: Sequence[str], stage: str) -> str | None:
    """The stage that is left of one after the words before and inside it; None for nothing."""
    guards = lexicon().guards
    inside = (guards.get(word) for word in between)
    sorts = {guard.sort for guard in inside if guard and guard.through is None}
    passed: set[str] = set()
    # "appealed in 1950 to all governments to ratify": an infinitive hangs on a verb farther back.
    reach = _FAR if any(t.word == "to" for t in tokens[max(0, first - _GUARDED) : first]) else _GUARDED
    for token in reversed(tokens[max(0, first - reach) : first]):
        if token.word in _STOP or token.word in _OTHER_CLAUSE:
            break
        guard = guards.get(token.word)
        if guard and (guard.through is None or passed <= guard.through):
            sorts.add(guard.sort)
        passed.add(token.word)
    # A phrase may carry its own denial: "never ratified", "not renewed by".
    if sorts & {"denied", "open"}:
        return None
    if "ahead" in sorts and "reached" not in sorts and stage != "announced":
        return None if stage == "lapsed" else "announced"
    return stage


def _takes(tokens: Sequence[_Token], cue: int, name: tuple[int, int], near: int) -> bool:
    """Whether a verb of one word has the name as its object, or as the subject of its passive."""
    if tokens[cue].end <= name[0]:
        # "the attack launched by the Pact": the name is who does it.
        return near <= _OBJECT and tokens[cue + 1].word not in _AGENT
    before = {t.word for t in tokens[max(0, cue - 3) : cue] if t.start >= name[1]}
    if tokens[cue - 1].word in _RELATIVE:
        return tokens[cue].word in _STATES  # "the Treaty, which revives old quarrels"
    # "The Treaty, signed in May": the participle stands right behind the name.
    behind = near <= 1 and tokens[cue].word.endswith(("ed", "en"))
    return behind or bool(before & _PASSIVE) or tokens[cue].word in _STATES


def _distance(tokens: Sequence[_Token], cue: tuple[int, int], name: tuple[int, int]) -> int | None:
    """Words between a cue and a name; None when they are far apart, or a clause lies between."""
    if name[0] < cue[1] and cue[0] < name[1]:
        return 0
    low, high = (cue[1], name[0]) if cue[1] <= name[0] else (name[1], cue[0])
    between = [t.word for t in tokens if t.start >= low and t.end <= high]
    if len(between) > _NEAR or any(w in _STOP or w in _OTHER_CLAUSE for w in between):
        return None
    return len(between)
