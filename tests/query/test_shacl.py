"""A built graph conforms; each shape rejects a graph that is broken in just its point."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rdflib import Dataset, Graph

import kg.export
from kg.query.shacl import Problem, validate
from kg.store.ledger import Ledger
from tests.export import stores

KG = "https://w3id.org/bilateral-kg/ontology#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DERIVED = "<https://w3id.org/bilateral-kg/graph/derived>"


#: rdflib's own parsers use what its Dataset calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The plain store as N-Quads."""
    folder = stores.plain(tmp_path_factory.mktemp("shacl") / "plain.kg")
    out = io.BytesIO()
    with Ledger.open(folder) as ledger:
        kg.export.write(ledger, "nquads", out)
    return out.getvalue().decode()


@pytest.fixture(scope="module")
def contract(quads: str) -> str:
    """The one document whose claim has every field: small, so that each test is fast."""
    [graph] = re.findall(r"<([^>]+)> <" + KG + r'source> "c.txt"', quads)
    return "".join(line for line in quads.splitlines(keepends=True) if line.endswith(f"<{graph}> .\n"))


def grave(problems: list[Problem]) -> list[Problem]:
    """Violations alone."""
    return [p for p in problems if p["severity"] == "violation"]


def test_built_graphs_conform(quads: str, contract: str, tmp_path: Path) -> None:
    assert validate(quads.encode()) == []
    assert validate(contract) == []
    folder = stores.hostile(tmp_path / "hostile.kg")
    out = io.BytesIO()
    with Ledger.open(folder) as ledger:
        kg.export.write(ledger, "nquads", out)
    assert validate(out.getvalue()) == []


def test_graph_and_dataset_are_taken_too(contract: str) -> None:
    dataset = Dataset()
    dataset.parse(data=contract, format="nquads")
    assert validate(dataset) == []
    union = Graph()
    for s, p, o, _ in dataset.quads((None, None, None, None)):
        union.add((s, p, o))
    assert validate(union) == []
    with pytest.raises(ValueError, match="cannot be read"):
        validate(b"<a> <b> nonsense")


#: (pattern, replacement, what the report must hold): the first match of the pattern is replaced.
BROKEN = {
    "no evidence": (rf"<[^>]+> <{KG}evidence> .*\n", "", "no claim without evidence"),
    "end before start": (rf'({OA}end>) "\d+"', r'\1 "-1"', "evidence begins before it ends"),
    "negative start": (rf'({OA}start>) "\d+"', r'\1 "-5"', OA + "start"),
    "quote too short": (rf'({OA}exact>) "R', r'\1 "', "characters, its span"),
    "no exact words": (rf"<[^>]+> <{OA}exact> .*\n", "", "exact words"),
    "no position": (rf"<[^>]+> <{RDF}type> <{OA}TextPositionSelector> .*\n", "", "points at one place"),
    "no source": (rf"<[^>]+> <{OA}hasSource> .*\n", "", "points at one place"),
    "modality beyond": (rf"{KG}modality-actual", KG + "modality-certain", "one modality"),
    "kind beyond": (rf"{KG}claimKind-event", KG + "claimKind-rumour", "one kind"),
    "reporting beyond": (rf"{KG}reporting-indirect", KG + "reporting-told", "way of reporting"),
    "act beyond": (rf"{KG}speechAct-assert", KG + "speechAct-sing", "speech act"),
    "no predicate": (rf"<[^>]+> <{RDF}predicate> .*\n", "", "one relation"),
    "relation beyond": (r"/rel/signsWith", "/rel/adores", "adores is no relation"),
    "no subject": (rf"(<[^>]+> <{RDF}subject> .*\n)+", "", "has a subject"),
    "subject a text": (rf"({RDF}subject>) <[^>]+>", r'\1 "Ruritania"', RDF + "subject"),
    "no document": (rf"<[^>]+> <{KG}document> .*\n", "", "stands in a document"),
    "no extractor": (rf"<[^>]+> <{KG}extractor> .*\n", "", "what found it"),
    "confidence above": (rf'({KG}confidence>) "0.8"', r'\1 "1.5"', "one number in 0 to 1"),
    "no basis": (rf"<[^>]+> <{KG}confidenceBasis> .*\n", "", "rests on"),
    "score above": (rf'({KG}score>) "5.0"', r'\1 "11.0"', "-10 to 10"),
    "score without type": (rf"<[^>]+> <{KG}plover> .*\n", "", "ksh:Claim|shapes#Claim"),
    "scored statement": (rf"{KG}claimKind-event", KG + "claimKind-statement", "no event type"),
    "quad beyond": (rf'({KG}quad>) "1"', r'\1 "5"', "quad class"),
    "type beyond": (r"plover/SUPPORT", "plover/HUG", "one of the sixteen"),
    "window reversed": (rf'({KG}earliest>) "\d+', r'\1 "2019', "begins before it ends"),
    "no precision": (rf"<[^>]+> <{KG}precision> .*\n", "", "precision of the scheme"),
    "no date basis": (rf"<[^>]+> <{KG}dateBasis> .*\n", "", "no date without a basis"),
    "amount without words": (rf"<[^>]+amount-0> <{KG}text> .*\n", "", "keeps its wording"),
    "bound beyond": (rf"{KG}bound-exact", KG + "bound-loose", "bound of the scheme"),
    "amount without figure": (rf"<[^>]+amount-0> <{KG}value> .*\n", "", "shapes#Amount"),
    "stance beyond": (rf'(stance> <{KG}value>) "0.5"', r'\1 "2.0"', "-1 to 1"),
    "hop role": (rf'(hop-0> <{KG}role>) "speaker"', r'\1 "gossip"', "speaker, medium"),
    "participant role": (rf'(subject-0> <{KG}role>) "subject"', r'\1 "hero"', "five roles"),
    "participant kind": (rf'({KG}entityKind>) "State"', r'\1 "Planet"', "eighteen kinds"),
    "mention reversed": (rf'(subject-0> <{KG}start>) "\d+"', r'\1 "999"', "mention begins"),
    "mention half": (rf"<[^>]+subject-0> <{KG}end> .*\n", "", "shapes#Participant"),
    "no hash": (rf"<[^>]+> <{KG}sha256> .*\n", "", "pinned by its hash"),
    "date from nowhere": (rf"<[^>]+> <{KG}dateOrigin> .*\n", "", "shapes#Document"),
    "sentence reversed": (rf'({KG}sentenceStart>) "\d+"', r'\1 "999"', "sentence begins"),
}


