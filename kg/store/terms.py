"""Every RDF term that the product writes, by name. ontology/kg.ttl declares the same; a test compares.

Local names of `kg:` stand in CLASSES, PROPERTIES and SCHEMES; terms of other vocabularies in EXTERNAL.
Concepts of a scheme are written kg:<scheme>-<value> (kg:modality-actual).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import quote, unquote

from kg.model.ids import BASE, NAMESPACES
from kg.model.vocabulary import (
    Bound,
    ClaimKind,
    DateBasis,
    Direction,
    Kind,
    Modality,
    Origin,
    Precision,
    Reporting,
    Resolution,
    SpeakerResolution,
    SpeechAct,
)

KG = NAMESPACES["kg"]
#: Prefixes of the vocabularies reused, beside those of `kg.model.ids.NAMESPACES`.
VOCABULARIES: Mapping[str, str] = MappingProxyType(
    {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "schema": "https://schema.org/",
        "dqv": "http://www.w3.org/ns/dqv#",
    }
)
PREFIXES: Mapping[str, str] = MappingProxyType(dict(sorted({**NAMESPACES, **VOCABULARIES}.items())))

#: Graphs beside those of the documents, whose name is the document's own address.
GRAPHS: Mapping[str, str] = MappingProxyType(
    {name: f"{BASE}graph/{name}" for name in ("entities", "derived", "decisions", "runs")}
)
RUN = BASE + "run/"


def event_graph(relation: str) -> str:
    """The graph of one relation's events: in parts, so that a new report rewrites few lines."""
    return f"{BASE}graph/events/{relation}"


DECISION = BASE + "decision/"

#: Classes of kg: — what is written as rdf:type, besides the kinds of entity.
CLASSES: Mapping[str, str] = MappingProxyType(
    {
        "Claim": "one proposition that one document carries in one place",
        "Document": "a text, named by its bytes and where it was found",
        "Participant": "an entity in a role of a claim, with the words that stand for it",
        "Hop": "one step of an attribution chain",
        "When": "a date or span with its wording, precision and basis",
        "Amount": "a figure with unit, bound, direction and period",
        "Stance": "a speaker's attitude, -1 to 1",
        "Run": "a configuration that documents were read with",
        "Decision": "a line of the reviewers' log",
    }
)
KINDS: tuple[str, ...] = tuple(str(kind) for kind in Kind)

#: Property of kg: → (domain, range); ranges: a class of kg:, a scheme, "entity", or an xsd type.
PROPERTIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # claims
        "document": ("Claim", "Document"),
        "claimKind": ("Claim", "scheme:claimKind"),
        "participant": ("Claim", "Participant"),
        "instrument": ("", "entity"),
        "instrumentText": ("Claim", "xsd:string"),
        "where": ("", "entity"),
        "symmetric": ("Claim", "xsd:boolean"),
        "postTitle": ("Claim", "xsd:string"),
        "indicator": ("Claim", "skos:Concept"),
        "plover": ("Claim", "skos:Concept"),
        "mode": ("Claim", "xsd:string"),
        "context": ("Claim", "xsd:string"),
        "score": ("", "xsd:double"),
        "quad": ("Claim", "xsd:integer"),
        "speaker": ("Claim", "entity"),
        "hop": ("Claim", "Hop"),
        "reporting": ("Claim", "scheme:reporting"),
        "speechAct": ("Claim", "scheme:speechAct"),
        "modality": ("Claim", "scheme:modality"),
        "topic": ("Claim", "skos:Concept"),
        "stance": ("Claim", "Stance"),
        "statedOn": ("Claim", "When"),
        "occurred": ("Claim", "When"),
        "valid": ("Claim", "When"),
        "earliest": ("", "xsd:date"),
        "latest": ("", "xsd:date"),
        "amount": ("Claim", "Amount"),
        "flag": ("Claim", "xsd:string"),
        "evidence": ("Claim", "oa:Annotation"),
        "extractor": ("Claim", "xsd:string"),
        "confidence": ("Claim", "xsd:double"),
        "confidenceBasis": ("Claim", "xsd:string"),
        "accepted": ("", "xsd:boolean"),
        # events, beside instrument, where, earliest, latest, score, accepted
        "tellsOf": ("Claim", "Event"),
        "ofRelation": ("Event", "rdf:Property"),
        "status": ("Event", "scheme:modality"),
        "agent": ("Event", "entity"),
        "target": ("Event", "entity"),
        "support": ("Event", "xsd:integer"),
        # participants and hops
        "role": ("", "xsd:string"),
        "position": ("", "xsd:integer"),
        "entity": ("", "entity"),
        "entityKind": ("Participant", "xsd:string"),
        "mention": ("Participant", "xsd:string"),
        "start": ("Participant", "xsd:integer"),
        "end": ("Participant", "xsd:integer"),
        "resolution": ("Participant", "skos:Concept"),
        "side": ("Participant", "entity"),
        "post": ("Participant", "xsd:string"),
        "cue": ("", "xsd:string"),
        # dates
        "text": ("", "xsd:string"),
        "startDate": ("When", "date"),
        "endDate": ("When", "date"),
        "precision": ("When", "scheme:precision"),
        "dateBasis": ("When", "scheme:dateBasis"),
        # amounts
        "value": ("", "xsd:double"),
        "low": ("Amount", "xsd:double"),
        "high": ("Amount", "xsd:double"),
        "unit": ("Amount", "xsd:string"),
        "direction": ("Amount", "scheme:direction"),
        "change": ("Amount", "xsd:double"),
        "changeUnit": ("Amount", "xsd:string"),
        "period": ("Amount", "xsd:string"),
        "bound": ("Amount", "scheme:bound"),
        "impliedBase": ("Amount", "xsd:double"),
        "consistent": ("Amount", "xsd:boolean"),
        # stance
        "toward": ("Stance", "xsd:string"),
        "words": ("Stance", "xsd:string"),
        # evidence, beside oa:exact, oa:prefix, oa:suffix, oa:start, oa:end
        "display": ("oa:Annotation", "xsd:string"),
        "sentence": ("oa:Annotation", "xsd:string"),
        "sentenceStart": ("oa:Annotation", "xsd:integer"),
        "sentenceEnd": ("oa:Annotation", "xsd:integer"),
        "cueStart": ("oa:Annotation", "xsd:integer"),
        "cueEnd": ("oa:Annotation", "xsd:integer"),
        # documents, beside schema:name, schema:datePublished, schema:inLanguage, schema:url
        "sha256": ("Document", "xsd:string"),
        "source": ("Document", "xsd:string"),
        "mediaType": ("Document", "xsd:string"),
        "outlet": ("Document", "xsd:string"),
        "author": ("Document", "xsd:string"),
        "titleOrigin": ("Document", "scheme:origin"),
        "outletOrigin": ("Document", "scheme:origin"),
        "authorOrigin": ("Document", "scheme:origin"),
        "dateOrigin": ("Document", "scheme:origin"),
        "languageOrigin": ("Document", "scheme:origin"),
        "addressOrigin": ("Document", "scheme:origin"),
        "copyOf": ("Document", "Document"),
        # entities and their posts (org:Membership)
        "state": ("", "entity"),
        "mayBe": ("", "entity"),
        "since": ("org:Membership", "date"),
        "until": ("org:Membership", "date"),
        # runs and decisions
        "config": ("Run", "xsd:string"),
        "rule": ("Run", "xsd:string"),
        "act": ("Decision", "xsd:string"),
        "arguments": ("Decision", "xsd:string"),
        "who": ("Decision", "xsd:string"),
        "on": ("Decision", "xsd:string"),
        "reason": ("Decision", "xsd:string"),
        "standing": ("Decision", "xsd:boolean"),
    }
)

