"""Who speaks through a text: "the report said", "a statement issued by …", "polls conducted by …"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.attribution.clauses import subject_of
from kg.extract.attribution.lexicon import Lexicon, load
from kg.extract.attribution.words import Words
from kg.knowledge import frames

_BY = frozenset({"by", "of", "from"})
#: "The report" is the one that a sentence before spoke of, at most so many sentences back.
_BACK = 5


def is_text(w: Words, token: int, lexicon: Lexicon) -> bool:
    """Whether a noun is a text that its makers speak through."""
    noun = lexicon.nouns.get(w.lemma[token])
    return noun is not None and "document" in noun.frames and w.tag[token] in {"NN", "NNS", "NNP"}


def makers(w: Words, token: int) -> Iterator[int]:
    """Tokens that may name who made a text, likeliest first; those of an earlier mention of it last."""
    yield from _here(w, token)
    if not any(w.dep[k] == "det" and w.form[k] in {"the", "this", "that"} for k in w.kids[token]):
        return
    number = w.annotated.sentence_of[token]
    first = w.annotated.sentences[max(0, number - _BACK)].first
    for k in range(token - 1, first - 1, -1):
        if w.lemma[k] == w.lemma[token] and w.tag[k][:2] == "NN":
            yield from _here(w, k)
    # "The court issued a ruling … The decision read": a text of another word.
    issuing = frames.load().list("issuing")
    for k in range(token - 1, first - 1, -1):
        if w.lemma[w.head[k]] in issuing and w.dep[k] in {"dobj", "nsubjpass"} and is_text(w, k, load()):
            yield from _here(w, k)


def _here(w: Words, token: int) -> Iterator[int]:
    issuing = frames.load().list("issuing")
    for k in w.kids[token]:
        if w.dep[k] in {"poss", "amod", "compound", "nmod"} and k < token:
            yield k
    for k in w.kids[token]:
        if w.dep[k] in {"prep", "agent"} and w.form[k] in _BY:
            yield from _objects(w, k)
        elif w.dep[k] == "acl" and w.tag[k] == "VBN":
            for by in w.kids[k]:
                if w.form[by] == "by":
                    yield from _objects(w, by)
        elif w.dep[k] == "relcl" and w.lemma[k] in issuing:
            writer = w.kid(k, "nsubj")
            if writer is not None:
                yield writer
    head = w.head[token]
    if w.dep[token] == "dobj" and w.lemma[head] in issuing:
        subject = subject_of(w, head)
        if subject is not None and not subject.passive:
            yield subject.antecedent
    if w.dep[token] == "nsubjpass" and w.lemma[head] in issuing:
        agent = w.kid(head, "agent")
        if agent is not None:
            yield from _objects(w, agent)


def _objects(w: Words, preposition: int) -> Iterator[int]:
    for k in w.kids[preposition]:
        if w.dep[k] == "pobj":
            yield k
