"""States of affairs beside a name: "the Ruritanian airline X", "X, Ruritania", "the League's Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import Parties
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: What has places and bodies in it.
REALMS = frozenset({Kind.STATE, Kind.REGION})
#: Kinds that have a home country.
_AT_HOME = frozenset({Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.ORGANIZATION, Kind.THINK_TANK})
#: Kinds that have one where a common noun tells what they are: "the Ruritanian rebel group X".
_GROUPS = frozenset({Kind.ARMED_GROUP, Kind.PARTY})
#: Kinds that somebody works for or belongs to when no title is said.
_EMPLOYERS = frozenset({Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.THINK_TANK, Kind.ORGANIZATION, Kind.PARTY})
_PARTS = frozenset(
    {
        Kind.GOVERNMENT_BODY,
        Kind.INSTITUTION,
        Kind.ORGANIZATION,
        Kind.THINK_TANK,
        Kind.PROJECT,
        Kind.ARMED_FORCE,
        Kind.ARMED_GROUP,
    }
)
#: What belongs to the state that its name tells.
_STATE_ARMS = frozenset({Kind.GOVERNMENT_BODY, Kind.ARMED_FORCE})
_WHOLES = frozenset(
    {Kind.GOVERNMENT_BODY, Kind.INSTITUTION, Kind.ORGANIZATION, Kind.THINK_TANK, Kind.COMPANY}
)
#: First words of names that mean the whole itself, or its envoys.
_THEMSELVES = frozenset({"government", "embassy", "consulate", "legation", "republic", "kingdom", "mission"})
_INCLUDING = frozenset({"including", "like", "as"})
_SPANS = 8
#: Tokens that the name of a body may have.
_LONG = 14


def names_of_one(cast: Cast) -> Iterator[Mention]:
    """Mentions that name one figure, by more than a pronoun or a title."""
    for mention in cast.mentions:
        named = mention.found_by != "pronoun" and mention.resolution is not Resolution.TITLE
        if named and len(mention.refs) == 1:
            yield mention


def beside_names(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Homes, places, parts and affiliations that stand beside a name, in the order of the text."""
    parties = Parties(cast)
    doc = annotated.parse
    for mention in names_of_one(cast):
        kind = cast.figures[mention.refs[0]].kind
        head = doc[mention.head]
        if kind in {Kind.COMPANY, Kind.MEDIA_OUTLET, Kind.THINK_TANK}:
            yield from _owned_name(cast, doc, mention)
        if kind in _AT_HOME | _GROUPS or kind is Kind.PLACE:
            yield from _described(cast, doc, mention, kind)
            yield from _listed(mention, head, kind, parties)
        if kind in _PARTS:
            yield from _part(cast, mention, head, kind)
            yield from _named_after(cast, doc, mention)
        if kind is Kind.PERSON:
            yield from _affiliated(cast, doc, mention, head)
    for token in doc:
        if token.lower_ == "led" and token.i > 1 and doc[token.i - 1].text in {"-", "–"}:
            yield from _led(cast, token)
        if token.lower_ == "resident" and token.dep_ in {"attr", "acomp", "oprd", "advcl", "conj"}:
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
        seat = over is not None and over.kind is Kind.PLACE and common and kind is not Kind.PLACE
        if over is not None and over.last == i + 1 and len(over.refs) == 1 and (seat or over.kind in REALMS):
            if state is not None and over.refs != state.refs:
                break
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
        yield tied(Relation.OWNS, role, subject, trigger, span, "state-owned")
    elif kind is Kind.PLACE:
        yield tied(Relation.LOCATED_IN, subject, role, trigger, span, "described")
    else:
        yield tied(Relation.BASED_IN, subject, role, trigger, span, "described")


def _led(cast: Cast, led: Token) -> Iterator[Proposition]:
    """ "the Ruritanian-led Union of Klow": a state at the head of what is named behind it."""
    doc = led.doc
    leader = cast.covering(led.i - 2)
    body = next((m for m in cast.within(led.i + 1, min(len(doc), led.i + 14)) if m.first == led.i + 1), None)
    if leader is None or body is None or len(leader.refs) != 1 or len(body.refs) != 1:
        return
    kinds = cast.figures[leader.refs[0]].kind, cast.figures[body.refs[0]].kind
    if kinds[0] is Kind.STATE and kinds[1] in _WHOLES | {Kind.PROJECT, Kind.ARMED_GROUP, Kind.ARMED_FORCE}:
        subject, thing = Role(leader.refs[0], leader), Role(body.refs[0], body)
        yield tied(Relation.LEADS, subject, thing, led, (leader.start, body.end), "led")


