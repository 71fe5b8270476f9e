"""Minimal pairs: the same act said as done, planned, possible, owed, and not done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from kg.extract.modality import modality
from kg.extract.modality_words import CLASSES, lexicon
from kg.model.vocabulary import Modality
from kg.text.parser import load

#: modality: sentences whose word between asterisks triggers the act.
PAIRS: dict[str, tuple[str, ...]] = {
    "actual": (
        "Ruritania *signed* the treaty.",
        "The minister said that they'd *left* the port of Borduria.",
        "Ruritania rose, only to be *absorbed* by Borduria.",
        "Ruritania has pursued *talks* with Borduria.",
        "They insist that Ruritania *signed* the treaty.",
        "There is no doubt that Ruritania *signed* the treaty.",
        "Ruritania has *signed* the treaty.",
        "The treaty was *signed* by Ruritania.",
        "Ruritania and Borduria have already *signed* the treaty.",
        "Ruritania *signs* treaties with Borduria every year.",
        "Ruritania is *building* a railway in Borduria.",
        "Ruritania continues to *support* Borduria.",
        "Ruritania began to *withdraw* its troops.",
        "Ruritania managed to *sign* the treaty.",
        "The minister said that Ruritania *signed* the treaty.",
        "After *signing* the treaty, the ministers left.",
        "Ruritania, which *signed* the treaty, is pleased.",
        "The treaty *signed* by Ruritania is long.",
        "Ruritania not only *signed* the treaty but also published it.",
        "Ruritania did not wait and *signed* the treaty.",
        "Because Ruritania *signed* the treaty, the ministers left.",
        "When Ruritania *signed* the treaty, the ministers left.",
        "Although Ruritania *signed* the treaty, nothing changed.",
        "The *signing* of the treaty pleased Borduria.",
        "Ruritania held *talks* with Borduria.",
        "Ruritania is *hostile* to Borduria.",
        "Ruritania stands *accused* of theft.",
        "Ruritania succeeded in *signing* the treaty.",
        "Ruritania criticized Borduria for *signing* the treaty.",
        "Ruritania will be pleased that Borduria *signed* the treaty.",
    ),
    "planned": (
        "The minister said that Ruritania came and would *sign* the treaty.",
        "We will ensure that the treaty is *signed*.",
        "The year will bring *talks* with Borduria.",
        "Ruritania will *sign* the treaty.",
        "We shall *sign* the treaty with Ruritania.",
        "Ruritania is going to *sign* the treaty.",
        "Ruritania plans to *sign* the treaty.",
        "Ruritania intends to *sign* the treaty.",
        "Ruritania agreed to *sign* the treaty.",
        "Ruritania promised to *sign* the treaty.",
        "Ruritania pledged to *sign* the treaty.",
        "Ruritania decided to *sign* the treaty.",
        "Ruritania hopes to *sign* the treaty.",
        "Ruritania is ready to *sign* the treaty.",
        "Ruritania is prepared to *sign* the treaty.",
        "Ruritania is due to *sign* the treaty.",
        "Ruritania is set to *sign* the treaty.",
        "Ruritania is expected to *sign* the treaty.",
        "Ruritania is scheduled to *sign* the treaty.",
        "Ruritania is to *sign* the treaty in May.",
        "Ruritania is committed to *signing* the treaty.",
        "Ruritania's plan to *sign* the treaty is known.",
        "Ruritania's decision to *sign* the treaty is known.",
        "The minister said that Ruritania will *sign* the treaty.",
        "Ruritania will meet Borduria and *sign* the treaty.",
        "Ruritania sent an envoy to *sign* the treaty.",
        "Ruritania announced plans to *sign* the treaty.",
        "Talks will be *held* in Strelsau.",
        "Ruritania will hold *talks* with Borduria.",
        "Ruritania plans *talks* with Borduria.",
        "Planned *talks* between Ruritania and Borduria were announced.",
        "Ruritania aims to *expand* trade with Borduria.",
        "Ruritania offered to *sign* the treaty.",
        "Ruritania vowed to *defend* Borduria.",
        "Ruritania is about to *sign* the treaty.",
    ),
    "possible": (
        "Ruritania may *sign* the treaty.",
        "Ruritania might *sign* the treaty.",
        "Ruritania could *sign* the treaty.",
        "Ruritania can *sign* the treaty.",
        "Ruritania would *sign* the treaty.",
        "If Ruritania *signs* the treaty, Borduria wins.",
        "Unless Ruritania *signs* the treaty, Borduria loses.",
        "Nobody knows whether Ruritania *signed* the treaty.",
        "Ruritania perhaps *signed* the treaty.",
        "Ruritania probably *signed* the treaty.",
        "Ruritania allegedly *signed* the treaty.",
        "Ruritania possibly *signed* the treaty.",
        "Ruritania is likely to *sign* the treaty.",
        "It is possible that Ruritania *signed* the treaty.",
        "It is likely that Ruritania *signed* the treaty.",
        "Ruritania is considering *signing* the treaty.",
        "Ruritania is able to *sign* the treaty.",
        "Ruritania may have *signed* the treaty.",
        "Ruritania must have *signed* the treaty.",
        "Ruritania could have *signed* the treaty.",
        "The possibility of *signing* the treaty was raised.",
        "Ruritania has a chance to *sign* the treaty.",
        "Ruritania has the right to *sign* the treaty.",
        "Possible *talks* between Ruritania and Borduria were mentioned.",
        "Ruritania may hold *talks* with Borduria.",
        "Alleged *attacks* on Borduria were mentioned.",
        "Ruritania tried to *sign* the treaty.",
        "Ruritania is believed to have *signed* the treaty.",
        "The minister did not say that Ruritania *signed* the treaty.",
    ),
    "normative": (
        "May the talks *succeed*.",
        "They pressured Borduria to *sign* the treaty.",
        "Ruritania should *sign* the treaty.",
        "Ruritania must *sign* the treaty.",
        "Ruritania ought to *sign* the treaty.",
        "Ruritania has to *sign* the treaty.",
        "Ruritania needs to *sign* the treaty.",
        "Ruritania should not *sign* the treaty.",
        "Ruritania must not *sign* the treaty.",
        "It is necessary for Ruritania to *sign* the treaty.",
        "It is essential to *sign* the treaty.",
        "It is vital that Ruritania *sign* the treaty.",
        "Borduria urged Ruritania to *sign* the treaty.",
        "Borduria asked Ruritania to *sign* the treaty.",
        "Borduria called on Ruritania to *sign* the treaty.",
        "Borduria demanded that Ruritania *sign* the treaty.",
        "Borduria recommended that Ruritania *sign* the treaty.",
        "Ruritania is obliged to *sign* the treaty.",
        "Ruritania is required to *sign* the treaty.",
        "The need to *sign* the treaty is clear.",
        "Ruritania has a duty to *sign* the treaty.",
        "*Sign* the treaty!",
        "Let us *sign* the treaty.",
        "Borduria demanded *talks* with Ruritania.",
        "Borduria called for *talks* with Ruritania.",
        "Ruritania should hold *talks* with Borduria.",
        "The treaty should be *signed* by Ruritania.",
        "Ruritania and Borduria should meet and *sign* the treaty.",
    ),
    "negated": (
        "Ruritania did not *sign* the treaty.",
        "Ruritania didn't *sign* the treaty.",
        "Ruritania has not *signed* the treaty.",
        "Ruritania has not yet *signed* the treaty.",
        "Ruritania never *signed* the treaty.",
        "Ruritania will not *sign* the treaty.",
        "Ruritania will never *sign* the treaty.",
        "Ruritania won't *sign* the treaty.",
        "Ruritania cannot *sign* the treaty.",
        "Ruritania does not intend to *sign* the treaty.",
        "Ruritania failed to *sign* the treaty.",
        "Ruritania refused to *sign* the treaty.",
        "Ruritania declined to *sign* the treaty.",
        "Ruritania left without *signing* the treaty.",
        "No country *signed* the treaty.",
        "Neither country *signed* the treaty.",
        "Nobody *signed* the treaty.",
        "Ruritania signed no *agreement* with Borduria.",
        "Ruritania is unwilling to *sign* the treaty.",
        "Ruritania is unable to *sign* the treaty.",
        "It is too early to *sign* the treaty.",
        "It is impossible to *sign* the treaty.",
        "Ruritania's failure to *sign* the treaty angered Borduria.",
        "Ruritania's refusal to *sign* the treaty angered Borduria.",
        "Ruritania refrained from *signing* the treaty.",
        "Ruritania prevented Borduria from *signing* the treaty.",
        "Ruritania denied that it *signed* the treaty.",
        "Ruritania hardly *supports* Borduria.",
        "Ruritania cancelled the *talks* with Borduria.",
        "Ruritania rejected *talks* with Borduria.",
        "There was no *agreement* between Ruritania and Borduria.",
        "The treaty was not *signed* by Ruritania.",
        "The treaty was never *signed*.",
        "Ruritania would have *signed* the treaty.",
        "The lack of *cooperation* between Ruritania and Borduria is known.",
    ),
}
CASES = [(Modality(name), sentence) for name, sentences in PAIRS.items() for sentence in sentences]


@cache
def _read() -> Sequence[Modality]:
    plain = [sentence.replace("*", "") for _, sentence in CASES]
    starts = [sentence.index("*") for _, sentence in CASES]
    found = []
    for doc, start in zip(load().pipe(plain), starts, strict=True):
        found.append(modality(next(t for t in doc if t.idx == start)))
    return found


@pytest.mark.parametrize("number", range(len(CASES)), ids=[sentence for _, sentence in CASES])
def test_the_modality_of_a_trigger(number: int) -> None:
    assert _read()[number] is CASES[number][0]


def test_there_are_enough_pairs() -> None:
    assert len(CASES) >= 120


def test_every_class_of_the_lexicon_is_used() -> None:
    assert {kind for kind, _ in lexicon()} == CLASSES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They announced that Ruritania would leave.", Modality.PLANNED),
        ("They announced that Ruritania would leave if Borduria came.", Modality.POSSIBLE),
        ("They believe that Ruritania would leave.", Modality.POSSIBLE),
        ("They hope that Ruritania will leave.", Modality.POSSIBLE),
        ("They know that Ruritania will leave.", Modality.PLANNED),
    ],
)
def test_what_others_say_of_the_future(text: str, expected: Modality) -> None:
    token = next(t for t in load("en")(text) if t.text == "leave")
    assert modality(token) is expected
