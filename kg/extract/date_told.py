"""Dated expressions of a parsed document, resolved by what the running text knows.

`find_dates` adds to `kg.text.dates` the year told before ("In 2015 … On March 3 …"), the event that "two days
later" counts from, and whether the clause of a month without a year looks ahead or back.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.base import DateExpression
from kg.extract.date_story import in_quotation, is_dateline, tells_time
from kg.extract.date_tense import dateline, lends_its_year, looks_ahead, main_tense, of_paper, tense_of
from kg.extract.date_ties import modifies_noun
from kg.extract.date_years import falls, only_year
from kg.model.cast import Cast
from kg.model.dates import When
from kg.model.vocabulary import DateBasis
from kg.text.annotate import Annotated
from kg.text.date_readings import resolve
from kg.text.dates import TextDate, parse_dates
from kg.text.partial_dates import DAYS

#: Sentences back, in one paragraph, from which a year or a day told before still counts.
_REACH = 2
#: Sentences back to the last time of the story for "the next day", over paragraphs.
_STORY = 10
#: Months after a document within which a month that its writer leaves without a year is still to come.
_SOON = 3


@dataclass(slots=True)
class _Told:
    """The last date that the text told of, and the year that its section is about."""

    iso: str | None = None
    sentence: int = -99
    paragraph: int = -1
    section: str | None = None
    only: str | None = None
    #: The day or year that the story has reached, told as its time.
    story: str | None = None
    reached: int = -99
    #: The last day that was told, and its sentence.
    day: str | None = None
    day_sentence: int = -99
    #: Whether the year of `iso` is the story's own, so that it may be lent.
    lends: bool = True
    #: Month ("05") → the year in which it was last told of.
    months: dict[str, str] = field(default_factory=dict)

    def near(self, annotated: Annotated, sentence: int) -> str | None:
        """The date told at most _REACH sentences before, in the same paragraph."""
        if self.iso is None or sentence - self.sentence > _REACH:
            return None
        return self.iso if annotated.sentences[sentence].paragraph == self.paragraph else None

    def before(self, sentence: int, unit: str = "") -> str | None:
        """The date told last, for words that ask for one ("the next day"): the story's, else any.

        A day counts from a day: "in 2014" between the two is an aside.
        """
        if unit in DAYS and self.day is not None and sentence - self.day_sentence <= 2 * _REACH:
            return self.day
        if sentence - self.reached <= _STORY and self.reached >= self.sentence - 1:
            return self.story
        if sentence - self.sentence <= 2 * _REACH:
            return self.iso
        return self.story if sentence - self.reached <= _STORY else None


def find_dates(annotated: Annotated, cast: Cast | None = None) -> list[DateExpression]:
    """Every dated expression in order, resolved from the document's date or from what was told before.

    cast: who is named in the document; the offices that they hold may tell the year of an undated text.
    """
    anchor = annotated.document.date.value
    starts = [token.idx for token in annotated.parse]
    parsed = parse_dates(annotated.text, anchor)
    told = _Told(only=only_year(annotated, _own(annotated, parsed, starts), cast) if anchor is None else None)
    found: list[DateExpression] = []
    for number, date in enumerate(parsed):
        first = max(0, bisect_left(starts, date.start + 1) - 1)
        last = max(first + 1, bisect_left(starts, date.end))
        sentence = annotated.sentence_of[first]
        ahead = parsed[number + 1] if number + 1 < len(parsed) else None
        if ahead is not None and ahead.start >= annotated.sentences[sentence].end:
            ahead = None
        date = _turned(annotated, date, first, last, anchor)
        apart = date.reading.form == "apart"
        tense = (main_tense if apart else tense_of)(annotated.parse, first, last)
        when = _in_context(date, ahead, anchor, told, annotated, sentence, tense)
        expression = DateExpression(date.start, date.end, first, last, when, date.sort)
        found.append(expression)
        _remember(told, expression, date, annotated, sentence)
    return found


def _own(annotated: Annotated, parsed: Sequence[TextDate], starts: Sequence[int]) -> list[TextDate]:
    """The dates but for those of papers: "the treaty of 1990" does not tell when a text was written."""
    kept = []
    for date in parsed:
        first = max(0, bisect_left(starts, date.start + 1) - 1)
        last = max(first + 1, bisect_left(starts, date.end))
        expression = DateExpression(date.start, date.end, first, last, date.when, date.sort)
        if len(date.when.start or "") != len("2016") or of_paper(annotated.parse, expression) is None:
            kept.append(date)
    return kept


def _turned(annotated: Annotated, date: TextDate, first: int, last: int, anchor: str | None) -> TextDate:
    """The same date, behind the document where its own verb is past whatever "will" stands near.

    A day or month soon after the document's date is not that of the year before where its clause looks ahead:
    "agreed to close it for parts of October", written in August.
    """
    if date.pointed and tense_of(annotated.parse, first, last) == "past":
        reading = replace(date.reading, way=0)
    elif _soon(date, anchor) and looks_ahead(annotated.parse, first, last):
        reading = replace(date.reading, way=1)
    else:
        return date
    return date._replace(reading=reading, when=resolve(reading, date.when.text or "", anchor))


def _soon(date: TextDate, anchor: str | None) -> bool:
    """Whether a month without a year lies at most _SOON months ahead of the document's own."""
    start = date.reading.at.start or ""
    if date.reading.form != "yearless" or date.reading.way or anchor is None or len(anchor) < 7:
        return False
    return 1 <= (int(start[2:4]) - int(anchor[5:7])) % 12 <= _SOON


