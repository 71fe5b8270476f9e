"""Dated expressions of a parsed document, and which of them dates an act or a statement.

`find_dates` adds to `kg.text.dates` what only the running text knows: the year told before ("In 2015 …
On March 3 …") and the event that "two days later" counts from. `when_of` and `stated_on` attach an
expression by the parse, never across the clause of another event; how far is in `_tie`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.extract.base import Attribution, DateExpression
from kg.extract.date_mood import mood_of
from kg.extract.date_report import lead_day, story_day
from kg.extract.date_story import (
    carried,
    days_between,
    in_quotation,
    is_dateline,
    of_sentence,
    tells_time,
)
from kg.extract.date_tense import dateline, lends_its_year, main_tense, of_paper, tense_of
from kg.extract.date_ties import NO_TIE, apart_in_time, head_of, modifies_noun, tie
from kg.extract.date_years import falls, only_year
from kg.model.cast import Cast
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision, Reporting
from kg.text.annotate import Annotated
from kg.text.date_readings import resolve
from kg.text.dates import TextDate, parse_dates

#: Sentences back, in one paragraph, from which a year or a day told before still counts.
_REACH = 2
#: Sentences back to the last time of the story for "the next day", over paragraphs.
_STORY = 10
#: Days before a report within which what it tells is its story, not its background.
_LATELY = 60
#: Before a title these say that the post is no longer held.
_FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile", "ousted", "then"})
_VERBATIM = frozenset({Reporting.DIRECT, Reporting.MIXED})


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
    #: Whether the year of `iso` is the story's own, so that it may be lent.
    lends: bool = True
    #: Month ("05") → the year in which it was last told of.
    months: dict[str, str] = field(default_factory=dict)

    def near(self, annotated: Annotated, sentence: int) -> str | None:
        """The date told at most _REACH sentences before, in the same paragraph."""
        if self.iso is None or sentence - self.sentence > _REACH:
            return None
        return self.iso if annotated.sentences[sentence].paragraph == self.paragraph else None

    def before(self, sentence: int) -> str | None:
        """The date told last, for words that ask for one ("the next day"): the story's, else any."""
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
    told = _Told(only=only_year(annotated, parsed, cast) if anchor is None else None)
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


def _turned(annotated: Annotated, date: TextDate, first: int, last: int, anchor: str | None) -> TextDate:
    """The same date, behind the document where its own verb is past whatever "will" stands near."""
    if not date.pointed or tense_of(annotated.parse, first, last) != "past":
        return date
    reading = replace(date.reading, way=0)
    return date._replace(reading=reading, when=resolve(reading, date.when.text or "", anchor))


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
    if reading.base == "event":
        return resolve(reading, text, anchor, told.before(sentence))
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
    told.lends = lends_its_year(found)
    if len(start) >= 7 and not start.startswith("-"):
        told.months[start[5:7]] = start[:4]
    own = annotated.document.date.value
    ahead = own is not None and start[: len(own)] > own[: len(start)]
    if not ahead and tells_time(annotated, found):
        told.story, told.reached = start, sentence
    if found.when.basis == DateBasis.STATED and found.first - annotated.sentences[sentence].first <= 2:
        told.section = start[:4]


def when_of(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    trigger_token: int,
    span: tuple[int, int],
    *,
    carry: bool = True,
    lead: bool = False,
) -> When | None:
    """The date that applies to a trigger, or None.

    dates: what `find_dates` gave, in order. span: characters of the clause that carries the trigger.
    carry: whether the date of an earlier sentence may hold on, and not only that of a heading or the sentence
    before; lead: whether the day of a report may.
    """
    sentence = annotated.sentence_of[trigger_token]
    here = [d for d in of_sentence(annotated, dates, sentence) if not _limit(annotated, d, trigger_token)]
    if _bygone(annotated, trigger_token):
        return None
    written = [d for d in here if dateline(annotated, d)]
    here = [d for d in here if d not in written]
    best = _tied(annotated, here, trigger_token, span)
    if best is None and not any(d.when.start for d in here):
        best = _tied(annotated, written, trigger_token, span)
    if best is not None:
        return _from_then(annotated, best, trigger_token)
    if any(d.when.start and not _aside(annotated, d) for d in here):
        return None
    told = carried(annotated, dates, trigger_token, sentence, near=not carry)
    return told or (lead_day(annotated, dates, trigger_token) if lead else None)


def _from_then(annotated: Annotated, date: DateExpression, trigger: int) -> When:
    """ "Since the retirement of the fleet in 2011 they have relied on Borduria": from that year on."""
    head = head_of(annotated.parse, date)
    since = apart_in_time(head, frozenset({"since"})) if date.when.end is not None else None
    if (
        since is None
        or trigger in {t.i for t in since.subtree}
        or mood_of(annotated.parse[trigger]).name != "other"
    ):
        return date.when
    return date.when.model_copy(update={"end": None, "precision": Precision.RANGE})


def _limit(annotated: Annotated, date: DateExpression, trigger: int) -> bool:
    """ "adopted a strategy until 2025": the end of what was made, still ahead, is not when it was made."""
    own, end = annotated.document.date.value, date.when.end
    if date.when.start is not None or not end or not own or end[: len(own)] <= own[: len(end)]:
        return False
    return mood_of(annotated.parse[trigger]).name == "past"


