"""States of affairs that no verb says: "the embassy in Klow", "the Klow-based league", "state-owned"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import Parties, Voices
from kg.extract.events.states_names import beside_names
from kg.extract.events.states_nouns import noun_states
from kg.extract.events.states_places import beside_places
from kg.extract.events.states_texts import named_parties
from kg.knowledge import frames
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds that sit somewhere; persons, states and agreements are left to the verbs.
_SEATED = frozenset(
    {
        Kind.GOVERNMENT_BODY,
        Kind.COMPANY,
        Kind.THINK_TANK,
        Kind.MEDIA_OUTLET,
        Kind.ORGANIZATION,
        Kind.INSTITUTION,
        Kind.EVENT,
        Kind.PROJECT,
    }
)
#: Kinds that are somewhere without having a seat.
_STANDING = frozenset({Kind.PLACE, Kind.ARMED_GROUP, Kind.ARMED_FORCE})
#: Words before a place behind which "in" tells where the place is: "at Tarlenheim in Ruritania".
_THERE = frozenset({"in", "at", "near", "from", "outside", "around"})
#: Words before those who are fought behind which "in" tells where they are: "the war on the Black Hand in X".
_AGAINST = frozenset({"against", "fight", "fighting", "defeat", "defeating", "counter", "combat", "destroy"})
#: Kinds that have parts of their own; not the occasions that somebody attends.
_HOUSES = frozenset(
    {Kind.GOVERNMENT_BODY, Kind.THINK_TANK, Kind.ORGANIZATION, Kind.COMPANY, Kind.INSTITUTION}
)
_SPOTS = frozenset({Kind.PLACE, Kind.STATE, Kind.REGION})
_MODIFIERS = frozenset({"poss", "amod", "nmod", "compound"})
_OWNED = frozenset({Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.ORGANIZATION})


def states_of_affairs(
    annotated: Annotated, cast: Cast, told: Sequence[Proposition] = (), voices: Voices = ()
) -> list[Proposition]:
    """Locations, seats, parts, memberships that stand in noun phrases, in the order of the text.

    `told` is what the verbs of the document say: a state that is among it is not said again. `voices` are
    as for `propositions`.
    """
    parties = Parties(cast, voices)
    found: list[Proposition] = []
    for mention in cast.mentions:
        if not mention.refs or mention.kind not in _SEATED | _STANDING or mention.found_by == "pronoun":
            continue
        head = annotated.parse[mention.head]
        if any(cast.figures[key].kind not in _SEATED | _STANDING for key in mention.refs):
            continue
        if head.i >= mention.last or head.i < mention.first:
            continue
        if mention.kind in _STANDING:
            found += _standing(cast, mention, head, parties)
            continue
        if mention.kind in {Kind.EVENT, Kind.PROJECT} or not _of_an_occasion(head):
            found += _located(mention, head, parties)
        found += _housed(mention, head, parties)
        found += _owned(mention, head, parties)
    found += beside_names(annotated, cast)
    found += beside_places(annotated, cast)
    found += noun_states(cast, annotated, parties)
    found += named_parties(annotated, cast)
    return [state for state in _once(annotated, found) if not _told(annotated, state, told)]


def _told(annotated: Annotated, state: Proposition, told: Sequence[Proposition]) -> bool:
    """Whether a verb of the same sentence says it already, with no party less."""
    here = annotated.sentence_of[state.trigger_token]
    subjects, objects = {r.key for r in state.subjects}, {r.key for r in state.objects}
    return any(
        p.relation is state.relation
        and annotated.sentence_of[p.trigger_token] == here
        and subjects <= {r.key for r in p.subjects}
        and objects <= {r.key for r in p.objects}
        for p in told
    )


def _once(annotated: Annotated, found: list[Proposition]) -> list[Proposition]:
    """Background is told once a document, however often the name recurs; in the text, not its headings."""
    kept: dict[tuple[str, ...], Proposition] = {}
    for state in sorted(found, key=lambda p: (annotated.sentence(p.trigger_token).heading, p.trigger)):
        keys = [r.key for r in (*state.subjects, *state.objects)]
        kept.setdefault((state.relation, state.modality, *keys), state)
    return list(kept.values())


def _located(mention: Mention, head: Token, parties: Parties) -> Iterator[Proposition]:
    """ "the embassy at Klow"; inside the name too: "Embassy of Ruritania in Klow"."""
    subjects = tuple(Role(key, mention) for key in mention.refs)
    spots: list[tuple[Token, Token]] = []
    for prep in _links(mention, head, frozenset({"in", "at"})):
        spots += [(prep, c) for c in prep.children if c.dep_ == "pobj"]
    for link, spot in spots:
        named = parties.named(spot, modifier=True)
        for role in [r for r in named if parties.kind(r) in _SPOTS and r.key not in mention.refs][:1]:
            last = role.mention.end if role.mention else spot.idx + len(spot)
            yield _state(Relation.LOCATED_IN, subjects, (role,), link, (mention.start, last), "in-phrase")


def _of_an_occasion(head: Token) -> bool:
    """ "the meeting of the Society in Klow", "elections for the Senate in Klow": they are there, not it."""
    noun = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "for":
        return True
    return (
        head.dep_ == "pobj"
        and head.head.lower_ == "of"
        and noun.pos_ == "NOUN"
        and noun.lemma_.lower() in frames.load().list("occasion")
    )


def _standing(cast: Cast, mention: Mention, head: Token, parties: Parties) -> Iterator[Proposition]:
    """ "Ruritanian troops in Borduria", "Tarlenheim in Ruritania": the preposition belongs to the name."""
    subjects = tuple(Role(key, mention) for key in mention.refs)
    doc = head.doc
    for prep in doc[mention.last : mention.last + 1]:
        if prep.dep_ != "prep" or prep.lower_ not in {"in", "within"}:
            continue
        own = mention.first <= prep.head.i < mention.last
        before = doc[mention.first - 1].lower_ if mention.first else ""
        if not own and before not in (_THERE if mention.kind is Kind.PLACE else _AGAINST):
            continue
        spots = [r for c in prep.children if c.dep_ == "pobj" for r in parties.exact([c])]
        spots = [r for r in spots if parties.kind(r) in _SPOTS and r.key not in mention.refs and r.mention]
        if mention.kind is Kind.PLACE:
            spots = [r for r in spots[:1] if not _elsewhere(cast, mention, r)]
        if spots:
            last = max(r.mention.end for r in spots if r.mention)
            tie = Relation.LOCATED_IN if prep.lower_ == "in" else Relation.PART_OF
            yield _state(tie, subjects, tuple(spots), prep, (mention.start, last), "standing-in")


def _elsewhere(cast: Cast, mention: Mention, spot: Role) -> bool:
    """Whether the place is known to lie in another state: "anger at Brussels in Ruritania"."""
    home = cast.figures[mention.refs[0]].state
    there = cast.figures[spot.key]
    return home is not None and there.kind is Kind.STATE and there.key != home and there.gazetteer != home


def _links(mention: Mention, head: Token, words: frozenset[str]) -> Iterator[Token]:
    """Prepositions inside a name or right behind it, whichever noun of a list the parser hung them on."""
    doc = head.doc
    for prep in doc[mention.first : min(len(doc), mention.last + 1)]:
        if prep.dep_ == "prep" and prep.lower_ in words and prep.head.pos_ in {"NOUN", "PROPN"}:
            yield prep


def _housed(mention: Mention, head: Token, parties: Parties) -> Iterator[Proposition]:
    """ "the Strelsau Programme at the Klow Institute": a body within another body."""
    subjects = tuple(Role(key, mention) for key in mention.refs)
    for prep in _links(mention, head, frozenset({"at", "within"})):
        if prep.i >= mention.last:
            for spot in prep.children:
                named = parties.named(spot) if spot.dep_ == "pobj" else ()
                for role in [r for r in named if parties.kind(r) in _HOUSES and r.key not in mention.refs][
                    :1
                ]:
                    last = role.mention.end if role.mention else spot.idx + len(spot)
                    yield _state(Relation.PART_OF, subjects, (role,), prep, (mention.start, last), "at-body")


def _owned(mention: Mention, head: Token, parties: Parties) -> Iterator[Proposition]:
    """ "Ruritania's state-owned Strelsau Company"."""
    if mention.kind not in _OWNED:
        return
    for child in head.children:
        if child.lower_ in {"owned", "run"} and child.dep_ == "amod" and child.i > 1:
            if child.nbor(-1).text != "-" or child.nbor(-2).lower_ not in {"state", "government"}:
                continue
            before = [c for c in head.children if c.dep_ in _MODIFIERS and c.i < mention.first]
            owners = parties.owners(before)
            if owners:
                subjects = tuple(Role(key, mention) for key in mention.refs)
                first = min([child.idx, *(r.mention.start for r in owners if r.mention)])
                yield _state(Relation.OWNS, owners, subjects, child, (first, mention.end), "state-owned")


def _state(
    relation: Relation,
    subjects: tuple[Role, ...],
    objects: tuple[Role, ...],
    trigger: Token,
    span: tuple[int, int],
    rule: str,
) -> Proposition:
    return Proposition(
        kind=ClaimKind.RELATION,
        relation=relation,
        subjects=subjects,
        objects=objects,
        trigger=(trigger.idx, trigger.idx + len(trigger)),
        trigger_token=trigger.i,
        span=span,
        extractor="events",
        rule=rule,
    )
