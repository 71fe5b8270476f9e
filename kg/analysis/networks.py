"""Agreement and conflict networks of a debate, from claims (D8: Discourse Network Analysis).

Actors who take the same stand on a concept are congruent in it, those who take opposite stands conflict in
it (P. Leifeld, "Discourse Network Analysis: Policy Debates as Dynamic Networks", in The Oxford Handbook of
Political Networks, 2017). An actor is who speaks; a concept is a topic of the claim, or whom or what it is
about; the stand is the sign of the stance. Neutral claims and claims without a stance take no stand.

Weights count concepts, not claims: saying it ten times is one stand. Of two actors with concept sets A and B
the weight is divided by what the normalisation says: "no" by 1, "activity" by (|A| + |B|) / 2, "jaccard" by
|A ∪ B|, "cosine" by √(|A| · |B|).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product
from math import sqrt
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError
from kg.model.vocabulary import Modality
from kg.store.claims import ClaimFilter
from kg.store.ledger import Ledger

if TYPE_CHECKING:
    import networkx as nx

Network = Literal["congruence", "conflict", "subtract"]
Concept = Literal["topic", "object"]
Normalisation = Literal["no", "activity", "jaccard", "cosine"]
#: Actor → concept → stands taken (+1, −1).
Stands = Mapping[str, Mapping[str, frozenset[int]]]

NETWORKS = ("congruence", "conflict", "subtract")
CONCEPTS = ("topic", "object")
NORMALISATIONS: Mapping[str, Callable[[int, int, int], float]] = {
    "no": lambda a, b, both: 1.0,  # noqa: ARG005
    "activity": lambda a, b, both: (a + b) / 2,  # noqa: ARG005
    "jaccard": lambda a, b, both: float(a + b - both),
    "cosine": lambda a, b, both: sqrt(a * b),  # noqa: ARG005
}


def stands(
    ledger: Ledger,
    concept: Concept = "topic",
    *,
    by_side: bool = False,
    since: str | None = None,
    until: str | None = None,
) -> dict[str, dict[str, frozenset[int]]]:
    """Who takes which stand on what. by_side: a speaker counts for the state that he speaks for, if known.

    A denial turns the stand round. An actor may take both stands, for and against.

    Raises:
        QueryError: no such concept.
    """
    _known(concept, CONCEPTS)
    found: defaultdict[str, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for line in ledger.claims(ClaimFilter(since=since, until=until)):
        stance, speaker = line["stance"], line["speaker"]
        if not speaker or not stance or not stance["value"]:
            continue
        sign = 1 if stance["value"] > 0 else -1
        actor = (speaker["side"] or speaker["ref"]) if by_side else speaker["ref"]
        for name in _concepts(line, concept):
            if name != actor:
                found[actor][name].add(-sign if line["modality"] == Modality.NEGATED else sign)
    return {
        actor: {name: frozenset(signs) for name, signs in sorted(some.items())}
        for actor, some in sorted(found.items())
    }


def _concepts(line: Mapping[str, Any], concept: Concept) -> Iterator[str]:
    if concept == "topic":
        yield from (f"topic:{topic}" for topic in line["topics"])
        return
    about = line["objects"] or line["subjects"] if line["kind"] == "statement" else line["objects"]
    yield from (party["ref"] for party in about)


def weights(
    taken: Stands, network: Network = "congruence", normalisation: Normalisation = "no"
) -> dict[tuple[str, str], float]:
    """Pair of actors (in order) → weight; pairs without any are left out. See the module.

    A concept is congruent for a pair when they share a stand on it, in conflict when they take opposite
    ones; somebody who took both stands may have both with one other. subtract: congruence less conflict.

    Raises:
        QueryError: no such network or normalisation.
    """
    _known(network, NETWORKS)
    _known(normalisation, NORMALISATIONS)
    counted: Counter[tuple[str, str]] = Counter()
    sign = {"congruence": (1, 0), "conflict": (0, 1), "subtract": (1, -1)}[network]
    shared: Counter[tuple[str, str]] = Counter()
    for holders in _by_concept(taken).values():
        for (one, hers), (other, his) in combinations(sorted(holders.items()), 2):
            agree, differ = bool(hers & his), any(a == -b for a, b in product(hers, his))
            shared[one, other] += 1
            counted[one, other] += sign[0] * agree + sign[1] * differ
    divide = NORMALISATIONS[normalisation]
    return {
        (one, other): count / divide(len(taken[one]), len(taken[other]), shared[one, other])
        for (one, other), count in sorted(counted.items())
        if count
    }


def _by_concept(taken: Stands) -> dict[str, dict[str, frozenset[int]]]:
    """Only actors who share a concept are ever compared."""
    holders: defaultdict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    for actor, concepts in taken.items():
        for name, signs in concepts.items():
            holders[name][actor] = signs
    return dict(sorted(holders.items()))


def discourse(
    ledger: Ledger,
    network: Network = "congruence",
    concept: Concept = "topic",
    normalisation: Normalisation = "no",
    **chosen: Any,
) -> nx.Graph[Any]:
    """The network as a networkx graph: actors with label, kind and `concepts`; edges with `weight`.

    chosen: by_side, since, until, as for `stands`. Each edge names the concepts that it rests on.
    """
    import networkx as nx

    taken = stands(ledger, concept, **chosen)
    graph: nx.Graph[Any] = nx.Graph(network=network, concept=concept, normalisation=normalisation)
    for actor, some in taken.items():
        row = ledger.one("SELECT label, kind FROM canonical WHERE ref = ?", actor)
        label, kind = (row[0], row[1]) if row else (actor, "")
        graph.add_node(actor, label=label, kind=kind, concepts=len(some))
    for (one, other), weight in weights(taken, network, normalisation).items():
        both = sorted(set(taken[one]) & set(taken[other]))
        graph.add_edge(one, other, weight=weight, concepts="|".join(both))
    return graph


def _known(value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise QueryError(f"{value!r} is none of {', '.join(known)}")
