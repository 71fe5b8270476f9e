"""Exact and overlapping spans: names, and the words of the parts of a claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.evaluation.found import FoundClaim, FoundDocument
from kg.evaluation.labels import LabelledClaim, LabelledDocument, LabelledSpan

#: How near the evidence a labelled part is looked for: parts are labelled close to it.
_NEAR = 400


def span_counts(document: LabelledDocument, found: FoundDocument, text: str) -> Counter[str]:
    """hits, labelled, found of each sort of span, exact and overlapping.

    Sorts: those of the labels' parts (evidence, subject, object, speaker, cue) and, for labelled spans,
    "name" without and each label with its kind. Only what is labelled in this document is counted.
    """
    made: Counter[str] = Counter()
    if document.claims:
        parts = labelled_parts(document, text)
        ours = found_parts(found.claims)
        for sort, spans in parts.items():
            if spans:
                made += compared(sort, spans, ours.get(sort, set()))
    if document.spans:
        made += _tagged(document.spans, found)
    return made


def compared(
    sort: str, labelled: Iterable[tuple[int, int]], found: Iterable[tuple[int, int]]
) -> Counter[str]:
    """Counts for one sort: exact, and overlap (one to one, in the order of the text)."""
    gold, ours = sorted(set(labelled)), sorted(set(found))
    made: Counter[str] = Counter()
    for way, hits in (("exact", len(set(gold) & set(ours))), ("overlap", overlapping(gold, ours))):
        made[f"{sort}, {way} hits"] = hits
        made[f"{sort}, {way} labelled"] = len(gold)
        made[f"{sort}, {way} found"] = len(ours)
    return made


def overlapping(gold: Sequence[tuple[int, int]], ours: Sequence[tuple[int, int]]) -> int:
    """How many pairs of overlapping spans there are when each is used once; both sorted.

    Largest possible for spans that do not overlap within a side (as intervals, earliest end first).
    """
    left = sorted(ours, key=lambda s: (s[1], s[0]))
    hits = 0
    for start, end in sorted(gold, key=lambda s: (s[1], s[0])):
        for place, (low, high) in enumerate(left):
            if low < end and high > start:
                del left[place]
                hits += 1
                break
    return hits


def labelled_parts(document: LabelledDocument, text: str) -> dict[str, set[tuple[int, int]]]:
    """Where the labelled parts of the claims stand in the text."""
    made: dict[str, set[tuple[int, int]]] = {"evidence": set()}
    for claim in document.claims:
        at = text.find(claim.evidence)
        if at < 0:
            continue
        made["evidence"].add((at, at + len(claim.evidence)))
        for part in ("subject", "object", "speaker", "cue"):
            if part in claim.words and (span := _near(text, claim, at, claim.words[part])):
                made.setdefault(part, set()).add(span)
    return made


def _near(text: str, claim: LabelledClaim, at: int, words: str) -> tuple[int, int] | None:
    """The occurrence of words inside the evidence, else the one nearest to it."""
    stop = at + len(claim.evidence)
    inside = text.find(words, at, stop)
    if inside >= 0:
        return inside, inside + len(words)
    before = text.rfind(words, max(0, at - _NEAR), at)
    after = text.find(words, at, stop + _NEAR)
    places = [(at - b - len(words), b) for b in [before] if b >= 0] + [
        (a - stop, a) for a in [after] if a >= 0
    ]
    start = min(places, default=(0, -1))[1]
    return (start, start + len(words)) if start >= 0 else None


def found_parts(claims: Sequence[FoundClaim]) -> dict[str, set[tuple[int, int]]]:
    """Where the parts of the found claims stand."""
    made: dict[str, set[tuple[int, int]]] = {
        n: set() for n in ("evidence", "subject", "object", "speaker", "cue")
    }
    for claim in claims:
        made["evidence"].add((claim.start, claim.end))
        for part, parties in (
            ("subject", claim.subjects),
            ("object", claim.objects),
            ("speaker", () if claim.by_author or claim.speaker is None else (claim.speaker,)),
        ):
            made[part].update((p.start, p.end) for p in parties if p.start is not None and p.end is not None)
        if claim.cue:
            made["cue"].add(claim.cue)
    return made


#: Labels of others' files → our kinds that answer to them; a label not listed stands for itself.
TAGS: dict[str, frozenset[str]] = {
    "per": frozenset({"Person"}), "person": frozenset({"Person"}), "politician": frozenset({"Person"}),
    "org": frozenset({"Institution", "GovernmentBody", "Company", "ThinkTank", "MediaOutlet", "Party",
                      "ArmedForce", "ArmedGroup", "Organization"}),
    "gpe": frozenset({"State", "Region", "Place"}), "loc": frozenset({"State", "Region", "Place"}),
    "country": frozenset({"State"}), "politicalparty": frozenset({"Party"}),
    "media": frozenset({"MediaOutlet"}),
    "event": frozenset({"Event"}), "election": frozenset({"Event"}),
}  # fmt: skip
TAGS["organisation"] = TAGS["organization"] = TAGS["org"]
TAGS["location"] = TAGS["loc"]
#: Labels for parts of an attribution → the part of a claim.
_ATTRIBUTION = {"source": "speaker", "cue": "cue", "content": "evidence"}


def _tagged(labelled: Sequence[LabelledSpan], found: FoundDocument) -> Counter[str]:
    """Spans with labels of any scheme: attribution by its parts, all others as names."""
    made: Counter[str] = Counter()
    parts = found_parts([c for c in found.claims if not c.by_author])
    names = [s for s in labelled if s.label.casefold() not in _ATTRIBUTION]
    for label, part in _ATTRIBUTION.items():
        own = [(s.start, s.end) for s in labelled if s.label.casefold() == label]
        if own:
            made += compared(label, own, parts[part])
    if names:
        ours = [s for s in found.spans if s.label not in ("Date", "Amount", "Group")]
        made += compared("name", ((s.start, s.end) for s in names), ((s.start, s.end) for s in ours))
        for label in sorted({s.label for s in names}):
            kinds = TAGS.get(label.casefold(), frozenset({label}))
            mine = [(s.start, s.end) for s in ours if s.label in kinds]
            made += compared(label, ((s.start, s.end) for s in names if s.label == label), mine)
    return made
