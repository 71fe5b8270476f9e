"""Source and target of events in news: spans of who acts and on whom. GPL-3.0: evaluate only.

The labels hold one act a sentence, mostly that of its main verb, and acts of speech ("accused", "said it is
pessimistic about") are acts there as any other. So two readings are counted:

* "all events": the parties of every event claim, as they stand. A second event of the sentence, right or
  not, counts against precision, and what somebody says about somebody counts as nothing.
* "main act": the event claim nearest to the root of the sentence; where there is none, the statement nearest
  to the root, whose source is its speaker and whose target is whom it is about first. A subject that only
  suffers the act (flag "agentless") is its target. Where one side is nobody's, the labels take the place of
  the act for it ("was arrested in Ruritania"), and so does this reading. They never mark a pronoun, so a
  pronoun is counted where the sentence names whom it means. Where somebody says what another ought to do,
  the act is the demand, as in the labels.

Parties that act on each other (label R) are source and target at once: in both readings they are compared
with everybody found, among the rows of both roles together; the rows of one role leave these sentences out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.public.common import Row, Span, Text, lines, matched, scored, understood, written
from kg.evaluation.formats import bio_spans
from kg.extract.events.parties_phrase import phrase
from kg.model.claims import Claim, Party
from kg.model.vocabulary import ClaimKind, Modality, Resolution

_NAME = "CAMEO source and target"
_ROLES = {"S": "source", "T": "target"}
_CLITICS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$"})
Sides = dict[str, set[Span]]


def measure(folder: Path) -> list[Row]:
    """Exact and overlapping spans of sources and targets, together and apart, in both readings."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in lines(folder / "cameo_srctgt_train.jsonl"):
        line, places = rejoined(row["tokens"])
        gold: Sides = defaultdict(set)
        for first, last, label in bio_spans(row["tags"]):
            gold[_ROLES.get(label, "each")].add((places[first][0], places[last - 1][1]))
        text = understood(line)
        for reading, ours in (("all events", all_events(text)), ("main act", main_act(text))):
            count(gold, ours, reading, counts)
    made: list[Row] = []
    for key, (hits, labelled, ours_all) in counts.items():
        what, _, metric = key.partition("|")
        made += scored(_NAME, what, metric, hits, labelled, ours_all)
    return made


def rejoined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    """Tokens as people write them, and where each stands.

    The set's tokens break words at hyphens, apostrophes, points and letters with accents ("rebel - held",
    "Ruritania ’ s", "300 , 000", "Jos é"), which nobody writes and no parser was trained on.
    """
    text, places = written(tokens)
    made, spans, end = "", [], 0
    for number, (start, stop) in enumerate(places):
        gap = text[end:start]
        made += "" if gap and _broken(tokens, number) else gap
        spans.append((len(made), len(made) + stop - start))
        made, end = made + text[start:stop], stop
    return made, spans


def _broken(tokens: Sequence[str], number: int) -> bool:
    """Whether a token goes on with the word of the token before it."""
    before, here = tokens[number - 1], tokens[number]
    first = tokens[number - 2] if number > 1 else ""
    after = tokens[number + 1] if number + 1 < len(tokens) else ""
    if here == "-" or before == "-":
        ends = (before, after) if here == "-" else (first, here)
        return all(end[:1].isalnum() or end[:1] == "(" for end in ends)
    if before in ("’", "'"):
        return here in _CLITICS
    if before in (",", "."):
        numbers = first.isdigit() and here.isdigit() and (before == "." or len(here) == 3)
        return numbers or (before == "." and len(first) == len(here) == 1 and here.isalpha())
    return _accent(here) or (_accent(before) and here[:1].islower())


def _accent(token: str) -> bool:
    return len(token) == 1 and token.isalpha() and token.islower() and not token.isascii()


