"""Whether two names are the same name, as the annotation guide's scorer compares them.

Case, possessives, punctuation, hyphens and a leading article do not count; a name of five letters or
more may also stand as whole words inside the other ("Ministry of Defence" in "the Ministry of Defence
of Ruritania").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_POSSESSIVE = re.compile(r"[’'`´]s\b")
_NOT_A_LETTER = re.compile(r"[^\w\s]")
_ARTICLES = frozenset({"the", "a", "an"})
#: Names shorter than this must agree in full: "Mali" is no part of "Somalia", "Iran" none of anything.
_LONG_ENOUGH = 5


@lru_cache(maxsize=100_000)
def norm(name: str) -> str:
    """A name as compared; "" for one of punctuation only."""
    plain = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", name).casefold())
    words = _NOT_A_LETTER.sub(" ", plain).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        del words[0]
    return " ".join(words)


def norms(names: Iterable[str | None]) -> frozenset[str]:
    """Names as compared, without the empty ones."""
    return frozenset(norm(name) for name in names if name) - {""}


def agree(wanted: Iterable[str], got: Iterable[str]) -> bool:
    """Whether some name of one side is one of the other, or stands in it as whole words."""
    wanted, got = frozenset(wanted), frozenset(got)
    if wanted & got:
        return True
    long = [f" {g} " for g in got if len(g) >= _LONG_ENOUGH]
    return any(f" {w} " in g or g in f" {w} " for w in wanted if len(w) >= _LONG_ENOUGH for g in long)
