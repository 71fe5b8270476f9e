"""Direct speech: raw attributions snapped to quotation marks, and quotations that grammar did not reach."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from kg.extract.attribution.clauses import source_tokens
from kg.extract.attribution.lexicon import Lexicon
from kg.extract.attribution.near import announced, beside, signed
from kg.extract.attribution.quotes import Quote
from kg.extract.attribution.raw import Raw, subtract
from kg.extract.attribution.words import Words


class Quotations:
    """The top-level quotations of a text, with the tokens of each and whether it is speech."""

    def __init__(self, w: Words, quotes: list[Quote]) -> None:
        self.w = w
        self.quotes = quotes
        self._starts = [q.start for q in quotes]
        self.first = [bisect_right(w.end, q.start) for q in quotes]
        self.last = [bisect_right(w.start, q.end - 1) for q in quotes]
        self.speech = [self._is_speech(n) for n in range(len(quotes))]

    def at(self, char: int) -> int | None:
        """Number of the quotation that covers a character."""
        n = bisect_right(self._starts, char) - 1
        return n if n >= 0 and char < self.quotes[n].end else None

    def touching(self, start: int, end: int) -> range:
        """Numbers of the quotations that overlap a span."""
        n = max(bisect_right(self._starts, start) - 1, 0)
        if n < len(self.quotes) and self.quotes[n].end <= start:
            n += 1
        return range(n, max(n, bisect_right(self._starts, end - 1)))

    def _is_speech(self, n: int) -> bool:
        """A clause or a sentence; not a title, a slogan, a nickname or a scare quote."""
        w, q = self.w, self.quotes[n]
        inner = [
            i for i in range(self.first[n], min(self.last[n], self.first[n] + 400)) if w.form[i].isalnum()
        ]
        if len(inner) < 2:
            return False
        stop = w.text[q.inner_start : q.inner_end].rstrip()[-1:]
        behind = w.text[q.end : q.end + 1]
        finite = any(w.tag[i] in {"VBD", "VBZ", "VBP", "MD", "VB"} for i in inner)
        small = sum(w.text[w.start[i]].islower() for i in inner)
        title = small * 3 <= len(inner) and len(inner) >= 3 and stop not in ".!?,"
        if title:
            return False
        if stop in {",", ".", "!", "?", "…"} or (behind in {",", "."} and finite):
            return len(inner) >= 3 or finite
        return finite and len(inner) >= 4


def snap(raws: list[Raw], quotations: Quotations) -> list[Raw]:
    """Contents cut to the quotation that their cue stands in, or widened to quotations that they touch."""
    kept = []
    for raw in raws:
        snapped = _snapped(raw, quotations)
        if snapped is not None:
            kept.append(snapped)
    return kept


def _snapped(raw: Raw, quotations: Quotations) -> Raw | None:
    place = raw.cue or raw.source
    assert place is not None  # a raw attribution by grammar has a cue
    home = quotations.at(place[0])
    if home is not None:
        q = quotations.quotes[home]
        contents = [
            (max(a, q.inner_start), min(b, q.inner_end))
            for a, b in raw.contents
            if b > q.inner_start and a < q.inner_end
        ]
        source = raw.source
        if source and not q.start <= source[0] < q.end:
            return None
        return replace(raw, contents=tuple(contents)) if contents else None
    contents = []
    for a, b in raw.contents:
        for n in quotations.touching(a, b):
            q = quotations.quotes[n]
            if a <= q.start and b >= q.end:
                continue
            grown = (min(a, q.start), max(b, q.end))
            if q.inner_start < a < q.inner_end and not quotations.w.text[grown[0] : a].strip():
                continue
            a, b = grown
        a, b = _one_quotation(quotations, a, b)
        contents += subtract(_without_lead(raw, a, b, quotations), raw.cue, raw.source)
    merged: list[tuple[int, int]] = []
    for a, b in _after_quote(raw, sorted(contents), quotations):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        elif b > a:
            merged.append((a, b))
    return replace(raw, contents=tuple(merged)) if merged else None


def _one_quotation(quotations: Quotations, a: int, b: int) -> tuple[int, int]:
    """ "said, “We won.” The lights went out": a quotation that ends a sentence ends what is said."""
    n = quotations.at(a)
    if n is None or not quotations.speech[n]:
        return a, b
    q = quotations.quotes[n]
    whole = q.closed and a <= q.inner_start and q.end < b
    behind = quotations.w.text[q.end : b].lstrip()
    if whole and _ends_sentence(quotations.w.text, q) and behind[:1].isupper():
        return a, q.end
    return a, b


def _without_lead(raw: Raw, a: int, b: int, quotations: Quotations) -> tuple[int, int]:
    """ "As for grain: “…,” said X": words before a quotation that are not a clause are the reporter's."""
    if raw.cue is None or raw.cue[0] < b:
        return a, b
    w = quotations.w
    for n in quotations.touching(a, b):
        q = quotations.quotes[n]
        if not quotations.speech[n] or q.start <= a or b - q.end > 2:
            continue
        lead = range(bisect_right(w.end, a), quotations.first[n])
        before = w.text[a : q.start].rstrip()[-1:]
        told = before in {",", "–", "—"} and not any(w.is_finite(k) for k in lead if w.is_verb(k))
        if before in {":", ".", "!", "?"} or told:
            return q.start, b
    return a, b


