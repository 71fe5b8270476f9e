"""The two documents that the product was conceived from, as they are, no hints given.

They may not enter the project: the test reads them beside the checkout and skips where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.flow.build import Options, build
from kg.store.ledger import Ledger

SEEDS = Path(__file__).parents[2] / "shared" / "corpus" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not beside this checkout")

PEOPLE = (
    "John Kerry", "Alexei Pushkov", "Xi Jinping", "Vladimir Putin", "Huang Songping", "Shen Danyang",
    "Alexander Gabuev", "Hu Hao", "Feng Yujun",
)  # fmt: skip
THINGS = {
    "S-400": {"Weapon"},
    "Su-35": {"Weapon"},
    "Moscow-Kazan high-speed railway": {"Project"},
    "Silk Road Economic Belt": {"Project"},
    "Eurasian Economic Union": {"Institution"},
    "AIIB": {"Institution"},
    "CICA": {"Institution"},
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[kg.Graph]:
    store = tmp_path_factory.mktemp("seeds") / "seeds.kg"
    report = build([str(SEEDS)], store, Options(jobs=0))
    assert (report.read, report.failed) == (2, [])
    with kg.open(store) as opened:
        yield opened


@pytest.mark.parametrize("name", PEOPLE)
def test_every_named_person_is_there_once(graph: kg.Graph, name: str) -> None:
    assert graph[name].kind == "Person"
    surname = (
        name.split()[0]
        if name in ("Xi Jinping", "Huang Songping", "Shen Danyang", "Hu Hao", "Feng Yujun")
        else name.split()[-1]
    )
    same = [e.label for e in graph.entities("Person") if surname in e.label.split()]
    assert same == [name]


@pytest.mark.parametrize("name", THINGS)
def test_things_are_of_fitting_kinds(graph: kg.Graph, name: str) -> None:
    assert graph[name].kind in THINGS[name]


def test_gabuev_has_his_post_and_his_claims(graph: kg.Graph) -> None:
    gabuev = graph["Alexander Gabuev"]
    bodies = [str(post["body_label"] or post["body"]) for post in gabuev.posts()]
    assert any("Carnegie Moscow Center" in body for body in bodies)
    assert len(gabuev.said()) >= 6


def test_feng_speaks(graph: kg.Graph) -> None:
    assert len(graph["Feng Yujun"].said()) >= 2


def test_both_trade_figures_have_value_unit_and_direction(graph: kg.Graph) -> None:
    figures = {
        (amount.value, amount.unit, amount.direction)
        for claim in graph["Huang Songping"].said()
        for amount in claim.amounts
    }
    assert {(32.9e9, "USD", "down"), (31.4e9, "USD", "down")} <= figures


def test_the_chain_of_the_tweet_has_three_hops(graph: kg.Graph) -> None:
    chains = [[hop.role for hop in claim.attribution] for claim in graph["Alexei Pushkov"].said()]
    labels = [[hop.label for hop in claim.attribution] for claim in graph["Alexei Pushkov"].said()]
    assert any(len(chain) >= 3 for chain in chains), labels
    assert any("state media" in " ".join(names).lower() for names in labels), labels


def test_the_other_seed_has_the_authors_voice(graph: kg.Graph) -> None:
    own = [c for c in graph.claims() if c.document.source.endswith("000_86555b22ab1b9068.txt")]
    assert own
    assert sum(c.speaker is None for c in own) / len(own) > 0.8


def test_every_span_is_the_raw_text(graph: kg.Graph) -> None:
    from kg.cli.validate import wrong_spans

    with Ledger.open(graph.path) as ledger:
        problems, spans = wrong_spans(ledger)
    assert problems == []
    assert spans > 300
