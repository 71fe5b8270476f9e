"""How sure a claim is: a logistic model of what made labelled claims right or wrong.

The traits are taken from the finished claim alone (how its parties and its speaker were found, which
rule fired, how long the words are …), so that anybody can compute the number again from a claim line.
Weights, intercept and the number of labelled claims stand in data/confidence.json, made by
bench/calibrate.py: logistic regression with an L2 penalty, fitted by Newton's method.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.claims import Claim, Confidence, Party

#: Words counted as one step of length: of a sentence, of the evidence. The last step is open-ended.
SENTENCE_STEP, EVIDENCE_STEP, LAST_STEP = 10, 5, 6
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
    sentence = len(claim.evidence.sentence.split())
    words = len(claim.evidence.display.split())
    found = {
        f"extractor:{extractor}",
        f"relation:{claim.relation}",
        f"sort:{extractor}|{claim.kind}|{claim.reporting}",
        f"reporting:{claim.reporting}",
        f"modality:{claim.modality}",
        f"act:{claim.speech_act}",
        f"plover:{claim.plover or '-'}",
        f"rule:{rule}",
        f"sentence-words:{min(LAST_STEP, sentence // SENTENCE_STEP)}",
        f"words:{min(LAST_STEP, words // EVIDENCE_STEP)}|{claim.kind}",
        f"amounts:{bool(claim.amounts)}",
        f"dated:{bool(claim.occurred or claim.valid)}",
        f"instrument:{bool(claim.instrument)}",
        f"where:{bool(claim.where)}",
        f"hops:{len(claim.attribution)}",
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
    """How many stand on a side, of which kinds, and how and where each was found."""
    yield f"{side}s:{min(PARTIES, len(parties))}"
    evidence = claim.evidence
    for party in parties[:PARTIES]:
        yield f"{side}-kind:{party.kind}"
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
