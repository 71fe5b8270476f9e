"""Figures that no indicator noun names: "the line costs $15 million", "Ruritania has 26 provinces".

A verb or adjective of measure (data/lexicon/measures.jsonl) says that its figure is what the clause is about;
a share or a count may also be the subject ("over 80 percent of the seats went to …"). What is measured is
told by the word, by the noun that is counted, or by the unit alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.extract.amounts_changes import words
from kg.extract.base import AmountExpression, Role
from kg.extract.events.grammar import surface_subject
from kg.extract.events.parties import Parties, unique, without
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import ACTORS, Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 6
#: Steps from a number to the noun that it counts.
_INSIDE = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "advmod", "npadvmod"})
_OBJECTS = frozenset({"dobj", "attr", "oprd", "npadvmod", "acomp", "dative"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Counts below it are told in passing ("two envoys").
_LEAST = 3
#: Behind these a small count only says again which ones are meant ("one of the four candidates").
_KNOWN = frozenset({"the", "these", "those", "both", "all", "other", "last", "first", "next", "top"})
_MANY = 100
#: What points back to something spoken of before.
_POINTING = frozenset({"it", "they", "the", "this", "that", "these", "those", "its", "their", "such"})
#: By the unit alone: what a figure measures.
_LENGTHS = frozenset({"km", "miles", "m", "km2", "m2", "hectares", "acres", "feet", "square miles"})
#: The speed of a storm tells nothing of anybody.
_SPEEDS = frozenset({"mph", "kph", "km/h", "knots"})
_POWER = frozenset({"MW", "GW", "kW"})


@dataclass(frozen=True, slots=True)
class Measure:
    """A word of measure: where its figure stands, which figures it takes, what they measure.

    slots: "obj" or prepositions. takes: "money", "percent", "count", "unit". indicator: None where the
    figure itself says it. persons: whether a person may be the one measured.
    """

    slots: frozenset[str]
    takes: frozenset[str]
    indicator: str | None
    persons: bool


#: What a word of change takes that no line of the file has.
_CHANGES = Measure(
    frozenset({"to", "by", "obj"}), frozenset({"money", "percent", "count", "unit"}), None, True
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures, of whom (nobody: whom it spoke of before), towards whom, by what word."""

    indicator: str
    clause: Token
    subjects: tuple[Role, ...]
    objects: tuple[Role, ...]


@cache
def measures() -> Mapping[tuple[str, str], Measure]:
    """(lemma, "verb", "word" or "uncounted") → measure. Raises DataError if the file is malformed."""
    made = {}
    for line in read_lines(data_path("lexicon", "measures.jsonl")):
        try:
            made[line["lemma"], line["pos"]] = Measure(
                frozenset(line["slots"]),
                frozenset(line["takes"]),
                line.get("indicator"),
                line.get("persons", True),
            )
        except KeyError as error:
            raise DataError(f"measures, {line}: no {error}") from error
    return made


def sort_of(amount: AmountExpression) -> str | None:
    """ "money", "percent", "count" or "unit" of a level or a change; None for what counts nothing."""
    changed = amount.amount.value is None and amount.amount.change is not None
    unit = amount.amount.change_unit if changed else amount.amount.unit
    if unit is None or (amount.amount.value is None and not changed):
        return None
    if len(unit) == 3 and unit.isupper() and unit.isalpha():
        return "money"
    if unit == "percent":
        return "percent"
    if amount.measured is None or unit in _LENGTHS | _POWER:
        return "unit"
    return "unit" if unit in _physical() else "count"


@cache
def _physical() -> frozenset[str]:
    return frozenset(line["unit"] for line in read_lines(data_path("lexicon", "units.jsonl")))


@cache
def _times() -> frozenset[str]:
    lines = read_lines(data_path("lexicon", "units.jsonl"))
    return frozenset(line["unit"] for line in lines if line.get("time"))


