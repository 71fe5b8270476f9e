"""From raw attributions to what is handed on: trimmed spans, act, modality, order, who reports whom."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.attribution.lexicon import Lexicon
from kg.extract.attribution.makers import is_text
from kg.extract.attribution.quoted import Quotations
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.speakers import identify, is_first_person, medium_of, tokens_of
from kg.extract.attribution.voices import can_speak
from kg.extract.attribution.words import QUOTE_MARKS, Words
from kg.extract.base import Attribution
from kg.model.cast import Cast
from kg.model.vocabulary import Modality, Reporting, SpeechAct

Span = tuple[int, int]
_PLANNED = frozenset({"will", "'ll", "’ll", "shall"})
_POSSIBLE = frozenset({"may", "might", "could", "can", "would", "'d", "’d"})
_NORMATIVE = frozenset({"should", "must", "ought"})
#: Stands for the cue where there is none: "She was furious. It would never end."
FREE = "free-indirect"
_NEGATIVE = frozenset({"not", "n't", "n’t", "never"})
_QUESTIONS = frozenset(
    {"who", "whom", "whose", "what", "which", "whether", "if", "how", "why", "when", "where"}
)
_NAME_TAGS = frozenset({"NNP", "NNPS", "PRP", "PRP$", "DT", "CC", "POS", ",", "_SP", "-LRB-", "-RRB-"})
#: Words for people that are no speakers of their own.
_PEOPLE = frozenset(
    {"those", "some", "many", "others", "people", "country", "countries", "states", "nations"}
)
_OPENS_CLAUSE = frozenset({"NNP", "NNPS", "DT", "PRP", "PRP$", "EX"})
#: Verbs above a cue that turn it: "refused to say", "is expected to announce".
_TURNS = {
    "refuse": Modality.NEGATED,
    "decline": Modality.NEGATED,
    "fail": Modality.NEGATED,
    "expect": Modality.PLANNED,
    "plan": Modality.PLANNED,
    "intend": Modality.PLANNED,
    "want": Modality.PLANNED,
    "prepare": Modality.PLANNED,
}


def finish(
    w: Words, raws: Sequence[Raw], quotations: Quotations, cast: Cast, lexicon: Lexicon
) -> list[Attribution]:
    """Attributions in order of their content, with the index of the one that reports each."""
    said = [raw for raw in raws if not (is_first_person(w, raw) or is_deed(w, raw) or _bare_name(w, raw))]
    kept = [(raw, _said_of(w, raw, trimmed_spans(w, raw, quotations))) for raw in said]
    kept = [(raw, spans) for raw, spans in kept if spans]
    speakers = {id(raw): identify(w, raw, cast, lexicon) for raw, _ in kept}
    kept = [item for item in kept if speakers[id(item[0])].keys or not _by_a_thing(w, item[0], lexicon)]
    kept = [item for item in kept if not _it_shows(w, item[0])]
    kept = [item for item in kept if item[0].how != "free" or speakers[id(item[0])].keys]
    kept.sort(key=lambda item: (item[1][0], item[0].cue or (0, 0)))
    kept = _told_once([(raw, spans, speakers[id(raw)].keys) for raw, spans in kept])
    outers = _outers([raw for raw, _ in kept])
    made = []
    for (raw, spans), outer in zip(kept, outers, strict=True):
        speaker, entry = speakers[id(raw)], raw.entry
        made.append(
            Attribution(
                spans=spans,
                cue=raw.cue,
                source=source_words(w, raw),
                speaker=speaker.mention,
                reporting=_reporting(raw, spans, quotations),
                act=entry.act if entry is not None else SpeechAct.ASSERT,
                resolution=speaker.resolution,
                speakers=speaker.keys,
                cue_lemma=FREE if raw.how == "free" else entry.lemma if entry is not None else None,
                cue_modality=cue_modality(w, raw),
                medium=medium_of(w, raw, cast, lexicon),
                outer=outer,
            )
        )
    return made


def _by_a_thing(w: Words, raw: Raw, lexicon: Lexicon) -> bool:
    """ "It is wrong to assert that", "the deal suggests that", "the crisis demands action": nobody says so.

    A text may; and what says or tells is taken for somebody, whatever the noun.
    """
    head, entry = raw.speaker, raw.entry
    if entry is None:
        return False
    if head is None:
        return entry.weak
    if w.form[head] == "it" or (entry.weak and not is_text(w, head, lexicon)):
        return True
    thing = w.tag[head] in {"NN", "NNS", "DT"} and w.form[head] not in _PEOPLE
    if not thing or entry.voice or entry.pos != "VERB" or raw.quoted:
        return False
    return not (is_text(w, head, lexicon) or can_speak(w, head, lexicon))


def _said_of(w: Words, raw: Raw, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """ "Korvel praised the pact, which ended the war": of the thing praised the reporter tells more.

    A content that is a noun phrase ends before its first finite relative clause.
    """
    if raw.quoted or not raw.frame.startswith(("dobj", "prep")) or "xcomp" in raw.frame:
        return spans
    cut = []
    for start, end in spans:
        first, last = tokens_of(w, (start, end))
        clauses = [
            w.left[k]
            for k in range(first, last)
            if w.dep[k] == "relcl" and w.is_finite(k) and w.left[k] > first
        ]
        stop = min(clauses, default=last)
        while stop < last and stop > first and w.is_mark(stop - 1):
            stop -= 1
        if stop > first:
            cut.append((start, w.end[stop - 1] if stop < last else end))
    return tuple(cut)


def _it_shows(w: Words, raw: Raw) -> bool:
    """ "It shows what can be done": whatever "it" stands for, a text or a state, says nothing."""
    return (
        raw.entry is not None and raw.entry.weak and raw.speaker is not None and w.form[raw.speaker] == "it"
    )


def _told_once(
    kept: list[tuple[Raw, tuple[Span, ...], tuple[str, ...]]],
) -> list[tuple[Raw, tuple[Span, ...]]]:
    """ "He noted that A, he said": one report of A, by the cue nearest to it.

    Dropped: a report whose whole content is another report by the same speaker, source and cue included.
    """
    inner = {}
    for raw, spans, keys in kept:
        if keys and raw.cue and raw.source:
            inner[min(raw.source[0], raw.cue[0], spans[0][0]), max(raw.cue[1], spans[-1][1])] = keys
    said = []
    for raw, spans, keys in kept:
        own = (spans[0][0], spans[-1][1])
        if not (keys and len(spans) == 1 and inner.get(own) == keys):
            said.append((raw, spans))
    return said


def is_deed(w: Words, raw: Raw) -> bool:
    """ "decided to go", "praised the plan": events of the author's voice, whose contents are no claims."""
    if raw.entry is None or raw.quoted:
        return False
    if raw.entry.factive or _made_by(w, raw) or _unmoved(w, raw):
        return True
    if raw.frame == "prep" and raw.entry.pos in {"ADJ", "NOUN"}:
        return True  # "is worried about the pact", "his criticism of the pact"
    if raw.frame == "xcomp" and raw.entry.pos == "ADJ":
        return True  # "is ready to sign"
    if raw.frame == "dobj" and raw.entry.weak and "ccomp" in raw.entry.frames:
        return True  # "the polls show a close race"
    if not raw.entry.deed:
        return False
    if raw.frame.startswith("dobj+prep:") and raw.entry.weak:
        return True  # "attributes importance to the pact"
    if raw.frame in {"dobj", "xcomp", "prep"} or raw.entry.lemma == "want":
        return True
    opening = w.text[raw.start : raw.contents[0][1]].split(None, 1)[0].lower()
    return raw.frame == "ccomp" and opening in _QUESTIONS  # "decide who goes"


