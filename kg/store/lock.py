"""One writer at a time: an advisory lock that dies with its process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Self

from kg.errors import BusyError, StoreError


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
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        self._handle: int | None = handle

    def release(self) -> None:
        """Let others write; harmless when done twice."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
