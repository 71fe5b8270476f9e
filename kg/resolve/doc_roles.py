"""Who is meant by a role: "the Russian president", "the minister", "his counterpart"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.knowledge.names import normalise
from kg.knowledge.wordlists import post_verbs, roles
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts, core_of
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token


def resolve_roles(annotated: Annotated, drafts: Drafts, mentions: list[Mention]) -> None:
    """Give role mentions their person: beside them, earlier, by the dated post, or one of their own."""
    date = annotated.document.date.value
    people = [(n, m) for n, m in enumerate(mentions) if m.kind is Kind.PERSON and n in drafts.of]
    spoken: Draft | None = None
    for n, mention in enumerate(mentions):
        if mention.resolution is not Resolution.TITLE or n in drafts.of:
            continue
        owner = _owner(drafts, mention, mentions)
        core, _ = core_of(mention.title or "")
        if (roles().get(core) or {}).get("voice") and _beside(annotated, drafts, mention, people) is None:
            body = _body_inside(drafts, mention, mentions)
            named = None if body else _titled(drafts, mention, owner, people)
            spoken = body or named or spoken
            if spoken is not None:
                drafts.give(n, replace(mention, title=None), spoken)
            continue
        draft = (
            _beside(annotated, drafts, mention, people)
            or _titled(drafts, mention, owner, people)
            or _holder(drafts, mention, owner, date)
            or _unnamed(drafts, mention, owner, mentions)
        )
        if draft is not None:
            _give(drafts, n, mention, draft, owner)


def _body_inside(drafts: Drafts, mention: Mention, mentions: list[Mention]) -> Draft | None:
    """Whom a spokesperson speaks for: the body, else the state, in or right before the phrase."""
    best: Draft | None = None
    for n, other in enumerate(mentions):
        if other.first >= mention.last:
            break
        inside = other.first >= mention.first and other.last <= mention.last
        if other is mention or not inside or len(drafts.of.get(n, ())) != 1:
            continue
        draft = drafts.of[n][0]
        if draft.kind in BODIES and (best is None or best.kind is Kind.STATE):
            best = draft
    return best


def _give(drafts: Drafts, n: int, mention: Mention, draft: Draft, owner: str | None) -> None:
    drafts.give(n, mention, draft)
    if draft.state is None and owner is not None:
        draft.state = owner


def _owner(drafts: Drafts, mention: Mention, mentions: list[Mention]) -> str | None:
    """The state inside the role phrase, or the state of the body inside it."""
    for n, other in enumerate(mentions):
        if other.first >= mention.last:
            break
        inside = other.first >= mention.first and other.last <= mention.last
        before = other.last in {mention.first, mention.first - 1} and other.kind is Kind.STATE
        if other is not mention and (inside or before) and len(drafts.of.get(n, ())) == 1:
            draft = drafts.of[n][0]
            if draft.kind is Kind.STATE and draft.entry:
                return draft.entry.id
            if draft.state:
                return draft.state
    return None


def _beside(
    annotated: Annotated, drafts: Drafts, mention: Mention, people: list[tuple[int, Mention]]
) -> Draft | None:
    """A person in apposition or as the other side of "is"."""
    doc = annotated.parse
    here = annotated.sentence_of[mention.head]
    for n, person in people:
        if annotated.sentence_of[person.head] != here:
            continue
        gap = doc[mention.last : person.first].text if person.first >= mention.last else None
        if gap is not None and gap.strip() in {",", "", "–", "—", "("} and person.first - mention.last <= 2:
            return drafts.of[n][0]
        gap = doc[person.last : mention.first].text if mention.first >= person.last else None
        if gap is not None and gap.strip() in {",", ", the", ", a", ", an", "(", ", then", ", the then"}:
            return drafts.of[n][0]
        if gap is not None and gap.strip(" ,") == "as":
            return drafts.of[n][0]
    bearer = _bearer(doc[mention.head])
    if bearer is not None:
        for n, person in people:
            if person.first <= bearer < person.last:
                return drafts.of[n][0]
    return None


def _bearer(head: Token) -> int | None:
    """The token of who is said to be, become, serve as or be appointed what `head` names."""
    verb = head.head
    sort = post_verbs().get(verb.lemma_)
    if head.dep_ == "pobj" and head.head.lower_ == "as":
        verb = head.head.head
        while verb.pos_ == "NOUN" and verb.head.i != verb.i:  # "presented her credentials as"
            verb = verb.head
        sort = post_verbs().get(verb.lemma_)
    elif head.dep_ not in {"attr", "oprd", "dobj", "xcomp"}:
        return None
    if sort is None or (head.dep_ == "dobj" and sort != "as-object"):
        return None
    children = {c.dep_: c.i for c in verb.children}
    if sort == "as-object" and "nsubjpass" not in children:
        return children.get("dobj") if head.dep_ != "dobj" else None
    found = children.get("nsubjpass", children.get("nsubj"))
    if found is None and verb.dep_ in {"conj", "acl", "relcl", "advcl"}:
        above = {c.dep_: c.i for c in verb.head.children}
        found = verb.head.i if verb.dep_ in {"acl", "relcl"} else above.get("nsubjpass", above.get("nsubj"))
    return found


def _titled(
    drafts: Drafts, mention: Mention, owner: str | None, people: list[tuple[int, Mention]]
) -> Draft | None:
    """The nearest person before (else after) whom the text gave this title, with no other owner."""
    core, _ = core_of(mention.title or "")
    if not core:
        return None
    best: tuple[int, Draft] | None = None
    for n, person in people:
        draft = drafts.of[n][0]
        for title in draft.titles:
            own, _ = core_of(title)
            if own != core and not own.endswith(" " + core):
                continue
            if owner and draft.state and owner != draft.state:
                continue
            near = person.first if person.first < mention.first else -person.first
            if best is None or near > best[0]:
                best = (near, draft)
    return best[1] if best else None


def _holder(drafts: Drafts, mention: Mention, owner: str | None, date: str | None) -> Draft | None:
    """By the dated post; without a date only a holder whom the document names."""
    core, sort = core_of(mention.title or "")
    if owner is None or sort not in {"office", "post"}:
        return None
    holders = drafts.gazetteer.holders(core, owner, date)
    present = [e for e in holders if e.id in drafts.by_entry]
    if len(present) == 1:
        return drafts.by_entry[present[0].id]
    if date and len(holders) == 1 and not _qualified(mention.title or ""):
        return drafts.known(holders[0], mention.first)
    return None


def _qualified(title: str) -> bool:
    return normalise(title).split()[:1] in (["former"], ["ex"], ["late"], ["next"], ["deputy"])


def _unnamed(drafts: Drafts, mention: Mention, owner: str | None, mentions: list[Mention]) -> Draft | None:
    """A capitalised office with its state or body is somebody, though the text does not say who."""
    title = mention.title or ""
    core, sort = core_of(title)
    start = title.casefold().find(core.split(" ")[0].split("-")[0]) if core else -1
    if sort != "office" or start < 0 or not title[start : start + 1].isupper():
        return None
    if owner is None and not any(
        o is not mention and o.first >= mention.first and o.last <= mention.last for o in mentions
    ):
        return None
    name = normalise(title)
    for draft in drafts.all:
        if draft.kind is Kind.PERSON and not draft.entry and normalise(draft.fullest()) == name:
            return draft
    draft = drafts.new(Kind.PERSON, mention.first)
    draft.names[title] += 1
    return draft
