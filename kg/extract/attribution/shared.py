"""Verbs that share the subject of a cue although the parse hangs them inside what the cue reports.

"Korvel said the port would close and called on the guilds to pay": who calls is Korvel. Told by the tense: a
finite verb is coordinated with one of its own tense, so that a past beside "would close" can only go on from
"said". Where all the tenses are alike, by "also", by a comma, or by a thing that can't have said it.
"""

from __future__ import annotations

from kg.extract.attribution.lexicon import load
from kg.extract.attribution.voices import can_speak
from kg.extract.attribution.words import QUOTE_MARKS, SUBJECTS, Words

#: Verbs between a coordinated verb and the clause that is reported.
_STEPS = 6
_PAST = "past"
_PRESENT = "present"
_TENSES = {"VBD": _PAST, "VBZ": _PRESENT, "VBP": _PRESENT, "MD": "modal"}
#: Beside these a second verb may well be part of the same thought.
_EMPTY = frozenset({"be", "have", "do"})


def sharing(w: Words, k: int) -> int | None:
    """The cue whose subject the coordinated verb `k` shares; None where it belongs to what is reported."""
    tense = _TENSES.get(w.tag[k])
    if w.dep[k] != "conj" or tense not in {_PAST, _PRESENT} or w.kid(k, *SUBJECTS) is not None:
        return None
    if w.lemma[k] in _EMPTY or not w.is_verb(w.head[k]):
        return None
    clause = _finite_above(w, k)
    cue = _cue_of(w, clause, k) if clause is not None else None
    if clause is None or cue is None or cue > k or w.lemma[cue] not in load().verbs:
        return None
    if tense_of(w, cue) != tense:
        return None
    if clause < cue:  # "“We won,” Korvel said, and called it good"
        return cue if any(w.form[c] in QUOTE_MARKS for c in range(clause, cue)) else None
    speaks = w.lemma[k] in load().verbs and any(w.dep[c] in {"ccomp", "dobj", "prep"} for c in w.kids[k])
    other = tense_of(w, clause)
    if other is not None and other != tense:
        return cue if speaks or (_acts(w, k) and not _perfect(w, clause)) else None
    return cue if speaks and _told_apart(w, clause, k) else None


def _cue_of(w: Words, clause: int, k: int) -> int | None:
    """The verb that a clause is the content of: above it, or a remark beside it (", Korvel said,")."""
    if w.dep[clause] == "ccomp":
        return w.head[clause]
    return next((c for c in w.kids[clause] if clause < c < k and w.dep[c] == "parataxis"), None)


def tense_of(w: Words, verb: int) -> str | None:
    """Of the finite part of a verb: of "would" in "would have gone"; None where it has none."""
    for k in w.kids[verb]:
        if w.dep[k] in {"aux", "auxpass"} and w.tag[k] in _TENSES:
            return _TENSES[w.tag[k]]
    return _TENSES.get(w.tag[verb])


def _finite_above(w: Words, k: int) -> int | None:
    """The finite verb that a coordinated one hangs on, over infinitives and participles between them."""
    at = w.head[k]
    for _ in range(_STEPS):
        if tense_of(w, at) is not None and w.dep[at] != "conj":
            return at
        if w.dep[at] not in {"conj", "xcomp", "advcl", "pcomp", "prep"} or w.head[at] >= at:
            return None
        at = w.head[at]
    return None


def _acts(w: Words, k: int) -> bool:
    """A verb with an object or a place of its own: "visited the port", not "and came"."""
    return any(c > k and w.dep[c] in {"dobj", "prep", "dative"} for c in w.kids[k])


def _perfect(w: Words, verb: int) -> bool:
    """ "has infected hundreds and killed three": the second participle looks like a past tense."""
    return any(w.lemma[k] == "have" and w.dep[k] == "aux" for k in w.kids[verb])


def _told_apart(w: Words, clause: int, k: int) -> bool:
    """Whether anything but the tense tells that the clause's own subject isn't who speaks."""
    subject = w.kid(clause, "nsubj", "nsubjpass")
    if w.kid(clause, "expl") is not None or any(w.form[c] == "also" and c < k for c in w.kids[k]):
        return True
    if subject is not None and w.tag[subject] in {"NN", "NNS"} and not can_speak(w, subject, load()):
        return True
    if any(w.form[c] in {"did", "does", "do"} and w.dep[c] == "aux" for c in w.kids[clause]):
        return True  # "did not ratify": a second verb would be an infinitive
    joined = k - 1
    while joined > clause and w.dep[joined] in {"advmod", "neg"}:
        joined -= 1
    listed = sum(w.dep[c] == "conj" for c in w.kids[clause]) > 1
    return not listed and w.tag[joined] == "CC" and w.form[joined - 1] == ","
