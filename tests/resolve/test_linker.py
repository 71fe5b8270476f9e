"""Across documents: who is linked to whom, who stays apart, and why."""

from __future__ import annotations

import random
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.identity import Linking, Profile, standing
from kg.resolve.decisions import Effective, effective
from kg.resolve.linker import link_profiles
from kg.resolve.links import Clusters
from kg.resolve.spelling import is_short_for, words
from kg.store.ledger import DecisionLine
from tests import make

GAZETTEER = make.gazetteer()


def _link(*profiles: Profile, decided: Effective | None = None) -> Linking:
    return link_profiles(profiles, decided or Effective(), GAZETTEER)


def _refs(*profiles: Profile, decided: Effective | None = None) -> list[str]:
    return [ref for ref, _ in _link(*profiles, decided=decided).links]


def person(name: str, **more: Any) -> Profile:
    return Profile(name, "Person", **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alexander Sergeyev", "Aleksandr Sergeev"),
        ("Александр Сергеев", "Alexander Sergeyev"),
        ("Jevgeni Medvedyev", "Jevgeni Medvedev"),
        ("Anna Korvel", "Korvel"),
        ("Anna Korvel", "A. Korvel"),
        ("Anna Maria Korvel", "Anna Korvel"),
        ("Anna Maria Korvel", "A. M. Korvel"),
        ("Korvel Anna", "Anna Korvel"),
        ("José Korvél", "Jose Korvel"),
    ],
)
def test_one_person_in_two_spellings_is_one(one: str, other: str) -> None:
    refs = _refs(person(one), person(other))
    assert refs[0] == refs[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("Anna Korvel"), person("Boris Korvel")),
        (person("Anna Korvel"), person("Anna")),
        (person("Jiang Wei"), person("Yang Wei")),
        (person("A. Korvel", gender="m"), person("Anna Korvel", gender="f")),
        (person("Korvel", state="borduria"), person("Anna Korvel", state="ruritania")),
        (person("Georgia"), Profile("Georgia", "State")),
        (Profile("Northern Line", "Project"), Profile("Northern Line", "Company")),
        (person("Mira Tolvan", gazetteer="mira-tolvan"), person("Mara Tolvan")),
        (Profile("Bank of Strelsau", "Company"), Profile("Strelsau", "Place")),
    ],
)
def test_what_may_differ_stays_apart(one: Profile, other: Profile) -> None:
    refs = _refs(one, other)
    assert refs[0] != refs[1]


def test_the_known_have_the_gazetteers_id() -> None:
    made = _link(
        person("Tolvan", state="syldavia"),
        person("Mira Tolvan", gazetteer="mira-tolvan", state="syldavia"),
        Profile("Union of the Alps", "Organization"),
        Profile("Alpine Union", "Institution", gazetteer="alpine-union"),
    )
    assert [ref for ref, _ in made.links] == [
        "id:mira-tolvan",
        "id:mira-tolvan",
        "id:alpine-union",
        "id:alpine-union",
    ]
    known = next(c for c in made.canonicals if c.ref == "id:mira-tolvan")
    assert (known.label, known.wikidata, known.state) == ("Mira Tolvan", "Q99999902", "id:syldavia")
    assert known.posts[0]["title"] == "foreign minister"
    assert known.redirects == ("id:tolvan",)
    assert known.reasons == ("“Tolvan” fits Mira Tolvan and no other fuller name",)


def test_an_ambiguous_surname_stays_and_says_so() -> None:
    made = _link(person("Anna Korvel"), person("Boris Korvel"), person("Korvel"))
    assert [ref for ref, _ in made.links] == ["id:anna-korvel", "id:boris-korvel", "id:korvel"]
    short = next(c for c in made.canonicals if c.ref == "id:korvel")
    assert short.ambiguous == ("id:anna-korvel", "id:boris-korvel")


def test_an_alias_given_in_one_text_serves_another() -> None:
    full = Profile("Strelsau Trade Council", "Organization", aliases=("STC",))
    assert _refs(full, Profile("STC", "Organization")) == ["id:strelsau-trade-council"] * 2
    rival = Profile("Syldavian Tea Club", "Organization", aliases=("STC",))
    assert len(set(_refs(full, rival, Profile("STC", "Organization")))) == 3


def test_reviewers_have_the_last_word() -> None:
    given_ = [person("Anna Korvel"), person("Korvel"), person("Pavel Strand")]
    split = Effective(splits=(("id:anna-korvel", "id:korvel"),))
    assert len(set(_refs(*given_, decided=split))) == 3
    merge = Effective(merges=((4, ("id:pavel-strand", "id:anna-korvel")),))
    assert set(_refs(*given_, decided=merge)) == {"id:pavel-strand"}
    named = Effective(labels={"id:korvel": "A. K."}, kinds={"id:korvel": "Group"})
    made = next(c for c in _link(*given_, decided=named).canonicals if c.ref == "id:anna-korvel")
    assert (made.label, made.kind) == ("A. K.", "Group")


