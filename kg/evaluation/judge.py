"""Found against labelled, for one document: which claims and entities are the same, and in what.

The rules are those of the annotation guide's scorer, so that its figures and ours can be put side by
side: a labelled claim is *found* when a claim of the product in the same words, or at least the same
sentence, shares a party or the speaker; of several such the one that agrees in most is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.found import FoundClaim, FoundDocument, FoundEntity
from kg.evaluation.labels import LabelledClaim, LabelledDocument, grown
from kg.evaluation.names import agree, norm
from kg.evaluation.spans import span_counts

#: Kinds of the product that the guide calls otherwise.
_KINDS = {"MediaOutlet": "Media"}


@dataclass(frozen=True, slots=True)
class Match:
    """A labelled claim beside a found one: in what they agree. close: their words overlap."""

    found: FoundClaim
    number: int  # place among the document's found claims
    parties: bool
    type: bool
    speaker: bool
    modality: bool
    close: bool
    some: bool  # one party at least is right
    date: bool | None  # None where none is labelled

    @property
    def whole(self) -> bool:
        """Parties on both sides, type and speaker are right."""
        return self.parties and self.type and self.speaker

    @property
    def weight(self) -> float:
        """How much agrees; the weights are the scorer's."""
        return (
            4 * (self.parties and self.type) + 2 * self.parties + 2 * self.type + 2 * self.speaker
            + self.modality + 0.5 * self.close
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: for each labelled claim its best match, for each found one its best label.

    right: numbers of found claims that stand in the words of a labelled one, share a party, and have
    its type or its speaker (the scorer's precision). whole: those that agree in all of it.
    """

    document: LabelledDocument
    found: FoundDocument
    best: tuple[Match | None, ...]
    labels: tuple[tuple[LabelledClaim, Match] | None, ...]
    right: frozenset[int]
    whole: frozenset[int]
    counts: Mapping[str, int]
    text: str


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A labelled claim with its names grown and its place in the text."""

    claim: LabelledClaim
    start: int
    end: int
    subjects: frozenset[str]
    objects: frozenset[str]
    speaker: frozenset[str] | None


def judge(document: LabelledDocument, found: FoundDocument, text: str) -> Judged:
    """Compare all claims and entities of a document."""
    forms = document.forms()
    author = frozenset({norm(document.author)} if document.author else ())
    wanted = [_wanted(claim, forms, text) for claim in document.claims]
    pairs = [
        (w, match)
        for w in wanted
        for number, claim in enumerate(found.claims)
        if (match := _match(w, claim, number, author))
    ]
    best: list[Match | None] = []
    for w in wanted:
        of = [m for other, m in pairs if other is w]
        chosen = max(of, key=lambda m: m.weight, default=None)
        best.append(chosen if chosen and chosen.weight > 0 else None)
    labels: list[tuple[LabelledClaim, Match] | None] = []
    for number in range(len(found.claims)):
        beside = [(w.claim, m) for w, m in pairs if m.number == number]
        labels.append(max(beside, key=lambda pair: pair[1].weight, default=None))
    right = frozenset(
        m.number for w, m in pairs if m.close and m.some and (m.type or (w.speaker and m.speaker))
    )
    whole = frozenset(m.number for _, m in pairs if m.whole)
    counts = _entity_counts(document, found) + _claim_counts(wanted, best)
    if "claims" in document.partial:  # where no claims were labelled, none is too much
        counts.update(_found_counts(found, labels))
        counts.update(right=len(right), found_whole=len(whole))
    counts += span_counts(document, found, text)
    return Judged(document, found, tuple(best), tuple(labels), right, whole, counts, text)


def _wanted(claim: LabelledClaim, forms: Mapping[str, frozenset[str]], text: str) -> _Wanted:
    start = text.find(claim.evidence)
    return _Wanted(
        claim, start, start + len(claim.evidence), grown(claim.subjects, forms), grown(claim.objects, forms),
        None if claim.speaker is None else grown(claim.speaker, forms),
    )  # fmt: skip


def _match(wanted: _Wanted, claim: FoundClaim, number: int, author: frozenset[str]) -> Match | None:
    close = claim.start < wanted.end and claim.end > wanted.start
    if not close and not (claim.around[0] < wanted.end and claim.around[1] > wanted.start):
        return None
    own = claim.speaker.names if claim.speaker else frozenset[str]()
    by_author = claim.by_author or agree(author, own)
    speaker = by_author if wanted.speaker is None else agree(wanted.speaker, own)
    everyone = wanted.subjects | wanted.objects
    some = agree(everyone, claim.parties) if everyone else True
    if not some and not (wanted.speaker and speaker):
        return None
    return Match(
        found=claim, number=number,
        parties=all(agree(side, claim.parties) for side in (wanted.subjects, wanted.objects) if side),
        type=bool(claim.types & set(wanted.claim.types)), speaker=speaker,
        modality=claim.modality == wanted.claim.modality, close=close, some=some,
        date=_same_date(wanted.claim.date, claim.dates),
    )  # fmt: skip


def _same_date(labelled: str | None, dates: Sequence[str]) -> bool | None:
    """Whether a found date begins like the labelled one (its start, if it is a span), or the other way."""
    if not labelled:
        return None
    start = labelled.partition("/")[0]
    return any(d.startswith(start) or start.startswith(d) for d in dates)


def _claim_counts(wanted: Sequence[_Wanted], best: Sequence[Match | None]) -> Counter[str]:
    made: Counter[str] = Counter(labelled_claims=len(wanted))
    for w, match in zip(wanted, best, strict=True):
        made["labelled_speakers"] += w.speaker is not None
        made["labelled_dates"] += bool(w.claim.date)
        made["labelled_modalities"] += w.claim.modality is not None
        if match:
            made["found"] += 1
            made["parties"] += match.parties
            made["type"] += match.type
            made["modality"] += match.modality
            made["found_with_modality"] += w.claim.modality is not None
            made["whole"] += match.whole
            made["speaker"] += w.speaker is not None and match.speaker
            made["date"] += bool(match.date)
    return made


def _found_counts(found: FoundDocument, labels: Sequence[tuple[LabelledClaim, Match] | None]) -> Counter[str]:
    """From the side of what was found: in what each claim agrees with its nearest label."""
    made: Counter[str] = Counter(found_claims=len(found.claims))
    for claim, beside in zip(found.claims, labels, strict=True):
        made["found_speakers"] += not claim.by_author
        if beside is None:
            continue
        label, match = beside
        made["found_parties"] += match.parties
        made["found_type"] += match.type
        made["found_modality"] += match.modality
        made["found_speaker"] += not claim.by_author and match.speaker
        made["found_dates"] += bool(label.date and claim.dates)
        made["found_date"] += bool(claim.dates and match.date)
    return made


def _entity_counts(document: LabelledDocument, found: FoundDocument) -> Counter[str]:
    if "entities" not in document.partial:
        return Counter()
    forms = document.forms()
    candidates = [[f for f in found.entities if f.names & forms[norm(e.name)]] for e in document.entities]
    matched = _matching([[f.ref for f in of] for of in candidates])
    made: Counter[str] = Counter(labelled_entities=len(document.entities), entities=matched)
    made["found_entities"] = sum(f.kind != "Group" for f in found.entities)
    for entity, of in zip(document.entities, candidates, strict=True):
        made["named"] += bool(of)
        made["one_id"] += len(of) == 1
        made["kind"] += bool({kind_of(f) for f in of} & entity.kinds)
    return made


def kind_of(entity: FoundEntity) -> str:
    """The kind of an entity in the guide's words."""
    return _KINDS.get(entity.kind, entity.kind)


def _matching(candidates: Sequence[Sequence[str]]) -> int:
    """Size of the largest one-to-one assignment (augmenting paths, Kuhn 1955)."""
    taken: dict[str, int] = {}

    def place(row: int, seen: set[str]) -> bool:
        for ref in candidates[row]:
            if ref not in seen:
                seen.add(ref)
                if ref not in taken or place(taken[ref], seen):
                    taken[ref] = row
                    return True
        return False

    return sum(place(row, set()) for row in range(len(candidates)))
