"""Across documents: which figures are one thing of the corpus.

Nodes are names, not documents: figures that look alike are one profile, and profiles of one name and
family of kinds are one node, so that the work grows with the number of different names. Ties between
nodes come from blocks of equal keys, never from all pairs, each with its reason. The outcome hangs on
the set of profiles and decisions only, not on the order in which documents were read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.names import normalise, slug
from kg.model.identity import Line, Linking, Profile
from kg.resolve.decisions import Effective, effective
from kg.resolve.describe import Node, describe
from kg.resolve.links import Clusters
from kg.resolve.spelling import is_short_for, words

#: Kinds that one name may be taken for in different texts. A name is one thing only within a family.
FAMILIES: Mapping[str, str] = {
    "Person": "person",
    "State": "place", "Region": "place", "Place": "place",
    "Project": "thing", "Agreement": "thing", "Weapon": "thing", "Event": "thing",
    "Group": "group",
}  # fmt: skip
_OTHER_FAMILY = "body"
#: The first family that bears a name gets its plain slug as reference, the others a suffix.
_FAMILY_ORDER = ("person", "body", "place", "thing", "group")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes that may be one, and why."""

    one: int
    other: int
    reason: str


@dataclass(slots=True)
class Net:
    """Nodes with their index by reference, and what was learnt about each."""

    nodes: list[Node]
    by_ref: dict[str, int]
    reasons: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    ambiguous: dict[int, list[int]] = field(default_factory=dict)


def family(kind: str) -> str:
    """The family of a kind."""
    return FAMILIES.get(kind, _OTHER_FAMILY)


def linker(gazetteer: Gazetteer) -> Callable[[Sequence[Profile], Sequence[Line]], Linking]:
    """The linker over a gazetteer, as `Ledger.finish` takes it."""

    def link(profiles: Sequence[Profile], decisions: Sequence[Line]) -> Linking:
        return link_profiles(profiles, effective(decisions), gazetteer)

    return link


def link(profiles: Sequence[Profile], decisions: Sequence[Line]) -> Linking:
    """The linker over the gazetteer of data/."""
    from kg.knowledge.gazetteer import load

    return linker(load())(profiles, decisions)


def link_profiles(profiles: Sequence[Profile], decided: Effective, gazetteer: Gazetteer) -> Linking:
    """Who is who among profiles, given the standing decisions."""
    nodes = _nodes(profiles, gazetteer)
    net = Net(nodes, {node.ref: i for i, node in enumerate(nodes)})
    clusters = Clusters(range(len(nodes)))
    _decide(net, clusters, decided)
    for tie in (*_same_as_known(net, gazetteer), *_same_spelling(net), *_shared_alias(net)):
        _tie(net, clusters, tie)
    _short_forms(net, clusters)
    return describe(profiles, net.nodes, clusters.sets(), net.reasons, net.ambiguous, decided, gazetteer)


def _nodes(profiles: Sequence[Profile], gazetteer: Gazetteer) -> list[Node]:
    groups: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        known = profile.gazetteer if gazetteer.get(profile.gazetteer) else ""
        own = f"-{profile.document.rpartition(':')[2][:8]}" if profile.document else ""
        key = ("", "", known) if known else (slug(profile.name) + own, family(profile.kind), "")
        groups[key].append(i)
    refs = _references(groups)
    return [_node(refs[key], key, groups[key], profiles, gazetteer) for key in sorted(groups)]


def _references(keys: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], str]:
    """A reference for each group: the gazetteer's id, or the name's slug, with the family if taken."""
    keys = list(keys)
    taken = {known for _, _, known in keys if known}
    refs = {key: f"id:{key[2]}" for key in keys if key[2]}
    for key in sorted((k for k in keys if not k[2]), key=lambda k: (k[0], _FAMILY_ORDER.index(k[1]))):
        name = key[0] if key[0] not in taken else f"{key[0]}-{key[1]}"
        number = 2
        while name in taken:
            name, number = f"{key[0]}-{key[1]}-{number}", number + 1
        taken.add(name)
        refs[key] = f"id:{name}"
    return refs


def _node(
    ref: str, key: tuple[str, str, str], members: list[int], profiles: Sequence[Profile], gazetteer: Gazetteer
) -> Node:
    mine = [profiles[i] for i in members]
    entry = gazetteer.get(key[2]) if key[2] else None
    return Node(
        ref=ref,
        family=family(entry.kind) if entry else key[1],
        entry=entry,
        profiles=tuple(members),
        names=_count((p.name, p.documents) for p in mine),
        kinds=_count((p.kind, p.documents) for p in mine),
        states=_count((p.state, p.documents) for p in mine if p.state),
        genders=frozenset(p.gender for p in mine if p.gender),
        aliases=tuple(sorted({a for p in mine for a in p.aliases} - {p.name for p in mine})),
    )


