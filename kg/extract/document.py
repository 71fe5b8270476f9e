"""All extractors over one parsed document, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.extract.amount_ties import with_amounts
from kg.extract.amounts import find_amounts
from kg.extract.assembly import Findings, assemble
from kg.extract.attribution import attributions
from kg.extract.base import AmountExpression, Attribution, DateExpression, Proposition
from kg.extract.confidence import ConfidenceModel
from kg.extract.date_told import find_dates
from kg.extract.events import observations, propositions
from kg.extract.events.telling import telling, telling_more
from kg.extract.place_ties import with_places
from kg.extract.posts import posts
from kg.extract.reported import utterance_acts
from kg.extract.statements import author_statements
from kg.model.cast import Cast
from kg.model.claims import Claim
from kg.model.vocabulary import Reporting
from kg.text.annotate import Annotated


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a document when its propositions are sought."""

    annotated: Annotated
    cast: Cast
    amounts: Sequence[AmountExpression]
    attributions: Sequence[Attribution]
    found: Sequence[Proposition] = ()

    @property
    def voices(self) -> list[tuple[int, int, str]]:
        """Stretches of talk with the key of their speaker, for whom "I" and "we" stand there.

        In indirect speech ("they say that our country …") both are the reporter.
        """
        direct = [a for a in self.attributions if a.speakers and a.reporting is not Reporting.INDIRECT]
        return [(*span, a.speakers[0]) for a in direct for span in a.spans]

    @property
    def cues(self) -> list[tuple[int, int]]:
        """Characters of the words that report what somebody says."""
        return [a.cue for a in self.attributions if a.cue]


#: A finder of propositions: a pure function of what is known; `found` holds those of the finders before.
Finder = Callable[[Read], Sequence[Proposition]]

#: Every finder we ship, in order. Adding one is one line here and one file beside this.
FINDERS: Mapping[str, Finder] = MappingProxyType(
    {
        "events": lambda read: propositions(read.annotated, read.cast, read.voices),
        "posts": lambda read: posts(read.annotated, read.cast),
        "observations": lambda read: observations(read.annotated, read.cast, read.amounts, read.found),
        "acts": lambda read: utterance_acts(read.annotated, read.cast, read.attributions, read.found),
        "statements": lambda read: telling_more(
            author_statements(read.annotated, read.cast, telling(read.found), read.cues), read.found
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was found in one document."""

    claims: Sequence[Claim]
    attributions: Sequence[Attribution]
    dates: Sequence[DateExpression]
    amounts: Sequence[AmountExpression]
    stats: Mapping[str, int]


def extract(
    annotated: Annotated,
    cast: Cast,
    post_of: Callable[[str, str | None], str | None],
    version: str,
    confidence: ConfidenceModel,
) -> Extraction:
    """Claims, dates and amounts of one document; see `kg.extract.assembly.assemble` for the arguments."""
    amounts = find_amounts(annotated)
    dates = find_dates(annotated, cast)
    said = attributions(annotated, cast)
    found: list[Proposition] = []
    for finder in FINDERS.values():
        found += finder(Read(annotated, cast, amounts, said, tuple(found)))
    found = with_places(annotated, cast, with_amounts(annotated, found, amounts))
    claims = assemble(annotated, cast, Findings(said, found, dates), post_of, version, confidence)
    return Extraction(claims, said, dates, amounts, coverage(annotated, cast, said, claims))


def coverage(
    annotated: Annotated, cast: Cast, said: Sequence[Attribution], claims: Sequence[Claim]
) -> dict[str, int]:
    """How many sentences carry a claim, and how many were skipped although they looked relevant.

    `covered` + `skipped` = `sentences`; `skipped_relevant` counts skipped sentences that carry a
    reporting cue or two different actors.
    """
    spans = [annotated.raw_span(s.start, s.end) for s in annotated.sentences]
    covered = set()
    starts = sorted((c.evidence.start, c.evidence.end) for c in claims)
    i = 0
    for n, (low, high) in enumerate(spans):
        while i < len(starts) and starts[i][1] <= low and starts[i][0] < low:
            i += 1
        if any(start < high and end > low for start, end in starts[i : i + 60]):
            covered.add(n)
    cued = {annotated.sentence_of[annotated.token_at(a.cue[0])] for a in said if a.cue}
    relevant = 0
    for n, sentence in enumerate(annotated.sentences):
        if n in covered:
            continue
        actors = {key for m in cast.within(sentence.first, sentence.last) for key in m.refs}
        relevant += n in cued or len(actors) > 1
    total = len(annotated.sentences)
    return {
        "sentences": total,
        "covered": len(covered),
        "skipped": total - len(covered),
        "skipped_relevant": relevant,
        "words": sum(1 for t in annotated.parse if not t.is_space and not t.is_punct),
    }
