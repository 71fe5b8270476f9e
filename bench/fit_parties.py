"""Learns whom statements are about: makes data/statement_parties.json from labelled texts.

usage: python -m bench.fit_parties GOLD [OTHER_GOLD]

GOLD holds NAME.jsonl, docs/NAME.txt and documents.json as `kg eval` takes them. Every clause that a labelled
claim overlaps (by a third of both together or more) gives its candidates, each right or wrong as subject
and as object. Two logistic models with an L2 penalty are fitted by Newton's method. Printed: how often
subject and objects are right on documents that the models have not seen (six folds over documents), and
on another labelled set if one is given.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.evaluation.gold import gather
from kg.evaluation.labels import LabelledDocument, grown
from kg.evaluation.names import agree, norms
from kg.extract.base import Attribution, Role
from kg.extract.events.parties import Parties
from kg.extract.reported import innermost
from kg.extract.statement_candidates import Candidate, Candidates, Clause
from kg.extract.statement_clauses import clause_of, heads
from kg.extract.statement_parties import Model, choose_objects, choose_subjects, signs_beside
from kg.extract.statements import one_voice
from kg.flow.road import analyse
from kg.knowledge.places import data_path
from kg.model.cast import Cast
from kg.model.vocabulary import Reporting
from kg.text.annotate import Annotated
from kg.text.metadata import Given
from kg.text.read import read
from kg.text.sources import SourceItem

if TYPE_CHECKING:
    from spacy.tokens import Span

PENALTY = 15.0
#: Candidates that must show a sign for it to be weighed.
LEAST = 6
#: Share of clause and labelled words together that both must have in common.
OVERLAP = 0.3
FOLDS, STEPS, TOLERANCE = 6, 30, 1e-6


@dataclass(frozen=True, slots=True)
class Sample:
    """The candidates of one clause, and which of them labels accept as subject and as object."""

    document: str
    statement: bool
    candidates: tuple[Candidate, ...]
    subjects: frozenset[str]
    objects: frozenset[str]


def samples_of(folder: Path) -> list[Sample]:
    """Every clause of the labelled texts that a labelled claim overlaps."""
    problems: list[str] = []
    labelled = gather([folder], None, lambda source, reason: problems.append(f"{source}: {reason}"))
    if problems:
        sys.exit("\n".join(problems))
    return [sample for document in labelled for sample in _samples(document)]


def _samples(labelled: LabelledDocument) -> Iterator[Sample]:
    assert labelled.path is not None
    given = Given(date=labelled.date, outlet=labelled.outlet, author=labelled.author)
    annotated, cast, found = analyse(read(SourceItem(labelled.path.name, path=labelled.path), given))
    raw, forms = annotated.repaired.raw_text, labelled.forms()
    names = _names(cast)
    spans = [(raw.find(c.evidence), c) for c in labelled.claims]
    for clause, parties, near in _clauses(annotated, cast, found.attributions):
        low, high = annotated.raw_span(*clause.place)
        share, claim = max(
            ((_overlap(low, high, at, at + len(c.evidence)), c) for at, c in spans if at >= 0),
            key=lambda each: each[0],
            default=(0.0, None),
        )
        if claim is None or share < OVERLAP:
            continue
        candidates = tuple(near.of(clause, parties))
        sides = [
            frozenset(c.role.key for c in candidates if agree(grown(wanted, forms), names[c.role.key]))
            for wanted in (claim.subjects, claim.objects)
        ]
        yield Sample(labelled.name, claim.kind == "statement", candidates, sides[0], sides[1])


def _clauses(
    annotated: Annotated, cast: Cast, said: Sequence[Attribution]
) -> Iterator[tuple[Clause, Parties, Candidates]]:
    """The clauses of a document as they are read for statements, whoever says them."""
    direct = [a for a in said if a.speakers and a.reporting is not Reporting.INDIRECT]
    parties = Parties(cast, [(*span, a.speakers[0]) for a in direct for span in a.spans])
    near = Candidates(annotated, cast)
    own = (cast.author,) if cast.author and one_voice(annotated, cast) else ()
    for sentence in annotated.sentences:
        if sentence.heading:
            continue
        whole = annotated.parse[sentence.first : sentence.last]
        topic: tuple[Role, ...] = ()
        for head in heads(whole):
            index = innermost(said, (head.idx, head.idx + len(head)))
            within: Span = whole
            speakers: tuple[str, ...] = own
            if index is not None:
                speakers = said[index].speakers
                low, high = next(s for s in said[index].spans if s[0] <= head.idx < s[1])
                within = annotated.stretch(max(low, whole.start_char), min(high, whole.end_char)) or whole
            clause = clause_of(annotated, head, within, topic, speakers)
            if clause is not None:
                yield clause, parties, near
                topic = parties.actors(list(clause.subject)) or topic


def _names(cast: Cast) -> dict[str, frozenset[str]]:
    made = {key: {f.name, f.written, *f.aliases} for key, f in cast.figures.items()}
    for mention in cast.mentions:
        for key in mention.refs:
            made[key].add(mention.text)
    return {key: norms(names) for key, names in made.items()}


def _overlap(low: int, high: int, start: int, end: int) -> float:
    common = min(high, end) - max(low, start)
    return common / (max(high, end) - min(low, start)) if common > 0 else 0.0


def fit(rows: Sequence[tuple[frozenset[str], bool]], penalty: float = PENALTY) -> Model:
    """Logistic regression on the signs of at least LEAST candidates, by Newton's method."""
    import numpy as np

    counts = Counter(sign for signs, _ in rows for sign in signs)
    place = {name: i + 1 for i, name in enumerate(sorted(s for s, n in counts.items() if n >= LEAST))}
    x = np.zeros((len(rows), len(place) + 1))
    x[:, 0] = 1
    for i, (signs, _) in enumerate(rows):
        x[i, [place[s] for s in signs if s in place]] = 1
    y = np.array([right for _, right in rows], dtype=float)
    draw = np.full(len(place) + 1, penalty)
    draw[0] = 1e-6
    w = np.zeros(len(place) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.diag(draw), x.T @ (p - y) + draw * w)
        w -= step
        if abs(step).max() < TOLERANCE:
            break
    return Model({name: round(float(w[i]), 3) for name, i in place.items()}, round(float(w[0]), 3))


