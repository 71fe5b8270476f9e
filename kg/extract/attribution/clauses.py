"""Grammar around a cue: who its subject is, which words make up the cue and the source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.extract.attribution.lexicon import load
from kg.extract.attribution.shared import sharing
from kg.extract.attribution.words import SUBJECTS, Words

RELATIVE = frozenset({"who", "which", "that", "whom"})
#: Verbs that only help another ("went on to say", "appeared to suggest"): they join the cue.
_STEPS = 6
#: Verbs whose object speaks: "quoted her as saying".
_CITING = frozenset({"quote", "cite", "paraphrase", "report"})
#: Places of a verb that has a subject of its own.
_MAIN = frozenset({"ROOT", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Head token of a subject; the antecedent when it is a relative pronoun."""

    token: int
    antecedent: int
    passive: bool
    #: Verb whose subject this is: another one than the cue when the subject is shared.
    verb: int


def subject_of(w: Words, verb: int) -> Subject | None:
    """The subject of a verb, also when shared with the verb that it hangs on."""
    at = verb
    joined = False
    for _ in range(_STEPS):
        for kid in w.kids[at]:
            if w.dep[kid] in SUBJECTS and w.dep[kid] != "expl":
                found = _subject(w, kid, at)
                # "We are concerned and call on them": who is concerned in the passive calls in the active.
                return replace(found, passive=False) if joined and w.tag[verb] != "VBN" else found
        dep, head = w.dep[at], w.head[at]
        if dep == "conj" and (cue := sharing(w, at)) is not None:
            at, joined = cue, True
            continue
        if at == verb and dep in _MAIN and (left := _left_behind(w, verb)) is not None:
            return Subject(left, left, passive=False, verb=verb)
        if head == at:
            return None
        if dep in {"acl", "relcl"}:
            if w.tag[at] == "VB":
                return None  # "a plan to announce"
            return Subject(head, head, passive=w.tag[at] == "VBN", verb=at) if dep == "acl" else None
        # The parse takes "went on to say" for a purpose.
        goes_on = dep == "advcl" and w.lemma[head] in {"go", "come", "continue"} and head < at
        shared = goes_on or dep in {"xcomp", "conj"} or (dep in {"advcl", "ccomp"} and w.tag[verb] == "VBG")
        if dep in {"pcomp", "prep"}:  # "was quoted as saying", "in saying that"
            shared = True
        if not shared or not (w.is_verb(head) or w.dep[head] in {"prep", "advcl"} or w.tag[head] == "IN"):
            return None
        if dep == "advcl":
            head = _whose_remark(w, verb, head)
        if dep == "xcomp":
            for kid in w.kids[head]:
                if w.dep[kid] == "dobj" and kid < at:
                    return _subject(w, kid, head)
        joined = joined or dep == "conj"
        if dep == "xcomp" and w.tag[head] == "JJ" and _is_it(w, w.kid(w.head[head], "nsubj", "expl")):
            return None  # "it is gratifying to note"
        if dep == "prep" and w.form[at] == "as" and w.lemma[head] in _CITING:
            for kid in w.kids[head]:
                if w.dep[kid] == "dobj" and kid < at:
                    return Subject(kid, kid, passive=False, verb=head)  # "The BBC cited him as saying"
        at = head
    return None


def _whose_remark(w: Words, verb: int, head: int) -> int:
    """ "said that A, adding that B": who adds is who says, wherever the parse hangs it inside A."""
    lexicon = load()
    deep = {"ccomp", "conj", "advcl"} if w.lemma[verb] in lexicon.remarks else {"ccomp", "conj"}
    if w.lemma[verb] in lexicon.remarks and w.lemma[head] not in lexicon.verbs:
        beside = [k for k in w.kids[head] if k < verb and w.lemma[k] in lexicon.voices and w.is_finite(k)]
        if beside and w.dep[beside[-1]] in {"ccomp", "parataxis"}:
            return beside[-1]  # "The town, she said, is safe, adding that …"
    for _ in range(_STEPS):
        up = w.head[head]
        if w.dep[head] not in deep or up >= head or (w.dep[head] == "conj" and not w.is_verb(up)):
            break
        if w.dep[head] in {"advcl", "conj"} and w.lemma[head] in lexicon.voices:
            break
        head = up
    return head


