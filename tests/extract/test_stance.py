"""Stance: every word of the lexicon, negation pairs, neutral against none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.extract.stance import stance
from kg.knowledge.places import data_path
from kg.model.claims import Stance
from tests.extract.parsed_text import annotated

LINES = [json.loads(x) for x in data_path("lexicon", "stance.jsonl").read_text(encoding="utf-8").splitlines()]


def _stance(text: str) -> Stance | None:
    return stance(annotated(text), (0, len(text)))


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['lemma']}.{line['pos']}")
def test_every_word_shows_in_its_example(line: dict[str, Any]) -> None:
    found = _stance(line["example"])
    if line["pos"].isupper() and 0 < abs(line["value"]) < 0.4:
        assert found is None  # "an important step" alone takes no side
        return
    assert found is not None
    if line["pos"] != "degree":
        assert _sign(found.value) == _sign(line["value"])


def test_words_stand_sorted_and_once() -> None:
    keys = [(line["pos"], line["lemma"]) for line in LINES]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("Borduria welcomed the treaty.", "Borduria did not welcome the treaty."),
        ("The plan is good.", "The plan is not good."),
        ("They took effective measures.", "They took no effective measures."),
        ("The talks made progress.", "The talks made no progress."),
        ("They left with trust.", "They left without trust."),
        ("The minister supported the plan.", "The minister failed to support the plan."),
        ("The plan is dangerous.", "The plan is not dangerous."),
        ("States praised the plan.", "No state praised the plan."),
    ],
)
def test_negation_turns_and_weakens(plain: str, negated: str) -> None:
    one, other = _stance(plain), _stance(negated)
    assert one is not None
    assert other is not None
    assert _sign(one.value) == -_sign(other.value) != 0
    assert abs(other.value) < abs(one.value)


def test_negation_elsewhere_leaves_it() -> None:
    found = _stance("Borduria did not attend, and Syldavia praised the treaty.")
    assert found is not None
    assert found.value > 0


def test_degree_strengthens() -> None:
    plain, strong = (
        _stance("Borduria criticized the treaty."),
        _stance("Borduria strongly criticized the treaty."),
    )
    assert plain is not None
    assert strong is not None
    assert strong.value < plain.value


def test_neutral_is_not_none() -> None:
    neutral = _stance("Syldavia remained neutral.")
    assert neutral is not None
    assert neutral.value == 0
    assert _stance("Syldavia sent an envoy to Borduria.") is None


def test_what_it_is_toward_and_the_words() -> None:
    found = _stance("Syldavia condemned the naval blockade.")
    assert found is not None
    assert (found.toward, found.words) == ("naval blockade", ("condemned",))


def test_only_the_span_counts() -> None:
    text = "Syldavia condemned the blockade. Borduria sent ships."
    assert stance(annotated(text), (text.index("Borduria"), len(text))) is None
    assert stance(annotated(text), (5, 5)) is None


def _by(text: str, *names: str) -> Stance | None:
    """The stance when the speaker is whoever bears one of these names."""
    return stance(annotated(text), (0, len(text)), lambda token: token.text in names)


def test_the_attitude_of_a_third_party_is_not_the_speakers() -> None:
    text = "Borduria condemned the naval blockade."
    own, other = _by(text, "Borduria"), _by(text, "Korvel")
    assert own is not None
    assert own.value < 0
    assert other is None


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("We wish to thank the council.", "We", 1),
        ("Korvel is concerned about the blockade.", "Korvel", -1),
        ("Korvel expressed concern about the blockade.", "Korvel", -1),
        ("Korvel's admiration for the council was known.", "Korvel", 1),
        ("The blockade was condemned by Borduria.", "Borduria", -1),
    ],
)
def test_who_holds_it(text: str, name: str, sign: int) -> None:
    found = _by(text, name)
    assert found is not None
    assert _sign(found.value) == sign
    assert _by(text, "Nobody") is None


def test_a_judgement_is_the_speakers_whoever_does_the_deed() -> None:
    found = _by("Borduria violated the treaty.", "Korvel")
    assert found is not None
    assert (found.toward, _sign(found.value)) == ("Borduria", -1)


def test_a_sort_is_no_judgement_and_a_faint_word_no_stance() -> None:
    assert _stance("A criminal court met in Klow.") is None
    assert _stance("The protest was peaceful.") is not None
    assert _stance("A peaceful protest began.") is None
    assert _stance("It was an important step.") is None


def test_of_two_attitudes_the_stronger_shows() -> None:
    found = _stance("Worried about the war, they praised the envoy.")
    assert found is not None
    assert found.value > 0
    assert found.words == ("praised",)


def test_what_is_endured_stays_bad() -> None:
    found = _stance("We never yielded to aggression.")
    assert found is not None
    assert found.value < 0
