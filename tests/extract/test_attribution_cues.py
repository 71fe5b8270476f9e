"""Every cue of the lexicon reports what its example says it reports."""

from __future__ import annotations

import json
from functools import cache

import pytest

from kg.extract.attribution import attributions, find
from kg.extract.attribution.lexicon import Cue, load
from kg.knowledge.places import data_path
from kg.model.cast import Cast
from kg.model.vocabulary import SpeechAct
from kg.text.annotate import Annotated
from tests.extract.parsed_text import annotated

NOBODY = Cast.of([], {})
ROLES = {"medium", "office", "speaker", "document"}  # nouns beside a cue: not cues themselves
parsed = cache(annotated)


def handed_on(cue: Cue, text: Annotated) -> bool:
    """Among the attributions is one with the example's source, content and cue."""
    return any(
        (text.text[a.source[0] : a.source[1]] if a.source else None) == cue.source
        and tuple(text.text[s:e] for s, e in a.spans) == cue.content
        and (a.cue_lemma == cue.lemma or ROLES & set(cue.frames))
        for a in attributions(text, NOBODY)
    )


def only_found(cue: Cue, text: Annotated) -> bool:
    """A deed is found with its content, and not handed on."""
    seen = any(
        raw.entry is not None
        and raw.entry.lemma == cue.lemma
        and tuple(text.text[s:e].removeprefix("that ") for s, e in raw.contents) == cue.content
        for raw in find(text)
    )
    return seen and not any(a.cue_lemma == cue.lemma for a in attributions(text, NOBODY))


@pytest.mark.parametrize("cue", load().cues, ids=lambda c: f"{c.lemma}/{c.pos}")
def test_the_example_of_a_cue(cue: Cue) -> None:
    text = parsed(cue.example)
    assert handed_on(cue, text) or ((cue.deed or cue.weak or cue.factive) and only_found(cue, text)), [
        (text.text[slice(*a.source)] if a.source else None, a.cue_lemma, [text.text[s:e] for s, e in a.spans])
        for a in attributions(text, NOBODY)
    ]


def test_the_lexicon_is_large_sorted_and_without_repetition() -> None:
    lines = data_path("lexicon", "cues.jsonl").read_text(encoding="utf-8").splitlines()
    keys = [(entry["lemma"], entry["pos"]) for entry in map(json.loads, lines)]
    assert len(keys) >= 250
    assert keys == sorted(set(keys))
    assert {cue.act for cue in load().cues} == set(SpeechAct)