#: Closed lists written as concepts kg:<scheme>-<value>.
SCHEMES: Mapping[str, type[StrEnum] | tuple[type[StrEnum], ...]] = MappingProxyType(
    {
        "claimKind": ClaimKind,
        "modality": Modality,
        "reporting": Reporting,
        "speechAct": SpeechAct,
        "precision": Precision,
        "dateBasis": DateBasis,
        "bound": Bound,
        "direction": Direction,
        "resolution": (Resolution, SpeakerResolution),
        "origin": Origin,
    }
)

#: Terms of other vocabularies that are written.
EXTERNAL: tuple[str, ...] = (
    "rdf:type", "rdf:Statement", "rdf:subject", "rdf:predicate", "rdf:object", "rdfs:label",
    "owl:sameAs", "skos:prefLabel", "skos:altLabel",
    "prov:Entity", "prov:Activity", "prov:wasGeneratedBy", "prov:wasDerivedFrom",
    "oa:Annotation", "oa:SpecificResource", "oa:TextQuoteSelector", "oa:TextPositionSelector",
    "oa:hasBody", "oa:hasTarget", "oa:hasSource", "oa:hasSelector",
    "oa:exact", "oa:prefix", "oa:suffix", "oa:start", "oa:end",
    "org:Membership", "org:member", "org:organization", "org:hasMembership",
    "dqv:QualityMeasurement", "dqv:Metric", "dqv:isMeasurementOf", "dqv:computedOn", "dqv:value",
    "schema:CreativeWork", "schema:name", "schema:datePublished", "schema:inLanguage", "schema:url",
)  # fmt: skip

#: What may stand in the local part of an address as it is.
_SAFE = "-._~:@!$&'()*+,;=/"


def iri(curie: str) -> str:
    """The full address of "prefix:local"; characters that no address may have are percent-encoded."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + quote(local, safe=_SAFE)


def curie(address: str) -> str:
    """The reverse of `iri`, for the namespaces of things (id, doc, claim, …); else the address itself."""
    for prefix, base in NAMESPACES.items():
        if address.startswith(base):
            return f"{prefix}:{unquote(address[len(base) :])}"
    return address


def kg(local: str) -> str:
    """The address of a class or property of kg:, which must be declared above."""
    assert local in PROPERTIES or local in CLASSES or local in KINDS, local
    return KG + local


def concept(scheme: str, value: str) -> str:
    """The address of a concept of a closed list."""
    return f"{KG}{scheme}-{value}"
