"""What the user names, as items to read: files, folders, globs, standard input, pages, feeds, jsonl lines."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from kg.errors import ReadError
from kg.text.limits import MAX_BYTES

#: Suffix → how it is read.
SUFFIXES: Mapping[str, str] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
}
SIDECAR = ".meta.toml"
STDIN = "-"
_STDIN_NAME = "stdin:"

Status = Literal["read", "skipped", "failed"]


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One thing to read, or a reason why it is not read.

    source: the name as the user gave it, `/` as separator; a line of jsonl adds `#` and its id or number;
    standard input is `stdin:` and eight digits of its hash, so that a second text does not replace the first.
    Either `path` or `data` holds the content; `data` when it came from standard input, a page or a line.
    status "skipped" or "failed": `reason` says why in one line, and there is nothing to read.
    meta: metadata that came with it (from a feed, from HTTP).
    """

    source: str
    path: Path | None = None
    data: bytes | None = None
    media_type: str | None = None
    encoding: str | None = None
    address: str | None = None
    status: Status = "read"
    reason: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)


def expand(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, allow_private: bool = False
) -> Iterator[SourceItem]:
    """Items for every input, in the order given; folders and globs in the order of their names.

    An input that is missing, unreadable or cannot be fetched gives a failed item, and the rest goes on.
    A file reached twice is given once. stdin: where `-` reads from (standard input if None).
    allow_private: let downloads reach this machine and private networks (tests only).
    """
    seen: set[str] = set()
    for name in inputs:
        for item in _one(name, stdin, allow_private):
            if item.source not in seen:
                seen.add(item.source)
                yield item


def _one(name: str, stdin: BinaryIO | None, allow_private: bool) -> Iterator[SourceItem]:
    if name == STDIN:
        yield _stdin(stdin or sys.stdin.buffer)
    elif "://" in name:
        from kg.text.feeds import pages

        yield from pages(name, allow_private)
    elif os.path.lexists(name):
        yield from _path(Path(name), name, given=True, above=())
    elif glob.has_magic(name):
        found = sorted(glob.glob(name, recursive=True))
        if not found:
            yield _failed(name, "no file matches this pattern")
        for match in found:
            # With `**` the files of a folder are matches themselves.
            if not match.endswith(SIDECAR) and not ("**" in name and Path(match).is_dir()):
                yield from _path(Path(match), match, given=True, above=())
    else:
        yield _failed(name, "no such file or folder")


def _failed(source: str, reason: str) -> SourceItem:
    return SourceItem(_slashes(source), status="failed", reason=reason)


def _skipped(source: str, reason: str) -> SourceItem:
    return SourceItem(_slashes(source), status="skipped", reason=reason)


def _slashes(name: str) -> str:
    """`/` as separator; bytes of a file name that are not UTF-8 are shown as \\xNN."""
    return name.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8")


def _stdin(stream: BinaryIO) -> SourceItem:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return _failed(STDIN, f"standard input is longer than {MAX_BYTES // 1_000_000} MB")
    return SourceItem(f"{_STDIN_NAME}{hashlib.sha256(data).hexdigest()[:8]}", data=data)


def is_stdin(source: str) -> bool:
    """Whether this is the source of a text that came from standard input."""
    return source == STDIN or source.startswith(_STDIN_NAME)


def _path(path: Path, name: str, given: bool, above: tuple[tuple[int, int], ...]) -> Iterator[SourceItem]:
    """Items of a file or folder. `given`: the user named it; `above`: the folders on the way to it."""
    try:
        info = path.stat()
    except OSError as error:
        yield _failed(name, _why(error))
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _folder(path, name, info, above)
    elif not stat.S_ISREG(info.st_mode):
        yield _failed(name, "not a file or folder (a pipe, socket or device)")
    else:
        yield from _file(path, name, given)


def _folder(
    path: Path, name: str, info: os.stat_result, above: tuple[tuple[int, int], ...]
) -> Iterator[SourceItem]:
    own = (info.st_dev, info.st_ino)
    if own in above:
        yield _skipped(name, "a link back to a folder that is being read")
        return
    try:
        children = sorted(os.listdir(path))
    except OSError as error:
        yield _failed(name, _why(error))
        return
    if not children and not above:
        yield _skipped(name, "an empty folder")
    for child in children:
        if not child.startswith("."):
            yield from _path(
                path / child, f"{name.rstrip('/')}/{child}" if name != "." else child, False, (*above, own)
            )


def _file(path: Path, name: str, given: bool) -> Iterator[SourceItem]:
    if name.endswith(SIDECAR):
        about = Path(str(path)[: -len(SIDECAR)])
        alone = not any(about.with_name(about.name + s).exists() for s in ("", *SUFFIXES))
        yield _skipped(
            name, "metadata without a text beside it" if alone else "metadata of the text beside it"
        )
        return
    media_type = SUFFIXES.get(path.suffix.lower())
    if media_type is None and not given:
        yield _skipped(name, f"unknown kind of file ({path.suffix or 'no suffix'})")
    elif media_type == "application/jsonl":
        from kg.text.lines import records

        yield from records(path, _slashes(name))
    else:
        yield SourceItem(_slashes(name), path=path, media_type=media_type)


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def content(item: SourceItem) -> bytes:
    """The bytes of an item. Raises ReadError for one that failed or was skipped, or cannot be read."""
    from kg.text.limits import check_size

    if item.status != "read":
        raise ReadError(item.reason or item.status)
    if item.data is not None:
        check_size(len(item.data))
        return item.data
    if item.path is None:
        raise ReadError("nothing to read")
    try:
        check_size(item.path.stat().st_size)
        with item.path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"cannot be read: {_why(error)}") from error
    check_size(len(data))
    return data
