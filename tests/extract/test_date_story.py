"""The time that a story has reached: what is carried on, how far, and what is not."""

from __future__ import annotations

import pytest

from kg.extract import date_years
from kg.extract.base import Attribution
from kg.extract.date_told import find_dates
from kg.extract.dates import in_speech, stated_on, when_of
from kg.knowledge.entries import PostEntry
from kg.model.cast import Cast, Figure, Mention
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Kind, Precision, Reporting, SpeechAct
from tests.extract.parsed_text import annotated


def _found(text: str, trigger: str, date: str | None = None) -> When | None:
    parsed = annotated(text, date=date)
    token = next(t.i for t in parsed.parse if t.text == trigger)
    return when_of(parsed, find_dates(parsed), token, (0, len(text)))


def _when(text: str, trigger: str, date: str | None = None) -> str | None:
    when = _found(text, trigger, date)
    return when.start if when else None


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        # the next sentence keeps the day; later ones the month, then the year
        ("On 5 May 1936 the king came. He met the envoy.", "met", "1936-05-05"),
        ("On 5 May 1936 the king came. It was hot. He met the envoy.", "met", "1936-05"),
        (
            "On 5 May 1936 the king came. It was hot. It was dry. It was late. He met the envoy.",
            "met", "1936",
        ),
        # a negated or emphatic past is a past
        ("On 5 May 1936 the king came. He did not meet the envoy.", "meet", "1936-05-05"),
        ("On 5 May 1936 the king came. He had met the envoy.", "met", None),
        # what may, will or could be is not told of that day
        ("On 5 May 1936 the king came. He may meet the envoy.", "meet", None),
        ("On 5 May 1936 the king will come. He met the envoy.", "met", None),
        # the future goes on with the future
        ("On 5 May 2036 the king will come. He will meet the envoy.", "meet", "2036-05-05"),
        # what is said or quoted has a time of its own
        ("On 5 May 1936 the king came. He said that Borduria attacked Syldavia.", "attacked", None),
        ('On 5 May 1936 the king came. "Borduria attacked the port of Syldavia," he said.', "attacked", None),
    ],
)  # fmt: skip
def test_a_date_is_carried_on_ever_more_coarsely(text: str, trigger: str, wanted: str | None) -> None:
    # A date of its own keeps this from being a note that tells of one day.
    assert _when(text, trigger, "2040-01-01") == wanted


def test_what_is_carried_says_so() -> None:
    when = _found("On 5 May 1936 the king came. It was hot. He met the envoy.", "met", "2040-01-01")
    assert when is not None
    assert (when.basis, when.precision) == (DateBasis.RELATIVE_TO_EVENT, Precision.MONTH)


def test_the_past_does_not_lie_after_the_document() -> None:
    text = "On Friday a rule was made that takes effect on 10 December.\n\nThey sent a letter to Ruritania."
    assert _when(text, "sent", "2019-10-27") in {None, "2019-10-25"}


def test_a_place_brings_back_the_day_of_being_there() -> None:
    text = (
        "Minister Korvel visited Borduria on 4 April and Syldavia on 6 April 2016.\n\n"
        "In Borduria she met the premier.\n\nIn Syldavia she opened a school."
    )
    assert (_when(text, "met"), _when(text, "opened")) == ("2016-04-04", "2016-04-06")


def test_a_short_note_without_a_date_tells_of_one_day() -> None:
    text = "Ruritania and Borduria signed a pact.\n\nThe two ministers met on 3 March 2016 in Strelsau."
    assert _when(text, "signed") == "2016-03-03"
    assert _when(text + "\n\nThey met again on 9 May 2016.", "signed") is None


def test_a_heading_that_names_the_deed_dates_it() -> None:
    text = (
        "Legation Closed, 1937\n\nThe Bordurians came on 6 May 1936. Ruritania did close the legation. "
        "The envoy wept."
    )
    assert _when(text, "close") == "1937"
    assert _when(text.replace("Closed", "Sold"), "close") == "1936-05-06"


