"""Gathers claims of one happening under one event (D4), in any order of reading the same.

Claims are compared inside a block only: one kind of act, the same sides. There the finest dates come
first; a coarser or poorer telling joins what was gathered before when exactly one thing fits. What fits
two that are not the same stays apart: an event too many is put right by a reader, a wrong merger hides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.model.vocabulary import Modality
from kg.store.copies import find, union
from kg.store.sameness import DAY, UNDATED, YEAR, Telling, World, conflict, evidence

Block = tuple[str, str, str]
#: Different tellings of one block and window that are compared with each other; from here on only equal ones
#: are joined. Nothing real comes near it; it keeps hostile texts from costing the square of their length.
MOST_COMPARED = 120
#: What is best to know a happening by: that it was, that it is to be, that it was not.
_STANDING = {"actual": 0, "planned": 1, "negated": 2}


@dataclass(slots=True)
class Happening:
    """One event: what tells of it, and for each telling why it is counted here."""

    tellings: list[Telling] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def add(self, telling: Telling, reason: str) -> None:
        """One more telling of it."""
        self.tellings.append(telling)
        self.reasons.append(reason)

    @property
    def id(self) -> str:
        """Named after the smallest of its claims; the names of its other claims lead to it as well."""
        return "event:" + min(t.id for t in self.tellings).partition(":")[2]

    @property
    def status(self) -> str:
        """As the best evidence has it: an announcement does not make a thing happen."""
        return min((t.modality for t in self.tellings), key=_STANDING.__getitem__)

    def head(self) -> Telling:
        """The telling that it is described by: actual, finest in date, fullest, surest."""
        if len(self.tellings) == 1:
            return self.tellings[0]
        return min(
            self.tellings,
            key=lambda t: (_STANDING[t.modality], t.level, -t.detail,
                           -len(t.subjects | t.objects), -t.confidence, t.id),
        )  # fmt: skip


def block_of(telling: Telling, world: World) -> Block:
    """Acts of one family among the same sides; nothing is compared across blocks."""
    ends = (telling.subjects, telling.objects)
    return (telling.family, *(",".join(sorted(world.sides(end))) for end in ends))  # type: ignore[return-value]


def gather(tellings: Iterable[Telling], world: World) -> dict[Block, list[Happening]]:
    """Happenings by block, each list in the order of their ids."""
    blocks: defaultdict[Block, list[Telling]] = defaultdict(list)
    for telling in tellings:
        blocks[block_of(telling, world)].append(telling)
    made: dict[Block, list[Happening]] = {}
    for block in sorted(blocks):
        found = _Gathering(world).run(sorted(blocks[block], key=lambda t: t.id))
        if found:
            made[block] = sorted(found, key=lambda h: h.id)
    return made


class _Gathering:
    """The happenings of one block."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._all: list[Happening] = []
        self._by_window: defaultdict[str, list[Happening]] = defaultdict(list)
        self._by_feature: defaultdict[str, dict[int, Happening]] = defaultdict(dict)

    def run(self, told: Sequence[Telling]) -> list[Happening]:
        """Tellings, sorted by id, to happenings."""
        if len(told) == 1:  # most blocks: nothing to compare
            if told[0].modality != Modality.NEGATED:
                self._new([[*told]])
            return self._all
        denials = [t for t in told if t.modality == Modality.NEGATED]
        same = _same_words([t for t in told if t.modality != Modality.NEGATED])
        for level in sorted({group[0].level for group in same}):
            groups = [g for g in same if g[0].level == level]
            rest = self._join_finer(groups) if level > DAY else groups
            self._join_equals(rest, level)
        for telling in denials:
            fits = self._fitting(telling)
            if len(fits) == 1:
                fits[0][0].add(telling, f"denies it: {fits[0][1]}")
        return self._all

    def _join_finer(self, groups: list[list[Telling]]) -> list[list[Telling]]:
        """Let coarse tellings join the one finer happening that they fit; those that fit none are left."""
        rest, wishes = [], defaultdict(list)
        for group in groups:
            fits = self._fitting(group[0])
            if not fits:
                rest.append(group)
            elif len(fits) > 1:
                self._new([group])
            else:
                wishes[id(fits[0][0])].append((fits[0], group))
        for wish in wishes.values():
            heads = [group[0] for _, group in wish]
            rivals = self._rivals(heads) if len(heads) <= MOST_COMPARED else set(range(len(heads)))
            for i, ((happening, why), group) in enumerate(wish):
                if i in rivals:
                    self._new([group])
                else:
                    self._add(happening, group, why)
        return rest

    def _rivals(self, heads: Sequence[Telling]) -> set[int]:
        """Those that cannot all be the same."""
        pairs = combinations(range(len(heads)), 2)
        return {i for a, b in pairs if conflict(heads[a], heads[b], self._world) for i in (a, b)}

    def _fitting(self, telling: Telling) -> list[tuple[Happening, str]]:
        """Happenings that a telling fits, each with the reason; no more than two are looked for."""
        fits: list[tuple[Happening, str]] = []
        for happening in self._near(telling):
            if any(conflict(telling, t, self._world) for t in happening.tellings):
                continue
            reasons = (evidence(telling, t, self._world) for t in happening.tellings)
            why = next((r for r in reasons if r), None)
            if why:
                fits.append((happening, why))
            if len(fits) > 1:
                break
        return fits

    def _near(self, telling: Telling) -> Iterable[Happening]:
        """Happenings of the block whose date or named thing may fit."""
        found: dict[int, Happening] = {}
        if telling.level >= YEAR:
            for feature in _features(telling):
                found |= self._by_feature.get(feature, {})
        else:
            for window in _windows(telling):
                found |= {id(h): h for h in self._by_window.get(window, ())}
        return found.values()

    def _join_equals(self, groups: list[list[Telling]], level: int) -> None:
        """Gather tellings whose dates are equally fine, window by window."""
        windows: defaultdict[tuple[str, ...], list[list[Telling]]] = defaultdict(list)
        for group in groups:
            head = group[0]
            key: tuple[str, ...] = (head.start or "", head.end or "")
            if level == UNDATED:
                key = tuple(sorted(head.things)) or (head.id,)
            windows[key].append(group)
        for key in sorted(windows):
            self._join_window(windows[key])

    def _join_window(self, groups: list[list[Telling]]) -> None:
        """Joined where nothing speaks against it; what fits two that are not one stays apart."""
        if len(groups) == 1 or len(groups) > MOST_COMPARED:
            for group in groups:
                self._new([group])
            return
        numbers = range(len(groups))
        heads = [group[0] for group in groups]
        against = {(a, b) for a, b in combinations(numbers, 2) if conflict(heads[a], heads[b], self._world)}
        against |= {(b, a) for a, b in against}
        ties: dict[int, set[int]] = {i: set() for i in numbers}
        for a, b in combinations(numbers, 2):
            if (a, b) not in against and evidence(heads[a], heads[b], self._world):
                ties[a].add(b)
                ties[b].add(a)
        torn = {i for i in numbers if any(pair in against for pair in combinations(sorted(ties[i]), 2))}
        parent = {str(i): str(i) for i in numbers}
        for a in numbers:
            for b in ties[a] - torn:
                if a not in torn:
                    union(parent, str(a), str(b))
        sets: defaultdict[str, list[int]] = defaultdict(list)
        for i in numbers:
            sets[find(parent, str(i))].append(i)
        for members in sets.values():
            if any(pair in against for pair in combinations(members, 2)):
                for i in members:
                    self._new([groups[i]])
            else:
                self._new([groups[i] for i in members])

    def _new(self, groups: Sequence[list[Telling]]) -> None:
        """A happening of its own."""
        happening = Happening()
        self._all.append(happening)
        for group in groups:
            first = happening.tellings[0] if happening.tellings else None
            why = first and next(
                (r for t in happening.tellings if (r := evidence(group[0], t, self._world))), None
            )
            self._add(happening, group, why or "the first to tell of it")

    def _add(self, happening: Happening, group: Sequence[Telling], why: str) -> None:
        for telling in group:
            same = telling is not group[0]
            reason = evidence(telling, group[0], self._world) if same else None
            happening.add(telling, reason or why)
        head = group[0]
        if happening.tellings[0] is group[0]:
            for window in _months(head):
                self._by_window[window].append(happening)
            if head.level == DAY and head.start:
                self._by_window[head.start].append(happening)
        for feature in _features(head):
            self._by_feature[feature][id(happening)] = happening


