"""Whom a pronoun stands for: of the figures that agree with it and that grammar allows, the most salient.

Agreement in number, gender and kind and the binding conditions filter, `kg.resolve.doc_salience` weighs
what is left. Common nouns compete too: where one of them wins, the pronoun stands for nobody that we know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.knowledge.names import normalise
from kg.knowledge.wordlists import (
    kind_nouns,
    name_heads,
    pronouns,
    reference_words,
    roles,
    stand_ins,
    thing_heads,
)
from kg.model.cast import Mention
from kg.model.vocabulary import ACTORS, BODIES, Kind, Resolution
from kg.resolve.doc_binding import barred, binder, group_head, of_relative, reflexive, subject_of, verb_of
from kg.resolve.doc_choice import Candidate, best_of
from kg.resolve.doc_figures import Draft, Drafts
from kg.resolve.doc_groups import Groups
from kg.resolve.doc_nouns import StandIns
from kg.resolve.doc_salience import Salience, Signs, role
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

#: How many sentences back an antecedent may stand.
REACH = 3
#: Salience below which "it" is no place: "Korvel visited Klow. It was cold." For states and bodies a floor
#: was tried (-0.7, and -1.5 for "they"): on held-out labelled texts it lost more parties than it mended.
FLOOR = -0.7
#: Unnamed things are looked for this many sentences back: a pronoun seldom reaches farther for one.
_NEAR = 1
_THINGS = frozenset(Kind) - {Kind.PERSON, Kind.GROUP}
#: Prepositions that make a state or place the scene rather than somebody.
_WHERE = frozenset({"in", "at", "from", "to", "across", "near", "inside", "outside", "throughout", "within"})
_ONE = frozenset({"a", "an"})
#: Those who are told something pass it on and are seldom spoken of: "Korvel told Reuters that it …".
_HEARERS = frozenset({Kind.MEDIA_OUTLET, Kind.ORGANIZATION})
_TELL = frozenset({"tell", "inform", "speak", "say", "confirm", "write", "tweet", "post", "address"})
_NO_NOUN = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})


class Pronouns:
    """Resolves pronouns in text order; a resolved pronoun serves later ones."""

    def __init__(
        self, annotated: Annotated, drafts: Drafts, mentions: list[Mention], author: Draft | None
    ) -> None:
        self.annotated = annotated
        self.doc = annotated.parse
        self.drafts = drafts
        self.mentions = mentions
        self.author = author
        self.seen: list[int] = []  # indices of resolved mentions before the pronoun
        self.counts: Counter[int] = Counter()
        self.salience = Salience(annotated)
        self.groups = Groups(self)
        self.nouns = StandIns(self)
        self.by_head = {m.head: n for n, m in enumerate(mentions) if m.found_by != "pronoun"}
        self.chain: dict[str, tuple[Draft, ...]] = {}
        self.title = set(normalise(annotated.document.title.value or "").split())
        self._nouns: dict[int, list[Token]] = {}
        known = (m for n, m in enumerate(mentions) if n in drafts.of or m.found_by == "pronoun")
        self._inside = {i for m in known for i in range(m.first, m.last)}

    def run(self) -> None:
        """Give every pronoun that has a fitting antecedent its figures."""
        for n, mention in enumerate(self.mentions):
            if mention.found_by == "pronoun":
                line = pronouns().get(mention.text) or {}
                found = self._resolve(mention, line) if line else self.nouns.resolve(mention)
                if found:
                    if line.get("gender") in {"m", "f"}:
                        found[0].kind = Kind.PERSON
                    self.drafts.give(n, mention, *found, how=Resolution.PRONOUN)
                if line:
                    self.chain[_sort(line)] = found
            elif mention.found_by == "bare" and self.doc[mention.first - 1].tag_ == "PRP$":
                self._owned(n, mention)
            elif mention.found_by == "bare" and n not in self.drafts.of:
                found = self.nouns.resolve(mention)
                if found:
                    self.drafts.give(n, mention, *found, how=Resolution.PRONOUN)
            if n in self.drafts.of:
                self.seen.append(n)
                for draft in self.drafts.of[n]:
                    self.counts[id(draft)] += 1

    def _owned(self, n: int, mention: Mention) -> None:
        """ "Its government", "his party": a body of whom the pronoun stands for, or nobody's that we know."""
        owners = [
            self.drafts.of.get(k, ())
            for k in range(max(0, n - 3), n)
            if self.mentions[k].first == mention.first - 1 and self.mentions[k].found_by == "pronoun"
        ]
        owner = owners[0][0] if owners and len(owners[0]) == 1 else None
        state = self.drafts.gazetteer.get(owner.state or "") if owner is not None else None
        already = self.drafts.of.get(n, ())
        if state is not None and already and already[0].state == state.id:
            return
        if state is not None and Kind.STATE.value in (stand_ins().get(mention.text) or {}).get("kinds", ()):
            self.drafts.give(n, mention, self.drafts.known(state, mention.first), how=Resolution.PRONOUN)
        elif self.doc[mention.first - 1].lower_ == "our":  # "our Organization": that which was named before
            found = already or self.nouns.resolve(mention)
            if found:
                self.drafts.give(n, mention, *found, how=Resolution.PRONOUN)
        elif owner is None or (state is not None and already and already[0].state is not None):
            self.drafts.of.pop(n, None)

    def _resolve(self, mention: Mention, info: Mapping[str, Any]) -> tuple[Draft, ...]:
        if info.get("person") == 1:
            quoted = self.salience.quoted(mention.start)
            return (self.author,) if self.author is not None and not quoted else ()
        number = info.get("number")
        if number == "dual":
            return self.groups.two(mention, info.get("want"))
        if number in {"latter", "former"}:
            pair = self.groups.pair_before(mention)
            return (pair[1 if number == "latter" else 0],) if pair else ()
        if number == "plural":
            unnamed = [*self._unnamed(mention, "NNS"), *self._unnamed(mention, "NN", teams=True)]
            return self.choose(mention, [*self.groups.several(mention), *unnamed])
        if info.get("gender") == "n" and self._something_else(self.doc[mention.head]):
            return ()
        made = list(self._single(mention, info.get("gender")))
        if info.get("gender") == "n":
            made += self._unnamed(mention, "NN")
        return self.choose(mention, made)

    @staticmethod
    def _something_else(token: Token) -> bool:
        """ "It is a war": said to be what no state, body or thing with a name is."""
        if token.dep_ != "nsubj" or token.head.lemma_ != "be":
            return False
        for noun in token.head.children:
            if noun.dep_ == "attr" and noun.pos_ == "PRON":
                return True  # "it is something that"
            if noun.dep_ == "attr" and noun.pos_ == "NOUN" and _no_one_named(noun):
                word = noun.lemma_.lower()
                lines = (t().get(word) for t in (stand_ins, name_heads, thing_heads, kind_nouns, roles))
                return all(line is None or line.get("kind") == Kind.EVENT.value for line in lines)
        return False

    def count(self, draft: Draft) -> int:
        """How often a figure has been mentioned so far."""
        return self.counts[id(draft)]

    def choose(self, mention: Mention, candidates: list[Candidate]) -> tuple[Draft, ...]:
        """The most salient candidate's figures; nobody's when a common noun wins."""
        if reflexive(self.doc[mention.head]):
            if mention.first and self.doc[mention.first - 1].pos_ in {
                "NOUN",
                "PROPN",
            }:  # "the islanders themselves"
                return best_of([c for c in candidates if mention.first - 1 in c.heads])
            subject = binder(self.doc[mention.head])
            bound = [
                c
                for c in candidates
                if subject is not None and any(group_head(self.doc[h]).i == subject.i for h in c.heads)
            ]
            candidates = bound or candidates
        best = best_of(candidates)
        if mention.kind is not Kind.PERSON and any(d.kind is Kind.PLACE for d in best):
            return best_of(candidates, FLOOR)
        return best

    def candidates(self, mention: Mention) -> Iterator[tuple[int, Mention, tuple[Draft, ...]]]:
        """Resolved mentions before a pronoun within reach, nearest first, with the sentences between."""
        here = self.annotated.sentence_of[mention.first]
        for n in reversed(self.seen):
            other = self.mentions[n]
            back = here - self.annotated.sentence_of[other.first]
            if back > REACH:
                return
            if other.last <= mention.first and not self._speaks(other):
                yield back, other, self.drafts.of[n]

    @staticmethod
    def _speaks(other: Mention) -> bool:
        """ "we" and "our" are nobody whom "they" or "it" could stand for."""
        return other.found_by == "pronoun" and (pronouns().get(other.text) or {}).get("person") == 1

    def _single(self, mention: Mention, gender: str | None) -> Iterator[Candidate]:
        made: dict[int, Candidate] = {}
        out = self.barred(mention)
        for back, other, found in self.candidates(mention):
            if len(found) != 1 or not self._fits(found[0], gender, other) or id(found[0]) in out:
                continue
            draft = found[0]
            if back == 0 and self._says_it(mention, other):
                out.add(id(draft))
                made.pop(id(draft), None)
                continue
            signs = self.mention_signs(back, other, mention)
            signs["between"] = min(4.0, float(len(made) - (id(draft) in made)))
            candidate = made.setdefault(id(draft), Candidate((draft,), self.figure_signs(draft, gender)))
            candidate.add(other.head, signs)
        ahead = self.salience.subject_ahead(mention)
        later = self.by_head.get(ahead) if ahead is not None else None
        found = self.drafts.of.get(later, ()) if later is not None else ()
        if later is not None and len(found) == 1 and self._fits(found[0], gender, self.mentions[later]):
            draft = found[0]
            candidate = made.setdefault(id(draft), Candidate((draft,), self.figure_signs(draft, gender)))
            candidate.add(self.mentions[later].head, {"ahead": 1.0})
        yield from made.values()

    def barred(self, mention: Mention) -> set[int]:
        """Figures that grammar rules out, whatever else speaks for them: "Korvel praised him"."""
        return {
            id(found[0])
            for back, other, found in self.candidates(mention)
            if back == 0 and len(found) == 1 and self.salience.blocked(mention, other)
        }

    def mention_signs(self, back: int, other: Mention, mention: Mention) -> Signs:
        """What speaks for and against one mention."""
        head = self.doc[other.head]
        signs = self.salience.signs(back, head, mention)
        if other.found_by == "pronoun" and mention.kind is Kind.PERSON:
            same = _sort(pronouns().get(other.text) or {}) == _sort(pronouns().get(mention.text) or {})
            signs[f"{'same' if same else 'other'} pronoun {'here' if back == 0 else 'before'}"] = 1.0
        if mention.kind is not Kind.PERSON:
            if back == 0 and self._spoken_for(mention, other):
                signs["spoken for"] = 1.0
                return signs
            if of_relative(head):
                signs["of a relative clause"] = 1.0
            if other.modifier or head.dep_ in {"compound", "amod", "nmod"}:
                signs["modifier"] = 1.0
            scene = other.kind in {Kind.STATE, Kind.REGION, Kind.PLACE} and other.found_by != "demonym"
            if other.kind in _HEARERS and head.dep_ in {"dobj", "dative", "pobj"} and _told(head):
                signs["told"] = 1.0
            if scene and head.dep_ == "pobj" and head.head.lower_ in _WHERE:
                signs["where"] = 1.0
        return signs

    def _spoken_for(self, mention: Mention, other: Mention) -> bool:
        """ "Zenda spokeswoman Anna Korvel said that it …": whom somebody speaks for who is named in full."""
        above = verb_of(self.doc[mention.head])
        while above.dep_ not in {"ccomp", "ROOT"} and above.head.i != above.i:
            above = above.head
        speaker = subject_of(above.head) if above.dep_ == "ccomp" else None
        person = self.by_head.get(speaker.i) if speaker is not None else None
        if (
            person is None
            or other.kind is Kind.PERSON
            or not 0 <= self.mentions[person].first - other.last < 6
        ):
            return False
        between = [self.doc[i].lower_ for i in range(other.last, self.mentions[person].first)]
        return any((roles().get(word) or {}).get("voice") for word in between)

    def figure_signs(self, draft: Draft, gender: str | None) -> Signs:
        """What speaks for and against a figure, wherever it is mentioned."""
        signs: Signs = {"again": min(4.0, float(self.counts[id(draft)]))}
        if self.chain.get(gender or "plural") == (draft,):
            signs["chain"] = 1.0
        if self.title & {w for w in draft.words() if len(w) > 3}:
            signs["title"] = 1.0
        if gender in {"m", "f"}:
            if draft.kind is not Kind.PERSON:
                signs["read as a body"] = 1.0
            if draft.gender is None:
                signs["leaning"] = self.salience.leaning(draft) * (1.0 if gender == "f" else -1.0)
            else:
                signs["gender"] = 1.0
        elif draft.kind not in ACTORS:
            signs["place" if draft.kind is Kind.PLACE else "thing"] = 1.0
        return signs

    def _says_it(self, mention: Mention, other: Mention) -> bool:
        """Whoever speaks says "I": "he" in a quotation is not the one who is quoted in that sentence."""
        if not self.salience.quoted(mention.start) or self.salience.quoted(other.start):
            return False
        return self.doc[other.head].dep_ in {"nsubj", "appos"}

    def _fits(self, draft: Draft, gender: str | None, other: Mention) -> bool:
        if gender in {"m", "f"}:
            person = draft.kind is Kind.PERSON or (_misread(draft) and not self._stood_where(draft))
            return person and draft.gender in {None, gender}
        if draft.plural or (other.modifier and other.found_by == "demonym"):
            return False
        return draft.kind in _THINGS

    def _stood_where(self, draft: Draft) -> bool:
        """Whether a name has stood where places stand: "to Zenda"."""
        for n in self.seen[-40:]:
            head = self.doc[self.mentions[n].head]
            if self.drafts.of[n] == (draft,) and head.dep_ == "pobj" and head.head.lower_ in _WHERE:
                return True
        return False

    def _unnamed(self, mention: Mention, tag: str, *, teams: bool = False) -> list[Candidate]:
        """Common nouns near a pronoun as candidates that stand for nobody; `teams`: bodies of several."""
        here = self.annotated.sentence_of[mention.first]
        made = []
        for number in range(max(0, here - _NEAR), here + 1):
            for token in self._nouns_of(number):
                if (
                    token.tag_.replace("NNPS", "NNS") == tag
                    and token.i < mention.first
                    and (_team(token) if teams else tag == "NNS" or not _person(token))
                    and not self._part(token, mention)
                ):
                    as_subject = _that_is(token) or token
                    signs = self.salience.signs(here - number, as_subject, mention)
                    signs.pop("joined", None)
                    where = "before" if number < here else "here"
                    where = f"subject {where}" if role(token) == "subject" else where
                    own = {f"unnamed {where}": 1.0} | ({"team": 1.0} if teams else {})
                    candidate = Candidate((), own)
                    candidate.add(token.i, signs)
                    made.append(candidate)
        return made

    def _part(self, token: Token, mention: Mention) -> bool:
        return barred(self.doc[mention.head], token)

    def _nouns_of(self, number: int) -> list[Token]:
        """Heads of common noun phrases of a sentence that no mention covers."""
        found = self._nouns.get(number)
        if found is None:
            sentence = self.annotated.sentences[number]
            found = [
                t
                for t in self.doc[sentence.first : sentence.last]
                if (t.pos_ == "NOUN" or t.tag_ == "NNPS")
                and t.i not in self._inside
                and t.ent_type_ not in _NO_NOUN
                and (t.dep_ not in {"compound", "npadvmod", "nmod", "attr", "appos"} or _that_is(t))
            ]
            self._nouns[number] = found
        return found


