"""D1: what is hedged, denied, wished, planned, asked or only reported never becomes a `rel:` triple."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
import kg.flow.road
import kg.knowledge.gazetteer
from kg.flow.build import Options, build
from kg.knowledge.entries import Entry
from kg.knowledge.gazetteer import Gazetteer

#: Country → (adjective, people).
COUNTRIES = {
    "Ruritania": ("Ruritanian", "Ruritanians"),
    "Borduria": ("Bordurian", "Bordurians"),
    "Syldavia": ("Syldavian", "Syldavians"),
    "Freedonia": ("Freedonian", "Freedonians"),
}

NOT_FACTS = (
    # denied
    "Ruritania did not sign the treaty with Borduria.",
    "Ruritania has never attacked Borduria.",
    "Ruritania refused to sign the treaty with Borduria.",
    "Ruritania failed to sign a treaty with Borduria.",
    "Neither Ruritania nor Syldavia attacked Borduria.",
    "No treaty was signed by Ruritania and Borduria.",
    "Ruritania has not imposed sanctions on Borduria.",
    "It is not true that Ruritania attacked Borduria.",
    "Ruritania denied that it had attacked Borduria.",
    "Ruritania denied having attacked Borduria.",
    "Ruritania no longer supplies arms to Borduria.",
    "Ruritania stopped short of sanctioning Borduria.",
    # hedged
    "Ruritania may have attacked Borduria.",
    "Ruritania might sign a treaty with Borduria.",
    "Ruritania could impose sanctions on Borduria.",
    "Perhaps Ruritania attacked Borduria.",
    "Ruritania possibly supplied arms to Borduria.",
    "Ruritania allegedly attacked Borduria.",
    "Ruritania reportedly signed a treaty with Borduria.",
    "It is possible that Ruritania attacked Borduria.",
    "Ruritania is thought to have attacked Borduria.",
    "Ruritania appears to have attacked Borduria.",
    "If Ruritania attacks Borduria, the war will be long.",
    "Had Ruritania attacked Borduria, the war would have been long.",
    "Unless Ruritania signs a treaty with Borduria, trade will stop.",
    "Ruritania would sign a treaty with Borduria.",
    "Did Ruritania attack Borduria?",
    "It is unclear whether Ruritania attacked Borduria.",
    # wished and demanded
    "Ruritania should sign a treaty with Borduria.",
    "Ruritania must sanction Borduria.",
    "Ruritania ought to sign a treaty with Borduria.",
    "Ruritania needs to sign a treaty with Borduria.",
    "It is necessary that Ruritania sign a treaty with Borduria.",
    "It would be wrong for Ruritania to attack Borduria.",
    "Ruritania has to sign a treaty with Borduria.",
    # planned
    "Ruritania will sign a treaty with Borduria.",
    "Ruritania is going to impose sanctions on Borduria.",
    "Ruritania is to sign a treaty with Borduria next month.",
    "Ruritania wants to sign a treaty with Borduria.",
    "Ruritania is preparing to attack Borduria.",
    "Ruritania tried to attack Borduria.",
    # reported
    "Minister Anna Korvel said that Ruritania attacked Borduria.",
    "According to Anna Korvel, Ruritania signed a treaty with Borduria.",
    "“Ruritania attacked Borduria,” said Anna Korvel.",
    "Anna Korvel believes that Ruritania supplied arms to Borduria.",
    "Syldavia claims that Ruritania attacked Borduria.",
    "State media reported that Ruritania sanctioned Borduria.",
    "Ruritania attacked Borduria, Anna Korvel told reporters.",
    "Syldavia suspects that Ruritania attacked Borduria.",
    "Syldavia accused Ruritania of attacking Borduria.",
)

#: Sentence → (subject, relation, object) that must be accepted.
FACTS = (
    ("Ruritania signed a treaty with Borduria in May 2016.", "Ruritania", "signsWith", "Borduria"),
    ("On 3 May 2016 Ruritania attacked Borduria.", "Ruritania", "attacks", "Borduria"),
    ("Ruritania imposed sanctions on Borduria.", "Ruritania", "sanctions", "Borduria"),
    ("Ruritania sanctioned Borduria in 2014.", "Ruritania", "sanctions", "Borduria"),
    ("Borduria was attacked by Ruritania.", "Ruritania", "attacks", "Borduria"),
    ("Ruritania invaded Borduria.", "Ruritania", "attacks", "Borduria"),
    ("Ruritania recognized Borduria in 1991.", "Ruritania", "recognizes", "Borduria"),
    ("Ruritania condemned Borduria.", "Ruritania", "criticizes", "Borduria"),
    ("Ruritania threatened Borduria.", "Ruritania", "threatens", "Borduria"),
    ("Ruritania expelled three Bordurian diplomats.", "Ruritania", "expels", "Borduria"),
    ("Ruritania and Borduria signed an agreement.", "Borduria", "signsWith", "Ruritania"),
    ("Ruritania and Borduria held joint exercises.", "Ruritania", "exercisesWith", "Borduria"),
    ("Ruritania criticized Borduria.", "Ruritania", "criticizes", "Borduria"),
    ("Ruritania sold tanks to Borduria.", "Ruritania", "suppliesArmsTo", "Borduria"),
    ("Ruritania invested two billion dollars in Borduria.", "Ruritania", "investsIn", "Borduria"),
    ("Ruritania bombed Borduria.", "Ruritania", "attacks", "Borduria"),
    ("Ruritania exported wheat to Borduria in 2015.", "Ruritania", "exportsTo", "Borduria"),
    ("Ruritania protested against Borduria.", "Ruritania", "protestsAgainst", "Borduria"),
    ("Ruritania supported Borduria.", "Ruritania", "supports", "Borduria"),
    ("Ruritania cooperated with Borduria.", "Ruritania", "cooperatesWith", "Borduria"),
)  # fmt: skip


def _invented() -> Gazetteer:
    return Gazetteer(
        [
            Entry(name.lower(), "State", {"en": name}, state=name.lower(), adjectives=(adjective,), people=(people,),
                  source="invented")
            for name, (adjective, people) in COUNTRIES.items()
        ]
    )  # fmt: skip


def _built(sentences: list[str], folder: Path) -> Path:
    """One document a sentence, in a store of invented countries."""
    texts = folder / "texts"
    texts.mkdir()
    for number, sentence in enumerate(sentences):
        (texts / f"{number:02}.txt").write_text(sentence, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kg.flow.road, "load_gazetteer", _invented)
        patch.setattr(kg.knowledge.gazetteer, "load", _invented)
        report = build([str(texts)], folder / "s.kg", Options(jobs=0))
    assert (report.read, report.failed) == (len(sentences), [])
    return folder / "s.kg"


def _accepted(store: Path) -> dict[int, set[tuple[str, str, str]]]:
    """Number of the document → what the RDF store holds under `rel:` on the strength of its claims."""
    with kg.open(store) as graph:
        rows = graph.sparql(
            "SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?p), 'https://w3id.org/bilateral-kg/rel/')) }"
        )
        triples = {tuple(str(row[k]).rpartition("/")[2] for k in ("s", "p", "o")) for row in rows}
        found: dict[int, set[tuple[str, str, str]]] = {}
        for claim in graph.claims():
            number = int(Path(claim.document.source).stem)
            found.setdefault(number, set())
            if claim.accepted:
                ends = [p.ref.local for p in (*claim.subjects, *claim.objects)]
                found[number] |= {(s, str(claim.relation), o) for s in ends for o in ends} & triples
        assert triples == set().union(*found.values()) if found else not triples
    return found


@pytest.fixture(scope="module")
def claims_of_not_facts(tmp_path_factory: pytest.TempPathFactory) -> dict[int, set[tuple[str, str, str]]]:
    return _accepted(_built(list(NOT_FACTS), tmp_path_factory.mktemp("not")))


@pytest.fixture(scope="module")
def claims_of_facts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, set[tuple[str, str, str]]]]:
    yield _accepted(_built([sentence for sentence, *_ in FACTS], tmp_path_factory.mktemp("facts")))
