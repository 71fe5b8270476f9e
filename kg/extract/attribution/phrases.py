"""Cues that are not verbs: "according to", "in her view", "the claim that", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution.beside import opening_of
from kg.extract.attribution.clauses import cue_tokens, source_tokens, subject_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.words import Words, trimmed

Range = tuple[int, int]


def phrases(w: Words, lexicon: Lexicon) -> Iterator[Raw]:
    """Raw attributions by prepositions, nouns and adverbs."""
    for i, lemma in enumerate(w.lemma):
        if w.form[i] in {"according", "per"}:
            raw = _according(w, i, lexicon)
        elif lemma in lexicon.nouns and w.tag[i] in {"NN", "NNS"}:
            raw = _noun(w, i, lexicon.nouns[lemma])
        elif w.form[i] in lexicon.adverbs and w.tag[i][:2] == "RB":
            raw = _adverb(w, i, lexicon.adverbs[w.form[i]])
        else:
            continue
        if raw is not None:
            yield raw


def _according(w: Words, i: int, lexicon: Lexicon) -> Raw | None:
    """ "According to X, content" and "content, according to X"."""
    last = i + 1
    if w.form[i] == "according":
        while last < len(w) and last <= i + 2 and w.is_space(last):
            last += 1
        if last >= len(w) or w.form[last] != "to":
            return None
        last += 1
    cue = lexicon.prepositions.get("according to" if w.form[i] == "according" else w.form[i])
    holder = last - 1
    source = next((k for k in w.kids[holder] if k >= last and w.dep[k] == "pobj"), None)
    if source is None:
        source = next((k for k in w.kids[i] if k >= last and w.dep[k] == "pobj"), None)
    sentence = w.sentence(i)
    if source is None:
        if last >= sentence.last:
            return None
        source = last
        while source + 1 < sentence.last and w.tag[source + 1][:2] == "NN":
            source += 1
    if w.form[i] == "per" and (not w.person[source] and w.tag[source] not in {"NNP", "NNPS"}):
        return None  # "per cent", "per year"
    if w.form[source] in {"which", "whom"}:
        return None
    first, stop = source_tokens(w, source, (i, last))
    ranges = _clause_beside(w, (i, stop), sentence.first, sentence.last)
    if not ranges or cue is None:
        return None
    contents = tuple(w.chars(*r) for r in ranges)
    return Raw(contents, w.chars(i, last), w.chars(first, stop), source, i, cue, how="phrase")


def _clause_beside(w: Words, block: Range, first: int, last: int) -> list[Range]:
    """The sentence without a phrase that stands at its beginning, in its middle or at its end."""
    start, stop = block
    first = opening_of(w, first, start)
    last = next((k for k in range(stop, last) if w.form[k] == ";"), last)
    head_is_first = all(
        w.is_mark(k) or w.is_space(k) or w.tag[k] in {"CC", "RB"} for k in range(first, start)
    )
    if head_is_first:
        while stop < last and w.form[stop] != ",":
            if w.is_finite(stop) and w.tag[stop] != "MD" and w.form[stop - 1] not in {"who", "which", "that"}:
                break
            stop += 1
        if stop >= last:
            stop = block[1]
        stop = _behind_apposition(w, stop, last)
        pieces = [(stop, last)]
    elif w.tag[start - 1] == "CC" or (w.form[start - 1] == "," and w.tag[start - 2] == "CC"):
        pieces = [(stop, last)]  # "it is old and, according to X, unsafe"
    else:
        pieces = [(first, start)]
        if stop < last and w.form[stop] == "," and last - stop > 3:
            pieces.append((stop, last))
    ranges = [trimmed(w, a, b) for a, b in pieces]
    return [r for r in ranges if r[1] > r[0]]


def _behind_apposition(w: Words, comma: int, last: int) -> int:
    """ "According to X, a research firm, content": the second comma, when no subject stands before it."""
    if comma >= last or w.form[comma] != ",":
        return comma
    following = next((k for k in range(comma + 1, min(last, comma + 14)) if w.form[k] == ","), None)
    if following is None or w.tag[comma + 1] not in {"DT", "NN", "NNP", "JJ"}:
        return comma
    between = range(comma + 1, following)
    verbless = not any(w.is_verb(k) or w.dep[k] in {"nsubj", "nsubjpass", "csubj"} for k in between)
    return following if verbless else comma


def _noun(w: Words, i: int, cue: Cue) -> Raw | None:
    for frame in cue.frames:
        find_in = _in_words_of if frame in {"in", "by"} else _noun_clause
        find_in = _noun_object if frame.startswith("prep:") else find_in
        raw = find_in(w, i, cue, frame)
        if raw is not None:
            return raw
    return None


def _noun_object(w: Words, i: int, cue: Cue, frame: str) -> Raw | None:
    """ "Korvel's criticism of the pact", "voiced doubts about the pact": what the noun is about."""
    about = next((k for k in w.kids[i] if k > i and f"prep:{w.form[k]}" == frame), None)
    if about is None or w.right[about] == about:
        return None
    source, antecedent, words = _owner(w, i)
    if source is None or about < source <= w.right[about]:
        return None
    span = w.chars(*source_tokens(w, source, words))
    content = w.chars(*trimmed(w, about + 1, w.right[about] + 1))
    stop = about + 1 if about == words[1] else words[1]
    return Raw((content,), w.chars(words[0], stop), span, antecedent, i, cue, how="phrase", frame="prep")


def _noun_clause(w: Words, i: int, cue: Cue, frame: str) -> Raw | None:
    content = None
    for k in w.kids[i]:
        if k <= i or w.dep[k] not in {"acl", "ccomp", "relcl", "xcomp"}:
            continue
        opening = w.form[w.left[k]]
        if (frame == "ccomp" and opening == "that" and w.dep[w.left[k]] == "mark" and w.is_finite(k)) or (
            frame == "xcomp" and opening == "to" and w.dep[w.left[k]] == "aux"
        ):
            content = k
    if content is None:
        content = _predicate(w, i, frame)
    if content is None:
        return None
    source, antecedent, cue_range = _owner(w, i)
    if source is None and frame == "xcomp":
        return None
    a, b = trimmed(w, w.left[content], w.right[content] + 1)
    span = None
    if source is not None:
        span = w.chars(*source_tokens(w, source, cue_range))
    return Raw((w.chars(a, b),), w.chars(*cue_range), span, antecedent, i, cue, how="phrase", frame=frame)


def _predicate(w: Words, i: int, frame: str) -> int | None:
    """ "Korvel's view is that …", "the position of Borduria was that …": the clause behind "be"."""
    verb = w.head[i]
    if w.dep[i] != "nsubj" or w.lemma[verb] != "be" or frame != "ccomp" or _owner(w, i)[0] is None:
        return None
    for k in w.kids[verb]:
        opening = w.left[k]
        if k > verb and w.dep[k] == "ccomp" and w.form[opening] == "that" and w.dep[opening] == "mark":
            return k
    return None


def _owner(w: Words, i: int) -> tuple[int | None, int | None, Range]:
    """Whose claim it is: "X's claim", "the claim by X", "X made the claim"; and the words of the cue."""
    for k in w.kids[i]:
        if w.dep[k] == "poss":
            return k, k, (i, i + 1)
    for k in w.kids[i]:
        if k > i and w.form[k] in {"by", "from", "of", "among"} and w.dep[k] in {"prep", "agent"}:
            inner = w.kid(k, "pobj")
            if inner is not None and (w.form[k] != "of" or w.tag[inner] in {"NNP", "NNPS"}):
                return inner, inner, (i, i + 1)
    head = w.head[i]
    if w.dep[i] == "dobj" and w.is_verb(head) and head < i:
        subject = subject_of(w, head)
        if subject is not None and not subject.passive:
            first, _ = cue_tokens(w, head)
            return subject.token, subject.antecedent, (first, i + 1)
    return None, None, (i, i + 1)


def _in_words_of(w: Words, i: int, cue: Cue, preposition: str) -> Raw | None:
    """ "In X's view, content", "in the words of X, content"."""
    holder = w.head[i]
    if w.dep[i] != "pobj" or w.form[holder] != preposition:
        return None
    source = w.kid(i, "poss")
    if source is None:
        of = next((k for k in w.kids[i] if w.form[k] == "of"), None)
        source = w.kid(of, "pobj") if of is not None else None
    if source is None or w.form[source] in {"its", "whose"}:
        return None
    sentence = w.sentence(i)
    block = (holder, w.right[i] + 1)
    if block[1] >= sentence.last and holder <= sentence.first:
        return None
    # Only as a remark of its own, between commas: "in his view of the town" is something else.
    if (
        block[1] < sentence.last
        and w.form[block[1]] not in {",", ".", "”", '"', ";"}
        and holder > sentence.first
    ):
        return None
    ranges = _clause_beside(w, block, sentence.first, sentence.last)
    if not ranges:
        return None
    span = w.chars(*source_tokens(w, source, (i, i + 1)))
    contents = tuple(w.chars(*r) for r in ranges)
    return Raw(contents, w.chars(i, i + 1), span, source, i, cue, how="phrase")


def _adverb(w: Words, i: int, cue: Cue) -> Raw | None:
    """ "has reportedly moved": the clause of the adverb, without it."""
    verb = w.head[i]
    if w.dep[i] != "advmod" or w.dep[verb] == "relcl":
        return None
    first, last = w.left[verb], w.right[verb] + 1
    if not w.is_verb(verb):
        first, last = verb, last
    pieces = (
        [trimmed(w, first, i), trimmed(w, i + 1, last)] if first <= i < last else [trimmed(w, first, last)]
    )
    contents = tuple(w.chars(*r) for r in pieces if r[1] > r[0])
    return Raw(contents, w.chars(i, i + 1), None, None, i, cue, how="phrase") if contents else None