#: What is odd but may be so: warned of, no breach.
ODD = {
    "joint act alone": (rf"(<[^>]+> <{RDF}subject> <[^>]+)borduria(> .*\n)", "", "one known party"),
    "direct speech of nobody": (rf"{KG}reporting-indirect", KG + "reporting-direct", "without a speaker"),
    "observation without a figure": (
        rf"{KG}claimKind-event",
        KG + "claimKind-observation",
        "without a figure",
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_oddities_are_warned_of(contract: str, case: str) -> None:
    pattern, replacement, wanted = ODD[case]
    odd, count = re.subn(pattern, replacement, contract, count=1)
    assert count == 1
    if "speech" in case:
        odd = re.sub(rf"<[^>]+> <{KG}speaker> .*\n", "", odd)
    if "figure" in case:
        odd = re.sub(rf"<[^>]+> <{KG}amount> .*\n", "", odd)
    assert [p for p in validate(odd) if p["severity"] == "warning" and wanted in p["message"]]


@pytest.mark.parametrize("case", BROKEN)
def test_each_shape_rejects_its_breach(contract: str, case: str) -> None:
    pattern, replacement, wanted = BROKEN[case]
    broken, count = re.subn(pattern, replacement, contract, count=1)
    assert count == 1
    found = grave(validate(broken))
    assert found
    shown = [f"{p['path']} {p['message']}" for p in found]
    assert any(re.search(option, text) for text in shown for option in wanted.split("|")), shown


SHARED = {
    "no name": (r"<[^>]+id/korvel> <[^>]+prefLabel> .*\n", "", "has a name"),
    "two kinds": (
        r"(<[^>]+id/korvel> <[^>]+#type> )<[^>]+> (.*\n)",
        rf"\1<{KG}Person> \2\1<{KG}State> \2",
        "one kind",
    ),
    "accepted elsewhere": (
        rf"(/rel/visits> <[^>]+>) {DERIVED}",
        r"\1 <https://example.org/g>",
        "derived triple",
    ),
    "accepted on nothing": (r"/rel/visits(> <[^>]+> <[^>]+derived>)", r"/rel/attacks\1", "without an actual"),
    "accepted denial": (rf"{KG}modality-actual", KG + "modality-negated", "not actual"),
}


@pytest.mark.parametrize("case", SHARED)
def test_shared_graphs_are_held_to_theirs(quads: str, case: str) -> None:
    pattern, replacement, wanted = SHARED[case]
    lines = quads.splitlines(keepends=True)
    if case == "accepted denial":  # of a claim that the store has accepted
        [claim, *_] = re.findall(rf"<([^>]+)> <{KG}accepted>", quads)
        broken = quads.replace(
            f"<{claim}> <{KG}modality> <{pattern}>", f"<{claim}> <{KG}modality> <{replacement}>"
        )
        assert broken != quads
    else:
        broken, count = re.subn(pattern, replacement, quads, count=1)
        assert count == 1
    assert len(broken.splitlines()) >= len(lines) - 2
    assert any(wanted in p["message"] for p in grave(validate(broken)))


def test_relations_against_their_signature_are_warned_of(contract: str) -> None:
    odd = contract.replace("/rel/signsWith", "/rel/holdsPositionAt")
    found = [p for p in validate(odd) if "takes no State as subject" in p["message"]]
    assert {p["severity"] for p in found} == {"warning"}
