"""The time that a story has reached: which date told before still holds for a sentence without one.

Nothing here reads the clock, and nothing is carried into reported speech. What is carried has the basis
`relative-to-event` and is coarser the further it is carried: the next sentence keeps the day, a later one the
month, a distant one the year. Distances and the length of a report were set on the labelled documents.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date as day
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.extract.attribution.lexicon import load as cues
from kg.extract.attribution.quotes import find_quotes, top
from kg.extract.base import DateExpression
from kg.extract.date_mood import Mood, mood_of
from kg.extract.date_ties import apart_in_time, head_of, modifies_noun, tie
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision
from kg.text.annotate import Annotated, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

DATING = frozenset({"point", "range"})
#: Sentences back in one paragraph that are looked at, and how far a day, then a month, may be carried.
_BACK, _NEAR, _FAR = 40, 1, 3
_YEARS = 200  # expressions back in which years that open paragraphs are sought
_OVER = 4  # sentences back over the break of a paragraph
#: Characters of an ISO day, and the days before a report's own within which its story lies.
_DAY = 10
_RECENT = 14
#: A text with no date of its own and at most so many sentences and headings tells one story.
_SHORT, _HEADINGS = 60, 4
_CLIMB = 12
_SCARE = 16  # characters up to which a quotation is a word or two with marks around them
#: "After the uprising they wrote": what lies before or after the deed is not of its day.
_APART = frozenset({"after", "before", "since", "until", "till", "prior"})


def of_sentence(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> list[DateExpression]:
    """The expressions of a sentence that can date something."""
    place = annotated.sentences[sentence]
    i = bisect_left(dates, place.first, key=lambda d: d.first)
    found = []
    while i < len(dates) and dates[i].first < place.last:
        if dates[i].sort in DATING:
            found.append(dates[i])
        i += 1
    return found


@lru_cache(maxsize=8)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((q.start, q.end) for q in top(find_quotes(text)) if q.end - q.start > _SCARE)


def in_quotation(annotated: Annotated, offset: int) -> bool:
    """Whether a character stands inside quotation marks that hold more than a word or two."""
    spans = _quoted(annotated.text)
    i = bisect_left(spans, offset + 1, key=lambda s: s[0]) - 1
    return i >= 0 and spans[i][0] <= offset < spans[i][1]


def is_dateline(annotated: Annotated, first: int, last: int) -> bool:
    """A line that holds a date and hardly more dates the page, not what is told on it."""
    place = annotated.sentence(first)
    return place.last - place.first <= last - first + 2


def tells_time(annotated: Annotated, date: DateExpression) -> bool:
    """A date at the head of its sentence, or on its main verb, is the time that the story has reached."""
    first, last = date.first, date.last
    if in_quotation(annotated, date.start) or is_dateline(annotated, first, last):
        return False
    if modifies_noun(annotated.parse, first, last):
        return False
    if first - annotated.sentence(first).first <= 2:
        return True
    if date.when.end is None:
        return False
    head = head_of(annotated.parse, date)
    if head.dep_ == "ROOT":
        return True
    place = annotated.sentence(first)
    root = annotated.parse[place.first : place.last].root
    return tie(annotated.parse, date, root.i, place.first) <= 2


def reported(verb: Token) -> bool:
    """Whether a clause is what somebody says or thinks: its time is not the story's."""
    for _ in range(_CLIMB):
        if verb.head.i == verb.i:
            return False
        if verb.dep_ == "ccomp" and verb.head.lemma_.lower() in cues().verbs:
            return True
        verb = verb.head
    return False


def carried(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    trigger: int,
    sentence: int,
    *,
    speech: bool = False,
    near: bool = False,
) -> When | None:
    """The date that holds for a trigger whose sentence has none, or None.

    speech: the trigger is a cue ("Following the talks, the minister said"), which follows on what was told.
    near: only a heading's or the sentence's before, for what is no step of the story.
    """
    mood = mood_of(annotated.parse[trigger])
    place = annotated.sentences[sentence]
    if place.heading:
        return None if speech else _of_lead(annotated, dates, sentence)
    apart = apart_in_time(annotated.parse[trigger], _APART) is not None
    if apart or mood.name in {"other", "open"} or (mood.name == "future" and speech):
        return None
    if not speech and (reported(mood.verb) or in_quotation(annotated, annotated.parse[trigger].idx)):
        return None
    found = _by_heading(annotated, dates, trigger, sentence) if mood.name == "past" else None
    found = found or _before(annotated, dates, mood, sentence, speech=speech, near=near)
    return found if found is None or _possible(annotated, mood, found) else None


def _possible(annotated: Annotated, mood: Mood, found: When) -> bool:
    """What is told as past does not lie after the document's own date."""
    own = annotated.document.date.value
    if own is None or mood.name != "past" or found.start is None or found.start.startswith("-"):
        return True
    n = min(len(own), len(found.start))
    return found.start[:n] <= own[:n]


