"""States of affairs beside a name: "the Ruritanian airline X", "X, Ruritania", "the League's Y", "A of the Z"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import Parties
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import BODIES, ClaimKind, Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REALMS = frozenset({Kind.STATE, Kind.REGION})
#: Kinds that have a home country.
_AT_HOME = frozenset({Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.ORGANIZATION, Kind.THINK_TANK})
#: Kinds that somebody works for or belongs to when no title is said.
_EMPLOYERS = frozenset({Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.THINK_TANK, Kind.ORGANIZATION, Kind.PARTY})
_PARTS = frozenset({Kind.GOVERNMENT_BODY, Kind.INSTITUTION, Kind.ORGANIZATION, Kind.THINK_TANK, Kind.PROJECT})
_WHOLES = frozenset(
    {Kind.GOVERNMENT_BODY, Kind.INSTITUTION, Kind.ORGANIZATION, Kind.THINK_TANK, Kind.COMPANY}
)
_DIRECTIONS = frozenset(
    {"northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"}
)
_MEMBERS = frozenset({"member", "nation", "country", "state", "economy"})
_PARTIES = frozenset({"signatory", "party"})
_INCLUDING = frozenset({"including", "like", "as"})
_SPANS = 8


def beside_names(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Homes, places, parts and affiliations that stand beside a name, in the order of the text."""
    parties = Parties(cast)
    doc = annotated.parse
    for mention in cast.mentions:
        if len(mention.refs) != 1 or mention.found_by == "pronoun" or mention.resolution is Resolution.TITLE:
            continue
        kind = cast.figures[mention.refs[0]].kind
        head = doc[mention.head]
        if kind in _AT_HOME or kind is Kind.PLACE:
            yield from _described(cast, doc, mention, kind)
            yield from _listed(mention, head, kind, parties)
        if kind is Kind.PLACE:
            yield from _in_state(cast, doc, mention)
            yield from _kind_of_place(mention, head, parties)
        if kind in _PARTS:
            yield from _part(cast, mention, head, kind)
        if kind is Kind.PERSON:
            yield from _affiliated(cast, doc, mention, head)
    for token in doc:
        if token.lemma_ in {"include", "comprise"} and token.pos_ == "VERB":
            yield from _members(cast, token, parties)
        elif token.lower_ == "resident" and token.dep_ in {"attr", "acomp", "oprd", "advcl", "conj"}:
            yield from _resident(cast, token, parties)


def _described(cast: Cast, doc: Doc, mention: Mention, kind: Kind) -> Iterator[Proposition]:
    """ "the Ruritanian airline X", "the Ruritanian capital, X", "the state-owned Ruritanian agency X"."""
    i, common, owned = mention.first - 1, False, False
    state: Mention | None = None
    if kind is Kind.PLACE and i > 0 and doc[i].text == ",":
        i -= 1
    while i >= 0 and mention.first - i <= _SPANS:
        token = doc[i]
        over = cast.covering(i)
        if over is not None and over.last == i + 1 and len(over.refs) == 1 and over.kind in _REALMS:
            state, i = over, over.first - 1
            continue
        if state is not None and token.lower_ in {"'s", "’s"}:
            break
        if token.lower_ in {"owned", "run", "controlled"}:
            owned = doc[i - 1].text == "-" and doc[i - 2].lower_ in {"state", "government"}
        elif token.pos_ == "NOUN" and token.text.islower() and token.tag_ == "NN":
            common = True
        elif token.lower_ not in {"-", "and", "'s", "’s", "state", "government"} and token.pos_ not in {
            "ADJ",
            "NOUN",
        }:
            break
        i -= 1
    if state is None or not common or state.refs[0] in mention.refs:
        return
    role, subject = Role(state.refs[0], state), Role(mention.refs[0], mention)
    span = (min(state.start, mention.start), mention.end)
    trigger = doc[mention.first - 1] if doc[mention.first - 1].text != "," else doc[mention.first - 2]
    if owned and kind is not Kind.PLACE:
        yield _state(Relation.OWNS, role, subject, trigger, span, "state-owned")
    elif kind is Kind.PLACE:
        yield _state(Relation.LOCATED_IN, subject, role, trigger, span, "described")
    else:
        yield _state(Relation.BASED_IN, subject, role, trigger, span, "described")


