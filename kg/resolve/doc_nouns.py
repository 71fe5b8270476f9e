"""Common nouns in place of a name: "the country", "this organisation", "those states".

The noun says of what kind the figure is (data/lexicon/stand_ins.jsonl); of such figures the most salient
is meant. "The government" without a body of that name stands for its state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.knowledge.wordlists import stand_ins
from kg.model.cast import Mention
from kg.model.vocabulary import Kind
from kg.resolve.doc_choice import Candidate, best_of
from kg.resolve.doc_figures import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.resolve.doc_pronouns import Pronouns

#: How many sentences back a noun reaches.
_REACH = 2
#: By how much the most salient name must lead: "Ruritania and Borduria met. The government agreed."
MARGIN = 0.5


class StandIns:
    """Resolves the nouns of one document that stand in for names."""

    def __init__(self, pronouns: Pronouns) -> None:
        self.all = pronouns

    def resolve(self, mention: Mention) -> tuple[Draft, ...]:
        """Whom the noun stands for; () when no figure of its kind is near, or a common noun is."""
        head = self.all.doc[mention.head]
        line = stand_ins().get(head.lemma_.lower())
        if line is None or (
            self.all.salience.quoted(mention.start) and self.all.doc[mention.first].lower_ != "that"
        ):
            return ()
        kinds = frozenset(line["kinds"])
        seated = self._seated(head) if Kind.STATE.value in kinds else None
        if seated is not None:
            return (seated,)
        if head.tag_ == "NNS":
            return self._several(mention, kinds)
        made: dict[int, Candidate] = {}
        out = self.all.barred(mention)
        for back, other, found in self.all.candidates(mention):
            if back > _REACH or len(found) != 1 or not _of_kind(found[0], kinds) or id(found[0]) in out:
                continue
            draft = found[0]
            if back == 0 and self._above(mention, other):
                out.add(id(draft))
                made.pop(id(draft), None)
                continue
            signs = self.all.mention_signs(back, other, mention)
            candidate = made.setdefault(id(draft), Candidate((draft,), self.all.figure_signs(draft, "n")))
            candidate.add(other.head, signs)
        rivals = sorted((c.score for c in made.values()), reverse=True)[:2]
        if len(rivals) > 1 and rivals[0] - rivals[1] < MARGIN:
            return ()
        return () if self._introduced(mention, made) else best_of(list(made.values()))

    def _seated(self, noun: Token) -> Draft | None:
        """The state of "the government in Klow"."""
        drafts = self.all.drafts
        near = self.all.doc[noun.i + 1 : noun.i + 5]
        if not near or near[0].lower_ != "in":
            return None
        for place in near[1:]:
            n = self.all.by_head.get(place.i)
            found = drafts.of.get(n, ()) if n is not None else ()
            entry = drafts.gazetteer.get(found[0].state or "") if len(found) == 1 else None
            if entry is not None and found[0].kind in {Kind.STATE, Kind.PLACE}:
                return drafts.known(entry, noun.i)
        return None

    def _above(self, mention: Mention, other: Mention) -> bool:
        """Whether a name is the subject over the noun: in "Ruritania helps the country" they are two.

        Over a clause of its own only "that country" is another: "Ruritania said the country would pay".
        """
        signs = self.all.mention_signs(0, other, mention)
        far = self.all.doc[mention.first].lower_ == "that"
        return "own subject" in signs or (far and "subject above" in signs)

    def _several(self, mention: Mention, kinds: frozenset[str]) -> tuple[Draft, ...]:
        """ "those countries": the nearest states named together."""
        for back, _, found in self.all.candidates(mention):
            if back <= 1 and len(found) > 1 and all(d.kind.value in kinds for d in found):
                return found
        return best_of(
            [
                c
                for c in self.all.groups.several(mention)
                if len(c.figures) > 1 and all(d.kind.value in kinds for d in c.figures)
            ]
        )

    def _introduced(self, mention: Mention, made: dict[int, Candidate]) -> bool:
        """Whether "a country", spoken of since the last candidate, is meant by "the country"."""
        last = max((h for c in made.values() for h in c.heads), default=0)
        here = self.all.annotated.sentence(mention.first)
        start = max(last, here.first - 60)
        return any(
            token.lemma_ == self.all.doc[mention.head].lemma_
            and any(c.lower_ in {"a", "an", "another", "each", "every", "no", "any"} for c in token.children)
            for token in self.all.doc[start : mention.first]
        )


def _of_kind(draft: Draft, kinds: frozenset[str]) -> bool:
    """Whether a figure may be what the noun names; a body that only the tagger knows may be a company."""
    loose = draft.kind is Kind.ORGANIZATION and draft.entry is None and draft.tagged
    return draft.kind.value in kinds or (loose and Kind.COMPANY.value in kinds)
