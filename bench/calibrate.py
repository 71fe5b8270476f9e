"""What makes claims right or wrong on labelled data: makes data/confidence.json.

python -m bench.calibrate GOLD_DIR [OTHER_GOLD_DIR]

GOLD_DIR holds NAME.jsonl (entities and claims by the annotation guide), docs/NAME.txt and
documents.json. A claim counts as right when a labelled claim overlaps its evidence, has the same
type and speaker, and shares a party on each side. The model is fitted to the traits of
`kg.extract.confidence`; the reliability curve printed is that of documents the model did not see
(eight folds over documents), and of another labelled folder if one is given.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.extract.confidence import ConfidenceModel, traits
from kg.flow.road import travel
from kg.knowledge.places import data_path
from kg.model.claims import Claim, Party
from kg.model.relations import Relation
from kg.text.metadata import Given
from kg.text.read import read
from kg.text.sources import SourceItem

#: Chosen on folds over documents: from 4 to 16 the Brier score stays within 0.002.
PENALTY = 8.0
#: Claims that must show a trait for it to be weighed.
LEAST = 3
STEPS, TOLERANCE = 50, 1e-7
#: Labels of the guide for relations without a PLOVER type.
GUIDE = {
    Relation.HOLDS_POSITION_AT: "POSITION", Relation.MEMBER_OF: "MEMBER", Relation.PART_OF: "PART",
    Relation.LEADS: "LEADS", Relation.PARTICIPATES_IN: "PARTICIPATES", Relation.PARTY_TO: "PARTY_TO",
    Relation.LOCATED_IN: "LOCATED", Relation.BASED_IN: "LOCATED", Relation.FOUNDED: "FOUNDED",
    Relation.OWNS: "OWNS", Relation.HAS_OBSERVATION: "OBSERVATION", Relation.SPEAKS_ABOUT: "STATEMENT",
    Relation.LARGEST_TRADE_PARTNER_OF: "COOPERATE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim as the model sees it."""

    document: str
    traits: tuple[str, ...]
    right: bool


def norm(text: str) -> str:
    """A name as compared: case, possessives, punctuation and articles do not count."""
    text = re.sub(r"[’'`´]s\b", "", unicodedata.normalize("NFKC", text).casefold())
    text = re.sub(r"[^\w\s]", " ", text)
    return " ".join(re.sub(r"^\s*(the|a|an)\s+", "", text).split())


@dataclass
class Gold:
    """The labels of one document, with every name's other forms."""

    text: str
    claims: list[Mapping[str, Any]]
    forms: Mapping[str, set[str]] = field(default_factory=dict)

    def names(self, wanted: Iterable[str]) -> set[str]:
        """Every form of every name."""
        return set().union(*(self.forms.get(norm(w), {norm(w)}) for w in wanted)) if wanted else set()


