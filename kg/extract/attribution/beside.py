"""Contents before a cue or on both sides of it: "…, she said", "…, she said, …", "As she said, …"."""

from __future__ import annotations

from kg.extract.attribution.clauses import Subject, source_tokens
from kg.extract.attribution.words import QUOTE_MARKS, Words, trimmed

Range = tuple[int, int]
#: Dependents that belong to the report: "said in Klow on Monday".
_TAIL = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "agent", "pobj", "tmod"})
#: Words that open a clause of time, cause or contrast before the main clause.
_LEADS_IN = frozenset(
    {
        "when",
        "while",
        "as",
        "after",
        "before",
        "although",
        "though",
        "since",
        "because",
        "until",
        "once",
        "whereas",
    }
)
#: A content without a verb has at least so many words.
_FRAGMENT = 2


def preceding(w: Words, i: int, words: Range, subject: Subject | None) -> list[Range]:
    """A content before the cue, or on both sides of it."""
    complement = next((k for k in w.kids[i] if w.dep[k] == "ccomp" and w.left[k] <= i), None)
    if complement is None:
        return _around(w, i, words, subject)
    return _before(w, i, complement, words, subject)


def _before(w: Words, i: int, complement: int, words: Range, subject: Subject | None) -> list[Range]:
    """The content stands before the cue, or on both sides of it."""
    if subject is not None and subject.passive:
        return []
    first, last = _block(w, i, words, subject)
    if w.dep[i] == "relcl" or first == 0:
        return [trimmed(w, last, w.right[complement] + 1)] if w.right[complement] >= last else []
    start = opening_of(w, w.sentence(i).first, first) if _comma_before(w, first) else w.left[complement]
    if start >= first:
        return []
    ranges = [] if _as_somebody(w, start, first) else [trimmed(w, start, first)]
    if complement > last:
        ranges.append(trimmed(w, last, w.right[complement] + 1))
    return _saying(w, ranges)


def _saying(w: Words, ranges: list[Range]) -> list[Range]:
    """The ranges that hold something; none where all there is only leads in to the cue.

    "But when the aid was cut, Korvel disagreed", "In the face of war, the council …", "Yet, as Tolan noted,".
    """
    ranges = [r for r in ranges if r[1] > r[0]]
    if len(ranges) != 1:
        return ranges
    first, last = ranges[0]
    while first < last - 1 and (w.tag[first] in {"CC", "RB"} or w.is_mark(first)):
        if w.form[first] in QUOTE_MARKS:
            return ranges
        first += 1
    if any(w.form[k] in QUOTE_MARKS for k in range(first, last)):
        return ranges
    opening = w.form[first]
    verbless = not any(w.is_finite(k) for k in range(first, last) if w.is_verb(k))
    if verbless and (w.tag[first] in {"IN", "TO", "RB"} or last - first < _FRAGMENT):
        return []
    return [] if opening in _LEADS_IN and _one_clause(w, first, last) else ranges


def _one_clause(w: Words, first: int, last: int) -> bool:
    """Whether nothing but the clause of the first word stands here: "when the aid was cut"."""
    verb = w.head[first] if w.dep[first] in {"mark", "advmod"} else None
    return verb is not None and first <= verb < last and w.right[verb] >= last - 2 and w.left[verb] <= first


def opening_of(w: Words, start: int, stop: int) -> int:
    """Where what is said begins: behind the last semicolon outside quotation marks, else at `start`.

    "The council fell; the envoys, Korvel said, had left": only what follows the semicolon is hers.
    """
    for k in range(stop - 1, start, -1):
        if w.form[k] in QUOTE_MARKS:
            break
        if w.form[k] == ";":
            return k + 1
    return start


def _as_somebody(w: Words, start: int, stop: int) -> bool:
    """ "As chair of the board, Y said …": who speaks, not what is said."""
    return w.form[start] == "as" and not any(w.is_finite(k) for k in range(start, stop) if w.is_verb(k))


def _around(w: Words, i: int, words: Range, subject: Subject | None) -> list[Range]:
    """ ", X said," as a remark inside or at the end of what X said."""
    if subject is None or subject.verb != i or not w.is_finite(i) or subject.passive or w.dep[i] == "relcl":
        return []
    sentence = w.sentence(i)
    first, last = _block(w, i, words, subject)
    as_clause = first > sentence.first and w.form[first - 1] == "as" and first - 1 >= sentence.first
    if as_clause:
        first -= 1
    if first <= sentence.first:
        if not as_clause:
            return []
        return _after_as(w, i, last, sentence.last)
    if not _comma_before(w, first) or _object_taken(w, i):
        return []
    start = opening_of(w, sentence.first, first)
    ranges = [] if _as_somebody(w, start, first) else [trimmed(w, start, first)]
    host = w.head[i]
    said = any(w.is_finite(k) for k in range(sentence.first, first) if w.is_verb(k))
    if first <= host < last and not said and not QUOTE_MARKS & set(w.form[max(first - 2, 0) : first]):
        return []
    if last < sentence.last and w.form[last] in {",", "–", "—"} and (host > last or w.dep[i] == "parataxis"):
        stop = next((k for k in range(last + 1, sentence.last) if w.form[k] == ";"), sentence.last)
        ranges.append(trimmed(w, last, stop))
    return _saying(w, ranges)


def _after_as(w: Words, i: int, last: int, stop: int) -> list[Range]:
    """ "As X said at …, content": from the first comma behind the cue to the end of the sentence."""
    at = max(i + 1, last)
    while at < stop and w.form[at] != ",":
        at += 1
    if at >= stop - 1 or at - i > 30:
        return []
    return [trimmed(w, at + 1, stop)]


def _object_taken(w: Words, i: int) -> bool:
    """An object that is said: "made a speech, Korvel gave an interview" has no content to its left."""
    k = w.kid(i, "dobj")
    return k is not None and w.lemma[i] not in {"tell", "inform", "remind", "assure", "notify", "brief"}


def _block(w: Words, i: int, words: Range, subject: Subject | None) -> Range:
    """Tokens of source, cue and the adverbials that go with the cue."""
    first, last = words
    if subject is not None:
        a, b = source_tokens(w, subject.token, words)
        first, last = min(first, a), max(last, b)
    for k in w.kids[i]:
        if k >= i and w.dep[k] in _TAIL and w.left[k] <= last:
            last = max(last, w.right[k] + 1)
        elif k < first and w.dep[k] in {"prep", "advmod", "npadvmod"} and w.right[k] == first - 1:
            if w.dep[k] == "prep" and w.form[k] == "as":
                continue
            first = w.left[k]
    return first, last


def _comma_before(w: Words, first: int) -> bool:
    at = first - 1
    while at >= 0 and w.is_space(at):
        at -= 1
    return at >= 0 and w.is_mark(at)
