"""Which stage of an undertaking a sentence tells of, by phrases that are data (data/lexicon/stages.jsonl).

A phrase is words, "a|b" for alternatives, "…" for up to eight words between. It counts for the named thing
that stands nearest to it, with no clause between them, as its object or as the subject of a passive, not as
somebody's partner ("signed with the X") or as what something else is about ("a bill to amend the X");
"will", "planned", "to" before it make it an announcement, "if", "should", "not", "failed" nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
#: The same for a noun, as its ending shows.
_FARTHEST = 25
_NOUNS = ("ion", "ing", "ings", "ions", "entry")
#: Words between a verb of one word and its object: "signed a contract on the X".
_OBJECT = 6
#: Words between a name, of which our mention may be the first part only, and ", signed in May".
_TAIL = 4
_TOKEN = re.compile(r"n['’]t\b|['’](?:ll|s|d|ve|re)\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:-[^\W_]+)*|[;:,—–.!?]")
_STOP = frozenset(";:—.!?")
#: What may be a question, inside a quotation as well: "“Was it signed?” he asked."
_PART = re.compile(r"[^.!?;:—“”„«»\"]+\??")


class Slot(NamedTuple):
    """Words of which one must stand here; `gap`: up to eight others may stand before it."""

    words: frozenset[str]
    gap: bool


@dataclass(frozen=True, slots=True)
class Guard:
    """A word that makes an announcement ("ahead") or nothing ("open", "denied") of what follows.

    "reached" takes back the announcement that "to" would make: "became the fifth state to ratify".

    through: where given, only these words may stand between it and the phrase ("to be completed", but
    not "from Ruritania to Borduria began"); or, with `needs`, any words with one of these and none of
    `barred` among them ("once Borduria has completed", but not "once a foe, Borduria completed").
    inner: does not count in the phrase that opens a sentence, which tells a fact: "The swift completion".
    """

    sort: str
    through: frozenset[str] | None
    needs: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    inner: bool = False

    def reaches(self, passed: set[str], at: int) -> bool:
        """Whether it counts for a phrase beyond the words passed; at: its place in the sentence."""
        if self.inner and at <= 1:
            return False
        if self.through is None or passed <= self.through:
            return True
        return bool(passed & self.needs) and not passed & self.barred


@dataclass(frozen=True, slots=True)
class Phrase:
    """What tells of a stage."""

    stage: str
    slots: tuple[Slot, ...]
    #: Words right before it that make its first word another one: "a sign".
    after: frozenset[str] = frozenset()


class Told(NamedTuple):
    """The stage that a relation tells by itself, of a thing in one of these parts of the claim."""

    stage: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The phrases by their first words, the guards, and what relations tell by themselves."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    guards: Mapping[str, Guard]
    relations: Mapping[tuple[str, str], Told]
    #: Sort → words around a phrase that tell whether the thing is its object.
    words: Mapping[str, frozenset[str]]


class Step(NamedTuple):
    """A stage told of in a sentence: characters start … end of the cue, inside the sentence."""

    stage: str
    start: int
    end: int


class _Token(NamedTuple):
    word: str  # in small letters; but "May" stays the month
    start: int
    end: int
    small: bool  # as it is written


@cache
def lexicon() -> Lexicon:
    """What data/lexicon/stages.jsonl holds. Raises DataError for a line that is none of its kinds."""
    phrases: dict[str, list[Phrase]] = {}
    guards: dict[str, Guard] = {}
    relations: dict[tuple[str, str], Told] = {}
    words: defaultdict[str, set[str]] = defaultdict(set)
    for line in read_lines(data_path("lexicon", "stages.jsonl")):
        if "guard" in line:
            through = frozenset(line["through"]) if "through" in line else None
            needs, barred = frozenset(line.get("needs", ())), frozenset(line.get("barred", ()))
            guards[line["guard"]] = Guard(line["sort"], through, needs, barred, line.get("inner", False))
        elif "word" in line:
            words[line["sort"]].add(line["word"])
        elif line.get("stage") not in STAGES:
            raise DataError(f"lexicon stages.jsonl: no stage {line.get('stage')!r}")
        elif "relation" in line:
            relations[line["relation"], line["modality"]] = Told(line["stage"], tuple(line["roles"]))
        else:
            phrase = Phrase(line["stage"], _slots(line["phrase"]), frozenset(line.get("not_after", ())))
            for word in phrase.slots[0].words:
                phrases.setdefault(word, []).append(phrase)
    return Lexicon(
        {word: tuple(found) for word, found in phrases.items()},
        guards,
        relations,
        {sort: frozenset(found) for sort, found in words.items()},
    )


def _is(word: str, sort: str) -> bool:
    return word in lexicon().words[sort]


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
    phrases that stand nearer to it. A question tells of none.
    """
    if sentence.rstrip("\"'”’») \n").endswith("?"):
        return []
    tokens = _cut(sentence)
    asked = [m.span() for m in _PART.finditer(sentence) if m[0].endswith("?")]
    found = []
    for stage, first, last, between in _matches(tokens, [thing, *others]):
        cue = (tokens[first].start, tokens[last].end)
        near = _distance(tokens, cue, thing)
        if near is None or not _acts_on(tokens, (first, last), thing, near):
            continue
        if any(start <= cue[0] and cue[1] <= end for start, end in asked):
            continue
        if any((other := _distance(tokens, cue, name)) is not None and other < near for name in others):
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
    sorts = {guard.sort for guard in inside if guard and guard.through is None} | _sorts_before(tokens, first)
    # A phrase may carry its own denial: "never ratified", "not renewed by".
    if sorts & {"denied", "open"}:
        return None
    if "ahead" in sorts and "reached" not in sorts and stage != "announced":
        return None if stage == "lapsed" else "announced"
    return stage