def _no_one_named(noun: Token) -> bool:
    """A noun that names a sort: "a war", "imperialism"."""
    before = [c.lower_ for c in noun.children if c.dep_ in {"det", "poss"}]
    return all(word in _ONE for word in before) and (bool(before) or noun.tag_ == "NN")


def _told(head: Token) -> bool:
    """Whether a phrase is whom something is told: "told Reuters", "speaking to Reuters", "via Twitter"."""
    verb = head.head if head.dep_ != "pobj" else head.head.head
    return verb.lemma_ in _TELL and (head.dep_ != "pobj" or head.head.lower_ in {"to", "via", "on", "with"})


def _person(noun: Token) -> bool:
    """A common noun for one person, whom "it" never stands for: "the prime minister"."""
    return roles().get(noun.lemma_.lower()) is not None


def _team(noun: Token) -> bool:
    """A common noun for a body of several: "the election commission", "the research team"."""
    if noun.lower_ in reference_words("team"):
        return True
    line = name_heads().get(noun.lemma_.lower())
    return line is not None and Kind(line["kind"]) in BODIES - {Kind.STATE}


def _that_is(noun: Token) -> Token | None:
    """In "That is a dangerous policy" the subject, as which the policy is spoken of."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return None
    subjects = (c for c in noun.head.children if c.dep_ == "nsubj")
    return next((c for c in subjects if c.lower_ in {"this", "that", "these", "those"}), None)


def _misread(draft: Draft) -> bool:
    """A short name that the tagger took for a body or place, and nothing says what it is."""
    return draft.entry is None and draft.tagged and bool(draft.names) and len(draft.words()) < 3


def _sort(line: Mapping[str, Any]) -> str:
    """Pronouns that carry one chain: "he" and "his", "it" and "its", "they" and "their"."""
    return str(line.get("gender") or line.get("number"))