def measured(doc: Doc, amount: AmountExpression, parties: Parties) -> Measured | None:
    """What the figure measures by the grammar of its clause, or None."""
    sort = sort_of(amount)
    if sort is None or amount.amount.unit in _times() | _SPEEDS:
        return None
    noun = doc[amount.measured] if sort == "count" and amount.measured is not None else doc[amount.head]
    if sort == "count" and not counts(amount, doc):
        return None
    top = _top(noun)
    for clause, slot in _places(top):
        measure = _measure(clause, slot, sort)
        if measure is None:
            continue
        found = _of_object(doc, amount, clause, noun, parties, measure)
        if found is not None:
            subjects, objects = found
            return Measured(measure.indicator or _by_unit(amount, sort), clause, subjects, objects)
    while top.dep_ == "conj" and top.head.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}:
        top = top.head
    if top.dep_ in _SUBJECTS and sort in {"percent", "count"}:
        return _of_subject(amount, noun, top.head, parties, sort)
    return None


def counts(amount: AmountExpression, doc: Doc) -> bool:
    """Whether a count tells how many there are: not "two envoys", "the nine men", "four reasons"."""
    value = amount.amount.value
    noun = doc[amount.measured] if amount.measured is not None else doc[amount.head]
    if value is None or (noun.lemma_.lower(), "uncounted") in measures():
        return False
    if 0 < value < _LEAST:
        return False
    before = doc[amount.first - 1].lower_ if amount.first else ""
    return value >= _MANY or before not in _KNOWN


def _top(token: Token) -> Token:
    """The head of the noun phrase in which a figure stands."""
    for _ in range(_CLIMB):
        if token.dep_ not in _INSIDE or token.head.i == token.i or token.head.pos_ in {"VERB", "AUX"}:
            break
        if token.head.pos_ == "ADJ" and token.dep_ == "npadvmod":
            break
        token = token.head
    return token


def _places(top: Token) -> Iterator[tuple[Token, str]]:
    """The words that may say what the figure is, each with the slot in which it stands."""
    above = top.head
    if top.dep_ == "conj" and above.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}:
        top = above
        above = top.head
    if top.dep_ in _OBJECTS:
        yield above, "obj"
    if top.dep_ == "pobj" and above.dep_ in {"prep", "dative"}:
        yield above.head, above.lower_
        yield above, "obj"  # "worth $5 million", with "worth" taken for a preposition
        if above.lower_ == "at" and above.head.pos_ in {"NOUN", "PROPN"}:
            # "put the worth of the contract of Ruritania at …" hangs on any of the nouns.
            yield _verb(above.head), "at"
    if top.dep_ == "pobj" and above.dep_ == "prep" and above.lower_ == "of":
        # "employs hundreds of doctors", "a total of 40 seats"
        outer = _top(above.head)
        if outer.dep_ in _OBJECTS:
            yield outer.head, "obj"


def _measure(clause: Token, slot: str, sort: str) -> Measure | None:
    lemma = clause.lemma_.lower()
    verb = clause.pos_ in {"VERB", "AUX"}
    if clause.dep_ in {"aux", "auxpass"}:
        return None
    if lemma == "be" and slot == "obj":
        there = any(c.dep_ == "expl" or (c.lower_ == "there" and c.i < clause.i) for c in clause.children)
        found = measures().get(("there", "word")) if there else None
    else:
        found = measures().get((lemma, "verb" if verb else "word"))
    change = words().get((lemma, "verb")) if verb and found is None else None
    if change is not None and change.percent is None:
        # "The membership has increased to 52 nations", "they forfeited 30 percent of the land".
        found = _CHANGES
    return found if found is not None and slot in found.slots and sort in found.takes else None


def _verb(clause: Token) -> Token:
    """The verb of a word of measure that is none itself ("is worth", "150 kilometres long")."""
    for _ in range(_CLIMB):
        if clause.pos_ in {"VERB", "AUX"} or clause.head.i == clause.i:
            break
        clause = clause.head
    return clause


