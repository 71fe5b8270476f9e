"""Every frame's example says what the frame expects; its counter-example says nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cache

import pytest

from kg.extract.base import Proposition
from kg.extract.events.finding import readings
from kg.extract.events.states import states_of_affairs
from kg.knowledge.frames import Frame, load
from tests.extract.cast_builder import annotated, cast

FRAMES = {frame.id: frame for frame in load().all}


@cache
def _read() -> Mapping[int, list[Proposition]]:
    """Propositions by number of text: examples at even numbers, counter-examples at odd ones."""
    texts = [text for frame in FRAMES.values() for text in (frame.example, frame.counter)]
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + 2
    parsed = annotated("\n\n".join(texts))
    world = cast(parsed)
    found: dict[int, list[Proposition]] = {}
    for p in [*(f[2] for f in readings(parsed, world)), *states_of_affairs(parsed, world)]:
        found.setdefault(bisect_right(starts, p.span[0]) - 1, []).append(p)
    return found


def _is(proposition: Proposition, wanted: tuple[str, ...]) -> bool:
    subjects = {r.key for r in proposition.subjects} == set(wanted[0].split("&"))
    objects = len(wanted) < 3 or {r.key for r in proposition.objects} == set(wanted[2].split("&"))
    return subjects and objects and proposition.relation == wanted[1]


@pytest.mark.parametrize("number", range(len(FRAMES)), ids=list(FRAMES))
def test_a_frame_reads_its_example_and_not_its_counter_example(number: int) -> None:
    frame: Frame = list(FRAMES.values())[number]
    found = _read().get(2 * number, [])
    for wanted in frame.expect:
        assert any(_is(p, wanted) for p in found), (frame.example, [(p.rule, p.subjects) for p in found])
    assert not _read().get(2 * number + 1), frame.counter
