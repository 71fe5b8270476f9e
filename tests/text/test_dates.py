"""Dated expressions: every word of the lexicon, minimal pairs, planted dates, hostile text."""

from __future__ import annotations

import json
import random
import time
from datetime import date, timedelta

import pytest

from kg.knowledge.places import data_path
from kg.model.vocabulary import DateBasis, Precision
from kg.text.dates import TextDate, parse_dates

#: A Wednesday: every example of the lexicon is read from here.
ANCHOR = "2016-06-15"
LINES = [
    json.loads(line)
    for line in data_path("lexicon", "date_words.jsonl").read_text(encoding="utf-8").splitlines()
]


def _written(found: TextDate) -> str | None:
    start, end = found.when.start, found.when.end
    return start if start == end else f"{start}/{end}"


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line['class']}:{line['word']}")
def test_every_word_reads_as_its_example_says(line: dict[str, str]) -> None:
    """What needs an event told before is resolved by the extractor, so here its reading must say so."""
    found = parse_dates(line["example"], ANCHOR)
    wanted = line["gives"]
    if wanted is None:
        assert all(d.when.start is None for d in found)
    elif any(d.reading.base == "event" for d in found):
        assert found[-1].when.start is None
    else:
        assert _written(found[-1]) == wanted


def test_words_stand_sorted_and_once() -> None:
    keys = [(line["class"], line["word"]) for line in LINES]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He resigned Monday night.", "2016-06-13"),
        ("He resigned yesterday morning.", "2016-06-14"),
        ("He resigned this evening.", "2016-06-15"),
        ("They met half a century ago.", "1966"),
        ("They met two and a half years ago.", "2013-12"),
        ("They met a century ago.", "1910/1919"),
        ("We know that 24 years ago they met.", "1992"),
        ("They met the day before yesterday.", "2016-06-13"),
        ("They met today, Friday 3 June 2016.", "2016-06-03"),
        ("It was signed on 7 April 2016.", "2016-04-07"),
        ("It was signed on April 7th, 2016.", "2016-04-07"),
        ("It was signed on Thursday, 7 April 2016.", "2016-04-07"),
        ("It was signed on 2016-04-07.", "2016-04-07"),
        ("It was signed on 07.04.2016.", "2016-04-07"),
        ("It was signed on 25/04/2016.", "2016-04-25"),
        ("It was signed on 04/07/2016.", "2016"),
        ("It was signed in the 1990s.", "1990/1999"),
        ("It was signed in the twentieth century.", "1901/2000"),
        ("A pact for the twenty-first century.", "2001/2100"),
        ("It grew in the first nine months of 2015.", "2015-01/2015-09"),
        ("It grew in Q1 2015.", "2015-01/2015-03"),
        ("It grew in the second quarter of 2015.", "2015-04/2015-06"),
        ("It grew in spring 2014.", "2014-03/2014-05"),
        ("It grew from 2012 to 2016.", "2012/2016"),
        ("It grew between May and July 2015.", "2015-05/2015-07"),
        ("It grew in 1867-68.", "1867/1868"),
        ("They met on 5-6 April 2016.", "2016-04-05/2016-04-06"),
        ("They met from 29 April to 2 May 1998.", "1998-04-29/1998-05-02"),
        ("It has grown since 2009.", "2009/None"),
        ("It grew until May 2015.", "None/2015-05"),
        ("It was not until May 2015 that it grew.", "2015-05"),
        ("They met last September.", "2015-09"),
        ("They met on Wednesday.", "2016-06-15"),
        ("They met on Thursday.", "2016-06-09"),
        ("They will meet on Thursday.", "2016-06-16"),
        ("They met on June 20.", "2016-06-20"),
        ("They met on September 20.", "2015-09-20"),
        ("They will meet on September 20.", "2016-09-20"),
        ("They met earlier this year.", "2016"),
        ("They met in March last year.", "2015-03"),
        ("They met late last month.", "2016-05"),
        ("They met twenty years ago.", "1996"),
        ("They met earlier in the month.", "2016-06"),
        ("They met earlier in the week.", "2016-06-13/2016-06-19"),
        ("They met at the weekend.", "2016-06-11/2016-06-12"),
        ("They met over the weekend.", "2016-06-11/2016-06-12"),
        ("They met the week before last.", "2016-05-30/2016-06-05"),
        ("They met in the first half of this year.", "2016-01/2016-06"),
        ("They met in the last quarter of last year.", "2015-10/2015-12"),
        ("It has grown since early June.", "2016-06/None"),
        ("It has grown since last week.", "2016-06-06/None"),
        ("It was open until last year.", "None/2015"),
        ("It was open until this week.", "2016-06-13/2016-06-19"),
        ("It applies beginning May 1.", "2016-05-01"),
        ("They meet on Friday next week.", "2016-06-24"),
        ("They met on Wednesday of last week.", "2016-06-08"),
        ("They met on Monday this week.", "2016-06-13"),
        ("They met in mid-May.", "2016-05"),
        ("It fell in the first five months of the year.", "2016-01/2016-05"),
        ("It fell in the first ten months of last year.", "2015-01/2015-10"),
        ("It fell in the first eleven months of last year.", "2015-01/2015-11"),
        ("It fell in the first twelve months of last year.", "2015"),
        ("It fell in the first 12 months of this year.", "2016"),
        ("It fell in the first twelve months of the year.", "2016"),
        ("It fell in the first quarter of the year.", "2016-01/2016-03"),
        ("It has fallen since the beginning of the year.", "2016/None"),
        ("They met a year and a half ago.", "2014-12"),
        ("They met three centuries ago.", "1701/1800"),
        ("They fought in the late 1800s.", "1800/1899"),
        ("They fought in the 2000s.", "2000/2009"),
        ("It fell in FY2015.", "2015"),
        ("It fell in FY15.", "2015"),
        ("It fell in FY69.", "2069"),
        ("It fell in FY70.", "1970"),
        ("It fell in FY99.", "1999"),
        ("He won in 2012's vote.", "2012"),
    ],
)
def test_reads(text: str, wanted: str) -> None:
    found = parse_dates(text, ANCHOR)
    assert [_written(d) for d in found] == [wanted]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("They marked the 70th anniversary of the pact.", "anniversary"),
        ("She was 26 years old.", "age"),
        ("The 26-year-old envoy left.", "age"),
        ("They meet every year.", "recurring"),
        ("The siege lasted three months.", "duration"),
    ],
)
def test_what_dates_no_event_says_so(text: str, sort: str) -> None:
    (found,) = parse_dates(text, ANCHOR)
    assert (found.sort, found.when.start, found.when.end) == (sort, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "They sent 2000 troops.",
        "They spoke of the 2030 Agenda.",
        "Order no. 1430/2019 was read.",
        "The post-2015 goals were set.",
        "They may march to the fall of the house.",
        "It cost $1995.",
        "The S-400 and the Tu-2000 flew.",
        "It happened on 31 February 2015 or not.",
        "The weekend was calm.",
        "It began at 11:25 local time (1625 UTC).",
    ],
)
def test_no_date(text: str) -> None:
    assert [d.when.start for d in parse_dates(text, ANCHOR) if d.when.start] in ([], ["2015-02"], ["2015"])


