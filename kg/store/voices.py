"""Whose voice a claim is, so that copies, one speaker and one outlet family count once (D4)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kg.knowledge.wordlists import one_body

_HOST_NOISE = re.compile(r"^(www|m|en|ru|cn|eng|english|amp|edition|news)\.")
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")
_NAME_NOISE = re.compile(r"\b(online|website|com|news agency|agency|newspaper|daily news)\b")


def outlet_family(outlet: str) -> str:
    """Outlets that speak with one voice get one name: addresses by their site, names without "online".

    >>> outlet_family("https://www.example.org/a"), outlet_family("The Example Online")
    ('example', 'example')
    """
    text = outlet.strip().casefold()
    host = urlsplit(text).hostname if "://" in text else text if _HOST.fullmatch(text) else None
    if host:
        parts = _HOST_NOISE.sub("", host).split(".")
        # "example.co.uk": the name stands before the short second level.
        short = len(parts) > 2 and len(parts[-2]) <= 3
        return parts[-3] if short else parts[-2] if len(parts) > 1 else parts[0]
    text = _NAME_NOISE.sub(" ", text)
    words = re.findall(r"[^\W_]+", text)
    return " ".join(words[1:] if words[:1] == ["the"] else words) or outlet


@dataclass(frozen=True, slots=True)
class Voices:
    """What is needed to know whose voice a claim is.

    copies: document → the first of its near-duplicates. outlets: document → family, where it is known.
    unnamed: groups → what marks their voice. "Officials" of two documents are two groups, but may be the
    same people, so their words mark them; a body such as "the authorities" is marked by its state too.
    """

    copies: Mapping[str, str]
    outlets: Mapping[str, str]
    unnamed: Mapping[str, str]

    def marks(self, speaker: str | None, document: str) -> list[str]:
        """Marks of a claim's voice; claims that share any mark are one voice (`copies.components`)."""
        if speaker:
            return [f"s:{self.unnamed.get(speaker, speaker)}"]
        marks = [f"c:{self.copies[document]}"]
        return [*marks, f"o:{self.outlets[document]}"] if document in self.outlets else marks


def unnamed_groups(db: sqlite3.Connection) -> dict[str, str]:
    """References of groups → their words in small letters; with the state, for one body of a known state.

    The authorities of two states are two voices though both be called "the authorities".
    """
    rows = db.execute("SELECT ref, lower(label), state FROM canonical WHERE kind = 'Group'")
    return {ref: f"{label} of {state}" if state and one_body(label) else label for ref, label, state in rows}
