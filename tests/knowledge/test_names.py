"""Names as keys and slugs: one form for one name, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.names import is_demonym, normalise, slug, strip_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Kremlin", "Kremlin’s"),
        ("U.S.", "US"),
        ("Erdoğan", "ERDOGAN"),
        ("Фёдор", "федор"),
        ("Moscow–Kazan", "Moscow-Kazan"),
        ("Wałęsa", "Walesa"),
        ("ＡＩＩＢ", "AIIB"),
    ],
)
def test_one_name_has_one_key(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Иран", "Ирак"), ("Theodore", "odore"), ("й", "и")])
def test_two_names_have_two_keys(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Asian Infrastructure Investment Bank", "asian-infrastructure-investment-bank"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("St. Petersburg", "st-petersburg"),
        ("People's Daily", "peoples-daily"),
        ("U.S.-China", "us-china"),
        ("Сергей Лавров", "sergei-lavrov"),
        ("习近平", "xi-jin-ping"),
        ("!?", "u21-u3f"),
        ("", "unnamed"),
    ],
)
def test_slug(name: str, made: str) -> None:
    assert slug(name) == made


@given(st.text(max_size=30))
def test_slugs_are_ids_and_settle_at_once(name: str) -> None:
    made = slug(name)
    assert made.isascii()
    assert slug(made) == made


@given(st.text(max_size=30))
def test_normal_forms_settle_at_once(name: str) -> None:
    assert strip_marks(strip_marks(name)) == strip_marks(name)


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Bordurian", "Borduria"),
        ("Freedonians", "Freedonia"),
        ("Zubrowkan", "Zubrowka"),
        ("Norlandish", "Norland"),
        ("Klowese", "Klow"),
    ],
)
def test_demonyms_belong_to_their_country(word: str, country: str) -> None:
    assert is_demonym(word, country)


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Borduria", "Borduria"),
        ("Border", "Borduria"),
        ("Syldavian", "Borduria"),
        ("", "Klow"),
        ("Nordic", ""),
    ],
)
def test_other_words_are_no_demonyms(word: str, country: str) -> None:
    assert not is_demonym(word, country)
