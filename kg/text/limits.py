"""How much one document may cost, and the limits a worker process puts on itself.

The numbers rest on what texts of this field are (an article has 1,000 words, a book 150,000) and on
what hostile files were seen to do: a PDF of 0.5 MB reached 962 MB of memory, one HTML tag with 200,000
attributes ran for over 15 seconds.
"""

from __future__ import annotations

import resource
from pathlib import Path

from kg.errors import LimitError

#: Bytes of one file, page or line of a jsonl file. The largest honest input, a scanned book as PDF,
#: stays below; 50 MB of text would be nine million words.
MAX_BYTES = 50_000_000
#: Bytes of one download.
MAX_DOWNLOAD = 20_000_000
#: Characters and words of one text. Parsed in pieces, 200,000 words (a long book) take about a minute
#: and, at the 1.5 kB a word that a parse keeps, 300 MB.
MAX_CHARACTERS = 1_500_000
MAX_WORDS = 200_000
#: A "word" of this many characters without a space is data, not text; the parser's cost grows with it.
MAX_TOKEN = 20_000
#: Seconds of wall time for one document in a worker: 200,000 words at 2,000 words a second, and as
#: much again for a slow machine.
MAX_SECONDS = 240.0
#: Bytes that a worker may take beyond what it holds when the limit is set (after the model is loaded).
MAX_MEMORY = 1_000_000_000
#: Open files of a worker.
MAX_FILES = 256
#: Pages of a PDF.
MAX_PAGES = 3_000
#: Uncompressed bytes of a docx, and of one part of it; and how many times more than compressed.
MAX_UNPACKED = 200_000_000
MAX_PART = 50_000_000
MAX_RATIO = 200
#: Attributes of one HTML tag, depth of nesting, and number of tags.
MAX_ATTRIBUTES = 500
MAX_DEPTH = 400
MAX_TAGS = 200_000


def apply_limits(
    memory_bytes: int | None = MAX_MEMORY, cpu_seconds: int | None = None, files: int | None = MAX_FILES
) -> None:
    """Limit this process; meant as the initialiser of a worker, after the model is loaded or forked in.

    memory_bytes counts from the address space held now, since what the parent loaded is part of it.
    cpu_seconds counts from the processor time used so far, and holds for the whole life of the process,
    not for one document: give it only to workers that serve one document, and use the pool's time-out
    otherwise. None leaves a limit as it is; a lower hard limit set from outside stays.
    """
    if memory_bytes is not None:
        _lower(resource.RLIMIT_AS, _address_space() + memory_bytes)
    if cpu_seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + 1 + cpu_seconds)
    if files is not None:
        _lower(resource.RLIMIT_NOFILE, files)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(kind: int, value: int) -> None:
    soft, hard = resource.getrlimit(kind)
    ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
    if soft == resource.RLIM_INFINITY or ceiling < soft:
        resource.setrlimit(kind, (ceiling, hard))


def _address_space() -> int:
    """Bytes of address space in use; 0 where /proc does not tell (the limit is then tighter, not looser)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def check_size(size: int, what: str = "file", limit: int = MAX_BYTES) -> None:
    """Raise LimitError when a file of `size` bytes is too large to read."""
    if size > limit:
        raise LimitError(f"the {what} has {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are read")


def check_text(text: str) -> None:
    """Raise LimitError when a text is too long to parse, or holds a "word" that no language has."""
    if len(text) > MAX_CHARACTERS:
        raise LimitError(
            f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read: split the file"
        )
    pieces = text.split()
    if len(pieces) > MAX_WORDS:
        raise LimitError(
            f"the text has {len(pieces):,} words; at most {MAX_WORDS:,} are read: split the file"
        )
    if pieces and (longest := max(map(len, pieces))) > MAX_TOKEN:
        raise LimitError(f"the text holds {longest:,} characters without a space: that is data, not text")
