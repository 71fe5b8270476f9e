"""Whether two claims tell of one happening: what speaks for it, what speaks against it.

Never merged on weak evidence. Against it speaks any difference in a thing that both tell: another day,
another place, another agreement, a phone call here and a visit there, other people of the same side.
For it speaks, with nothing against it, one of these:

1. the same words in copies of one text;
2. the same day, by the same parties (or by a state in one and by its official in the other);
3. a day inside a month, or the same month, for acts that are rare between the same parties (a visit, a
   signing, two named people meeting) or that share a place or a named thing, and nothing else competing;
4. a year, with the same named thing (or, for rare acts, the same place), and nothing else competing;
5. no date at all, only where such an act is done once (one signing of a named agreement).

The publication date is no evidence: it says when a text appeared, not when a thing happened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.model.relations import Relation

#: Relations that reporters use of one and the same act. Of each family: its name, and whether the
#: relation tells it from the other end ("A hosts B" is "B visits A").
FAMILIES: Mapping[str, tuple[str, bool]] = MappingProxyType(
    {
        Relation.MEETS: ("meets", False),
        Relation.TALKS_WITH: ("meets", False),
        Relation.VISITS: ("visits", False),
        Relation.HOSTS: ("visits", True),
    }
)
#: Acts that the same parties do once with the same named agreement.
ONCE = frozenset({"signsWith", "ratifies"})
#: Acts that the same parties seldom do twice in a month; statements, deliveries and fights they do daily.
RARE = frozenset(
    {"exercisesWith", "expels", "mediates", "ratifies", "recognizes", "releases", "signsWith", "visits",
     "withdrawsFrom"}
)  # fmt: skip
#: How wide a date is: a day, a few days, a month, a year (or season, quarter), wider or none.
DAY, DAYS, MONTH, YEAR, UNDATED = range(5)
#: Two amounts of one event may differ by rounding and by the day's exchange rate, not by more.
TOLERANCE = 0.1

Amount = tuple[str, float, float]  # unit, low, high


@dataclass(frozen=True, slots=True)
class Telling:
    """What one claim says of a happening; parties are canonical references.

    subjects, objects: who acted, to whom; of a joint act all stand in subjects. start, end: whole days
    or None. things: named agreements, projects, events that it is about. words: content words of goods
    or topics that have no name. text: hash of the sentence, for copies.
    """

    claim: int
    id: str
    relation: str
    modality: str
    subjects: frozenset[str]
    objects: frozenset[str]
    joint: bool
    start: str | None
    end: str | None
    level: int
    place: str | None
    things: frozenset[str]
    words: frozenset[str]
    mode: str | None
    amounts: tuple[Amount, ...]
    document: str
    offset: int
    copies: str
    text: bytes
    confidence: float

    @property
    def family(self) -> str:
        """The name under which acts of its kind are compared."""
        return FAMILIES.get(self.relation, (self.relation, False))[0]

    @property
    def exact(self) -> tuple[object, ...]:
        """Everything that is compared; tellings that agree in it are one as far as anybody can see."""
        return (
            tuple(sorted(self.subjects)), tuple(sorted(self.objects)), self.level, self.start or "",
            self.end or "", self.place or "", tuple(sorted(self.things)), tuple(sorted(self.words)),
            self.mode or "", self.amounts,
        )  # fmt: skip

    @property
    def detail(self) -> int:
        """How many things it tells besides who and when."""
        return sum(map(bool, (self.place, self.things, self.words, self.mode, self.amounts)))


@dataclass(frozen=True, slots=True)
class World:
    """What is known of the entities: the state that one belongs to, and which names distinguish a thing."""

    states: Mapping[str, str]
    named: Mapping[str, str]  # distinguishing things → their kind
    once: frozenset[str]  # things that by their name happen once ("Olympics 2014")

    def side(self, ref: str) -> str:
        """The state that an actor counts for, else itself."""
        return self.states.get(ref, ref)

    def sides(self, refs: frozenset[str]) -> frozenset[str]:
        """The sides of some parties."""
        return frozenset(map(self.side, refs))


def conflict(one: Telling, other: Telling, world: World) -> str | None:
    """What both tell and tell differently, in words; None when nothing speaks against one happening."""
    if one.start and other.start and not _overlap(one, other):
        return f"another date ({shown(one)}; {shown(other)})"
    for a, b in ((one.subjects, other.subjects), (one.objects, other.objects)):
        if not _parties_fit(a, b, world):
            return f"other parties ({_names(a)}; {_names(b)})"
    if one.place and other.place and not _places_fit(one.place, other.place, world):
        return f"another place ({one.place}; {other.place})"
    if one.things and other.things:
        if not one.things & other.things:
            return f"about something else ({_names(one.things)}; {_names(other.things)})"
    elif one.words and other.words and not one.words & other.words:
        return f"about something else ({' '.join(sorted(one.words))}; {' '.join(sorted(other.words))})"
    if one.mode and other.mode and one.mode != other.mode:
        return f"held in another way ({one.mode}; {other.mode})"
    for unit, low, high in one.amounts:
        same = [(a, b) for u, a, b in other.amounts if u == unit]
        if same and all(_apart(low, high, a, b) for a, b in same):
            return f"another amount ({low:g} {unit}; {same[0][0]:g} {unit})"
    return None


def evidence(one: Telling, other: Telling, world: World) -> str | None:
    """What speaks for one happening, in words; None when that is too little. Conflicts are not looked at."""
    if one.copies == other.copies and one.text == other.text and _same_parties(one, other):
        return "the same words in copies of one text"
    wide = max(one.level, other.level)
    shared = _shared(one, other, world)
    if wide == UNDATED:
        if shared and _happens_once(one, shared, world):
            return f"the same parties and {shared}: done once"
        return None
    if len(one.subjects | one.objects) < 2 and not shared:
        return None
    who = "the same parties" if _same_parties(one, other) else "a state and who acts for it"
    if wide == DAY:
        return f"{who} on the same day ({one.start})"
    rare = one.family in RARE or _both_named(one, other, world)
    if not (rare or shared) or (wide == YEAR and not shared):
        return None
    if wide == YEAR and not (rare or (one.things & other.things)):
        return None
    also = f", {shared}" if shared else ""
    return f"{who}{also}, {when_both(one, other)}, and nothing else competes"


def missing(one: Telling, other: Telling) -> str:
    """What would have been needed, where nothing speaks against one happening and too little for it."""
    if not one.start and not other.start:
        return "neither has a date, and no named agreement, project or place tells that they are one"
    if not one.start or not other.start:
        return "one of them has no date"
    if max(one.level, other.level) > DAYS:
        return f"{when_both(one, other)}: too wide for such an act without the same place or named thing"
    return "more than one happening fits, so it is left apart"


def shown(one: Telling) -> str:
    """The date of a telling as short as it is known."""
    if not one.start:
        return "undated"
    if one.level == DAY:
        return one.start
    month = one.start[:7]
    if one.level == MONTH and one.end and one.end[:7] == month and one.start.endswith("-01"):
        return month
    if one.start.endswith("-01-01") and one.end == f"{one.start[:4]}-12-31":
        return one.start[:4]
    return f"{one.start} to {one.end}"


def when_both(one: Telling, other: Telling) -> str:
    """How two dates that fit lie to each other."""
    fine, wide = sorted((one, other), key=lambda t: (t.level, t.start or "", t.end or "", t.id))
    return f"both in {shown(wide)}" if fine.level == wide.level else f"{shown(fine)} lies in {shown(wide)}"


def _overlap(one: Telling, other: Telling) -> bool:
    return (one.start or "") <= (other.end or "") and (other.start or "") <= (one.end or "")


def _same_parties(one: Telling, other: Telling) -> bool:
    return one.subjects == other.subjects and one.objects == other.objects


def _parties_fit(a: frozenset[str], b: frozenset[str], world: World) -> bool:
    """The same sides, and of those named on either list one list holds the other's."""
    if a == b:
        return True
    if world.sides(a) != world.sides(b):
        return False
    for side in world.sides(a):
        one = {ref for ref in a if world.side(ref) == side and ref != side}
        two = {ref for ref in b if world.side(ref) == side and ref != side}
        if not (one <= two or two <= one):
            return False
    return True