def test_what_decisions_mean_together() -> None:
    def line(number: int, act: str, *arguments: str) -> DecisionLine:
        return DecisionLine(number, act, arguments)

    lines = [
        line(1, "merge", "id:a", "id:b"),
        line(2, "undo", "1"),
        line(3, "undo", "2"),
        line(4, "rename", "id:a", "A"),
        line(5, "rename", "id:a", "B"),
        line(6, "split", "id:b", "id:a"),
    ]
    assert [d.number for d in standing(lines)] == [1, 4, 5, 6]
    made = effective(standing(lines))
    assert (made.merges, made.splits, made.labels) == ((), (("id:b", "id:a"),), {"id:a": "B"})
    again = effective(standing([*lines, line(7, "merge", "id:b", "id:a")]))
    assert (again.merges, again.splits) == (((7, ("id:b", "id:a")),), ())


@pytest.mark.parametrize(
    ("pair", "left"),
    [
        (("id:a", "id:b"), ("id:a", "id:c")),
        (("id:b", "id:a"), ("id:a", "id:c")),
        (("id:b", "id:c"), ("id:a", "id:b")),
        (("id:a", "id:d"), ("id:a", "id:b", "id:c")),
    ],
)
def test_a_split_takes_one_out_of_a_merge_of_three(pair: tuple[str, str], left: tuple[str, ...]) -> None:
    lines = [DecisionLine(1, "merge", ("id:a", "id:b", "id:c")), DecisionLine(2, "split", pair)]
    assert effective(lines).merges == ((1, left),)


_NAMES = st.sampled_from(
    ["Anna Korvel", "Korvel", "A. Korvel", "Boris Korvel", "Анна Корвел", "Anna Maria Korvel", "KI",
     "Korvel Institute", "Pavel Strand", "P. Strand", "Strand", "Ruritania", "Mira Tolvan", "Tolvan"]
)  # fmt: skip
_PROFILES = st.lists(
    st.builds(
        Profile, _NAMES, st.sampled_from(["Person", "Organization", "State", "Company"]), st.just(""),
        st.sampled_from(["", "ruritania", "borduria"]), st.sampled_from(["", "f", "m"]),
        st.sampled_from([(), ("KI",)]), st.integers(1, 3),
    ), max_size=12, unique_by=lambda p: p.key,
)  # fmt: skip


@given(_PROFILES, st.randoms(use_true_random=False))
def test_the_order_of_profiles_does_not_matter(profiles: list[Profile], rng: random.Random) -> None:
    first = _link(*profiles)
    shuffled = profiles[:]
    rng.shuffle(shuffled)
    second = _link(*shuffled)
    assert {p.key: link for p, link in zip(profiles, first.links, strict=True)} == {
        p.key: link for p, link in zip(shuffled, second.links, strict=True)
    }
    assert list(first.canonicals) == list(second.canonicals)
    refs = {c.ref for c in first.canonicals}
    assert {ref for ref, _ in first.links} == refs
    assert not refs & {old for c in first.canonicals for old in c.redirects}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15),
       st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))  # fmt: skip
def test_clusters_are_components_that_respect_what_is_forbidden(
    ties: list[tuple[int, int]], apart: list[tuple[int, int]]
) -> None:
    free = Clusters(range(10))
    for one, other in ties:
        assert free.join(one, other)
    graph: nx.Graph[int] = nx.Graph(ties)
    graph.add_nodes_from(range(10))
    assert {frozenset(s) for s in free.sets()} == {frozenset(c) for c in nx.connected_components(graph)}
    bound = Clusters(range(10))
    for one, other in apart:
        bound.forbid(one, other)
    kept: nx.Graph[int] = nx.Graph()
    kept.add_nodes_from(range(10))
    for one, other in ties:
        tried = kept.copy()
        tried.add_edge(one, other)
        allowed = not any(a != b and nx.has_path(tried, a, b) for a, b in apart)
        assert bound.join(one, other) is allowed
        kept = tried if allowed else kept
    assert {frozenset(s) for s in bound.sets()} == {frozenset(c) for c in nx.connected_components(kept)}


def test_short_forms() -> None:
    full = words("Anna Maria Korvel")
    assert all(is_short_for(words(n), full) for n in ("Korvel", "A. Korvel", "Anna Korvel", "A. M. Korvel"))
    assert not any(
        is_short_for(words(n), full) for n in ("Anna", "Maria Korvel", "B. Korvel", "Anna Maria Korvel")
    )
