"""Parties without a name: "soldiers", "a court in Ritz", "two men", "thousands in Klow".

Who is who gives figures to names and posts, and attribution to unnamed speakers. Here each noun for people or
a body that stands where a frame looks for a party becomes an actor too (kind Group), with its state where the
words give one: "a court in Ruritania" belongs to Ruritania.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.events.finding import candidates
from kg.extract.events.matching import admits, figurative
from kg.extract.events.parties import Parties
from kg.extract.events.parties_pronouns import with_pronouns
from kg.knowledge import frames
from kg.knowledge.names import slug
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset({"amod", "compound", "nmod"})
_VAGUE_TAGS = frozenset({"DT", "CD", "PDT", "PRP$", "POS", "JJR", "JJS"})
#: Prepositions that say where unnamed people are, or whose they are.
_WHERE = frozenset({"in", "from", "of", "at", "across", "throughout", "near", "outside", "inside"})
_SITES = frozenset({Kind.STATE, Kind.REGION, Kind.PLACE})
_NEW = frozenset({"a", "an", "another", "other", "some", "more"})
#: Words for what the text has told of before.
_BEFORE = frozenset({"both", "these", "those", "such", "said"})
#: "Thousands in Klow": numbers that stand for people when nothing else follows them.
_CROWDS = frozenset({"dozens", "hundreds", "thousands", "millions", "scores", "many"})
#: Slots that hold no phrase of their own.
_CLAUSES = frozenset({"xcomp", "ccomp", "acomp", "oprd", "clause", "head", "poss", "is"})
#: Sentences after which a bare noun ("the men") no longer means the people told of before.
_BACK = 6


def with_groups(annotated: Annotated, cast: Cast) -> Cast:
    """The cast with a figure for each unnamed party of an act that a frame knows; linear in the text."""
    finder = _Groups(annotated, cast)
    for token in annotated.parse:
        for head in finder.parties_of(token):
            finder.add(head)
    return with_pronouns(annotated, finder.cast())


class _Groups:
    """Figures and mentions that are added to the cast of one document."""

    def __init__(self, annotated: Annotated, cast: Cast) -> None:
        self._annotated = annotated
        self._old = cast
        self._parties = Parties(cast)
        self._people = frames.load().list("people")
        self._collective = frames.load().list("collective")
        self._several = frames.load().list("countries")
        self._officials = frames.load().list("authorities")
        self._heads: set[int] = set()
        self._figures: dict[str, Figure] = {}
        self._mentions: dict[int, Mention] = {}

    def parties_of(self, token: Token) -> Iterator[Token]:
        """Nouns without a name that stand where a frame of this word looks for its parties."""
        for frame, slots in candidates(token, self._old):
            if not admits(frame, token, slots, self._old) or figurative(frame, token, slots):
                continue
            for name in dict.fromkeys((*frame.subject, *frame.object)):
                if name in _CLAUSES or name.endswith("+"):
                    continue
                for phrase in slots.get(name, ()):
                    for part in self._parties.whole(phrase):
                        yield from (p for p in (part, *self._counted(part)) if self._fits(p))

    def _counted(self, number: Token) -> Iterator[Token]:
        """Whom a number or a collective noun counts: "hundreds of prisoners", "most of the rebels"."""
        if number.lower_ in _CROWDS or number.lemma_.lower() in self._collective:
            for prep in number.children:
                if prep.dep_ == "prep" and prep.lower_ == "of":
                    for child in prep.children:
                        if child.dep_ == "pobj":
                            yield from self._parties.whole(child)

    def _fits(self, head: Token) -> bool:
        """Whether a noun stands for people or a body that nobody names or owns."""
        if head.i in self._heads:
            return False
        crowd = head.lower_ in _CROWDS and not any(c.lower_ == "of" for c in head.children)
        if head.tag_ not in {"NN", "NNS"} and not crowd:
            return False
        known_word = crowd or head.lemma_.lower() in self._people or self._countries(head)
        if head.lower_ == "force" or not known_word:
            return False
        known = self._old.covering(head.i)
        if known is not None and (known.refs or known.head != head.i):
            return False
        if any(self._people >= {p.lemma_.lower()} or self._parties.exact([p]) for p in self._counted(head)):
            return False
        if any(c.dep_ == "appos" and self._parties.named(c) for c in head.children) or self._called(head):
            return False
        return not self._owned(head, titled=known is not None)

    def _countries(self, head: Token) -> bool:
        """ "Developing countries", "the powers of the region"; not "both countries", told of before."""
        if head.tag_ != "NNS" or head.lemma_.lower() not in self._several:
            return False
        described = any(c.dep_ in {"amod", "prep", "relcl"} for c in head.children)
        return not any(
            c.tag_ in {"PRP$", "CD"}
            or c.dep_ == "poss"
            or c.lower_ in _BEFORE
            or (c.lower_ == "the" and not described)
            for c in head.children
        )

    def _owned(self, head: Token, *, titled: bool) -> bool:
        """Whether somebody known acts through them: "Ruritania's troops"; not "a Ruritanian fisherman"."""
        if not (roles := self._parties.actors([head])):
            return False
        if titled or any(self._parties.kind(role) not in _SITES for role in roles):
            return True
        before = [r for c in head.children if c.dep_ in _MODIFIERS for r in self._parties.owners([c])]
        return not {r.key for r in roles} <= {r.key for r in before}

    def _called(self, head: Token) -> bool:
        """ "the rebel group Zenda Front": the name follows at once."""
        after = self._old.covering(head.i + 1)
        return after is not None and bool(after.refs) and after.first == head.i + 1 and not after.modifier

    def add(self, head: Token) -> None:
        """Give these people a figure, or that of the same people before."""
        self._heads.add(head.i)

    def cast(self) -> Cast:
        """The old cast, with what was added in place of mentions that stood for nobody."""
        if not self._heads:
            return self._old
        before: dict[str, tuple[int, str]] = {}
        known = {m.head: m for m in self._old.mentions if m.refs and m.kind is Kind.GROUP}
        for index in sorted({*self._heads, *known}):
            head = self._annotated.parse[index]
            if index in self._heads:
                self._group(head, before)
            key = known[index].refs[0] if index in known else self._mentions[index].refs[0]
            before[head.lemma_.lower()] = (self._annotated.sentence_of[index], key)
        kept = [m for m in self._old.mentions if m.refs or m.head not in self._mentions]
        figures = {**self._old.figures, **self._figures}
        return Cast.of([*kept, *self._mentions.values()], figures, self._old.author)

    def _group(self, head: Token, before: dict[str, tuple[int, str]]) -> None:
        first = self._first(head)
        last, state, place = self._site(head)
        earlier = before.get(head.lemma_.lower())
        here = self._annotated.sentence_of[head.i]
        told = earlier is not None and here - earlier[0] <= _BACK
        fresh = any(c.lower_ in _NEW for c in head.children) or first < head.i or place is not None
        if told and earlier is not None and not fresh:
            key = earlier[1]
        else:
            doc = self._annotated.parse
            name = " ".join(doc[first:last].text.split())
            if doc[first].is_sent_start and self._old.covering(first) is None:
                name = name[0].lower() + name[1:]
            known = state or self._state(first, head.i) or self._around(head)
            key = self._figure(name, known, plural=head.tag_ != "NN")
        end = head.i + 1 if place is None else last
        start_char = self._annotated.parse[first].idx
        end_char = self._annotated.parse[end - 1].idx + len(self._annotated.parse[end - 1])
        text = self._annotated.text[start_char:end_char]
        self._mentions[head.i] = Mention(
            first,
            end,
            start_char,
            end_char,
            text,
            Kind.GROUP,
            head.i,
            "unnamed",
            Resolution.NAME,
            refs=(key,),
        )

    def _first(self, head: Token) -> int:
        """Where the words begin that tell these people from others: without articles, numbers, "many"."""
        vague, first = frames.load().list("vague"), head.i
        while first > head.left_edge.i:
            word = head.nbor(first - 1 - head.i)
            if word.dep_ == "conj" and (own := self._old.covering(word.i)) is not None and own.modifier:
                return own.first  # "Ruritanian and Bordurian soldiers": the nearer nation's
            inside = word.dep_ in _MODIFIERS or word.text == "-" or word.head.i != head.i
            if not inside or word.tag_ in _VAGUE_TAGS or word.lower_ in vague or word.text in ",\"“'":
                break
            if not first <= word.head.i <= head.i:
                break
            first = word.i
        doc = head.doc
        while first < head.i and "-" in doc[max(0, first - 1) : first + 1].text:
            first += 1  # "25-year-old man"
        return first

    def _around(self, head: Token) -> str | None:
        """ "Police arrested two men in Ruritania": the state where those in office act."""
        verb = head.head
        if head.lemma_.lower() not in self._officials or verb.pos_ != "VERB" or head.dep_ != "nsubj":
            return None
        for place in (verb, *(c for c in verb.children if c.dep_ == "dobj")):
            if (state := self._site(place)[1]) is not None:
                return state
        return None

    def _site(self, head: Token) -> tuple[int, str | None, str | None]:
        """Where they are: the token after the phrase, the state, and the key of the place; or nothing."""
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in _WHERE and prep.i > head.i:
                for spot in prep.children:
                    for role in self._parties.exact([spot]) if spot.dep_ == "pobj" else ():
                        figure = self._old.figures[role.key]
                        if figure.kind in _SITES and role.mention is not None and role.mention.last > head.i:
                            own = role.key if figure.kind is Kind.STATE else figure.state
                            return role.mention.last, own, role.key
        return head.i + 1, None, None

    def _state(self, first: int, head: int) -> str | None:
        for mention in self._old.within(first, head):
            for key in mention.refs:
                figure = self._old.figures[key]
                state = key if figure.kind is Kind.STATE else figure.state
                if state is not None:
                    return state
        return None

    def _figure(self, name: str, state: str | None, *, plural: bool) -> str:
        base = slug(name) or "unnamed"
        key, number = base, 2
        while key in self._old.figures or key in self._figures:
            key, number = f"{base}-{number}", number + 1
        self._figures[key] = Figure(key, name, Kind.GROUP, state=state, plural=plural, written=name)
        return key