def _sorts_before(tokens: Sequence[_Token], first: int) -> set[str]:
    """The sorts of the guards before a phrase."""
    sorts: set[str] = set()
    passed: set[str] = set()
    # "appealed in 1950 to all governments to ratify": an infinitive hangs on a verb farther back.
    reach = _FAR if any(t.word == "to" for t in tokens[max(0, first - _GUARDED) : first]) else _GUARDED
    # "We call for fewer arms, more talks and the signing": so does a noun, but what is told is not in doubt.
    noun = tokens[first].word.endswith(_NOUNS)
    for away, token in enumerate(reversed(tokens[max(0, first - _FARTHEST) : first]), 1):
        if token.word in _STOP or _is(token.word, "clause"):
            break
        guard = lexicon().guards.get(token.word)
        if guard and guard.reaches(passed, first - away):
            # "The fifth state to ratify" has done it; "at last signed" takes back nothing.
            counts = guard.sort != "reached" or "to" in passed
            if counts and (away <= reach or (noun and guard.sort == "open")):
                sorts.add(guard.sort)
        passed.add(token.word)
    return sorts


def _acts_on(tokens: Sequence[_Token], cue: tuple[int, int], name: tuple[int, int], near: int) -> bool:
    """Whether a phrase (its first and last token) has the name as object, or as subject of its passive."""
    first, last = cue
    if name[0] < tokens[first].start:
        return first != last or _undergoes(tokens, first, name, near)
    if _aside(tokens, name):
        return False
    between = [t.word for t in tokens[last + 1 :] if t.end <= name[0]]
    if any(_is(word, "bar") for word in between) or _aims_elsewhere(between):
        return False
    # "the attack launched by the Pact": the name is who does it.
    return first != last or (near <= _OBJECT and not _is(tokens[first + 1].word, "agent"))


def _undergoes(tokens: Sequence[_Token], cue: int, name: tuple[int, int], near: int) -> bool:
    """Whether the name is the subject of a passive verb, or of one that happens by itself."""
    if cue + 1 < len(tokens) and _is(tokens[cue + 1].word, "own"):
        return False  # "the Zenda project, announced a new product": the verb has an object of its own
    alone = _is(tokens[cue].word, "itself")
    if _is(tokens[cue - 1].word, "relative"):
        return alone  # "the Treaty, which revives old quarrels"
    since = [t.word for t in tokens[:cue] if t.start >= name[1]]
    if any(mark == "," and _is(word, "own") for mark, word in pairwise(since)) and since.count(",") == 1:
        return False  # "With the Treaty, the first stage had been completed": another subject follows
    before = since[-3:]
    # "The Treaty, signed in May", "The Treaty of Trade and Peace, signed in May": right behind the name.
    behind = near <= (_TAIL if tokens[cue - 1].word == "," else 1) and tokens[cue].word.endswith(("ed", "en"))
    return behind or alone or any(_is(word, "passive") or _is(word, "relative") for word in before)


def aside(sentence: str, name: tuple[int, int]) -> bool:
    """Whether a name (its characters in the sentence) hangs on a word like "with" or "under"."""
    return _aside(_cut(sentence), name)


def other_time(words: str) -> bool:
    """Whether a word among these tells that a date beyond it is another's: "which", "anniversary"."""
    return any(_is(t.word, sort) for t in _cut(words) for sort in ("clause", "relative", "undating"))


def _cut(sentence: str) -> list[_Token]:
    return [_Token(_small(m[0]), m.start(), m.end(), m[0].islower()) for m in _TOKEN.finditer(sentence)]


def _aside(tokens: Sequence[_Token], name: tuple[int, int]) -> bool:
    """The same of tokens; names that it is joined to ("with Borduria and the X") stand between."""
    before = [t for t in tokens if t.end <= name[0]]
    while before and (_is(before[-1].word, "joining") or not before[-1].small):
        before.pop()
    return bool(before) and _is(before[-1].word, "aside")


def _aims_elsewhere(between: Sequence[str]) -> bool:
    """ "A bill to amend the Act": an infinitive that makes nothing stands before the name."""
    fits = lexicon().words["making"] | lexicon().words["joining"]
    return any(word == "to" and after.isalpha() and after not in fits for word, after in pairwise(between))


def _distance(tokens: Sequence[_Token], cue: tuple[int, int], name: tuple[int, int]) -> int | None:
    """Words between a cue and a name; None when they are far apart, or a clause lies between."""
    if name[0] < cue[1] and cue[0] < name[1]:
        return 0
    low, high = (cue[1], name[0]) if cue[1] <= name[0] else (name[1], cue[0])
    between = [t.word for t in tokens if t.start >= low and t.end <= high]
    if len(between) > _NEAR or any(w in _STOP or _is(w, "clause") for w in between):
        return None
    return len(between)
