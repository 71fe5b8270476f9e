"""CrossNER, politics (Liu et al. 2021): names of nine types in encyclopaedia sentences. MIT.

The product's kinds are not the set's: people are counted as politicians where they hold or held a post, and
events with "election" in their name as elections. "misc" (peoples, languages, ideologies) has no kind here.
"""

from __future__ import annotations

from pathlib import Path

from bench.public.common import Row, Span, Text, lines, scored, understood, written
from kg.model.cast import Mention
from kg.model.vocabulary import Kind, Resolution

_TYPES = {
    Kind.STATE: "country", Kind.PLACE: "location", Kind.REGION: "location", Kind.EVENT: "event",
    Kind.PARTY: "politicalparty", Kind.INSTITUTION: "organisation", Kind.GOVERNMENT_BODY: "organisation",
    Kind.COMPANY: "organisation", Kind.THINK_TANK: "organisation", Kind.MEDIA_OUTLET: "organisation",
    Kind.ARMED_FORCE: "organisation", Kind.ARMED_GROUP: "organisation", Kind.ORGANIZATION: "organisation",
    Kind.AGREEMENT: "misc", Kind.PROJECT: "misc", Kind.WEAPON: "misc",
}  # fmt: skip
_COARSE = {"politician": "person", "election": "event", "country": "location"}
_NAMED = (Resolution.NAME, Resolution.SHORT, Resolution.DEMONYM, Resolution.METONYM)
_NO_NAME = frozenset({"pronoun", "title", "group"})


def measure(folder: Path) -> list[Row]:
    """Exact spans: without type, with six coarse types, with all nine."""
    counts = {what: [0, 0, 0] for what in ("names", "names, six coarse types", "names, nine types")}
    for row in lines(folder / "crossner_politics_dev.jsonl"):
        line, places = written(row["tokens"])
        text = understood(line)
        ours = {
            span: label
            for m in text.cast.mentions
            if (label := label_of(m, text))
            for span in [_span(m, text)]
        }
        gold = {(places[a][0], places[b - 1][1]): label for a, b, label in row["entities"]}
        for count, same in zip(
            counts.values(),
            (lambda _a, _b: True, lambda a, b: _COARSE.get(a, a) == _COARSE.get(b, b), lambda a, b: a == b),
            strict=True,
        ):
            count[0] += sum(same(label, ours[s]) for s, label in gold.items() if s in ours)
            count[1] += len(gold)
            count[2] += len(ours)
    return [r for what, c in counts.items() for r in scored("CrossNER politics", what, "exact", *c)]


def _span(mention: Mention, text: Text) -> Span:
    return text.raw(mention.start, mention.end)


def label_of(mention: Mention, text: Text) -> str | None:
    """The set's type of a mention; None for what names nothing."""
    if mention.resolution not in _NAMED or mention.found_by in _NO_NAME or mention.kind is Kind.GROUP:
        return None
    if mention.resolution is Resolution.DEMONYM:
        return "misc"
    if mention.kind is Kind.PERSON:
        known = any(f.gazetteer for f in text.cast.figures_of(mention))
        return "politician" if known or mention.title else "person"
    label = _TYPES.get(mention.kind)
    return "election" if label == "event" and "election" in mention.text.lower() else label