def _listed(mention: Mention, head: Token, kind: Kind, parties: Parties) -> Iterator[Proposition]:
    """ "Ruritanian firms including A, B and C"."""
    token = head
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    if kind is Kind.PLACE or token.dep_ != "pobj" or token.head.lower_ not in _INCLUDING:
        return
    noun = token.head.head
    if noun.tag_ != "NNS":
        return
    owners = parties.owners([c for c in noun.children if c.dep_ in {"amod", "poss"}])
    if len(owners) == 1 and parties.kind(owners[0]) is Kind.STATE and owners[0].mention:
        span = (owners[0].mention.start, mention.end)
        yield _state(Relation.BASED_IN, Role(mention.refs[0], mention), owners[0], noun, span, "listed")


def _in_state(cast: Cast, doc: Doc, mention: Mention) -> Iterator[Proposition]:
    """ "Strelsau, Ruritania"; not the lists "Strelsau, Ruritania and Borduria"."""
    i = mention.last
    if i + 1 >= len(doc) or doc[i].text != ",":
        return
    i += 1
    while i < len(doc) - 1 and doc[i].lower_ in _DIRECTIONS:
        i += 1
    state = cast.covering(i)
    if state is None or state.first != i or len(state.refs) != 1 or state.modifier:
        return
    if cast.figures[state.refs[0]].kind is not Kind.STATE or state.refs[0] in mention.refs:
        return
    if doc[state.head].dep_ != "appos" or any(c.dep_ == "conj" for c in doc[state.head].children):
        return
    if mention.first > 0 and doc[mention.first - 1].text == ",":
        return
    span = (mention.start, state.end)
    yield _state(
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
    if noun.lemma_ not in _PLACE_NOUNS:
        return
    owners = parties.owners([c for c in noun.children if c.dep_ in {"amod", "poss"}])
    if len(owners) == 1 and owners[0].mention and owners[0].key not in mention.refs:
        if parties.kind(owners[0]) in _REALMS:
            span = (min(owners[0].mention.start, mention.start), mention.end)
            yield _state(
                Relation.LOCATED_IN, Role(mention.refs[0], mention), owners[0], noun, span, "place-of"
            )


_PLACE_NOUNS = frozenset(
    {"island", "city", "town", "province", "region", "port", "village", "district", "capital", "peninsula", "area",
     "governorate", "oblast", "prefecture", "county", "resort", "suburb", "enclave", "archipelago", "territory"}
)  # fmt: skip


def _part(cast: Cast, mention: Mention, head: Token, kind: Kind) -> Iterator[Proposition]:
    """ "the League's Panel of Experts", "the Office of Z at the Ministry of Y": a body within a body."""
    for child in head.children:
        whole: Mention | None = None
        if child.dep_ == "poss" and child.i < head.i:
            whole = cast.covering(child.i)
        elif (
            child.dep_ == "prep"
            and child.lower_ == "of"
            and child.i >= mention.last
            and kind is not Kind.PROJECT
        ):
            whole = next((cast.covering(c.i) for c in child.children if c.dep_ == "pobj"), None)
        if whole is None or len(whole.refs) != 1 or whole.refs[0] in mention.refs:
            continue
        if cast.figures[whole.refs[0]].kind not in _WHOLES or whole.found_by == "pronoun":
            continue
        span = (min(whole.start, mention.start), max(whole.end, mention.end))
        part, body = Role(mention.refs[0], mention), Role(whole.refs[0], whole)
        yield _state(Relation.PART_OF, part, body, head, span, "of-body")


def _affiliated(cast: Cast, doc: Doc, mention: Mention, head: Token) -> Iterator[Proposition]:
    """ "Anna Korvel of the Zenda Institute", "the Zenda Institute's Anna Korvel"."""
    body: Mention | None = None
    for child in head.children:
        if child.dep_ == "poss":
            body = cast.covering(child.i)
    if (
        body is None
        and mention.last + 1 < len(doc)
        and doc[mention.last].lower_ in {"of", "from", "at", "with"}
    ):
        if doc[mention.last].head.i == head.i:
            i = mention.last + 1
            after = cast.covering(i + (doc[i].lower_ == "the" and i + 1 < len(doc)))
            body = after if after is not None and after.first <= i + 1 else None
    if body is None or len(body.refs) != 1 or body.found_by == "pronoun":
        return
    if cast.figures[body.refs[0]].kind in _EMPLOYERS:
        span = (min(body.start, mention.start), max(body.end, mention.end))
        yield _state(
            Relation.MEMBER_OF,
            Role(mention.refs[0], mention),
            Role(body.refs[0], body),
            head,
            span,
            "affiliated",
        )


def _members(cast: Cast, verb: Token, parties: Parties) -> Iterator[Proposition]:
    """ "Members of the League include A and B", "signatories to the treaty include A"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.tag_ != "NNS" or subject.lemma_ not in _MEMBERS | _PARTIES:
        return
    near = [c for c in subject.children if c.dep_ in {"compound", "poss"}]
    near += [p for c in subject.children if c.dep_ == "prep" and c.lower_ in {"of", "to"} for p in c.children]
    for token in near:
        body = cast.covering(token.i)
        if body is None or len(body.refs) != 1:
            continue
        kind = cast.figures[body.refs[0]].kind
        relation = Relation.PARTY_TO if kind is Kind.AGREEMENT else Relation.MEMBER_OF
        if kind not in (BODIES - _REALMS) | {Kind.AGREEMENT}:
            continue
        objects = parties.exact([c for c in verb.children if c.dep_ == "dobj"])
        members = tuple(r for r in objects if parties.kind(r) in BODIES and r.key != body.refs[0])
        if members:
            ends = [r.mention.end for r in members if r.mention]
            span = (min(body.start, subject.idx), max([verb.idx, *ends]))
            made = _state(relation, members[0], Role(body.refs[0], body), verb, span, "members-include")
            for member in members:
                yield Proposition(
                    kind=made.kind, relation=relation, subjects=(member,), objects=made.objects,
                    trigger=made.trigger, trigger_token=made.trigger_token, span=span,
                    extractor=made.extractor, rule=made.rule,
                )  # fmt: skip
        return


def _resident(cast: Cast, word: Token, parties: Parties) -> Iterator[Proposition]:
    """ "the envoy remained resident at Klow"."""
    verb = word.head
    who = next((cast.covering(c.i) for c in verb.children if c.dep_ == "nsubj"), None)
    for prep in word.children:
        if prep.dep_ == "prep" and prep.lower_ in {"at", "in"} and who is not None and len(who.refs) == 1:
            for role in parties.exact([c for c in prep.children if c.dep_ == "pobj"])[:1]:
                if parties.kind(role) in {Kind.PLACE, Kind.STATE} and role.mention:
                    span = (min(who.start, verb.idx), role.mention.end)
                    subject = Role(who.refs[0], who)
                    yield _state(Relation.LOCATED_IN, subject, role, word, span, "resident")


def _state(
    relation: Relation, subject: Role, thing: Role, trigger: Token, span: tuple[int, int], rule: str
) -> Proposition:
    return Proposition(
        kind=ClaimKind.RELATION,
        relation=relation,
        subjects=(subject,),
        objects=(thing,),
        trigger=(trigger.idx, trigger.idx + len(trigger)),
        trigger_token=trigger.i,
        span=span,
        extractor="events",
        rule=rule,
    )
