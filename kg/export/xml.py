"""What XML can carry, and how nodes look: shared by the two network formats."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from kg.model.ids import digest
from kg.model.vocabulary import Kind

#: XML 1.0 has no place for these, escaped or not: C0 controls but tab and line ends, lone surrogates,
#: U+FFFE and U+FFFF. C1 controls and U+007F are legal, but no name holds them on purpose.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


#: Texts without any of these go as they are, which is nearly all of them.
_MARKUP = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TRICKY = re.compile('["&<>\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufffe\uffff]|  |^ | $')


def legal(text: str) -> str:
    """The text without characters that XML 1.0 refuses."""
    return _ILLEGAL.sub("", text)


def content(text: str) -> str:
    """A text for between tags."""
    return escape(legal(text)) if _MARKUP.search(text) else text


def attribute(text: str) -> str:
    """A text as a quoted attribute value, on one line: parsers turn line ends there into spaces anyway."""
    return quoteattr(" ".join(legal(text).split())) if _TRICKY.search(text) else f'"{text}"'


@lru_cache(maxsize=65_536)
def identifier(ref: str) -> str:
    """A reference as a quoted id; two references never share one, whatever had to be stripped."""
    kept = " ".join(legal(ref).split())
    return quoteattr(kept if kept == ref else f"{kept}~{digest(ref)}")


class Look(NamedTuple):
    """How a node is drawn; x and y in Gephi's units, size its diameter."""

    red: int
    green: int
    blue: int
    size: float
    x: float
    y: float

    @property
    def order(self) -> tuple[float, ...]:
        """size, x, y, red, green, blue: as GraphML lists them."""
        return (self.size, self.x, self.y, self.red, self.green, self.blue)


#: Okabe and Ito's palette (Color Universal Design, 2008), told apart by all common kinds of colour
#: vision; kinds that do much the same share a colour.
_COLOURS: Mapping[Kind, tuple[int, int, int]] = MappingProxyType(
    {
        Kind.PERSON: (230, 159, 0),
        Kind.STATE: (0, 114, 178),
        Kind.REGION: (86, 180, 233),
        Kind.PLACE: (86, 180, 233),
        Kind.INSTITUTION: (0, 158, 115),
        Kind.GOVERNMENT_BODY: (0, 158, 115),
        Kind.COMPANY: (213, 94, 0),
        Kind.THINK_TANK: (204, 121, 167),
        Kind.MEDIA_OUTLET: (204, 121, 167),
        Kind.PARTY: (204, 121, 167),
        Kind.ARMED_FORCE: (0, 0, 0),
        Kind.ARMED_GROUP: (0, 0, 0),
        Kind.WEAPON: (0, 0, 0),
        Kind.PROJECT: (240, 228, 66),
        Kind.AGREEMENT: (240, 228, 66),
        Kind.EVENT: (240, 228, 66),
        Kind.ORGANIZATION: (153, 153, 153),
        Kind.GROUP: (153, 153, 153),
    }
)
#: Rings of 200 units, states innermost: whoever acts most stands in the middle.
_RING = 200.0
_RINGS: tuple[tuple[Kind, ...], ...] = (
    (Kind.STATE, Kind.REGION),
    (Kind.INSTITUTION, Kind.GOVERNMENT_BODY, Kind.ARMED_FORCE, Kind.ARMED_GROUP, Kind.PARTY),
    (Kind.PERSON, Kind.GROUP),
    (Kind.COMPANY, Kind.THINK_TANK, Kind.MEDIA_OUTLET, Kind.ORGANIZATION),
    (Kind.PROJECT, Kind.AGREEMENT, Kind.WEAPON, Kind.EVENT, Kind.PLACE),
)
_RING_OF = {kind: number for number, kinds in enumerate(_RINGS, 1) for kind in kinds}


def look(ref: str, kind: str, degree: int) -> Look:
    """Colour by kind, size by the root of the degree, place on the kind's ring by the reference's hash.

    A node without a place makes Gephi Lite throw it at random; a place from the hash is the same in
    every file and a fair start for any layout.
    """
    kind_ = Kind(kind)
    hashed = hashlib.sha256(ref.encode("utf-8", "surrogatepass")).digest()
    angle = 2 * math.pi * int.from_bytes(hashed[:4], "big") / 2**32
    # Half a ring's width of scatter keeps nodes of one angle apart.
    radius = _RING * (_RING_OF[kind_] + (hashed[4] / 255 - 0.5) / 2)
    size = round(4 + 4 * math.sqrt(degree), 2)
    return Look(
        *_COLOURS[kind_], size, round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)
    )


def piped(values: Iterable[str]) -> str:
    """A list as "a|b"; a bar inside a value becomes a broken bar, so that the list still splits."""
    return "|".join(v.replace("|", "¦") for v in values)


def bracketed(values: Iterable[str]) -> str:
    """A list as Gephi and graphology read `liststring`: ["a", "b"], with backslash escapes."""
    quoted = ('"' + v.replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values)
    return "[" + ", ".join(quoted) + "]"
