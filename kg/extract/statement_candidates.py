"""Whom a clause may be about: every actor near it, with the signs that speak for and against each.

A sign is a word such as "zone:clause", "slot:nsubj" or "kind:State"; what each counts for stands in
data/statement_parties.json, learned by bench/fit_parties.py from labelled texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.grammar import agents, is_passive
from kg.extract.events.parties import Parties
from kg.knowledge import frames
from kg.knowledge.wordlists import first_person
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import ACTORS, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

#: How mentions are found that only let somebody speak ("officials said"): nothing is about them.
_SOURCE = "source"
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_OWNING = frozenset({"poss", "amod", "compound", "nmod"})
#: Sentences of the paragraph before a clause whose actors it may still be about.
_BACK = 2
#: Signs of place in the text, nearest first.
ZONES = ("clause", "sentence", "back1", "back2", "topic", "speaker")
#: Deeper than this below the head of the clause all is the same.
_DEEP = 4
_HALF = 2
#: Sentences of a paragraph that are looked back on, and times that a name in them is counted.
_LONG, _OFTEN = 8, 3
#: Words between a clause and an actor of its sentence are counted in steps, up to so many.
_STEP, _FAR = 8, 3
_POINTING = frozenset({"this", "that", "these", "those", "such", "the", "it", "they", "its", "their"})


@dataclass(frozen=True)
class Clause:
    """A clause of a stretch of talk, and what went before it."""

    head: Token
    #: Its subject as the sentence shows it, own or understood.
    subject: Sequence[Token]
    #: Words of the subject that stand in the clause itself.
    own: Sequence[Token]
    #: Characters of the clause, and its tokens.
    place: tuple[int, int]
    span: Span
    #: The stretch of talk that it belongs to.
    within: Span
    #: Whom the clause before was about.
    topic: Sequence[Role] = ()
    #: Keys of the figures who say it.
    speakers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """An actor that a clause may be about; `zone` tells where it was found (see ZONES)."""

    role: Role
    zone: str
    signs: frozenset[str]
    #: Whether the clause's grammatical subject names it.
    subject: bool = False
    #: The state it is or belongs to.
    side: str | None = None


@dataclass
class _Draft:
    role: Role
    zone: str
    places: list[frozenset[str]] = field(default_factory=list)


class Candidates:
    """Finds and describes the candidates of one document's clauses."""

    def __init__(self, annotated: Annotated, cast: Cast) -> None:
        self._annotated = annotated
        self.cast = cast
        self._times = Counter(key for mention in cast.mentions for key in mention.refs)
        ranked = sorted(self._times, key=lambda key: (-self._times[key], key))
        self._rank = {key: number for number, key in enumerate(ranked)}
        title = (annotated.document.title.value or "").casefold()
        named = {key for key, figure in cast.figures.items() if figure.name.casefold() in title}
        headed = {
            key
            for sentence in annotated.sentences
            if sentence.heading
            for mention in cast.within(sentence.first, sentence.last)
            for key in mention.refs
        }
        self._titled = named | headed if title else headed

    def of(self, clause: Clause, parties: Parties) -> list[Candidate]:
        """The candidates of a clause, those of the nearest places first, in the order of the text."""
        drafts: dict[str, _Draft] = {}
        acting = parties.actors(agents(clause.head)) if is_passive(clause.head) else ()
        acting = acting or self._own_country(clause.subject, parties.actors(list(clause.subject)))
        doers = {role.key: role for role in acting}
        for role in doers.values():
            drafts[role.key] = _Draft(role, "clause")
        for zone, role, token in self._found(clause, parties):
            draft = drafts.setdefault(role.key, _Draft(role, zone))
            if draft.zone == zone:
                draft.places.append(self._place(clause, role, token, zone))
        spoken = self._spoken(clause.head.i)
        inside = sum(draft.zone == "clause" for draft in drafts.values())
        made = []
        for key, draft in drafts.items():
            place = min(draft.places, key=_depth) if draft.places else frozenset({"place:none"})
            mine = {*place, *self._figure(clause, draft, key in doers), *_number(draft, inside)}
            mine |= {f"{draft.zone}|spoken:{min(_OFTEN, spoken[key])}"}
            figure = self.cast.figures[key]
            side = key if figure.kind is Kind.STATE else figure.state
            made.append(Candidate(draft.role, draft.zone, frozenset(mine), key in doers, side))
        return made

    def _own_country(self, subject: Sequence[Token], roles: Sequence[Role]) -> tuple[Role, ...]:
        """ "Our country is calm", says a minister: the minister's state."""
        words = frames.load().list("own_country")
        ours = any(
            token.lemma_.lower() in words and c.dep_ == "poss" and c.lower_ in {"our", "my"}
            for token in subject
            for c in token.children
        )
        if not ours or len(roles) != 1:
            return tuple(roles)
        figure = self.cast.figures[roles[0].key]
        if figure.kind is Kind.PERSON and figure.state in self.cast.figures:
            return (Role(str(figure.state), roles[0].mention),)
        return tuple(roles)

    def _found(self, clause: Clause, parties: Parties) -> Iterator[tuple[str, Role, Token | None]]:
        """Zone, role and the head of the mention, nearest zones first."""
        head, span = clause.head, clause.span
        yield from (("clause", role, token) for role, token in self._within(span.start, span.end, parties))
        sentence = self._annotated.sentence(head.i)
        first, last = min(sentence.first, head.sent.start), max(sentence.last, head.sent.end)
        for role, token in self._within(first, last, parties):
            if not self._of_speaker(role, token, clause):
                yield "sentence", role, token
        here = self._annotated.sentence_of[head.i]
        paragraph = self._annotated.sentences[here].paragraph
        for number in range(here - 1, max(-1, here - 1 - _BACK), -1):
            before = self._annotated.sentences[number]
            if before.paragraph != paragraph:
                break
            for role, token in self._within(before.first, before.last, parties):
                yield f"back{here - number}", role, token
        yield from (("topic", role, None) for role in clause.topic)
        for key in sorted(clause.speakers):
            if key in self.cast.figures:
                yield "speaker", Role(key), None

    def _of_speaker(self, role: Role, token: Token, clause: Clause) -> bool:
        """ "Korvel, a professor at Zenda University, argues": a body that only tells who speaks."""
        if role.key in clause.speakers or self.cast.figures[role.key].kind is Kind.STATE:
            return False
        return any(
            (mention := self.cast.covering(above.i)) is not None and clause.speakers & set(mention.refs)
            for above in token.ancestors
        )

    def _spoken(self, token: int) -> Counter[str]:
        """How often the paragraph has named each figure before the sentence of a token."""
        here = self._annotated.sentence_of[token]
        paragraph = self._annotated.sentences[here].paragraph
        first = here
        while first and here - first < _LONG and self._annotated.sentences[first - 1].paragraph == paragraph:
            first -= 1
        low, high = self._annotated.sentences[first].first, self._annotated.sentences[here].first
        return Counter(key for mention in self.cast.within(low, high) for key in mention.refs)

    def _within(self, first: int, last: int, parties: Parties) -> Iterator[tuple[Role, Token]]:
        parse = self._annotated.parse
        for mention in self.cast.within(first, last):
            if _said_aside(parse[mention.head]):
                continue
            if mention.found_by != _SOURCE or mention.kind is not Kind.GROUP:
                for key in mention.refs:
                    if key in self.cast.figures:
                        yield Role(key, mention), parse[mention.head]
        for token in parse[first:last]:
            if first_person(token.text) and not _of_all(token) and not _said_aside(token):
                for role in parties.named(token):
                    yield role, token

    def _place(self, clause: Clause, role: Role, token: Token | None, zone: str) -> frozenset[str]:
        """Where in the grammar a mention stands."""
        if token is None:
            return frozenset({"place:none"})
        signs = {f"{zone}|own:{token.dep_}"}
        mention = role.mention
        if mention is not None and mention.modifier:
            signs.add(f"{zone}|modifier")
        above = token
        while above.dep_ in {*_OWNING, "conj", "appos"} and above.head.i != above.i:
            above = above.head
        if above.dep_ == "pobj":
            kind = mention.kind if mention is not None else "none"
            signs |= {f"{zone}|in:{above.head.lower_}", f"in:{above.head.lower_}|{kind}"}
        if mention is not None and self._nested(mention):
            signs.add(f"{zone}|nested")
        if zone not in {"clause", "sentence"}:
            signs.add(f"back|role:{above.dep_}")
            return frozenset(signs)
        steps = _steps(token, clause.head)
        if steps:
            top = steps[-1]
            word = f":{top.lower_}" if top.dep_ in _PREPOSITIONS else ""
            signs |= {f"{zone}|slot:{top.dep_}{word}", f"depth:{min(_DEEP, len(steps))}"}
        else:
            side = "before" if token.i < clause.head.i else "after"
            far = min(_FAR, abs(token.i - clause.head.i) // _STEP)
            signs.add(f"{zone}|far:{far}")
            signs |= {f"{zone}|outside:{side}", f"{zone}|role:{above.dep_}", f"depth:{_DEEP + 1}"}
        if zone == "sentence" and not clause.within.start <= token.i < clause.within.end:
            signs.add("sentence|not-talk")
        return frozenset(signs)

    def _nested(self, mention: Mention) -> bool:
        around = self.cast.covering(mention.head)
        return around is not None and around is not mention and around.first <= mention.first

    def _figure(self, clause: Clause, draft: _Draft, doer: bool) -> set[str]:
        """Who it is, whatever it does in the clause."""
        key, zone, mention = draft.role.key, draft.zone, draft.role.mention
        figure = self.cast.figures[key]
        kind = figure.kind if figure.kind in ACTORS else f"thing-{figure.kind}"
        rank = self._rank.get(key, 99)
        signs = {
            "bias",
            f"zone:{zone}",
            f"kind:{kind}",
            f"{zone}|kind:{kind}",
            f"{zone}|said-as:{mention.resolution if mention else 'implied'}",
            f"rank:{min(3, rank)}",
            f"{zone}|often:{min(3, self._times[key] // _HALF)}",
            f"gazetteer:{figure.gazetteer is not None}",
        }
        if doer:
            exact = mention is not None and any(mention.first <= t.i < mention.last for t in clause.subject)
            signs |= {"doer", f"doer:{'exact' if exact else 'through'}", f"doer|kind:{kind}"}
        if not any(t.ent_type_ or t.pos_ == "PROPN" for t in clause.own):
            pointing = any(c.lower_ in _POINTING for t in clause.own for c in (t, *t.children))
            signs.add(f"{zone}|subject-{'pointing' if pointing else 'common' if clause.own else 'none'}")
        if key in clause.speakers:
            signs |= {"speaks", f"{zone}|speaks"}
        if key == self.cast.author:
            signs |= {"author", f"{zone}|author"}
        if key in self._titled:
            signs.add("titled")
        if any(role.key == key for role in clause.topic):
            signs.add(f"{zone}|topic")
        return signs


def _of_all(token: Token) -> bool:
    """ "In our time", "in our view": a phrase that is about nobody."""
    return token.dep_ == "poss" and token.head.lemma_.lower() in frames.load().list("of_all")


def _said_aside(token: Token) -> bool:
    """ "The states I have just mentioned": the speaker, put into what it is about."""
    return first_person(token.text) and token.dep_ == "nsubj" and token.head.dep_ == "relcl"


def _number(draft: _Draft, inside: int) -> set[str]:
    others = inside - (draft.zone == "clause")
    return {f"{draft.zone}|others:{min(3, others)}"}


def _depth(signs: frozenset[str]) -> tuple[int, list[str]]:
    deep = min((int(s[6:]) for s in signs if s.startswith("depth:")), default=9)
    return deep, sorted(signs)


def _steps(token: Token, head: Token) -> list[Token]:
    """The words from a token up to, and without, the head of its clause; [] if it does not hang there."""
    steps = []
    while token.i != head.i:
        steps.append(token)
        if token.head.i == token.i:
            return []
        token = token.head
    return steps
