"""The frames: which words express which relation, and where their parties stand.

data/lexicon/frames.jsonl holds one frame a line; data/lexicon/grammar.jsonl holds the word lists that the
grammar of kg.extract.events leans on (support verbs, collective nouns …). Keys of a frame:

    id, lemma, pos (VERB, NOUN, ADJ), relation      what fires, and what it means
    subject, object, instrument                     slots to look in, best first
    with      {slot: [lemmas] or "*"}               slots that must be filled (by one of these words;
                                                    "@arms": the class of data/lexicon/word_classes.jsonl)
    without   [slots]                               slots that must be empty
    not       {slot: [lemmas]}                      words that no such slot may be filled by
    particle                                        the particle of a phrasal verb
    needs     ["subject", "object"]                 roles without which nothing is said (default: both)
    kinds     {role: [kinds]}                       kinds of entity that may fill a role
    plover, mode, contexts, modality, act           what the frame fixes beyond its relation
    joint     true                                  all parties do it to each other, whatever the relation
    agentless true                                  a noun that tells of an act even when nobody is blamed
    counterpart true                                whom it concerns is plain in a text about two states
    weak      true                                  gives way to a stronger frame inside its complement
    example, expect, counter                        run by the tests

Slots of verbs: subj, obj, iobj, attr, xcomp, a preposition ("with"), a preposition with a gerund ("from+").
Slots of nouns: poss (possessor or adjective), support (subject of its light verb), is (what it is said to
be), xcomp, a preposition. clause (subject of the clause
round "in support of …"). Slots of adjectives: subj, a preposition, hyphen (first half of "Ruritania-led").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from kg.errors import DataError
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.plover import PloverType
from kg.model.relations import Relation
from kg.model.vocabulary import ACTORS, BODIES, THINGS, Kind, Modality, SpeechAct

#: Shorthand for kinds in the data.
KIND_SETS: Mapping[str, frozenset[Kind]] = MappingProxyType(
    {
        "ACTOR": ACTORS,
        "BODY": BODIES,
        "THING": THINGS,
        "LOCATION": frozenset({Kind.PLACE, Kind.STATE, Kind.REGION}),
        #: Whoever makes news rather than reports it: talks with a newspaper are no talks.
        "PUBLIC": ACTORS - {Kind.MEDIA_OUTLET},
        #: Whoever has force or law at hand, as against persons, firms and papers.
        "POWER": ACTORS - {Kind.MEDIA_OUTLET, Kind.PERSON, Kind.COMPANY, Kind.THINK_TANK},
    }
)
POS = frozenset({"VERB", "NOUN", "ADJ"})
_KEYS = frozenset(
    {
        "id",
        "lemma",
        "pos",
        "relation",
        "subject",
        "object",
        "instrument",
        "with",
        "without",
        "not",
        "particle",
    }
    | {"needs", "kinds", "plover", "mode", "contexts", "modality", "act", "weak", "joint", "agentless"}
    | {"counterpart"}
    | {"example", "expect", "counter"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of saying one relation."""

    id: str
    lemma: str
    pos: str
    relation: Relation
    subject: tuple[str, ...]
    object: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    #: Slot → lemmas that may fill it; an empty set accepts any word.
    required: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    #: Slot → lemmas that may not fill it.
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    particle: str | None = None
    needs: frozenset[str] = frozenset({"subject", "object"})
    kinds: Mapping[str, frozenset[Kind]] = field(default_factory=dict)
    plover: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    modality: Modality | None = None
    act: SpeechAct | None = None
    weak: bool = False
    joint: bool = False
    agentless: bool = False
    counterpart: bool = False
    example: str = ""
    expect: tuple[tuple[str, ...], ...] = ()
    counter: str = ""

    @property
    def rank(self) -> tuple[bool, int, str]:
        """More conditions first, as they say more precisely what is meant; those that need less, last."""
        narrow = sum(2 if words else 1 for words in self.required.values())
        narrow = narrow * 2 + 2 * bool(self.particle) + bool(self.kinds) + bool(self.without or self.barred)
        loose = "object" not in self.needs and not any(self.required.values()) and not self.particle
        return loose, -narrow, self.id