def test_a_headline_tells_what_the_lead_tells() -> None:
    text = "Ruritania leaves the league\n\nOn Tuesday, Ruritania left the league of the three kingdoms."
    assert _when(text, "leaves", "2019-09-12") == "2019-09-10"


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("On 19 June 1922, when the king received him, he left.", "received", "1922-06-19"),
        (
            "Ruritania recognized Borduria on 19 June 1922, when the king received its envoy.",
            "received", "1922-06-19",
        ),
        ("In a statement issued on 5 May 1990, Ruritania rejected the plan.", "rejected", "1990-05-05"),
        ("The envoy spoke at a 5 May 1990 meeting.", "spoke", "1990-05-05"),
        ("The occupation of Borduria that began on 2 May 1990 ended.", "occupation", "1990-05-02"),
        ("Ruritania denounced the summit on 5 May 1990, calling it void.", "calling", "1990-05-05"),
        ("The port was closed and the bridge was blown up on 5 May 1990.", "closed", "1990-05-05"),
        ("Wars in 1895 and 1935 ruined Ruritania.", "ruined", "1895"),
        ("Earlier in May 1990, on 5 May 1990, Ruritania left.", "left", "1990-05-05"),
        ("They signed a pact on 5 May 1990 in which both agreed to talk.", "agreed", "1990-05-05"),
        ("Ruritania rejected the 1990 statement.", "rejected", None),
        ("Ruritania condemned the attack of 5 May 1990.", "condemned", None),
        ("They met on 5 May 1990 and will visit Borduria.", "visit", None),
        ("They met on 5 May 1990 and visited Borduria.", "visited", "1990-05-05"),
    ],
)  # fmt: skip
def test_a_date_reaches_over_clauses_of_one_time(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger, "2040-01-01") == wanted


def _stated(text: str, cue: str, content: str, date: str) -> str | None:
    parsed = annotated(text, date=date)
    token = next(t.i for t in parsed.parse if t.text == cue)
    start = text.index(content)
    when = stated_on(parsed, find_dates(parsed), token, (start, start + len(content)))
    return when.start if when else None


def test_a_report_dates_what_it_reports() -> None:
    text = "The Strelsau Courier reported on Monday that a source said the port was shut."
    assert _stated(text, "said", "the port was shut", "2019-01-23") == "2019-01-21"


def test_old_days_are_background_of_a_report() -> None:
    text = "A bomber crashed on 5 May 1987. Inspectors said that it was old."
    assert _stated(text, "said", "it was old", "2019-10-03") == "2019-10-03"
    assert _stated(text, "said", "it was old", "1987-05-09") == "1987-05-05"


def test_days_inside_quoted_words_do_not_date_the_speech() -> None:
    text = 'On Tuesday Korvel resigned.\n\n"I told him last night that it is over," wrote Korvel.'
    assert _stated(text, "wrote", "I told him last night that it is over", "2019-09-12") == "2019-09-10"


def test_days_inside_quoted_words_count_from_the_speech() -> None:
    text = '"I told Borduria last night," wrote Korvel on Tuesday.'
    parsed = annotated(text, date="2019-09-12")
    dates = find_dates(parsed)
    assert [d.when.start for d in dates] == ["2019-09-11", "2019-09-10"]
    said = When(text="Tuesday", start="2019-09-10", end="2019-09-10", precision=Precision.DAY)
    start = text.index("I told")
    speech = Attribution(
        ((start, text.index(",")),), None, None, None, Reporting.DIRECT, SpeechAct.ASSERT, None
    )
    moved = in_speech(parsed, dates, [speech], [said])
    assert [d.when.start for d in dates] == ["2019-09-11", "2019-09-10"]
    assert [d.when.start for d in moved] == ["2019-09-09", "2019-09-10"]
    assert moved[0].when.basis is DateBasis.RELATIVE_TO_EVENT


class _Offices:
    """A gazetteer of one office holder."""

    posts = (PostEntry("foreign minister", None, "ru", "2016-07", "2018-07"),)

    def get(self, _: str) -> _Offices:
        return self


def _cast(text: str, name: str) -> Cast:
    parsed = annotated(text)
    start = text.index(name)
    first = parsed.token_at(start)
    last = first + len(name.split())
    mention = Mention(
        first, last, start, start + len(name), name, Kind.PERSON, last - 1, "pattern", refs=("korvel",)
    )
    return Cast.of([mention], {"korvel": Figure("korvel", "Anna Korvel", Kind.PERSON, gazetteer="korvel")})


def test_weekday_and_office_tell_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(date_years, "load", _Offices)
    text = "On Monday 19 December the council met. Foreign Minister Anna Korvel came."
    (found,) = find_dates(annotated(text), _cast(text, "Anna Korvel"))
    assert found.when.start == "2016-12-19"
    late = text.replace("Monday 19", "Wednesday 19")  # 2018: no longer in office
    (found,) = find_dates(annotated(late), _cast(late, "Anna Korvel"))
    assert found.when.start == "--12-19"
    former = text.replace("Foreign Minister", "Former foreign minister")
    (found,) = find_dates(annotated(former), _cast(former, "Anna Korvel"))
    assert found.when.start == "--12-19"


def test_weekday_and_the_years_told_tell_the_year() -> None:
    text = "The plan of 2016 and the plan of 2017 failed.\n\nOn Monday 19 December the council met."
    assert find_dates(annotated(text))[-1].when.start == "2016-12-19"
    assert find_dates(annotated(text.replace("Monday ", "")))[-1].when.start == "--12-19"
