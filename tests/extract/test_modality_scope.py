"""Minimal pairs of hearsay, parentheses, invented stories, judgements and undone plans."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from kg.extract.modality import modality
from kg.model.vocabulary import Modality
from kg.text.parser import load

#: What the sentence with the hedge says, the sentence, the plain one, and what that says.
PAIRS: tuple[tuple[str, str, str, str], ...] = (
    # adverbs, alone and with the small word before them
    (
        "negated", "Ruritania no longer *supplies* arms to Borduria.",
        "Ruritania *supplies* more arms to Borduria than any longer-lived ally.", "actual",
    ),
    (
        "negated", "Ruritania *supplies* arms to Borduria no longer.",
        "Ruritania *supplies* arms to Borduria.", "actual",
    ),
    ("negated", "Ruritania almost *attacked* Borduria.", "Ruritania *attacked* almost everyone.", "actual"),
    ("negated", "Ruritania nearly *attacked* Borduria.", "Ruritania nearly *doubled* its exports.", "actual"),
    (
        "possible", "Ruritania rarely, if ever, *criticized* Borduria.",
        "Ruritania rarely *criticized* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania reportedly *signed* a treaty with Borduria.",
        "Ruritania promptly *signed* a treaty with Borduria.", "actual",
    ),
    # hearsay
    (
        "possible", "Ruritania is said to have *attacked* Borduria.",
        "Ruritania is known to have *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania is thought to have *attacked* Borduria.",
        "Ruritania was seen to have *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania is rumoured to have *attacked* Borduria.",
        "Ruritania is proud to have *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania was reported to have *attacked* Borduria.",
        "Korvel reported that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania is understood to have *attacked* Borduria.",
        "Korvel understood that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "possible", "It is said that Ruritania *attacked* Borduria.",
        "It is known that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania, it is claimed, *attacked* Borduria.",
        "Ruritania, it is clear, *attacked* Borduria.", "actual",
    ),
    (
        "possible", "Ruritania *attacked* Borduria, it is said.",
        "Ruritania *attacked* Borduria, as it had before.", "actual",
    ),
    # invented stories
    (
        "possible", "In the novel, Ruritania *attacked* Borduria.",
        "In the spring, Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "possible", "In the film, Ruritania launches an *attack* on Borduria.",
        "In the night, Ruritania launches an *attack* on Borduria.", "actual",
    ),
    # judgements
    (
        "normative", "It would be wrong for Ruritania to *attack* Borduria.",
        "It was wrong for Ruritania to *attack* Borduria.", "actual",
    ),
    (
        "normative", "It would be a mistake for Ruritania to *attack* Borduria.",
        "It was a mistake for Ruritania to *attack* Borduria.", "actual",
    ),
    (
        "normative", "It is time for Ruritania to *sign* a treaty with Borduria.",
        "This time Ruritania *signed* a treaty with Borduria.", "actual",
    ),
    # nouns and the clauses that fill them
    (
        "negated", "There is no evidence that Ruritania *attacked* Borduria.",
        "There is evidence that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "negated", "Korvel found no proof that Ruritania *attacked* Borduria.",
        "Korvel found proof that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "negated", "The plan for Ruritania to *attack* Borduria was dropped.",
        "The plan for Ruritania to *attack* Borduria was published.", "planned",
    ),
    (
        "negated", "Ruritania abandoned its plan to *attack* Borduria.",
        "Ruritania may abandon its plan to *attack* Borduria.", "planned",
    ),
    (
        "negated", "Fears that Ruritania *attacked* Borduria proved wrong.",
        "News that Ruritania *attacked* Borduria proved true.", "actual",
    ),
    (
        "negated", "The claim that Ruritania *attacked* Borduria is unfounded.",
        "The claim that Ruritania *attacked* Borduria is old.", "possible",
    ),
    (
        "negated", "It is a myth that Ruritania *attacked* Borduria.",
        "It is a fact that Ruritania *attacked* Borduria.", "actual",
    ),
    (
        "negated", "Rumours that Ruritania *attacked* Borduria turned out to be false.",
        "Rumours that Ruritania *attacked* Borduria turned out to be true.", "possible",
    ),
    (
        "negated", "Ruritania dropped the idea of *attacking* Borduria.",
        "Ruritania discussed the idea of *attacking* Borduria.", "possible",
    ),
    # prepositions of two words
    (
        "negated", "Ruritania left instead of *signing* the treaty with Borduria.",
        "Ruritania left because of *signing* the treaty with Borduria.", "actual",
    ),
    (
        "negated", "Ruritania is far from *signing* a treaty with Borduria.",
        "Ruritania gained from *signing* a treaty with Borduria.", "actual",
    ),
    (
        "possible", "Ruritania acted as though it had *attacked* Borduria.",
        "Ruritania left even though it had *attacked* Borduria.", "actual",
    ),
    ("negated", "Ruritania all but *attacked* Borduria.", "All but Ruritania *attacked* Borduria.", "actual"),
    (
        "negated", "Ruritania has yet to *sign* a treaty with Borduria.",
        "Ruritania has to *sign* a treaty with Borduria.", "normative",
    ),
    (
        "planned", "The *treaty* between Borduria and Carpania is still to be signed.",
        "The *treaty* between Borduria and Carpania is signed.", "actual",
    ),
    # verbs that undo
    (
        "negated", "Ruritania pretended to *attack* Borduria.",
        "Ruritania managed to *attack* Borduria.", "actual",
    ),
    (
        "negated", "Ruritania ruled out an *attack* on Borduria.",
        "Ruritania carried out an *attack* on Borduria.", "actual",
    ),
    (
        "negated", "Ruritania ruled out *attacking* Borduria.",
        "Ruritania began *attacking* Borduria.", "actual",
    ),
    (
        "negated", "Ruritania suspended *talks* with Borduria.",
        "Ruritania resumed *talks* with Borduria.", "actual",
    ),
    (
        "negated", "Ruritania broke off *talks* with Borduria.",
        "Ruritania opened *talks* with Borduria.", "actual",
    ),
    ("negated", "*Talks* with Borduria were suspended.", "*Talks* with Borduria were resumed.", "actual"),
    # what was announced or decided in a finished clause has happened
    (
        "planned", "Ruritania announced that it would *withdraw*.",
        "Ruritania announced that it had *withdrawn*.", "actual",
    ),
    (
        "planned", "Ruritania decided to *withdraw*.",
        "Ruritania decided that Borduria *withdrew*.", "actual",
    ),
    (
        "planned", "Ruritania announced a *visit* to Borduria.",
        "Ruritania announced a *ban* on wine.", "actual",
    ),
    ("actual", "Ruritania was able to *leave*.", "Ruritania is able to *leave*.", "possible"),
    ("actual", "Ruritania had to *leave*.", "Ruritania has to *leave*.", "normative"),
    (
        "actual", "It is important that Ruritania *left*.",
        "It is important that Ruritania *leave*.", "normative",
    ),
    (
        "possible", "They dropped the bill that would have *allowed* it.",
        "Ruritania would have *allowed* it.", "negated",
    ),
    (
        "actual", "Consider the *attack* by Ruritania.", "They considered the *attack* by Ruritania.",
        "possible",
    ),
    # shall
    ("normative", "The parties shall *consult* each other.", "We shall *consult* Borduria.", "planned"),
    # the past seen from later on
    (
        "actual", "Ruritania would later *join* the league.",
        "Ruritania would gladly *join* the league.", "possible",
    ),
    # a demand, a plan and their denial
    (
        "normative", "The envoy called for Ruritania to *withdraw*.",
        "The envoy paused for Ruritania to *withdraw*.", "planned",
    ),
    ("negated", "Ruritania has no plans to *attack*.", "Ruritania has plans to *attack*.", "planned"),
    (
        "negated", "Ruritania had no intention of *signing* the treaty.",
        "Ruritania had the intention of *signing* the treaty.", "planned",
    ),
    (
        "negated", "Ruritania rejected calls to *withdraw*.",
        "Ruritania heard calls to *withdraw*.", "normative",
    ),
    ("negated", "The planned *meeting* was cancelled.", "The planned *meeting* was announced.", "planned"),
    ("negated", "Few states *signed* the treaty.", "A few states *signed* the treaty.", "actual"),
    ("negated", "Hardly any state *signed* the treaty.", "Almost any state *signed* the treaty.", "actual"),
    ("possible", "Ruritania may not *sign* the treaty.", "Ruritania will not *sign* the treaty.", "negated"),
    (
        "negated", "Ruritania need not *sign* the treaty.",
        "Ruritania must not *sign* the treaty.", "normative",
    ),
    (
        "normative", "It is time to *sign* the treaty.",
        "The time when they *signed* the treaty is known.", "actual",
    ),
    # an active subject stands whatever its verb's future
    (
        "actual", "The treaty *signed* by both will strengthen peace.",
        "The treaty will be *signed* by both.", "planned",
    ),
    (
        "planned", "The treaty, to be *signed* in May, is long.",
        "The treaty, *signed* in May, is long.", "actual",
    ),
    (
        "actual", "Ruritania works with its allies to *support* Borduria.",
        "Ruritania left the league to *support* Borduria.", "planned",
    ),
    (
        "actual", "Ruritania considers them to *be* a threat.",
        "Ruritania considers *signing* a treaty.", "possible",
    ),
)  # fmt: skip
CASES = [
    (Modality(says), sentence)
    for hedged_says, hedged, plain, plain_says in PAIRS
    for says, sentence in ((hedged_says, hedged), (plain_says, plain))
]


@cache
def _read() -> Sequence[Modality]:
    docs = load().pipe([sentence.replace("*", "") for _, sentence in CASES])
    return [
        modality(next(t for t in doc if t.idx == sentence.index("*")))
        for doc, (_, sentence) in zip(docs, CASES, strict=True)
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[sentence for _, sentence in CASES])
def test_hedged_and_plain(number: int) -> None:
    assert _read()[number] is CASES[number][0]


def test_each_pair_differs() -> None:
    assert all(hedged_says != plain_says for hedged_says, _, _, plain_says in PAIRS)
