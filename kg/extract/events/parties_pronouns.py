"""Pronouns of people without a name: "the rebels said they would …", "Gunmen stormed it. They took …".

Who is who resolves pronouns before anybody without a name has a figure, so it leaves these open. Here an
open "they", "he" or "she" in what somebody says means who says it; an open "they" that goes on from a clause
means the unnamed people who were its subject.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.events.grammar import SUBJECTS
from kg.extract.events.parties import Parties
from kg.knowledge import frames
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import ACTORS, Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = frozenset({"they", "their", "them"})
_SINGULAR = frozenset({"he", "she", "his", "her", "him"})
#: Steps up the parse to the verb whose object a word's clause is.
_DEPTH = 6


def with_pronouns(annotated: Annotated, cast: Cast) -> Cast:
    """The cast with the open pronouns that mean somebody unnamed; linear in its mentions."""
    finder = _Finder(annotated, cast)
    found = [finder.resolved(mention) for mention in cast.mentions]
    if found == list(cast.mentions):
        return cast
    return Cast.of(found, cast.figures, cast.author)


class _Finder:
    def __init__(self, annotated: Annotated, cast: Cast) -> None:
        self._annotated = annotated
        self._cast = cast
        self._parties = Parties(cast)

    def resolved(self, mention: Mention) -> Mention:
        """The mention with whom it means; as it is where it is no open pronoun or nobody fits."""
        if mention.refs or mention.resolution is not Resolution.PRONOUN:
            return mention
        token = self._annotated.parse[mention.head]
        if token.lower_ not in _PLURAL | _SINGULAR:
            return mention
        subject = self._teller(token) or (self._before(token) if token.lower_ == "they" else None)
        refs = self._meant(subject, plural=token.lower_ in _PLURAL) if subject is not None else ()
        return replace(mention, refs=refs) if refs else mention

    def _teller(self, token: Token) -> Token | None:
        """The subject of the verb whose object is the clause in which a word stands: who says so."""
        for _ in range(_DEPTH):
            verb = token.head
            if verb.i == token.i:
                return None
            if token.dep_ == "ccomp" and verb.pos_ == "VERB":
                return next((c for c in verb.children if c.dep_ in SUBJECTS and c.i != token.i), None)
            token = verb
        return None

    def _before(self, token: Token) -> Token | None:
        """The subject of the clause before: that of the sentence before where "they" opens the sentence."""
        verb = token.head
        if token.dep_ != "nsubj" or verb.dep_ not in {"ROOT", "conj"}:
            return None  # whoever suffers something next is as likely the object of the clause before
        if verb.dep_ == "conj":
            return _plain_subject(verb.head)
        start = token.sent.start
        if start == 0:
            return None
        here, last = self._annotated.sentence(token.i), token.doc[start - 1].sent
        if self._annotated.sentence(last.start).paragraph != here.paragraph:
            return None
        return _plain_subject(last.root)

    def _meant(self, subject: Token, *, plural: bool) -> tuple[str, ...]:
        """The unnamed people whom a subject stands for, if they agree in number with the pronoun."""
        several = subject.tag_ in {"NNS", "NNPS"} or bool(subject.conjuncts)
        collective = subject.lemma_.lower() in frames.load().list("collective")
        if (plural and not (several or collective)) or (not plural and several):
            return ()
        roles = self._parties.actors([subject])
        # "Ruritanian Navy officers said they …": the navy, for which they act.
        fit = ACTORS - {Kind.PERSON} if plural else {Kind.GROUP}
        return tuple(r.key for r in roles) if all(self._parties.kind(r) in fit for r in roles) else ()


def _plain_subject(verb: Token) -> Token | None:
    """The subject of a clause in which no other several are told of."""
    if any(c.dep_ == "dobj" and c.tag_ == "NNS" for c in verb.children):
        return None
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)
