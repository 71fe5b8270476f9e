"""Where talks took place, when the text tells of the journey first: "visited Borduria … met the king"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.base import Proposition, Role
from kg.extract.date_mood import mood_of
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import Kind, Modality
from kg.text.annotate import Annotated

#: Acts that take place where their actor is.
_THERE = frozenset(
    {Relation.MEETS, Relation.TALKS_WITH, Relation.SIGNS_WITH, Relation.MEDIATES, Relation.EXERCISES_WITH}
)
_PLACES = frozenset({Kind.STATE, Kind.PLACE, Kind.REGION})
#: Sentences of one paragraph after a visit in which its guest is still there.
_STAYS = 3


def with_places(annotated: Annotated, cast: Cast, found: Sequence[Proposition]) -> list[Proposition]:
    """The propositions, with the place of a visit told just before by the same actor where they name none."""
    visits = [p for p in found if p.relation is Relation.VISITS and p.modality is Modality.ACTUAL]
    if not visits:
        return list(found)
    return [
        replace(p, where=place) if (place := _place(annotated, cast, p, visits)) is not None else p
        for p in found
    ]


def _place(annotated: Annotated, cast: Cast, act: Proposition, visits: Sequence[Proposition]) -> Role | None:
    if act.relation not in _THERE or act.where is not None or act.modality is not Modality.ACTUAL:
        return None
    if mood_of(annotated.parse[act.trigger_token]).name != "past":
        return None
    here = annotated.sentence_of[act.trigger_token]
    actors = {r.key for r in (*act.subjects, *act.objects)}
    best: tuple[int, tuple[Role, ...]] | None = None
    for visit in visits:
        there = annotated.sentence_of[visit.trigger_token]
        same = annotated.sentences[there].paragraph == annotated.sentences[here].paragraph
        if not same or not 0 <= here - there <= _STAYS or visit.trigger_token >= act.trigger_token:
            continue
        if not actors & {r.key for r in visit.subjects}:
            continue
        places = tuple(r for r in visit.objects if cast.figures[r.key].kind in _PLACES)
        if places and (best is None or visit.trigger_token > best[0]):
            best = (visit.trigger_token, places)
    if (
        best is None
        or len({r.key for r in best[1]}) != 1
        or _elsewhere(annotated, cast, act, here, best[1][0])
    ):
        return None
    return best[1][0]


def _elsewhere(annotated: Annotated, cast: Cast, act: Proposition, sentence: int, there: Role) -> bool:
    """Whether the sentence of the act names another place with "in" or "at"."""
    place = annotated.sentences[sentence]
    for mention in cast.within(place.first, place.last):
        known = {k for k in mention.refs if cast.figures[k].kind in _PLACES}
        word = annotated.parse[mention.first - 1].lower_ if mention.first > place.first else ""
        if known and there.key not in known and word in {"in", "at"} and mention.first != act.trigger_token:
            return True
    return False
