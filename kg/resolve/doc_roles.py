"""Who is meant by a role: "the Russian president", "the minister", "his counterpart"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.knowledge.names import normalise
from kg.knowledge.wordlists import post_verbs, roles
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts, core_of
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def resolve_roles(annotated: Annotated, drafts: Drafts, mentions: list[Mention]) -> None:
    """Give role mentions their person: beside them, earlier, by the dated post, or one of their own."""
    finder = Roles(annotated, drafts, mentions)
    for n, mention in enumerate(mentions):
        if mention.resolution is Resolution.TITLE and n not in drafts.of:
            finder.place(n, mention)


_INDEFINITE = frozenset({"a", "an", "another", "some", "one"})
#: "For" and "of" a post without an article: what somebody seeks or may have.
_TO_A_POST = frozenset({"for", "of"})
#: Whose officers are the state's own.
_STATELY = frozenset({Kind.STATE, Kind.GOVERNMENT_BODY, Kind.ARMED_FORCE})
_NEXT = frozenset({"new", "next", "incoming", "future"})


class Roles:
    """Role mentions of one document in order, with its people and titles by their place."""

    def __init__(self, annotated: Annotated, drafts: Drafts, mentions: list[Mention]) -> None:
        self.doc = annotated.parse
        self.sentence_of = annotated.sentence_of
        self.date = annotated.document.date.value
        self.drafts = drafts
        self.mentions = mentions
        self.firsts = [m.first for m in mentions]
        self.spoken: Draft | None = None
        #: Places at which the text gives somebody a title, by the title's role.
        self.titles: dict[str, list[tuple[int, Draft]]] = {}
        for n, m in enumerate(mentions):
            if m.kind is Kind.PERSON and n in drafts.of:
                for title in drafts.of[n][0].titles:
                    self._entitle(title, m.first, drafts.of[n][0])

    def _entitle(self, title: str, at: int, draft: Draft) -> None:
        self.titles.setdefault(core_of(title)[0], []).append((at, draft))

    def place(self, n: int, mention: Mention) -> None:
        """Settle one role mention, if it can be."""
        owner = self._owner(mention)
        core, _ = core_of(mention.title or "")
        beside = self._beside(mention)
        if beside is None and (roles().get(core) or {}).get("voice"):
            body = self._body_inside(mention)
            self.spoken = body or self._titled(mention, core, owner, None) or self.spoken
            if self.spoken is not None:
                self.drafts.give(n, replace(mention, title=None), self.spoken)
            return
        draft = beside
        if draft is None and not self._of_another(mention):
            body = self._own_body(mention)
            draft = (
                self._titled(mention, core, owner, body)
                or (_holder(self.drafts, mention, owner, self.date) if body is None else None)
                or self._unnamed(mention, owner)
            )
        if draft is None:
            return
        self.drafts.give(n, mention, draft)
        self._entitle(mention.title or "", mention.first, draft)
        if draft.state is None and owner is not None:
            draft.state = owner

    def _of_another(self, mention: Mention) -> bool:
        """What somebody is, becomes or is called; "a president"; the next one: none of those named before.

        "He became president", "resigned to become Secretary of State", "acknowledged Korvel as the new king".
        """
        words = normalise(mention.title or "").split()
        before = self.doc[mention.first - 1].lower_ if mention.first else ""
        if before in _INDEFINITE or (words and words[0] in _NEXT):
            return True
        head = self.doc[mention.head]
        if head.dep_ == "pobj" and head.head.lower_ == "as":
            return head.head.head.pos_ in {"VERB", "AUX"}
        if head.dep_ == "pobj" and head.head.lower_ in _TO_A_POST and self._without_article(mention):
            return True
        if head.dep_ == "dobj":
            return head.head.lemma_ == "become"
        return head.dep_ in {"attr", "oprd"} and head.i > head.head.i and head.head.pos_ in {"VERB", "AUX"}

    def _without_article(self, mention: Mention) -> bool:
        """ "ran for president", "the office of Governor of Zenda": the post and not who holds it."""
        first = self.doc[mention.first]
        before = self.doc[mention.first - 1] if mention.first else first
        return first.pos_ != "DET" and before.tag_ not in {"DT", "PRP$", "POS"} and not _owned(first)

    def _around(self, first: int, last: int) -> Iterator[tuple[int, Mention]]:
        """Mentions that begin at tokens first … last (exclusive), with their number."""
        for n in range(bisect_left(self.firsts, first), bisect_left(self.firsts, last)):
            yield n, self.mentions[n]

    def _body_inside(self, mention: Mention) -> Draft | None:
        """Whom a spokesperson speaks for: the body, else the state, in the phrase."""
        best: Draft | None = None
        for n, other in self._around(mention.first, mention.last):
            if other is mention or other.last > mention.last or len(self.drafts.of.get(n, ())) != 1:
                continue
            draft = self.drafts.of[n][0]
            if draft.kind in BODIES and (best is None or best.kind is Kind.STATE):
                best = draft
        return best

    def _own_body(self, mention: Mention) -> Draft | None:
        """The body or place, other than a state's own, in the phrase: "president of the Zenda League"."""
        for n, other in self._around(mention.first, mention.last):
            if other is mention or other.last > mention.last or len(self.drafts.of.get(n, ())) != 1:
                continue
            draft = self.drafts.of[n][0]
            if draft.kind not in _STATELY | {Kind.PERSON, Kind.REGION}:  # "Minister for the Middle East"
                return draft
        return None

    def _owner(self, mention: Mention) -> str | None:
        """The state inside the role phrase or owning it, or the state of the body inside it."""
        for n, other in self._around(mention.first - 6, mention.last):
            inside = other.first >= mention.first and other.last <= mention.last
            before = other.last in {mention.first, mention.first - 1} and other.kind is Kind.STATE
            if other is not mention and (inside or before) and len(self.drafts.of.get(n, ())) == 1:
                draft = self.drafts.of[n][0]
                if draft.kind is Kind.STATE and draft.entry:
                    return draft.entry.id
                if draft.state:
                    return draft.state
        return None

    def _beside(self, mention: Mention) -> Draft | None:
        """A person in apposition, before "as", or on the other side of "is"."""
        here = self.sentence_of[mention.head]
        for n, person in self._around(mention.first - 12, mention.last + 3):
            if person.kind is not Kind.PERSON or n not in self.drafts.of or person is mention:
                continue
            if self.sentence_of[person.head] == here and _adjacent(self.doc, person, mention):
                return self.drafts.of[n][0]
        bearer = _bearer(self.doc[mention.head])
        if bearer is not None:
            for n, person in self._around(bearer - 6, bearer + 1):
                if person.kind is Kind.PERSON and bearer < person.last and n in self.drafts.of:
                    return self.drafts.of[n][0]
        return None

    def _titled(self, mention: Mention, core: str, owner: str | None, body: Draft | None) -> Draft | None:
        """The nearest person before (else after) whom the text gave this title, with no other owner.

        The officer of a body is who has that body in the title.
        """
        if not core:
            return None
        best: tuple[int, Draft] | None = None
        for own, places in self.titles.items():
            shorter = own.endswith(f" {core}") and not own.startswith(_LESSER)
            if own != core and not shorter:
                continue
            for at, draft in places:
                if owner and draft.state and owner != draft.state:
                    continue
                if body is not None and not _names_body(draft, body):
                    continue
                near = at if at < mention.first else -at
                if best is None or near > best[0]:
                    best = (near, draft)
        return best[1] if best else None

    def _unnamed(self, mention: Mention, owner: str | None) -> Draft | None:
        """A capitalised office with its state or body is somebody, though the text does not say who."""
        title = mention.title or ""
        core, sort = core_of(title)
        start = title.casefold().find(core.split(" ")[0].split("-")[0]) if core else -1
        if sort != "office" or start < 0 or not title[start : start + 1].isupper():
            return None
        inside = (o for _, o in self._around(mention.first, mention.last) if o is not mention)
        if owner is None and not any(o.last <= mention.last for o in inside):
            return None
        name = normalise(title)
        for _, draft in self.titles.get(core, ()):
            if not draft.entry and normalise(draft.fullest()) == name:
                return draft
        draft = self.drafts.new(Kind.PERSON, mention.first)
        draft.names[title] += 1
        return draft


