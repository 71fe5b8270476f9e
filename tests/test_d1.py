"""D1: what is hedged, denied, wished, planned, asked or only reported never becomes a `rel:` triple."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

import kg
import kg.flow.road
import kg.knowledge.gazetteer
from kg.flow.build import Options, build
from kg.knowledge.entries import Entry
from kg.knowledge.gazetteer import Gazetteer

BASE = "https://w3id.org/bilateral-kg/"

#: Sentences about {a} and {b} with the relation that must not be accepted between them.
NOT_FACTS: tuple[tuple[str, str], ...] = (
    # denied
    ("{a} did not sign the treaty with {b}.", "signsWith"),
    ("{a} has never attacked {b}.", "attacks"),
    ("{a} refused to sign the treaty with {b}.", "signsWith"),
    ("{a} failed to sign a treaty with {b}.", "signsWith"),
    ("Neither {a} nor Syldavia attacked {b}.", "attacks"),
    ("No treaty was signed by {a} and {b}.", "signsWith"),
    ("{a} has not imposed sanctions on {b}.", "sanctions"),
    ("It is not true that {a} attacked {b}.", "attacks"),
    ("{a} denied that it had attacked {b}.", "attacks"),
    ("{a} denied having attacked {b}.", "attacks"),
    ("{a} no longer supplies arms to {b}.", "suppliesArmsTo"),
    ("{a} stopped short of sanctioning {b}.", "sanctions"),
    # hedged
    ("{a} may have attacked {b}.", "attacks"),
    ("{a} might sign a treaty with {b}.", "signsWith"),
    ("{a} could impose sanctions on {b}.", "sanctions"),
    ("Perhaps {a} attacked {b}.", "attacks"),
    ("{a} possibly supplied arms to {b}.", "suppliesArmsTo"),
    ("{a} allegedly attacked {b}.", "attacks"),
    ("{a} reportedly signed a treaty with {b}.", "signsWith"),
    ("It is possible that {a} attacked {b}.", "attacks"),
    ("{a} is thought to have attacked {b}.", "attacks"),
    ("{a} appears to have attacked {b}.", "attacks"),
    ("If {a} attacks {b}, the war will be long.", "attacks"),
    ("Had {a} attacked {b}, the war would have been long.", "attacks"),
    ("Unless {a} signs a treaty with {b}, trade will stop.", "signsWith"),
    ("{a} would sign a treaty with {b}.", "signsWith"),
    ("Did {a} attack {b}?", "attacks"),
    ("It is unclear whether {a} attacked {b}.", "attacks"),
    # wished and demanded
    ("{a} should sign a treaty with {b}.", "signsWith"),
    ("{a} must sanction {b}.", "sanctions"),
    ("{a} ought to sign a treaty with {b}.", "signsWith"),
    ("{a} needs to sign a treaty with {b}.", "signsWith"),
    ("It is necessary that {a} sign a treaty with {b}.", "signsWith"),
    ("It would be wrong for {a} to attack {b}.", "attacks"),
    ("{a} has to sign a treaty with {b}.", "signsWith"),
    # planned
    ("{a} will sign a treaty with {b}.", "signsWith"),
    ("{a} is going to impose sanctions on {b}.", "sanctions"),
    ("{a} is to sign a treaty with {b} next month.", "signsWith"),
    ("{a} wants to sign a treaty with {b}.", "signsWith"),
    ("{a} is preparing to attack {b}.", "attacks"),
    ("{a} tried to attack {b}.", "attacks"),
    # reported
    ("Minister Anna Korvel said that {a} attacked {b}.", "attacks"),
    ("According to Anna Korvel, {a} signed a treaty with {b}.", "signsWith"),
    ("“{a} attacked {b},” said Anna Korvel.", "attacks"),
    ("Anna Korvel believes that {a} supplied arms to {b}.", "suppliesArmsTo"),
    ("Syldavia claims that {a} attacked {b}.", "attacks"),
    ("State media reported that {a} sanctioned {b}.", "sanctions"),
    ("{a} attacked {b}, Anna Korvel told reporters.", "attacks"),
    ("Syldavia suspects that {a} attacked {b}.", "attacks"),
    ("Syldavia accused {a} of attacking {b}.", "attacks"),
    # told by nobody in particular, invented, almost done, or undone
    ("{a} is said to have attacked {b}.", "attacks"),
    ("{a} is rumoured to have signed a treaty with {b}.", "signsWith"),
    ("{a} is understood to have supplied arms to {b}.", "suppliesArmsTo"),
    ("{a}, it is claimed, attacked {b}.", "attacks"),
    ("{a} supposedly signed a treaty with {b}.", "signsWith"),
    ("In the novel, {a} attacked {b}.", "attacks"),
    ("It is time for {a} to sign a treaty with {b}.", "signsWith"),
    ("{a} almost attacked {b}.", "attacks"),
    ("{a} nearly attacked {b}.", "attacks"),
    ("There is no evidence that {a} attacked {b}.", "attacks"),
    ("{a} rarely, if ever, criticized {b}.", "criticizes"),
    ("The plan for {a} to attack {b} was dropped.", "attacks"),
    ("Fears that {a} attacked {b} proved wrong.", "attacks"),
    ("{a} pretended to attack {b}.", "attacks"),
    ("{a} ruled out an attack on {b}.", "attacks"),
    ("{a} suspended arms supplies to {b}.", "suppliesArmsTo"),
    ("{a} all but attacked {b}.", "attacks"),
    ("{a} acted as though it had attacked {b}.", "attacks"),
    ("{a} has yet to sign a treaty with {b}.", "signsWith"),
    ("A treaty between {a} and {b} is still to be signed.", "signsWith"),
    ("Instead of attacking {b}, {a} left.", "attacks"),
    ("Rumours that {a} attacked {b} turned out to be false.", "attacks"),
    ("{a} denied that it had attacked {b} in 1912.", "rejects"),
    ("{a} denied having attacked {b} in 1912.", "rejects"),
)

#: Sentences in the author's voice with the relation that must be accepted from {a} to {b}.
FACTS: tuple[tuple[str, str], ...] = (
    ("{a} signed a treaty with {b} in May 2016.", "signsWith"),
    ("On 3 May 2016 {a} attacked {b}.", "attacks"),
    ("{a} imposed sanctions on {b}.", "sanctions"),
    ("{a} sanctioned {b} in 2014.", "sanctions"),
    ("{b} was attacked by {a}.", "attacks"),
    ("{a} invaded {b} with three divisions in 1912.", "attacks"),
    ("{a} recognized {b} in 1991.", "recognizes"),
    ("{a} condemned {b}.", "criticizes"),
    ("{a} threatened {b}.", "threatens"),
    ("{a} expelled three diplomats of {b}.", "expels"),
    ("{a} and {b} signed an agreement.", "signsWith"),
    ("{a} and {b} held joint exercises.", "exercisesWith"),
    ("{a} criticized {b}.", "criticizes"),
    ("{a} sold tanks to {b}.", "suppliesArmsTo"),
    ("{a} invested two billion dollars in {b}.", "investsIn"),
    ("The army of {a} shelled {b}.", "attacks"),
    ("{a} exported wheat to {b} in 2015.", "exportsTo"),
    ("{a} protested against {b}.", "protestsAgainst"),
    ("{a} supported {b}.", "supports"),
    ("{a} cooperated with {b}.", "cooperatesWith"),
)
#: Each sentence has a pair of its own, so that no other one makes it accepted. All names are invented.
NAMES = (
    "Ruritania", "Borduria", "Syldavia", "Freedonia", "Graustark", "Zubrowka", "Genovia", "Carpania",
    "Novistrana", "Elbonia", "Molvania", "Krakozhia", "Tomainia", "Sylvania",
)  # fmt: skip
PAIRS = list(combinations(NAMES, 2))
Triple = tuple[str, str, str]


def _invented() -> Gazetteer:
    return Gazetteer(
        [Entry(n.lower(), "State", {"en": n}, state=n.lower(), source="invented") for n in NAMES]
    )


def _accepted(templates: Sequence[tuple[str, str]], folder: Path) -> set[Triple]:
    """The `rel:` triples of a store with one document a sentence, the i-th about the i-th pair."""
    texts = folder / "texts"
    texts.mkdir()
    for number, ((template, _), (a, b)) in enumerate(zip(templates, PAIRS, strict=False)):
        (texts / f"{number:02}.txt").write_text(template.format(a=a, b=b), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.flow.road, "load_gazetteer", _invented)
        patch.setattr(kg.knowledge.gazetteer, "load", _invented)
        report = build([str(texts)], folder / "s.kg", Options(jobs=0))
    assert (report.read, report.failed) == (len(templates), [])
    with kg.open(folder / "s.kg") as graph:
        rows = graph.sparql(f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), '{BASE}rel/')) }}")
        return {(_local(row["s"]), _local(row["p"]), _local(row["o"])) for row in rows}


def _local(iri: object) -> str:
    return str(iri).rpartition("/")[2].rstrip(">")


@pytest.fixture(scope="module")
def of_not_facts(tmp_path_factory: pytest.TempPathFactory) -> set[Triple]:
    return _accepted(NOT_FACTS, tmp_path_factory.mktemp("not"))


@pytest.fixture(scope="module")
def of_facts(tmp_path_factory: pytest.TempPathFactory) -> set[Triple]:
    return _accepted(FACTS, tmp_path_factory.mktemp("facts"))


@pytest.mark.parametrize("number", range(len(NOT_FACTS)), ids=[sentence for sentence, _ in NOT_FACTS])
def test_what_is_not_told_as_a_fact_is_none(of_not_facts: set[Triple], number: int) -> None:
    (a, b), relation = (name.lower() for name in PAIRS[number]), NOT_FACTS[number][1]
    assert not {(a, relation, b), (b, relation, a)} & of_not_facts


@pytest.mark.parametrize("number", range(len(FACTS)), ids=[sentence for sentence, _ in FACTS])
def test_what_the_author_tells_as_a_fact_is_one(of_facts: set[Triple], number: int) -> None:
    (a, b), relation = (name.lower() for name in PAIRS[number]), FACTS[number][1]
    assert (a, relation, b) in of_facts


def test_as_many_sentences_as_were_promised() -> None:
    assert len(NOT_FACTS) >= 50
    assert len(FACTS) >= 20
    assert len(PAIRS) >= len(NOT_FACTS)
