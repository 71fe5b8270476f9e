"""Which year an undated text is about, from clues that leave no choice.

Three clues, in this order: the one year that its full dates name; the office that a named person holds in it
("Foreign Minister Anna Korvel") together with the weekday of a day and month ("Monday 19 December"); that
weekday together with the years that the text names. A text without such a clue has no year.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as day

from kg.knowledge.gazetteer import PostEntry, load
from kg.model.cast import Cast
from kg.model.vocabulary import DateBasis
from kg.text import partial_dates
from kg.text.annotate import Annotated
from kg.text.dates import TextDate

#: Years that the calendar of offices and weekdays is tried on.
_YEARS = range(1946, 2046)
#: Characters before a name in which its holder's title may stand.
_TITLE = 60


def only_year(annotated: Annotated, parsed: Sequence[TextDate], cast: Cast | None) -> str | None:
    """The one year that a text without a date of its own is about, if its dates leave no choice."""
    named = _named_years(parsed)
    if len(named) == 1:
        return named.pop()
    loose = [d for d in parsed if d.reading.form == "yearless" and d.reading.day_name is not None]
    if not loose:
        return None
    posts = list(_offices(annotated, cast)) if cast is not None else []
    fitting = {str(year) for year in _YEARS if all(falls(d, year) for d in loose)}
    if posts:
        held = {year for year in fitting if all(_held(posts, d, int(year)) for d in loose)}
        return held.pop() if len(held) == 1 else None
    among = fitting & _years_told(parsed)
    return among.pop() if len(among) == 1 else None


def _named_years(parsed: Sequence[TextDate]) -> set[str]:
    """Dates with a day or month decide; where all of those lack a year, bare years do."""
    fine: set[str] = set()
    bare: set[str] = set()
    for date in parsed:
        start = date.when.start
        if date.when.basis != DateBasis.STATED or start is None or start.startswith("-"):
            continue
        (bare if len(start) == 4 else fine).add(start[:4])
    return fine or bare


def _years_told(parsed: Sequence[TextDate]) -> set[str]:
    starts = (d.when.start for d in parsed if d.when.basis == DateBasis.STATED)
    return {start[:4] for start in starts if start is not None and not start.startswith("-")}


def falls(date: TextDate, year: int) -> bool:
    """Whether the day and month fall on the weekday written with them in this year; true without one."""
    if date.reading.day_name is None:
        return True
    text = (date.reading.at.start or "").removeprefix("--")
    known = partial_dates.split(f"{year:04}-{text}")
    if known is None or known[1] is None or known[2] is None:
        return False
    return day(*(n for n in known if n is not None)).weekday() == date.reading.day_name


def _offices(annotated: Annotated, cast: Cast) -> Iterator[Sequence[PostEntry]]:
    """For each known person named with a title that the gazetteer dates, the posts of that title."""
    seen: set[tuple[str, str]] = set()
    for mention in cast.mentions:
        for key in mention.refs:
            figure = cast.figures.get(key)
            entry = load().get(figure.gazetteer) if figure and figure.gazetteer else None
            if entry is None or not entry.posts:
                continue
            sentence = annotated.sentence(mention.first)
            before = annotated.text[max(sentence.start, mention.start - _TITLE) : mention.end].lower()
            posts = [
                post for post in entry.posts if f"{post.title.lower()} " in before and "former" not in before
            ]
            if posts and (key, posts[0].title) not in seen:
                seen.add((key, posts[0].title))
                yield posts


def _held(offices: Sequence[Sequence[PostEntry]], date: TextDate, year: int) -> bool:
    on = f"{year:04}-{(date.reading.at.start or '').removeprefix('--')}"
    return all(any(post.holds_at(on) for post in posts) for posts in offices)