def _owned_name(cast: Cast, doc: Doc, mention: Mention) -> Iterator[Proposition]:
    """ "Ruritania's Hentzau Works": where a company is at home."""
    if mention.first < 2 or doc[mention.first - 1].lower_ not in {"'s", "’s"}:
        return
    state = cast.covering(mention.first - 2)
    if state is None or state.last != mention.first - 1 or len(state.refs) != 1:
        return
    if cast.figures[state.refs[0]].kind is Kind.STATE:
        subject, home = Role(mention.refs[0], mention), Role(state.refs[0], state)
        span = (state.start, mention.end)
        yield tied(Relation.BASED_IN, subject, home, doc[mention.head], span, "owned-name")


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
        yield tied(Relation.BASED_IN, Role(mention.refs[0], mention), owners[0], noun, span, "listed")


def _part(cast: Cast, mention: Mention, head: Token, kind: Kind) -> Iterator[Proposition]:
    """ "the League's Panel of Experts", "the Office of Z at the Ministry of Y": a body within a body."""
    behind = [
        t for t in head.doc[mention.last : mention.last + 1] if t.head.i in range(mention.first, mention.last)
    ]
    for child in (*head.children, *behind):
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
        yield tied(Relation.PART_OF, part, body, head, span, "of-body")


def _named_after(cast: Cast, doc: Doc, mention: Mention) -> Iterator[Proposition]:
    """ "the General Assembly of the League": the whole stands last in the name of its part."""
    if _THEMSELVES & {t.lower_ for t in doc[mention.first : mention.last]}:
        return
    for inner in cast.within(mention.first + 1, mention.last):
        of = inner.first - 1 - (doc[inner.first - 1].lower_ == "the")
        if (
            inner.last != mention.last
            or len(inner.refs) != 1
            or of <= mention.first
            or doc[of].lower_ != "of"
        ):
            continue
        whole = cast.figures[inner.refs[0]]
        # An association of the Ruritanians is none of the state's.
        of_state = whole.kind is Kind.STATE and cast.figures[mention.refs[0]].kind in _STATE_ARMS
        if (whole.kind in _WHOLES or of_state) and inner.refs[0] not in mention.refs:
            part, span = Role(mention.refs[0], mention), (mention.start, mention.end)
            yield tied(Relation.PART_OF, part, Role(whole.key, inner), doc[mention.head], span, "name-of")
        return


def _affiliated(cast: Cast, doc: Doc, mention: Mention, head: Token) -> Iterator[Proposition]:
    """ "Anna Korvel of the Zenda Institute", "the Zenda Institute's Anna Korvel"."""
    body: Mention | None = None
    for child in head.children:
        if child.dep_ == "poss":
            body = cast.covering(child.i)
    i = mention.last
    linked = i + 1 < len(doc) and doc[i].lower_ in {"of", "from", "at", "with"} and doc[i].head.i == head.i
    if body is None and linked:
        start = i + 1 + (doc[i + 1].lower_ == "the" and i + 2 < len(doc))
        # The longest name that begins there: not the town in "the Klow Institute".
        named = [m for m in cast.within(i + 1, min(len(doc), start + _LONG)) if m.first in {i + 1, start}]
        body = max(named, key=lambda m: (m.last, -m.first), default=None)
    if body is None or len(body.refs) != 1 or body.found_by == "pronoun":
        return
    if cast.figures[body.refs[0]].kind in _EMPLOYERS:
        span = (min(body.start, mention.start), max(body.end, mention.end))
        yield tied(
            Relation.MEMBER_OF,
            Role(mention.refs[0], mention),
            Role(body.refs[0], body),
            head,
            span,
            "affiliated",
        )


def _resident(cast: Cast, word: Token, parties: Parties) -> Iterator[Proposition]:
    """ "the envoy remained resident at Klow"."""
    verb = word.head
    who = next((cast.covering(c.i) for c in verb.children if c.dep_ == "nsubj"), None)
    for prep in (*word.children, *(c for c in verb.children if c.i == word.i + 1)):
        if prep.dep_ == "prep" and prep.lower_ in {"at", "in"} and who is not None and len(who.refs) == 1:
            for role in parties.exact([c for c in prep.children if c.dep_ == "pobj"])[:1]:
                if parties.kind(role) in {Kind.PLACE, Kind.STATE} and role.mention:
                    span = (min(who.start, verb.idx), role.mention.end)
                    subject = Role(who.refs[0], who)
                    yield tied(Relation.LOCATED_IN, subject, role, word, span, "resident")


def tied(
    relation: Relation, subject: Role, thing: Role, trigger: Token, span: tuple[int, int], rule: str
) -> Proposition:
    """The state of affairs between two names; `span` are the characters that tell it."""
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
