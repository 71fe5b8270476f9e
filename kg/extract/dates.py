"""Dated expressions of a parsed document, and which of them dates an act or a statement.

`find_dates` adds to `kg.text.dates` what only the running text knows: the year told before ("In 2015 …
On March 3 …") and the event that "two days later" counts from. `when_of` and `stated_on` attach an
expression by the parse, never across the clause of another event; how far is in `_tie`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day
from typing import TYPE_CHECKING

from kg.extract.base import DateExpression
from kg.extract.date_ties import NO_TIE, head_of, modifies_noun, tie
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision
from kg.text.annotate import Annotated
from kg.text.date_readings import resolve
from kg.text.dates import TextDate, parse_dates

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Sentences back, in one paragraph, from which a year or a day told before still counts.
_REACH = 2
_DATING = frozenset({"point", "range"})
_PAST = frozenset({"VBD", "VBN"})
#: Characters of an ISO day, and the days before a report's own within which its story lies.
_DAY = 10
_RECENT = 14


@dataclass(slots=True)
class _Told:
    """The last date that the text told of, and the year that its section is about."""

    iso: str | None = None
    sentence: int = -99
    paragraph: int = -1
    section: str | None = None
    only: str | None = None

    def near(self, annotated: Annotated, sentence: int) -> str | None:
        """The date told at most _REACH sentences before, in the same paragraph."""
        if self.iso is None or sentence - self.sentence > _REACH:
            return None
        return self.iso if annotated.sentences[sentence].paragraph == self.paragraph else None

    def before(self, sentence: int) -> str | None:
        """The date told at most twice as far back, for words that ask for one ("the next day")."""
        return self.iso if sentence - self.sentence <= 2 * _REACH else None


def find_dates(annotated: Annotated) -> list[DateExpression]:
    """Every dated expression in order, resolved from the document's date or from what was told before."""
    anchor = annotated.document.date.value
    starts = [token.idx for token in annotated.parse]
    parsed = parse_dates(annotated.text, anchor)
    told = _Told(only=_only_year(parsed) if anchor is None else None)
    found: list[DateExpression] = []
    for number, date in enumerate(parsed):
        first = max(0, bisect_left(starts, date.start + 1) - 1)
        last = max(first + 1, bisect_left(starts, date.end))
        sentence = annotated.sentence_of[first]
        ahead = parsed[number + 1] if number + 1 < len(parsed) else None
        if ahead is not None and ahead.start >= annotated.sentences[sentence].end:
            ahead = None
        when = _in_context(date, ahead, anchor, told, annotated, sentence)
        expression = DateExpression(date.start, date.end, first, last, when, date.sort)
        found.append(expression)
        _remember(told, expression, date, annotated, sentence)
    return found


def _only_year(parsed: Sequence[TextDate]) -> str | None:
    """The one year that a text without a date of its own is about, if its dates leave no choice.

    Dates with a day or month decide; where all of those lack a year, a single bare year does.
    """
    fine: set[str] = set()
    bare: set[str] = set()
    for date in parsed:
        start = date.when.start
        if date.when.basis != DateBasis.STATED or start is None or start.startswith("-"):
            continue
        (bare if len(start) == 4 else fine).add(start[:4])
    years = fine or bare
    return years.pop() if len(years) == 1 else None


def _in_context(
    date: TextDate,
    ahead: TextDate | None,
    anchor: str | None,
    told: _Told,
    annotated: Annotated,
    sentence: int,
) -> When:
    reading, text = date.reading, date.when.text or ""
    near = told.near(annotated, sentence)
    if reading.form == "yearless":
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
    if reading.base == "event":
        return resolve(reading, text, anchor, told.before(sentence))
    return date.when


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
    if _is_dateline(annotated, found.first, found.last):
        return
    told.iso, told.sentence, told.paragraph = start, sentence, annotated.sentences[sentence].paragraph
    if found.when.basis == DateBasis.STATED and found.first - annotated.sentences[sentence].first <= 2:
        told.section = start[:4]


def _of_sentence(
    annotated: Annotated, dates: Sequence[DateExpression], sentence: int
) -> list[DateExpression]:
    """The expressions of a sentence that can date something."""
    place = annotated.sentences[sentence]
    i = bisect_left(dates, place.first, key=lambda d: d.first)
    found = []
    while i < len(dates) and dates[i].first < place.last:
        if dates[i].sort in _DATING:
            found.append(dates[i])
        i += 1
    return found


def when_of(
    annotated: Annotated, dates: Sequence[DateExpression], trigger_token: int, span: tuple[int, int]
) -> When | None:
    """The date that applies to a trigger, or None.

    dates: what `find_dates` gave, in order. span: characters of the clause that carries the trigger.
    """
    sentence = annotated.sentence_of[trigger_token]
    here = _of_sentence(annotated, dates, sentence)
    best = _tied(annotated, here, trigger_token, span)
    if best is not None:
        return best.when
    if any(d.when.start for d in here):
        return None
    return _carried(annotated, dates, trigger_token, sentence)


def _tied(
    annotated: Annotated, here: Sequence[DateExpression], trigger: int, span: tuple[int, int]
) -> DateExpression | None:
    """The closest tie; of equal ones the date inside the clause's characters, then the nearest."""
    place = annotated.sentence(trigger)
    ranked = []
    for date in here:
        rank = tie(annotated.parse, date, trigger, place.first)
        if rank < NO_TIE:
            known = date.when.start is not None or date.when.end is not None
            outside = not span[0] <= date.start < span[1]
            ranked.append((not known, rank, outside, abs(date.first - trigger), date.first, date))
    return min(ranked)[-1] if ranked else None


