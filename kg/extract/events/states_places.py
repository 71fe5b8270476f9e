"""Where towns and bodies are, as names together tell: "Strelsau, Ruritania", "the Strelsau Institute"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import Parties
from kg.extract.events.states_names import REALMS, names_of_one, tied
from kg.knowledge.wordlists import kind_nouns
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_DIRECTIONS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"}
)
#: Kinds that are at home in the town that opens their name; what several states made is often named after
#: the town where it was founded.
_NAMED = {
    Kind.ORGANIZATION: Relation.BASED_IN,
    Kind.THINK_TANK: Relation.BASED_IN,
    Kind.COMPANY: Relation.BASED_IN,
    Kind.GOVERNMENT_BODY: Relation.LOCATED_IN,
    Kind.EVENT: Relation.LOCATED_IN,
}
#: Bodies that are called by a town for the whole state.
_RULERS = frozenset({"administration", "authorities", "cabinet", "government", "regime"})


def beside_places(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Places of towns, and of bodies whose names begin with a town, in the order of the text."""
    parties = Parties(cast)
    doc = annotated.parse
    for mention in names_of_one(cast):
        kind = cast.figures[mention.refs[0]].kind
        if kind is Kind.PLACE:
            yield from _in_state(cast, doc, mention)
            yield from _kind_of_place(mention, doc[mention.head], parties)
        elif kind in _NAMED and cast.figures[mention.refs[0]].gazetteer is None:
            # Where a known body sits is no news.
            yield from _by_name(cast, doc, mention, _NAMED[kind])


def _by_name(cast: Cast, doc: Doc, mention: Mention, tie: Relation) -> Iterator[Proposition]:
    """ "the Strelsau Peace Institute": in the town that opens the name."""
    for town in cast.within(mention.first, mention.last - 1):
        if town.first != mention.first or len(town.refs) != 1 or doc[town.last].text in {"'s", "’s", "-"}:
            continue
        rest = {t.lower_ for t in doc[town.last : mention.last]}
        # The government at Klow may be that of another town's state, and "Klowan" is no town.
        if rest & _RULERS or doc[town.last - 1].tag_ != "NNP":
            continue
        if cast.figures[town.refs[0]].kind is Kind.PLACE and town.refs[0] not in mention.refs:
            subject, spot = Role(mention.refs[0], mention), Role(town.refs[0], town)
            span = (mention.start, mention.end)
            yield tied(tie, subject, spot, doc[mention.head], span, "name-of-place")


def _in_state(cast: Cast, doc: Doc, mention: Mention) -> Iterator[Proposition]:
    """ "Strelsau, Ruritania", "Strelsau (Ruritania)"; not the lists "Strelsau, Ruritania and Borduria"."""
    i = mention.last
    if i + 1 >= len(doc) or doc[i].text not in {",", "("}:
        return
    bracketed = doc[i].text == "("
    i += 1
    while i < len(doc) - 1 and doc[i].lower_ in _DIRECTIONS:
        i += 1
    state = cast.covering(i)
    if state is None or state.first != i or len(state.refs) != 1 or state.modifier:
        return
    if cast.figures[state.refs[0]].kind is not Kind.STATE or state.refs[0] in mention.refs:
        return
    if bracketed and doc[state.last : state.last + 1].text != ")":
        return
    if not bracketed and (
        doc[state.head].dep_ != "appos" or any(c.dep_ == "conj" for c in doc[state.head].children)
    ):
        return
    if mention.first > 0 and doc[mention.first - 1].text == ",":
        return
    span = (mention.start, state.end)
    yield tied(
        Relation.LOCATED_IN,
        Role(mention.refs[0], mention),
        Role(state.refs[0], state),
        doc[mention.head],
        span,
        "comma",
    )


def _kind_of_place(mention: Mention, head: Token, parties: Parties) -> Iterator[Proposition]:
    """ "the Ruritanian island of X", "the X area of Y"."""
    if head.dep_ != "pobj" or head.head.lower_ != "of" or head.head.head.pos_ != "NOUN":
        return
    noun = head.head.head
    if (kind_nouns().get(noun.lemma_) or {}).get("kind") != Kind.PLACE:
        return
    owners = parties.owners([c for c in noun.children if c.dep_ in {"amod", "poss"}])
    if len(owners) != 1 or owners[0].mention is None or owners[0].key in mention.refs:
        return
    if parties.kind(owners[0]) in REALMS:
        span = (min(owners[0].mention.start, mention.start), mention.end)
        yield tied(Relation.LOCATED_IN, Role(mention.refs[0], mention), owners[0], noun, span, "place-of")
