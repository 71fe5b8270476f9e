"""What makes claims right or wrong on labelled data: makes data/confidence.json.

python -m bench.calibrate GOLD [OTHER_GOLD]

GOLD: labelled texts as `kg eval` takes them. A claim counts as right when a labelled claim in its words or
its sentence has a party on each side, the type and the speaker in common with it. The model is fitted to the
traits of `kg.extract.confidence`; the reliability curve printed is that of documents the model did not see
(eight folds over documents), and of another labelled set if one is given.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.evaluation import evaluate
from kg.evaluation.calibration import calibration
from kg.extract.confidence import ConfidenceModel, traits
from kg.knowledge.places import data_path
from kg.store.claims import claim_model

#: Chosen on folds over documents: from 4 to 16 the Brier score stays within 0.002.
PENALTY = 8.0
#: Claims that must show a trait for it to be weighed.
LEAST = 3
STEPS, TOLERANCE = 50, 1e-7


@dataclass(frozen=True, slots=True)
class Sample:
    """A claim as the model sees it."""

    document: str
    traits: tuple[str, ...]
    right: bool


def read_labelled(folder: str) -> list[Sample]:
    """Every claim extracted from labelled texts, and whether it was right."""
    done = evaluate([folder])
    for source, reason in done.failures:
        sys.exit(f"{source}: {reason}")
    samples = []
    for judged, (lines, _) in zip(done.documents, done.extracts, strict=True):
        for number, line in enumerate(lines):
            claim = claim_model(line)
            found = traits(claim, claim.confidence.basis.partition(";")[0])
            right = number in judged.whole and number in judged.right
            samples.append(Sample(judged.document.name, found, right))
    return samples


def fit(samples: Sequence[Sample], penalty: float = PENALTY) -> ConfidenceModel:
    """Logistic regression on the traits of at least LEAST claims, by Newton's method.

    The penalty on the squared weights (the intercept is free) draws rare traits to zero.
    """
    import numpy as np

    counts = Counter(trait for row in samples for trait in row.traits)
    names = sorted(trait for trait, n in counts.items() if n >= LEAST)
    place = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(samples), len(names) + 1))
    x[:, 0] = 1
    for i, row in enumerate(samples):
        x[i, [place[t] for t in row.traits if t in place]] = 1
    y = np.array([row.right for row in samples], dtype=float)
    draw = np.full(len(names) + 1, penalty)
    draw[0] = 1e-6
    w = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (p - y) + draw * w
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(draw), slope)
        w -= step
        if abs(step).max() < TOLERANCE:
            break
    weights = {name: round(float(w[i]), 4) for name, i in place.items()}
    return ConfidenceModel(weights, round(float(w[0]), 4), len(samples))


def crossed(samples: Sequence[Sample], folds: int = 8) -> list[tuple[float, bool]]:
    """Confidence of each claim by a model that has not seen its document, and whether it was right."""
    names = sorted({row.document for row in samples})
    pairs = []
    for fold in range(folds):
        out = set(names[fold::folds])
        model = fit([row for row in samples if row.document not in out])
        pairs += [(model.probability(r.traits), r.right) for r in samples if r.document in out]
    return pairs


def report(title: str, pairs: Sequence[tuple[float, bool]]) -> None:
    """Brier score, expected calibration error and the reliability curve."""
    found = calibration(pairs)
    assert found is not None
    share = sum(right for _, right in pairs) / len(pairs)
    print(
        f"{title}: {found.claims} claims, {share:.3f} right; Brier {found.brier:.3f} "
        f"(a constant: {share * (1 - share):.3f}), calibration error {found.ece:.3f}"
    )
    for b in found.bins:
        print(f"  confidence {b.confidence:.2f}  right {b.right:.2f}  claims {b.claims}")


def main() -> None:
    """Write the weights beside the other data; report on unseen documents."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m bench.calibrate GOLD [OTHER_GOLD]")
    samples = read_labelled(sys.argv[1])
    model = fit(samples)
    weights = dict(sorted(model.weights.items()))
    row = {"intercept": model.intercept, "labelled": model.labelled, "weights": weights}
    target = data_path() / "confidence.json"
    target.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report("crossed over documents", crossed(samples))
    if len(sys.argv) == 3:
        other = read_labelled(sys.argv[2])
        report("other documents", [(model.probability(row.traits), row.right) for row in other])


if __name__ == "__main__":
    main()
