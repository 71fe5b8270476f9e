"""Which actors a phrase stands for, through the document's cast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.grammar import antecedent
from kg.knowledge import frames
from kg.knowledge.wordlists import first_person
from kg.model.cast import Cast
from kg.model.vocabulary import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Kinds whose names tell whom they concern.
_TELLING = frozenset({Kind.GOVERNMENT_BODY, Kind.AGREEMENT, Kind.EVENT, Kind.GROUP})
#: Named things that belong to somebody whom the words before them name.
_POSSESSED = frozenset({Kind.WEAPON, Kind.PROJECT})
_MODIFIERS = ("poss", "amod", "compound", "nmod", "nummod")
#: "which belongs to": prepositions inside a phrase whose objects the phrase is about.
_INSIDE = frozenset(
    {"of", "in", "by", "between", "with", "against", "from", "to", "on", "for", "at", "among"}
)
#: Of these, those that say where or what for rather than whose or against whom.
_LOOSE = frozenset({"in", "at", "for", "to"})
#: Stretches of talk that may begin before a word and still hold it.
_NESTED = 20
_HALVES = frozenset({"amod", "compound", "nmod", "npadvmod", "nsubj", "dep"})
_HYPHENS = frozenset({"-", "\u2013", "\u2014", "/", "\u2010", "\u2011"})
_OWNED = frozenset({"of", "from", "by"})
#: Groups of two nations share their noun: "Ruritanian and Bordurian troops".
_SHARED = frozenset({Kind.GROUP, Kind.ARMED_FORCE, Kind.GOVERNMENT_BODY})
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
        self._people = frames.load().list("people")

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
            speaker = self._speaker(token) if first_person(token.text) else None
            return (Role(speaker, mention),) if speaker else ()
        if mention.modifier and not modifier:
            return ()
        if token.i + 1 == mention.last and token.i == mention.first and "-" in token.text:
            # "U.S.-Bordurian" is one token with two names.
            halves = [m for m in self._cast.within(token.i, token.i + 1) if m.refs]
            return unique(Role(key, m) for m in halves for key in m.refs if key in self._cast.figures)
        return tuple(Role(key, mention) for key in mention.refs if key in self._cast.figures)

    def unnamed(self, role: Role) -> bool:
        """Whether nobody knows more of the figure than what it is called: "two men", "soldiers"."""
        figure = self._cast.figures[role.key]
        return figure.kind is Kind.GROUP and figure.state is None and figure.gazetteer is None

    def worth(self, parties: Sequence[Role], *, agentless: bool) -> bool:
        """An act of unnamed people alone is told only when somebody is at its other end too."""
        return (len(parties) > 1 and not agentless) or not all(self.unnamed(r) for r in parties)

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
            elif child.dep_ == "prep" and child.lower_ in {"with", "including", "like", "as"}:
                if child.lower_ == "including" or self._joined(token, child):
                    found += [t for c in child.children if c.dep_ == "pobj" for t in self.whole(c)]
            elif child.dep_ in {"advmod", "cc"} and child.lower_ in _WITH:
                for prep in child.children:
                    if prep.dep_ == "prep" and prep.lower_ == "with":
                        found += [t for c in prep.children if c.dep_ == "pobj" for t in self.whole(c)]
        return found

    def _joined(self, token: Token, prep: Token) -> bool:
        """ "X together with Y", "allies such as Y", "friends like Y": whether Y is one of them."""
        before = prep.nbor(-1).lower_ if prep.i else ""
        if prep.lower_ == "as":
            return before == "such"
        return before in _WITH or (prep.lower_ == "like" and token.tag_ == "NNS" and prep.i == token.i + 1)

    def actors(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Who acts: the phrase's own actors, else those it belongs to ("Ruritania's navy", "talks of …")."""
        return self._collect(tokens, depth=1, inside=frozenset({"of", "from", "by"}))

    def about(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """What is acted on: as `actors`, but also deeper inside the phrase ("the attack on X in Y")."""
        return self._collect(tokens, depth=3, inside=_INSIDE)

    def aims(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Whom something is to reach: "efforts to stabilise Ruritania", "steps aimed at peace in Klow"."""
        heads: list[Token] = []
        for clause in (c for t in tokens for part in self.whole(t) for c in part.children if c.dep_ == "acl"):
            if clause.tag_ == "VB" and any(c.tag_ == "TO" for c in clause.children):
                heads += [c for c in clause.children if c.dep_ == "dobj"]
            elif clause.lemma_ in frames.load().list("aimed_at"):
                at = [
                    c for c in clause.children if c.dep_ == "prep" and c.lower_ in {"at", "towards", "toward"}
                ]
                heads += [c for prep in at for c in prep.children if c.dep_ == "pobj"]
                verbs = [c for prep in at for c in prep.children if c.dep_ == "pcomp"]
                heads += [c for verb in verbs for c in verb.children if c.dep_ == "dobj"]
        return self._collect(heads, depth=2, inside=_INSIDE)

    def doers(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Who is said to have done the act that a noun names: "the inclusion of X by Y"; () if nobody is."""
        agents = [by for t in tokens for by in _agents_in(t, 2)]
        return self.actors([c for agent in agents for c in agent.children if c.dep_ == "pobj"])

    def makers(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Who is said to have made the things: "missiles fired by X", "a law passed by X"."""
        return unique(r for t in tokens for part in self.whole(t) for r in self._made(part))

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

    def behind(self, tokens: Sequence[Token]) -> tuple[Role, ...]:
        """Whose the named things are: "a Ruritanian F-16", "Borduria's Kestrel missile"."""
        parts = [part for token in tokens for part in self.whole(token) if self.named(part)]
        # "the Ruritanian air defence system Kestrel": the adjective hangs on the nouns before the name.
        before = [c for part in parts for c in part.subtree if c.dep_ == "compound" and c.i < part.i]
        heads = [*parts, *(c for c in before if c.i < c.head.i)]
        return unique(r for head in heads for r in self._modifying(head, 1, _OWNED)[1])

    def _collect(self, tokens: Sequence[Token], depth: int, inside: frozenset[str]) -> tuple[Role, ...]:
        found: list[Role] = []
        for token in tokens:
            for part in self.whole(token):
                if part.i == token.i or not self._stray(part, token):
                    found += self._phrase(part, depth, inside)
        return unique(found)

    def _stray(self, part: Token, first: Token) -> bool:
        """ "an attack on Ruritania, the flood in Klow, …": a thing is not joined to a party that is named."""
        if part.pos_ != "NOUN" or first.pos_ != "PROPN" or not self.named(first) or self.named(part):
            return False
        return part.lemma_.lower() not in self._people and part.lemma_.lower() not in self._collective

    def _phrase(self, token: Token, depth: int, inside: frozenset[str]) -> list[Role]:
        # A modifier stands here only where it is the subject itself: "Ruritanian efforts to help".
        if own := self.named(token, modifier=token.dep_ in _MODIFIERS):
            own = (*self._beside(token, own[0]), *own)
            if len(inside) <= len(_OWNED):
                return list(own)
            # What is done to "the Ruritanian Kestrel missile" is done to Ruritania.
            thing = all(self.kind(role) in _POSSESSED for role in own)
            return list(unique([*own, *self._inside_name(token), *(self.behind([token]) if thing else ())]))
        for child in token.children:
            if child.dep_ == "appos" and self.named(child):
                return [role for part in self.whole(child) for role in self.named(part)]
        if depth <= 0:
            return []
        owners, found = self._modifying(token, depth, inside)
        if owners:
            return owners  # "Korvel's pro-Bordurian stand on Syldavia" is Korvel's
        if not found and token.lemma_.lower() in self._collective:
            found += self._led(token)
        if not found and len(inside) > 3 and depth > 1:
            found += self._made(token)
        # "a group of ministers from Ruritania": a collective noun is who it consists of.
        acts = len(inside) > 3 or token.lemma_.lower() not in self._inert
        if acts and (not found or len(inside) > 3 or token.lemma_.lower() in self._collective):
            by = _agents_in(token, 0) if len(inside) == len(_OWNED) else []
            if doers := [r for prep in by for r in self._behind(prep, token, depth, inside)]:
                return doers  # "the occupation of Ruritania by Borduria": Borduria does it
            for loose in (False, True):
                if found and (loose or token.lemma_.lower() not in self._collective):
                    break
                links = [c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ in inside]
                for child in links:
                    if (child.lower_ in _LOOSE) is loose:
                        found += self._behind(child, token, depth, inside)
        return found

    def _behind(self, prep: Token, token: Token, depth: int, inside: frozenset[str]) -> list[Role]:
        """Who stands behind a preposition inside a phrase."""
        found: list[Role] = []
        # "hundreds of Ruritanian bombers" are bombers.
        less = depth if token.lemma_.lower() in self._collective else depth - 1
        for child in prep.children:
            if child.dep_ == "pobj":
                for part in self.whole(child):
                    if part.i == child.i or not self._stray(part, child):
                        found += self._phrase(part, less, inside)
            elif child.dep_ == "pcomp" and len(inside) > 3:
                found += self._collect([c for c in child.children if c.dep_ == "dobj"], depth - 1, inside)
        return found

    def _beside(self, token: Token, own: Role) -> list[Role]:
        """ "Ruritanian and Bordurian planes": the adjectives that stand before the group's own."""
        mention, doc = own.mention, token.doc
        if mention is None or mention.kind not in _SHARED or mention.head != token.i:
            return []
        i, found = mention.first - 1, list[Role]()
        if i < 1 or doc[i].lower_ != "and":
            return []
        while i > 0 and doc[i].lower_ in {"and", ","}:
            nation = self.named(doc[i - 1], modifier=True)
            adjective = nation[0].mention if len(nation) == 1 else None
            if adjective is None or not adjective.modifier or self.kind(nation[0]) is not Kind.STATE:
                break
            found = [*nation, *found]
            i = adjective.first - 1
        return found

    def _modifying(self, token: Token, depth: int, inside: frozenset[str]) -> tuple[list[Role], list[Role]]:
        """Who owns the thing ("Ruritania's"), and everybody who is named before it ("Ruritanian")."""
        owners: list[Role] = []
        found: list[Role] = []
        for child in token.children:
            if child.dep_ in _MODIFIERS:
                for part in self.whole(antecedent(child) if child.dep_ == "poss" else child):
                    roles = [r for t in (*hyphened(part), part) for r in self.named(t, modifier=True)]
                    roles = roles or (self._phrase(part, depth - 1, inside) if child.dep_ == "poss" else [])
                    owners += roles if child.dep_ == "poss" else []
                    found += roles
        spans = [r.mention for r in found if r.mention]
        # "a United States military raid" is one party's.
        inner = {m for m in spans for o in spans if o is not m and o.first <= m.first and m.last <= o.last}
        return owners, [r for r in found if r.mention not in inner]

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
        plain = mention.found_by in {"source", "unnamed"}
        if plain or (
            mention.kind is not Kind.AGREEMENT and any(self._cast.figures[k].state for k in mention.refs)
        ):
            return []  # "Ruritanian rebels" keep their state: it is no second party
        nested = self._cast.within(mention.first, mention.last)
        return [
            Role(key, m) for m in nested if m is not mention for key in m.refs if key in self._cast.figures
        ]


def _agents_in(noun: Token, depth: int) -> list[Token]:
    """The "by" of the act that a noun names, however far the parser hung it inside the phrase."""
    links = [c for c in noun.children if c.dep_ in {"prep", "agent"}]
    if found := [c for c in links if c.lower_ == "by"]:
        return found
    inner = [t for c in links if c.lower_ in {"of", "as", "in"} for t in c.children if t.dep_ == "pobj"]
    return [by for t in inner for by in _agents_in(t, depth - 1)] if depth else []


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
