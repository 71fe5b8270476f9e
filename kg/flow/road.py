"""The whole road of one document: read, repair, annotate, who is who, claims, record.

A pure function of the item, the given metadata and the configuration: no store, no memory of the
document before it. That is what lets many of them run in many processes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.flow.manifest import EXTRACTOR_VERSION, configuration
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.gazetteer import load as load_gazetteer
from kg.knowledge.places import data_path
from kg.model.cast import Cast
from kg.model.documents import Document, Known
from kg.model.vocabulary import ClaimKind, Kind, Origin
from kg.store.records import DocumentRecord, MentionRecord

if TYPE_CHECKING:
    from kg.extract.confidence import ConfidenceModel
    from kg.extract.document import Extraction
    from kg.text.annotate import Annotated


def prepare(model: str | None = None) -> None:
    """Load what every document needs; in a worker, before its limits are set."""
    from kg.text.parser import load

    load("en", model)
    load_gazetteer()


def travel(document: Document, model: str | None = None) -> DocumentRecord:
    """From a document that was read to the record that the ledger keeps.

    A language without a parser is not an error: the record has status "skipped" and says why.
    Raises a KgError when the text cannot be parsed.
    """
    from kg.text.parser import MODELS

    language = document.language.value or "en"
    if language not in MODELS:
        reason = f"no parser for language {language!r}; there are parsers for {', '.join(MODELS)}"
        return DocumentRecord(document, "skipped", reason, config=configuration(model=model))
    annotated, cast, found = analyse(document, model)
    return DocumentRecord(
        document=annotated.document,
        status="ok",
        repairs={c.rule: c.count for c in annotated.repaired.counts()},
        stats=dict(found.stats),
        figures=tuple(cast.figures[key] for key in sorted(cast.figures)),
        mentions=tuple(mention_records(annotated, cast, found)),
        claims=tuple(found.claims),
        config=configuration(model=model),
    )


def analyse(document: Document, model: str | None = None) -> tuple[Annotated, Cast, Extraction]:
    """The parsed document, who is who in it, and what was found."""
    from kg.extract.attribution import with_speakers
    from kg.extract.document import extract
    from kg.extract.events import with_groups
    from kg.extract.mentions import find_mentions
    from kg.resolve.doc_voice import voice_in_heading, voice_of_outlet
    from kg.resolve.document import who_is_who
    from kg.text.parser import annotate, load
    from kg.text.repair import repair

    gazetteer = load_gazetteer()
    nlp = load(document.language.value or "en", model)
    annotated = annotate(document, repair(document), nlp)
    mentions = find_mentions(annotated, gazetteer)
    if document.author.value is None:
        voice = voice_in_heading(annotated, mentions) or voice_of_outlet(annotated, gazetteer)
        annotated = _signed(annotated, voice)
    cast = who_is_who(annotated, mentions, gazetteer, annotated.document.author.value)
    cast = with_groups(annotated, with_speakers(annotated, cast))
    found = extract(
        annotated, cast, posts_in(annotated, cast, gazetteer), EXTRACTOR_VERSION, confidence_model()
    )
    return annotated, cast, found


def _signed(annotated: Annotated, author: str | None) -> Annotated:
    """The document with the author that its heading names."""
    if author is None:
        return annotated
    known = Known(value=" ".join(author.split()), origin=Origin.TEXT)
    return replace(annotated, document=annotated.document.model_copy(update={"author": known}))


def posts_in(
    annotated: Annotated, cast: Cast, gazetteer: Gazetteer
) -> Callable[[str, str | None], str | None]:
    """Which post a figure held at a date: as the document says, else as the gazetteer dates it."""
    from kg.extract.posts import posts

    written: dict[str, str] = {}
    for post in posts(annotated, cast):
        if post.subjects and post.title and post.kind is ClaimKind.RELATION:
            body = cast.figures[post.objects[0].key] if post.objects else None
            place = "" if body is None or (body.kind is Kind.STATE and body.name in post.title) else body.name
            written.setdefault(post.subjects[0].key, f"{post.title}, {place}" if place else post.title)

    def post_of(key: str, date: str | None) -> str | None:
        if key in written:
            return written[key]
        figure = cast.figures.get(key)
        entry = gazetteer.get(figure.gazetteer) if figure and figure.gazetteer else None
        if entry is None or date is None:
            return None
        held = [post for post in entry.posts if post.holds_at(date)]
        return held[0].title if held else None

    return post_of


def mention_records(annotated: Annotated, cast: Cast, found: Extraction) -> list[MentionRecord]:
    """Every span that was read as something, with raw offsets: names, dates, amounts."""
    raw = annotated.repaired.raw_text
    records: list[MentionRecord] = []

    def add(start: int, end: int, kind: str, keys: Sequence[str], value: str | None, how: str | None) -> None:
        low, high = annotated.raw_span(start, end)
        records.append(MentionRecord(low, high, raw[low:high], kind, tuple(keys), value, how))

    for m in cast.mentions:
        if m.refs:
            add(m.start, m.end, m.kind, m.refs, None, m.resolution)
    for d in found.dates:
        when = d.when
        if when.start:
            value = when.start if when.end in (None, when.start) else f"{when.start}/{when.end}"
            add(d.start, d.end, "Date", (), value, None)
    for a in found.amounts:
        amount = a.amount
        number = amount.value if amount.value is not None else amount.low
        figure = amount.change if number is None else number
        unit = amount.change_unit if number is None else amount.unit
        if figure is not None:
            add(a.start, a.end, "Amount", (), f"{figure:g} {unit or ''}".strip(), None)
    return sorted(records, key=lambda r: (r.start, r.end, r.kind))


@cache
def confidence_model() -> ConfidenceModel:
    """The weights made by bench/calibrate.py from labelled texts."""
    from kg.extract.confidence import ConfidenceModel

    row = json.loads(data_path("confidence.json").read_text(encoding="utf-8"))
    return ConfidenceModel(row["weights"], row["intercept"], row["labelled"])
