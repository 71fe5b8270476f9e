"""Which actors a phrase stands for, through the document's cast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.knowledge import frames
from kg.model.cast import Cast
from kg.model.vocabulary import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds whose names tell whom they concern.
_TELLING = frozenset({Kind.GOVERNMENT_BODY, Kind.AGREEMENT, Kind.EVENT, Kind.GROUP})
_MODIFIERS = ("poss", "amod", "compound", "nmod", "nummod")
_FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "ours", "ourselves"})
#: "which belongs to": prepositions inside a phrase whose objects the phrase is about.
_INSIDE = frozenset(
    {"of", "in", "by", "between", "with", "against", "from", "to", "on", "for", "at", "among"}
)
#: Stretches of talk that may begin before a word and still hold it.
_NESTED = 20
_HALVES = frozenset({"amod", "compound", "nmod", "npadvmod", "nsubj", "dep"})
_HYPHENS = frozenset({"-", "\u2013", "\u2014", "/", "\u2010", "\u2011"})
_OWNED = frozenset({"of", "from", "by"})
#: Verbs that say who is at the head of a group, or in it.
_LED = frozenset({"lead", "head", "compose", "comprise", "consist", "form", "include", "make"})
_WITH = frozenset({"together", "along", "alongside", "jointly"})


#: Stretches of talk: characters start … end and the key of the figure who speaks there.
Voices = Sequence[tuple[int, int, str]]


class Parties:
    """Reads phrases of one document; "I" and "we" inside a stretch of `voices` stand for who speaks there."""

    def __init__(self, cast: Cast, voices: Voices = ()) -> None:
        self._cast = cast
        self._voices = sorted(voices)
        self._starts = [voice[0] for voice in self._voices]
        self._collective = frames.load().list("collective")
        self._inert = frames.load().list("inert")

    def kinds(self, roles: Iterable[Role]) -> frozenset[Kind]:
        """The kinds of the figures in some roles."""
        return frozenset(self.kind(role) for role in roles)

    def kind(self, role: Role) -> Kind:
        """The kind of the figure in a role."""
        return self._cast.figures[role.key].kind

    def named(self, token: Token, *, modifier: bool = False) -> tuple[Role, ...]:
        """The entities that the word itself names; as a mere modifier ("Chinese") only when allowed."""
        mention = self._cast.covering(token.i)
        if mention is None or not mention.refs:
            speaker = self._speaker(token) if token.lower_ in _FIRST_PERSON else None
            return (Role(speaker, mention),) if speaker else ()
        if mention.modifier and not modifier:
            return ()
        if token.i + 1 == mention.last and token.i == mention.first and "-" in token.text:
            # "U.S.-Bordurian" is one token with two names.
            halves = [m for m in self._cast.within(token.i, token.i + 1) if m.refs]
            return unique(Role(key, m) for m in halves for key in m.refs if key in self._cast.figures)
        return tuple(Role(key, mention) for key in mention.refs if key in self._cast.figures)

    def _speaker(self, token: Token) -> str | None:
        last = bisect_right(self._starts, token.idx)
        around = [
            (end - start, key)
            for start, end, key in self._voices[max(0, last - _NESTED) : last]
            if token.idx < end and key in self._cast.figures
        ]
        return min(around)[1] if around else self._cast.author

    def speaks(self, role: Role, token: Token) -> bool:
        """Whether the role's figure is the one whose voice this word stands in."""
        return self._speaker(token) == role.key

    def whole(self, token: Token) -> list[Token]:
        """The word and what is joined to it by "and", "together with", "as well as", "including"."""
        found = [token]
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"}:
                found += self.whole(child)
            elif child.dep_ == "prep" and child.lower_ in {"with", "including", "like"}:
                joined = child.lower_ == "including" or (child.i > 0 and child.nbor(-1).lower_ in _WITH)
                if joined:
                    found += [t for c in child.children if c.dep_ == "pobj" for t in self.whole(c)]
            elif child.dep_ in {"advmod", "cc"} and child.lower_ in _WITH:
                for prep in child.children:
                    if prep.dep_ == "prep" and prep.lower_ == "with":
                        found += [t for c in prep.children if c.dep_ == "pobj" for t in self.whole(c)]
        return found

    def actors(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Who acts: the phrase's own actors, else those it belongs to ("Ruritania's navy", "talks of …")."""
        return self._collect(tokens, depth=1, inside=frozenset({"of", "from", "by"}))

    def about(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """What is acted on: as `actors`, but also deeper inside the phrase ("the attack on X in Y")."""
        return self._collect(tokens, depth=3, inside=_INSIDE)

    def doers(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Who is said to have done the act that a noun names: "the inclusion of X by Y"; () if nobody is."""
        agents = [c for t in tokens for c in t.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by"]
        return self.actors([c for agent in agents for c in agent.children if c.dep_ == "pobj"])

    def exact(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Only what the heads of the phrase name."""
        return self._collect(tokens, depth=0, inside=frozenset())

    def owners(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Possessors and adjectives ("Ruritania's", "Ruritanian") that a noun carries."""
        found: list[Role] = []
        for token in tokens:
            if token.dep_ == "poss":
                found += self.actors([token])
            elif token.dep_ in {"amod", "compound", "nmod", "nummod"}:
                for part in self.whole(token):
                    found += [r for t in (*hyphened(part), part) for r in self.named(t, modifier=True)]
            else:
                found += self.actors([token])
        return unique(found)

    def _collect(self, tokens: Sequence[Token], depth: int, inside: frozenset[str]) -> tuple[Role, ...]:
        found: list[Role] = []
        for token in tokens:
            for part in self.whole(token):
                found += self._phrase(part, depth, inside)
        return unique(found)

    def _phrase(self, token: Token, depth: int, inside: frozenset[str]) -> list[Role]:
        if own := self.named(token):
            return [*own, *self._inside_name(token)] if len(inside) > 3 else list(own)
        for child in token.children:
            if child.dep_ == "appos" and self.named(child):
                return [role for part in self.whole(child) for role in self.named(part)]
        if depth <= 0:
            return []
        found: list[Role] = []
        for child in token.children:
            if child.dep_ in _MODIFIERS:
                for part in self.whole(child):
                    roles = [r for t in (*hyphened(part), part) for r in self.named(t, modifier=True)]
                    found += roles or (self._phrase(part, depth - 1, inside) if child.dep_ == "poss" else [])
        if not found and token.lemma_.lower() in self._collective:
            found += self._led(token)
        if not found and len(inside) > 3 and depth > 1:
            found += self._made(token)
        # "a group of ministers from Ruritania": a collective noun is who it consists of.
        acts = len(inside) > 3 or token.lemma_.lower() not in self._inert
        if acts and (not found or len(inside) > 3 or token.lemma_.lower() in self._collective):
            for child in token.children:
                if child.dep_ in {"prep", "agent"} and child.lower_ in inside:
                    for grandchild in child.children:
                        if grandchild.dep_ == "pobj":
                            # "hundreds of Ruritanian bombers" are bombers.
                            less = depth if token.lemma_.lower() in self._collective else depth - 1
                            for part in self.whole(grandchild):
                                found += self._phrase(part, less, inside)
                        elif grandchild.dep_ == "pcomp" and len(inside) > 3:
                            for deeper in grandchild.children:
                                if deeper.dep_ == "dobj":
                                    found += self._collect([deeper], depth - 1, inside)
        return found

    def _made(self, token: Token) -> list[Role]:
        """ "the agreement reached by X", "the accord signed between X and Y": whose it is."""
        preps = [c for clause in token.children if clause.dep_ == "acl" for c in clause.children]
        heads = [
            h
            for c in preps
            if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "between"}
            for h in c.children
            if h.dep_ == "pobj"
        ]
        return [r for h in heads for part in self.whole(h) for r in self._phrase(part, 1, _OWNED)]

    def _led(self, token: Token) -> list[Role]:
        """ "a delegation led by X", "a coalition comprising X and Y": who stands for the unnamed."""
        found: list[Role] = []
        for clause in token.children:
            if clause.dep_ == "acl" and clause.lemma_ in _LED:
                for child in clause.children:
                    if child.dep_ in {"agent", "prep"}:
                        heads = [c for c in child.children if c.dep_ == "pobj"]
                        found += [
                            r
                            for h in heads
                            for part in self.whole(h)
                            for r in self._phrase(part, 0, frozenset())
                        ]
                    elif child.dep_ == "dobj":
                        found += [r for part in self.whole(child) for r in self._phrase(part, 0, frozenset())]
        return found

    def _inside_name(self, token: Token) -> list[Role]:
        """Names inside the name of a body or a text: "Embassy in Klow", "treaty with Ruritania"."""
        mention = self._cast.covering(token.i)
        if mention is None or mention.kind not in _TELLING:
            return []
        nested = self._cast.within(mention.first, mention.last)
        return [
            Role(key, m) for m in nested if m is not mention for key in m.refs if key in self._cast.figures
        ]


def hyphened(token: Token) -> list[Token]:
    """The first halves of "Ruritanian-Bordurian", "Ruritania-Borduria-Syldavia"."""
    joined = [c for c in token.children if c.i < token.i and c.dep_ in _HALVES and c.text[:1].isupper()]
    return [c for c in joined if c.nbor(1).text in _HYPHENS]


def unique(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Each entity once, in the order of first mention."""
    kept: dict[str, Role] = {}
    for role in roles:
        kept.setdefault(role.key, role)
    return tuple(kept.values())


def without(roles: Iterable[Role], others: Iterable[Role]) -> tuple[Role, ...]:
    """The roles whose entity is not among the others."""
    keys = {role.key for role in others}
    return tuple(role for role in roles if role.key not in keys)
