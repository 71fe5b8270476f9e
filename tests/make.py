"""Builders and Hypothesis strategies for the tests. People and countries are invented."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from kg.knowledge.entries import Entry, PostEntry
from kg.knowledge.gazetteer import Gazetteer
from kg.model.cast import Figure
from kg.model.claims import Claim, Confidence, Evidence, Party, Speaker
from kg.model.documents import Document, DocumentLabel, Known
from kg.model.ids import Ref, digest
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ClaimKind, Kind, Modality, Origin, Reporting, SpeakerResolution
from kg.store.records import DocumentRecord, MentionRecord

#: Key → (name, kind, gazetteer id, state id, gender).
CAST: Mapping[str, tuple[str, Kind, str | None, str | None, str | None]] = {
    "ruritania": ("Ruritania", Kind.STATE, "ruritania", "ruritania", None),
    "borduria": ("Borduria", Kind.STATE, "borduria", "borduria", None),
    "syldavia": ("Syldavia", Kind.STATE, "syldavia", "syldavia", None),
    "alpine-union": ("Alpine Union", Kind.INSTITUTION, "alpine-union", None, None),
    "anna-korvel": ("Anna Korvel", Kind.PERSON, None, "ruritania", "f"),
    "korvel": ("Korvel", Kind.PERSON, None, None, None),
    "pavel-strand": ("Pavel Strand", Kind.PERSON, None, "borduria", "m"),
    "strelsau-institute": ("Strelsau Institute", Kind.THINK_TANK, None, "ruritania", None),
    "northern-pipeline": ("Northern Pipeline", Kind.PROJECT, None, None, None),
    "xr-9": ("XR-9", Kind.WEAPON, None, None, None),
}

#: Subject, relation, object, speaker, modality.
Fact = tuple[str, Relation, str, str | None, Modality]


def gazetteer() -> Gazetteer:
    """Three invented states, a union of them, and a minister."""
    states = [
        Entry(name, "State", {"en": name.title(), "ru": ru}, state=name, wikidata=None, source="invented")
        for name, ru in (("ruritania", "Руритания"), ("borduria", "Бордурия"), ("syldavia", "Сильдавия"))
    ]
    union = Entry("alpine-union", "Institution", {"en": "Alpine Union"}, aliases=("AU", "Union of the Alps"),
                  wikidata="Q99999901", source="invented")  # fmt: skip
    post = PostEntry("foreign minister", None, "syldavia", "2014", None)
    person = Entry("mira-tolvan", "Person", {"en": "Mira Tolvan", "ru": "Мира Толван"}, state="syldavia",
                   posts=(post,), gender="f", wikidata="Q99999902", source="invented")  # fmt: skip
    return Gazetteer([*states, union, person])


def document(text: str, source: str = "a.txt", **known: str) -> Document:
    """A document; known: title, outlet, author, date, language."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    fields = {name: Known(value=value, origin=Origin.GIVEN) for name, value in known.items()}
    return Document(sha256=sha256, source=source, text=text, **fields)


def label(made: Document) -> DocumentLabel:
    """The document as a claim carries it."""
    return DocumentLabel(
        id=made.ref, sha256=made.sha256, source=made.source, title=made.title.value, outlet=made.outlet.value,
        author=made.author.value, date=made.date.value, language=made.language.value,
    )  # fmt: skip


def figure(key: str) -> Figure:
    """A figure of CAST, or an unknown organization called by its key."""
    name, kind, known, state, gender = CAST.get(key, (key.title(), Kind.ORGANIZATION, None, None, None))
    return Figure(key, name, kind, gazetteer=known, state=state, gender=gender, written=name)


def party(key: str, text: str = "") -> Party:
    """A figure in a role, mentioned where its name first stands in the text, else implied."""
    known = figure(key)
    start = text.find(known.name)
    at: dict[str, Any] = {}
    if start >= 0:
        at = {"mention": known.name, "start": start, "end": start + len(known.name)}
    state = Ref("id", known.state) if known.state else None
    return Party(ref=Ref("id", key), label=known.name, kind=known.kind, state=state, **at)