def _before(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    mood: Mood,
    sentence: int,
    *,
    speech: bool,
    near: bool,
) -> When | None:
    here = annotated.sentences[sentence]
    keyed = _of_place(annotated, dates, here) if mood.name == "past" else None
    if keyed is not None:
        return keyed
    crosses = _goes_on(annotated, here, speech=speech)
    for back in range(sentence - 1, max(-1, sentence - _BACK), -1):
        place = annotated.sentences[back]
        if place.heading:
            if mood.name == "future" or _one_story(annotated):
                continue
            return _of_heading(annotated, dates, back) or _framed(annotated, dates, sentence)
        crossed = place.paragraph != here.paragraph
        if (crossed and (not crosses or sentence - back > _OVER)) or (near and sentence - back > _NEAR):
            continue
        date = _reached(annotated, dates, back, mood.name)
        if date is not None and not _too_wide(date, sentence - back):
            if sentence - back > _NEAR and not speech and _background(annotated, date):
                return None
            return _told_of(annotated, date, sentence - back)
    if mood.name != "past" or near:
        return None
    return _framed(annotated, dates, sentence) or _of_the_story(annotated, dates)


def _too_wide(date: DateExpression, distance: int) -> bool:
    """A century says nothing of the next sentence, a decade nothing of a later one."""
    return date.when.precision is Precision.CENTURY or (
        date.when.precision is Precision.DECADE and distance > _NEAR
    )


def _background(annotated: Annotated, date: DateExpression) -> bool:
    """In a report of a day an earlier year is background: a later sentence may be of the day again."""
    own, start = annotated.document.date.value or "", date.when.start or ""
    return len(own) == _DAY and len(start) == len("2016") and start < own[:4]


def _of_the_story(annotated: Annotated, dates: Sequence[DateExpression]) -> When | None:
    """The one day that a short note names, for what it tells before it comes to the day."""
    if not _one_story(annotated):
        return None
    days = {d.when.start: d for d in dates if d.sort in DATING and tells_time(annotated, d) and _day_of(d)}
    if len(days) != 1:
        return None
    date = next(iter(days.values()))
    return _told_of(annotated, date) if mood_of(head_of(annotated.parse, date)).name == "past" else None


def _day_of(date: DateExpression) -> bool:
    return date.when.precision is Precision.DAY and date.when.start is not None


def _goes_on(annotated: Annotated, here: Sentence, *, speech: bool) -> bool:
    """Whether a paragraph goes on with the story of the one before.

    A short text without a date tells one story; elsewhere a pronoun, "also" or "then" at the head says so.
    """
    if _one_story(annotated):
        return True
    i = here.first
    while i > 0 and annotated.sentence(i - 1).paragraph == here.paragraph:
        # White space between two sentences belongs to the second, which begins behind it.
        i = min(i - 1, annotated.sentence(i - 1).first)
    first = annotated.sentence(i)
    if speech and not annotated.document.date.value:
        return True
    opening = annotated.parse[first.first : min(first.last, first.first + 6)]
    if any(t.lower_ in {"also", "then"} for t in opening):
        return True
    return bool(len(opening)) and opening[0].tag_ in {"PRP", "PRP$"} and opening[0].lower_ != "it"


def _one_story(annotated: Annotated) -> bool:
    """A short text that bears no date, such as an official note, tells of one occasion."""
    if annotated.document.date.value is not None or len(annotated.sentences) > _SHORT:
        return False
    return sum(s.heading for s in annotated.sentences) <= _HEADINGS


def _reached(
    annotated: Annotated, dates: Sequence[DateExpression], sentence: int, mood: str
) -> DateExpression | None:
    """The date that a sentence of this mood has reached."""
    for date in reversed(of_sentence(annotated, dates, sentence)):
        start = date.when.start
        if start is None or (start.startswith("--") and annotated.document.date.value is not None):
            continue
        if not tells_time(annotated, date) or _present(annotated, date) or _deadline(annotated, date):
            continue
        other = mood_of(head_of(annotated.parse, date)).name
        if other == mood or (mood == "past" and other == "other"):
            return date
    if mood != "past":
        return None
    return _keyed(annotated, dates, annotated.sentences[sentence])


def _present(annotated: Annotated, date: DateExpression) -> bool:
    """ "Today" in a text of which only the month or year is known: its present, not the day of its story."""
    own = annotated.document.date.value
    return own is not None and len(own) < _DAY and date.when.start == own and date.when.text is not None


def _deadline(annotated: Annotated, date: DateExpression) -> bool:
    """ "Will deliver it by May": what is told next need not be done by then."""
    return date.first > 0 and annotated.parse[date.first - 1].lower_ in {"by", "before"}


