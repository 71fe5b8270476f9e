"""Reported speech by grammar: each verb of the lexicon with its subject and what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.attribution.clauses import Subject, agent_of, cue_tokens, source_tokens, subject_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.words import QUOTE_MARKS, Words, trimmed
from kg.model.vocabulary import SpeechAct

Range = tuple[int, int]
#: Reporting participles that start a remark of their own: "…, adding that".
REMARKS = frozenset(
    "add argue say note insist claim stress warn cite call describe explain suggest declare assert contend".split()
)
#: Verbs that make a coordinated clause with a subject of its own a second speaker's.
VOICES = frozenset("say tell add warn accuse deny insist reply respond call urge argue claim reject".split())
_SUBORDINATE = frozenset({"because", "if", "although", "though", "since", "unless", "until", "so"})
#: Acts whose cues stand in the middle of what they report: ", she says,".
_PARENTHETICAL = frozenset({SpeechAct.ASSERT, SpeechAct.ASSESS, SpeechAct.PREDICT, SpeechAct.RECOMMEND})
#: Prepositions that belong to the object before them even where the parse hangs them on the verb.
_OF_OBJECT = frozenset({"of", "with", "against", "between", "toward", "towards", "about"})
_TAIL = frozenset({"prep", "npadvmod", "advmod", "dobj", "dative", "prt", "agent", "pobj", "tmod"})


def reported(w: Words, lexicon: Lexicon) -> Iterator[Raw]:
    """One raw attribution for each verb cue that has a content in reach."""
    for i, lemma in enumerate(w.lemma):
        if w.tag[i] in {"JJ", "VBN"} and w.form[i] in lexicon.adjectives:
            raw = _adjective(w, i, lexicon.adjectives[w.form[i]])
            if raw is not None:
                yield raw
                continue
        if w.tag[i][:2] != "VB" and not _mistagged(w, i, lexicon):
            continue
        for cue in lexicon.verbs.get(lemma, ()):
            raw = _try(w, i, cue)
            if raw is not None:
                yield raw
                break


def _mistagged(w: Words, i: int, lexicon: Lexicon) -> bool:
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
        ranges = _frame(w, i, frame, words, subject, particle)
        if ranges:
            return _made(w, i, cue, frame, words, subject, ranges)
    if ("ccomp" in cue.frames and cue.act in _PARENTHETICAL) or cue.particle == "it":
        ranges = _preceding(w, i, words, subject)
        if ranges:
            return _made(w, i, cue, "ccomp", words, subject, ranges)
    return None


def _preceding(w: Words, i: int, words: Range, subject: Subject | None) -> list[Range]:
    """A content before the cue, or on both sides of it."""
    complement = next((k for k in w.kids[i] if w.dep[k] == "ccomp" and w.left[k] <= i), None)
    if complement is None:
        return _around(w, i, words, subject)
    return _before(w, i, complement, words, subject)


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
    clause = next((k for k in (*w.kids[i], *w.kids[copula]) if k > i and w.dep[k] in {"ccomp", "advcl"}), None)
    if clause is None or w.left[clause] <= i or not w.is_finite(clause):
        return None
    if w.dep[clause] == "advcl" and w.form[w.left[clause]] != "that":
        return None
    words = (cue_tokens(w, copula)[0], i + 1)
    return _made(w, i, cue, "ccomp", words, subject, [trimmed(w, w.left[clause], w.right[clause] + 1)])


def _chain_top(w: Words, i: int) -> int | None:
    """The verb that a chain like "was quoted as saying" or "went on to say" begins with."""
    at = i
    for _ in range(3):
        dep, head = w.dep[at], w.head[at]
        if dep == "xcomp" and w.is_verb(head) and head < at and w.kid(head, "dobj") is None:
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


def _source(w: Words, i: int, subject: Subject | None, frame: str) -> tuple[int, int] | None:
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
    source = _source(w, i, subject, frame)
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


def _frame(
    w: Words, i: int, frame: str, words: Range, subject: Subject | None, particle: int | None
) -> list[Range]:
    if frame == "ccomp":
        return _clause(w, i)
    if frame == "xcomp":
        return _with_patient(w, i, subject, _infinitive(w, i))
    if frame in {"prep", "prep+xcomp"}:
        return _after_preposition(w, i, particle, frame)
    if frame == "dobj+xcomp":
        return _with_patient(w, i, subject, _object_infinitive(w, i, subject))
    if frame == "oprd":
        return _predicate(w, i)
    if frame.startswith("dobj"):
        return _object(w, i, subject, frame.partition("prep:")[2])
    return []


def _clause(w: Words, i: int) -> list[Range]:
    complement = None
    for k in w.kids[i]:
        gerund = w.dep[k] == "xcomp" and w.tag[i] != "VBN" and w.tag[k] == "VBG" and w.tag[w.left[k]] != "TO"
        clause = w.dep[k] == "ccomp" or gerund or (w.dep[k] == "advcl" and w.form[w.left[k]] == "that")
        if clause and w.left[k] > i:
            complement = k
            break
    if complement is None:
        complement = _relative_in_form(w, i)
    return [_widened(w, i, complement)] if complement is not None else []


def _relative_in_form(w: Words, i: int) -> int | None:
    """ "told a newspaper that …": the parse may hang the clause on the addressee."""
    for k in w.kids[i]:
        if k > i and w.dep[k] in {"dobj", "dative"}:
            for clause in w.kids[k]:
                opening = w.left[clause]
                if w.dep[clause] in {"relcl", "acl"} and w.form[opening] == "that" and w.dep[opening] == "mark":
                    return clause
    return None


def _widened(w: Words, i: int, complement: int) -> Range:
    """The clause, with a clause beside it that the parse hung on the cue, without a remark of the reporter."""
    first, last = w.left[complement], w.right[complement] + 1
    for k in w.kids[i]:
        if k > last and w.left[k] <= last + 2 and _goes_on(w, k):
            last = w.right[k] + 1
    for k in range(complement + 1, last):
        if w.form[k - 1] == "," and w.tag[k] == "VBG" and w.dep[k] == "advcl" and w.lemma[k] in REMARKS:
            last = k - 1
            break
    for k in w.kids[complement]:
        if k < last and w.dep[k] == "conj" and _other_voice(w, k):
            last = w.left[k]
            while last > first + 1 and (w.is_mark(last - 1) or w.tag[last - 1] == "CC"):
                last -= 1
            break
    return trimmed(w, first, last)


def _other_voice(w: Words, k: int) -> bool:
    """ "X said A and Y said B": a second speaker, named, with a cue of its own."""
    subject = w.kid(k, "nsubj")
    return (
        subject is not None
        and w.lemma[k] in VOICES
        and w.tag[subject][:2] in {"NN", "JJ", "CD"}
        and w.is_finite(k)
        and any(w.dep[c] in {"ccomp", "dobj"} for c in w.kids[k])
    )


def _goes_on(w: Words, k: int) -> bool:
    """A clause with a subject of its own, or a subordinate one, that no other cue opens."""
    if w.dep[k] == "advcl":
        return w.is_finite(k) and w.form[w.left[k]] in _SUBORDINATE
    return w.dep[k] == "conj" and w.is_finite(k) and w.kid(k, "nsubj", "nsubjpass", "expl") is not None


def _before(w: Words, i: int, complement: int, words: Range, subject: Subject | None) -> list[Range]:
    """The content stands before the cue, or on both sides of it."""
    if subject is not None and subject.passive:
        return []
    first, last = _block(w, i, words, subject)
    if w.dep[i] == "relcl" or first == 0:
        return [trimmed(w, last, w.right[complement] + 1)] if w.right[complement] >= last else []
    sentence = w.sentence(i)
    start = sentence.first if _comma_before(w, first) else w.left[complement]
    if start >= first:
        return []
    ranges = [] if _as_somebody(w, start, first) else [trimmed(w, start, first)]
    if complement > last:
        ranges.append(trimmed(w, last, w.right[complement] + 1))
    return [r for r in ranges if r[1] > r[0]]


def _as_somebody(w: Words, start: int, stop: int) -> bool:
    """ "As chair of the board, Y said …": who speaks, not what is said."""
    return w.form[start] == "as" and not any(w.is_finite(k) for k in range(start, stop) if w.is_verb(k))


def _around(w: Words, i: int, words: Range, subject: Subject | None) -> list[Range]:
    """", X said," as a remark inside or at the end of what X said."""
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
    ranges = [] if _as_somebody(w, sentence.first, first) else [trimmed(w, sentence.first, first)]
    host = w.head[i]
    said = any(w.is_finite(k) for k in range(sentence.first, first) if w.is_verb(k))
    if first <= host < last and not said and not QUOTE_MARKS & set(w.form[max(first - 2, 0) : first]):
        return []
    if last < sentence.last and w.form[last] in {",", "–", "—"} and (host > last or w.dep[i] == "parataxis"):
        ranges.append(trimmed(w, last, sentence.last))
    return [r for r in ranges if r[1] > r[0]]


def _after_as(w: Words, i: int, last: int, stop: int) -> list[Range]:
    """"As X said at …, content": from the first comma behind the cue to the end of the sentence."""
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


def _infinitive(w: Words, i: int) -> list[Range]:
    for k in w.kids[i]:
        if k > i and w.dep[k] in {"xcomp", "ccomp", "advcl"} and w.form[w.left[k]] in {"to", "not", "never"}:
            return [trimmed(w, w.left[k], w.right[k] + 1)]
    return []


def _with_patient(w: Words, i: int, subject: Subject | None, ranges: list[Range]) -> list[Range]:
    """ "X is expected to go": X belongs to what is expected, and nobody is named who expects it."""
    if ranges and subject is not None and subject.passive and subject.verb == i:
        first, last = source_tokens(w, subject.token, (i, i + 1))
        return [trimmed(w, first, last), *ranges]
    return ranges


def _object_infinitive(w: Words, i: int, subject: Subject | None) -> list[Range]:
    """ "urged X to go": in some parses X is the object, in others the subject of "go"."""
    for k in w.kids[i]:
        if k <= i or w.dep[k] not in {"ccomp", "xcomp", "advcl"} or not _has_to(w, k):
            continue
        if w.dep[k] == "ccomp" and w.left[k] > i and w.kid(k, "nsubj") is not None:
            return [trimmed(w, w.left[k], w.right[k] + 1)]
        target = next((o for o in w.kids[i] if i < o < k and w.dep[o] in {"dobj", "dative"}), None)
        if target is not None:
            return [trimmed(w, w.left[target], w.right[k] + 1)]
        if subject is not None and subject.passive and subject.verb == i:
            return [trimmed(w, w.left[k], w.right[k] + 1)]
    return []


def _has_to(w: Words, k: int) -> bool:
    return any(w.form[a] == "to" and w.dep[a] == "aux" for a in w.kids[k])


def _after_preposition(w: Words, i: int, particle: int | None, frame: str) -> list[Range]:
    if particle is None:
        return []
    inner = next((k for k in w.kids[particle] if k > particle), None)
    right = w.right[particle] + 1
    if frame == "prep+xcomp":
        clause = next((k for k in w.kids[i] if k > particle and w.dep[k] in {"xcomp", "advcl", "ccomp"}), None)
        if clause is not None and _has_to(w, clause):
            right = w.right[clause] + 1
        elif not any(_has_to(w, k) for k in range(particle + 1, min(right, particle + 40)) if w.is_verb(k)):
            return []
    if inner is None and right <= particle + 1:
        return []
    return [trimmed(w, particle + 1, right)]


def _predicate(w: Words, i: int) -> list[Range]:
    """ "called X a traitor", "labelled it as dangerous"."""
    for k in w.kids[i]:
        if k > i and w.dep[k] in {"oprd", "ccomp", "xcomp"}:
            target = next((o for o in w.kids[i] if i < o <= k and w.dep[o] in {"dobj", "nsubj"}), None)
            first = min(w.left[target], w.left[k]) if target is not None else w.left[k]
            if first > i:
                return [trimmed(w, first, w.right[k] + 1)]
    target = w.kid(i, "dobj")  # called the plan “a disaster”
    if target is not None and i < target:
        last = w.right[target]
        opened = next((k for k in range(target, last) if w.form[k] in QUOTE_MARKS), None)
        if opened is not None or (last + 1 < len(w) and w.form[last + 1] in QUOTE_MARKS and w.form[last + 1] != "'"):
            return [trimmed(w, w.left[target], last + 1 if opened is not None else last + 3)]
    return []


def _object(w: Words, i: int, subject: Subject | None, preposition: str) -> list[Range]:
    target = next((k for k in w.kids[i] if k > i and w.dep[k] == "dobj"), None)
    if target is None and subject is not None and subject.passive and subject.verb == i:
        if agent_of(w, i) is None:
            return []
        return [trimmed(w, w.left[subject.token], w.right[subject.token] + 1)]
    if target is None or w.left[target] <= i:
        return []
    first, last = w.left[target], w.right[target] + 1
    for k in w.kids[i]:
        if k == last and w.form[k] in _OF_OBJECT:
            last = w.right[k] + 1
    if preposition:
        prep = next((k for k in w.kids[i] if k > target and w.form[k] == preposition), None)
        if prep is None and not any(w.form[k] == preposition for k in w.kids[target]):
            return []
        last = max(last, w.right[prep] + 1 if prep is not None else last)
    return [trimmed(w, first, last)]