def fit_both(samples: Sequence[Sample]) -> tuple[Model, Model]:
    """The models of subjects and, beside the subjects that the first one chooses, of objects."""
    first = fit([(c.signs, c.role.key in s.subjects) for s in samples for c in s.candidates])
    rows = []
    for sample in samples:
        subjects = choose_subjects(sample.candidates, first)
        taken = {c.role.key for c in subjects}
        rows += [
            (signs_beside(c, subjects), c.role.key in sample.objects)
            for c in sample.candidates
            if c.role.key not in taken
        ]
    return first, fit(rows)


def crossed(samples: Sequence[Sample]) -> Counter[str]:
    """How often the models are right on statements of documents that they have not seen."""
    names = sorted({s.document for s in samples})
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        both = fit_both([s for s in samples if s.document not in out])
        counts += judged([s for s in samples if s.document in out], *both)
    return counts


def judged(samples: Sequence[Sample], first: Model, second: Model) -> Counter[str]:
    """Counts over the statements: empty sides, subjects and objects all right, both."""
    counts: Counter[str] = Counter()
    for sample in samples:
        if not sample.statement:
            continue
        subjects = choose_subjects(sample.candidates, first)
        objects = choose_objects(sample.candidates, subjects, second)
        mine, others = ({c.role.key for c in side} for side in (subjects, objects))
        accepted = sample.subjects | sample.objects
        counts["statements"] += 1
        counts["no subject"] += not mine
        counts["subject right"] += bool(mine) and mine <= sample.subjects
        counts["no object"] += not others
        # Labels that accept the subject as object too ask for no second party.
        object_right = bool((mine | others) & sample.objects) and others <= accepted
        counts["objects right"] += object_right
        counts["pair right"] += bool((mine | others) & sample.subjects and (mine | others) & sample.objects)
        counts["whole right"] += bool(mine) and mine <= sample.subjects and object_right
        counts["objects"] += len(others)
    return counts


def report(title: str, counts: Counter[str]) -> None:
    """Shares in percent."""
    of = counts.pop("statements")
    print(f"{title}: {of} statements; " + ", ".join(f"{k} {100 * n / of:.1f}" for k, n in counts.items()))


def main() -> None:
    """Write the weights; report on unseen documents."""
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: python -m bench.fit_parties GOLD [OTHER_GOLD]")
    samples = samples_of(Path(sys.argv[1]))
    both = fit_both(samples)
    row: dict[str, Any] = {"labelled": len(samples)}
    for side, model in zip(("subject", "object"), both, strict=True):
        row[side] = {"intercept": model.intercept, "weights": dict(sorted(model.weights.items()))}
    target = data_path() / "statement_parties.json"
    target.write_text(json.dumps(row, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    report("crossed over documents", crossed(samples))
    if len(sys.argv) == 3:
        report("other documents", judged(samples_of(Path(sys.argv[2])), *both))


if __name__ == "__main__":
    main()