def _told_of(annotated: Annotated, date: DateExpression, distance: int = 1) -> When:
    """The date as it holds some sentences on."""
    when = date.when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})
    start = when.start
    if start is None or start.startswith("--") or distance <= _NEAR or len(start) == 4:
        return when
    if distance <= _FAR and _fresh(annotated, start):
        return when
    size = 7 if distance <= _FAR else 4
    if len(start) <= size:
        return when
    precision = Precision.MONTH if size == 7 else Precision.YEAR
    return when.model_copy(update={"start": start[:size], "end": start[:size], "precision": precision})


def _fresh(annotated: Annotated, start: str) -> bool:
    """A day shortly before the document's own: news tells a day in several sentences."""
    own = annotated.document.date.value
    if own is None:
        return _one_story(annotated)
    return len(own) == _DAY and len(start) == _DAY and 0 <= days_between(start, own) <= _RECENT


def days_between(start: str, end: str) -> int:
    """Days from one ISO day to another; −1 for a year before the common era."""
    return (day.fromisoformat(end) - day.fromisoformat(start)).days if start[:1] != "-" else -1


def _of_place(annotated: Annotated, dates: Sequence[DateExpression], here: Sentence) -> When | None:
    """ "visited Borduria on 4 April … In Borduria he met": the day of being at that place."""
    return _told_of(annotated, date) if (date := _keyed(annotated, dates, here)) else None


def _keyed(annotated: Annotated, dates: Sequence[DateExpression], here: Sentence) -> DateExpression | None:
    names = {
        t.text
        for t in annotated.parse[here.first + 1 : here.last]
        if t.pos_ == "PROPN" and annotated.parse[t.i - 1].lower_ in {"in", "at", "to"}
    }
    if not names:
        return None
    i = bisect_left(dates, here.first, key=lambda d: d.first) - 1
    found: dict[str, DateExpression] = {}
    for date in dates[max(0, i - 20) : i + 1]:
        place = _place_before(annotated, date)
        start = date.when.start or ""
        if place in names and len(start) == _DAY and not in_quotation(annotated, date.start):
            found[start] = date
    return next(iter(found.values())) if len(found) == 1 else None


def _place_before(annotated: Annotated, date: DateExpression) -> str | None:
    """The name that stands right before a date: "Borduria" of "visited Borduria on 4 April"."""
    first = annotated.sentence(date.first).first
    for i in range(date.first - 1, max(first - 1, date.first - 4), -1):
        token = annotated.parse[i]
        if token.pos_ == "PROPN":
            return token.text
        if token.pos_ not in {"ADP", "DET", "PUNCT"}:
            return None
    return None


def _framed(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """The year of a review of one year: the last two paragraphs that open with a year name the same."""
    seen: list[DateExpression] = []
    i = bisect_left(dates, annotated.sentences[sentence].first, key=lambda d: d.first) - 1
    for date in reversed(dates[max(0, i - _YEARS) : i + 1]):
        opens = date.first - annotated.sentence(date.first).first <= 1
        if date.when.basis is DateBasis.STATED and date.when.precision is Precision.YEAR and opens:
            seen.append(date)
        if len(seen) == 2:
            break
    if len(seen) == 2 and seen[0].when.start == seen[1].when.start:
        return _told_of(annotated, seen[0])
    return None


def _of_heading(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """A section headed "Legation closed, 1941" tells of that year."""
    here = of_sentence(annotated, dates, sentence)
    known = [d for d in here if d.when.start and not d.when.start.startswith("--")]
    if len(known) != 1 or is_dateline(annotated, known[0].first, known[0].last):
        return None
    return known[0].when.model_copy(update={"basis": DateBasis.RELATIVE_TO_EVENT})


def _by_heading(
    annotated: Annotated, dates: Sequence[DateExpression], trigger: int, sentence: int
) -> When | None:
    """The date of a heading that names the very deed: "Legation Closed, 1937" and "it did close"."""
    for back in range(sentence - 1, max(-1, sentence - 8), -1):
        place = annotated.sentences[back]
        if not place.heading:
            continue
        stem = annotated.parse[trigger].lemma_.lower()[:5]
        words = annotated.parse[place.first : place.last]
        if len(stem) >= 4 and any(t.lower_.startswith(stem) for t in words):
            return _of_heading(annotated, dates, back)
        return None
    return None


def _of_lead(annotated: Annotated, dates: Sequence[DateExpression], sentence: int) -> When | None:
    """A headline tells what the first sentence tells, on the one day that it names."""
    if sentence > 1:
        return None
    for number, place in enumerate(annotated.sentences[sentence + 1 : sentence + 5], sentence + 1):
        if place.heading:
            continue
        told = [d for d in of_sentence(annotated, dates, number) if tells_time(annotated, d)]
        if told or place.last - place.first > 8:
            known = {d.when.start: d for d in told if d.when.start and not d.when.start.startswith("--")}
            return _told_of(annotated, next(iter(known.values()))) if len(known) == 1 else None
    return None
