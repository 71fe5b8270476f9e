"""Statements whose head itself says how far they commit: minimal pairs, the head between asterisks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from kg.extract.modality import modality
from kg.extract.modality_clauses import clause_modality, promises
from kg.model.vocabulary import Modality
from kg.text.parser import load

PAIRS: tuple[tuple[str, str, str, str], ...] = (
    ("normative", "Ruritania *has* to be held accountable.", "Ruritania *has* a long coast.", "actual"),
    ("normative", "Both sides *need* to be cautious.", "Both sides *keep* to be cautious.", "actual"),
    ("normative", "Ruritania *needs* more trade.", "Ruritania *has* more trade.", "actual"),
    ("normative", "This aid is *needed* by Borduria.", "This aid is *used* by Borduria.", "actual"),
    ("normative", "Ruritania *deserves* support.", "Ruritania *enjoys* support.", "actual"),
    ("normative", "Lasting peace *requires* trust.", "Lasting peace *brings* trust.", "actual"),
    ("normative", "We *want* Ruritania to leave.", "We *saw* Ruritania leave.", "actual"),
    ("normative", "We *want* Ruritania to leave.", "Both sides *want* more trade.", "actual"),
    ("normative", "Ruritania *needs* more trade.", "Ruritania *needs* Borduria.", "actual"),
    ("normative", "Both sides will *have* to leave.", "Both sides will *have* more trade.", "planned"),
    ("normative", "This would *require* their consent.", "This would *follow* their consent.", "possible"),
    ("planned", "Ruritania *intends* to leave.", "Ruritania *began* to leave.", "actual"),
    ("planned", "Ruritania *looks* forward to trade.", "Ruritania *looks* like Borduria.", "actual"),
    ("actual", "They *called* the police on Sunday.", "They *called* on Borduria to leave.", "normative"),
    ("normative", "Both sides *have* to leave.", "Both sides have *had* to leave.", "actual"),
    ("negated", "Few of them *came*.", "A few of them *came*.", "actual"),
    ("planned", "An envoy is *expected* in Klow this week.", "An envoy is *lodged* in Klow.", "actual"),
    ("planned", "The next drill is *planned* for May.", "The drill was *held* in May.", "actual"),
    (
        "possible", "It *remained* to be seen whether Ruritania would pay.",
        "Ruritania *remained* in doubt.", "actual",
    ),
    ("actual", "The council *decides* by vote, so one can block a text.", "They *block* it.", "actual"),
    ("planned", "Talks *are* due to begin in May.", "The delay *is* due to a storm.", "actual"),
    ("normative", "We *call* on Ruritania to leave.", "We *call* it Ruritania.", "actual"),
    ("normative", "We *call* for the release of all.", "We *wait* with all the others.", "actual"),
    ("planned", "The railway is *expected* to open in May.", "The railway is *known* to everyone.", "actual"),
    (
        "planned", "Ruritania is *committed* to using its ports.",
        "Ruritania is *used* to its ports.", "actual",
    ),
    ("planned", "Ruritania *remains* determined to join.", "Ruritania *remains* rich.", "actual"),
    ("planned", "Ruritania *is* ready to give support.", "Ruritania *is* glad of the support.", "actual"),
    ("normative", "It *is* necessary to remove the barrier.", "It *is* good wine.", "actual"),
    ("normative", "It *is* vital that both sides talk.", "It *is* clear that both sides talk.", "actual"),
    (
        "normative", "The task of the council *is* to help Borduria.",
        "The council *is* in Borduria.", "actual",
    ),
    ("normative", "Ruritania *has* the duty to protect them.", "Ruritania *has* the ships.", "actual"),
    ("planned", "Ruritania *has* a plan to build a port.", "Ruritania *has* the right to build.", "actual"),
    ("possible", "Peace *is* possible.", "Peace *is* precious.", "actual"),
    (
        "possible", "If the pact holds, the region *is* safer.",
        "Even if it costs much, the region *is* safer.", "actual",
    ),
    (
        "possible", "If the pact holds, the region *is* safer.",
        "If you look at it, the region *is* safer.", "actual",
    ),
    (
        "planned", "Bordurian engineers *are* to join the team.",
        "Bordurian engineers *are* in the team.", "actual",
    ),
    ("possible", "Ruritania can *help*.", "Ruritania *helps*.", "actual"),
)  # fmt: skip
CASES = [
    (Modality(says), sentence)
    for first_says, first, second, second_says in PAIRS
    for says, sentence in ((first_says, first), (second_says, second))
]


@cache
def _read() -> Sequence[Modality]:
    docs = load().pipe([sentence.replace("*", "") for _, sentence in CASES])
    return [
        clause_modality(next(t for t in doc if t.idx == sentence.index("*")))
        for doc, (_, sentence) in zip(docs, CASES, strict=True)
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[sentence for _, sentence in CASES])
def test_a_statement_commits_as_far_as_its_head_says(number: int) -> None:
    assert _read()[number] is CASES[number][0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ruritania agreed to revive the treaty.", True),
        ("Ruritania agreed with Borduria.", False),
        ("Ruritania pledged $5 million.", True),
        ("Ruritania paid $5 million.", False),
    ],
)
def test_who_agrees_to_act_has_not_acted_yet(text: str, wanted: bool) -> None:
    assert promises(load()(text)[1]) is wanted


@pytest.mark.parametrize(
    ("text", "noun", "wanted"),
    [
        ("Ruritania and Borduria agreed on a ceasefire.", "ceasefire", Modality.ACTUAL),
        ("Ruritania and Borduria agreed in principle on the deal.", "deal", Modality.ACTUAL),
        ("Ruritania and Borduria agreed on a visit.", "visit", Modality.PLANNED),
        ("Ruritania and Borduria did not agree on a ceasefire.", "ceasefire", Modality.NEGATED),
    ],
)
def test_what_agreeing_settles_stands(text: str, noun: str, wanted: Modality) -> None:
    assert modality(next(t for t in load()(text) if t.text == noun)) is wanted
