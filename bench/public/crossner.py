"""CrossNER, politics (Liu et al. 2021): names of nine types in encyclopaedia sentences. MIT.

The product's kinds are not the set's: people are counted as politicians where they hold or held a post, and
events with "election" in their name as elections. "misc" (peoples, languages, ideologies) has no kind here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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
#: The three kinds that everybody knows, as the published figures of general models count them.
_THREE = {
    "person": "P", "politician": "P", "organisation": "O", "politicalparty": "O",
    "location": "L", "country": "L",
}  # fmt: skip
_AROUND = re.compile(r"^(the|a) |( ?'s)$", re.IGNORECASE)
_NAMED = (Resolution.NAME, Resolution.SHORT, Resolution.DEMONYM, Resolution.METONYM)
_NO_NAME = frozenset({"pronoun", "group", "bare"})


def measure(folder: Path) -> list[Row]:
    """Exact spans: without type, with six coarse types, with all nine; and three kinds, spans normalised."""
    three = [0, 0, 0]
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
        wanted, found = _three(gold, line), _three(ours, line)
        for place, n in enumerate((len(wanted & found), len(wanted), len(found))):
            three[place] += n
        for count, same in zip(
            counts.values(),
            (lambda _a, _b: True, lambda a, b: _COARSE.get(a, a) == _COARSE.get(b, b), lambda a, b: a == b),
            strict=True,
        ):
            count[0] += sum(same(label, ours[s]) for s, label in gold.items() if s in ours)
            count[1] += len(gold)
            count[2] += len(ours)
    rows = [r for what, c in counts.items() for r in scored("CrossNER politics", what, "exact", *c)]
    return rows + scored("CrossNER politics", "persons, bodies, places", "normalised", *three)


def _three(spans: Mapping[Span, str], line: str) -> set[tuple[str, str]]:
    """Names of persons, bodies (with parties) and places (with countries), without article and possessive."""
    return {
        (_AROUND.sub("", line[low:high].strip()), _THREE[label])
        for (low, high), label in spans.items()
        if label in _THREE
    }


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