def load_gold(path: Path, text: str) -> Gold:
    """The labels of a document."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    forms = {}
    for row in rows:
        if row["k"] == "entity":
            every = {norm(row["name"]), *(norm(a) for a in row.get("alt") or [])}
            forms[norm(row["name"])] = every
    return Gold(text, [row for row in rows if row["k"] == "claim"], forms)


def named(parties: Iterable[Party]) -> set[str]:
    """What the parties of a claim are called."""
    return {norm(name) for p in parties for name in (p.label, p.mention or "") if name}


def right(claim: Claim, gold: Gold) -> bool:
    """Whether a labelled claim stands in the same place and says the same of the same."""
    everyone = named([*claim.subjects, *claim.objects, *claim.instrument])
    types = {GUIDE.get(claim.relation, ""), str(claim.plover or ""), claim.kind.upper()}
    for row in gold.claims:
        at = gold.text.find(row["ev"])
        if at < 0 or claim.evidence.start >= at + len(row["ev"]) or claim.evidence.end <= at:
            continue
        subjects, objects = gold.names(row["s"]), gold.names(row["o"])
        parties = (not subjects or subjects & everyone) and (not objects or objects & everyone)
        if parties and types & set(row["type"]) and _same_speaker(claim, row, gold):
            return True
    return False


def _same_speaker(claim: Claim, row: Mapping[str, Any], gold: Gold) -> bool:
    speaker = row["speaker"]
    if speaker == "author":
        own = norm(claim.document.author or "")
        return claim.reporting == "author" or (bool(own) and own in named_speaker(claim))
    return claim.speaker is not None and bool(gold.names(speaker or []) & named_speaker(claim))


def named_speaker(claim: Claim) -> set[str]:
    """What the speaker of a claim is called."""
    speaker = claim.speaker
    return {norm(n) for n in (speaker.label, speaker.mention or "") if n} if speaker else set()


def read_labelled(folder: Path) -> list[Judged]:
    """Every claim extracted from the documents of a folder, and whether it was right."""
    known = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
    judged = []
    for path in sorted((folder / "docs").glob("*.txt")):
        about = known.get(path.stem) or {}
        given = Given(date=about.get("date"), outlet=about.get("outlet"), author=about.get("author"))
        record = travel(read(SourceItem(path.name, path=path), given))
        gold = load_gold(folder / f"{path.stem}.jsonl", record.document.text)
        for claim in record.claims:
            found = traits(claim, claim.confidence.basis.partition(";")[0])
            judged.append(Judged(path.stem, found, right(claim, gold)))
    return judged


def fit(judged: Sequence[Judged], penalty: float = PENALTY) -> ConfidenceModel:
    """Logistic regression on the traits of at least LEAST claims, by Newton's method.

    The penalty on the squared weights (the intercept is free) draws rare traits to zero.
    """
    import numpy as np

    counts = Counter(trait for row in judged for trait in row.traits)
    names = sorted(trait for trait, n in counts.items() if n >= LEAST)
    place = {name: i + 1 for i, name in enumerate(names)}
    x = np.zeros((len(judged), len(names) + 1))
    x[:, 0] = 1
    for i, row in enumerate(judged):
        x[i, [place[t] for t in row.traits if t in place]] = 1
    y = np.array([row.right for row in judged], dtype=float)
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
    return ConfidenceModel(weights, round(float(w[0]), 4), len(judged))


def reliability(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Rows of a reliability curve: mean confidence, share right, number of claims, for each tenth."""
    rows = []
    for step in range(bins):
        inside = [(p, r) for p, r in pairs if min(bins - 1, int(p * bins)) == step]
        if inside:
            n = len(inside)
            rows.append((sum(p for p, _ in inside) / n, sum(r for _, r in inside) / n, n))
    return rows


def crossed(judged: Sequence[Judged], folds: int = 8) -> list[tuple[float, bool]]:
    """Confidence of each claim by a model that has not seen its document, and whether it was right."""
    names = sorted({row.document for row in judged})
    pairs = []
    for fold in range(folds):
        out = set(names[fold::folds])
        model = fit([row for row in judged if row.document not in out])
        pairs += [(model.probability(r.traits), r.right) for r in judged if r.document in out]
    return pairs


def report(title: str, pairs: Sequence[tuple[float, bool]]) -> None:
    """Brier score, expected calibration error and the reliability curve."""
    n = len(pairs)
    brier = sum((p - r) ** 2 for p, r in pairs) / n
    share = sum(r for _, r in pairs) / n
    rows = reliability(pairs)
    error = sum(k * abs(p - r) for p, r, k in rows) / n
    print(
        f"{title}: {n} claims, {share:.3f} right; Brier {brier:.3f} (constant {share * (1 - share):.3f}), "
        f"calibration error {error:.3f}"
    )
    for p, r, k in rows:
        print(f"  confidence {p:.2f}  right {r:.2f}  claims {k}")


def main() -> None:
    """Write the weights beside the other data; report on unseen documents."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m bench.calibrate GOLD_DIR [OTHER_GOLD_DIR]")
    judged = read_labelled(Path(sys.argv[1]))
    model = fit(judged)
    weights = dict(sorted(model.weights.items()))
    row = {"intercept": model.intercept, "labelled": model.labelled, "weights": weights}
    target = data_path() / "confidence.json"
    target.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report("crossed over documents", crossed(judged))
    if len(sys.argv) == 3:
        other = read_labelled(Path(sys.argv[2]))
        report("other documents", [(model.probability(row.traits), row.right) for row in other])


if __name__ == "__main__":
    main()
