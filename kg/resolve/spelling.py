"""Names of people and places across spellings: one key for the ways a name is written in Latin letters.

Russian and Chinese names reach English texts through several systems of transliteration (BGN/PCGN,
ALA-LC, ISO 9, the press's own). The key merges what these systems write differently for one letter;
it says "may be the same name", so that a caller asks for more than one shared word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.knowledge.names import slug

#: Rules in order, each a spelling and what it counts as.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("x", "ks"),
        ("ph", "f"),
        ("kh", "h"),
        ("shch|sch", "sh"),
        ("tch|tsch", "ch"),
        ("ts|tz|cz", "c"),
        ("w", "v"),
        ("ck", "k"),
        ("(?<=[b-df-hj-np-tv-z])[yi]e|(?<=[aeou])[yj]e", "e"),  # Medvedyev, Gabuyev
        ("ye", "e"),
        ("y|(?<!^)j", "i"),  # a first j stays: Jiang is not Yang
        ("^i(?=[eou])", ""),  # Yevgeny and Evgeny, Yuri and Iurii
        ("i+", "i"),
        ("ou", "u"),
        (r"(.)\1+", r"\1"),
        ("er$", "r"),  # Alexander and Aleksandr, Peter and Petr
    )
)


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """The key of one word of a name, given in small ASCII letters.

    >>> folded("sergey") == folded("sergei"), folded("alexander") == folded("aleksandr")
    (True, True)
    """
    made = word
    for pattern, plain in _RULES:
        made = pattern.sub(plain, made)
    return made or word


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name in any script, in order; an initial stays one letter."""
    return tuple(part if len(part) == 1 else folded(part) for part in slug(name).split("-"))


#: Shorter surnames that differ in a letter are often two names: "Lang", "Long".
_LEAST = 5


def one_spelling(one: str, other: str) -> bool:
    """Whether two folded surnames of one text may be one name: a slip or another transliteration.

    It may as well be two: Ivanov and Ivanova, Hanson and Hansen. So the caller asks for more than it, such
    as the same given names.

    >>> one_spelling("korvel", "korevl"), one_spelling("sarea", "saree"), one_spelling("lang", "long")
    (True, True, False)
    """
    from rapidfuzz.distance import OSA

    if min(len(one), len(other)) < _LEAST or one[0] != other[0]:
        return False
    return folded(one) == folded(other) or OSA.distance(one, other, score_cutoff=1) <= 1


def is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a person's short name (folded words) can be a form of a fuller one.

    "Korvel", "A. Korvel" and "Anna Korvel" are forms of "Anna Maria Korvel": the last word is the same,
    the first of several is the same or its initial, and the rest stand in it in order.
    """
    if len(short) > len(full) or short == full or short[-1] != full[-1] or len(full) < 2:
        return False
    if len(short) > 1 and not _same(short[0], full[0]):
        return False
    inner = iter(full[1:-1])
    return all(any(_same(word, other) for other in inner) for word in short[1:-1])


def _same(word: str, full: str) -> bool:
    return word == full or (len(word) == 1 and full.startswith(word))
