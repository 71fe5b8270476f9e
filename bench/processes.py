"""Time and memory of a whole process, measured from outside."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Cost(NamedTuple):
    """Wall seconds and peak resident megabytes."""

    seconds: float
    megabytes: float


#: Measures from a small process of its own: a child's peak counts what its parent held when it was forked.
_WATCH = """
import resource, subprocess, sys, time
began = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
taken = time.perf_counter() - began
print(code, taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def run(command: Sequence[str], repeats: int = 1, env: dict[str, str] | None = None) -> Cost:
    """The fastest of `repeats` runs; raises CalledProcessError when the command fails."""
    best = Cost(float("inf"), 0.0)
    for _ in range(repeats):
        watch = [sys.executable, "-I", "-S", "-c", _WATCH, *command]
        said = subprocess.run(watch, stdout=subprocess.PIPE, env=env, check=True, text=True).stdout.split()
        if said[0] != "0":
            raise subprocess.CalledProcessError(int(said[0]), command)
        cost = Cost(float(said[1]), float(said[2]))
        if cost.seconds < best.seconds:
            best = cost
    return best


def python(code: str, repeats: int = 1) -> Cost:
    """The cost of a Python process that runs this code."""
    return run([sys.executable, "-c", code], repeats)
