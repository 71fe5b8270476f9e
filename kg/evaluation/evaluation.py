"""A whole evaluation: judged documents, and every table made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kg.evaluation.alpha import CODED, alpha, coded
from kg.evaluation.calibration import Calibration, calibration
from kg.evaluation.causes import cause_of_extra, cause_of_miss
from kg.evaluation.figures import FIELDS, Counts, Interval, field_figures, figures, intervals, total, wilson
from kg.evaluation.judge import Judged
from kg.evaluation.sentence import around

#: Claim lines and entity lines of one document.
Extract = tuple[list[dict[str, Any]], list[dict[str, Any]]]
Row = dict[str, Any]
GROUPS = ("kind", "relation", "outlet", "text")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Documents compared with their labels. failures: (file, reason) of what could not be.

    extracts: what was extracted in memory, one a document; empty when lines were given.
    """

    documents: tuple[Judged, ...]
    failures: tuple[tuple[str, str], ...] = ()
    extracts: tuple[Extract, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """Sums over all documents."""
        return total(one.counts for one in self.documents)

    def figures(self) -> dict[str, float | None]:
        """The headline, 0 … 1: names as in `kg.evaluation.figures.RATIOS`, entity_f1 and f1."""
        return figures(self.counts)

    def rows(self) -> list[Row]:
        """One row a document and one for all, figures as percentages."""
        return [_row(one.document.name, one.counts) for one in self.documents] + [_row("TOTAL", self.counts)]

    def bounds(self, times: int, seed: int = 0) -> dict[str, Interval]:
        """Intervals of the headline by resampling documents."""
        return intervals([one.counts for one in self.documents], figures, times, seed)

    def field_names(self) -> list[str]:
        """Fields with something labelled: those of claims, then each sort of span, exact and overlap."""
        counts = self.counts
        spans = sorted(key.removesuffix(" labelled") for key in counts if key.endswith(" labelled"))
        return [f for f, keys in FIELDS.items() if counts[keys[1]]] + spans

    def fields(self, names: Sequence[str] | None = None, times: int = 0, seed: int = 0) -> list[Row]:
        """Precision, recall and F1 of each field, with intervals when times > 0."""
        chosen = list(names or self.field_names())

        def measure(counts: Counts) -> dict[str, float | None]:
            return {f"{n} {k}": v for n in chosen for k, v in field_figures(counts, n).items()}

        made, summed = [], self.counts
        bounds = intervals([one.counts for one in self.documents], measure, times, seed)
        for name in chosen:
            row: Row = {"field": name, **_percent(field_figures(summed, name))}
            for figure in ("precision", "recall", "f1"):
                if bound := bounds.get(f"{name} {figure}"):
                    row[f"{figure}_low"], row[f"{figure}_high"] = _bounds(bound)
            made.append(row)
        return made

    def by(self, group: str, times: int = 0, seed: int = 0) -> list[Row]:
        """A row a kind of claim, a type in the guide's words ("relation"), an outlet, or a kind of text.

        Recall figures are those of the labelled claims of the group, precision that of the found ones; a
        claim with several types is listed under the first.
        """
        if group in _OF_DOCUMENTS:
            pools: dict[str, list[Counts]] = {}
            for one in self.documents:
                name = getattr(one.document, _OF_DOCUMENTS[group]) or "(none)"
                pools.setdefault(name, []).append(one.counts)
        else:
            pools = _pools(self.documents, group)
        made = []
        for name in sorted(pools, key=lambda n: (-total(pools[n])["labelled_claims"], n)):
            row = _row(name, total(pools[name]), group)
            bounds = intervals(pools[name], figures, times, seed)
            for figure in ("strict", "precision"):
                if figure in bounds:
                    row[f"{figure}_low"], row[f"{figure}_high"] = _bounds(bounds[figure])
            made.append(row)
        return made

    def precisions(self, of: str | None = None) -> list[Row]:
        """How many found claims are right: all, or of each kind or relation (the product's own names).

        precision: in the words of a labelled claim, with a party and the type or the speaker right; whole:
        all right. Bounds are Wilson's. The labels may lack what is true, so both are lower bounds.
        """
        seen: dict[str, list[tuple[bool, bool]]] = {}
        for one in self.documents:
            for number, claim in enumerate(one.found.claims):
                verdict = (number in one.right, number in one.whole)
                seen.setdefault(str(getattr(claim, of)) if of else "all", []).append(verdict)
        made = []
        for name in sorted(seen, key=lambda n: (-len(seen[n]), n)):
            n, right = len(seen[name]), sum(r for r, _ in seen[name])
            bound = wilson(right, n) or Interval(0, 1)
            made.append(
                {of or "of": name, "claims": n, "precision": round(right / n, 3), "low": round(bound.low, 3),
                 "high": round(bound.high, 3), "whole": round(sum(w for _, w in seen[name]) / n, 3)}
            )  # fmt: skip
        return made

    def confusion(self) -> list[Row]:
        """How often claims labelled as one type were found as another; "(missed)" where not found."""
        seen: Counter[tuple[str, str]] = Counter()
        for one in self.documents:
            for claim, match in zip(one.document.claims, one.best, strict=True):
                if match is None:
                    seen[(claim.types or ("(none)",))[0], "(missed)"] += 1
                elif match.type:
                    same = min(match.found.types & set(claim.types))
                    seen[same, same] += 1
                else:
                    seen[(claim.types or ("(none)",))[0], match.found.label] += 1
        return [
            {"labelled": a, "found": b, "claims": n}
            for (a, b), n in sorted(seen.items(), key=lambda item: (-item[1], item[0]))
        ]

    def alphas(self) -> list[Row]:
        """Krippendorff's alpha of the extractor as a coder beside the labels, for each field."""
        return [
            {
                "field": field,
                "alpha": _rounded(alpha(coded(self.documents, field))),
                "with_omissions": _rounded(alpha(coded(self.documents, field, omissions=True)))
                if field in ("type", "kind")
                else None,
            }
            for field in CODED
        ]

    def calibration(self, bins: int = 10) -> Calibration | None:
        """Whether confidence is the share of whole claims; None without claims."""
        pairs = [
            (claim.confidence, number in one.whole)
            for one in self.documents
            for number, claim in enumerate(one.found.claims)
            if claim.confidence is not None and "claims" in one.document.partial
        ]
        return calibration(pairs, bins)

    def misses(self) -> list[Row]:
        """Every labelled claim that was not found whole, with what came nearest, its cause and sentence."""
        made = []
        for one in self.documents:
            for claim, match in zip(one.document.claims, one.best, strict=True):
                if match is None or not match.whole:
                    made.append(
                        {"what": "miss", "document": one.document.name, "id": claim.id, "kind": claim.kind,
                         "type": "|".join(claim.types), "subjects": "|".join(claim.subjects),
                         "objects": "|".join(claim.objects),
                         "speaker": "author" if claim.speaker is None else "|".join(claim.speaker),
                         "modality": claim.modality, "cause": cause_of_miss(one, claim, match),
                         "nearest": _shown(match) if match else "", **around(one.text, claim.evidence)}
                    )  # fmt: skip
        return made

    def extras(self) -> list[Row]:
        """Every found claim that is not right, with its cause and sentence."""
        made = []
        for one in self.documents:
            for number, claim in enumerate(one.found.claims):
                if number not in one.right and "claims" in one.document.partial:
                    made.append(
                        {"what": "extra", "document": one.document.name, "id": claim.extractor,
                         "kind": claim.kind, "type": claim.relation,
                         "subjects": "|".join(p.label for p in claim.subjects),
                         "objects": "|".join(p.label for p in claim.objects),
                         "speaker": claim.speaker.label if claim.speaker else "author",
                         "modality": claim.modality, "cause": cause_of_extra(one, number), "nearest": "",
                         **around(one.text, one.text[claim.start : claim.end], claim.start)}
                    )  # fmt: skip
        return made

    def measured(self, name: str) -> float | None:
        """One figure in percent: of the headline ("strict"), or of a field ("speaker.f1").

        Raises KeyError for a name that there is not.
        """
        field, dot, figure = name.rpartition(".")
        if dot:
            if field not in {*FIELDS, *self.field_names()}:
                raise KeyError(name)
            return _percent(field_figures(self.counts, field))[figure]
        return _percent(self.figures())[name]

    def as_dict(self, times: int = 0, seed: int = 0) -> dict[str, Any]:
        """Everything as plain values for JSON; figures are percentages, alphas and calibration are not."""
        found = self.calibration()
        return {
            "documents": [
                {**row, **_f1s(one.counts)} for row, one in zip(self.rows(), self.documents, strict=False)
            ],
            "total": {**self.rows()[-1], **_percent(self.figures())},
            "intervals": {name: _bounds(b) for name, b in self.bounds(times, seed).items()},
            "bootstrap": {"times": times, "seed": seed, "over": "documents"},
            "fields": self.fields(None, times, seed),
            **{f"by_{group}": self.by(group, times, seed) for group in GROUPS},
            "precision_by_kind": self.precisions("kind"),
            "precision_by_relation": self.precisions("relation"),
            "confusion": self.confusion(),
            "alpha": self.alphas(),
            "calibration": asdict(found) if found else None,
            "misses": self.misses(),
            "extras": self.extras(),
            "failures": [{"source": source, "reason": reason} for source, reason in self.failures],
        }


def _pools(judged: Sequence[Judged], group: str) -> dict[str, list[Counts]]:
    """Counts of each document by kind or first type."""
    pools: dict[str, list[Counts]] = {}
    for one in judged:
        made: dict[str, Counter[str]] = {}
        for claim, match in zip(one.document.claims, one.best, strict=True):
            name = claim.kind if group == "kind" else (claim.types or ("(none)",))[0]
            count = made.setdefault(name, Counter())
            count.update(
                labelled_claims=1,
                labelled_speakers=claim.speaker is not None,
                labelled_dates=bool(claim.date),
            )
            if match:
                count.update(
                    found=1, parties=match.parties, type=match.type, whole=match.whole,
                    modality=match.modality, found_with_modality=claim.modality is not None,
                    speaker=claim.speaker is not None and match.speaker, date=bool(match.date),
                )  # fmt: skip
        if "claims" in one.document.partial:
            for number, found in enumerate(one.found.claims):
                name = found.kind if group == "kind" else found.label
                made.setdefault(name, Counter()).update(found_claims=1, right=number in one.right)
        for name, count in made.items():
            pools.setdefault(name, []).append(count)
    return pools


#: Groups of whole documents → what of a document names its group.
_OF_DOCUMENTS = {"outlet": "outlet", "text": "genre"}
#: Columns of the table of documents: the scorer's, in its order.
_COLUMNS: Mapping[str, str] = {
    "entity_recall": "entity_recall", "entity_precision": "entity_precision", "kind": "entity_kind",
    "one_id": "one_id", "found": "found", "parties": "parties", "type": "type", "speaker": "speaker",
    "modality": "modality", "strict": "strict", "precision": "precision", "date": "date",
}  # fmt: skip


def _row(name: str, counts: Counts, first: str = "document") -> Row:
    made = _percent(figures(counts))
    sums = {"labelled": counts.get("labelled_claims", 0), "claims": counts.get("found_claims", 0)}
    columns = {shown: made[figure] for figure, shown in _COLUMNS.items()}
    if first != "document":
        columns = {k: v for k, v in columns.items() if first in _OF_DOCUMENTS or k not in _OF_ENTITIES}
    return {first: name, **sums, **columns}


_OF_ENTITIES = frozenset({"entity_recall", "entity_precision", "entity_kind", "one_id"})


def _percent(made: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(100 * value, 1) for name, value in made.items()}


def _f1s(counts: Counts) -> dict[str, float | None]:
    made = _percent(figures(counts))
    return {name: made[name] for name in ("entity_f1", "f1")}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _bounds(bound: Interval) -> tuple[float, float]:
    return round(100 * bound.low, 1), round(100 * bound.high, 1)


def _shown(match: Any) -> str:
    claim = match.found
    sides = [", ".join(p.label for p in side) for side in (claim.subjects, claim.objects)]
    speaker = f", said by {claim.speaker.label}" if claim.speaker else ""
    return f"{sides[0]} {claim.relation} {sides[1]}".strip() + speaker
