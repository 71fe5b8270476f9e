"""Words that stand for who speaks."""

from __future__ import annotations

import pytest

from kg.knowledge.wordlists import first_person


@pytest.mark.parametrize("word", ["I", "me", "My", "we", "us", "Us", "OUR", "ourselves"])
def test_a_speaker_speaks_of_himself(word: str) -> None:
    assert first_person(word)


@pytest.mark.parametrize("word", ["US", "mine", "you", "they", "", "our side"])
def test_others_do_not(word: str) -> None:
    assert not first_person(word)
