"""The day that a report has reached: what is told without a date after "on Saturday" was then.

News appears days after what it tells, so that such a day is nearer than the day of printing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extract.base import DateExpression
from kg.extract.date_mood import mood_of
from kg.extract.date_story import DATING, days_between, in_quotation, reported, tells_time
from kg.model.dates import When
from kg.model.vocabulary import DateBasis
from kg.text.annotate import Annotated

#: Characters of an ISO day, and the days before a report's own within which its story lies.
_DAY = 10
_RECENT = 14
#: Sentences after the day of a report that still tell of it, and the relations of their main verbs.
_LEAD = 8
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def story_day(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """The day that a report has reached: of the last sentence before that a recent day dates.

    None in a text without a day of its own. News appears days after what it tells, so that what was said
    "on Saturday" or after it is nearer to that day than to the day of printing.
    """
    own = annotated.document.date.value
    if own is None or len(own) != _DAY:
        return None
    for date in _days_back(annotated, dates, sentence):
        if 0 <= days_between(date.when.start or "", own) <= _RECENT and tells_time(annotated, date):
            return date.when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
    return None


def lead_day(annotated: Annotated, dates: Sequence[DateExpression], trigger: int) -> When | None:
    """The day that a report has reached, for a past deed in a main clause that nothing else dates.

    The last date told before must be that day, at most `_LEAD` sentences back: behind an older one the report
    is in its background. "Today" of an interview is when it is given, not when its past was.
    """
    sentence = annotated.sentence_of[trigger]
    mood = mood_of(annotated.parse[trigger])
    if mood.name != "past" or mood.verb.dep_ not in _MAIN or annotated.sentences[sentence].heading:
        return None
    if reported(mood.verb) or in_quotation(annotated, annotated.parse[trigger].idx):
        return None
    found = story_day(annotated, dates, sentence)
    i = bisect_left(dates, annotated.sentences[sentence].first, key=lambda d: d.first) - 1
    told = next(
        (d for d in reversed(dates[max(0, i - _LEAD) : i + 1]) if d.sort in DATING and d.when.start), None
    )
    if found is None or told is None or told.when.start != found.start:
        return None
    near = sentence - annotated.sentence_of[told.first] <= _LEAD
    return found if near and found.start != annotated.document.date.value else None


def _days_back(
    annotated: Annotated, dates: Sequence[DateExpression], sentence: int
) -> Iterator[DateExpression]:
    i = bisect_left(dates, annotated.sentences[sentence].first, key=lambda d: d.first) - 1
    for date in reversed(dates[max(0, i - 60) : i + 1]):
        if date.sort in DATING and len(date.when.start or "") == _DAY:
            yield date
