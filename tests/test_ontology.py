"""The ontology's files: well formed, labelled in three languages, and the same as the Python names."""

from __future__ import annotations

import json
import runpy
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import ORG, PROV, SDO, TIME, DefinedNamespace
from rdflib.term import Node

from kg.knowledge.places import data_path, ontology_path
from kg.model.ids import BASE, NAMESPACES
from kg.model.plover import MODE_SCORES, QUAD, SCORES, PloverType
from kg.model.relations import ANY, SIGNATURES, Relation
from kg.model.vocabulary import ACTORS, BODIES, THINGS, Kind
from kg.store import terms

FILES = ("kg.ttl", "plover.ttl", "topics.ttl", "shapes.ttl", "alignments.ttl")
VOCABULARY = ("kg.ttl", "plover.ttl", "topics.ttl")
KG, REL, SAID = NAMESPACES["kg"], NAMESPACES["rel"], NAMESPACES["said"]
#: Terms of kg: that order the vocabulary itself and are never written about data.
ABOUT_THE_VOCABULARY = {
    "Entity", "Actor", "Body", "Creation", "EventType", "claimedRelation", "acceptedRelation",
    "relationKind", "eventType", "valuesFrom", "acceptedAs", "defaultScore", "quadClass",
}  # fmt: skip


@cache
def graph(*names: str) -> Graph:
    """These files in one graph."""
    made = Graph()
    for name in names or VOCABULARY:
        made.parse(ontology_path(name), format="turtle")
    return made


def kg(local: str) -> URIRef:
    return URIRef(KG + local)