def _left_behind(w: Words, verb: int) -> int | None:
    """ "In a talk with the Courier, Korvel said": the parse may hang the subject on the noun before it."""
    if w.tag[verb] not in {"VBD", "VBZ", "VBP"}:
        return None
    start = w.sentence(verb).first
    at = verb - 1
    while at > start and w.head[at] == verb and w.dep[at] in {"aux", "neg", "advmod"}:
        at -= 1
    closed = w.form[at] == ","  # "the prosecutor, Anna Korvel, said"
    at -= closed
    if at <= start or not (w.person[at] if closed else w.tag[at][:2] == "NN"):
        return None
    first = w.left[at]
    if w.form[first] == "," and first < at:
        first += 1
    return at if first > start and w.form[first - 1] == "," else None


def _is_it(w: Words, token: int | None) -> bool:
    return token is not None and w.form[token] == "it"


def _subject(w: Words, token: int, verb: int) -> Subject:
    if w.dep[token] == "csubj" and w.tag[token] == "VBG":
        token = _speaking(w, token, verb)
    passive = w.dep[token] in {"nsubjpass", "csubjpass"}
    antecedent = token
    if w.form[token] in RELATIVE and w.tag[token] in {"WP", "WDT"}:
        clause = verb
        for _ in range(_STEPS):
            if w.dep[clause] == "relcl":
                antecedent = w.head[clause]
                break
            if w.head[clause] == clause:
                break
            clause = w.head[clause]
    return Subject(token, antecedent, passive, verb)


def _speaking(w: Words, participle: int, verb: int) -> int:
    """ "Speaking in Klow, the envoy, Mira Tolan, said": the noun phrase behind the first comma."""
    comma = next((k for k in range(participle, verb) if w.form[k] == ","), None)
    noun = next((k for k in range(verb - 1, participle, -1) if w.tag[k][:2] in {"NN", "PR"}), None)
    if comma is None or noun is None or noun < comma:
        return participle
    while w.head[noun] > comma and w.dep[noun] in {"appos", "pobj", "prep", "compound", "conj"}:
        noun = w.head[noun]
    return noun


def agent_of(w: Words, verb: int) -> int | None:
    """The "by" phrase of a passive."""
    by = w.kid(verb, "agent")
    return w.kid(by, "pobj") if by is not None else None


def cue_tokens(w: Words, verb: int, particle: int | None = None, top: int | None = None) -> tuple[int, int]:
    """First and last token of the cue: auxiliaries, negation and adverbs before it, its particle."""
    first = verb
    while first > 0 and _joins(w, first - 1, verb, top):
        first -= 1
    last = verb + 1
    if particle is not None and particle > verb and particle - verb <= 3:
        last = particle + 1
    else:
        while last < len(w) and w.head[last] == verb and w.dep[last] == "prt":
            last += 1
    return first, last


def _joins(w: Words, token: int, verb: int, top: int | None) -> bool:
    if top is not None and top <= token < verb:
        return not w.is_mark(token)
    if w.is_space(token) and "\n" not in w.form[token]:
        return token > 0 and _joins(w, token - 1, verb, top)
    if w.head[token] != verb:
        return False
    if w.dep[token] in {"aux", "auxpass", "neg"}:
        return w.form[token] != "to"
    return w.dep[token] == "advmod" and w.tag[token] in {"RB", "RBR"} and w.right[token] == token


def source_tokens(w: Words, head: int, cue: tuple[int, int]) -> tuple[int, int]:
    """The noun phrase of a source, cut where it would run into the cue."""
    first, last = w.left[head], w.right[head] + 1
    if first < cue[1] and last > cue[0]:
        if head >= cue[1]:
            first = max(first, cue[1])
        else:
            last = min(last, cue[0])
    if first > head or last <= head:
        first, last = head, head + 1
    for k in range(head + 1, last):
        described = w.form[k] == "," and k + 1 < last and w.tag[k + 1] == "JJ" and w.head[k + 1] == head
        if described or w.form[k] in {"per", "according", "\u2014", "--", ";", ":"}:
            last = k
            break
    while last - 1 > head and (w.form[last - 1] == "," or w.is_space(last - 1)):
        last -= 1
    while first < head and (w.is_mark(first) or w.is_space(first)):
        first += 1
    return first, last
