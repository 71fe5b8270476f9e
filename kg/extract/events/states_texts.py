"""Who is bound by an agreement, as its name says: "the Treaty between A and B", "the A-B Accord"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import unique
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import BODIES, ClaimKind, Kind, Modality, Resolution
from kg.text.annotate import Annotated

_REALMS = BODIES - {Kind.MEDIA_OUTLET, Kind.THINK_TANK}
_LINKS = frozenset({"between", "with", "among"})
#: Words in or before the name of a text that nobody is bound by yet.
_NOT_YET = frozenset({"draft", "proposed", "planned", "future"})
_HYPHENS = frozenset({"-", "–", "—", "/"})


def named_parties(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Each named agreement with the parties that its name, or the words right behind it, tell."""
    for mention in cast.mentions:
        if mention.kind is not Kind.AGREEMENT or len(mention.refs) != 1 or mention.found_by == "pronoun":
            continue
        if mention.resolution is Resolution.TITLE or cast.figures[mention.refs[0]].kind is not Kind.AGREEMENT:
            continue
        parties = _hyphened(annotated, cast, mention) or _between(annotated, cast, mention)
        if len(parties) < 2:
            continue
        ends = [r.mention.end for r in parties if r.mention]
        head = annotated.token(mention.head)
        words = {t.lower_ for t in annotated.parse[max(0, mention.first - 3) : mention.last]}
        yield Proposition(
            kind=ClaimKind.RELATION,
            relation=Relation.PARTY_TO,
            subjects=parties,
            objects=(Role(mention.refs[0], mention),),
            trigger=(head.idx, head.idx + len(head)),
            trigger_token=head.i,
            span=(mention.start, max([mention.end, *ends])),
            modality=Modality.PLANNED if words & _NOT_YET else Modality.ACTUAL,
            extractor="events",
            rule="named-parties",
        )


def _hyphened(annotated: Annotated, cast: Cast, mention: Mention) -> tuple[Role, ...]:
    """ "the Ruritanian-Bordurian Treaty": two states joined by a hyphen at the head of the name."""
    doc = annotated.parse
    states = [
        m
        for m in cast.within(max(0, mention.first - 4), mention.last)
        if m is not mention and m.modifier and len(m.refs) == 1 and cast.figures[m.refs[0]].kind is Kind.STATE
    ]
    for one, other in pairwise(states):
        gap = annotated.text[one.end : other.start]
        joined = gap in _HYPHENS or (other.first == one.first and gap in _HYPHENS)
        near = other.last >= mention.first and all(
            t.text[:1].isupper() or t.text in _HYPHENS for t in doc[other.last : mention.first]
        )
        if joined and near:
            return unique(Role(m.refs[0], m) for m in (one, other))
    return ()


def _between(annotated: Annotated, cast: Cast, mention: Mention) -> tuple[Role, ...]:
    """ "the Treaty between A and B": the list of names behind the preposition."""
    doc = annotated.parse
    limit = min(len(doc), mention.last + 1)
    at = next((i for i in range(mention.first, limit) if doc[i].lower_ in _LINKS), None)
    if at is None or doc[at].lower_ == "with":
        return ()
    found: list[Role] = []
    i = at + 1
    while i < len(doc):
        if doc[i].lower_ in {",", "and", "the", "&"}:
            i += 1
            continue
        name = next(
            (
                m
                for m in cast.within(i, min(len(doc), i + 14))
                if m.first == i and len(m.refs) == 1 and m is not mention
            ),
            None,
        )
        if name is None or cast.figures[name.refs[0]].kind not in _REALMS:
            break
        found.append(Role(name.refs[0], name))
        i = name.last
    return unique(found)
