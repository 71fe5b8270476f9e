"""Names as keys: one normal form to compare by, one slug to make ids from.

Both are deterministic and free of locale, so that ids agree on every machine.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u02bb\u2032\u00b4`"), "'")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-")
#: Typographic variants that mean the same sign.
PLAIN_SIGNS = _APOSTROPHES | _DASHES | {0x00A0: " ", 0x00AD: ""}
_POSSESSIVE = re.compile(r"(?<=\w)'s?(?=\s|$)")
_INITIALISM = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.){2,})")
#: Letters that may lose a mark: accented Latin and Greek, combining marks, Cyrillic \u0451.
_MAYBE_MARKED = re.compile("[\u0080-\u03ff\u0401\u0451\u1e00-\u1fff]")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=65536)
def strip_marks(text: str) -> str:
    """Text without Latin and Greek accents; Cyrillic \u0451 becomes \u0435, and \u0439 stays itself."""
    if text.isascii() or not _MAYBE_MARKED.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    return "".join(map(_plain_letter, text))


def _plain_letter(letter: str) -> str:
    if letter in "\u0451\u0401":  # Russian print drops the two dots at will
        return "\u0435" if letter == "\u0451" else "\u0415"
    if letter in _NO_DECOMPOSITION:
        return _NO_DECOMPOSITION[letter]
    parts = unicodedata.normalize("NFD", letter)
    if len(parts) > 1 and ord(parts[0]) < 0x0400:
        return "".join(c for c in parts if not unicodedata.combining(c))
    return letter


#: Latin letters that carry a stroke, which Unicode does not count as an accent.
_NO_DECOMPOSITION = {
    "\u0131": "i",
    "\u0142": "l",
    "\u0141": "L",
    "\u00f8": "o",
    "\u00d8": "O",
    "\u0111": "d",
    "\u0110": "D",
}


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """A name's key for exact look-up: NFKC, no case, no accents, no "the", no final 's, no punctuation.

    >>> normalise("the Kremlin's")
    'kremlin'
    >>> normalise("U.S.")
    'us'
    """
    text = unicodedata.normalize("NFKC", name.translate(PLAIN_SIGNS))
    text = _INITIALISM.sub(lambda m: m[1].replace(".", ""), text)
    text = _POSSESSIVE.sub("", strip_marks(text).casefold())
    text = _NOT_WORD.sub(" ", text).strip()
    return text[4:] if text.startswith("the ") else text


def slug(name: str) -> str:
    """A name as an id: ASCII letters and digits joined by hyphens; other scripts are transliterated.

    A name without any letter or digit that can be written in ASCII gives its code points, never an
    empty id.

    >>> slug("One Belt One Road")
    'one-belt-one-road'
    """
    text = unicodedata.normalize("NFKC", name.translate(PLAIN_SIGNS))
    text = _INITIALISM.sub(lambda m: m[1].replace(".", ""), text)
    text = strip_marks(text)
    if not text.isascii():
        from rigour.text import ascii_text  # costs 0.15 s, only needed outside Latin script

        text = ascii_text(text) or ""
    made = _NOT_SLUG.sub("-", text.replace("'", "").lower()).strip("-")
    return made or "-".join(f"u{ord(c):x}" for c in name if not c.isspace()) or "unnamed"


#: Endings by which English makes an adjective or a people of the name of a country, longest first.
_DEMONYM_ENDINGS = ("ians", "ian", "eans", "ean", "ans", "an", "ese", "ish", "is", "i", "ns", "n", "ic")


def is_demonym(word: str, country: str) -> bool:
    """Whether a word may be the adjective or the people of a country of this name.

    >>> is_demonym("Bordurian", "Borduria"), is_demonym("Bordeaux", "Borduria")
    (True, False)
    """
    adjective, name = normalise(word), normalise(country)
    if not adjective or adjective == name or adjective[:3] != name[:3]:
        return False
    stems = {name, name.rstrip("aeiouy"), name.removesuffix("land")}
    return any(
        adjective.endswith(end) and len(stem) > 2 and adjective[: -len(end)] in {stem, stem + "i"}
        for end in _DEMONYM_ENDINGS
        for stem in stems
    )
