"""The time that a figure is about: the year beside it, of its clause, or of the figure told before it.

"Reached $88.2 billion in 2012 and $89.2 billion in 2013" gives each its own; behind ";" or "while", and when
somebody only says it later, the year of the figures before goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.base import DateExpression
from kg.extract.date_story import DATING, in_quotation, of_sentence, tells_time
from kg.extract.date_tense import dateline
from kg.extract.dates import when_of
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision
from kg.text.annotate import Annotated

#: Words that may stand between a figure and its year: "$5 billion in the year 2012", "(2012)".
_BETWEEN = frozenset(
    {"in", "for", "during", "by", "at", "the", "of", "year", "(", "as", "on", "end", "fiscal", "until"}
)
#: Tokens between a figure and its year at most, and sentences back from which a year goes on.
_NEAR, _BACK = 5, 2
#: Before a year these say that something is compared with it.
_COMPARED = frozenset({"from", "since", "than", "against", "compared", "versus", "before"})
_BEFORE = 7
_COARSE = frozenset({Precision.YEAR, Precision.QUARTER, Precision.RANGE})


def when_measured(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    trigger_token: int,
    span: tuple[int, int],
    written: str,
) -> When | None:
    """The date that applies to a figure, or None.

    trigger_token: the word that says what is measured. span: characters of its clause. written: the figure as
    it stands in the text.
    """
    sentence = annotated.sentence_of[trigger_token]
    place = annotated.sentences[sentence]
    here = [d for d in of_sentence(annotated, dates, sentence) if not dateline(annotated, d) and d.when.start]
    start = annotated.text.find(written, max(span[0], place.start), place.end)
    if start < 0:
        return when_of(annotated, dates, trigger_token, span)
    end = start + len(written)
    for date in here:
        if date.start >= end and _beside(annotated, end, date):
            return date.when
    inside = [d for d in here if start <= d.start < end and not _compared(annotated, d)]
    if inside:
        return inside[-1].when
    own = when_of(
        annotated, [d for d in dates if not _of_another(annotated, d, here, start)], trigger_token, span
    )
    return own or _going_on(annotated, dates, trigger_token, sentence)


def _beside(annotated: Annotated, end: int, date: DateExpression) -> bool:
    """Whether only small words stand between a figure and the date behind it."""
    tokens = [t for t in annotated.parse[max(0, date.first - 12) : date.first] if t.idx >= end]
    return len(tokens) <= _NEAR and all(t.lower_ in _BETWEEN for t in tokens)


def _of_another(
    annotated: Annotated, date: DateExpression, here: Sequence[DateExpression], start: int
) -> bool:
    """A year right behind another figure of the sentence, or one that the figure is only compared with."""
    if date not in here:
        return False
    if _compared(annotated, date):
        return True
    i = date.first - 1
    while i > 0 and annotated.parse[i].lower_ in _BETWEEN:
        i -= 1
    token = annotated.parse[i]
    number = token.like_num or (
        i > 0 and annotated.parse[i - 1].like_num and token.lower_ in {"percent", "%"}
    )
    return bool(number) and token.idx < start and _another_begins(annotated, date, start)


def _another_begins(annotated: Annotated, date: DateExpression, start: int) -> bool:
    """Whether "and", "to" or a comma leads from the date on to the next figure."""
    return (
        any(t.lower_ in {"and", "to", "but"} for t in annotated.parse[date.last : date.last + 2])
        and start > date.end
    )


def _compared(annotated: Annotated, date: DateExpression) -> bool:
    first = max(annotated.sentence(date.first).first, date.first - _BEFORE)
    return any(t.lower_ in _COMPARED for t in annotated.parse[first : date.first])


def _going_on(
    annotated: Annotated, dates: Sequence[DateExpression], trigger: int, sentence: int
) -> When | None:
    """The year of the figures told before, in the sentence or just before it in the paragraph."""
    here = annotated.sentences[sentence]
    for back in range(sentence, max(-1, sentence - _BACK - 1), -1):
        if annotated.sentences[back].paragraph != here.paragraph or annotated.sentences[back].heading:
            return None
        told = [d for d in of_sentence(annotated, dates, back) if d.first < trigger or back < sentence]
        for date in reversed(told):
            if date.when.precision not in _COARSE or date.sort not in DATING or date.when.start is None:
                continue
            if date.when.end is None or date.when.start.startswith("--") or _compared(annotated, date):
                continue
            if in_quotation(annotated, date.start) or not _figure_before(annotated, date):
                continue
            return date.when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
    return None


def _figure_before(annotated: Annotated, date: DateExpression) -> bool:
    """Whether the sentence of the date holds a figure besides it."""
    place = annotated.sentence(date.first)
    tokens = (*annotated.parse[place.first : date.first], *annotated.parse[date.last : place.last])
    return any(t.like_num for t in tokens)


def reached_since(annotated: Annotated, dates: Sequence[DateExpression], start: int, end: int) -> When | None:
    """The last time that the author's words reach between two characters, or None."""
    for date in reversed(dates):
        known = date.when.start is not None and date.when.end is not None and date.sort in DATING
        if start < date.start < end and known and tells_time(annotated, date):
            return date.when
    return None