def _unmoved(w: Words, raw: Raw) -> bool:
    """ "They are not worried that the talks may fail": what they do not hold is not their word."""
    adjective = raw.entry is not None and raw.entry.pos == "ADJ"
    copula = w.head[raw.cue_token] if adjective and raw.cue_token is not None else None
    return copula is not None and any(w.dep[k] == "neg" for k in w.kids[copula])


def _made_by(w: Words, raw: Raw) -> bool:
    """ "the ceasefire announced by Ruritania": a thing is told from others, and nothing is said."""
    i = raw.cue_token
    return raw.frame == "dobj" and i is not None and w.dep[i] == "acl" and w.tag[i] == "VBN"


def _bare_name(w: Words, raw: Raw) -> bool:
    """ "China backs Russia": a stance toward somebody is an event; there is nothing that is said."""
    if raw.frame not in {"dobj", "prep"} or raw.quoted or len(raw.contents) > 1:
        return False
    first, last = tokens_of(w, raw.contents[0])
    return all(w.tag[k] in _NAME_TAGS for k in range(first, last))


def source_words(w: Words, raw: Raw) -> Span | None:
    """The words of the source; for "who" those of the name before it; without a possessive ending."""
    if raw.source is None or raw.speaker is None:
        return raw.source
    start, end = raw.source
    at = w.start[raw.speaker]
    if not start <= at < end:
        head = raw.speaker
        first, last = w.left[head], head + 1
        start, end = w.chars(first, last)
    first, last = tokens_of(w, (start, end))
    while last - first > 1 and (w.tag[last - 1] == "POS" or w.form[last - 1] == ","):
        last -= 1
        end = w.end[last - 1]
    return start, end


def trimmed_spans(w: Words, raw: Raw, quotations: Quotations) -> tuple[Span, ...]:
    """The contents without quotation marks, "that" and end marks; without source and cue."""
    taken = [s for s in (raw.cue, source_words(w, raw)) if s is not None]
    spans = []
    for span in raw.contents:
        start, end = _trim(w, span, quotations)
        if start < end and not any(a < end and b > start for a, b in taken):
            spans.append((start, end))
    return tuple(spans)


