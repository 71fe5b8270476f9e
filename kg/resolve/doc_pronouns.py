"""Whom a pronoun stands for: the nearest fitting figure, subjects before objects.

Agreement in number, gender and kind filters, `kg.resolve.doc_salience` weighs what is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.knowledge.wordlists import pronouns
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts
from kg.resolve.doc_salience import Salience
from kg.text.annotate import Annotated

#: How many sentences back an antecedent may stand.
REACH = 3
_SIDES = frozenset({Kind.STATE, Kind.INSTITUTION, Kind.GOVERNMENT_BODY})
_THINGS = frozenset(Kind) - {Kind.PERSON, Kind.GROUP, Kind.PLACE}


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
        self.by_head = {m.head: n for n, m in enumerate(mentions) if m.found_by != "pronoun"}

    def run(self) -> None:
        """Give every pronoun that has a fitting antecedent its figures."""
        for n, mention in enumerate(self.mentions):
            if mention.found_by == "pronoun":
                line = pronouns().get(mention.text) or {}
                found = self._resolve(mention, line)
                if found:
                    self.drafts.give(n, mention, *found, how=Resolution.PRONOUN)
            if n in self.drafts.of:
                self.seen.append(n)
                for draft in self.drafts.of[n]:
                    self.counts[id(draft)] += 1

    def _resolve(self, mention: Mention, line: object) -> tuple[Draft, ...]:
        info = dict(line) if isinstance(line, dict) else {}
        if info.get("person") == 1:
            return (self.author,) if self.author is not None and not self._quoted(mention) else ()
        number, gender = info.get("number"), info.get("gender")
        if number in {"dual"}:
            return self._two(mention, info.get("want"))
        if number in {"latter", "former"}:
            pair = self._pair_before(mention)
            return (pair[1 if number == "latter" else 0],) if pair else ()
        if number == "plural":
            return self._several(mention)
        best = self._best(mention, gender)
        return (best,) if best is not None else ()

    def _quoted(self, mention: Mention) -> bool:
        """Inside quotation marks of its paragraph."""
        text = self.annotated.text
        start = text.rfind("\n", 0, mention.start) + 1
        before = text[start : mention.start]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _candidates(self, mention: Mention) -> Iterator[tuple[int, Mention, tuple[Draft, ...]]]:
        here = self.annotated.sentence_of[mention.first]
        for n in reversed(self.seen):
            other = self.mentions[n]
            back = here - self.annotated.sentence_of[other.first]
            if back > REACH:
                return
            if other.last <= mention.first:
                yield back, other, self.drafts.of[n]

    def _best(self, mention: Mention, gender: str | None) -> Draft | None:
        scores: dict[int, float] = {}
        which: dict[int, Draft] = {}
        for score, found in self._scored(mention, gender):
            again = self.salience.weights.again if id(found) in scores else 0.0
            scores[id(found)] = max(scores.get(id(found), -1e9), score) + again
            which[id(found)] = found
        if not scores:
            return None
        if gender == "n" and self.doc[mention.head].lower_ == "it":
            best = which[max(scores, key=lambda k: (scores[k], -which[k].first))]
            return None if self._unnamed_between(mention, best) else best
        if gender in {"m", "f"}:
            sign = 1.0 if gender == "f" else -1.0
            for key, draft in which.items():
                if draft.gender is None:
                    scores[key] += sign * self.salience.weights.gender * self.salience.leaning(draft)
        return which[max(scores, key=lambda k: (scores[k], -which[k].first))]

    def _says_it(self, mention: Mention, other: Mention, back: int) -> bool:
        """Whoever speaks says "I": "he" in a quotation is not the one who is quoted in that sentence."""
        if back or not self._quoted(mention) or self._quoted(other):
            return False
        return self.doc[other.head].dep_ in {"nsubj", "appos"}

    def _unnamed_between(self, mention: Mention, best: Draft) -> bool:
        """Whether a thing without a name was spoken of later: "The reform of Ruritania works; it …"."""
        last = max((m.first for _, m, found in self._candidates(mention) if best in found), default=-1)
        here = self.annotated.sentence(mention.first)
        for token in self.doc[max(last + 1, here.first) : mention.first]:
            if token.dep_ in {"nsubj", "nsubjpass"} and token.tag_ == "NN" and token.i not in self.by_head:
                return True
        return False

    def _scored(self, mention: Mention, gender: str | None) -> Iterator[tuple[float, Draft]]:
        for back, other, found in self._candidates(mention):
            fits = len(found) == 1 and self._fits(found[0], gender, other)
            if fits and not self.salience.blocked(mention, other) and not self._says_it(mention, other, back):
                yield self.salience.weight(back, other, mention), found[0]
        ahead = self.salience.subject_ahead(mention)
        later = self.by_head.get(ahead) if ahead is not None else None
        if later is not None:
            found = self.drafts.of.get(later, ())
            if len(found) == 1 and self._fits(found[0], gender, self.mentions[later]):
                yield self.salience.weights.ahead, found[0]

    def _fits(self, draft: Draft, gender: str | None, other: Mention) -> bool:
        if gender in {"m", "f"}:
            return draft.kind is Kind.PERSON and draft.gender in {None, gender}
        if draft.plural or (other.modifier and other.found_by == "demonym"):
            return False
        return draft.kind in _THINGS

    def _several(self, mention: Mention) -> tuple[Draft, ...]:
        """ "they": a plural figure, or what the nearest coordination joins."""
        best: tuple[float, tuple[Draft, ...]] | None = None
        for back, other, found in self._candidates(mention):
            group: tuple[Draft, ...] = ()
            if len(found) > 1 or (len(found) == 1 and found[0].plural):
                group = found
            elif len(found) == 1 and self.doc[other.head].dep_ == "conj":
                group = self._coordinated(other)
            elif len(found) == 1 and other.found_by == "demonym" and not other.modifier:
                group = found
            if not group or self.salience.blocked(mention, other):
                continue
            score = self.salience.weight(back, other, mention)
            if best is None or score > best[0]:
                best = (score, group)
        return best[1] if best else ()

    def _coordinated(self, last: Mention) -> tuple[Draft, ...]:
        """The figures joined by "and" that end with this mention."""
        token = self.doc[last.head]
        heads = {token.i}
        while token.dep_ == "conj":
            token = token.head
            heads.add(token.i)
        heads |= {t.i for h in list(heads) for t in self.doc[h].conjuncts}
        found: list[Draft] = []
        for n in self.seen[-60:]:
            m = self.mentions[n]
            if m.head in heads and len(self.drafts.of[n]) == 1 and self.drafts.of[n][0] not in found:
                found.append(self.drafts.of[n][0])
        return tuple(found) if len(found) > 1 else ()

    def _pair_before(self, mention: Mention) -> tuple[Draft, Draft] | None:
        found: list[Draft] = []
        for back, _, drafts in self._candidates(mention):
            if back > 1:
                break
            if len(drafts) == 1 and drafts[0] not in found and drafts[0].kind not in {Kind.PLACE, Kind.EVENT}:
                found.append(drafts[0])
            if len(found) == 2:
                return found[1], found[0]
        return None

    def _named_together(self, mention: Mention, found: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """The pair of "A and B", seen from B, when no third is joined to them."""
        head = self.doc[mention.head]
        if len(found) != 1 or head.dep_ != "conj" or any(c.dep_ == "conj" for c in head.children):
            return ()
        first = self.by_head.get(head.head.i)
        before = self.drafts.of.get(first, ()) if first is not None else ()
        alone = head.head.dep_ != "conj"
        if alone and len(before) == 1 and before[0].kind is found[0].kind in _SIDES:
            return (before[0], found[0])
        return ()

    def _dyad(self) -> tuple[Draft, ...]:
        """The two states that the document is about: each named far more often than any third."""
        counts = Counter(
            id(draft) for found in self.drafts.of.values() for draft in found if draft.kind is Kind.STATE
        )
        ranked = counts.most_common(3)
        if len(ranked) < 2 or ranked[1][1] < 3 or (len(ranked) > 2 and ranked[1][1] < 2 * ranked[2][1]):
            return ()
        two = {ranked[0][0], ranked[1][0]}
        return tuple(sorted((d for d in self.drafts.all if id(d) in two), key=lambda d: d.first))

    def _two(self, mention: Mention, want: str | None) -> tuple[Draft, ...]:
        """The two figures meant: a pair named together just before, the document's own two states, else the
        two most salient of the wanted kind."""
        kinds = (
            {Kind.PERSON} if want == "person" else {Kind.STATE} if want == "state" else _SIDES | {Kind.PERSON}
        )
        recent: Counter[int] = Counter()
        which: dict[int, Draft] = {}
        for back, other, found in self._candidates(mention):
            if len(found) == 2 and {d.kind for d in found} <= kinds and len({d.kind for d in found}) == 1:
                return found
            if back <= 1 and want != "person" and (pair := self._named_together(other, found)):
                return pair
            for draft in found:
                if draft.kind in kinds:
                    recent[id(draft)] += REACH + 1 - back
                    which[id(draft)] = draft
        if want != "person" and (pair := self._dyad()):
            return pair
        by_kind: dict[Kind, list[Draft]] = {}
        for key in recent:
            by_kind.setdefault(which[key].kind, []).append(which[key])
        pairs = [d for d in by_kind.values() if len(d) >= 2]
        if pairs:
            best = max(pairs, key=lambda ds: sorted((recent[id(d)] for d in ds), reverse=True)[1])
            ranked = sorted(best, key=lambda d: (-recent[id(d)] - 0.1 * self.counts[id(d)], d.first))[:2]
            return tuple(sorted(ranked, key=lambda d: d.first))
        if want == "person":
            return ()
        states = [d for d in self.drafts.all if d.kind is Kind.STATE and self.counts[id(d)] > 1]
        ranked = sorted(states, key=lambda d: (-self.counts[id(d)], d.first))[:2]
        return tuple(sorted(ranked, key=lambda d: d.first)) if len(ranked) == 2 else ()
