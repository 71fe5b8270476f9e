"""Labelling files: filled from the extraction for a person to correct, and checked when corrected.

A file is JSON Lines by the annotation guide. Beside entities and claims it holds a line for the document
and one for each sentence, which scoring passes over, so that a person reads the text and corrects what
stands below. Every line that the machine wrote has the key "by"; whoever corrects a line puts a name there.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.evaluation.labels import GUIDE_TYPES, PLOVER_TYPES
from kg.model.vocabulary import ClaimKind, Kind, Modality

#: Kinds under the guide's names, and the one that it does not label.
_KINDS: Mapping[str, str] = {Kind.MEDIA_OUTLET: "Media"}
_UNLABELLED = Kind.GROUP
#: Types of entities and claims that the guide knows.
ENTITY_TYPES = frozenset(_KINDS.get(kind, str(kind)) for kind in Kind)
CLAIM_TYPES = frozenset(GUIDE_TYPES.values()) | PLOVER_TYPES
#: Keys whose words must stand in the text as they are: of the claim's parts.
WORDS = ("tr", "sm", "om", "spm", "cue")
#: Keys that a claim must have.
_NEEDED = ("id", "kind", "s", "o", "type", "speaker", "modality", "ev")
#: A year at least is needed to be a date of the guide.
_YEAR = 4


def prefill(
    path: Path, *, date: str | None = None, outlet: str | None = None, author: str | None = None
) -> Iterator[dict[str, Any]]:
    """The lines of a labelling file for one text, extracted in memory.

    Raises:
        ReadError: the file is not there, cannot be read, or is in a language without a parser.
        ModelError: there is no language model.
    """
    from kg.errors import ReadError
    from kg.flow.road import analyse, mention_records
    from kg.text.metadata import Given
    from kg.text.parser import MODELS
    from kg.text.read import read
    from kg.text.sources import SourceItem

    document = read(SourceItem(path.name, path=path), Given(date=date, outlet=outlet, author=author))
    if (document.language.value or "en") not in MODELS:
        raise ReadError(f"no parser for language {document.language.value!r}; there are: {', '.join(MODELS)}")
    annotated, cast, found = analyse(document)
    by = f"kg-extract@{_version(found.claims)}"
    yield {"k": "document", "file": path.name, "sha256": document.sha256, "date": document.date.value,
           "outlet": document.outlet.value, "author": document.author.value, "by": by}  # fmt: skip
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for record in mention_records(annotated, cast, found):
        for key in record.keys:
            if record.resolution not in ("pronoun", None) or record.text == cast.figures[key].name:
                forms[key].add(record.text)
    for key in sorted(forms):
        figure = cast.figures[key]
        if figure.kind is not _UNLABELLED:
            others = sorted(forms[key] - {figure.name})
            kind = _KINDS.get(figure.kind, str(figure.kind))
            yield {"k": "entity", "name": figure.name, "alt": others, "type": kind, "by": by}
    spans = [annotated.raw_span(sentence.start, sentence.end) for sentence in annotated.sentences]
    claims: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, claim in enumerate(found.claims, 1):
        place = max(0, bisect_right(spans, claim.evidence.start, key=lambda span: span[0]) - 1)
        claims[place].append(_claim(claim, f"{path.stem}-{number:02d}", document.text, by))
    for place, (start, end) in enumerate(spans):
        yield {"k": "sentence", "n": place + 1, "start": start, "end": end, "text": document.text[start:end]}
        yield from claims[place]


def _version(claims: Sequence[Any]) -> str:
    from kg.flow.manifest import EXTRACTOR_VERSION

    return claims[0].extractor.partition("@")[2] if claims else EXTRACTOR_VERSION


def _claim(claim: Any, name: str, text: str, by: str) -> dict[str, Any]:
    evidence = claim.evidence
    objects = claim.subjects if claim.symmetric and not claim.objects else claim.objects
    row: dict[str, Any] = {
        "k": "claim", "id": name, "kind": str(claim.kind),
        "s": [p.label for p in claim.subjects],
        "o": [p.label for p in objects], "type": _types(claim), "speaker": _speaker(claim),
        "modality": str(claim.modality), "date": _date(claim),
        "ev": _unique(text, evidence), "start": evidence.start, "end": evidence.end,
        "sm": next((p.mention for p in claim.subjects if p.mention), None),
        "om": next((p.mention for p in claim.objects if p.mention), None),
        "spm": claim.speaker.mention if claim.speaker else None, "cue": evidence.cue,
    }  # fmt: skip
    if claim.amounts:
        amount = claim.amounts[0]
        value = amount.value if amount.value is not None else amount.low
        row["value"] = value if value is not None else amount.change
        row["unit"] = amount.unit if value is not None else amount.change_unit
        row["dir"] = str(amount.direction) if amount.direction else None
    return {**row, "by": by}


def _unique(text: str, evidence: Any) -> str:
    """The quote, or more of its sentence where the quote alone stands earlier in the text too."""
    quote: str = evidence.quote
    if text.find(quote) == evidence.start:
        return quote
    wider = text[min(evidence.start, evidence.sentence_start) : max(evidence.end, evidence.sentence_end)]
    return wider if wider and text.find(wider) <= evidence.start else quote


def _types(claim: Any) -> list[str]:
    found = [str(claim.plover)] if claim.plover else []
    label = GUIDE_TYPES.get(claim.relation)
    if label and label not in found:
        found.append(label)
    return found or [str(claim.kind).upper()]


def _speaker(claim: Any) -> str | list[str]:
    """Names, or "author"; an empty list where somebody unnamed says it."""
    if claim.speaker is not None and claim.reporting != "author":
        return [claim.speaker.label]
    return "author" if claim.reporting == "author" else []


def _date(claim: Any) -> str | None:
    when = claim.stated_on if claim.kind is ClaimKind.STATEMENT else claim.occurred or claim.valid
    if when is None or not when.start or not when.start[:_YEAR].isdecimal():
        return None
    return f"{when.start}/{when.end}" if when.end and when.end != when.start else str(when.start)


def problems(lines: Sequence[str], text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a labelling file: (line number, one sentence), in order.

    Checked: JSON, keys, known types and modalities, ids used once, names that are labelled entities, and
    words that stand in the text as written.
    """
    rows: list[tuple[int, dict[str, Any]]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"is no JSON: {error}"
            continue
        if not isinstance(row, dict) or row.get("k") not in ("entity", "claim", "sentence", "document"):
            yield number, 'is no label: "k" must be entity, claim, sentence or document'
            continue
        rows.append((number, row))
    known = {str(row.get("name")) for _, row in rows if row["k"] == "entity"}
    ids: dict[str, int] = {}
    for number, row in rows:
        found = _wrong_entity(row, text) if row["k"] == "entity" else ()
        if row["k"] == "claim":
            found = _wrong_claim(row, text, known)
            first = ids.setdefault(str(row.get("id")), number)
            if first != number:
                yield number, f"the id {row.get('id')} stands on line {first} already"
        for problem in found:
            yield number, problem


def _wrong_entity(row: Mapping[str, Any], text: str) -> Iterator[str]:
    name, forms = row.get("name"), row.get("alt", [])
    if not isinstance(name, str) or not name.strip():
        yield 'an entity needs a "name"'
        return
    if not isinstance(forms, list) or not all(isinstance(f, str) for f in forms):
        yield '"alt" must be a list of names'
        return
    unknown = set(str(row.get("type")).split("|")) - ENTITY_TYPES
    if unknown:
        yield f"unknown type {'|'.join(sorted(unknown))}; there are {', '.join(sorted(ENTITY_TYPES))}"
    for form in forms:
        if form not in text:
            yield f"the form “{form}” of {name} does not stand in the text"


def _wrong_claim(row: Mapping[str, Any], text: str, known: set[str]) -> Iterator[str]:
    missing = [key for key in _NEEDED if key not in row]
    if missing:
        yield f"a claim needs {', '.join(missing)}"
        return
    if row["kind"] not in list(ClaimKind):
        yield f"unknown kind {row['kind']!r}; there are {', '.join(ClaimKind)}"
    if row["modality"] not in list(Modality):
        yield f"unknown modality {row['modality']!r}; there are {', '.join(Modality)}"
    types = row["type"] if isinstance(row["type"], list) else [row["type"]]
    unknown = sorted(set(map(str, types)) - CLAIM_TYPES)
    if not types or unknown:
        yield f"unknown type {', '.join(unknown) or 'none'}"
    for key in ("s", "o", "speaker"):
        names = row[key]
        if key == "speaker" and names == "author":
            continue
        if not isinstance(names, list):
            yield f'"{key}" must be a list of names' + (' or "author"' if key == "speaker" else "")
            continue
        for name in names:
            if str(name) not in known and str(name) not in text:  # an unnamed group stands as written
                yield f'“{name}” in "{key}" is no labelled entity, nor does it stand in the text'
    for key in ("ev", *WORDS):
        words = row.get(key)
        if words is not None and (not isinstance(words, str) or words not in text):
            yield f'the words of "{key}" do not stand in the text: {words!r}'