def _in_context(
    date: TextDate,
    ahead: TextDate | None,
    anchor: str | None,
    told: _Told,
    annotated: Annotated,
    sentence: int,
    tense: str,
) -> When:
    reading, text = date.reading, date.when.text or ""
    near = told.near(annotated, sentence)
    if reading.form == "yearless":
        near = _lender(date, near, told, anchor, tense)
        lent = _year_ahead(date, ahead)
        if lent is not None:
            return resolve(reading, text, None, lent)
        if anchor is None:
            return resolve(reading, text, None, near or told.section or told.only)
        if near is not None and near[:4] != anchor[:4] and not reading.way:
            return resolve(reading, text, anchor, near)
        return date.when
    if reading.form == "first-months":
        return resolve(reading, text, anchor, near or told.section)
    if reading.form == "apart":
        base = anchor if tense == "now" else told.before(sentence)
        return resolve(reading, text, anchor, base)
    if reading.base == "either":
        return resolve(reading, text, anchor, near)
    if reading.base == "event":
        return resolve(reading, text, anchor, told.before(sentence, reading.unit))
    return date.when


def _lender(date: TextDate, near: str | None, told: _Told, anchor: str | None, tense: str) -> str | None:
    """The date told before, if it may lend its year to a day or month without one."""
    if near is None or not falls(date, int(near[:4])):
        return None
    if anchor is None:
        return near
    if not told.lends or (date.reading.half == "since" and tense == "perfect"):
        return None
    month = (date.when.start or "")[5:7]
    if len(date.when.start or "") == 7 and told.months.get(month) == (date.when.start or "")[:4]:
        return None  # "so why in May?", after "on 18 May" of the document's year
    start = f"{near[:4]}-{(date.reading.at.start or '').removeprefix('--')}"
    n = min(len(start), len(anchor))
    # What has happened lies behind the document.
    return None if tense in {"past", "perfect"} and start[:n] > anchor[:n] else near


def _year_ahead(date: TextDate, ahead: TextDate | None) -> str | None:
    """ "on 4 April in Ankara and on 6 April 2016 in Tashkent": the year stands once, with the later date."""
    start, own = (ahead.when.start if ahead else None), date.reading.at.start
    if ahead is None or start is None or own is None or ahead.reading.form != "fixed" or len(start) < 7:
        return None
    if date.reading.way or own[2:4] not in {start[5:7], f"{int(start[5:7]) - 1:02}"}:
        return None
    return start[:4] if own[2:] <= start[5:] else None


def _remember(
    told: _Told, found: DateExpression, date: TextDate, annotated: Annotated, sentence: int
) -> None:
    start = found.when.start
    if date.sort != "point" or start is None or start.startswith("--"):
        return
    if modifies_noun(annotated.parse, found.first, found.last):
        return
    if is_dateline(annotated, found.first, found.last) or dateline(annotated, found):
        return
    if of_paper(annotated.parse, found) is not None or in_quotation(annotated, found.start):
        return
    told.iso, told.sentence, told.paragraph = start, sentence, annotated.sentences[sentence].paragraph
    if len(start) == len("2016-01-01"):
        told.day, told.day_sentence = start, sentence
    told.lends = lends_its_year(found)
    if len(start) >= 7 and not start.startswith("-"):
        told.months[start[5:7]] = start[:4]
    own = annotated.document.date.value
    ahead = own is not None and start[: len(own)] > own[: len(start)]
    if not ahead and tells_time(annotated, found):
        told.story, told.reached = start, sentence
    if found.when.basis == DateBasis.STATED and found.first - annotated.sentences[sentence].first <= 2:
        told.section = start[:4]