def _aside(annotated: Annotated, date: DateExpression) -> bool:
    """A date that does not say when the story of its sentence is: of a paper, of a name, or still to come."""
    doc, own, start = annotated.parse, annotated.document.date.value, date.when.start or ""
    if modifies_noun(doc, date.first, date.last) or of_paper(doc, date) is not None:
        return True
    return own is not None and not start.startswith("-") and start[: len(own)] > own[: len(start)]


def _bygone(annotated: Annotated, trigger: int) -> bool:
    """ "the former minister": the date of the sentence is not that of the post."""
    if annotated.parse[trigger].pos_ not in {"NOUN", "PROPN"}:
        return False
    first = max(annotated.sentence(trigger).first, trigger - 4)
    return any(t.lower_ in _FORMER for t in annotated.parse[first:trigger])


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
    if not ranked:
        return None
    best = min(ranked)
    for other in sorted(ranked):
        if other[1] <= best[1] + 1 and _finer(other[-1], best[-1]):
            return other[-1]
    return _first_of_list(annotated, best[-1], here)


def _finer(one: DateExpression, other: DateExpression) -> bool:
    """ "earlier this week, on Wednesday": a day within the other stretch."""
    day, low, high = one.when.start, other.when.start, other.when.end
    if day is None or low is None or high is None or one.when.precision is not Precision.DAY:
        return False
    return other.when.precision is not Precision.DAY and low <= day <= high + "-99"


def _first_of_list(
    annotated: Annotated, best: DateExpression, here: Sequence[DateExpression]
) -> DateExpression:
    """ "in 1895 and 1935": the first of dates joined by "and"."""
    root = annotated.parse[best.first : best.last].root
    if root.dep_ != "conj":
        return best
    return next((d for d in here if d.first <= root.head.i < d.last), best)


def stated_on(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    cue_token: int | None,
    content_span: tuple[int, int],
) -> When | None:
    """When a statement was made: the date tied to its cue outside its content, else the document's."""
    if cue_token is not None:
        sentence = annotated.sentence_of[cue_token]
        spoken = in_quotation(annotated, annotated.parse[cue_token].idx)
        here = [
            d
            for d in of_sentence(annotated, dates, sentence)
            if not content_span[0] <= d.start < content_span[1]
            and d.when.start is not None
            and d.sort == "point"
            and (spoken or not in_quotation(annotated, d.start))
        ]
        best = _tied(annotated, here, cue_token, (0, 0)) or _of_report(annotated, here, cue_token)
        if best is not None:
            return best.when
        told = None if here else carried(annotated, dates, cue_token, sentence, speech=True)
        if told is not None and _speaks_then(annotated, told):
            return told
        if not here and mood_of(annotated.parse[cue_token]).name == "past":
            lead = story_day(annotated, dates, sentence)
            if lead is not None:
                return lead
    return document_date(annotated)


def _speaks_then(annotated: Annotated, told: When) -> bool:
    """Whether a date carried on to a statement is when it was made.

    A report of a day tells old days as background: who speaks in it spoke lately.
    """
    own = annotated.document.date.value
    if own is None:
        return True
    if told.precision is not Precision.DAY or told.start is None or told.start.startswith("--"):
        return False
    return len(own) < len(told.start) or days_between(told.start, own) <= _LATELY


def _of_report(annotated: Annotated, here: Sequence[DateExpression], cue: int) -> DateExpression | None:
    """ "Reuters reported on Monday that a source said …": the day of the report that holds the words."""
    token = annotated.parse[cue]
    for child in token.children:
        # The parse may take the first of the two verbs for what the second reports.
        if child.dep_ == "ccomp" and child.i < token.i and child.tag_ == "VBD":
            best = _tied(annotated, here, child.i, (0, 0))
            if best is not None:
                return best
    while token.dep_ == "ccomp" and token.head.i != token.i:
        token = token.head
        best = _tied(annotated, here, token.i, (0, 0))
        if best is not None:
            return best
    return None


def in_speech(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    attributions: Sequence[Attribution],
    stated: Sequence[When | None],
) -> list[DateExpression]:
    """The expressions with those inside quoted words counted from the day on which they were said.

    "On Tuesday he wrote: I asked him last night" is Monday night, whenever the report was printed.
    """
    moved: dict[int, When] = {}
    for attribution, when in zip(attributions, stated, strict=True):
        if attribution.reporting not in _VERBATIM or when is None or when.start is None or when.text is None:
            continue
        if when.precision is not Precision.DAY or when.start.startswith("--"):
            continue
        for start, end in attribution.spans:
            for date in parse_dates(annotated.text[start:end], when.start):
                relative = date.when.basis is DateBasis.RELATIVE_TO_DOCUMENT
                if (
                    relative
                    and date.reading.base == "document"
                    and in_quotation(annotated, start + date.start)
                ):
                    basis = DateBasis.RELATIVE_TO_EVENT
                    moved[start + date.start] = date.when.model_copy(update={"basis": basis})
    return [replace(d, when=moved[d.start]) if d.start in moved else d for d in dates]


def document_date(annotated: Annotated) -> When | None:
    """The document's own date as the date of what it says; None when it has none."""
    value = annotated.document.date.value
    if value is None:
        return None
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(value), Precision.UNKNOWN)
    return When(start=value, end=value, precision=precision, basis=DateBasis.RELATIVE_TO_DOCUMENT)
