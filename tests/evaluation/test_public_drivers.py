"""The drivers of public sets, each on a few planted lines in the form of its set."""

from __future__ import annotations

import json
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.public.__main__ import SETS, keep
from bench.public.cameo import rejoined
from bench.public.common import matched, scored, written
from bench.public.polnear import _widened

QUOTED = "Jacques Morel met Anna Lind in Paris. “We will sign,” Morel said on Monday."


def tagged(*pairs: tuple[str, str]) -> dict[str, Any]:
    return {"tokens": [word for word, _ in pairs], "tags": [tag for _, tag in pairs]}


PLANTED: dict[str, tuple[str, list[Any]]] = {
    "gap": (
        "gap_development.jsonl",
        [{"text": "Anna Lind left Paris before Peter Holm came. She wrote a book.", "pronoun": "She",
          "pronoun_offset": 45, "a": "Anna Lind", "a_offset": 0, "a_coref": True, "b": "Peter Holm",
          "b_offset": 28, "b_coref": False}],
    ),
    "crossner": (
        "crossner_politics_dev.jsonl",
        [{"tokens": ["France", "and", "Germany", "signed", "."],
          "entities": [[0, 1, "country"], [2, 3, "country"]]}],
    ),
    "recognition": (
        "us_recognition_guides_dev.jsonl",
        [{"title": "France", "paragraphs": [
            {"text": "Relations began on May 4, 1815.", "ann": [[19, 30, "date", "1815-05-04"]]},
            {"text": "They ended in 1820.", "ann": [[14, 18, "date", "1821"], [0, 4, "persName", None]]}]}],
    ),
    "cameo": (
        "cameo_srctgt_train.jsonl",
        [tagged(("France", "B-S"), ("attacked", "O"), ("Germany", "B-T"), (".", "O")),
         tagged(("France", "B-R"), ("met", "O"), ("Germany", "B-R"), (".", "O")),
         tagged(("Germany", "B-T"), ("was", "O"), ("invaded", "O"), (".", "O")),
         tagged(("France", "B-S"), ("said", "O"), ("it", "O"), ("had", "O"), ("attacked", "O"),
                ("Germany", "B-T"), (".", "O"))],
    ),
    "re3d": (
        "re3d_dev.jsonl",
        [{"title": "A note", "text": "Germany thanked France in May 2016.",
          "entities": [[0, 7, "Location", "Germany", 1], [16, 22, "Location", "France", 1],
                       [26, 34, "Temporal", "May 2016", 1]]}],
    ),
    "travels": (
        "us_travels_before_1990.jsonl",
        [{"role": "president", "who": "Gerald R. Ford", "start": "1975-12-05", "country": "Indonesia",
          "text": "Official visit."}],
    ),
    "polnear": (
        "polnear_dev.jsonl",
        [{"text": QUOTED, "title": "Paris", "date": "2016-04-05", "attributions": [
            {"source": {"spans": [[54, 59]]}, "cue": {"spans": [[60, 64]]},
             "content": {"spans": [[38, 53]]}}]}],
    ),
}  # fmt: skip
EXPECTED = {
    "gap": ("all pronouns", "names, F1", 100.0),
    "crossner": ("names, nine types", "exact, F1", 100.0),
    "recognition": ("dates", "value, recall", 50.0),
    "cameo": ("main act, both", "exact, F1", 100.0),
    "re3d": ("entities, six types", "exact, F1", 100.0),
    "travels": ("visits", "parties and day, recall", 100.0),
    "polnear": ("content", "overlap ≥ 0.5, F1", 100.0),
}


@pytest.mark.parametrize("name", SETS)
def test_each_driver_finds_what_was_planted(name: str, tmp_path: Path) -> None:
    file, rows = PLANTED[name]
    (tmp_path / file).write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    if name == "polnear":  # the second form of this set
        labels = {"labels": ["B-source", "B-cue", "O"], "tokens": ["Holm", "spoke", "."], "id": "x"}
        (tmp_path / "polnear_cofe_valid.jsonl").write_text(json.dumps(labels) + "\n", encoding="utf-8")
    made: dict[tuple[str, str], float] = {}
    for row in import_module(f"bench.public.{name}").measure(tmp_path):
        made.setdefault((row.what, row.metric), row.value)  # the first form, where a set has two
    what, metric, value = EXPECTED[name]
    assert made[what, metric] == value


@given(
    st.lists(
        st.sampled_from(["Anna", "said", ",", ".", "``", "''", "(", "-LRB-", ")", "'s", "n't", '"', "$"])
    )
)
def test_tokens_stand_where_the_text_has_them(tokens: list[str]) -> None:
    text, spans = written(tokens)
    words = [text[a:b] for a, b in spans]
    assert "".join(words) == text.replace(" ", "")
    assert all(a <= b <= c for (a, b), (c, _) in pairwise(spans))
    assert "  " not in text


def test_tokens_are_written_as_people_do() -> None:
    tokens = [
        "``",
        "We",
        "do",
        "n't",
        "know",
        ",",
        "''",
        "said",
        "Anna",
        "'s",
        "aide",
        "(",
        "a",
        "man",
        ")",
        ".",
    ]
    assert written(tokens)[0] == "“We don't know,” said Anna's aide (a man)."


def test_matching_takes_the_best_pairs_first() -> None:
    assert matched([(0, 10), (10, 20)], [(0, 12), (9, 20)], 0.5) == 2
    assert matched([(0, 10)], [(0, 5), (0, 4)], 0.5) == 1
    assert matched([(0, 10)], [(6, 20)], 0.5) == 0
    assert [r.value for r in scored("s", "w", "m", 1, 2, 4)] == [25.0, 50.0, 33.3]


def test_content_is_widened_as_the_set_counts_it() -> None:
    text = "Morel said that “we will sign,” and left."
    start = text.index("we")
    low, high = _widened(text, start, text.index(",”"))
    assert text[low:high] == "that “we will sign,”"


def test_older_figures_of_other_sets_stay(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    keep(path, [{"set": "a", "value": 1}, {"set": "b", "value": 2}])
    keep(path, [{"set": "a", "value": 3}])
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {"set": "b", "value": 2},
        {"set": "a", "value": 3},
    ]


@pytest.mark.parametrize(
    ("tokens", "wanted"),
    [
        ("the rebel - held north", "the rebel-held north"),
        ("Korvel \u2019 s 300 , 000 men", "Korvel\u2019s 300,000 men"),
        ("6 . 5 tons , 3 ships", "6.5 tons, 3 ships"),
        ("near the D . C . coast", "near the D.C. coast"),
        ("Jos \u00e9 Korv and P \u00e9 rez", "Jos\u00e9 Korv and P\u00e9rez"),
        ("they - - all", "they - - all"),
        ("", ""),
    ],
)
def test_broken_words_are_joined_again(tokens: str, wanted: str) -> None:
    text, places = rejoined(tokens.split())
    assert text == wanted
    assert [text[a:b] for a, b in places] == tokens.split()


@given(st.lists(st.sampled_from(["Anna", "-", ",", ".", "3", "\u2019", "s", "\u00e9", "(", "U", "the"])))
def test_every_token_stands_where_it_is_said_to(tokens: list[str]) -> None:
    text, places = rejoined(tokens)
    assert [text[a:b] for a, b in places] == tokens
    assert text.replace(" ", "") == "".join(tokens)