def _count(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for value, number in pairs:
        counts[value] += number
    return dict(counts)


def _decide(net: Net, clusters: Clusters[int], decided: Effective) -> None:
    """Reviewers first: what they keep apart stays apart, what they join is joined."""
    for one, other in decided.splits:
        if one in net.by_ref and other in net.by_ref:
            clusters.forbid(net.by_ref[one], net.by_ref[other])
    for number, refs in decided.merges:
        found = [net.by_ref[ref] for ref in refs if ref in net.by_ref]
        for node in found[1:]:
            if clusters.join(found[0], node):
                net.reasons[node].append(f"decision {number} merged {' and '.join(refs)}")


def _tie(net: Net, clusters: Clusters[int], tie: Tie) -> bool:
    """Join two nodes unless decisions, states, genders or two known entries speak against it."""
    if not _may_be_one(net, clusters, tie.one, tie.other) or not clusters.join(tie.one, tie.other):
        return False
    net.reasons[tie.one].append(tie.reason)
    return True


def _may_be_one(net: Net, clusters: Clusters[int], one: int, other: int) -> bool:
    if clusters.head(one) == clusters.head(other):
        return True
    a, b = net.nodes[one], net.nodes[other]
    return a.family == b.family and not (a.entry and b.entry) and _compatible(a, b)


def _compatible(a: Node, b: Node) -> bool:
    genders, states = a.all_genders | b.all_genders, (a.all_states, b.all_states)
    if len(genders) > 1:
        return False
    return not (states[0] and states[1]) or bool(states[0] & states[1])


def _same_as_known(net: Net, gazetteer: Gazetteer) -> Iterator[Tie]:
    """Open names that the gazetteer has, once, of the same family, and without another meaning."""
    for i, node in enumerate(net.nodes):
        if node.entry:
            continue
        for name in sorted(node.names):
            entries = gazetteer.lookup(name)
            if len(entries) != 1 or not _clearly(entries[0], name, node):
                continue
            target = net.by_ref.get(f"id:{entries[0].id}")
            if target is not None and net.nodes[target].entry:
                yield Tie(i, target, f"“{name}” is a name of {entries[0].label}")


def _clearly(entry: Entry, name: str, node: Node) -> bool:
    if family(entry.kind) != node.family or name in entry.ambiguous:
        return False
    return node.family != "person" or len(words(name)) > 1


def _same_spelling(net: Net) -> Iterator[Tie]:
    """People of two or more names that differ in transliteration or in the order of two names."""
    blocks: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, node in enumerate(net.nodes):
        if node.family == "person":
            for name in node.known_names:
                key = words(name)
                if len(key) > 1:
                    blocks[tuple(sorted(key)) if len(key) == 2 else key].add(i)
    for key in sorted(blocks):
        for one, other in combinations(sorted(blocks[key], key=lambda i: _rank(net.nodes[i])), 2):
            a, b = net.nodes[other].label, net.nodes[one].label
            yield Tie(other, one, f"“{a}” is another spelling of {b}")


def _shared_alias(net: Net) -> Iterator[Tie]:
    """A name that exactly one other thing of the family gives as its alias ("…, or EAEU, …")."""
    holders: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for i, node in enumerate(net.nodes):
        if node.family != "person":
            for alias in node.all_aliases:
                holders[node.family, normalise(alias)].add(i)
    for i, node in enumerate(net.nodes):
        found = {h for name in node.names for h in holders.get((node.family, normalise(name)), ())} - {i}
        if node.entry is None and len(found) == 1:
            other = found.pop()
            yield Tie(i, other, f"“{node.label}” is given as another name of {net.nodes[other].label}")


def _short_forms(net: Net, clusters: Clusters[int]) -> None:
    """People known by a surname or initials join the one fuller name that fits; else they stay."""
    by_surname: defaultdict[str, set[int]] = defaultdict(set)
    for i, node in enumerate(net.nodes):
        if node.family == "person":
            for name in node.known_names:
                by_surname[words(name)[-1]].add(i)
    people = [i for i, node in enumerate(net.nodes) if node.family == "person" and node.entry is None]
    for i in sorted(people, key=lambda i: (-len(words(net.nodes[i].label)), _rank(net.nodes[i]))):
        short = words(net.nodes[i].label)
        fuller = [
            j
            for j in sorted(by_surname[short[-1]] - {i}, key=lambda j: net.nodes[j].ref)
            if any(is_short_for(short, words(name)) for name in net.nodes[j].known_names)
            and _may_be_one(net, clusters, i, j)
        ]
        heads = {clusters.head(j) for j in fuller} - {clusters.head(i)}
        if len(heads) == 1:
            target = min(fuller, key=lambda j: _rank(net.nodes[j]))
            reason = f"“{net.nodes[i].label}” fits {net.nodes[target].label} and no other fuller name"
            _tie(net, clusters, Tie(i, target, reason))
        elif heads:
            net.ambiguous[i] = fuller


def _rank(node: Node) -> tuple[bool, int, int, str]:
    """Best name first: known, then of most words, then in most documents, then by reference."""
    spelled = sum(len(word) > 1 for word in words(node.label))
    return (node.entry is None, -spelled, -sum(node.names.values()), node.ref)