def _trim(w: Words, span: Span, quotations: Quotations) -> Span:
    """Without enclosing quotation marks, "that", and the punctuation that ends the content."""
    start, end = span
    for _ in range(3):
        before = (start, end)
        while start < end and (w.text[start].isspace() or w.text[start] in ",;:–—…"):
            start += 1
        while end > start and (w.text[end - 1].isspace() or w.text[end - 1] in ",;:–—"):
            end -= 1
        first, last = tokens_of(w, (start, end))
        if last - first > 1 and w.start[first] == start and _complementiser(w, first):
            start = w.end[first]
        if last - first > 1 and w.form[last - 1] == "." and w.end[last - 1] == end:
            end = w.start[last - 1]
        start, end = _unquoted(w, start, end, quotations)
        if (start, end) == before:
            break
    return start, end


def _complementiser(w: Words, i: int) -> bool:
    """ "that" before a clause; before a name, article or pronoun it can be nothing else."""
    return w.form[i] == "that" and (w.tag[i] in {"IN", "WDT"} or w.tag[i + 1] in _OPENS_CLAUSE)


def _unquoted(w: Words, start: int, end: int, quotations: Quotations) -> Span:
    n = quotations.at(start) if start < end else None
    if n is not None and quotations.quotes[n].start == start and quotations.quotes[n].end >= end:
        q = quotations.quotes[n]
        return q.inner_start, min(end, q.inner_end)
    m = quotations.at(end - 1) if start < end else None
    if m is not None and quotations.quotes[m].end == end and quotations.quotes[m].start < start:
        end = quotations.quotes[m].inner_end
    elif start < end and n is None and w.text[start] in QUOTE_MARKS and w.text[start] not in "'’":
        start += 1
    return start, end


def _reporting(raw: Raw, spans: tuple[Span, ...], quotations: Quotations) -> Reporting:
    if raw.how == "free":
        return Reporting.INDIRECT
    if raw.how in {"turn", "answer", "block"}:
        return Reporting.DIRECT
    home = quotations.at(raw.cue[0]) if raw.cue else None
    if home is not None:
        return Reporting.INDIRECT
    inside = 0
    touched = False
    for start, end in spans:
        numbers = quotations.touching(start, end)
        touched = touched or len(numbers) > 0
        inside += any(
            quotations.quotes[n].start <= start and quotations.quotes[n].end >= end for n in numbers
        )
    if inside == len(spans):
        return Reporting.DIRECT
    return Reporting.MIXED if touched else Reporting.INDIRECT


def cue_modality(w: Words, raw: Raw) -> Modality:
    """Whether the saying itself is denied, planned, possible or due."""
    i = raw.cue_token
    if i is None or raw.entry is None or raw.entry.pos != "VERB":
        return raw.entry.modality or Modality.ACTUAL if raw.entry is not None else Modality.ACTUAL
    at = i
    for _ in range(4):
        forms = {w.form[k] for k in w.kids[at] if w.dep[k] in {"aux", "neg", "advmod"}}
        if forms & _NEGATIVE or any(w.dep[k] == "neg" for k in w.kids[at]):
            return Modality.NEGATED
        if forms & _PLANNED:
            return Modality.PLANNED
        if forms & _NORMATIVE:
            return Modality.NORMATIVE
        if forms & _POSSIBLE:
            return Modality.POSSIBLE
        if w.dep[at] != "xcomp" or w.head[at] == at:
            break
        at = w.head[at]
        if w.lemma[at] in _TURNS:
            return _TURNS[w.lemma[at]]
    return raw.entry.modality or Modality.ACTUAL


def _outers(raws: Sequence[Raw]) -> list[int | None]:
    """For each, the smallest other whose content holds its cue (or, without a cue, its content)."""
    events: list[tuple[int, int, int]] = []
    size = [sum(b - a for a, b in raw.contents) for raw in raws]
    for number, raw in enumerate(raws):
        for a, b in raw.contents:
            events += [(a, 0, number), (b, -1, number)]
        place = raw.cue or raw.source or raw.contents[0]
        events.append((place[0], 1, number))
    outers: list[int | None] = [None] * len(raws)
    active: dict[int, None] = {}
    for _, sort, number in sorted(events):
        if sort == 0:
            active[number] = None
        elif sort == -1:
            active.pop(number, None)
        else:
            around = [n for n in active if n != number and (size[n], n) > (size[number], -1)]
            around = [n for n in around if raws[n].cue != raws[number].cue]
            if around:
                outers[number] = min(around, key=lambda n: (size[n], n))
    return _without_cycles(outers)


def _without_cycles(outers: list[int | None]) -> list[int | None]:
    for number in range(len(outers)):
        seen = {number}
        at = outers[number]
        while at is not None:
            if at in seen:
                outers[number] = None
                break
            seen.add(at)
            at = outers[at]
    return outers
