"""Reported speech by grammar: each verb of the lexicon with its subject and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.attribution.beside import preceding
from kg.extract.attribution.clauses import Subject, agent_of, cue_tokens, source_tokens, subject_of
from kg.extract.attribution.frames import content_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.words import Words, trimmed
from kg.model.vocabulary import SpeechAct

Range = tuple[int, int]
#: Acts whose cues stand in the middle of what they report: ", she says,".
_PARENTHETICAL = frozenset({SpeechAct.ASSERT, SpeechAct.ASSESS, SpeechAct.PREDICT, SpeechAct.RECOMMEND})


def reported(w: Words, lexicon: Lexicon) -> Iterator[Raw]:
    """One raw attribution for each verb cue that has a content in reach."""
    for i, lemma in enumerate(w.lemma):
        if w.tag[i] in {"JJ", "VBN"} and w.form[i] in lexicon.adjectives:
            raw = _adjective(w, i, lexicon.adjectives[w.form[i]])
            if raw is not None:
                yield raw
                continue
        if w.tag[i][:2] != "VB" and not _mistagged(w, i):
            continue
        for cue in lexicon.verbs.get(lemma, ()):
            raw = _try(w, i, cue)
            if raw is not None:
                yield raw
                break


def _mistagged(w: Words, i: int) -> bool:
    """A finite verb in a headline, tagged as a noun, that governs a clause."""
    return w.tag[i] in {"NNS", "NN"} and w.dep[i] in {"ROOT"} and w.kid(i, "nsubj") is not None


def _try(w: Words, i: int, cue: Cue) -> Raw | None:
    particle: int | None = None
    if cue.particle is not None:
        particle = next((k for k in w.kids[i] if k > i and w.form[k] == cue.particle), None)
        if particle is None:
            return None
    subject = subject_of(w, i)
    words = cue_tokens(w, i, particle, _chain_top(w, i))
    for frame in cue.frames:
        ranges = content_of(w, i, frame, subject, particle)
        if ranges:
            return _made(w, i, cue, frame, words, subject, ranges)
    if ("ccomp" in cue.frames and cue.act in _PARENTHETICAL) or cue.particle == "it":
        ranges = preceding(w, i, words, subject)
        if ranges:
            return _made(w, i, cue, "ccomp", words, subject, ranges)
    return None


def _adjective(w: Words, i: int, cue: Cue) -> Raw | None:
    """ "X is confident that …": the cue runs from the copula to the adjective."""
    passive = w.tag[i] == "VBN" and w.kid(i, "auxpass") is not None
    copula = i if passive else w.head[i]
    if not passive and (w.dep[i] != "acomp" or copula >= i or i - copula > 4):
        return None
    subject = subject_of(w, copula)
    if subject is not None and passive:
        subject = replace(subject, passive=False)
    if subject is None or w.form[subject.token] == "it":
        return None
    words = (cue_tokens(w, copula)[0], i + 1)
    for frame in cue.frames:
        content = _behind(w, i, copula, frame)
        if content is not None:
            return _made(w, i, cue, frame.partition(":")[0], words, subject, [content])
    return None


def _behind(w: Words, i: int, copula: int, frame: str) -> Range | None:
    """What follows an adjective: "that …", "to …", or the object of its preposition."""
    for k in (*w.kids[i], *w.kids[copula]):
        if k <= i or w.left[k] <= i:
            continue
        if frame == "ccomp" and w.dep[k] in {"ccomp", "advcl"} and w.is_finite(k):
            if w.dep[k] == "ccomp" or w.form[w.left[k]] == "that":
                return trimmed(w, w.left[k], w.right[k] + 1)
            return None
        if frame == "xcomp" and w.dep[k] in {"xcomp", "ccomp", "advcl"} and w.form[w.left[k]] == "to":
            return trimmed(w, w.left[k], w.right[k] + 1)
        if frame == f"prep:{w.form[k]}" and w.right[k] > k:
            return trimmed(w, k + 1, w.right[k] + 1)
    return None


def _chain_top(w: Words, i: int) -> int | None:
    """The verb that a chain like "was quoted as saying" or "went on to say" begins with."""
    at = i
    for _ in range(3):
        dep, head = w.dep[at], w.head[at]
        chained = dep == "xcomp" or (dep == "advcl" and w.lemma[head] == "go")
        if chained and w.is_verb(head) and head < at and w.kid(head, "dobj") is None:
            at = head
        elif dep == "pcomp" and w.form[head] == "as" and w.is_verb(w.head[head]):
            at = w.head[head]
        else:
            break
    if at == i or i - at > 6:
        return None
    while at > 0 and w.head[at - 1] in {at, i} and w.dep[at - 1] in {"aux", "auxpass", "neg"}:
        at -= 1
    return at


def _source(w: Words, i: int, subject: Subject | None) -> tuple[int, int] | None:
    """Head token of the source and the token to identify the speaker by."""
    if subject is None:
        return None
    quoted = i != subject.verb and w.lemma[subject.verb] in {"quote", "cite", "hear", "paraphrase", "report"}
    if subject.passive and not quoted:
        agent = agent_of(w, subject.verb)
        return (agent, agent) if agent is not None else None
    if w.form[subject.token] == "it" and subject.passive:
        return None
    return subject.token, subject.antecedent


def _made(
    w: Words, i: int, cue: Cue, frame: str, words: Range, subject: Subject | None, ranges: list[Range]
) -> Raw | None:
    if frame == "oprd" and w.dep[i] == "acl" and agent_of(w, i) is None:
        return None  # "a fish called the lantern shark"
    source = _source(w, i, subject)
    span: Range | None = None
    if source is not None:
        first, last = source_tokens(w, source[0], words)
        if last < words[0] and w.form[last] == "," and "," in w.form[first:last]:
            last += 1  # the comma that closes an apposition; it is dropped when the speaker is identified
        span = w.chars(first, last)
    elif frame == "oprd" or not _impersonal(w, i, subject):
        return None
    contents = tuple(w.chars(a, b) for a, b in ranges if b > a)
    if not contents:
        return None
    return Raw(contents, w.chars(*words), span, source[1] if source else None, i, cue, frame=frame)


def _impersonal(w: Words, i: int, subject: Subject | None) -> bool:
    """Passives say that somebody says so, without saying who; other cues need a source."""
    if w.tag[i] == "VBN" and w.kid(i, "auxpass", "agent") is not None:
        return True
    return subject is not None and subject.passive and w.dep[subject.verb] != "acl"