def _features(telling: Telling) -> list[str]:
    """The things and the place by which wide dates are held together."""
    return sorted(telling.things) + ([telling.place] if telling.place else [])


def _months(telling: Telling) -> list[str]:
    """The months that a date touches, "2016-04"; at most a year's."""
    if not telling.start or not telling.end or telling.level >= UNDATED:
        return []
    year, month = int(telling.start[:4]), int(telling.start[5:7])
    found = []
    while (name := f"{year:04}-{month:02}") <= telling.end[:7]:
        found.append(name)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def _windows(telling: Telling) -> list[str]:
    """Where finer happenings that a date may hold are kept."""
    if telling.level == DAY and telling.start:
        return [telling.start]
    return _months(telling)


def _same_words(told: Sequence[Telling]) -> list[list[Telling]]:
    """Tellings that no reader could tell apart, in groups, the one with the finest date first.

    These are equal words in copies of one text, whatever date each copy's own date gave them; and
    tellings of one day that agree in everything. A sentence that tells of two days is told twice in each
    copy: the first goes with the first, the second with the second.
    """
    groups: dict[str, list[Telling]] = {}
    parent: dict[str, str] = {t.id: t.id for t in told}
    first: dict[tuple[object, ...], str] = {}
    turn: Counter[tuple[object, ...]] = Counter()
    for telling in sorted(told, key=lambda t: (t.document, t.offset, t.start or "", t.id)):
        words = (telling.copies, telling.text, telling.subjects, telling.objects, telling.modality)
        turn[telling.document, *words] += 1
        keys: list[tuple[object, ...]] = [("words", turn[telling.document, *words], *words)]
        if telling.level == DAY and len(telling.subjects | telling.objects) > 1:
            keys.append(("day", *telling.exact))
        for key in keys:
            union(parent, first.setdefault(key, telling.id), telling.id)
    for telling in told:
        groups.setdefault(find(parent, telling.id), []).append(telling)
    return [sorted(group, key=lambda t: (t.level, -t.detail, t.id)) for group in groups.values()]
