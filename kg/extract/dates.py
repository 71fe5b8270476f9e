"""Which dated expression of a parsed document dates an act or a statement.

`when_of` and `stated_on` attach an expression that `date_told.find_dates` found by the parse, never across
the clause of another event; how far is in `date_ties.tie`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.base import Attribution, DateExpression
from kg.extract.date_mood import mood_of
from kg.extract.date_report import lead_day, story_day
from kg.extract.date_story import (
    carried,
    days_between,
    in_quotation,
    of_sentence,
)
from kg.extract.date_tense import UP_TO, dateline, of_paper, words_of
from kg.extract.date_ties import NO_TIE, apart_in_time, clause_verb, head_of, modifies_noun, tie
from kg.model.dates import When
from kg.model.vocabulary import DateBasis, Precision, Reporting
from kg.text.annotate import Annotated
from kg.text.dates import parse_dates

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Days before a report within which what it tells is its story, not its background.
_LATELY = 60
#: Before a title these say that the post is no longer held.
_FORMER = frozenset({"former", "ex", "late", "onetime", "erstwhile", "ousted", "then"})
#: Tokens of a noun phrase before its noun that are searched for them, whatever they are and if they name.
_BESIDE, _PHRASE = 4, 10
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "PART", "PUNCT"})
_VERBATIM = frozenset({Reporting.DIRECT, Reporting.MIXED})


def when_of(
    annotated: Annotated,
    dates: Sequence[DateExpression],
    trigger_token: int,
    span: tuple[int, int],
    *,
    carry: bool = True,
    lead: bool = False,
    opinion: bool = False,
) -> When | None:
    """The date that applies to a trigger, or None.

    dates: what `find_dates` gave, in order. span: characters of the clause that carries the trigger.
    carry: whether the date of an earlier sentence may hold on, and not only that of a heading or the sentence
    before; lead: whether the day of a report may. opinion: it is what somebody thinks, no deed: in a text
    with a date of its own only a date of its own sentence says when it held.
    """
    sentence = annotated.sentence_of[trigger_token]
    here = [
        d
        for d in of_sentence(annotated, dates, sentence)
        if not _limit(annotated, d, trigger_token) and not _of_our_age(annotated, d)
    ]
    if _bygone(annotated, trigger_token):
        return None
    if _attributive(annotated.parse[trigger_token]):
        noun = annotated.parse[trigger_token].head
        beside = next(
            (d for d in here if d.first == noun.i + 2 and annotated.parse[noun.i + 1].pos_ == "ADP"), None
        )
        inside = [d for d in here if noun.left_edge.i <= d.first <= noun.right_edge.i]
        best = beside or _tied(annotated, inside, noun.i, span)
        return best.when if best is not None else None
    written = [d for d in here if dateline(annotated, d)]
    here = [d for d in here if d not in written]
    best = _tied(annotated, here, trigger_token, span)
    if best is None and not any(d.when.start for d in here):
        best = _tied(annotated, written, trigger_token, span)
    if best is not None:
        return _from_then(annotated, best, trigger_token)
    if any(d.when.start and not _aside(annotated, d) for d in here):
        return None
    dated = annotated.document.date.value is not None
    told = None
    if not (opinion and dated):
        told = carried(annotated, dates, trigger_token, sentence, near=not carry)
    if told is not None and any(_later(annotated, d, told) for d in here):
        return None
    return told or (lead_day(annotated, dates, trigger_token) if lead else None)


def _later(annotated: Annotated, date: DateExpression, told: When) -> bool:
    """A sentence that knows of "the 1990 invasion" does not go on with a story that has reached 1987."""
    own, start, before = annotated.document.date.value, date.when.start or "", told.start or ""
    if start[:1] in {"", "-"} or before[:1] in {"", "-"} or date.when.basis is not DateBasis.STATED:
        return False
    if own is None or start[: len(own)] > own[: len(start)]:
        return False
    return before[: len(start)] < start[: len(before)]


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
    """ "adopted a plan until 2025", "extended it to 2025": an end still ahead is not when that was done."""
    own, end = annotated.document.date.value, date.when.end
    closed = date.when.start is not None
    if closed and (date.first == 0 or annotated.parse[date.first - 1].lower_ not in UP_TO):
        return False
    if not end or not own or end[: len(own)] <= own[: len(end)]:
        return False
    return mood_of(annotated.parse[trigger]).name == "past"


def _of_our_age(annotated: Annotated, date: DateExpression) -> bool:
    """ "A partnership for the 21st century": the age that the text itself lives in says nothing of a deed."""
    own, end = annotated.document.date.value or "2001", date.when.end or ""
    return date.when.precision is Precision.CENTURY and not end.startswith("-") and end[:4] >= own[:4]


def _attributive(token: Token) -> bool:
    """ "The Strelsau-based group met on Monday": what a participle before a noun says holds at any time."""
    return token.dep_ == "amod" and token.tag_ in {"VBN", "VBG", "VBD"} and token.head.i > token.i


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
    first = max(annotated.sentence(trigger).first, trigger - _PHRASE)
    for i in range(trigger - 1, first - 1, -1):
        token = annotated.parse[i]
        if token.lower_ in _FORMER:
            return True
        if token.pos_ not in _NAMING and trigger - i > _BESIDE:
            return False
    return False


def _tied(
    annotated: Annotated, here: Sequence[DateExpression], trigger: int, span: tuple[int, int]
) -> DateExpression | None:
    """The closest tie; of equal ones the date inside the clause's characters, then the nearest."""
    place = annotated.sentence(trigger)
    lasting = _lasting(annotated, trigger)
    ranked = []
    for date in here:
        rank = tie(annotated.parse, date, trigger, place.first)
        if rank < NO_TIE and not (lasting and rank > 1):
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


def _lasting(annotated: Annotated, trigger: int) -> bool:
    """ "Korvel, who led it for twelve years, died on Monday": what lasted years is not of that day."""
    verb = clause_verb(annotated.parse[trigger])
    if verb.dep_ not in {"relcl", "acl", "appos"}:
        return False
    return any(
        child.lower_ in {"for", "over"}
        and any(t.dep_ == "pobj" and t.lemma_.lower() in words_of("years-long") for t in child.children)
        for child in verb.children
    )


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
