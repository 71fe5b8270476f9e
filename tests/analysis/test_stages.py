"""Every line of the stages lexicon does in its example what it is there for."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from kg.analysis import stages
from kg.analysis.stages import STAGES, lexicon, steps_in
from kg.knowledge.places import data_path
from kg.model.relations import Relation
from kg.model.vocabulary import Modality

LINES: list[dict[str, Any]] = [
    json.loads(line) for line in data_path("lexicon", "stages.jsonl").read_text("utf-8").splitlines()
]
THINGS = ("Zenda railway", "Treaty of Zenda")


def told(sentence: str) -> list[str]:
    """Stages told of the thing that a sentence names."""
    at, name = next((sentence.rindex(name), name) for name in THINGS if name in sentence)
    return [step.stage for step in steps_in(sentence, (at, at + len(name)))]


@pytest.mark.parametrize("line", [x for x in LINES if "phrase" in x], ids=lambda x: x["phrase"][:40])
def test_phrases(line: dict[str, str]) -> None:
    assert line["stage"] in told(line["example"]), told(line["example"])
    assert line["stage"] not in told(line["counter"]), told(line["counter"])


@pytest.mark.parametrize("line", [x for x in LINES if "guard" in x], ids=lambda x: x["guard"])
def test_guards(line: dict[str, str]) -> None:
    assert "done" not in told(line["example"])
    bare = "Borduria completed the Zenda railway."
    assert told(bare) == ["done"], "without the guard it is done"
    assert ("announced" in told(line["example"])) is (line["sort"] == "ahead")


@pytest.mark.parametrize("line", [x for x in LINES if "word" in x], ids=lambda x: f"{x['sort']} {x['word']}")
def test_words_around_a_phrase(line: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """The example gives what it says, and something else once the word is not there."""
    want = line.get("gives", [])
    assert told(line["example"]) == want
    known = stages.lexicon()
    words = dict(known.words) | {line["sort"]: known.words[line["sort"]] - {line["word"]}}
    monkeypatch.setattr(stages, "lexicon", lambda: replace(known, words=words))
    if line["sort"] != "undating":
        assert told(line["example"]) != want, "the word does nothing"


def test_relations_are_of_the_vocabulary() -> None:
    for (relation, modality), (stage, parts) in lexicon().relations.items():
        assert parts
        assert set(parts) <= {"objects", "instrument"}
        assert relation in set(Relation)
        assert modality in set(Modality)
        assert stage in STAGES


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("The Zenda railway, opened in May, is long.", []),
        ("The Zenda railway, completed in May, is long.", ["done"]),
        ("The Zenda railway was at last completed.", ["done"]),
        ("With the Treaty of Zenda, the first stage had been completed.", []),
        ("The Treaty of Zenda, the first of its kind, was completed in May.", ["done"]),
        ("Has Ruritania signed the Treaty of Zenda?", []),
        ("After leaving the Zenda railway, Ruritania launched a bank.", []),
        ("The Zenda railway promises work to all.", []),
        ("The Treaty of Zenda, which both states ratified, is short.", ["signed"]),
        ("Ruritania should sign a contract on the Zenda railway.", []),
        ("We call on all states to ratify the Treaty of Zenda.", []),
        ("Ruritania will sign the Treaty of Zenda.", ["announced"]),
        ("Ruritania may cancel the Zenda railway.", []),
        ("Ruritania fears an attack launched by the Zenda railway.", []),
        ("Ruritania's attack was launched from the Zenda railway.", []),
        ("The Treaty of Zenda, which revives old quarrels, is bad.", []),
        ("The vote on the Treaty of Zenda is a sign of success.", []),
        ("Ruritania's vote is a good sign for the Treaty of Zenda.", []),
        ("Ruritania became in May the fifth state to ratify the Treaty of Zenda.", ["signed"]),
        ("Ruritania appealed in 1950 to all its neighbours to ratify the Treaty of Zenda.", []),
        ("Trains from Ruritania to Borduria began to run on the Zenda railway.", ["done"]),
        ("In early May Ruritania signed the Treaty of Zenda.", ["signed"]),
        ("Early in 1990 Ruritania signed the Treaty of Zenda.", ["signed"]),
        ("Once a foe, Ruritania signed the Treaty of Zenda.", ["signed"]),
        ("Once again Ruritania has signed the Treaty of Zenda.", ["signed"]),
        ("Once Ruritania has signed the Treaty of Zenda, prices fall.", []),
        ("Once completed, the Zenda railway carries coal.", []),
        ("Upon his arrival the minister signed the Treaty of Zenda.", ["signed"]),
        ("With support of Borduria, Ruritania signed the Treaty of Zenda.", ["signed"]),
        ("After long efforts Ruritania ratified the Treaty of Zenda.", ["signed"]),
        ("The president supports trade and signed the Treaty of Zenda.", ["signed"]),
        ("The prompt signing of the Treaty of Zenda surprised all.", ["signed"]),
        ("The swift completion of the Zenda railway surprised all.", ["done"]),
        ("They call for the swift completion of the Zenda railway.", []),
        ("The aim was peace when they signed the Treaty of Zenda.", ["signed"]),
        ("“Was the Treaty of Zenda signed?” he asked.", []),
        ("“Will it rain?” said the minister who signed the Treaty of Zenda.", ["signed"]),
    ],
)
def test_who_does_what(text: str, stages: list[str]) -> None:
    assert told(text) == stages


def test_the_nearest_thing_owns_the_phrase() -> None:
    text = "The Northern Pipeline was completed in May, while the Zenda railway was cancelled."
    one, other = text.index("Northern Pipeline"), text.index("Zenda railway")
    spans = (one, one + len("Northern Pipeline")), (other, other + len("Zenda railway"))
    assert [s.stage for s in steps_in(text, spans[0], [spans[1]])] == ["done"]
    assert [s.stage for s in steps_in(text, spans[1], [spans[0]])] == ["lapsed"]


@pytest.mark.parametrize("text", ["", "…", "a" * 5000, "signed " * 3000, "\x00 signed \u202e signed n't"])
def test_hostile_sentences_cost_little_and_break_nothing(text: str) -> None:
    assert isinstance(steps_in(text, (0, 0)), list)
