"""One writer at a time: an advisory lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from functools import cache
from pathlib import Path
from typing import Self

from kg.errors import BusyError, StoreError

#: Handles of locks held by this process.
_HELD: set[int] = set()


def _let_go() -> None:
    """In a forked child (a worker of a build): the lock is its parent's alone.

    A lock lives as long as any process has its handle open. Without this a worker that outlives a
    killed parent by a second would keep the store busy. Closing takes nothing from the parent.
    """
    for handle in _HELD:
        os.close(handle)
    _HELD.clear()


@cache
def _watch_forks() -> None:
    os.register_at_fork(after_in_child=_let_go)


class WriterLock:
    """Holds `lock` in a store's folder while its owner writes.

    The kernel frees the lock when the process ends in any way, kill -9 included; the number in the
    file is only for the message.
    """

    def __init__(self, folder: Path) -> None:
        """Take the lock or fail at once.

        Raises:
            BusyError: another process (or another writer of this one) holds it.
            StoreError: the folder cannot be written.
        """
        _watch_forks()
        path = folder / "lock"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise StoreError(f"{folder} cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            owner = os.read(handle, 32).decode("ascii", "replace").strip() or "unknown"
            os.close(handle)
            raise BusyError(f"{folder} is being written by process {owner}; wait until it is done") from error
        _HELD.add(handle)
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._handle: int | None = handle

    def release(self) -> None:
        """Let others write; harmless when done twice."""
        if self._handle is not None:
            _HELD.discard(self._handle)
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