def count(
    gold: Mapping[str, set[Span]], ours: Mapping[str, set[Span]], reading: str, counts: dict[str, list[int]]
) -> None:
    """Add the spans of one sentence: hits, labelled, found, under "reading, role|how"."""
    parts = {role: (gold.get(role, set()), ours.get(role, set())) for role in _ROLES.values()}
    if gold.get("each"):
        parts = {"each": (_pooled(gold.values()), _pooled(ours.values()))}
    for part, (a, b) in parts.items():
        for how, hits in (("exact", len(a & b)), ("overlap", matched(a, b, 1e-9))):
            for name in ("both",) if part == "each" else (part, "both"):
                for place, n in enumerate((hits, len(a), len(b))):
                    counts[f"{reading}, {name}|{how}"][place] += n


def all_events(text: Text) -> Sides:
    """The parties of every event claim, as they stand."""
    sides: Sides = defaultdict(set)
    for claim in text.found.claims:
        if claim.kind is ClaimKind.EVENT:
            for role, parties in (("source", claim.subjects), ("target", claim.objects)):
                spans = [(p.start, p.end) for p in parties]
                sides[role] |= {(start, end) for start, end in spans if start is not None and end is not None}
    return sides


def main_act(text: Text) -> Sides:
    """The parties of the act that the sentence is built around; nobody where no claim was made."""
    for kind in (ClaimKind.EVENT, ClaimKind.STATEMENT):
        claims = [c for c in text.found.claims if c.kind is kind]
        if claims:
            top = min(claims, key=lambda c: (_depth(text, c), c.evidence.end - c.evidence.start))
            return _sides(text, [c for c in claims if c.evidence == top.evidence])
    return {}


def _sides(text: Text, claims: Iterable[Claim]) -> Sides:
    sides: Sides = defaultdict(set)
    for claim in claims:
        source, target = claim.subjects, claim.objects
        said_by = claim.speaker
        if said_by is not None and (claim.kind is ClaimKind.STATEMENT or _demands(claim)):
            sides["source"] |= _place(text, said_by.ref.local, said_by.start, said_by.end)
            others = [tuple(p for p in side if p.ref != said_by.ref) for side in (source, target)]
            source, target = (), others[0] or others[1]
        elif "agentless" in claim.flags:
            source, target = (), (*source, *target)
        if claim.kind is ClaimKind.EVENT and claim.where is not None:
            source, target = source or (claim.where,), target or (claim.where,)
        for role, parties in (("source", source), ("target", target)):
            for party in parties:
                sides[role] |= _of(text, party)
    return sides


def _demands(claim: Claim) -> bool:
    """Whether somebody says what another ought to do: that is the act then, not what ought to be done."""
    speaker = claim.speaker
    own = speaker is not None and any(p.ref == speaker.ref for p in claim.subjects)
    return claim.modality is Modality.NORMATIVE and speaker is not None and not own


def _of(text: Text, party: Party) -> set[Span]:
    key, start = party.ref.local, party.start
    word = text.annotated.token_at(start) if start is not None else None
    if word is not None and text.annotated.parse[word].tag_ not in _PRONOUNS:
        return _place(text, key, start, party.end)
    return _place(text, key, None, start) or _place(text, key, start, party.end)


def _place(text: Text, key: str, start: int | None, end: int | None) -> set[Span]:
    """The noun phrase at a place; without a start, that of the last name of the figure before the end."""
    named = [m for m in text.cast.mentions if key in m.refs and m.resolution is not Resolution.PRONOUN]
    spans = [(text.raw(m.start, m.end), text.raw(*phrase(text.annotated.parse, m))) for m in named]
    if start is None:
        before = [whole for own, whole in spans if end is None or own[1] <= end]
        return {before[-1]} if before else {whole for _, whole in spans[:1]}
    held = [whole for own, whole in spans if own[0] < (end or start) and start < own[1]]
    return {held[0]} if held else ({(start, end)} if end is not None else set())


def _depth(text: Text, claim: Claim) -> int:
    """Steps from the highest word of the claim's evidence up to the root of its sentence.

    A claim whose subject stands in a clause above has that clause's verb in its longer evidence too.
    """
    held = [
        t
        for t in text.annotated.parse
        if claim.evidence.start <= text.raw(t.idx, t.idx + 1)[0] < claim.evidence.end
    ]
    return min((sum(1 for _ in token.ancestors) for token in held), default=len(text.annotated.parse))


def _pooled(sides: Iterable[set[Span]]) -> set[Span]:
    return {span for spans in sides for span in spans}
