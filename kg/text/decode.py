"""Bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from kg.errors import ReadError

#: Byte order marks, longest first (UTF-32's begins with UTF-16's). UTF-8's stays in the text as U+FEFF, so
#: that offsets agree with a plain UTF-8 reading; a repair removes it.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: First bytes of files that are not text, and what they are.
_MAGIC = (
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "a zip archive"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_SAMPLE = 65536
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
#: More control characters than this part of the bytes: not text.
_MOST_CONTROL = 0.02
#: Bytes outside ASCII that Windows-1252 uses for quotation marks, dashes, spaces and the euro.
_CP1252_SIGNS = frozenset(
    b"\x80\x82\x84\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb"
)


def sniff(data: bytes) -> str | None:
    """What a file is by its first bytes ("a gzip archive"); None for plain text and the unknown."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text and the name of its encoding.

    Tried in order: a byte order mark, UTF-16 without a mark, UTF-8, the encoding that the sender
    declared, UTF-8 with a few broken bytes (each shows as U+FFFD in the text), Windows-1252 where the
    odd bytes are its punctuation, and what charset-normalizer makes of it.

    Raises:
        ReadError: the bytes are not text, or in no encoding that fits.
    """
    if kind := sniff(data):
        raise ReadError(f"not a text file: {kind}")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name), name
    wide = _wide(data)
    if wide:
        return _strict(data, wide), wide
    if b"\x00" in data:
        raise ReadError("not a text file: it holds NUL bytes")
    if len(_CONTROL.findall(data[:_SAMPLE])) > _MOST_CONTROL * min(len(data), _SAMPLE):
        raise ReadError("not a text file: it holds control characters throughout")
    for name in dict.fromkeys(filter(None, ("utf-8", declared))):
        try:
            return data.decode(name), name
        except (UnicodeError, LookupError):
            continue
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8"
    if _is_cp1252(data):
        return data.decode("cp1252"), "cp1252"
    return _guessed(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeError as error:
        raise ReadError(f"broken {name.upper()}: {error}") from error


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: half of the bytes of Latin text are NUL, all on the same side."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """Are there whole sequences of several bytes, and few broken bytes beside them?"""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - broken
    return whole > 0 and broken <= max(2, 0.1 * whole, 0.001 * len(data)) and broken < 2 * whole


def _is_cp1252(data: bytes) -> bool:
    """Are the bytes outside ASCII few, and mostly Windows-1252's quotation marks, dashes and spaces?"""
    high = [b for b in data if b > 127]
    if len(high) > 0.03 * len(data) or any(b in b"\x81\x8d\x8f\x90\x9d" for b in high):
        return False
    signs = sum(b in _CP1252_SIGNS for b in high)
    return signs >= 0.5 * len(high) or len(high) < 0.005 * len(data)


def _guessed(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 8 * _SAMPLE]).best()
    if best is None:
        raise ReadError("its encoding cannot be told; save it as UTF-8")
    try:
        return data.decode(best.encoding), best.encoding
    except (UnicodeError, LookupError) as error:
        raise ReadError(
            f"its encoding cannot be told ({best.encoding} does not fit throughout); save it as UTF-8"
        ) from error
