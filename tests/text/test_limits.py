"""Limits of one document and of the worker that reads it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import LimitError
from kg.text.limits import MAX_CHARACTERS, MAX_TOKEN, MAX_WORDS, check_size, check_text


def test_text_limits() -> None:
    check_text("word " * 1000)
    for text, what in (("a" * (MAX_TOKEN + 1), "space"), ("a " * (MAX_WORDS + 1), "words")):
        with pytest.raises(LimitError, match=what):
            check_text(text)
    with pytest.raises(LimitError, match="characters"):
        check_text("a b " * (MAX_CHARACTERS // 4 + 1))
    with pytest.raises(LimitError, match="MB"):
        check_size(10**9)


def _in_a_process(code: str) -> subprocess.CompletedProcess[str]:
    head = "from kg.text.limits import apply_limits\n"
    return subprocess.run([sys.executable, "-c", head + code], capture_output=True, text=True, timeout=60)


def test_memory_beyond_the_present_is_refused() -> None:
    code = (
        "held = bytearray(100_000_000)\n"
        "apply_limits(memory_bytes=100_000_000)\n"
        "small = bytearray(20_000_000)\n"
        "try:\n    large = bytearray(300_000_000)\nexcept MemoryError:\n    print('refused')\n"
    )
    assert _in_a_process(code).stdout == "refused\n"


def test_processor_time_counts_from_now() -> None:
    done = _in_a_process("apply_limits(memory_bytes=None, cpu_seconds=0)\nwhile True: pass\n")
    assert done.returncode < 0


def test_limits_set_from_outside_are_not_raised() -> None:
    code = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (50, 60))\n"
        "apply_limits(memory_bytes=None)\n"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE))\n"
    )
    assert _in_a_process(code).stdout == "(50, 60)\n"
