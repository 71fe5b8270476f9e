"""From clusters of names to the things of the corpus: reference, label, kind, names, posts, reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.names import slug
from kg.model.identity import Canonical, Linking, Profile
from kg.resolve.decisions import Effective


@dataclass(frozen=True, slots=True)
class Node:
    """One name (or one known entry) within a family of kinds, with the profiles that bear it.

    names, kinds, states count documents.
    """

    ref: str
    family: str
    entry: Entry | None
    profiles: tuple[int, ...]
    names: Mapping[str, int]
    kinds: Mapping[str, int]
    states: Mapping[str, int]
    genders: frozenset[str]
    aliases: tuple[str, ...]

    @property
    def label(self) -> str:
        """The entry's label, or the spelling in most documents (Latin letters first, then A to Z)."""
        if self.entry:
            return self.entry.label
        return min(self.names, key=lambda n: (slug(n) == "" or not n[:1].isascii(), -self.names[n], n))

    @property
    def known_names(self) -> tuple[str, ...]:
        """Full names: those of the entry, else those written."""
        if self.entry:
            return (*self.entry.labels.values(), *(a for a in self.entry.aliases if " " in a))
        return tuple(sorted(self.names))

    @property
    def all_aliases(self) -> tuple[str, ...]:
        """Other names that the entry or the documents give."""
        return (*self.entry.aliases, *self.aliases) if self.entry else self.aliases

    @property
    def all_genders(self) -> frozenset[str]:
        """What the entry says, else what the documents say."""
        return frozenset((self.entry.gender,)) if self.entry and self.entry.gender else self.genders

    @property
    def all_states(self) -> frozenset[str]:
        """Ids of the states that it may belong to."""
        return frozenset((self.entry.state,)) if self.entry and self.entry.state else frozenset(self.states)


def describe(
    profiles: Sequence[Profile],
    nodes: Sequence[Node],
    sets: Iterable[Sequence[int]],
    reasons: Mapping[int, Sequence[str]],
    ambiguous: Mapping[int, Sequence[int]],
    decided: Effective,
    gazetteer: Gazetteer,
) -> Linking:
    """The linker's answer from its clusters (sets of node numbers)."""
    ranks = {i: _rank(node) for i, node in enumerate(nodes)}
    clusters = sorted(sorted(members, key=ranks.__getitem__) for members in sets)
    named = _named_by_merge(nodes, decided)
    heads = {}
    for members in clusters:
        chosen = [nodes[i].ref for i in members if nodes[i].ref in named]
        lead = max(chosen, key=lambda ref: named[ref]) if chosen else nodes[members[0]].ref
        heads.update(dict.fromkeys(members, lead))
    links: list[tuple[str, str]] = [("", "")] * len(profiles)
    for i, node in enumerate(nodes):
        reason = "; ".join(reasons.get(i, ())) or ("known entry" if node.entry else "by its name")
        for profile in node.profiles:
            links[profile] = (heads[i], reason)
    canonicals = []
    for members in clusters:
        unsure = {heads[j] for i in members for j in ambiguous.get(i, ())} - {heads[members[0]]}
        canonicals.append(
            _canonical(heads[members[0]], [nodes[i] for i in members],
                       [r for i in members for r in reasons.get(i, ())], sorted(unsure), decided, gazetteer)
        )  # fmt: skip
    return Linking(links, sorted(canonicals, key=lambda c: c.ref))


def _rank(node: Node) -> tuple[bool, int, int, str]:
    spelled = sum(len(word) > 1 for word in slug(node.label).split("-"))
    return (node.entry is None, -spelled, -sum(node.names.values()), node.ref)


def _named_by_merge(nodes: Sequence[Node], decided: Effective) -> dict[str, int]:
    """References that name their cluster by a standing merge → the number of that decision."""
    present = {node.ref for node in nodes}
    return {refs[0]: number for number, refs in decided.merges if refs[0] in present}


def _canonical(
    ref: str,
    members: Sequence[Node],
    reasons: Sequence[str],
    unsure: Sequence[str],
    decided: Effective,
    gazetteer: Gazetteer,
) -> Canonical:
    lead = next(node for node in members if node.ref == ref)
    entry = lead.entry or next((node.entry for node in members if node.entry), None)
    refs = [node.ref for node in members]
    label = next((decided.labels[r] for r in (ref, *refs) if r in decided.labels), lead.label)
    kind = next((decided.kinds[r] for r in (ref, *refs) if r in decided.kinds), None)
    names = {name for node in members for name in (*node.names, *node.aliases)}
    labels = dict(entry.labels) if entry else {}
    known = entry.aliases if entry else ()
    aliases = dict.fromkeys((*known, *sorted(names), *([lead.label] if label != lead.label else [])))
    for taken in (label, *labels.values()):
        aliases.pop(taken, None)
    state = entry.state if entry else _most(_sum(node.states for node in members))
    return Canonical(
        ref=ref,
        label=label,
        kind=kind or (entry.kind if entry else _most(_sum(node.kinds for node in members)) or "Organization"),
        labels=labels,
        aliases=tuple(aliases),
        state=f"id:{state}" if state else None,
        wikidata=entry.wikidata if entry else None,
        posts=tuple(_posts(entry, gazetteer)) if entry else (),
        reasons=tuple(sorted(set(reasons))),
        ambiguous=tuple(unsure),
        redirects=tuple(sorted(r for r in refs if r != ref)),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: defaultdict[str, int] = defaultdict(int)
    for count in counts:
        for value, number in count.items():
            total[value] += number
    return dict(total)


def _most(counts: Mapping[str, int]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _posts(entry: Entry, gazetteer: Gazetteer) -> Iterable[dict[str, str | None]]:
    for post in entry.posts:
        body = gazetteer.get(post.body) if post.body else None
        yield {
            "title": post.title,
            "body": f"id:{post.body}" if body else None,
            "body_label": body.label if body else post.body,
            "state": f"id:{post.state}" if post.state else None,
            "since": post.since,
            "until": post.until,
            "source": entry.source,
        }
