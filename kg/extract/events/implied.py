"""Parties that a sentence leaves out because the text has just named them.

"Diplomatic relations were established in 1903", in a text about two states, tells of those two; "an agreement
with Borduria is in place", in a speech of Ruritania, tells of Ruritania and Borduria. Only acts and ties that
take two are completed, and only when it is plain which two are meant.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.parties import Parties
from kg.knowledge import frames
from kg.model.cast import Cast
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.events.grammar import Slots
    from kg.knowledge.frames import Frame

#: A document is about two states when they have this share of its mentions of states …
_TOGETHER = 0.6
#: … and the second is mentioned this much more often than the third. Set on histories of relations.
_AHEAD = 2
#: Mentions of states below which a text says nothing about what it is about.
_ENOUGH = 6
#: Sentences over which "the strike" still means the one told before.
_CLOSE = 4
_PARTS = frozenset({"nsubj", "nsubjpass"})
#: Prepositions that would name a party, were it known.
_PARTY_SLOTS = ("of", "between", "with", "by", "among", "from", "to", "poss", "and")


class Implied:
    """Completes acts of two parties from what one document has told before."""

    def __init__(self, annotated: Annotated, cast: Cast, parties: Parties) -> None:
        self._annotated = annotated
        self._cast = cast
        self._parties = parties
        self._struck: tuple[int, tuple[Role, ...]] | None = None

    def note(self, token: Token, frame: Frame, subjects: tuple[Role, ...]) -> None:
        """Remember who used force last, to tell whose strikes the next sentences mean."""
        if frame.relation is Relation.ATTACKS and subjects:
            self._struck = (self._annotated.sentence_of[token.i], subjects)

    def striker(self, token: Token) -> tuple[Role, ...]:
        """Who used force in this or one of the sentences just before; () if nobody is known to."""
        if self._struck is None or self._annotated.sentence_of[token.i] - self._struck[0] > _CLOSE:
            return ()
        return self._struck[1]

    def pair(self, noun: Token, slots: Slots) -> tuple[Role, ...]:
        """The two states whose relations, talks or treaty a noun without any party means; () if unclear."""
        speech = self._cast.figures.get(self._cast.author or "")
        if speech is not None and speech.kind is Kind.STATE:
            return ()  # a speech ranges over many states
        if noun.dep_ not in _PARTS or not _tells(noun) or self._owned(slots):
            return ()
        return self._nearby(noun) or self._main

    def other(self, subjects: tuple[Role, ...]) -> tuple[Role, ...]:
        """In a text about two states, the one that is not the subjects' own; () if unclear."""
        sides = {self._cast.figures[r.key].state or r.key for r in subjects if r.key in self._cast.figures}
        main = [role for role in self._main if role.key not in sides]
        return tuple(main) if len(main) == 1 and len(self._main) == 2 else ()

    def partner(self, frame: Frame, noun: Token, named: tuple[Role, ...]) -> tuple[Role, ...]:
        """Who speaks, where a speech names only the other side of a tie; () if nobody does."""
        author = self._cast.figures.get(self._cast.author or "")
        if author is None or author.kind is not Kind.STATE or not SIGNATURES[frame.relation].symmetric:
            return ()
        plain = len(named) == 1 and named[0].key != author.key and self._parties.kind(named[0]) is Kind.STATE
        owners = any(c.dep_ == "poss" or c.tag_ == "PRP$" for c in noun.children)
        return (Role(author.key),) if plain and not owners and noun.dep_ in _PARTS else ()

    def _owned(self, slots: Slots) -> bool:
        """Whether the phrase says whose it is, known or not: "their talks", "a treaty between neighbours"."""
        for name in _PARTY_SLOTS:
            for token in slots.get(name, ()):
                owner = name != "poss" or token.dep_ == "poss" or self._parties.named(token, modifier=True)
                if owner and not _when(token):
                    return True
        return bool(slots.get("support"))

    def _nearby(self, noun: Token) -> tuple[Role, ...]:
        """The two states of the same sentence, else of the nearest earlier one of the paragraph."""
        place = self._annotated.sentence_of[noun.i]
        paragraph = self._annotated.sentences[place].paragraph
        while place >= 0 and self._annotated.sentences[place].paragraph == paragraph:
            sentence = self._annotated.sentences[place]
            states = self._states(sentence.first, sentence.last)
            if len(states) > 1:
                return tuple(Role(key) for key in states) if len(states) == 2 else ()
            place -= 1
        return ()

    def _states(self, first: int, last: int) -> list[str]:
        keys = [key for m in self._cast.within(first, last) for key in m.refs if self._is_state(key)]
        return list(dict.fromkeys(keys))

    def _is_state(self, key: str) -> bool:
        return key in self._cast.figures and self._cast.figures[key].kind is Kind.STATE

    @cached_property
    def _main(self) -> tuple[Role, ...]:
        """The two states that the whole document is about."""
        counts = Counter(key for m in self._cast.mentions for key in m.refs if self._is_state(key))
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        total = sum(counts.values())
        if len(ranked) < 2 or total < _ENOUGH:
            return ()
        third = ranked[2][1] if len(ranked) > 2 else 0
        if ranked[0][1] + ranked[1][1] < _TOGETHER * total or ranked[1][1] < _AHEAD * third:
            return ()
        return tuple(Role(key) for key, _ in ranked[:2])


def _when(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL"} or token.like_num


def _tells(noun: Token) -> bool:
    """Whether the verb over the noun says that it came about, went on or ended."""
    verbs = frames.load()
    verb = noun.head
    if verb.pos_ not in {"VERB", "AUX"} or noun.dep_ == "ROOT":
        return False
    known = verb.lemma_ in verbs.list("support") or verb.lemma_ in verbs.list("occur")
    return known and verb.lemma_ not in {"be", "have"}