class Frames:
    """The frames by part of speech and lemma, narrowest first, and the word lists."""

    def __init__(self, frames: list[Frame], lists: Mapping[str, frozenset[str]]) -> None:
        self.all = tuple(sorted(frames, key=lambda f: f.id))
        self.lists = lists
        index: dict[tuple[str, str], list[Frame]] = {}
        seen: set[str] = set()
        for frame in sorted(frames, key=lambda f: f.rank):
            if frame.id in seen:
                raise DataError(f"frames: two frames have the id {frame.id!r}")
            seen.add(frame.id)
            index.setdefault((frame.pos, frame.lemma), []).append(frame)
        self._index = {key: tuple(found) for key, found in index.items()}
        self.lemmas = frozenset(frame.lemma for frame in frames)

    def of(self, pos: str, lemma: str) -> tuple[Frame, ...]:
        """Frames whose head is this word."""
        return self._index.get((pos, lemma), ())

    def list(self, name: str) -> frozenset[str]:
        """A word list of data/lexicon/grammar.jsonl. Raises DataError if there is none of that name."""
        try:
            return self.lists[name]
        except KeyError:
            raise DataError(f"grammar: no word list called {name!r}") from None


def frame_from(line: Mapping[str, Any]) -> Frame:
    """A frame from its line. Raises DataError naming what is wrong with it."""
    unknown = set(line) - _KEYS
    if unknown:
        raise DataError(f"frame {line.get('id')!r}: unknown key {min(unknown)!r}")
    try:
        if line["pos"] not in POS:
            raise ValueError(f"{line['pos']!r} is not one of {', '.join(sorted(POS))}")
        return Frame(
            id=line["id"],
            lemma=line["lemma"],
            pos=line["pos"],
            relation=Relation(line["relation"]),
            subject=tuple(line["subject"]),
            object=tuple(line.get("object", ())),
            instrument=tuple(line.get("instrument", ())),
            required=_required(line.get("with", {})),
            without=frozenset(line.get("without", ())),
            barred={slot: _words(words) for slot, words in line.get("not", {}).items()},
            particle=line.get("particle"),
            needs=frozenset(line.get("needs", ("subject", "object"))),
            kinds={role: _kinds(names) for role, names in line.get("kinds", {}).items()},
            plover=PloverType(line["plover"]).value if "plover" in line else None,
            mode=line.get("mode"),
            contexts=tuple(line.get("contexts", ())),
            modality=Modality(line["modality"]) if "modality" in line else None,
            act=SpeechAct(line["act"]) if "act" in line else None,
            weak=bool(line.get("weak", False)),
            joint=bool(line.get("joint", False)),
            agentless=bool(line.get("agentless", False)),
            counterpart=bool(line.get("counterpart", False)),
            example=line["example"],
            expect=tuple(tuple(part) for part in line["expect"]),
            counter=line["counter"],
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"frame {line.get('id', line)!r}: {error}") from error


def _required(wanted: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    return {slot: frozenset() if words == "*" else _words(words) for slot, words in wanted.items()}


def _words(listed: list[str]) -> frozenset[str]:
    """Lemmas, with each "@name" replaced by its class. Raises ValueError if there is no such class."""
    found = {word for word in listed if not word.startswith("@")}
    for name in (word[1:] for word in listed if word.startswith("@")):
        if name not in word_classes():
            raise ValueError(f"no word class called {name!r} in word_classes.jsonl")
        found |= word_classes()[name]
    return frozenset(found)


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Classes of words by name: "arms", "goods", "penalty" …, read once a process."""
    lines = read_lines(data_path("lexicon", "word_classes.jsonl"))
    return {line["class"]: frozenset(line["words"]) for line in lines}


def _kinds(names: list[str]) -> frozenset[Kind]:
    found: frozenset[Kind] = frozenset()
    for name in names:
        found |= KIND_SETS[name] if name in KIND_SETS else {Kind(name)}
    return found


@cache
def load() -> Frames:
    """The frames of data/lexicon, read once a process. Raises DataError if they are malformed."""
    frames = [frame_from(line) for line in read_lines(data_path("lexicon", "frames.jsonl"))]
    lists = {
        line["list"]: frozenset(line["words"]) for line in read_lines(data_path("lexicon", "grammar.jsonl"))
    }
    return Frames(frames, lists)
