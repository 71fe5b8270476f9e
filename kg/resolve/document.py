"""Who is who inside one document: mentions become figures, and every mention says whom it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import normalise
from kg.knowledge.wordlists import name_heads
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts
from kg.resolve.doc_names import cluster_names
from kg.resolve.doc_pronouns import Pronouns
from kg.resolve.doc_roles import resolve_roles
from kg.text.annotate import Annotated

#: Last words of a byline that names no person.
_DESKS = frozenset(
    {"desk", "staff", "team", "editors", "editorial", "news", "newsroom", "reporters", "correspondents"}
)


def who_is_who(
    annotated: Annotated, mentions: Sequence[Mention], gazetteer: Gazetteer, author: str | None = None
) -> Cast:
    """Cluster mentions into figures and resolve short forms, roles and pronouns.

    `author` names the person, body or state in whose voice the whole document speaks; "we" and "our"
    outside quotations then stand for it. Mentions that could not be resolved keep refs=().
    """
    ordered = sorted(mentions, key=lambda m: (m.first, -m.last, m.start))
    drafts = Drafts(gazetteer, annotated.document.date.value)
    cluster_names(annotated, drafts, ordered)
    _nationality(drafts, ordered)
    resolve_roles(annotated, drafts, ordered)
    voice = _author(drafts, author)
    Pronouns(annotated, drafts, ordered, voice).run()
    _kinds(drafts)
    _post_states(drafts, ordered)
    drafts.named()
    resolved = [
        replace(m, refs=tuple(dict.fromkeys(d.key for d in drafts.of[n])), resolution=drafts.how[n])
        if n in drafts.of
        else m
        for n, m in enumerate(ordered)
    ]
    return Cast.of(resolved, drafts.figures(), voice.key if voice else None)


def _nationality(drafts: Drafts, mentions: list[Mention]) -> None:
    """People belong to the state named in their title: "Chinese President Xi Jinping"."""
    for n, mention in enumerate(mentions):
        if mention.kind is not Kind.PERSON or not mention.title or n not in drafts.of:
            continue
        draft = drafts.of[n][0]
        if draft.state is not None:
            continue
        words = mention.title.split()
        for match in drafts.gazetteer.find(words):
            at_edge = match.start == 0 or (
                match.end == len(words) and words[match.start - 1].lower() in {"of", "the"}
            )
            if match.entries[0].kind == "State" and at_edge:
                draft.state = match.entries[0].id
                break


def _post_states(drafts: Drafts, mentions: list[Mention]) -> None:
    """ "Foreign Secretary Anna Korvel": whose a known person is, though no word says it."""
    for n, mention in enumerate(mentions):
        if mention.kind is not Kind.PERSON or not mention.title or len(drafts.of.get(n, ())) != 1:
            continue
        entry = drafts.of[n][0].entry
        words = set(normalise(mention.title).replace("-", " ").split())
        for post in entry.posts if entry else ():
            if words <= set(normalise(post.title).replace("-", " ").split()):
                owner = drafts.gazetteer.get(post.body or post.state or "")
                if owner is not None:
                    drafts.known(owner, mention.first)
                break


def _author(drafts: Drafts, author: str | None) -> Draft | None:
    if not author or not author.strip():
        return None
    entries = drafts.gazetteer.lookup(author)
    if entries:
        return drafts.known(entries[0])
    wanted = normalise(author)
    for draft in drafts.all:
        if wanted in {normalise(n) for n in draft.names}:
            return draft
    draft = drafts.new(_author_kind(author), 0)
    draft.names[author.strip()] += 1
    return draft


def _author_kind(author: str) -> Kind:
    """ "Zenda Times news desk", "Reuters staff", "Ministry of Trade" are no persons; two names are."""
    words = author.replace(",", " ").lower().split()
    if _DESKS & set(words):
        return Kind.MEDIA_OUTLET
    head = name_heads().get(words[-1])
    if head is not None and Kind(head["kind"]) in BODIES:
        return Kind(head["kind"])
    if len(words) < 2 or words[0] == "the" or "of" in words:
        return Kind.ORGANIZATION
    return Kind.PERSON


def _kinds(drafts: Drafts) -> None:
    """An open-world figure is what most of its mentions were read as."""
    for draft in drafts.all:
        if draft.entry is None and draft.kinds and draft.kind is not Kind.PERSON:
            if Kind.ARMED_GROUP in draft.kinds:
                draft.kind = Kind.ARMED_GROUP
                continue
            draft.kind = max(draft.kinds, key=lambda k: (draft.kinds[k], k.value))


__all__ = ["Resolution", "who_is_who"]
