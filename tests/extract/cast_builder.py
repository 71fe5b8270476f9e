"""A parsed text and its cast from a list of names: invented countries, so that no gazetteer helps."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.cast import Cast, Figure, Mention
from kg.model.documents import Document
from kg.model.vocabulary import Kind, Resolution
from kg.text.annotate import Annotated
from kg.text.offsets import RepairedText
from kg.text.parser import annotate, load


@dataclass(frozen=True)
class Name:
    """A surface form, the figure it stands for, and its kind."""

    key: str
    kind: Kind
    modifier: bool = False


def _state(name: str, adjective: str, plural: str) -> dict[str, Name]:
    return {
        name: Name(name, Kind.STATE),
        adjective: Name(name, Kind.STATE, modifier=True),
        plural: Name(name, Kind.STATE),
    }


#: The invented world of the tests.
WORLD: Mapping[str, Name] = {
    **_state("Ruritania", "Ruritanian", "Ruritanians"),
    **_state("Borduria", "Bordurian", "Bordurians"),
    **_state("Syldavia", "Syldavian", "Syldavians"),
    **_state("Freedonia", "Freedonian", "Freedonians"),
    "Strelsau": Name("Strelsau", Kind.PLACE),
    "Klow": Name("Klow", Kind.PLACE),
    "Embassy of Strelsau": Name("Embassy of Strelsau", Kind.GOVERNMENT_BODY),
    "League of Strelsau": Name("League of Strelsau", Kind.INSTITUTION),
    "Strelsau Treaty": Name("Strelsau Treaty", Kind.AGREEMENT),
    "Strelsau Company": Name("Strelsau Company", Kind.COMPANY),
    "Strelsau Gazette": Name("Strelsau Gazette", Kind.MEDIA_OUTLET),
    "Strelsau Summit": Name("Strelsau Summit", Kind.EVENT),
    "Klow Railway": Name("Klow Railway", Kind.PROJECT),
    "XR-9": Name("XR-9", Kind.WEAPON),
    "Anna Korvel": Name("Anna Korvel", Kind.PERSON),
    "Korvel": Name("Anna Korvel", Kind.PERSON),
    "Rudolf Sapt": Name("Rudolf Sapt", Kind.PERSON),
}


def annotated(text: str) -> Annotated:
    """The text, parsed as it stands."""
    document = Document(sha256=digest(text), source="test.txt", text=text)
    return annotate(document, RepairedText.of(text), load())


def cast(parsed: Annotated, names: Mapping[str, Name] = WORLD, author: str | None = None) -> Cast:
    """Every name of the list that the text contains, longest first."""
    taken: set[int] = set()
    mentions: list[Mention] = []
    figures: dict[str, Figure] = {}
    doc = parsed.parse
    for surface in sorted(names, key=len, reverse=True):
        start = 0
        while (start := parsed.text.find(surface, start)) >= 0:
            end = start + len(surface)
            span = doc.char_span(start, end)
            start = end
            if span is None or taken & set(range(span.start, span.end)):
                continue
            taken |= set(range(span.start, span.end))
            name = names[surface]
            figures[name.key] = Figure(name.key, name.key, name.kind, written=name.key)
            mentions.append(
                Mention(
                    first=span.start,
                    last=span.end,
                    start=span.start_char,
                    end=span.end_char,
                    text=surface,
                    kind=name.kind,
                    head=span.root.i,
                    found_by="test",
                    resolution=Resolution.DEMONYM if name.modifier else Resolution.NAME,
                    refs=(name.key,),
                    modifier=name.modifier,
                )
            )
    if author:
        figures.setdefault(author, Figure(author, author, Kind.STATE, written=author))
    return Cast.of(mentions, figures, author)


def digest(text: str) -> str:
    """The content hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