def test_without_an_anchor_no_year_is_guessed() -> None:
    day, month, weekday = parse_dates("On March 24, in September and on Wednesday they met.", None)
    assert (day.when.start, day.when.basis) == ("--03-24", DateBasis.STATED)
    assert month.when.start == "--09"
    assert (weekday.when.start, weekday.when.basis) == (None, DateBasis.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "anchor", "wanted"),
    [
        ("They met this week.", "2016-06", "2016-06"),
        ("They met yesterday.", "2016", "2016"),
        ("They met this month.", "2016", "2016"),
        ("They met at the weekend.", "2016-06", "2016-06"),
        ("They meet next week.", "2016-06", None),
        ("They met last month.", "2016", None),
    ],
)
def test_near_words_of_a_coarse_document_are_within_it(text: str, anchor: str, wanted: str | None) -> None:
    (found,) = parse_dates(text, anchor)
    assert found.when.start == wanted


@pytest.mark.parametrize(("day", "wanted"), [("2016-06-12", "2016-06-11"), ("2016-06-13", "2016-06-11")])
def test_the_weekend_of_a_sunday_is_its_own(day: str, wanted: str) -> None:
    (found,) = parse_dates("They met over the weekend.", day)
    assert found.when.start == wanted


def test_the_last_week_of_a_month_is_not_counted_from_today() -> None:
    starts = [d.when.start for d in parse_dates("They met in the last week of May.", ANCHOR)]
    assert starts == [None, "2016-05"]


def test_a_coarse_anchor_gives_no_finer_date() -> None:
    (yesterday,) = parse_dates("They met yesterday.", "2022-09")
    assert (yesterday.when.start, yesterday.when.precision) == ("2022-09", Precision.MONTH)
    (last,) = parse_dates("They met last month.", "2022")
    assert last.when.start is None


def test_basis_says_what_the_year_rests_on() -> None:
    stated, lent, relative = parse_dates("In May 2015, on March 3 and last year.", ANCHOR)
    assert [d.when.basis for d in (stated, lent, relative)] == [
        DateBasis.STATED,
        DateBasis.YEAR_FROM_DOCUMENT,
        DateBasis.RELATIVE_TO_DOCUMENT,
    ]


def test_planted_days_come_back() -> None:
    """An independent oracle: Python's own dates, written in five ways and planted between words."""
    pick = random.Random(7)
    forms = ("{d} {m} {y}", "{m} {d}, {y}", "the {d} of {m} {y}", "{y}-{n:02}-{d:02}", "{m} {d} {y}")
    wanted, pieces = [], []
    for _ in range(300):
        day = date(1800, 1, 1) + timedelta(days=pick.randrange(80_000))
        form = pick.choice(forms)
        pieces.append(form.format(d=day.day, m=day.strftime("%B"), n=day.month, y=day.year))
        wanted.append(day.isoformat())
    text = " and the envoys of Syldavia met; then, on ".join(pieces)
    assert [d.when.start for d in parse_dates(text, None)] == wanted
    assert all(text[d.start : d.end] == d.when.text for d in parse_dates(text, None))


@pytest.mark.parametrize(
    "piece",
    [
        "9",
        "1,",
        "the the ",
        "May ",
        "first ",
        "2015-",
        "1 2 ",
        "last ",
        "- ",
        "of the ",
        "12.",
        "\n",
        "’90s ",
        "٣",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    began = time.process_time()
    parse_dates(text, ANCHOR)
    assert time.process_time() - began < 3
