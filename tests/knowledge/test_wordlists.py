"""Words that stand for who speaks."""

from __future__ import annotations

import pytest

from kg.errors import DataError
from kg.knowledge.wordlists import first_person, reference_words


@pytest.mark.parametrize("word", ["I", "me", "My", "we", "us", "Us", "OUR", "ourselves"])
def test_a_speaker_speaks_of_himself(word: str) -> None:
    assert first_person(word)


@pytest.mark.parametrize("word", ["US", "mine", "you", "they", "", "our side"])
def test_others_do_not(word: str) -> None:
    assert not first_person(word)


def test_a_sort_of_reference_words_that_nobody_has_is_an_error() -> None:
    assert "embassy" in reference_words("mission")
    with pytest.raises(DataError, match="zork"):
        reference_words("zork")
