"""Where the work runs: here is the only seam to parallel and distributed engines.

An executor applies one function to many items and answers each with its result or with the error
that ended it, in the order of the items, so that what is kept never depends on who finished first.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from kg.errors import KgError, LimitError, ReadError

A = TypeVar("A")
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[A, B]):
    """One item's result, or the error that ended it; exactly one of the two is set."""

    item: A
    result: B | None = None
    error: KgError | None = None


class Executor(Protocol):
    """Anything that can apply one function to many items."""

    def map(self, work: Callable[[A], B], items: Iterable[A]) -> Iterator[Outcome[A, B]]: ...


class Local:
    """One after another, in this process; no limit on time or memory."""

    def map(self, work: Callable[[A], B], items: Iterable[A]) -> Iterator[Outcome[A, B]]:
        for item in items:
            try:
                yield Outcome(item, result=work(item))
            except KgError as error:
                yield Outcome(item, error=error)


@dataclass(frozen=True, slots=True)
class Workers:
    """Processes of their own, each item limited in time and memory; a lost worker loses one item.

    seconds: wall time an item may take. ready: runs once in each new worker; it loads what every item
    needs and then sets the limit on memory (kg.text.limits).
    """

    count: int = 1
    seconds: float = 300.0
    ready: Callable[[], None] | None = None

    def map(self, work: Callable[[A], B], items: Iterable[A]) -> Iterator[Outcome[A, B]]:
        from pebble import ProcessFuture, ProcessPool

        # fork keeps the cost of a worker small and needs no importable __main__ (notebooks);
        # where the platform has no fork, spawn.
        method = "fork" if sys.platform.startswith("linux") else "spawn"
        context = multiprocessing.get_context(method)
        pool = ProcessPool(max_workers=self.count, context=context, initializer=self.ready)
        waiting: deque[tuple[A, ProcessFuture[B]]] = deque()
        try:
            for item in items:
                waiting.append((item, pool.schedule(work, args=(item,), timeout=self.seconds)))
                # A short queue keeps the workers busy and the memory small, however many items come.
                if len(waiting) > 3 * self.count:
                    yield self._collect(*waiting.popleft())
            while waiting:
                yield self._collect(*waiting.popleft())
            pool.close()  # type: ignore[no-untyped-call]
        finally:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _collect(self, item: A, future: object) -> Outcome[A, B]:
        from concurrent.futures import TimeoutError as Late

        from pebble import ProcessExpired

        try:
            return Outcome(item, result=future.result())  # type: ignore[attr-defined]
        except KgError as error:
            return Outcome(item, error=error)
        except Late:
            return Outcome(item, error=LimitError(f"took longer than {self.seconds:g} s and was stopped"))
        except MemoryError:
            return Outcome(item, error=LimitError("needed more memory than a worker may use"))
        except ProcessExpired as error:
            return Outcome(item, error=LimitError(f"ended its worker (exit code {error.exitcode})"))
        except RecursionError:
            return Outcome(item, error=LimitError("is nested too deeply to be read"))
        except Exception as error:  # noqa: BLE001 - one bad document must never end the batch
            return Outcome(item, error=ReadError(_one_line(error)))


def _one_line(error: Exception) -> str:
    """An error that nobody foresaw: its kind and the first line of what it says."""
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}: {said[0]}" if said else type(error).__name__