def _both_named(one: Telling, other: Telling, world: World) -> bool:
    """Whether on every side somebody is named, not only the state."""
    return all(
        all(ref in world.states for ref in t.subjects | t.objects) and len(t.subjects | t.objects) > 1
        for t in (one, other)
    )


def _places_fit(a: str, b: str, world: World) -> bool:
    return a == b or world.side(a) == b or world.side(b) == a


def _apart(low: float, high: float, a: float, b: float) -> bool:
    room = TOLERANCE * max(abs(low), abs(high), abs(a), abs(b))
    return low > b + room or a > high + room


def _shared(one: Telling, other: Telling, world: World) -> str | None:
    """The distinguishing thing or place that both tell of, in words."""
    things = sorted(t for t in one.things & other.things if t in world.named)
    if things:
        return f"the same {world.named[things[0]].lower()} ({things[0]})"
    if one.place and one.place == other.place and one.place not in world.sides(one.subjects | one.objects):
        return f"the same place ({one.place})"
    return None


def _happens_once(one: Telling, shared: str, world: World) -> bool:
    if any(thing in world.once and thing in shared for thing in one.things):
        return True
    return one.relation in ONCE and shared.startswith("the same agreement")


def _names(refs: frozenset[str]) -> str:
    return ", ".join(sorted(refs)) or "nobody"
