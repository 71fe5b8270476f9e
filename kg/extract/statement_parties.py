"""Who stands as subject and who as objects of a statement, weighed by what labelled clauses taught.

Two logistic models, one for each side, over the signs of `kg.extract.statement_candidates`. The weights
stand in data/statement_parties.json, made by bench/fit_parties.py on labelled texts.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.base import Role
from kg.extract.statement_candidates import Candidate
from kg.knowledge.places import data_path

#: An actor that the clause itself names is its second party sooner than one that stands around it: on
#: documents the model had not seen, objects above these probabilities were right in 8 of 10 clauses, and
#: in 6 of 10 of the others.
LEAST = {"clause": 0.1, "sentence": 0.25, "back1": 0.35, "back2": 0.35, "topic": 0.35}
#: What the speaker says of itself alone ties nobody to anybody: then it is sooner about those around.
LEAST_OF_ONESELF = {**LEAST, "sentence": 0.15, "back1": 0.25, "back2": 0.25}
#: A further object must be surer than the first.
FURTHER = {"clause": 0.35, "sentence": 0.5, "back1": 0.5, "back2": 0.5, "topic": 0.5}
OBJECTS = 3
#: Signs of those around a clause who only say what it says, or for whom it is said.
_SAYING = frozenset({"speaks", "kind:MediaOutlet", "kind:ThinkTank"})
_BEFORE = frozenset({"back1", "back2", "topic"})
#: Who stands as subject although the grammar does not say so.
SUBJECT = {"clause": 0.2, "sentence": 0.35, "back1": 0.35, "back2": 0.35, "topic": 0.35}


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of signs in log-odds; a sign that labelled data never showed weighs nothing."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, signs: Iterable[str]) -> float:
        """Share of such candidates that labelled clauses are about, to three places, 0 … 1."""
        odds = self.intercept + sum(self.weights.get(sign, 0.0) for sign in sorted(signs))
        return round(1 / (1 + math.exp(-odds)), 3)


@cache
def models() -> tuple[Model, Model]:
    """The models of subjects and of objects."""
    row = json.loads(data_path("statement_parties.json").read_text(encoding="utf-8"))
    subject, other = (Model(row[side]["weights"], row[side]["intercept"]) for side in ("subject", "object"))
    return subject, other


def choose_subjects(candidates: Sequence[Candidate], model: Model | None = None) -> list[Candidate]:
    """Whom the grammatical subject names, else the likeliest actor; [] if none is likely."""
    if doers := [c for c in candidates if c.subject]:
        return doers
    model = model or models()[0]
    weighed = [(model.probability(c.signs), -n, c) for n, c in enumerate(candidates)]
    likely = [each for each in weighed if each[0] >= SUBJECT.get(each[2].zone, 1.0)]
    best = max(likely, key=lambda each: each[:2], default=None)
    return [] if best is None else [best[2]]


def choose_objects(
    candidates: Sequence[Candidate], subjects: Sequence[Candidate], model: Model | None = None
) -> list[Candidate]:
    """The other actors that the clause is about, the likeliest first; often none."""
    model = model or models()[1]
    taken = {c.role.key for c in subjects}
    least = LEAST_OF_ONESELF if subjects and "speaks" in subjects[0].signs else LEAST
    weighed = [
        (-model.probability(signs_beside(c, subjects)), n, c)
        for n, c in enumerate(candidates)
        if c.role.key not in taken and c.zone in least and not _beside_the_point(c, subjects)
    ]
    likely = sorted(each for each in weighed if -each[0] >= least[each[2].zone])
    return [c for share, n, c in likely[:OBJECTS] if c is likely[0][2] or -share >= FURTHER[c.zone]]


def _beside_the_point(candidate: Candidate, subjects: Sequence[Candidate]) -> bool:
    """Who cannot be the second party: whoever only says it, and a name inside the subject's own name."""
    if candidate.zone != "clause" and not candidate.signs.isdisjoint(_SAYING):
        return True  # "We hope that Ruritania …", "according to a source in Borduria, …"
    if "speaks" in candidate.signs and any(c.side and c.side == candidate.side for c in subjects):
        return True  # "Our country is calm", says its minister
    if candidate.zone in _BEFORE and any(c.side and c.side == candidate.side for c in subjects):
        return True  # "The court ruled. Its judges were divided": the country is no second party
    mine = candidate.role.mention
    return mine is not None and any(
        other is not None and other.first <= mine.first and mine.last <= other.last
        for other in (c.role.mention for c in subjects)
    )


def signs_beside(candidate: Candidate, subjects: Sequence[Candidate]) -> frozenset[str]:
    """The signs of a candidate for the objects, given who stands as subject."""
    if not subjects:
        return candidate.signs | {"no-subject"}
    first = subjects[0]
    mine, other = (next(s for s in sorted(c.signs) if s.startswith("kind:")) for c in (candidate, first))
    same = candidate.side is not None and candidate.side == first.side
    return candidate.signs | {
        f"{candidate.zone}|beside-side:{'same' if same else 'other' if candidate.side else 'none'}",
        f"beside:{other}|{mine}",
        f"{candidate.zone}|beside:{first.zone}",
        f"{candidate.zone}|beside-speaker:{'speaks' in first.signs}",
    }


def roles(candidates: Iterable[Candidate]) -> tuple[Role, ...]:
    """The roles of some candidates."""
    return tuple(c.role for c in candidates)
