"""Speech without quotation marks: transcripts with turns, "X said:" over paragraphs, headlines "X: …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.attribution.clauses import cue_tokens, source_tokens, subject_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.quotes import Quote
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.words import Words

_FIRST_PERSON = re.compile(r"(?i)\b(we|our|us|i|my)\b")
_LINE = re.compile(r"[^\n]+")
#: A label at the start of a line: one to ten words, the first a capital, then a colon.
_WORD = r"[^\W\d_][\w.'’-]*"
_LABEL = re.compile(
    rf"[ \t]*[*_]{{0,3}}((?:Q|A|(?![a-z]){_WORD})"
    rf"(?:[ ,]{{1,2}}(?:{_WORD}|\([^()\n]{{1,60}}\))){{0,9}})"
    r"[*_]{0,3}[ \t]*[:：][*_]{0,3}(?=\s|[“\"])"
)
#: "((WN))", "[Q]", "((Anna Korvel))": how interviews mark turns where markup was lost.
_BRACKETED = re.compile(
    rf"[ \t]*(?:[(\[]{{1,2}}([^\W\d_]{{1,12}})[)\]]{{1,2}}"
    rf"|(?:\(\(|\[)((?![a-z]){_WORD}(?: {_WORD}){{1,4}})(?:\)\)|\]))[:：]?(?=[ \t]+\S)"
)
#: Labels that name a part of the text, not somebody.
_PARTS = re.compile(
    r"(?i)^(notes?|sources?|updated?|photo|image|video|see also|related|contact|date|"
    r"subject|re|ps|background|summary|abstract|keywords?|tags?|caption|"
    r"editor'?s note|correction|read more|further information|"
    r"published|from|to|cc|by|ends|the question|first|second|third|finally|example|warning|breaking|"
    r"exclusive|opinion|analysis|interview|figure|table|map|location|time|venue|topics?)$"
)
#: Last words of a label that says whose picture it is.
#: Without a space too, as where markup was lost ("Anna KorvelImage: …").
_CAPTION = re.compile(
    r"(?:\b(?i:image|photo|photograph|picture|credit|video|screenshot|illustration|file)"
    r"|(?<=[a-z])(?:Image|Photo|Picture|Credit|Video|File))$"
)
_CLOSING = re.compile(
    r"(?i)^\W*(notes?( to editors)?|further information|background|ends|media enquiries|contact|sources?|"
    r"follow|related|see also|for journalists|read more)\b.{0,60}$"
)


def turns(w: Words) -> Iterator[Raw]:
    """Turns of a transcript: at least two labelled lines, and one label that comes twice or two labels."""
    lines = [m.span() for m in _LINE.finditer(w.text)]
    labelled = []
    for number, (start, end) in enumerate(lines):
        match = _LABEL.match(w.text, start, min(end, start + 160))
        if match is None:
            match = _BRACKETED.match(w.text, start, min(end, start + 40))
        words = _words(w, match) if match else ""
        if match and _nominal(w, _label(match)) and not (_PARTS.match(words) or _CAPTION.search(words)):
            labelled.append((number, match))
    names = [_key(_words(w, m)) for _, m in labelled]
    if len(names) < 2 or (len(set(names)) == len(names) > 2 and not {"q", "a"} & set(names)):
        return
    if len(set(names)) == 1 and len(names) < 3:
        return
    askers = _askers(w, [(key, lines[n][1]) for key, (n, _) in zip(names, labelled, strict=True)])
    for place, (number, match) in enumerate(labelled):
        stop = labelled[place + 1][0] if place + 1 < len(labelled) else len(lines)
        spans = [(match.end(), lines[number][1])]
        for start, end in lines[number + 1 : stop]:
            if _CLOSING.match(w.text[start : min(end, start + 80)]) or w.text[start] in "#=":
                break
            spans.append((start, end))
        contents = [s for s in (_stripped(w.text, *s) for s in spans) if s[0] < s[1]]
        answers: list[tuple[int, int]] = []
        if names[place] in askers:
            contents, answers = _question(w, contents)
        if contents:
            source = _label(match)
            yield Raw(tuple(contents), None, source, _head(w, source), None, None, how="turn", quoted=True)
        if answers:
            yield Raw(tuple(answers), None, None, None, None, None, how="answer", quoted=True)


def _askers(w: Words, labelled: list[tuple[str, int]]) -> frozenset[str]:
    """Labels whose turns mostly end in a question in their first paragraph, given (label, its end)."""
    counts: dict[str, list[int]] = {}
    for key, end in labelled:
        asks = w.text[max(0, end - 5) : end].rstrip(" \"”'’*_)").endswith("?")
        counts.setdefault(key, [0, 0])
        counts[key][0] += asks
        counts[key][1] += 1
    return frozenset(key for key, (asks, number) in counts.items() if number > 1 and 3 * asks >= 2 * number)


def _question(
    w: Words, paragraphs: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What an asker says, and the answer below it where that has no label; narrative is neither."""
    asked = 1 if paragraphs else 0
    while asked < len(paragraphs) and w.text[slice(*paragraphs[asked])].endswith("?"):
        asked += 1
    rest = paragraphs[asked:]
    mine = rest and _FIRST_PERSON.search(w.text, *rest[0])
    return paragraphs[:asked], list(rest) if mine else []


