"""Time and memory of a whole process, measured from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """Wall seconds and peak resident megabytes."""

    seconds: float
    megabytes: float


def run(command: Sequence[str], repeats: int = 1, env: dict[str, str] | None = None) -> Cost:
    """The fastest of `repeats` runs; raises CalledProcessError when the command fails."""
    best = Cost(float("inf"), 0.0)
    for _ in range(repeats):
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        taken = time.perf_counter() - began
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        if taken < best.seconds:
            best = Cost(taken, usage.ru_maxrss / 1024)
    return best


def python(code: str, repeats: int = 1) -> Cost:
    """The cost of a Python process that runs this code."""
    return run([sys.executable, "-c", code], repeats)