def claim(
    made: Document,
    subjects: Sequence[str],
    relation: Relation,
    objects: Sequence[str],
    *,
    speaker: str | None = None,
    start: int = 0,
    end: int | None = None,
    modality: Modality = Modality.ACTUAL,
    confidence: float = 0.8,
    **more: Any,
) -> Claim:
    """A claim whose evidence is the document's text from start to end (default: all of it)."""
    end = len(made.text) if end is None else end
    quote = made.text[start:end]
    said = Speaker(ref=Ref("id", speaker), label=figure(speaker).name, kind=figure(speaker).kind,
                   resolution=SpeakerResolution.NAME) if speaker else None  # fmt: skip
    parts = (made.sha256, str(start), str(end), speaker or "", *subjects, relation, *objects, str(modality))
    return Claim(
        id=Ref("claim", digest(*parts)),
        kind=more.pop("kind", SIGNATURES[relation].claim),
        document=label(made),
        subjects=tuple(party(key, made.text) for key in subjects),
        relation=relation,
        objects=tuple(party(key, made.text) for key in objects),
        speaker=said,
        reporting=more.pop("reporting", Reporting.INDIRECT if speaker else Reporting.AUTHOR),
        modality=modality,
        evidence=Evidence(start=start, end=end, quote=quote, display=quote, sentence_start=start,
                          sentence_end=end, sentence=" ".join(quote.split())),
        extractor="events@1",
        confidence=Confidence(value=confidence, basis="planted"),
        **more,
    )  # fmt: skip


def record(
    made: Document, claims: Sequence[Claim] = (), keys: Sequence[str] = (), **more: Any
) -> DocumentRecord:
    """A document's record with the figures that its claims need, each mentioned where it stands."""
    needed = set(keys)
    for one in claims:
        needed |= {p.ref.local for p in (*one.subjects, *one.objects, *one.instrument)}
        needed |= {p.ref.local for p in (one.speaker, one.where) if p}
    figures = [figure(key) for key in sorted(needed)]
    mentions = []
    for known in figures:
        at = made.text.find(known.name)
        if at >= 0:
            end = at + len(known.name)
            mentions.append(MentionRecord(at, end, known.name, known.kind, (known.key,), None, "name"))
    more.setdefault("config", "test")
    more.setdefault("figures", figures)
    return DocumentRecord(made, mentions=mentions, claims=claims, **more)


def sentence(subject: str, relation: Relation, objects: str, speaker: str | None, modality: Modality) -> str:
    """A stiff sentence that says it."""
    core = f"{figure(subject).name} {modality} {relation} {figure(objects).name}."
    return f"{figure(speaker).name} said: {core}" if speaker else core


def story(source: str, facts: Sequence[Fact], ending: str = "", **known: str) -> DocumentRecord:
    """A document that says each fact in a sentence of its own; an ending makes equal stories differ."""
    sentences = [sentence(*fact) for fact in facts]
    made = document(" ".join([*sentences, ending]), source, **known)
    claims, start = [], 0
    for text, (subject, relation, objects, speaker, modality) in zip(sentences, facts, strict=True):
        claims.append(
            claim(made, [subject], relation, [objects], speaker=speaker, start=start, end=start + len(text),
                  modality=modality)
        )  # fmt: skip
        start += len(text) + 1
    return record(made, claims)


_ACTORS = ("ruritania", "borduria", "syldavia", "alpine-union", "anna-korvel", "korvel", "pavel-strand")
_RELATIONS = [r for r in Relation if SIGNATURES[r].claim is not ClaimKind.OBSERVATION]


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """(subject, relation, object, speaker, modality) over the invented cast."""
    subject = draw(st.sampled_from(_ACTORS))
    objects = draw(st.sampled_from([key for key in CAST if key != subject]))
    speaker = draw(st.sampled_from([None, "anna-korvel", "korvel", "pavel-strand", "borduria"]))
    return subject, draw(st.sampled_from(_RELATIONS)), objects, speaker, draw(st.sampled_from(list(Modality)))


@st.composite
def corpora(draw: st.DrawFn, most: int = 5) -> list[DocumentRecord]:
    """Documents of different sources over the invented cast."""
    number = draw(st.integers(1, most))
    outlets = st.sampled_from(["Strelsau Gazette", "Borduria Today", "www.alpine-news.example"])
    return [
        story(f"doc{i}.txt", draw(st.lists(facts(), max_size=4)), ending=f"{i}.", outlet=draw(outlets),
              date=draw(st.sampled_from(["2015", "2016-04", "2016-04-07"])))
        for i in range(number)
    ]  # fmt: skip