def _after_quote(raw: Raw, contents: list[tuple[int, int]], quotations: Quotations) -> list[tuple[int, int]]:
    """ "“…,” she said, and soon the lights went out": after a quotation only quotations are hers."""
    if raw.cue is None or not contents or contents[-1][0] < raw.cue[0]:
        return contents
    before = [b for a, b in contents if b <= raw.cue[0]]
    n = quotations.at(before[-1] - 1) if before else None
    if n is None or not (quotations.quotes[n].closed and quotations.speech[n]):
        return contents
    return [(a, b) for a, b in contents if a < raw.cue[0] or len(quotations.touching(a, b)) > 0]


def attach(w: Words, raws: list[Raw], quotations: Quotations, lexicon: Lexicon) -> list[Raw]:
    """Give the quotations that no raw attribution holds a cue of their own, or the one before them."""
    held = [False] * len(quotations.quotes)
    for raw in raws:
        for a, b in raw.contents:
            for n in quotations.touching(a, b):
                if a <= quotations.quotes[n].inner_start and b >= quotations.quotes[n].inner_end:
                    held[n] = True
    result = list(raws)
    by_sentence: dict[int, list[int]] = {}
    by_cue: dict[int | None, int] = {}
    for number, raw in enumerate(result):
        if raw.cue_token is not None and raw.how != "phrase":
            by_cue.setdefault(raw.cue_token, number)
        if raw.cue_token is not None and quotations.at(w.start[raw.cue_token]) is None:
            by_sentence.setdefault(w.annotated.sentence_of[raw.cue_token], []).append(number)
    previous: int | None = None
    for n in range(len(quotations.quotes)):
        if held[n]:
            inner = beside(w, n, quotations, lexicon) if quotations.speech[n] else None
            if inner is not None and inner.cue_token not in by_cue:
                result.append(inner)
                by_cue[inner.cue_token] = len(result) - 1
            previous = _holder(result, quotations.quotes[n], by_sentence, w, quotations, n)
            continue
        if not quotations.speech[n]:
            continue
        found = (
            signed(w, n, quotations)
            or beside(w, n, quotations, lexicon)
            or announced(w, n, quotations, lexicon)
        )
        if found is not None:
            previous = _joined(result, by_cue, found)
            continue
        nearest = _just_before(w, n, quotations, by_sentence)
        previous = nearest if nearest is not None else previous
        previous = _continued(w, n, quotations, result, previous)
    return result


def _just_before(w: Words, n: int, quotations: Quotations, by_sentence: dict[int, list[int]]) -> int | None:
    """The attribution in the sentence before, in the same paragraph: "…, she said. “We also …”"""
    sentence = w.annotated.sentence_of[quotations.first[n]] - 1
    numbers = by_sentence.get(sentence)
    if not numbers or "\n" in w.text[w.annotated.sentences[sentence].start : quotations.quotes[n].start]:
        return None
    return numbers[0]


