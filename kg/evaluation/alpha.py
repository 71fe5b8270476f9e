"""Krippendorff's alpha: how far coders agree beyond chance.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), nominal metric, any number of
coders, missing values allowed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from kg.evaluation.judge import Judged, Match
from kg.evaluation.labels import LabelledClaim

Unit = Sequence[Hashable | None]


def alpha(units: Sequence[Unit]) -> float | None:
    """Nominal alpha: 1 is perfect agreement, 0 that of chance, below 0 systematic disagreement.

    units: for each thing coded, the value of every coder, None where a coder gave none. A unit with fewer
    than two values says nothing about agreement and does not count. None when no unit counts, or when
    all values are the same, since then there is nothing that could have differed.
    """
    observed = 0.0
    values: Counter[Hashable] = Counter()
    for unit in units:
        given = Counter(v for v in unit if v is not None)
        m = given.total()
        if m < 2:
            continue
        values.update(given)
        # Pairs of unlike values in the unit, each weighted by 1 / (m - 1).
        observed += sum(n * (m - n) for n in given.values()) / (m - 1)
    n = values.total()
    expected = sum(k * (n - k) for k in values.values()) / (n - 1) if n > 1 else 0.0
    return 1 - observed / expected if expected else None


#: What the extractor is scored in as a coder.
CODED = ("type", "kind", "modality", "speaker", "date")


def coded(judged: Sequence[Judged], field: str, *, omissions: bool = False) -> list[Unit]:
    """Units of two coders, the labels and the extractor, for one of `CODED`.

    A unit is a labelled claim; the extractor's value is that of the best match. Where it has none, the
    value is missing, or with `omissions` a value of its own; then claims that only the extractor has are
    units too. Where the labels allow several values, the one that the extractor chose stands for both.
    """
    units: list[Unit] = []
    for one in judged:
        for claim, match in zip(one.document.claims, one.best, strict=True):
            ours = _ours(claim, match, field) if match else None
            theirs = ours if match and _right(claim, match, field) else _theirs(claim, field)
            if match is None and omissions:
                ours = "(nothing)"
            units.append((theirs, ours))
        if omissions:
            units += [
                ("(nothing)", found.label if field == "type" else getattr(found, field, "(something)"))
                for number, found in enumerate(one.found.claims)
                if number not in one.right
            ]
    return units


def _right(claim: LabelledClaim, match: Match, field: str) -> bool:
    if field == "kind":
        # An utterance that is an act may be labelled as event or statement: the guide accepts either.
        return match.found.kind == claim.kind or (
            match.type and {match.found.kind, claim.kind} == {"event", "statement"}
        )
    return bool(getattr(match, field))


def _ours(claim: LabelledClaim, match: Match, field: str) -> Hashable | None:
    if field == "type":
        return min(match.found.types & set(claim.types), default=match.found.label)
    if field == "speaker":
        if match.found.by_author or match.found.speaker is None:
            return "(author)"
        return match.found.speaker.label
    if field == "date":
        return min(match.found.dates, default="(none)") if claim.date else None
    value: Hashable | None = getattr(match.found, field)
    return value


def _theirs(claim: LabelledClaim, field: str) -> Hashable | None:
    if field == "type":
        return claim.types[0] if claim.types else None
    if field == "speaker":
        return "(author)" if claim.speaker is None else (claim.speaker or ("(unknown)",))[0]
    value: Hashable | None = getattr(claim, field)
    return value
