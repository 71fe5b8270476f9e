"""What hangs on a verb cue: the content in each frame of the lexicon, as ranges of tokens."""

from __future__ import annotations

from kg.extract.attribution.clauses import Subject, agent_of, source_tokens
from kg.extract.attribution.lexicon import load
from kg.extract.attribution.shared import sharing
from kg.extract.attribution.words import QUOTE_MARKS, Words, trimmed

Range = tuple[int, int]
_SUBORDINATE = frozenset({"because", "if", "although", "though", "since", "unless", "until", "so"})
#: Prepositions that belong to the object before them even where the parse hangs them on the verb.
_OF_OBJECT = frozenset({"of", "with", "against", "between", "toward", "towards", "about"})


def content_of(w: Words, i: int, frame: str, subject: Subject | None, particle: int | None) -> list[Range]:
    """Token ranges of what hangs on a verb in a frame; empty where the frame does not fit."""
    if frame == "ccomp":
        return _behind_adjective(w, particle) or _clause(w, i)
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


def _behind_adjective(w: Words, particle: int | None) -> list[Range]:
    """ "made clear that …", "made it plain that …": the clause hangs on the second word of the cue."""
    if particle is None or w.tag[particle] != "JJ":
        return []
    for k in w.kids[particle]:
        if k > particle and w.dep[k] in {"ccomp", "advcl"} and w.is_finite(k) and w.left[k] > particle:
            return [_widened(w, particle, k)]
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
                if (
                    w.dep[clause] in {"relcl", "acl"}
                    and w.form[opening] == "that"
                    and w.dep[opening] == "mark"
                ):
                    return clause
    return None


def _widened(w: Words, i: int, complement: int) -> Range:
    """The clause, with one beside it that the parse hung on the cue, without a remark of the reporter."""
    first, last = _behind_date(w, complement), w.right[complement] + 1
    for k in w.kids[i]:
        if k > last and w.left[k] <= last + 2 and _goes_on(w, k) and not _other_voice(w, k):
            last = w.right[k] + 1
    for k in range(complement + 1, last):
        if (
            w.form[k - 1] == ","
            and w.tag[k] == "VBG"
            and w.dep[k] == "advcl"
            and w.lemma[k] in load().remarks
        ):
            last = k - 1
            break
    for k in range(complement + 1, last):
        if (_beside(w, complement, k) and _other_voice(w, k)) or sharing(w, k) == i:
            last = w.left[k]
            while last > first + 1 and (w.is_mark(last - 1) or w.tag[last - 1] == "CC"):
                last -= 1
            break
    return trimmed(w, first, last)


def _behind_date(w: Words, complement: int) -> int:
    """ "said yesterday morning the laws should change": the date of the saying, parsed with the clause."""
    first = w.left[complement]
    for k in w.kids[complement]:
        if k < complement and w.dep[k] == "npadvmod" and w.left[k] == first and w.right[k] + 1 < complement:
            return first if w.form[w.right[k] + 1] == "," else w.right[k] + 1
    return first


def _beside(w: Words, complement: int, k: int) -> bool:
    """Whether a clause is coordinated with the one reported, or with a clause that is reported in that."""
    at = w.head[k]
    while w.dep[k] == "conj" and at > complement and w.dep[at] == "ccomp":
        at = w.head[at]
    return w.dep[k] == "conj" and at == complement


def _other_voice(w: Words, k: int) -> bool:
    """ "X said A and Y said B", "X said A, but he said B": a second cue, with a subject of its own.

    A pronoun tells less than a name: "X said that Y came and he said B" may be all of it said by X, so that
    there a comma or dash must stand before the joining word.
    """
    subject = w.kid(k, "nsubj")
    if subject is None or w.lemma[k] not in load().voices or not w.is_finite(k):
        return False
    if not any(w.dep[c] in {"ccomp", "dobj"} for c in w.kids[k]):
        return False
    if w.tag[subject] != "PRP":
        return w.tag[subject][:2] in {"NN", "JJ", "CD"}
    before = w.left[k] - 1
    while before > 0 and w.tag[before] == "CC":
        before -= 1
    return w.is_mark(before) and w.form[subject] in {"he", "she", "they"}


def _goes_on(w: Words, k: int) -> bool:
    """A clause with a subject of its own, or a subordinate one, that no other cue opens."""
    if w.dep[k] == "advcl":
        return w.is_finite(k) and w.form[w.left[k]] in _SUBORDINATE
    return w.dep[k] == "conj" and w.is_finite(k) and w.kid(k, "nsubj", "nsubjpass", "expl") is not None


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
        clause = next(
            (k for k in w.kids[i] if k > particle and w.dep[k] in {"xcomp", "advcl", "ccomp"}), None
        )
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
        if opened is not None or (
            last + 1 < len(w) and w.form[last + 1] in QUOTE_MARKS and w.form[last + 1] != "'"
        ):
            return [trimmed(w, w.left[target], last + 1 if opened is not None else last + 3)]
    return []


def _object(w: Words, i: int, subject: Subject | None, preposition: str) -> list[Range]:
    target = next((k for k in w.kids[i] if k > i and w.dep[k] == "dobj"), None)
    if target is None and subject is not None and subject.passive and subject.verb == i:
        if agent_of(w, i) is None:
            return []
        return [trimmed(w, w.left[subject.token], w.right[subject.token] + 1)]
    if target is None and preposition and w.dep[i] == "relcl":
        behind = next((k for k in w.kids[i] if k > i and w.form[k] == preposition), None)
        return [trimmed(w, behind, w.right[behind] + 1)] if behind is not None else []
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
    else:
        last = next((w.right[k] + 1 for k in w.kids[i] if k == last and _as_what(w, k)), last)
    return [trimmed(w, first, _before_aside(w, target, last))]


def _as_what(w: Words, k: int) -> bool:
    """ "attacked the pact as a fraud"; not "cited her as saying"."""
    return w.form[k] == "as" and w.kid(k, "pobj", "amod") is not None


def _before_aside(w: Words, target: int, last: int) -> int:
    """ "backed the pact, which ended the war", "…, the last of its kind": the teller adds it."""
    for k in range(target + 1, last):
        start = w.left[k]
        added = w.dep[k] == "relcl" and w.is_finite(k)
        added = added or (w.dep[k] == "appos" and w.tag[k] == "NN" and w.head[k] == target)
        if added and target < start < last <= w.right[k] + 1 and w.form[start - 1] == ",":
            return start - 1
    return last
