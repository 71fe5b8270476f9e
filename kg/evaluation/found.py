"""What the product found, in the form that is compared: from claim lines, or extracted on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from kg.evaluation.labels import GUIDE_TYPES, PLOVER_TYPES, LabelledSpan
from kg.evaluation.names import norm, norms
from kg.model.relations import Relation

Line = Mapping[str, Any]
_LAST = re.compile(r"[:/#]")


@dataclass(frozen=True, slots=True)
class FoundParty:
    """An entity in a role: its label, all its names as compared, its span where it was named."""

    label: str
    names: frozenset[str]
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim of the product, as far as labels can judge it. dates: starts of occurred, stated, valid."""

    kind: str
    relation: str
    types: frozenset[str]
    subjects: tuple[FoundParty, ...]
    objects: tuple[FoundParty, ...]
    parties: frozenset[str]
    speaker: FoundParty | None
    by_author: bool
    modality: str | None
    dates: tuple[str, ...]
    start: int
    end: int
    around: tuple[int, int]  # the sentence
    cue: tuple[int, int] | None
    confidence: float | None
    extractor: str
    reporting: str
    quote: str
    sentence: str

    @property
    def label(self) -> str:
        """Its type in the guide's words: the act if it is one, else the relation or the kind."""
        acts = sorted(self.types & PLOVER_TYPES)
        rest = sorted(self.types - {"STATEMENT", "OBSERVATION"}) or sorted(self.types)
        return (acts or rest or [self.kind.upper()])[0]


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """An entity that one document mentions, with its names as compared."""

    ref: str
    kind: str
    names: frozenset[str]


@dataclass(slots=True)
class FoundDocument:
    """Everything found in one document; spans are names, dates, amounts with their kinds."""

    claims: list[FoundClaim] = field(default_factory=list)
    entities: list[FoundEntity] = field(default_factory=list)
    spans: list[LabelledSpan] = field(default_factory=list)
    text: str | None = None


def found_claim(line: Line, aliases: Mapping[str, frozenset[str]]) -> FoundClaim:
    """A claim line (`kg export jsonl`) as compared. aliases: names of entities by reference."""
    evidence = line.get("evidence") or {}
    start, end = evidence.get("start", -1), evidence.get("end", -1)
    subjects, objects, instrument = (
        tuple(_party(p, aliases) for p in line.get(role) or ())
        for role in ("subjects", "objects", "instrument")
    )
    spoken = line.get("speaker")
    cue = evidence.get("cue_start"), evidence.get("cue_end")
    confidence = line.get("confidence") or {}
    return FoundClaim(
        kind=str(line.get("kind")), relation=_local(line.get("relation")), types=_types(line),
        subjects=subjects, objects=objects,
        parties=frozenset().union(*(p.names for p in (*subjects, *objects, *instrument))),
        speaker=_party(spoken, aliases) if spoken else None,
        by_author=spoken is None or line.get("reporting") == "author",
        modality=line.get("modality"), dates=tuple(_dates(line)),
        # A sentence at the very start of a text counts as absent: the scorer that we agree with reads 0 so.
        start=start, end=end,
        around=(evidence.get("sentence_start") or start, evidence.get("sentence_end") or end),
        cue=(cue[0], cue[1]) if cue[0] is not None and cue[1] is not None else None,
        confidence=confidence.get("value") if isinstance(confidence, Mapping) else confidence,
        extractor=str(line.get("extractor") or "").partition("@")[0],
        reporting=str(line.get("reporting") or ""),
        quote=str(evidence.get("display") or ""), sentence=str(evidence.get("sentence") or ""),
    )  # fmt: skip


def _party(party: Any, aliases: Mapping[str, frozenset[str]]) -> FoundParty:
    if isinstance(party, str):
        return FoundParty(party, norms([party]))
    names = norms([party.get("label"), party.get("mention"), *(party.get("aliases") or ())])
    names |= norms(aliases.get(str(party.get("ref")), ()))
    return FoundParty(str(party.get("label") or ""), names, party.get("start"), party.get("end"))


def _local(name: Any) -> str:
    return _LAST.split(name or "")[-1]


def _types(line: Line) -> frozenset[str]:
    made = set()
    plover = str(line.get("plover") or "").rpartition(":")[2].upper()
    if plover in PLOVER_TYPES:
        made.add(plover)
    relation = _local(line.get("relation"))
    if relation in set(Relation) and Relation(relation) in GUIDE_TYPES:
        made.add(GUIDE_TYPES[Relation(relation)])
    if line.get("kind") in ("observation", "statement"):
        made.add(str(line["kind"]).upper())
    return frozenset(made)


def _dates(line: Line) -> Iterable[str]:
    for name in ("occurred", "stated_on", "valid"):
        when = line.get(name)
        if isinstance(when, Mapping) and when.get("start"):
            yield str(when["start"])


def entity_names(line: Line) -> frozenset[str]:
    """All names of an entity line (`kg export entities`) as compared."""
    written = [line.get("label"), *(line.get("aliases") or ()), *((line.get("labels") or {}).values())]
    return frozenset(norm(name) for name in written if name)


def from_lines(claims: Iterable[Line], entities: Sequence[Line]) -> dict[str, FoundDocument]:
    """Claim lines and entity lines by the name of their document: the stem of its source.

    A line without a source is found by its document's reference or hash, as other lines name them.
    """
    aliases = {str(e.get("ref")): entity_names(e) for e in entities}
    made: dict[str, FoundDocument] = {}
    stems: dict[Any, str] = {}
    for line in claims:
        document = line.get("document") or {}
        name = _stem(document.get("source") or document.get("path") or document.get("title"))
        stems[document.get("id")] = stems[document.get("sha256")] = name
        made.setdefault(name, FoundDocument()).claims.append(found_claim(line, aliases))
    mentioned: dict[str, dict[str, tuple[str, set[str]]]] = {}
    for entity in entities:
        kind = _local(entity.get("kind"))
        for mention in entity.get("mentions") or ():
            name = _stem(mention.get("source") or mention.get("document"))
            name = stems.get(name, name)
            of = mentioned.setdefault(name, {})
            names = of.setdefault(str(entity.get("ref")), (kind, set(aliases[str(entity.get("ref"))])))[1]
            names.add(norm(str(mention.get("text") or "")))
            if mention.get("start") is not None:
                span = LabelledSpan(mention["start"], mention["end"], kind)
                made.setdefault(name, FoundDocument()).spans.append(span)
    for name, of in mentioned.items():
        made.setdefault(name, FoundDocument()).entities = [
            FoundEntity(ref, kind, frozenset(names)) for ref, (kind, names) in of.items()
        ]
    return made


def _stem(source: Any) -> str:
    return PurePosixPath(str(source or "").replace("\\", "/")).stem
