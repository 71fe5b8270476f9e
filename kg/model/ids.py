"""Names for things: a prefix and a local identifier, never a bare string."""

from __future__ import annotations

import hashlib
from typing import NamedTuple, Self

from kg.errors import IdentityError

#: Every namespace starts here; model.md of the design fixes the base.
BASE = "https://w3id.org/bilateral-kg/"

#: Prefix → namespace address. `id` names things, `doc` documents, `claim` claims, `event` what they tell of.
NAMESPACES: dict[str, str] = {
    "kg": BASE + "ontology#",
    "rel": BASE + "rel/",
    "said": BASE + "said/",
    "id": BASE + "id/",
    "doc": BASE + "doc/",
    "claim": BASE + "claim/",
    "event": BASE + "event/",
    "topic": BASE + "topic/",
    "indicator": BASE + "indicator/",
    "plover": BASE + "plover/",
    "wd": "http://www.wikidata.org/entity/",
}

#: Hexadecimal digits kept of a SHA-256: 64 bits, so that a collision among 10⁷ claims has
#: a chance of about 3 in a million (birthday bound n²/2⁶⁵).
DIGEST_LENGTH = 16


class Ref(NamedTuple):
    """A reference to one thing in one identifier space.

    >>> Ref.parse("wd:Q142")
    Ref(prefix='wd', local='Q142')
    >>> str(Ref("id", "france"))
    'id:france'
    """

    prefix: str
    local: str

    @classmethod
    def parse(cls, curie: str) -> Self:
        """Read "prefix:local"; raise IdentityError for anything else or an unknown prefix."""
        prefix, colon, local = curie.partition(":")
        if not (prefix and colon and local):
            raise IdentityError(f"not a prefixed name: {curie!r}")
        if prefix not in NAMESPACES:
            raise IdentityError(f"unknown prefix in {curie!r}; known: {', '.join(NAMESPACES)}")
        return cls(prefix, local)

    @property
    def iri(self) -> str:
        """The full address of the thing."""
        return NAMESPACES[self.prefix] + self.local

    def __str__(self) -> str:
        return f"{self.prefix}:{self.local}"


def digest(*parts: str) -> str:
    """The same parts give the same short name on every machine (first 64 bits of SHA-256).

    Parts are joined by U+001F, which no repaired text contains, so that ("ab", "c") and
    ("a", "bc") differ.
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