def _carried(
    annotated: Annotated, dates: Sequence[DateExpression], trigger: int, sentence: int
) -> When | None:
    """In told history, the date of the sentence before, or the year that the paragraph began with."""
    if not _told_as_past(annotated, trigger):
        return None
    paragraph = annotated.sentences[sentence].paragraph
    for back in range(sentence - 1, max(-1, sentence - 40), -1):
        place = annotated.sentences[back]
        here = [
            d for d in _of_sentence(annotated, dates, back) if not _is_dateline(annotated, d.first, d.last)
        ]
        if place.heading:
            return _of_heading(here) or _framed(annotated, dates, sentence)
        if place.paragraph != paragraph:
            continue
        for date in reversed(here):
            if (
                date.when.start is None
                or date.when.start.startswith("--")
                or not _frames(annotated, date, back)
            ):
                continue
            if sentence - back > 1 and date.when.precision != Precision.YEAR:
                return None
            return _told_of(date)
    return _framed(annotated, dates, sentence)


def _framed(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """The year of a review of one year: the last two paragraphs that open with a year name the same."""
    seen: list[DateExpression] = []
    i = bisect_left(dates, annotated.sentences[sentence].first, key=lambda d: d.first) - 1
    while i >= 0 and len(seen) < 2:
        date = dates[i]
        opens = date.first - annotated.sentence(date.first).first <= 1
        if date.when.basis is DateBasis.STATED and date.when.precision is Precision.YEAR and opens:
            seen.append(date)
        i -= 1
    if len(seen) == 2 and seen[0].when.start == seen[1].when.start:
        return _told_of(seen[0])
    return None


def _is_dateline(annotated: Annotated, first: int, last: int) -> bool:
    """A line that holds a date and hardly more dates the page, not what is told on it."""
    place = annotated.sentence(first)
    return place.last - place.first <= last - first + 2


def _told_of(date: DateExpression) -> When:
    return date.when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})


def _of_heading(dates: Sequence[DateExpression]) -> When | None:
    """A section headed "Legation closed, 1941" tells of that year."""
    known = [d for d in dates if d.when.start and not d.when.start.startswith("--")]
    return _told_of(known[0]) if len(known) == 1 else None


def _frames(annotated: Annotated, date: DateExpression, sentence: int) -> bool:
    """A date at the head of its sentence, or on its main verb, is the time that the story has reached."""
    place = annotated.sentences[sentence]
    if date.first - place.first <= 2:
        return True
    return head_of(annotated.parse, date).dep_ == "ROOT" and date.sort == "point"


def _told_as_past(annotated: Annotated, trigger: int) -> bool:
    verb: Token = annotated.parse[trigger]
    for _ in range(12):
        if verb.pos_ in {"VERB", "AUX"} or verb.head.i == verb.i:
            break
        verb = verb.head
    if any(
        child.tag_ in {"MD", "VBZ", "VBP"} and child.dep_ in {"aux", "auxpass"} for child in verb.children
    ):
        return False
    return verb.tag_ in _PAST


def stated_on(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    cue_token: int | None,
    content_span: tuple[int, int],
) -> When | None:
    """When a statement was made: the date tied to its cue outside its content, else the document's."""
    if cue_token is not None:
        sentence = annotated.sentence_of[cue_token]
        here = [
            d
            for d in _of_sentence(annotated, dates, sentence)
            if not content_span[0] <= d.start < content_span[1]
            and d.when.start is not None
            and d.sort == "point"
        ]
        best = _tied(annotated, here, cue_token, (0, 0))
        if best is not None:
            return best.when
        told = None if here else _carried(annotated, dates, cue_token, sentence)
        if told is not None and (told.precision is Precision.DAY or document_date(annotated) is None):
            return told
        if told is None and not here and annotated.parse[cue_token].tag_ in _PAST:
            lead = _story_day(annotated, dates, sentence)
            if lead is not None:
                return lead
    return document_date(annotated)


def _story_day(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """The day that a report has reached: of the last sentence before that a recent day dates.

    None in a text without a day of its own. News appears days after what it tells, so that what was said
    "on Saturday" or after it is nearer to that day than to the day of printing.
    """
    own = annotated.document.date.value
    if own is None or len(own) != _DAY:
        return None
    for back in range(sentence - 1, -1, -1):
        for date in _of_sentence(annotated, dates, back):
            start = date.when.start
            if start is None or len(start) != _DAY or _is_dateline(annotated, date.first, date.last):
                continue
            if 0 <= _days(start, own) <= _RECENT and _frames(annotated, date, back):
                return _told_of(date)
    return None


def _days(start: str, end: str) -> int:
    return (day.fromisoformat(end) - day.fromisoformat(start)).days if start[:1] != "-" else -1


def document_date(annotated: Annotated) -> When | None:
    """The document's own date as the date of what it says; None when it has none."""
    value = annotated.document.date.value
    if value is None:
        return None
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value), Precision.UNKNOWN)
    return When(start=value, end=value, precision=precision, basis=DateBasis.RELATIVE_TO_DOCUMENT)
