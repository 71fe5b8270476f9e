"""Whether a graph keeps the promises of ontology/shapes.ttl, and those that SHACL cannot express.

SHACL sees one graph of triples. Which named graph a triple stands in, what a `rel:` triple rests on,
and that a span is as long as its quote are checked here in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from kg.knowledge.places import ontology_path
from kg.model.ids import NAMESPACES
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import Kind
from kg.store.terms import GRAPHS, VOCABULARIES, concept, kg

if TYPE_CHECKING:
    from rdflib import Graph

_SH = "http://www.w3.org/ns/shacl#"
_RDF, _OA = VOCABULARIES["rdf"], VOCABULARIES["oa"]
_STRING = VOCABULARIES["xsd"] + "string"
_REL, _SAID = NAMESPACES["rel"], NAMESPACES["said"]


class Problem(TypedDict):
    """Something that breaks a shape: at which node, along which path, why, and how grave it is."""

    focus: str
    path: str
    message: str
    severity: str  # "violation" or "warning"


class _Found(NamedTuple):
    focus: str
    path: str
    message: str
    severity: str = "violation"


def validate(data: Graph | bytes | str) -> list[Problem]:
    """The problems of a graph, sorted; empty when it conforms.

    data: an rdflib Graph or Dataset, or N-Quads. With a Dataset or N-Quads the checks that need named
    graphs are made too. What an accepted triple rests on can only be judged when the claims' graphs
    are in it. A graph of 1,000 claims takes some seconds: large stores are validated by documents.

    Raises:
        DataError: ontology/shapes.ttl is missing.
        ValueError: the N-Quads cannot be read.
    """
    from rdflib import Dataset, Graph

    named: list[tuple[Any, Any, Any, str]] | None = None
    if isinstance(data, (bytes, str)):
        named = _read(data)
    elif isinstance(data, Dataset):
        named = [(s, p, o, str(g)) for s, p, o, g in data.quads((None, None, None, None))]
    union = data if isinstance(data, Graph) and named is None else Graph()
    for subject, predicate, value, _ in named or ():
        union.add((subject, predicate, value))
    found = set(_shapes(union)) | set(_lengths(union)) | set(_signatures(union))
    if named is not None:
        found |= set(_places(named, union))
    return [
        Problem(focus=f.focus, path=f.path, message=f.message, severity=f.severity) for f in sorted(found)
    ]


def _read(data: bytes | str) -> list[tuple[Any, Any, Any, str]]:
    """N-Quads as rdflib's terms, each with its graph's address; pyoxigraph parses them much faster."""
    import pyoxigraph as ox
    from rdflib import BNode, Literal, URIRef

    def term(value: Any) -> Any:
        if isinstance(value, ox.Literal):
            kind = None if value.language or value.datatype.value == _STRING else URIRef(value.datatype.value)
            # As written: rdflib would turn "05"^^xsd:integer into 5 and hide the fault.
            return Literal(value.value, lang=value.language, datatype=kind, normalize=False)
        return BNode(value.value) if isinstance(value, ox.BlankNode) else URIRef(value.value)

    try:
        read = list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        raise ValueError(f"these N-Quads cannot be read: {error}") from error
    return [
        (term(q.subject), term(q.predicate), term(q.object), getattr(q.graph_name, "value", "")) for q in read
    ]


def _shapes(graph: Graph) -> Iterator[_Found]:
    """What pySHACL finds; its report is read as a graph, not as text."""
    from pyshacl import validate as check
    from rdflib import RDF, Graph, Namespace

    shapes = Graph().parse(ontology_path("shapes.ttl"), format="turtle")
    _, report, _ = check(graph, shacl_graph=shapes, inference="none", advanced=False, do_owl_imports=False)
    sh = Namespace(_SH)
    for result in report.subjects(RDF.type, sh.ValidationResult):
        source = report.value(result, sh.sourceShape)
        path = report.value(result, sh.resultPath) or source
        message = report.value(result, sh.resultMessage)
        severity = report.value(result, sh.resultSeverity)
        yield _Found(
            str(report.value(result, sh.focusNode)),
            str(path),
            str(message),
            "warning" if severity == sh.Warning else "violation",
        )


def _lengths(graph: Graph) -> Iterator[_Found]:
    """Evidence whose exact words are not as long as its offsets say."""
    from rdflib import URIRef

    selector, exact = URIRef(_OA + "hasSelector"), URIRef(_OA + "exact")
    start, end = URIRef(_OA + "start"), URIRef(_OA + "end")
    for target in set(graph.subjects(selector, None)):
        parts = list(graph.objects(target, selector))
        words = [str(w) for p in parts for w in graph.objects(p, exact)]
        starts = [int(str(v)) for p in parts for v in graph.objects(p, start) if str(v).isdigit()]
        ends = [int(str(v)) for p in parts for v in graph.objects(p, end) if str(v).isdigit()]
        if len(words) == len(starts) == len(ends) == 1 and ends[0] - starts[0] != len(words[0]):
            why = f"the quote has {len(words[0])} characters, its span {ends[0] - starts[0]}"
            yield _Found(str(target), _OA + "exact", why)


def _signatures(graph: Graph) -> Iterator[_Found]:
    """Claims that use a relation against its domain or range, or of another kind than its own."""
    from rdflib import URIRef

    participant, role, kind = (URIRef(kg(n)) for n in ("participant", "role", "entityKind"))
    for claim, predicate in graph.subject_objects(URIRef(_RDF + "predicate")):
        name = str(predicate).removeprefix(_REL)
        if name not in set(Relation):
            yield _Found(str(claim), _RDF + "predicate", f"{name} is no relation of the vocabulary")
            continue
        signature = SIGNATURES[Relation(name)]
        for node in graph.objects(claim, participant):
            part, read = str(graph.value(node, role)), str(graph.value(node, kind))
            allowed = {"subject": signature.subjects, "object": signature.objects}.get(part)
            if allowed is not None and read in set(Kind) and Kind(read) not in allowed:
                yield _Found(str(claim), _RDF + part, f"{name} takes no {read} as {part}", "warning")


def _places(named: Iterable[tuple[Any, Any, Any, str]], union: Graph) -> Iterator[_Found]:
    """Derived triples outside their graph, and accepted ones without an actual claim behind them."""
    from rdflib import URIRef

    resting: set[tuple[str, str, str]] | None = None
    for subject, predicate, value, graph in named:
        name = str(predicate)
        if not name.startswith((_REL, _SAID)):
            continue
        if graph != GRAPHS["derived"]:
            yield _Found(
                str(subject), name, f"a derived triple stands in {graph}, not in {GRAPHS['derived']}"
            )
        elif name.startswith(_REL):
            resting = _resting(union) if resting is None else resting
            if (str(subject), name, str(value)) not in resting:
                why = f"accepted toward {value} without an actual claim behind it"
                yield _Found(str(subject), name, why)
    modality, actual = URIRef(kg("modality")), URIRef(concept("modality", "actual"))
    for claim in union.subjects(URIRef(kg("accepted")), None):
        if (claim, modality, None) in union and (claim, modality, actual) not in union:
            yield _Found(str(claim), kg("accepted"), "a claim that is not actual is marked as accepted")


def _resting(graph: Graph) -> set[tuple[str, str, str]]:
    """Every (subject, relation, object) that an actual claim carries, joint acts both ways."""
    from rdflib import URIRef

    made: set[tuple[str, str, str]] = set()
    actual = URIRef(concept("modality", "actual"))
    for claim in graph.subjects(URIRef(kg("modality")), actual):
        name = str(graph.value(claim, URIRef(_RDF + "predicate")))
        subjects = [str(s) for s in graph.objects(claim, URIRef(_RDF + "subject"))]
        objects = [str(o) for o in graph.objects(claim, URIRef(_RDF + "object"))]
        joint = str(graph.value(claim, URIRef(kg("symmetric")))) == "true"
        relation = name.removeprefix(_REL)
        joint = joint or (relation in set(Relation) and SIGNATURES[Relation(relation)].symmetric)
        made |= _ties(name, subjects, objects, joint)
    return made


def _ties(
    name: str, subjects: Iterable[str], objects: Iterable[str], joint: bool
) -> set[tuple[str, str, str]]:
    first, second = list(subjects), list(objects)
    if joint:
        first = second = first + second
    return {(a, name, b) for a, b in product(first, second)}