def _label(match: re.Match[str]) -> tuple[int, int]:
    """Where the name in a label stands."""
    return match.span(match.lastindex or 1)


def _words(w: Words, match: re.Match[str]) -> str:
    start, end = _label(match)
    return w.text[start:end].strip()


def _nominal(w: Words, span: tuple[int, int]) -> bool:
    """A label names somebody: no verb in it."""
    first, last = bisect_left(w.start, span[0]), bisect_left(w.start, span[1])
    return not any(w.is_verb(i) or w.form[i] in {"said", "says"} for i in range(first, last))


def _key(label: str) -> str:
    return re.sub(r"\(.*?\)", "", label).strip().lower()


def _head(w: Words, span: tuple[int, int]) -> int | None:
    """The last token of a label's name, before a comma or bracket."""
    first = bisect_left(w.start, span[0])
    last = bisect_left(w.start, span[1])
    for i in range(first, last):
        if w.form[i] in {",", "("}:
            last = i
            break
    return last - 1 if last > first else None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def blocks(w: Words, lexicon: Lexicon, quotes: list[Quote]) -> Iterator[Raw]:
    """ "X said:" at the end of a paragraph, and paragraphs without quotation marks after it."""
    lines = [m.span() for m in _LINE.finditer(w.text)]
    starts = {q.start for q in quotes}
    for number, (start, end) in enumerate(lines):
        if not w.text[start:end].rstrip().endswith(":"):
            raw = _inline(w, lines, number, lexicon)
            if raw is not None:
                yield raw
            continue
        if number + 1 == len(lines):
            return
        following = _stripped(w.text, *lines[number + 1])
        if following[0] in starts or following[0] >= following[1]:
            continue
        colon = bisect_left(w.start, start + len(w.text[start:end].rstrip()) - 1)
        cue = _closing_cue(w, min(colon, len(w) - 1), start, lexicon)
        if cue is None:
            continue
        i, entry = cue
        subject = subject_of(w, i)
        if subject is None:
            continue
        words = cue_tokens(w, i)
        source = w.chars(*source_tokens(w, subject.token, words))
        contents = tuple(_block(w, lines[number + 1 :], subject.token, source))
        if contents:
            yield Raw(
                contents, w.chars(*words), source, subject.antecedent, i, entry, how="block", quoted=True
            )


