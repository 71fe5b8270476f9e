"""Whose government it is: "the government of Anna Korvel", "the Korvel administration"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.knowledge import frames
from kg.knowledge.wordlists import roles
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The rule's name; what it finds is dropped where the text gives the person's post.
GOVERNMENT = "government-of"


def rules(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """A person at the head of a government, where the state that the person belongs to is known.

    One named after an office of a state ("the presidency of Anna Korvel") gives that post, any other
    ("her government", "leadership", "dictatorship") that the person leads the state.
    """
    nouns = frames.load().list("rule_noun")
    for token in annotated.parse:
        if token.lemma_.lower() not in nouns or token.tag_ in {"NNS", "NNPS"}:
            continue
        mention = _ruler(cast, token)
        if mention is None:
            continue
        person = cast.figures[mention.refs[0]]
        if person.state and person.state in cast.figures and person.state != person.key:
            title = _post_of(token.lemma_.lower())
            yield Proposition(
                kind=ClaimKind.RELATION,
                relation=Relation.HOLDS_POSITION_AT if title else Relation.LEADS,
                title=title,
                subjects=(Role(person.key, mention),),
                objects=(Role(person.state),),
                trigger=(token.idx, token.idx + len(token)),
                trigger_token=token.i,
                span=(min(token.idx, mention.start), max(token.idx + len(token), mention.end)),
                extractor="posts",
                rule=GOVERNMENT,
            )


def _post_of(noun: str) -> str | None:
    """ "presidency" → "president", "chancellorship" → "chancellor"; None for "government", "leadership"."""
    for end, title_end in (("ship", ""), ("cy", "t")):
        title = noun.removesuffix(end) + title_end
        line = roles().get(title) if noun.endswith(end) else None
        if line and line["sort"] == "office" and line.get("national"):
            return title
    return None


def _ruler(cast: Cast, noun: Token) -> Mention | None:
    names = [c for c in noun.children if c.dep_ in {"poss", "compound", "nmod"} and c.i < noun.i]
    names += [
        p for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "under"} for p in c.children
    ]
    for name in names:
        mention = cast.covering(name.i)
        if (
            mention is not None
            and len(mention.refs) == 1
            and mention.found_by != "pronoun"
            and mention.resolution is not Resolution.TITLE
            and cast.figures[mention.refs[0]].kind is Kind.PERSON
        ):
            return mention
    return None
