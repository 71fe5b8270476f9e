"""Which words beside a name are a title, what tie it says, and when it is worth saying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.knowledge import frames
from kg.knowledge.wordlists import Line
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import BODIES, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REALMS = frozenset({Kind.STATE, Kind.REGION, Kind.PLACE})
#: The entry of a role that alone says of nobody what they are ("successor").
_NO_TIE = "none"


def cut_title(annotated: Annotated, span: tuple[int, int], core: int) -> tuple[int, int]:
    """The title without what only stands before it: "[last] week Foreign Minister", "challenger former …".

    `core` is the first token of the role word; the result are characters.
    """
    doc = annotated.parse
    found = annotated.stretch(*span)
    if found is None:
        return span
    first, over = found.start, frames.load().list("post_over") | frames.load().list("post_acting")
    for i in range(first, core):
        if doc[i].ent_type_ in {"DATE", "TIME"} and doc[i].text.islower():
            first = i + 1
        elif i > first and doc[i].lower_ in over:
            first = i
    return doc[first].idx if first > found.start else span[0], span[1]


def no_title(doc: Doc, first: int, last: int) -> bool:
    """Whether the role word belongs to something else: a name ("Winston Duke, …") or a noun ("head chef")."""
    if first > 0 and doc[first].ent_type_ == "PERSON" and doc[first].ent_iob_ == "I":
        before = doc[first - 1]
        if before.ent_type_ == "PERSON" and before.text[:1].isupper() and doc[last : last + 1].text == ",":
            return True
    if last >= len(doc):
        return False
    after = doc[last]
    return after.pos_ == "NOUN" and after.text.islower() and doc[last - 1].head.i == after.i


def tenable(cast: Cast, line: Line, owner: Role | None, title: str) -> bool:
    """Whether a role word says a tie: callings and ranks only with a body, an actor is not his country's."""
    if no_tie(line):
        return False
    kind = cast.figures[owner.key].kind if owner else None
    named = owner is not None and owner.mention is not None
    if line.get("tie"):
        return named and kind in (BODIES - _REALMS) | {Kind.PROJECT, Kind.AGREEMENT}
    if line["sort"] == "rank":
        return owner is not None and kind is not Kind.PLACE
    if line["sort"] != "work":
        # "director Anna Korvel" of nobody knows what is a calling.
        return owner is not None or line["sort"] == "office" or title[:1].isupper()
    return named and kind is not Kind.PLACE and (kind is not Kind.STATE or bool(line.get("serves")))


def no_tie(line: Line) -> bool:
    """Whether a role word alone says of nobody what they are ("successor", "incumbent")."""
    return bool(line.get("tie") == _NO_TIE)


def tie_of(line: Line, cast: Cast, owner: Role | None) -> Relation:
    """What a role ties a person to a body by: a post unless the lexicon says otherwise.

    A "Liberal senator" sits in the Senate, and is a member of the party.
    """
    if line.get("body") and owner is not None and cast.figures[owner.key].kind is Kind.PARTY:
        return Relation.MEMBER_OF
    return Relation(line["tie"]) if line.get("tie") else Relation.HOLDS_POSITION_AT
