"""How sure a claim is: a logistic model of what made labelled claims right or wrong.

The traits are taken from the finished claim alone (how its parties and its speaker were found, which
rule fired …), so that anybody can compute the number again from a claim line.
Weights, intercept and the number of labelled claims stand in data/confidence.json, made by
bench/calibrate.py: logistic regression with an L2 penalty, fitted by Newton's method. Traits of length,
date, amounts, topic and speech act were tried and left out: on unseen documents they made it no better.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.claims import Claim, Confidence, Party

#: Ends of a written sentence.
STOPS = (".", "!", "?", "”", "»", '"')
#: Parties of one side that are looked at; a longer list says no more.
PARTIES = 3


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """Weights of traits in log-odds; a trait that labelled data never showed weighs nothing."""

    weights: Mapping[str, float]
    intercept: float
    labelled: int

    def probability(self, found: Iterable[str]) -> float:
        """Share of such claims that would be right, 0 … 1, to three places so that machines agree."""
        odds = self.intercept + sum(self.weights.get(trait, 0.0) for trait in sorted(set(found)))
        return round(1 / (1 + math.exp(-odds)), 3)

    def confidence(self, claim: Claim, rule: str) -> Confidence:
        """The number, and the rule and the data that it rests on."""
        basis = f"{rule}; logistic model of {self.labelled} labelled claims"
        return Confidence(value=self.probability(traits(claim, rule)), basis=basis)


def traits(claim: Claim, rule: str) -> tuple[str, ...]:
    """What the model looks at, as "name:value" words; each at most once, in no order that matters."""
    extractor = claim.extractor.partition("@")[0]
    sides = f"{min(PARTIES, len(claim.subjects))}-{min(PARTIES, len(claim.objects))}"
    found = {
        f"rule:{rule}",
        f"relation:{claim.relation}",
        f"sort:{extractor}|{claim.kind}",
        f"reporting:{claim.reporting}",
        f"modality:{claim.modality}",
        # A joint act has all its parties on one side.
        f"parties:{sides}{'|joint' if claim.symmetric else ''}",
        # A line without a final stop is a heading or a caption as often as a sentence.
        f"stop:{claim.evidence.sentence.rstrip().endswith(STOPS)}",
        *_speaker(claim),
        *_side("subject", claim.subjects, claim),
        *_side("object", claim.objects, claim),
    }
    return tuple(sorted(found))


def _speaker(claim: Claim) -> Iterator[str]:
    if claim.speaker is None:
        yield f"speaker:none|{claim.reporting}"
        return
    yield f"speaker:{claim.speaker.resolution}"
    yield f"speaker-kind:{claim.speaker.kind}"


def _side(side: str, parties: tuple[Party, ...], claim: Claim) -> Iterator[str]:
    """How and where each party of a side was found."""
    evidence = claim.evidence
    for party in parties[:PARTIES]:
        yield f"{side}-found:{party.resolution or 'implied'}"
        if claim.speaker is not None and party.ref == claim.speaker.ref:
            yield f"{side}-is-speaker"
        if party.start is None:
            continue
        if evidence.start <= party.start < evidence.end:
            yield f"{side}-at:evidence"
        elif evidence.sentence_start <= party.start < evidence.sentence_end:
            yield f"{side}-at:sentence"
        else:
            yield f"{side}-at:elsewhere"
