"""Which date applies to a trigger: minimal pairs on the parse, and dates told before."""

from __future__ import annotations

import pytest

from kg.extract.date_told import find_dates
from kg.extract.dates import stated_on, when_of
from kg.model.vocabulary import DateBasis
from tests.extract.parsed_text import annotated


def _when(text: str, trigger: str, document_date: str | None = None) -> str | None:
    parsed = annotated(text, date=document_date)
    token = next(t.i for t in parsed.parse if t.text == trigger)
    when = when_of(parsed, find_dates(parsed), token, (0, len(text)))
    return when.start if when else None


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Ruritania recognized Syldavia on 5 May 1990.", "recognized", "1990-05-05"),
        ("On 5 May 1990, Ruritania recognized Syldavia.", "recognized", "1990-05-05"),
        ("Ruritania held talks with Syldavia on 5 May 1990.", "talks", "1990-05-05"),
        ("The legation opened in 1990 and was closed in 1995.", "opened", "1990"),
        ("The legation opened in 1990 and was closed in 1995.", "closed", "1995"),
        ("Ruritania rejected the 1995 treaty.", "rejected", None),
        ("On 5 May 1990 the envoy said that Ruritania attacked Syldavia.", "attacked", None),
        ("On 5 May 1990 the envoy said that Ruritania attacked Syldavia.", "said", "1990-05-05"),
        ("Relations began when the envoy presented his letters on 5 May 1990.", "began", "1990-05-05"),
        ("They marked the 70th anniversary of the war.", "marked", None),
        ("The treaty that ended the war was signed by the king in 1990.", "treaty", "1990"),
        ("The treaty was signed in 1990 and ratified in 1992.", "ratified", "1992"),
    ],
)
def test_the_date_of_the_clause_and_no_other(text: str, trigger: str, wanted: str | None) -> None:
    assert _when(text, trigger) == wanted


def test_a_year_told_before_is_carried_to_a_day() -> None:
    parsed = annotated("The talks began in May 2015. On June 3, Ruritania left.", date="2019-01-01")
    dates = find_dates(parsed)
    assert (dates[1].when.start, dates[1].when.basis) == ("2015-06-03", DateBasis.RELATIVE_TO_EVENT)


def test_two_days_later_counts_from_the_event_told() -> None:
    parsed = annotated("The envoy arrived on 30 June 2015. Two days later he met the king.")
    dates = find_dates(parsed)
    assert (dates[1].when.start, dates[1].when.basis) == ("2015-07-02", DateBasis.RELATIVE_TO_EVENT)


def test_a_year_that_stands_once_serves_the_whole_list() -> None:
    parsed = annotated("He visited Borduria on 4 April and Syldavia on 6 April 2016.")
    assert [d.when.start for d in find_dates(parsed)] == ["2016-04-04", "2016-04-06"]


def test_without_any_clue_there_is_no_year() -> None:
    parsed = annotated("On March 24 the envoy left.")
    assert [d.when.start for d in find_dates(parsed)] == ["--03-24"]


def test_two_years_in_the_text_leave_a_choice_and_so_no_year() -> None:
    parsed = annotated(
        "A pact was made in May 1990.\n\nIt failed in June 1995.\n\nThe talks of March 24 ended."
    )
    assert find_dates(parsed)[-1].when.start == "--03-24"


def test_a_sentence_about_the_past_keeps_the_day_that_the_story_has_reached() -> None:
    text = "On 5 May 1990, the king arrived. He met the envoy of Syldavia."
    assert _when(text, "met") == "1990-05-05"
    assert _when(text.replace("met", "will meet"), "meet") is None


def test_a_dateline_dates_the_page_only() -> None:
    text = "Friday, January 4, 2019\n\nRuritania closed a port."
    assert _when(text, "closed", "2019-01-04") is None
    parsed = annotated("Friday, January 4, 2019\n\nThe next day the envoy left.", date="2019-01-04")
    assert find_dates(parsed)[-1].when.start is None


def test_a_statement_has_the_date_of_its_cue() -> None:
    text = "The spokeswoman said on January 13 that trade fell in 2015."
    parsed = annotated(text, date="2016-04-07")
    cue = next(t.i for t in parsed.parse if t.text == "said")
    when = stated_on(parsed, find_dates(parsed), cue, (text.index("trade"), len(text)))
    assert when is not None
    assert when.start == "2016-01-13"


@pytest.mark.parametrize("document_date", ["2016-04-07", None])
def test_else_the_document_dates_the_statement(document_date: str | None) -> None:
    text = "The spokeswoman said that trade fell in 2015."
    parsed = annotated(text, date=document_date)
    cue = next(t.i for t in parsed.parse if t.text == "said")
    when = stated_on(parsed, find_dates(parsed), cue, (text.index("trade"), len(text)))
    if document_date is None:
        assert when is None
    else:
        assert when is not None
        assert (when.start, when.basis, when.text) == (document_date, DateBasis.RELATIVE_TO_DOCUMENT, None)


def test_spans_are_exact() -> None:
    text = "In May 2015 they met; on June 3 they left, and two days later all was over."
    parsed = annotated(text, date="2019-01-01")
    for found in find_dates(parsed):
        assert text[found.start : found.end] == found.when.text
        assert parsed.parse[found.first].idx <= found.start < found.end
