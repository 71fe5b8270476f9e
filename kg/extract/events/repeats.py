"""One proposition, one record: headings, back-references and light words say again what is said already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Proposition
from kg.extract.events.matching import Filled
from kg.knowledge import frames
from kg.model.relations import Relation
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = tuple["Token", Filled, Proposition]
Key = tuple[Relation, frozenset[str], frozenset[str]]
#: Steps up the parse from an act to the verb that announces it.
_NEAR = 6
#: Propositions on either side among which the announced act is looked for.
_BESIDE = 12


def keep(annotated: Annotated, found: Sequence[Found]) -> list[Proposition]:
    """The propositions without those that another one says better.

    Dropped: a weak frame over the act that it announces; a noun that a light-verb frame has used up; a
    heading's proposition that the body repeats; a noun that refers back to an act told elsewhere with
    the same parties.
    """
    used = {t.i for token, match, _ in found for t in _words_used(token, match)}
    relations = {token.i: match.frame.relation for token, match, _ in found}
    kept = [
        f
        for n, f in enumerate(found)
        if f[0].i not in used and not _yields(n, found) and not _same_above(f, relations)
    ]
    same: dict[Key, list[Found]] = {}
    for f in kept:
        same.setdefault(_key(f[2]), []).append(f)
    return [f[2] for f in kept if not _told_elsewhere(annotated, f, same[_key(f[2])])]


def _words_used(token: Token, match: Filled) -> list[Token]:
    words = match.frame.required.get("obj") or frozenset()
    if token.pos_ not in {"VERB", "AUX"} or not words:
        return []
    heads = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    if token.dep_ == "acl":
        heads.append(token.head)  # "the blockade imposed by Ruritania"
    return [t for t in heads if t.lemma_.lower() in words]


def _same_above(mine: Found, relations: Mapping[int, Relation]) -> bool:
    """ "signed a number of agreements": the noun says what its verb says already."""
    token, match, _ = mine
    if token.pos_ != "NOUN":
        return False
    above = token
    for _step in range(_NEAR):
        if above.head.i == above.i or above.dep_ in {"relcl", "advcl", "conj"}:
            return False
        above = above.head
        if relations.get(above.i) is match.frame.relation:
            return True
    return False


def _yields(number: int, found: Sequence[Found]) -> bool:
    token, match, _ = found[number]
    if not match.frame.weak:
        return False
    keys = {r.key for r in (*match.subjects, *match.objects)}
    for other, inner, _ in found[max(0, number - _BESIDE) : number + _BESIDE]:
        stronger = other.i != token.i and not inner.frame.weak and _below(other, token)
        if stronger and keys & {r.key for r in (*inner.subjects, *inner.objects)}:
            return True
    return False


def _below(token: Token, ancestor: Token) -> bool:
    for _ in range(_NEAR):
        if token.head.i == token.i:
            return False
        token = token.head
        if token.i == ancestor.i:
            return True
    return False


def _told_elsewhere(annotated: Annotated, mine: Found, found: Sequence[Found]) -> bool:
    token = mine[0]
    heading = annotated.sentence(token.i).heading
    if not heading and token.pos_ != "NOUN":
        return False
    for other, _, _ in found:
        if other.i == token.i:
            continue
        if heading and not annotated.sentence(other.i).heading:
            return True
        # Of several mentions by one noun the first stays.
        same_word = other.lemma_ == token.lemma_ and other.i < token.i and not _turns(token, other)
        if not heading and same_word and not annotated.sentence(other.i).heading:
            return True
    return False


def _turns(token: Token, other: Token) -> bool:
    """ "relations were severed" after "relations were established": each is news of its own."""
    verb = token.head
    if token.dep_ not in {"nsubjpass", "dobj"} or verb.lemma_ == other.head.lemma_:
        return False
    return verb.lemma_ in frames.load().list("turning")


def _key(proposition: Proposition) -> Key:
    subjects = frozenset(r.key for r in proposition.subjects)
    objects = frozenset(r.key for r in proposition.objects)
    if proposition.symmetric:
        subjects, objects = subjects | objects, frozenset()
    return proposition.relation, subjects, objects
