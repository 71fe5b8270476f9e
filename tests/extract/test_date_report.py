"""The day that a report has reached, and what it does not reach."""

from __future__ import annotations

import pytest

import kg
from kg.extract.date_told import find_dates
from kg.extract.dates import stated_on, when_of
from kg.model.vocabulary import DateBasis
from tests.extract.parsed_text import annotated

_DAY = "2016-06-15"


def _when(
    text: str, trigger: str, date: str | None = _DAY, *, lead: bool = True, carry: bool = True
) -> str | None:
    parsed = annotated(text, date=date)
    token = [t.i for t in parsed.parse if t.text == trigger][-1]
    when = when_of(parsed, find_dates(parsed), token, (0, len(text)), lead=lead, carry=carry)
    return when.start if when else None


_LEAD = "On Saturday the king of Ruritania came. It was hot in the town.\n\n"


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        (_LEAD + "Envoys of Borduria attacked the port.", "attacked", "2016-06-11"),
        # not what may be, is, or had been
        (_LEAD + "Envoys of Borduria may attack the port.", "attack", None),
        (_LEAD + "Envoys of Borduria attack the port.", "attack", None),
        (_LEAD + "Envoys of Borduria had attacked the port.", "attacked", None),
        # nor behind an older date, which leads into the background as far as its paragraph goes
        (_LEAD + "The port was built in 1990. It is big. Envoys of Borduria attacked it.", "attacked", None),
        (_LEAD.strip() + " Last month it rained.\n\nBorduria attacked the port.", "attacked", "2016-06-11"),
        (_LEAD + "On Monday it rained.\n\nEnvoys of Borduria attacked the port.", "attacked", "2016-06-13"),
        # nor further than the next paragraph
        (_LEAD + "The port is old.\n\nEnvoys of Borduria attacked it.", "attacked", None),
        # nor what a noun only names
        (_LEAD + "Envoys of Borduria ended the attack.", "attack", None),
        # nor in a clause that only describes
        (_LEAD + "The envoys, who attacked the port, are rich.", "attacked", None),
        # nor what is reported
        (_LEAD + "The envoys said that Borduria attacked the port.", "attacked", None),
        # nor with the day of printing
        ("Today we speak to an envoy.\n\nIt is hot.\n\nBorduria attacked the port.", "attacked", None),
    ],
)
def test_a_report_goes_on_with_its_day(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger) == wanted


def test_the_day_of_a_report_is_for_deeds_only() -> None:
    text = _LEAD + "Envoys of Borduria attacked the port."
    assert _when(text, "attacked", lead=False) is None
    assert _when(text, "attacked", "2016") is None


def test_what_the_report_lends_says_so() -> None:
    parsed = annotated(_LEAD + "Envoys of Borduria attacked the port.", date=_DAY)
    token = next(t.i for t in parsed.parse if t.text == "attacked")
    when = when_of(parsed, find_dates(parsed), token, (0, 0), lead=True)
    assert when is not None
    assert when.basis is DateBasis.RELATIVE_TO_EVENT


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # the end of what was made, still ahead, is not when it was made, and blocks nothing
        ("On 5 May 2016 they met. They adopted a plan until 2025.", "adopted", "2016-05-05"),
        ("On 5 May 2016 they met. They praised a plan that will end in 2025.", "praised", "2016-05-05"),
        ("On 5 May 2016 they met. They revived the treaty of 1990.", "revived", "2016-05-05"),
        ("They kept it until 2010.", "kept", None),
        # a year that ends a name
        ("Ruritania joined Joint Sea 2014.", "joined", None),
        ("Ruritania joined it in 2014.", "joined", "2014"),
        # what a bare verb says was then
        ("This year we saw Ruritania end the talks.", "end", "2016"),
        ("This year we heard that Ruritania ended the talks.", "ended", None),
        # what is said now is not of then
        ("Next year Ruritania will host it, and we welcome all.", "welcome", None),
        ("Next year Ruritania will host it and will welcome all.", "welcome", "2017"),
    ],
)
def test_dates_that_stand_aside(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger, lead=False) == wanted


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("They met on 5 May 2016 before the attack.", "attack", None),
        ("They met on 5 May 2016 before the attack.", "met", "2016-05-05"),
        ("They met before the attack of 5 May 2016.", "attack", "2016-05-05"),
        ("They met on 5 May 2016 during the attack.", "attack", "2016-05-05"),
        ("On 5 May 2016 they met. They wrote after the attack.", "attack", None),
        ("On 5 May 2016 they met. They wrote after the attack.", "wrote", "2016-05-05"),
    ],
)
def test_what_lies_before_or_after_is_of_another_day(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger, lead=False) == wanted


def test_since_an_event_of_a_year_is_from_then_on() -> None:
    text = "Since the fall of the king in 2011, Ruritania has relied on Borduria."
    parsed = annotated(text, date=_DAY)
    token = next(t.i for t in parsed.parse if t.text == "relied")
    when = when_of(parsed, find_dates(parsed), token, (0, len(text)))
    assert when is not None
    assert (when.start, when.end) == ("2011", None)


def test_a_century_or_an_older_year_is_not_carried_far() -> None:
    assert _when("In the 19th century kings came. They met the envoy.", "met") is None
    assert _when("In the 1990s kings came. They met the envoy.", "met") == "1990"
    assert _when("In 1990 kings came. It was hot. They met the envoy.", "met") is None
    assert _when("In 1990 kings came. They met the envoy.", "met") == "1990"


def test_what_is_no_step_of_the_story_has_the_date_of_the_sentence_before_only() -> None:
    text = "On 5 May 2016 the king came. {}He met the envoy."
    assert _when(text.format(""), "met", carry=False) == "2016-05-05"
    assert _when(text.format("It was hot. "), "met", carry=False) is None


def test_who_speaks_after_old_news_speaks_on_the_day_of_the_report() -> None:
    text = "On Saturday the king came.\n\nThe port was built in 1990. The envoy said that it was hot."
    parsed = annotated(text, date=_DAY)
    cue = next(t.i for t in parsed.parse if t.text == "said")
    when = stated_on(parsed, find_dates(parsed), cue, (text.index("it was hot"), len(text)))
    assert when is not None
    assert when.start == "2016-06-11"


def test_where_a_place_lies_has_no_date() -> None:
    found = kg.extract("On Monday, leaders of France met in Lyon, France.", date=_DAY)
    dates = [c.valid for c in found.claims if c.relation == "locatedIn"]
    assert all(d is None for d in dates)
