"""Dates whose verb, paper, clause or figure decides: minimal pairs on the parse, in invented texts."""

from __future__ import annotations

import pytest

from kg.extract.date_figures import when_measured
from kg.extract.date_told import find_dates
from kg.extract.dates import stated_on, when_of
from tests.extract.parsed_text import annotated

_LINE = "STRELSAU, 23 May 2014 – "


def _when(text: str, trigger: str, document_date: str) -> str | None:
    parsed = annotated(text, date=document_date)
    token = next(t.i for t in parsed.parse if t.text == trigger)
    when = when_of(parsed, find_dates(parsed), token, (0, len(text)))
    return when.start if when else None


@pytest.mark.parametrize(
    ("text", "trigger", "document_date", "wanted"),
    [
        (
            f"{_LINE}Ruritania signed a contract on Wednesday under which Borduria will send gas.",
            "signed",
            "2014-05-23",
            "2014-05-21",
        ),
        (
            f"{_LINE}Ruritania will sign a contract on Wednesday with Borduria.",
            "sign",
            "2014-05-23",
            "2014-05-28",
        ),
        ("Two years ago today Ruritania recognized Syldavia.", "recognized", "2017-07-20", "2015-07-20"),
        ("Two years ago Ruritania recognized Syldavia.", "recognized", "2017-07-20", "2015"),
        (
            f"{_LINE}One month after Ruritania recognized Syldavia, envoys have begun to look for a house.",
            "recognized",
            "2014-05-23",
            "2014-04",
        ),
        (
            f"{_LINE}One month after Ruritania recognized Syldavia, envoys have begun to look for a house.",
            "begun",
            "2014-05-23",
            None,
        ),
        (
            "They met on 21 May 2014. It came two months after Ruritania bombed Syldavia.",
            "bombed",
            "2014-05-23",
            "2014-03",
        ),
        ("Both agreed to revive a treaty of 17 April 2001.", "agreed", "2014-05-23", None),
        ("Both signed the treaty of 17 April 2001.", "signed", "2014-05-23", "2001-04-17"),
        (
            "In February 2020 a raid killed ten men; Syldavia protested, and on 5 March Korvel and Brandt "
            "agreed in Klow on a truce.",
            "agreed",
            "2020-12-18",
            "2020-03-05",
        ),
        (
            "In March 2013 the firms signed a paper in Klow, and six months later, at a fair in Strelsau, "
            "they agreed on the terms.",
            "agreed",
            "2014-05-23",
            "2013-09",
        ),
        (
            "In March 2013 the firms signed a paper in Klow, and six months later, at a fair in Strelsau, "
            "they agreed on the terms.",
            "signed",
            "2014-05-23",
            "2013-03",
        ),
        ("Ruritania adopted a strategy until 2025.", "adopted", "2016-07-01", None),
        ("Ruritania adopted a strategy in 2015.", "adopted", "2016-07-01", "2015"),
        ("Korvel said in January 2016 that exports had dropped.", "exports", "2017-02-10", None),
    ],
)
def test_the_verb_of_the_date_decides(
    text: str, trigger: str, document_date: str, wanted: str | None
) -> None:
    assert _when(text, trigger, document_date) == wanted


@pytest.mark.parametrize(
    ("text", "document_date", "wanted"),
    [
        # What has happened does not lie ahead of the document; a year of its own is lent only to the past.
        ("They agreed to hold a feast in 2015. On 21 May the firms signed a contract.", "2014-05-22", "2014"),
        ("They held a feast in 2012. On 21 May the firms signed a contract.", "2014-05-22", "2012"),
        ("Korvel visited Klow in December. She received the envoy in February.", "2023-04-10", "2023"),
        ("Ties were cut in 2008. Since January all measures have been lifted.", "2016-07-01", "2016"),
        ("Ties were cut in 2008. In January all measures were lifted.", "2016-07-01", "2008"),
        (
            "On 18 May Korvel made an offer. Ties were cut in 2018. So why did Korvel move in May?",
            "2020-07-24",
            "2020",
        ),
    ],
)
def test_a_year_is_lent_only_where_the_story_is_in_it(text: str, document_date: str, wanted: str) -> None:
    last = find_dates(annotated(text, date=document_date))[-1]
    assert (last.when.start or "")[:4] == wanted


@pytest.mark.parametrize(
    ("text", "noun", "figure", "wanted"),
    [
        ("Trade reached $88.2 billion in 2012 and $89.2 billion in 2013.", "Trade", "$88.2 billion", "2012"),
        ("Trade reached $88.2 billion in 2012 and $89.2 billion in 2013.", "Trade", "$89.2 billion", "2013"),
        ("In 2012 trade reached $5 billion, up from $4 billion in 2010.", "trade", "$5 billion", "2012"),
        (
            "Trade grew to $69.5 billion in 2016; Ruritanian exports rose to $37.3 billion.",
            "exports",
            "$37.3 billion",
            "2016",
        ),
        (
            "In 2015 trade fell to $68.1 billion. Korvel said in January 2016 that exports had dropped "
            "to $32.9 billion.",
            "exports",
            "$32.9 billion",
            "2015",
        ),
        (
            "Korvel said in January 2016 that exports had dropped to $9 billion.",
            "exports",
            "$9 billion",
            None,
        ),
        ("Exports reached $9 billion.", "Exports", "no such figure", None),
    ],
)
def test_a_figure_has_the_year_beside_it_or_the_one_before(
    text: str, noun: str, figure: str, wanted: str | None
) -> None:
    parsed = annotated(text, date="2017-02-10")
    token = next(t.i for t in parsed.parse if t.text == noun)
    when = when_measured(parsed, find_dates(parsed), token, (0, len(text)), figure)
    assert (when.start if when else None) == wanted


def test_what_is_said_is_of_the_document_where_the_dateline_alone_has_a_day() -> None:
    text = f"{_LINE}Korvel said that Borduria lied."
    parsed = annotated(text, date="2014-05-23")
    cue = next(t.i for t in parsed.parse if t.text == "said")
    when = stated_on(parsed, find_dates(parsed), cue, (text.index("that"), len(text)))
    assert when is not None
    assert when.start == "2014-05-23"