def _of_object(
    doc: Doc, amount: AmountExpression, clause: Token, noun: Token, parties: Parties, measure: Measure
) -> tuple[tuple[Role, ...], tuple[Role, ...]] | None:
    """The one measured (the subject of the clause, or the object that a figure is put on) and the rest."""
    noun_of = clause.dep_ in {"prep", "amod", "acl"} and clause.head.pos_ in {"NOUN", "PROPN"}
    verb = _verb(clause)
    subject = [clause.head] if noun_of else surface_subject(verb)
    things = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"} and c.i != noun.i]
    if "at" in measure.slots and things:
        subject = things  # "officials put its value at …": whose value it is
    subjects = parties.about(subject)
    if not measure.persons and subjects and all(parties.kind(r) is Kind.PERSON for r in subjects):
        return None
    around = [noun] if measure.indicator != "size" else []
    around += [doc[amount.measured]] if amount.measured is not None and amount.measured != noun.i else []
    around += [t for c in verb.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
    # "47 floods, affecting Ruritania": whom the things counted touch.
    touching = [c for v in (noun, verb) for c in v.children if c.tag_ == "VBG" and c.i > noun.i]
    around += [t for c in touching for t in c.children if t.dep_ == "dobj"]
    objects = without(parties.about([t for t in around if not amount.first <= t.i < noun.i]), subjects)
    if not subjects and goes_on(subject) and _known_thing(subject[0]):
        return (), unique(objects)
    if not subjects and noun_of:
        # "We take measures of support totalling $43 billion to X": theirs who take them.
        subjects = parties.actors(surface_subject(_verb(clause.head)))
        objects = without(objects, subjects)
    if not subjects and measure is not _CHANGES:
        subjects, objects = objects[:1], objects[1:]
    return (unique(subjects), unique(objects)) if subjects else None


def goes_on(subject: list[Token]) -> bool:
    """ "It cost …", "the contract was worth …": what is measured has been spoken of before."""
    first = subject[0] if subject else None
    if first is None or first.pos_ == "PROPN":
        return False
    if first.pos_ == "PRON":
        return first.lower_ in _POINTING
    return any(c.dep_ in {"det", "poss"} and c.lower_ in _POINTING for c in first.children)


def _known_thing(noun: Token) -> bool:
    """ "It", "this", "the contract" stand for what was named before; "the butterflies" do not."""
    pointed = any(c.lower_ in _POINTING - {"the"} for c in noun.children if c.dep_ in {"det", "poss"})
    return noun.pos_ == "PRON" or pointed or noun.tag_ == "NN"


def _of_subject(
    amount: AmountExpression, top: Token, verb: Token, parties: Parties, sort: str
) -> Measured | None:
    """ "80 percent of the rice goes to Borduria", "half a million Ruritanians have fled"."""
    if verb.pos_ not in {"VERB", "AUX"} or (sort == "percent" and not _has_of(top)):
        return None
    subjects = parties.about([top])
    preps = [t for c in verb.children if c.dep_ in {"prep", "agent"} for t in c.children if t.dep_ == "pobj"]
    objects = without(parties.about([c for c in verb.children if c.dep_ == "dobj"] + preps), subjects)
    if not subjects:
        subjects, objects = objects[:1], objects[1:]
    if not any(parties.kind(r) in ACTORS or parties.kind(r) is Kind.GROUP for r in subjects):
        return None
    return Measured(_by_unit(amount, sort), verb, unique(subjects), unique(objects))


def _has_of(top: Token) -> bool:
    return any(c.dep_ == "prep" and c.lower_ == "of" for c in top.subtree)


def _by_unit(amount: AmountExpression, sort: str) -> str:
    unit = amount.amount.unit or ""
    if amount.amount.value is None:
        return "value" if sort == "money" else "count"
    if unit in _LENGTHS:
        return "size"
    if unit in _POWER:
        return "capacity"
    return {"money": "value", "percent": "share"}.get(sort, "count")
