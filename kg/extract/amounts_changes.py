"""Which way a figure moved, and which level a change led to.

The lexicon (data/lexicon/changes.jsonl) knows the words; the parse says which of them governs a figure
and with which preposition: "fell by X" is a change, "to X" a level, "from X" a base.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.base import AmountExpression
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.amounts import Amount
from kg.model.vocabulary import Bound, Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLIMB = 8


class Change(NamedTuple):
    """A word of change: its direction, and its size in percent where it has one ("doubled")."""

    direction: Direction
    percent: float | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure with the word of change that governs it and its role: change, level, base or none."""

    expression: AmountExpression
    word: int | None = None
    role: str = ""
    direction: Direction | None = None
    percent: float | None = None


class Linked(NamedTuple):
    """Figures of one movement, as indices: all of them, the level among them, and the joint amount."""

    indices: frozenset[int]
    level: int
    amount: Amount


@cache
def words() -> Mapping[tuple[str, str], Change]:
    """(lemma or word, part of speech) → change. Raises DataError if the file is missing or malformed."""
    return {
        (line["lemma"], line["pos"]): Change(Direction(line["direction"]), line.get("change"))
        for line in read_lines(data_path("lexicon", "changes.jsonl"))
    }


def _change_of(token: Token) -> Change | None:
    if token.pos_ in {"VERB", "AUX"}:
        return words().get((token.lemma_.lower(), "verb"))
    if token.pos_ in {"NOUN", "PROPN"}:
        own = words().get((token.lemma_.lower(), "noun"))
        if own is None and token.lemma_.lower() == "rate":  # "a growth rate of 4 percent"
            parts = (words().get((c.lemma_.lower(), "noun")) for c in token.children if c.dep_ == "compound")
            own = next((change for change in parts if change is not None), None)
        return own
    return words().get((token.lower_, "word"))


def directed(doc: Doc, expression: AmountExpression) -> Marked:
    """The figure with its direction; a change moves its number from `value` to `change`."""
    token = doc[expression.head]
    # Parses run "from 10 to 15" together as one number; the word before the figure is surer.
    before = doc[expression.first - 1].lower_ if expression.first else ""
    preposition = before if before in {"by", "to", "from"} else ""
    for _ in range(_CLIMB):
        above = token.head
        if above.i == token.i:
            break
        found = None if _inside(expression, above) else _change_of(above)
        if found is None and above.lemma_ == "be":  # "was down by 2 percent"
            beside = (c for c in above.children if c.i < expression.first)
            found = next((c for c in map(_change_of, beside) if c is not None), None)
        if found is not None:
            role = _role(expression, preposition, token, above)
            return _mark(expression, above, role, found)
        led = _leads(token, above)
        if led is not None:
            return _mark(expression, above.head, "level", led)
        if above.pos_ in {"ADP", "PART", "SCONJ"}:
            preposition = preposition or above.lower_
        elif above.pos_ in {"VERB", "AUX"} or (
            above.pos_ in {"NOUN", "PROPN"} and not _part_of(expression, token)
        ):
            break
        token = above
    return Marked(expression)


#: Verbs that say to what level a change led.
_REACHES = frozenset({"reach", "hit", "total", "exceed", "top", "surpass", "number"})


def _leads(token: Token, verb: Token) -> Change | None:
    """ "tripled, reaching 5 tons", "rose to reach 5 tons": the change whose level the participle tells."""
    if verb.lemma_.lower() not in _REACHES or verb.dep_ not in {"advcl", "xcomp"} or token.dep_ != "dobj":
        return None
    return _change_of(verb.head) if verb.head.i < verb.i else None


def _part_of(expression: AmountExpression, token: Token) -> bool:
    """The figure, or a number before a noun: the noun's place in the sentence is the number's."""
    return _inside(expression, token.head) or token.dep_ in {"nummod", "quantmod"}


def _inside(expression: AmountExpression, token: Token) -> bool:
    return expression.first <= token.i < expression.last


def _role(expression: AmountExpression, preposition: str, token: Token, word: Token) -> str:
    percent = expression.amount.unit in {"percent", "percentage points"}
    noun = word.pos_ in {"NOUN", "PROPN"}
    if preposition == "by" or (
        noun and (preposition == "of" or token.dep_ in {"nummod", "compound", "amod", "nmod"})
    ):
        return "change"
    if preposition == "to":
        return "level"
    if preposition == "from":
        return "base"
    if (
        preposition == ""
        and not noun
        and not token.dep_.startswith("nsubj")
        and (percent or token.dep_ in {"npadvmod", "advmod"})
    ):
        return "change"
    return ""


def _mark(expression: AmountExpression, word: Token, role: str, change: Change) -> Marked:
    amount = expression.amount
    if role == "change" and amount.value is not None and amount.value >= 0:
        amount = amount.model_copy(
            update={
                "value": None,
                "unit": None if amount.unit in {"percent", "percentage points"} else amount.unit,
                "change": amount.value,
                "change_unit": amount.unit,
                "direction": change.direction,
            }
        )
    elif role == "level":
        amount = amount.model_copy(update={"direction": change.direction})
    elif role != "base":
        return Marked(expression)
    return Marked(replace(expression, amount=amount), word.i, role, change.direction, change.percent)


#: Words at most between a level and the change that stands behind it.
_APART = 9


