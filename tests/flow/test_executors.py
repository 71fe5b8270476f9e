"""Executors answer every item, in order, with a result or an error; a lost worker loses one item."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable
from functools import partial

import pytest

from kg.errors import LimitError, ReadError
from kg.flow.build import _ready
from kg.flow.executors import Executor, Local, Workers
from kg.flow.road import prepare


def _work(item: str) -> str:
    if item == "bad":
        raise ReadError("it is bad")
    if item == "bug":
        raise KeyError("a mistake of ours")
    if item == "slow":
        time.sleep(30)
    if item == "dead":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "greedy":
        raise MemoryError
    return item.upper()


MAKERS: list[Callable[[], Executor]] = [Local, lambda: Workers(1, 5), lambda: Workers(2, 5)]


@pytest.mark.parametrize("make", MAKERS)
def test_results_come_in_the_order_of_the_items(make: Callable[[], Executor]) -> None:
    items = [f"item{n}" for n in range(20)]
    assert [o.result for o in make().map(_work, items)] == [i.upper() for i in items]


@pytest.mark.parametrize("make", MAKERS)
def test_an_error_of_ours_ends_one_item_only(make: Callable[[], Executor]) -> None:
    first, second, third = make().map(_work, ["a", "bad", "c"])
    assert (first.result, third.result) == ("A", "C")
    assert str(second.error) == "it is bad"


def test_a_worker_that_is_late_killed_or_wrong_loses_one_item() -> None:
    outcomes = list(Workers(1, 1.0).map(_work, ["a", "slow", "b", "dead", "c", "bug", "greedy", "d"]))
    assert [o.result for o in outcomes] == ["A", None, "B", None, "C", None, None, "D"]
    reasons = [str(o.error) for o in outcomes if o.error]
    assert "longer than 1 s" in reasons[0]
    assert isinstance(outcomes[3].error, LimitError)
    assert "KeyError" in reasons[2]
    assert "memory" in reasons[3]


def test_an_endless_stream_of_items_is_not_read_ahead() -> None:
    taken = 0

    def items() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield f"item{taken}"

    outcomes = Workers(1, 5).map(_work, items())  # type: ignore[arg-type]
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert taken < 10


def _frozen(_: int) -> int:
    return gc.get_freeze_count()


def test_only_a_worker_hides_what_it_loaded_from_the_collector() -> None:
    """In the user's own process whatever is frozen would never be collected again."""
    before = gc.get_freeze_count()
    prepare()
    assert gc.get_freeze_count() == before
    (outcome,) = Workers(1, ready=partial(_ready, None)).map(_frozen, [1])
    assert outcome.result is not None
    assert outcome.result > before + 1000
