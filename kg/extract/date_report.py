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
from kg.model.vocabulary import DateBasis, Precision
from kg.text.annotate import Annotated

#: Characters of an ISO day, and the days before a report's own within which its story lies.
_DAY = 10
_RECENT = 14
#: Dates back at which the day of a report still counts, and the relations of main verbs.
_LEAD = 8
#: Sentences after the day of a report that are still told of it.
_HOLDS = 15
_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})


def story_day(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """The day that a report has reached: of the last sentence before that a recent day dates.

    None in a text without a day of its own, and over `_HOLDS` sentences back. News appears days after what it
    tells, so that what was said "on Saturday" or after it is nearer to that day than to the day of printing.
    """
    own = annotated.document.date.value
    if own is None or len(own) != _DAY:
        return None
    for date in _days_back(annotated, dates, sentence):
        if sentence - annotated.sentence_of[date.first] > _HOLDS:
            break
        if 0 <= days_between(date.when.start or "", own) <= _RECENT and tells_time(annotated, date):
            return date.when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
    return None


def lead_day(annotated: Annotated, dates: Sequence[DateExpression], trigger: int) -> When | None:
    """The day that a report has reached, for a past deed in a main clause that nothing else dates.

    The day must stand in this paragraph or the one before, and no other day may come between; a coarser date
    between them ("last month") is background, which ends with its paragraph. "Today" of an interview is when
    it is given, not when its past was.
    """
    sentence, token = annotated.sentence_of[trigger], annotated.parse[trigger]
    mood = mood_of(token)
    if mood.name != "past" or mood.verb.dep_ not in _MAIN or annotated.sentences[sentence].heading:
        return None
    if token.pos_ not in {"VERB", "AUX"} or mood.verb.tag_ == "VBG":
        return None
    if reported(mood.verb) or in_quotation(annotated, token.idx):
        return None
    found = story_day(annotated, dates, sentence)
    here = annotated.sentences[sentence]
    i = bisect_left(dates, here.first, key=lambda d: d.first) - 1
    for date in reversed(dates[max(0, i - _LEAD) : i + 1]):
        if found is None or date.sort not in DATING or not date.when.start:
            continue
        place = annotated.sentence(date.first)
        if date.when.start == found.start:
            near = here.paragraph - place.paragraph <= 1
            return found if near and found.start != annotated.document.date.value else None
        if date.when.precision is Precision.DAY or place.paragraph == here.paragraph:
            return None
    return None


def _days_back(
    annotated: Annotated, dates: Sequence[DateExpression], sentence: int
) -> Iterator[DateExpression]:
    i = bisect_left(dates, annotated.sentences[sentence].first, key=lambda d: d.first) - 1
    for date in reversed(dates[max(0, i - 60) : i + 1]):
        if date.sort in DATING and len(date.when.start or "") == _DAY:
            yield date
