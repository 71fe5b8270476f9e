"""Pronouns for several: "they", "both sides", "the two countries", "the latter"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model.cast import Mention
from kg.model.vocabulary import ACTORS, Kind
from kg.resolve.doc_binding import SUBJECT, group_head
from kg.resolve.doc_choice import Candidate
from kg.resolve.doc_figures import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.resolve.doc_pronouns import Pronouns

_SIDES = frozenset({Kind.STATE, Kind.INSTITUTION, Kind.GOVERNMENT_BODY})
#: Bodies that "they" may stand for, as for a team.
_COLLECTIVE = ACTORS - {Kind.PERSON, Kind.REGION, Kind.GROUP}
_TEAMS = _COLLECTIVE - {Kind.STATE, Kind.INSTITUTION}
#: How many sentences back counts for "both sides".
_REACH = 3


class Groups:
    """Finds several figures at once, for the pronouns of one document."""

    def __init__(self, pronouns: Pronouns) -> None:
        self.all = pronouns

    def several(self, mention: Mention) -> list[Candidate]:
        """ "they": plural figures, coordinations, those who act on each other, a body as a team."""
        made: dict[tuple[int, ...], Candidate] = {}
        barred = self.all.barred(mention)
        for back, other, found in self.all.candidates(mention):
            for group, sign in self._readings(other, found, back):
                if len(group) == 1 and id(group[0]) in barred:
                    continue
                if back == 0 and self.all.salience.blocked(mention, other):
                    continue
                key = tuple(sorted(id(d) for d in group))
                signs = self.all.mention_signs(back, other, mention)
                if len(group) > 1 or sign == "many":
                    signs.pop("joined", None)
                if sign:
                    signs[sign] = 1.0
                own = self.all.figure_signs(min(group, key=self.all.count), None)
                if self.all.chain.get("plural") == group:
                    own["chain"] = 1.0
                made.setdefault(key, Candidate(group, own)).add(other.head, signs)
        return list(made.values())

    def _readings(
        self, other: Mention, found: tuple[Draft, ...], back: int
    ) -> Iterator[tuple[tuple[Draft, ...], str]]:
        if len(found) > 1:
            yield found, "several"
            return
        token = self.all.doc[other.head]
        joined = self._coordinated(token)
        if token.dep_ == "conj" and joined:
            yield joined, "several"
        draft = found[0]
        plural = token.tag_ in {"NNS", "NNPS"}  # "the regime" is one body
        many = plural or (other.found_by == "group" and draft.kind is not Kind.GOVERNMENT_BODY)
        if draft.plural or (other.found_by in {"demonym", "group"} and not other.modifier and many):
            yield found, "" if joined else "many"
        elif draft.kind in _COLLECTIVE and not other.modifier:
            yield found, "team" if draft.kind in _TEAMS else "one as many"
        if back and (pair := self._counterpart(token, draft)):
            yield (pair, draft), "pair"

    def _counterpart(self, token: Token, draft: Draft) -> Draft | None:
        """The subject of the verb whose object this is: "Korvel met Borg. They …"."""
        place = group_head(token)
        verb = place.head.head if place.dep_ == "pobj" and place.head.lower_ == "with" else place.head
        if place.dep_ not in {"dobj", "pobj"} or verb.pos_ != "VERB":
            return None
        for child in verb.children:
            if child.dep_ in SUBJECT:
                n = self.all.by_head.get(child.i)
                found = self.all.drafts.of.get(n, ()) if n is not None else ()
                if len(found) == 1 and found[0].kind is draft.kind in _SIDES | {Kind.PERSON}:
                    return found[0] if found[0] is not draft else None
        return None

    def _coordinated(self, last: Token) -> tuple[Draft, ...]:
        """The figures joined by "and" that end with this word; one may be joined to somebody unnamed."""
        first = group_head(last)
        heads = {first.i, *(t.i for t in first.conjuncts)}
        found: list[Draft] = []
        for n in self.all.seen[-60:]:
            m = self.all.mentions[n]
            if m.head in heads and m.head <= last.i and len(self.all.drafts.of[n]) == 1:
                found.append(self.all.drafts.of[n][0])
        found = list(dict.fromkeys(found))
        return tuple(found) if len(heads) > 1 and len(found) > 1 else ()

    def pair_before(self, mention: Mention) -> tuple[Draft, Draft] | None:
        """The two figures that "the former" and "the latter" tell apart."""
        found: list[Draft] = []
        for back, _, drafts in self.all.candidates(mention):
            if back > 1:
                break
            if len(drafts) == 1 and drafts[0] not in found and drafts[0].kind not in {Kind.PLACE, Kind.EVENT}:
                found.append(drafts[0])
            if len(found) == 2:
                return found[1], found[0]
        return None

    def _named_together(self, mention: Mention, found: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """The pair of "A and B", seen from B, when no third is joined to them."""
        head = self.all.doc[mention.head]
        if len(found) != 1 or head.dep_ != "conj" or any(c.dep_ == "conj" for c in head.children):
            return ()
        first = self.all.by_head.get(head.head.i)
        before = self.all.drafts.of.get(first, ()) if first is not None else ()
        alone = head.head.dep_ != "conj"
        if alone and len(before) == 1 and before[0].kind is found[0].kind in _SIDES | {Kind.PERSON}:
            return (before[0], found[0])
        return ()

    def _states_of(self, people: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """The two states of two people: "President Korvel and Chancellor Zond met. Both nations …"."""
        entries = [self.all.drafts.gazetteer.get(d.state or "") for d in people if d.kind is Kind.PERSON]
        states = list(dict.fromkeys(e for e in entries if e is not None))
        if len(people) != 2 or len(states) != 2:
            return ()  # before `known`, which makes a figure of a state that the text may never name
        return tuple(self.all.drafts.known(e) for e in states)

    def _dyad(self) -> tuple[Draft, ...]:
        """The two states that the document is about: each named far more often than any third."""
        drafts = self.all.drafts
        counts = Counter(
            id(draft) for found in drafts.of.values() for draft in found if draft.kind is Kind.STATE
        )
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 3 or (len(ranked) > 2 and ranked[1][1] < 2 * ranked[2][1]):
            return ()
        two = {ranked[0][0], ranked[1][0]}
        return tuple(sorted((d for d in drafts.all if id(d) in two), key=lambda d: d.first))

    def two(self, mention: Mention, want: str | None) -> tuple[Draft, ...]:
        """The two figures meant: a pair named together just before, the document's own two states, else the
        two most salient of the wanted kind."""
        kinds = (
            {Kind.PERSON} if want == "person" else {Kind.STATE} if want == "state" else _SIDES | {Kind.PERSON}
        )
        recent: Counter[int] = Counter()
        which: dict[int, Draft] = {}
        for back, other, found in self.all.candidates(mention):
            if len(found) == 2 and {d.kind for d in found} <= kinds and len({d.kind for d in found}) == 1:
                return found
            together = found if len(found) == 2 else self._named_together(other, found)
            if back <= 1 and together and want == "state" and (pair := self._states_of(together)):
                return pair
            if back <= 1 and together and together[0].kind in (kinds if want else _SIDES):
                return together
            for draft in found:
                if draft.kind in kinds:
                    recent[id(draft)] += _REACH + 1 - back
                    which[id(draft)] = draft
        if want != "person" and (pair := self._dyad()):
            return pair
        return self._most_salient(recent, which, want)

    def _most_salient(
        self, recent: Counter[int], which: dict[int, Draft], want: str | None
    ) -> tuple[Draft, ...]:
        counts = self.all.counts
        by_kind: dict[Kind, list[Draft]] = {}
        for key in recent:
            by_kind.setdefault(which[key].kind, []).append(which[key])
        pairs = [d for d in by_kind.values() if len(d) >= 2]
        if pairs:
            best = max(pairs, key=lambda ds: sorted((recent[id(d)] for d in ds), reverse=True)[1])
            ranked = sorted(best, key=lambda d: (-recent[id(d)] - 0.1 * counts[id(d)], d.first))[:2]
            return tuple(sorted(ranked, key=lambda d: d.first))
        if want == "person":
            return ()
        states = [d for d in self.all.drafts.all if d.kind is Kind.STATE and counts[id(d)] > 1]
        ranked = sorted(states, key=lambda d: (-counts[id(d)], d.first))[:2]
        return tuple(sorted(ranked, key=lambda d: d.first)) if len(ranked) == 2 else ()
