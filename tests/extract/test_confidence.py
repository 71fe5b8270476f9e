"""Confidence is a logistic model of traits that anybody can read off a claim line."""

from __future__ import annotations

import math

import pytest

from kg.extract.confidence import ConfidenceModel, traits
from kg.flow.road import confidence_model
from kg.model.claims import Claim
from kg.model.relations import Relation
from tests import make


def _claim(**changes: object) -> Claim:
    claim = make.claim(
        make.document("Ruritania sanctioned Borduria."), ["ruritania"], Relation.SANCTIONS, ["borduria"]
    )
    return claim.model_copy(update=changes)


def test_probability_is_the_logistic_of_the_weights_that_apply() -> None:
    model = ConfidenceModel({"relation:sanctions": 0.7, "rule:a": -0.2, "rule:b": 9.0}, 0.1, 10)
    odds = 0.1 + 0.7 - 0.2
    by_hand = math.exp(odds) / (1 + math.exp(odds))
    assert model.probability(["relation:sanctions", "rule:a", "never-seen:x"]) == pytest.approx(
        by_hand, abs=5e-4
    )


def test_a_trait_counts_once_and_in_any_order() -> None:
    model = ConfidenceModel({"a": 0.3, "b": 0.4}, 0.0, 10)
    assert model.probability(["b", "a", "a"]) == model.probability(["a", "b"])


def test_the_traits_name_how_the_parties_were_found() -> None:
    claim = _claim()
    implied = claim.subjects[0].model_copy(update={"start": None, "end": None, "resolution": None})
    told = set(traits(claim, "frame:sanction.v"))
    assert {"rule:frame:sanction.v", "relation:sanctions", "parties:1-1"} <= told
    assert "subject-found:implied" in traits(_claim(subjects=(implied,)), "frame:sanction.v")


def test_more_than_three_parties_say_no_more() -> None:
    claim = _claim()
    crowd = tuple(claim.objects[0] for _ in range(7))
    assert traits(_claim(objects=crowd[:3]), "r") == traits(_claim(objects=crowd), "r")


def test_the_basis_names_the_rule_and_the_data() -> None:
    sure = ConfidenceModel({}, 0.0, 1234).confidence(_claim(), "frame:sanction.v")
    assert sure.value == 0.5
    assert sure.basis == "frame:sanction.v; logistic model of 1234 labelled claims"


def test_the_shipped_weights_are_of_known_traits_and_finite() -> None:
    model = confidence_model()
    assert model.labelled > 500
    heads = {trait.partition(":")[0] for trait in traits(_claim(), "r")}
    heads |= {"subject-is-speaker", "object-is-speaker", "speaker-kind", "speaker"}
    heads |= {f"{side}-{what}" for side in ("subject", "object") for what in ("at", "found")}
    assert {trait.partition(":")[0] for trait in model.weights} <= heads
    assert all(abs(weight) < 5 for weight in model.weights.values())
