"""Pronouns and phrases for two sides as mentions; who they stand for is settled in kg.resolve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.mentions_page import Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

if TYPE_CHECKING:
    from spacy.tokens import Token


def pronoun_mentions(page: Page, taken: list[bool]) -> Iterator[Mention]:
    """Every pronoun but the empty "it" ("it is important to …") and every phrase for two sides."""
    table = wordlists.pronouns()
    i = 0
    while i < len(page.words):
        found = None if taken[i] else table.at(page.lower, i)
        if found is None or (page.words[i].isupper() and len(page.words[i]) > 1 and not page.heading[i]):
            i += 1
            continue
        last, line = found
        if not _meant(page, i, last, line["number"], line.get("gender")):
            i = i + 1
            continue
        kind = Kind.PERSON if line.get("gender") in {"m", "f"} or line.get("want") == "person" else Kind.GROUP
        yield page.mention(i, last, kind, "pronoun", resolution=Resolution.PRONOUN)
        i = last


#: Words that point back, and such as make a noun one of several or a sort.
_POINTING = frozenset({"the", "this", "that"})
_SEVERAL = frozenset({"these", "those"})
_SORTS = frozenset(
    {
        "other",
        "first",
        "same",
        "host",
        "neighbouring",
        "neighboring",
        "third",
        "second",
        "last",
        "next",
        "only",
    }
    | {"previous", "following", "average", "developing", "respective", "home", "entire", "right", "new"}
)
#: What follows a noun that is explained rather than known: "the country that", "the company of".
_EXPLAINS = frozenset({"relcl", "acl", "prep", "appos"})


def stand_in_mentions(page: Page, taken: list[bool]) -> Iterator[Mention]:
    """ "the country", "this organisation", "those states": a noun in place of a name given before."""
    table = wordlists.stand_ins()
    for i in range(1, len(page.words)):
        token = page.doc[i]
        many = token.tag_ == "NNS"
        if taken[i] or token.pos_ != "NOUN" or page.heading[i]:
            continue
        if not (table.get(token.lemma_.lower()) or {}).get("kinds"):
            continue
        first = next((c.i for c in token.children if c.dep_ == "det" and c.i < i), None)
        if first is None or page.lower[first] not in (_SEVERAL if many else _POINTING):
            continue
        if any(taken[k] for k in range(first, i)) or i - first > 3 or _explained(page, first, i):
            continue
        yield page.mention(first, i + 1, Kind.GROUP, "pronoun", resolution=Resolution.PRONOUN, head=i)


def _explained(page: Page, first: int, i: int) -> bool:
    """Whether the noun says itself which one is meant, or is no more than part of another noun."""
    token = page.doc[i]
    if token.dep_ in {"compound", "amod", "nmod", "attr", "appos", "npadvmod"}:
        return True
    if any(
        page.lower[k] in _SORTS or page.doc[k].tag_ in {"JJS", "JJR", "RBS", "RBR", "CD"}
        for k in range(first + 1, i)
    ):
        return True
    if i + 1 < len(page.words) and page.doc[i + 1].tag_ == "VBG":
        return True  # "the country requesting it"
    near = (c for c in token.children if c.i > i and c.dep_ in _EXPLAINS)
    return any(c.dep_ != "prep" or c.lower_ in {"of", "with", "between", "for", "on"} for c in near)


def _meant(page: Page, first: int, last: int, number: str, gender: str | None) -> bool:
    token = page.doc[first]
    if gender == "n" and token.lower_ == "it":
        return not _expletive(page, first)
    if number in {"former", "latter"}:  # "the former Soviet Union" is no pronoun
        return page.doc[last - 1].dep_ not in {"amod", "compound", "nmod"}
    if number == "dual" and (token.dep_ in {"preconj", "cc"} or _of_something(page, last)):
        return False
    if number == "dual" and _said_which(page, first, last):
        return False
    if number == "dual" and last - first == 1:  # "both X and Y" is no pronoun
        return token.dep_ in {"nsubj", "nsubjpass", "pobj", "dobj", "conj", "poss"} and not any(
            page.lower[k] == "and"
            for k in range(first, min(first + 8, len(page.words)))
            if page.doc[k].dep_ == "cc"
            and page.doc[k].head.i > first
            and page.doc[k].head.head.i >= first
            and page.doc[first].head == page.doc[k].head
        )
    return not (number == "dual" and last < len(page.words) and page.doc[last - 1].dep_ == "compound")


def _said_which(page: Page, first: int, last: int) -> bool:
    """ "All the parties", "the parties concerned": told by other words than a name."""
    if first and page.lower[first - 1] == "all":
        return True
    return last < len(page.words) and page.lower[last] in wordlists.reference_words("which")


def _of_something(page: Page, last: int) -> bool:
    """ "the two records", "both of us": what is counted is no party that was named."""
    if page.lower[last : last + 1] == ("of",) and page.lower[last + 1 : last + 2] in {("us",), ("you",)}:
        return True
    count = page.doc[last - 1]
    noun = count.head
    if count.dep_ not in {"nummod", "det", "predet"} or noun.i < last or noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    word = noun.lemma_.lower()
    people = wordlists.roles().get(word) or wordlists.group_heads().get(noun.lower_)
    return people is None and not (wordlists.stand_ins().get(word) or {}).get("kinds")


def _whole_clause(clause: Token) -> bool:
    """ "a secret that Ruritania left": a clause with a subject of its own that lacks nothing."""
    if clause.dep_ not in {"relcl", "acl", "ccomp"} or clause.tag_ == "VBN":
        return False
    own = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
    that = any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)
    return that and bool(own) and own[0].lower_ not in {"that", "which", "who"}


def _ends_in_infinitive(verb: Token) -> bool:
    """ "it is in their power to end it", "it was for Ruritania to decide"."""
    phrase = [c for c in verb.children if c.dep_ == "prep"]
    after = [c for p in phrase for c in (*verb.children, *p.subtree) if c.i > p.i and c.tag_ == "VB"]
    return any(k.lower_ == "to" for c in after for k in c.children if k.dep_ == "aux")


def _somebodys_aim(verb: Token) -> bool:
    """ "it is our intention to talk", "it was Ruritania's hope to sign"."""
    return any(
        aim.dep_ == "attr"
        and any(c.dep_ == "poss" for c in aim.children)
        and any(c.tag_ == "VB" and any(k.lower_ == "to" for k in c.children) for c in aim.children)
        for aim in verb.children
    )


_CLAUSES = frozenset({"ccomp", "csubj", "advcl"})


def _clause_behind(it: Token) -> bool:
    """Whether "it" only holds the place of a clause behind: "it turned out that", "it took years to"."""
    verb = it.head
    if verb.lemma_ in wordlists.reference_words("turn-out") and any(
        c.dep_ in _CLAUSES and c.i > verb.i for c in verb.children
    ):
        return True
    if verb.lemma_ == "take" and _takes_to(verb):
        return True
    if verb.tag_ == "VBN" and it.dep_ == "nsubjpass" and verb.lemma_ in wordlists.reference_words("decided"):
        return any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" for c in verb.children)
    feels = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
    if any(_is(f, "feel") and any(c.dep_ in _CLAUSES for k in (f, verb) for c in k.children) for f in feels):
        return True
    if verb.lemma_ not in wordlists.reference_words("cost"):
        return False
    return any(
        t.tag_ == "VB"
        and any(c.dep_ == "mark" and c.lower_ == "for" for c in t.children)
        and any(c.dep_ == "nsubj" for c in t.children)
        for t in verb.subtree
        if t.i > verb.i
    )


def _is(word: Token, sort: str) -> bool:
    """Whether a word is one of a sort or its "-ing", which may be read as an adjective: "alarming"."""
    stem = word.lower_.removesuffix("ing")
    table = wordlists.reference_words(sort)
    return word.lemma_ in table or (stem != word.lower_ and (stem in table or f"{stem}e" in table))


def _takes_to(verb: Token) -> bool:
    """ "It took five hours to", "it does not take a cynic to": what is taken is the price of a deed."""
    prices = [c for c in verb.children if c.dep_ in {"dobj", "npadvmod", "attr"} and c.i > verb.i]
    deeds = [c for p in (verb, *prices) for c in p.children if c.tag_ == "VB" and c.i > verb.i]
    return (
        bool(prices)
        and bool(deeds)
        and not any(p.lemma_ in wordlists.reference_words("taken") for p in prices)
    )


def _adjective_behind(page: Page, i: int) -> bool:
    """Whether an adjective follows a token, over an adverb."""
    near = [t.pos_ for t in page.doc[i + 1 : i + 3]]
    return near[:1] == ["ADJ"] or near == ["ADV", "ADJ"]


def _expletive(page: Page, i: int) -> bool:
    """ "it is important to", "it seems that", "it rained"."""
    token = page.doc[i]
    if token.tag_ != "PRP":
        return True
    head = token.head
    if token.dep_ in {"expl"} or (token.dep_ == "dobj" and head.lemma_ == "lord"):
        return True
    if i and page.doc[i - 1].lemma_ in wordlists.reference_words("deem") and _adjective_behind(page, i):
        return True  # "makes it possible to", "made it quite clear that"
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    if _clause_behind(token):
        return True
    if head.tag_ == "VB" and head.lower_ == "be" and token.i > head.i:
        return True  # "be it in …"
    if any(_is(t, "weather") for t in (head, *(c for c in head.children if c.dep_ in {"acomp", "attr"}))):
        return True
    if head.lemma_ == "come" and token.i > 0 and page.doc[token.i - 1].lower_ == "when":
        return True  # "when it comes to"
    if head.lemma_ == "be" and any(c.dep_ == "attr" and c.lower_ == "time" for c in head.children):
        return True  # "it is time for peace"
    if head.lemma_ == "be" and (_ends_in_infinitive(head) or _somebodys_aim(head)):
        return True
    if head.lemma_ == "be" and any(
        _whole_clause(c) for a in head.children if a.dep_ == "attr" for c in a.children
    ):
        return True
    deps = {c.dep_ for c in head.children}
    if head.lemma_ in {"be", "seem", "appear", "remain", "become", "take"} and deps & {
        "ccomp",
        "advcl",
        "xcomp",
        "csubj",
    }:
        return bool(deps & {"acomp", "attr", "ccomp"}) and not deps & {"dobj"}
    return head.tag_ == "VBN" and token.dep_ == "nsubjpass" and "ccomp" in deps