def apposed(doc: Doc, marked: Sequence[Marked]) -> list[Marked]:
    """Levels with the change told behind them: "$7 billion, up 12 percent", "to $3 billion, a drop of …".

    The level gets the word of that change, so that `linked` joins the two.
    """
    made = list(marked)
    for i, one in enumerate(marked):
        before = made[i - 1] if i else None
        if before is None or one.word is None or one.role not in {"change", "base"}:
            continue
        word, level = doc[one.word], before.expression
        behind = level.last <= word.i <= level.last + _APART and doc[level.head].sent == word.sent
        loose = word.pos_ not in {"VERB", "AUX"} and any(t.text in _BREAKS for t in doc[level.last : word.i])
        bare = before.role == "" or (before.role == "level" and before.percent is None)
        if not (behind and loose and bare) or not _same_sort(level.amount, one):
            continue
        alone = before.word is None or not any(m.word == before.word and m is not before for m in marked)
        if not alone:
            # "rose from $4 billion to $6 billion, an increase of 20 percent": told and checked together.
            roles = [m.role for m in marked if m.word == before.word]
            if one.role == "change" and before.role == "level" and "change" not in roles:
                made[i] = replace(one, word=before.word)
            continue
        amount = level.amount.model_copy(update={"direction": one.direction})
        made[i - 1] = Marked(replace(level, amount=amount), one.word, "level", one.direction)
    return made


#: What sets a change off from the level before it.
_BREAKS = frozenset({",", "-", "–", "—", "(", ";"})


def _same_sort(level: Amount, one: Marked) -> bool:
    """Whether a change or base can be that of the level: a percentage, or the level's own unit."""
    amount = one.expression.amount
    unit = amount.change_unit if one.role == "change" else amount.unit
    if level.value is None or level.unit is None:
        return False
    return unit == level.unit or (one.role == "change" and unit in {"percent", "percentage points"})


def linked(marked: Sequence[Marked]) -> Iterator[Linked]:
    """Levels with the change or base that the same word of change governs."""
    groups: dict[int, list[int]] = {}
    for i, one in enumerate(marked):
        if one.word is not None:
            groups.setdefault(one.word, []).append(i)
    for word in sorted(groups):
        by_role = {marked[i].role: i for i in reversed(groups[word])}
        level = by_role.get("level")
        if level is None:
            continue
        change, base = by_role.get("change"), by_role.get("base")
        built = marked[level].percent
        if change is None and base is None and built is None:
            continue
        indices = frozenset(i for i in (level, change, base) if i is not None)
        yield Linked(
            indices,
            level,
            joint(
                marked[level].expression.amount,
                marked[change].expression.amount if change is not None else None,
                marked[base].expression.amount if base is not None else None,
                built,
            ),
        )


def joint(level: Amount, change: Amount | None, base: Amount | None, percent: float | None = None) -> Amount:
    """One amount of level, change and base; `consistent` when change and base can be held together."""
    direction = level.direction
    size = change.change if change is not None else percent
    unit = change.change_unit if change is not None else ("percent" if percent is not None else None)
    implied = implied_base(level.value, size, unit, level.unit, direction)
    stated = base.value if base is not None and base.unit in {None, level.unit} else None
    consistent = None
    if implied is not None and stated is not None and change is not None:
        consistent = agrees(implied, stated, change.bound, direction)
    elif stated is not None and level.value is not None and direction is not None:
        consistent = None if stated == level.value else (level.value > stated) == (direction is Direction.UP)
    return level.model_copy(
        update={
            "change": size,
            "change_unit": unit,
            "implied_base": float(f"{implied:.4g}") if implied is not None else stated,
            "consistent": consistent,
            "bound": change.bound if change is not None and change.bound != Bound.EXACT else level.bound,
            "period": level.period or (change.period if change is not None else None),
        }
    )


#: Percentages that stand for a fraction, as it is.
_FRACTIONS = {33.3: 100 / 3, 66.7: 200 / 3, 16.7: 100 / 6, 14.3: 100 / 7, 83.3: 500 / 6}


def implied_base(
    value: float | None,
    size: float | None,
    unit: str | None,
    level_unit: str | None,
    direction: Direction | None,
) -> float | None:
    """The level before: value / (1 ± change/100), or value ∓ change for a change in the level's unit."""
    if value is None or size is None or direction is None:
        return None
    size = _FRACTIONS.get(size, size)
    sign = 1 if direction is Direction.UP else -1
    if unit == "percent" and level_unit not in {"percent", "percentage points"}:
        rest = 1 + sign * size / 100
        return value / rest if rest > 0 else None
    if unit == level_unit or (unit == "percentage points" and level_unit == "percent"):
        return value - sign * size
    return None


#: A tenth either way: texts round both the change ("a third") and the levels.
_ROUNDING = 0.1


def agrees(implied: float, stated: float, bound: Bound, direction: Direction | None) -> bool:
    """Whether a stated base fits the implied one, within rounding and on the side left open."""
    if implied == 0:
        return stated == 0
    ratio = stated / implied
    larger = bound in {Bound.MORE_THAN, Bound.AT_LEAST}
    smaller = bound in {Bound.LESS_THAN, Bound.AT_MOST}
    if direction is Direction.UP:
        larger, smaller = smaller, larger
    low = 1 - _ROUNDING if not smaller else 0.0
    high = 1 + _ROUNDING if not larger else 3.0
    return low <= ratio <= high
