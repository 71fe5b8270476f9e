"""What a date does not reach: opinions, standing facts, lasting terms, other clauses; and months to come."""

from __future__ import annotations

import pytest

from kg.extract.date_told import find_dates
from kg.extract.dates import when_of
from tests.extract.parsed_text import annotated

_DAY = "2016-06-15"


def _when(text: str, trigger: str, date: str | None = _DAY, *, opinion: bool = False) -> str | None:
    parsed = annotated(text, date=date)
    token = [t.i for t in parsed.parse if t.text == trigger][-1]
    when = when_of(parsed, find_dates(parsed), token, (0, len(text)), opinion=opinion)
    return when.start if when else None


_STORY = "On 5 May 2016 the king came. "


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # what a participle before a noun says holds at any time, unless the noun has a date of its own
        ("On Monday the Strelsau-based group met the envoy.", "based", None),
        ("On Monday the Strelsau-based group met the envoy.", "met", "2016-06-13"),
        ("They recalled the Ruritania-led war in 1998.", "led", "1998"),
        # a post no longer held, however long the name of the body
        ("The former Royal Ruritanian Border and Customs Agency chief died on Monday.", "chief", None),
        ("The Royal Ruritanian Border and Customs Agency chief died on Monday.", "chief", "2016-06-13"),
        # what lasted years is not of the day on which its holder died
        ("On Monday Anna Korvel, who served as queen for twelve years, died.", "served", None),
        ("On Monday Anna Korvel, who served as queen for twelve years, died.", "died", "2016-06-13"),
        # the age that the text lives in
        ("They signed a pact for the 21st century.", "signed", None),
        ("They signed it in the 19th century.", "signed", "1801"),
        # "two days after X" is the day of X
        ("On May 5, two days after the ruling, the king spoke.", "spoke", "2016-05-05"),
        # the end of what was done, still ahead
        ("They extended the truce to August 1.", "extended", None),
        ("They extended the truce on June 1.", "extended", "2016-06-01"),
        # dates of what papers hold
        ("Under the treaty of 1990 they built a port.", "built", None),
        ("In the treaty of 1990 they agreed on a port.", "agreed", "1990"),
    ],
)
def test_what_a_date_of_the_sentence_reaches(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger) == wanted


def test_an_opinion_has_no_date_of_another_sentence() -> None:
    text = _STORY + "Their visit pleased the envoys."
    assert _when(text, "pleased") == "2016-05-05"
    assert _when(text, "pleased", opinion=True) is None
    assert _when("In May 2016 the envoys were pleased.", "pleased", opinion=True) == "2016-05"


@pytest.mark.parametrize(
    ("text", "trigger", "date", "wanted"),
    [
        # the present of a text of which only the year is known
        ("Today we met the king. We opened the port.", "opened", "2016", None),
        ("Today we met the king. We opened the port.", "opened", _DAY, "2016-06-15"),
        # a deadline
        ("By May 2017 they will build a port. They will open a road.", "open", _DAY, None),
        ("In May 2017 they will build a port. They will open a road.", "open", _DAY, "2017-05"),
        # a sentence that knows of a later year
        ("In 1987 they met. They met again after the 1990 reforms.", "met", _DAY, None),
        ("In 1987 they met. They met again after the 1980 reforms.", "met", _DAY, "1987"),
    ],
)
def test_what_is_carried_on(text: str, trigger: str, date: str, wanted: str | None) -> None:
    assert _when(text, trigger, date) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They agreed to close the port for parts of August.", "2016-08"),
        ("They want to open the port in August.", "2016-08"),
        ("They want to leave by August 31.", "2016-08-31"),
        ("They extended the truce to August 31.", "2016-08-31"),
        ("The plan dates to July.", "2015-07"),
        ("They closed the port in August.", "2015-08"),
        ("The envoy condemned the attack in August.", "2015-08"),
        ("They want to leave in December.", "2015-12"),
    ],
)
def test_a_month_soon_ahead_of_the_text(text: str, wanted: str) -> None:
    found = find_dates(annotated(text, date=_DAY))
    assert [d.when.start for d in found] == [wanted]


def test_the_year_of_an_old_treaty_is_not_that_of_a_text_without_a_date() -> None:
    text = "They spoke of the treaty of 1990. On 5 May they met."
    assert [d.when.start for d in find_dates(annotated(text))][-1] == "--05-05"
    text = "They spoke of the war in 1990. On 5 May they met."
    assert [d.when.start for d in find_dates(annotated(text))][-1] == "1990-05-05"


def test_the_first_half_of_the_year_is_that_of_the_year_told_before() -> None:
    text = "In 2014 it grew. In the first half of the year it had fallen."
    assert [d.when.start for d in find_dates(annotated(text, date=_DAY))][-1] == "2014-01"
    assert [d.when.start for d in find_dates(annotated(text[17:], date=_DAY))][-1] == "2016-01"


def test_the_same_day_counts_from_a_day() -> None:
    text = "On 5 May 2016 the king came. He had come in 2014 too. The envoy left the same day."
    assert [d.when.start for d in find_dates(annotated(text, date=_DAY))][-1] == "2016-05-05"