def _holder(
    result: list[Raw], q: Quote, by_sentence: dict[int, list[int]], w: Words, quotations: Quotations, n: int
) -> int | None:
    """The raw attribution whose content this quotation is, if its cue stands outside quotations."""
    here = w.annotated.sentence_of[quotations.first[n]]
    last = w.annotated.sentence_of[max(quotations.last[n] - 1, 0)]
    for sentence in range(last + 1, here - 2, -1):
        for number in by_sentence.get(sentence, ()):
            if any(a < q.end and b > q.start for a, b in result[number].contents):
                return number
    return None


def _joined(result: list[Raw], by_cue: dict[int | None, int], found: Raw) -> int:
    """Add a quotation found beside a cue; into the attribution of that cue if it has one."""
    number = by_cue.get(found.cue_token) if found.cue_token is not None else None
    if number is not None:
        old = result[number]
        if old.frame.startswith(("dobj", "prep")):
            old = replace(old, contents=())  # "praised the pact: “…”": the pact is not what is said
        spans = tuple(sorted({*old.contents, *found.contents}))
        if all(a[1] <= b[0] for a, b in pairwise(spans)):
            result[number] = replace(old, contents=spans, quoted=True)
            return number
    result.append(found)
    by_cue.setdefault(found.cue_token, len(result) - 1)
    return len(result) - 1


def _continued(
    w: Words, n: int, quotations: Quotations, result: list[Raw], previous: int | None
) -> int | None:
    """A quotation without a cue goes on from the one before, in the same paragraph or the next."""
    q = quotations.quotes[n]
    begins = _begins_sentence(w.text, q.start)
    if begins and (previous is None or _somebody_else(w, result[previous], q.start)):
        subject = _subject_before(w, n, quotations)
        if subject is not None:
            span = w.chars(*source_tokens(w, subject, (quotations.first[n], quotations.first[n])))
            result.append(Raw(((q.start, q.end),), None, span, subject, None, None, "quote", quoted=True))
            return len(result) - 1
    if previous is None or not begins:
        if begins and q.closed and _ends_sentence(w.text, q):
            result.append(Raw(((q.start, q.end),), None, None, None, None, None, "quote", quoted=True))
            return None
        return previous
    old = result[previous]
    if _somebody_else(w, old, q.start):
        return None
    gap = w.text[old.contents[-1][1] : q.start]
    lines = gap.count("\n")
    if lines == 0 or (len(gap) < 4 and not gap.strip()) or quotations.quotes[n - 1].continues:
        if q.start >= old.contents[-1][1]:
            result[previous] = replace(old, contents=(*old.contents, (q.start, q.end)), quoted=True)
        return previous
    own = gap.strip(" \n\t")
    if len(own) < 200 and own.count("\n") == 0:
        result.append(replace(old, contents=((q.start, q.end),), cue=None, how="continued", quoted=True))
        return len(result) - 1
    result.append(Raw(((q.start, q.end),), None, None, None, None, None, "quote", quoted=True))
    return None


def _subject_before(w: Words, n: int, quotations: Quotations) -> int | None:
    """ "Tolan disagreed. “We lost.”": the person who is the subject of the sentence before."""
    first = quotations.first[n]
    number = w.annotated.sentence_of[first] - 1
    if number < 0:
        return None
    sentence = w.annotated.sentences[number]
    if (
        "\n" in w.text[sentence.start : quotations.quotes[n].start]
        or quotations.at(sentence.start) is not None
    ):
        return None
    for i in range(sentence.first, min(sentence.last, first)):
        if w.dep[i] == "ROOT":
            subject = w.kid(i, "nsubj")
            known = subject is not None and (w.person[subject] or w.form[subject] in {"he", "she"})
            return subject if known else None
    return None


def _somebody_else(w: Words, old: Raw, stop: int) -> bool:
    """Whether a person is named between an attribution and a later quotation."""
    start = max(end for _, end in (*old.contents, *(s for s in (old.cue, old.source) if s is not None)))
    return any(w.person[i] for i in range(bisect_right(w.end, start), bisect_right(w.start, stop - 1)))


def _begins_sentence(text: str, start: int) -> bool:
    at = start - 1
    while at >= 0 and text[at] in " \t":
        at -= 1
    return at < 0 or text[at] in '.!?\n:…”"»)'


def _ends_sentence(text: str, q: Quote) -> bool:
    inside = text[q.inner_start : q.inner_end].rstrip()
    return inside[-1:] in {".", "!", "?", "…"} or text[q.end : q.end + 1] in {".", "!", "?"}