#: A deputy is not the one whom "the minister" or "the president" means.
_LESSER = ("vice", "deputy", "assistant", "under", "first deputy")


def _adjacent(doc: Doc, person: Mention, role: Mention) -> bool:
    if person.first >= role.last:
        between = [t.lower_ for t in doc[role.last : person.first] if not _address(t.lower_)]
        return not "".join(between).strip(",.–—(") and len(between) <= 2
    if role.first >= person.last:
        gap = doc[person.last : role.first].text.strip()
        return gap in {",", ", the", ", a", ", an", "(", ", then", ", the then"} or gap.strip(" ,") == "as"
    return False


def _names_body(draft: Draft, body: Draft) -> bool:
    """Whether a person's titles in the text, or the known posts, name a body."""
    if body.entry and draft.entry and any(body.entry.id in {p.body, p.state} for p in draft.entry.posts):
        return True
    names = {
        normalise(n) for n in (*body.names, *((body.entry.label, *body.entry.aliases) if body.entry else ()))
    }
    return any(f" {name} " in f" {normalise(title)} " for title in draft.titles for name in names if name)


def _owned(first: Token) -> bool:
    """Whether a role phrase opens with whose it is: "Ruritania's president", "Ruritanian president"."""
    return first.dep_ == "poss" or first.ent_type_ in {"GPE", "NORP", "ORG"}


def _address(word: str) -> bool:
    """ "the minister, Mr. Korvel"."""
    line = roles().get(word) or roles().get(f"{word}.")
    return line is not None and line["sort"] == "address"


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
    if found is None and verb.dep_ in {"conj", "acl", "relcl", "advcl", "xcomp"}:
        above = {c.dep_: c.i for c in verb.head.children}
        found = verb.head.i if verb.dep_ in {"acl", "relcl"} else above.get("nsubjpass", above.get("nsubj"))
    return found


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
