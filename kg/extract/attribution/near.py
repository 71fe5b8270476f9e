"""The words beside a quotation that tell whose it is, where grammar did not reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.attribution.clauses import cue_tokens, source_tokens, subject_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.quotes import Quote
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.voices import can_speak
from kg.extract.attribution.words import QUOTE_MARKS, Words

if TYPE_CHECKING:
    from kg.extract.attribution.quoted import Quotations

#: How far from a quotation, in tokens, its cue may stand.
REACH = 45


def beside(w: Words, n: int, quotations: Quotations, lexicon: Lexicon) -> Raw | None:
    """A cue behind the quotation, else before it, in the same sentence as its edge."""
    q = quotations.quotes[n]
    last = min(quotations.last[n] + REACH, len(w))
    if not w.text[q.inner_start : q.inner_end].rstrip().endswith("."):
        found = _scan(w, range(quotations.last[n], last), n, quotations, lexicon, after=True)
        if found is not None:
            return found
    first = max(quotations.first[n] - REACH, 0)
    return _scan(w, range(quotations.first[n] - 1, first - 1, -1), n, quotations, lexicon, after=False)


def signed(w: Words, n: int, quotations: Quotations) -> Raw | None:
    """ "“…” — Anna Korvel": a name behind a dash, at the end of a line or before the next quotation."""
    q, at = quotations.quotes[n], quotations.last[n]
    while at < len(w) and w.form[at] == " ":
        at += 1
    if at + 1 >= len(w) or w.form[at] not in {"-", "--", "–", "—", "―"}:
        return None
    first = last = at + 1
    while last < len(w) and w.tag[last] in {"NNP", "NNPS"}:
        last += 1
    end = last >= len(w) or "\n" in w.form[last] or w.form[last] in {",", "(", *QUOTE_MARKS}
    if last == first or not end:
        return None
    source = w.chars(first, last)
    return Raw(((q.start, q.end),), None, source, last - 1, None, None, how="quote", quoted=True)


def announced(w: Words, n: int, quotations: Quotations, lexicon: Lexicon) -> Raw | None:
    """ "Korvel praised the pact on television: “…”": whoever acts before the colon speaks."""
    q = quotations.quotes[n]
    first = quotations.first[n]
    if w.text[: q.start].rstrip()[-1:] != ":" or first == 0:
        return None
    opening = w.sentence(first - 1).first
    for i in range(first - 1, max(opening, first - REACH) - 1, -1):
        if "\n" in w.form[i] and i < first - 2:
            return None
        if quotations.at(w.start[i]) is not None or not w.is_verb(i) or _aside(w, i, first):
            continue
        subject = subject_of(w, i) if w.is_finite(i) else None
        if subject is None or subject.verb != i or subject.passive or not _voice(w, subject.token, lexicon):
            continue
        words = cue_tokens(w, i)
        span = w.chars(*source_tokens(w, subject.token, words))
        if span[1] > q.start:
            return None
        entry = next(iter(lexicon.verbs.get(w.lemma[i], ())), None)
        cue, token = (w.chars(*words), i) if entry is not None else (None, None)
        spoken = ((q.start, q.end),)
        return Raw(spoken, cue, span, subject.antecedent, token, entry, how="quote", quoted=True)
    return None


def _voice(w: Words, token: int, lexicon: Lexicon) -> bool:
    """Whether a subject can be somebody who speaks: a person, a name, "she", a word for people."""
    if w.person[token] or w.form[token] in {"he", "she", "they"} or w.tag[token] in {"NNP", "NNPS"}:
        return True
    return can_speak(w, token, lexicon)


def _scan(
    w: Words, tokens: range, n: int, quotations: Quotations, lexicon: Lexicon, after: bool
) -> Raw | None:
    q = quotations.quotes[n]
    for i in tokens:
        if quotations.at(w.start[i]) not in {None, n}:
            if after:
                return None
            continue
        form = w.form[i]
        if "\n" in form and (after or not _colon_before(w, i)):
            return None
        if form in {".", "!", "?", ";"}:
            return None
        cue = _quoting(w, i, lexicon)
        if cue is None or (not after and _aside(w, i, quotations.first[n])):
            continue
        subject = subject_of(w, i)
        words = cue_tokens(w, i)
        source = _source_near(w, words, subject.token if subject else None, q, after)
        if source is None:
            if after:
                continue
            return None
        head, antecedent = source, subject.antecedent if subject and subject.token == source else source
        span = w.chars(*source_tokens(w, head, words))
        if span[0] < q.end and span[1] > q.start:
            return None
        return Raw(((q.start, q.end),), w.chars(*words), span, antecedent, i, cue, how="quote", quoted=True)
    return None


def _aside(w: Words, i: int, stop: int) -> bool:
    """A cue in a relative clause that has ended: "Korvel spoke — which the Courier noted as odd — “…”"."""
    return w.dep[i] == "relcl" and w.right[i] + 1 < stop and w.is_mark(w.right[i] + 1)


def _colon_before(w: Words, i: int) -> bool:
    return i > 0 and w.form[i - 1] in {":", ","}


def _quoting(w: Words, i: int, lexicon: Lexicon) -> Cue | None:
    # "The statement read:" may be parsed as a noun.
    if not (w.is_verb(i) or (w.tag[i] == "NN" and w.dep[i] == "ROOT" and w.kid(i, "nsubj") is not None)):
        return None
    for cue in lexicon.verbs.get(w.lemma[i], ()):
        if cue.quotes and (cue.particle is None or w.form[min(i + 1, len(w) - 1)] == cue.particle):
            return cue
    return None


def _source_near(w: Words, words: tuple[int, int], subject: int | None, q: Quote, after: bool) -> int | None:
    """The parsed subject if it stands outside the quotation, else the nearest noun beside the cue."""
    if subject is not None and not q.start <= w.start[subject] < q.end:
        return subject
    if after:
        before = words[0] - 1
        if before >= 0 and w.tag[before][:2] in {"NN", "PR"} and w.start[before] >= q.end:
            return before
        behind = words[1]
        while behind < len(w) and behind < words[1] + 6:
            if w.tag[behind][:2] in {"NN", "PR"} and w.dep[behind] not in {"compound", "poss", "amod"}:
                return behind
            if w.is_mark(behind) or w.form[behind] in {"that", "to"}:
                return None
            behind += 1
    return None