def declared() -> list[URIRef]:
    """Every class, property, concept and scheme of ours."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, SKOS.Concept,
             SKOS.ConceptScheme)  # fmt: skip
    found = {t for kind in kinds for t in graph().subjects(RDF.type, kind) if isinstance(t, URIRef)}
    return sorted(found)


@pytest.mark.parametrize("name", FILES)
def test_every_file_parses_and_holds_no_blank_label(name: str) -> None:
    assert len(graph(name)) > 0
    assert not [o for o in graph(name).objects(None, RDFS.label) if not str(o).strip()]


def test_every_term_has_three_labels_and_a_definition() -> None:
    assert len(declared()) > 300
    bare = []
    for term in declared():
        labels = [*graph().objects(term, RDFS.label), *graph().objects(term, SKOS.prefLabel)]
        languages = sorted(x.language or "" for x in labels if isinstance(x, Literal))
        defined = [x.language for x in graph().objects(term, SKOS.definition) if isinstance(x, Literal)]
        if languages != ["en", "ru", "zh"] or defined != ["en"]:
            bare.append((term, languages, defined))
    assert not bare


def test_labels_are_in_the_script_of_their_language() -> None:
    odd = []
    for term in declared():
        for label in [*graph().objects(term, RDFS.label), *graph().objects(term, SKOS.prefLabel)]:
            assert isinstance(label, Literal)
            text = str(label)
            cyrillic = any("\u0400" <= c <= "\u04ff" for c in text)
            han = any("\u4e00" <= c <= "\u9fff" for c in text)
            if (cyrillic, han) != (label.language == "ru", label.language == "zh") and text != "SHA-256":
                odd.append((term, label))
    assert not odd


def test_terms_of_the_store_are_declared_and_the_reverse() -> None:
    ours = {str(t).removeprefix(KG) for t in declared() if str(t).startswith(KG)}
    concepts = {c for scheme, values in terms.SCHEMES.items() for c in _concepts(scheme, values)}
    schemes = {f"scheme-{scheme}" for scheme in terms.SCHEMES}
    written = {*terms.CLASSES, *terms.KINDS, *terms.PROPERTIES}
    assert ours == written | concepts | schemes | ABOUT_THE_VOCABULARY


def _concepts(scheme: str, values: type[StrEnum] | tuple[type[StrEnum], ...]) -> Iterator[str]:
    for one in values if isinstance(values, tuple) else (values,):
        for value in one:
            yield f"{scheme}-{value}"


def test_schemes_hold_the_values_of_the_model() -> None:
    for scheme, values in terms.SCHEMES.items():
        listed = {str(c) for c in graph().subjects(SKOS.inScheme, kg(f"scheme-{scheme}"))}
        assert listed == {KG + c for c in _concepts(scheme, values)}
        for concept in listed:
            [notation] = graph().objects(URIRef(concept), SKOS.notation)
            assert concept == f"{KG}{scheme}-{notation}"


def test_properties_have_the_stores_domains_and_ranges() -> None:
    for name, (domain, range_) in terms.PROPERTIES.items():
        literal = range_.startswith("xsd:") or range_ == "date"
        kind = OWL.DatatypeProperty if literal else OWL.ObjectProperty
        assert (kg(name), RDF.type, kind) in graph(), name
        assert list(graph().objects(kg(name), RDFS.domain)) == ([_class(domain)] if domain else []), name
        wanted = {"entity": kg("Entity"), "date": RDFS.Literal}.get(range_)
        if range_.startswith("scheme:"):
            wanted = SKOS.Concept
            assert graph().value(kg(name), kg("valuesFrom")) == kg(f"scheme-{range_[7:]}")
        assert list(graph().objects(kg(name), RDFS.range)) == [wanted or _class(range_)], name


def _class(name: str) -> URIRef:
    prefix, colon, local = name.partition(":")
    return URIRef(terms.PREFIXES[prefix] + local) if colon else kg(name)


def members(node: Node) -> frozenset[str]:
    """The kinds of entity that a class expression covers."""
    made: set[str] = set()
    union = graph().value(node, OWL.unionOf)
    if union is not None:
        for part in Collection(graph(), union):
            made |= members(part)
        return frozenset(made)
    local = str(node).removeprefix(KG)
    if local in terms.KINDS:
        made.add(local)
    for below in graph().subjects(RDFS.subClassOf, node):
        made |= members(below)
    return frozenset(made)


def test_the_hierarchy_of_kinds() -> None:
    for name, kinds in (("Entity", ANY), ("Actor", ACTORS), ("Body", BODIES), ("Creation", THINGS)):
        assert members(kg(name)) == {str(k) for k in kinds}
    [disjoint] = graph().subjects(RDF.type, OWL.AllDisjointClasses)
    listed = graph().value(disjoint, OWL.members)
    assert listed is not None
    assert {str(c) for c in Collection(graph(), listed)} == {KG + k for k in Kind}


def test_claims_are_statements_and_entities_of_provenance() -> None:
    above = set(graph().objects(kg("Claim"), RDFS.subClassOf))
    assert above == {RDF.Statement, PROV.Entity}


@pytest.mark.parametrize("space", [REL, SAID])
@pytest.mark.parametrize("relation", list(Relation))
def test_relations_mirror_their_signatures(relation: Relation, space: str) -> None:
    signature, term = SIGNATURES[relation], URIRef(space + relation)
    [domain] = graph().objects(term, RDFS.domain)
    [range_] = graph().objects(term, RDFS.range)
    assert members(domain) == {str(k) for k in signature.subjects}
    assert members(range_) == {str(k) for k in signature.objects}
    assert ((term, RDF.type, OWL.SymmetricProperty) in graph()) is signature.symmetric
    assert graph().value(term, kg("relationKind")) == kg(f"claimKind-{signature.claim}")
    plover = graph().value(term, kg("eventType"))
    assert plover == (URIRef(NAMESPACES["plover"] + signature.plover) if signature.plover else None)
    if space == REL:
        inverses = [str(t).removeprefix(REL) for t in graph().subjects(OWL.inverseOf, term)]
        assert inverses == ([signature.inverse] if signature.inverse else [])


def test_no_relation_beyond_the_vocabulary() -> None:
    accepted = {str(t).removeprefix(REL) for t in declared() if str(t).startswith(REL)}
    inverses = {s.inverse for s in SIGNATURES.values() if s.inverse}
    assert accepted == {str(r) for r in Relation} | inverses
    assert {str(t).removeprefix(SAID) for t in declared() if str(t).startswith(SAID)} == set(
        map(str, Relation)
    )


def test_nothing_said_entails_anything_accepted_nor_the_reverse() -> None:
    tops = {SAID: kg("claimedRelation"), REL: kg("acceptedRelation")}
    entails = (RDFS.subPropertyOf, OWL.inverseOf, OWL.equivalentProperty, OWL.sameAs)
    everything = graph(*VOCABULARY, "alignments.ttl")
    for space, top in tops.items():
        for term in (t for t in declared() if str(t).startswith(space)):
            assert list(everything.objects(term, RDFS.subPropertyOf)) == [top]
            for link in entails:
                assert all(str(o).startswith(space) or o == top for o in everything.objects(term, link))
    for top in tops.values():
        assert not [link for link in entails if list(everything.objects(top, link))]
    for term in (t for t in declared() if str(t).startswith(SAID)):
        assert str(everything.value(term, kg("acceptedAs"))) == REL + str(term).removeprefix(SAID)


def test_plover_mirrors_the_scheme() -> None:
    plover = NAMESPACES["plover"]
    listed = {str(t) for t in graph().subjects(RDF.type, kg("EventType"))}
    assert listed == {plover + t for t in PloverType}
    for one in PloverType:
        term = URIRef(plover + one)
        assert float(str(graph().value(term, kg("defaultScore")))) == SCORES[one]
        assert graph().value(term, kg("quadClass")) == URIRef(f"{plover}quad-{QUAD[one]}")
    modes = {}
    for mode in graph().subjects(SKOS.inScheme, URIRef(plover + "Modes")):
        of = PloverType(str(graph().value(mode, SKOS.broader)).removeprefix(plover))
        score = float(str(graph().value(mode, kg("defaultScore"))))
        modes[of, str(graph().value(mode, SKOS.notation))] = score
    assert modes == dict(MODE_SCORES)
    text = ontology_path("plover.ttl").read_text(encoding="utf-8")
    assert "Open Event Data Alliance" in text
    assert "creativecommons.org/licenses/by-sa/4.0" in text


def test_indicators_are_those_of_the_lexicon() -> None:
    lines = data_path("lexicon", "indicators.jsonl").read_text(encoding="utf-8").splitlines()
    space = NAMESPACES["indicator"]
    concepts = {str(c).removeprefix(space) for c in graph().subjects(SKOS.inScheme, URIRef(space))}
    assert concepts == {json.loads(line)["id"] for line in lines}


def test_topics_are_not_stale() -> None:
    lines = data_path("lexicon", "topics.jsonl").read_text(encoding="utf-8").splitlines()
    made = runpy.run_path(str(ontology_path("make_topics.py")))["topics_turtle"](map(json.loads, lines))
    assert made == ontology_path("topics.ttl").read_text(encoding="utf-8"), "run ontology/make_topics.py"
    for concept in graph("topics.ttl").subjects(RDF.type, SKOS.Concept):
        above = graph("topics.ttl").value(concept, SKOS.broader)
        assert above is None or graph("topics.ttl").value(above, SKOS.broader) is None


def test_context_names_the_terms_of_the_store() -> None:
    context = json.loads(ontology_path("context.jsonld").read_text(encoding="utf-8"))["@context"]
    assert context.pop("@version") == 1.1
    assert {k: v for k, v in context.items() if k in terms.PREFIXES} == dict(terms.PREFIXES)
    named = {k: v for k, v in context.items() if k not in terms.PREFIXES}
    assert set(named) == set(terms.PROPERTIES) - set(terms.PREFIXES)
    for name, entry in named.items():
        range_ = terms.PROPERTIES[name][1]
        if range_ in ("xsd:string", "xsd:boolean", "date"):
            assert entry == f"kg:{name}"
        else:
            kind = range_ if range_.startswith("xsd:") else "@id"
            assert entry == {"@id": f"kg:{name}", "@type": kind}


def test_alignments_lead_from_our_terms_to_terms_that_exist() -> None:
    ours = {str(t) for t in declared()}
    spaces: tuple[type[DefinedNamespace], ...] = (PROV, ORG, SDO, SKOS, TIME)
    for subject, link, target in graph("alignments.ttl"):
        if link not in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch):
            continue
        assert str(subject) in ours, subject
        for space in spaces:
            if str(target).startswith(str(space)):
                assert str(target) in space, target
    text = ontology_path("alignments.ttl").read_text(encoding="utf-8")
    assert "wikidata.org/prop" not in text


def test_shapes_name_only_declared_terms() -> None:
    ours = {str(t) for t in declared()}
    used = {str(t) for triple in graph("shapes.ttl") for t in triple if str(t).startswith(BASE)}
    mine = {t for t in used if not t.startswith(BASE + "shapes")}
    assert mine <= ours


def test_nothing_in_the_folder_is_overlooked() -> None:
    there = {p.name for p in Path(ontology_path()).iterdir() if p.is_file()}
    assert there == {*FILES, "context.jsonld", "make_topics.py"}
