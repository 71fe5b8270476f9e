"""Who holds a post, by the grammar of the sentence: "was appointed consul", "with X as its chair"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.knowledge.wordlists import post_verbs, roles
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ARTICLES = frozenset({"the", "a", "an", "then"})
_LINKS = frozenset({"with", "by", "under"})
_WHO = frozenset({"who", "that"})
#: Between a role and the body or place before the name of who has it.
_OF_PLACE = frozenset({"of", "from", "for", "at", "in"})
#: Tokens that the name of that body may have.
_LONG = 12
#: Adjectives that belong to a title.
_QUALIFIERS = frozenset(
    {"acting", "assistant", "associate", "chief", "current", "deputy", "executive", "external", "financial",
     "first", "foreign", "former", "general", "high", "honorary", "incoming", "interim", "joint", "late",
     "military", "new", "outgoing", "permanent", "political", "principal", "regional", "second", "senior",
     "special", "third", "vice"}
)  # fmt: skip
_PAST = frozenset({"former", "erstwhile", "onetime"})
#: Verbs of `post_verbs` after which the post is over.
_OVER = frozenset({"resign", "retire", "step", "quit", "dismiss", "fire", "oust", "remove", "sack", "depose"})
#: Verbs that put their subject into the place of their object.
_INSTEAD = frozenset({"succeed", "replace"})


@dataclass(frozen=True, slots=True)
class Held:
    """A role phrase (tokens first … last, role word core … core_end) and the mention of its holder."""

    first: int
    core: int
    core_end: int
    last: int
    holder: Mention
    predicate: bool
    over: bool = False


def held(annotated: Annotated, cast: Cast) -> Iterator[Held]:
    """Every role phrase whose holder the grammar gives, in text order."""
    doc = annotated.parse
    words = [t.lower_.replace("’", "'") for t in doc]
    i = 0
    while i < len(words):
        hit = roles().at(words, i)
        if hit is None or hit[1]["sort"] == "address" or doc[hit[0] - 1].pos_ not in {"NOUN", "PROPN", "ADJ"}:
            i += 1
            continue
        end = hit[0]
        head = doc[end - 1]
        covering = cast.covering(head.i)
        inside = covering is not None and covering.resolution is not Resolution.TITLE
        first, last = _phrase(doc, i, end)
        top = _top(head, i)
        tied = () if inside else (_holder(cast, top), _beside(cast, doc, first), _behind_as(cast, doc, first))
        found = next((f for f in tied if f and (f[1] or not _next_one(cast, doc, f[0], last))), None)
        if found is None and not inside and (ahead := _ahead(cast, top, end, last)):
            last, found = ahead[0], (ahead[1], False, False)
        if found:
            mention, predicate, over = found
            if not (mention.first < last and first < mention.last):
                past = any(c.lower_ in _PAST for c in head.children if c.dep_ == "amod")
                yield Held(first, i, end, last, mention, predicate, over or past)
        i = end


def _top(head: Token, first: int) -> Token:
    """The word that the whole role phrase hangs on: "Minister" in "Minister Plenipotentiary"."""
    doc = head.doc
    inner = {t.i for t in doc[first : head.i + 1]}
    token = head
    while token.head.i in inner and token.head.i != token.i:
        token = token.head
    while token.dep_ == "conj" and token.head.i < token.i and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    return token


def _phrase(doc: Doc, first: int, end: int) -> tuple[int, int]:
    """The role word with the modifiers before it and "of …", "to …", "for …", "at …" after it."""
    head = doc[end - 1]
    start = first
    before = {"amod", "compound", "nmod", "poss", "case", "nummod", "punct"}
    while start > 0:
        t = doc[start - 1]
        if t.dep_ not in before or t.is_space or (t.is_punct and t.text not in {"-", "–"}):
            break
        if t.dep_ == "amod" and t.text.islower() and t.lower_ not in _QUALIFIERS:
            break
        if t.sent.start != head.sent.start or t.head.i > end or t.head.i < start - 1:
            break
        start -= 1
    while start < first and doc[start].is_punct:
        start += 1
    last = end
    while last < len(doc) and doc[last].dep_ == "prep" and doc[last].lower_ in {"of", "to", "for", "at"}:
        named = [c for c in doc[last].children if c.dep_ == "pobj"]
        if not named or not start <= doc[last].head.i < last or not named[-1].text[:1].isupper():
            break
        last = named[-1].i + 1
    return start, last


def _person(cast: Cast, token: Token) -> Mention | None:
    mention = cast.covering(token.i)
    if mention is None or len(mention.refs) != 1 or mention.resolution is Resolution.TITLE:
        return None
    return mention if cast.figures[mention.refs[0]].kind is Kind.PERSON else None


def _holder(cast: Cast, role: Token) -> tuple[Mention, bool, bool] | None:
    """The holder, whether a verb says so, and whether the post is over."""
    if role.dep_ in {"attr", "oprd"}:
        verb = role.head
        if role.dep_ == "oprd" and post_verbs().get(verb.lemma_) is None:
            return None
        if role.dep_ == "attr" and post_verbs().get(verb.lemma_) is None:
            return None
        who = _object(cast, verb) if role.dep_ == "oprd" else None
        who = who or _subject(cast, verb)
        return (who, True, False) if who else None
    if role.dep_ in _SUBJECTS and role.head.lemma_ == "be":
        # "The first ambassador was Anna Korvel."
        for child in role.head.children:
            if child.dep_ == "attr" and (who := _person(cast, child)):
                return who, True, False
        return None
    if role.dep_ == "appos" and (who := _person(cast, role.head)) and who.found_by != "pronoun":
        return who, False, False
    if role.dep_ == "pobj" and role.head.lower_ == "as":
        return _as(cast, role.head)
    return None


def _beside(cast: Cast, doc: Doc, first: int) -> tuple[Mention, bool, bool] | None:
    """ "Dr. Anna Korvel, acting head of …": right behind the comma after the name."""
    i = first - 1
    while i > 0 and doc[i].lower_ in _ARTICLES:
        i -= 1
    if i < 1 or doc[i].text != ",":
        return None
    name = cast.covering(i - 1)
    if name is None or name.last != i or name.found_by == "pronoun":
        return None
    who = _person(cast, doc[name.head])
    return (who, False, False) if who and doc[name.head].sent.start == doc[first].sent.start else None


def _ahead(cast: Cast, top: Token, end: int, last: int) -> tuple[int, Mention] | None:
    """The end of a role phrase and the name behind it: "Senator from Klow Anna Korvel", "the chair, A. K.,".

    Between them stands at most the name of a body or place, or, for "the chair of …, Anna Korvel,", what the
    parser takes for the rest of the phrase.
    """
    doc = top.doc
    if end < len(doc) and doc[end].lower_ in _OF_PLACE:
        start = end + 1 + (doc[end + 1 : end + 2].text.lower() == "the")
        for body in cast.within(start, min(len(doc), start + _LONG)):
            if body.first == start and body.last >= last:
                name = _starting(cast, doc, body.last)
                if name is not None and not name.title:
                    return body.last, name
    for child in top.children:
        name = _person(cast, child) if child.dep_ == "appos" and child.i >= last else None
        if name and doc[name.first - 1].text == "," and not name.title and name.found_by != "pronoun":
            return last, name
    return None


def _starting(cast: Cast, doc: Doc, first: int) -> Mention | None:
    """The name of a person that begins at a token."""
    name = cast.covering(first) if first < len(doc) else None
    if name is None or name.first != first or name.found_by == "pronoun":
        return None
    return _person(cast, doc[name.head])


def _behind_as(cast: Cast, doc: Doc, first: int) -> tuple[Mention, bool, bool] | None:
    """ "with Anna Korvel as Chargé d'Affaires", whose title the parser takes for a clause."""
    i = first - 1
    while i > 0 and doc[i].lower_ in _ARTICLES:
        i -= 1
    return _as(cast, doc[i]) if i > 0 and doc[i].lower_ == "as" else None


def _next_one(cast: Cast, doc: Doc, before: Mention, last: int) -> bool:
    """ "The President of X, Anna Korvel, the President of Y, Rudolf Sapt": the role is the next name's."""
    after = last + (last < len(doc) and doc[last].text == ",")
    if after < len(doc) and (name := cast.covering(after)) is not None and name.first == after:
        person = _person(cast, doc[name.head])
        titled = before.first > 1 and doc[before.first - 1].text == ","
        return person is not None and (after == last or titled)
    return False