def _inline(w: Words, lines: list[tuple[int, int]], number: int, lexicon: Lexicon) -> Raw | None:
    """A paragraph that begins "X said:" without quotation marks, and those in the first person behind it."""
    start, end = lines[number]
    at = w.text.find(":", start, min(end, start + 200))
    if at < 0 or not w.text[at + 1 : at + 2].isspace():
        return None
    content = _stripped(w.text, at + 1, end)
    if content[0] >= content[1] or w.text[content[0]] in "“\"«„'‘":
        return None
    colon = bisect_left(w.start, at)
    cue = _closing_cue(w, colon, start, lexicon)
    subject = subject_of(w, cue[0]) if cue is not None and colon - cue[0] == 1 else None
    if cue is None or subject is None or subject.token > cue[0]:
        return None
    words = cue_tokens(w, cue[0])
    source = w.chars(*source_tokens(w, subject.token, words))
    if w.text[start : source[0]].strip():
        return None
    spans = [content]
    for span in _block(w, lines[number + 1 :], subject.token, source):
        if not _FIRST_PERSON.search(w.text, *span):
            break
        spans.append(span)
    return Raw(tuple(spans), w.chars(*words), source, subject.antecedent, *cue, how="block", quoted=True)


def _closing_cue(w: Words, colon: int, start: int, lexicon: Lexicon) -> tuple[int, Cue] | None:
    """The last verb before the colon, if a quotation can hang on it."""
    for i in range(colon, max(colon - 30, -1), -1):
        if w.start[i] < start:
            return None
        if w.tag[i] in {"VBD", "VBZ", "VBP"} or (w.tag[i] == "VBN" and w.is_finite(i)):
            for entry in lexicon.verbs.get(w.lemma[i], ()):
                if entry.quotes and entry.particle is None:
                    return i, entry
    return None


def _titles(w: Words, source: tuple[int, int]) -> re.Pattern[str] | None:
    """ "the Foreign Secretary": how a later paragraph speaks of "Foreign Secretary Anna Korvel"."""
    first, last = bisect_left(w.start, source[0]), bisect_left(w.start, source[1])
    named = next((k for k in range(first, last) if w.person[k]), first)
    words = [w.text[w.start[k] : w.end[k]] for k in range(first, named) if w.form[k] != "the"]
    if not words or not all(word[:1].isupper() for word in words) or (len(words) == 1 and len(words[0]) < 5):
        return None
    return re.compile(rf"\b[Tt]he {re.escape(' '.join(words))}\b")


def _block(
    w: Words, lines: list[tuple[int, int]], speaker: int, source: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """Paragraphs up to a closing line, a heading, or one that names the speaker in the third person."""
    name, titles = w.lemma[speaker], _titles(w, source)
    for start, end in lines:
        text = w.text[start:end]
        if _CLOSING.match(text[:80]) or text.lstrip()[:1] in {"#", "=", "“", '"', "«", "„"}:
            return
        first = bisect_left(w.start, start)
        if first < len(w) and w.sentence(first).heading:
            return
        if (
            name.isalpha()
            and len(name) > 3
            and re.search(rf"(?i)\b{name}\b[^.]{{0,60}}\b(said|added)\b", text)
        ):
            return
        if titles is not None and titles.search(text) and not _FIRST_PERSON.search(text):
            return
        yield _stripped(w.text, start, end)
        if text.rstrip().endswith(":"):
            return


def headings(w: Words, quotes: list[Quote]) -> Iterator[Raw]:
    """Headlines "Korvel: we will not yield": a person, or anybody before words in quotation marks."""
    inner = {q.start for q in quotes}
    for number, match in enumerate(_LINE.finditer(w.text)):
        if number > 0 and not w.sentence(min(bisect_left(w.start, match.start()), len(w) - 1)).heading:
            continue
        start, end = match.span()
        label = _LABEL.match(w.text, start, min(end, start + 90))
        if label is None or end - start > 220:
            continue
        if _PARTS.match(label.group(1).strip()) or _CAPTION.search(label.group(1).strip()):
            continue
        content = _stripped(w.text, label.end(), end)
        head = _head(w, label.span(1))
        if head is None or content[0] >= content[1]:
            continue
        if not _nominal(w, label.span(1)):
            continue
        if w.person[head] or content[0] in inner:
            yield Raw((content,), None, label.span(1), head, None, None, how="heading")