def _as(cast: Cast, prep: Token) -> tuple[Mention, bool, bool] | None:
    doc = prep.doc
    verb = prep.head
    if verb.dep_ == "dobj" and verb.pos_ == "NOUN":
        verb = verb.head  # "presented her credentials as ambassador"
    sort = post_verbs().get(verb.lemma_) if verb.pos_ in {"VERB", "AUX"} else None
    over = verb.lemma_ in _OVER
    if sort == "as-object":
        who = _object(cast, verb) or _passive_subject(cast, verb)
        return (who, True, over) if who else None
    if sort == "as-subject":
        passive = any(c.dep_ == "nsubjpass" for c in verb.children)
        who = _agent(cast, verb) if verb.lemma_ in _INSTEAD and passive else _subject(cast, verb)
        return (who, True, over) if who else None
    # "with Anna Korvel as its chair": right behind the name.
    at = prep.i - (prep.i > 1 and doc[prep.i - 1].text == ",")
    name = cast.covering(at - 1) if at > 0 else None
    if name is None or name.last != at:
        return None
    linked = any(w.lower_ in _LINKS for w in doc[max(0, name.first - 3) : name.first])
    who = _person(cast, doc[name.head])
    return (who, True, False) if who and linked else None


def _object(cast: Cast, verb: Token) -> Mention | None:
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and (who := _person(cast, child)):
            return who
    return None


def _agent(cast: Cast, verb: Token) -> Mention | None:
    for child in verb.children:
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj" and (who := _person(cast, inner)):
                    return who
    return None


def _passive_subject(cast: Cast, verb: Token) -> Mention | None:
    if any(c.dep_ == "nsubjpass" for c in verb.children) or verb.tag_ == "VBN":
        return _subject(cast, verb)
    return None


def _subject(cast: Cast, verb: Token) -> Mention | None:
    """The subject of a verb: its own, the noun that it qualifies, or the subject of the verb above."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                if child.lower_ in _WHO and verb.dep_ == "relcl":
                    return _person(cast, verb.head)
                return _person(cast, child)
        if verb.dep_ in {"acl", "relcl"}:
            return _person(cast, verb.head)
        if verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None
