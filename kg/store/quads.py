"""Claims and documents as quads, by the RDF shape of the model: one named graph a document.

A claim is kg:Claim, rdf:Statement and prov:Entity; rdf:predicate names the relation in rel:, which
states nothing by itself. Inner nodes have addresses made from the claim's (no blank nodes). Reading
back is in `kg.store.unquads`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.model.ids import NAMESPACES, digest
from kg.store.days import window
from kg.store.nquads import Sheet, date_literal
from kg.store.terms import RUN, VOCABULARIES, concept, iri, kg

_RDF, _OA, _PROV = VOCABULARIES["rdf"], VOCABULARIES["oa"], VOCABULARIES["prov"]
LABEL = VOCABULARIES["rdfs"] + "label"
_SCHEMA = VOCABULARIES["schema"]
TYPE = _RDF + "type"
#: Characters of context on either side of a quote, as browsers' text fragments use.
CONTEXT = 32
#: Field of a claim line → local name of a property with a plain literal.
PLAIN = {
    "instrument_text": "instrumentText", "title": "postTitle", "mode": "mode", "quad": "quad",
    "extractor": "extractor",
}  # fmt: skip
#: Field → scheme, the property having the scheme's name.
CODED = {
    "kind": "claimKind", "reporting": "reporting", "speech_act": "speechAct", "modality": "modality",
}  # fmt: skip
WHENS = {"stated_on": "statedOn", "occurred": "occurred", "valid": "valid"}
#: Fields of an amount → properties, by how they are written.
AMOUNT_NUMBERS = {
    "value": "value", "low": "low", "high": "high", "change": "change", "implied_base": "impliedBase",
}  # fmt: skip
AMOUNT_TEXTS = {"text": "text", "unit": "unit", "change_unit": "changeUnit", "period": "period"}
ROLES = {"subjects": "subject", "objects": "object", "instrument": "instrument"}
#: Metadata of a document → property.
METADATA = {
    "title": _SCHEMA + "name", "outlet": kg("outlet"), "author": kg("author"),
    "language": _SCHEMA + "inLanguage", "address": _SCHEMA + "url",
}  # fmt: skip


def run_iri(config: str) -> str:
    """The address of the run that a configuration stands for."""
    return RUN + digest(config)


def document_lines(document: Mapping[str, Any], text: str, claims: Iterable[Mapping[str, Any]]) -> list[str]:
    """The sorted lines of a document's graph. document: a row of `Ledger.documents`."""
    address = iri(document["id"])
    sheet = Sheet(address)
    for kind in (kg("Document"), _SCHEMA + "CreativeWork", _PROV + "Entity"):
        sheet.link(address, TYPE, kind)
    known = document["metadata"]
    sheet.add(address, kg("sha256"), document["sha256"])
    sheet.add(address, kg("source"), document["source"])
    sheet.add(address, kg("mediaType"), known["media_type"])
    sheet.link(address, _PROV + "wasGeneratedBy", run_iri(document["config"]))
    for field, predicate in METADATA.items():
        sheet.add(address, predicate, known[field]["value"])
    if known["date"]["value"]:
        sheet.term(address, _SCHEMA + "datePublished", date_literal(known["date"]["value"]))
    for field in (*METADATA, "date"):
        if known[field]["value"] is not None:
            sheet.link(address, kg(f"{field}Origin"), concept("origin", known[field]["origin"]))
    for line in claims:
        claim_quads(sheet, line, text, run_iri(document["config"]))
    return sheet.lines()


def claim_quads(sheet: Sheet, line: Mapping[str, Any], text: str, run: str) -> None:
    """Write a claim line; text is the raw text of its document."""
    me = iri(line["id"])
    for kind in (kg("Claim"), _RDF + "Statement", _PROV + "Entity"):
        sheet.link(me, TYPE, kind)
    sheet.link(me, kg("document"), iri(line["document"]["id"]))
    sheet.link(me, _PROV + "wasGeneratedBy", run)
    sheet.link(me, _RDF + "predicate", NAMESPACES["rel"] + line["relation"])
    for field, scheme in CODED.items():
        sheet.link(me, kg(scheme), concept(scheme, line[field]))
    for field, name in PLAIN.items():
        sheet.add(me, kg(name), line[field])
    sheet.add(me, kg("symmetric"), line["symmetric"])
    sheet.add(me, kg("score"), line["score"], "double")
    sheet.add(me, kg("confidence"), line["confidence"]["value"], "double")
    sheet.add(me, kg("confidenceBasis"), line["confidence"]["basis"])
    for field, prefix in (("plover", "plover"), ("indicator", "indicator")):
        if line[field]:
            sheet.link(me, kg(field), iri(f"{prefix}:{line[field]}"))
    for topic in line["topics"]:
        sheet.link(me, kg("topic"), iri(f"topic:{topic}"))
    for name, field in (("context", "contexts"), ("flag", "flags")):
        for value in line[field]:
            sheet.add(me, kg(name), value)
    _participants(sheet, me, line)
    _times(sheet, me, line)
    _amounts(sheet, me, line["amounts"])
    _stance(sheet, me, line["stance"])
    _evidence(sheet, me, line, text)


def _participants(sheet: Sheet, me: str, line: Mapping[str, Any]) -> None:
    direct = {"subjects": _RDF + "subject", "objects": _RDF + "object", "instrument": kg("instrument")}
    for field, role in ROLES.items():
        for i, party in enumerate(line[field]):
            sheet.link(me, direct[field], iri(party["ref"]))
            _participant(sheet, me, role, i, party)
    for field in ("speaker", "where"):
        if line[field]:
            sheet.link(me, kg(field), iri(line[field]["ref"]))
            _participant(sheet, me, field, 0, line[field])
    for i, hop in enumerate(line["attribution"]):
        node = f"{me}#hop-{i}"
        sheet.link(me, kg("hop"), node)
        sheet.link(node, TYPE, kg("Hop"))
        sheet.add(node, kg("position"), i)
        sheet.add(node, kg("role"), hop["role"])
        sheet.add(node, LABEL, hop["label"])
        sheet.add(node, kg("cue"), hop["cue"])
        if hop["ref"]:
            sheet.link(node, kg("entity"), iri(hop["ref"]))


def _participant(sheet: Sheet, me: str, role: str, i: int, party: Mapping[str, Any]) -> None:
    node = f"{me}#{role}-{i}"
    sheet.link(me, kg("participant"), node)
    sheet.link(node, TYPE, kg("Participant"))
    sheet.link(node, kg("entity"), iri(party["ref"]))
    sheet.add(node, kg("role"), role)
    sheet.add(node, kg("position"), i)
    sheet.add(node, LABEL, party["label"])
    sheet.add(node, kg("entityKind"), party["kind"])
    for field in ("mention", "start", "end"):
        sheet.add(node, kg(field), party[field])
    if party["resolution"]:
        sheet.link(node, kg("resolution"), concept("resolution", party["resolution"]))
    for field in ("state", "side"):
        if party.get(field):
            sheet.link(node, kg(field), iri(party[field]))
    sheet.add(node, kg("post"), party.get("post"))


def _times(sheet: Sheet, me: str, line: Mapping[str, Any]) -> None:
    for field, name in WHENS.items():
        when = line[field]
        if when is None:
            continue
        node = f"{me}#{name}"
        sheet.link(me, kg(name), node)
        sheet.link(node, TYPE, kg("When"))
        sheet.add(node, kg("text"), when["text"])
        for end, property in (("start", "startDate"), ("end", "endDate")):
            if when[end]:
                sheet.term(node, kg(property), date_literal(when[end]))
        sheet.link(node, kg("precision"), concept("precision", when["precision"]))
        sheet.link(node, kg("dateBasis"), concept("dateBasis", when["basis"]))
    # A window in whole days, so that SPARQL can compare partial dates; month ends as they are.
    earliest, latest = window(line)
    for property, day in (("earliest", earliest), ("latest", latest)):
        if day:
            sheet.add(me, kg(property), real_day(day), "date")


def real_day(day: str) -> str:
    """A day that the calendar has: 2016-02-31 becomes 2016-02-29."""
    from calendar import isleap

    year, month, number = day.rsplit("-", 2)
    if month == "02":
        most = 29 if isleap(abs(int(year))) else 28
    else:
        most = 30 if month in ("04", "06", "09", "11") else 31
    return f"{year}-{month}-{min(int(number), most):02d}"


def _amounts(sheet: Sheet, me: str, amounts: Iterable[Mapping[str, Any]]) -> None:
    for i, amount in enumerate(amounts):
        node = f"{me}#amount-{i}"
        sheet.link(me, kg("amount"), node)
        sheet.link(node, TYPE, kg("Amount"))
        sheet.add(node, kg("position"), i)
        for field, name in AMOUNT_TEXTS.items():
            sheet.add(node, kg(name), amount[field])
        for field, name in AMOUNT_NUMBERS.items():
            sheet.add(node, kg(name), amount[field], "double")
        sheet.link(node, kg("bound"), concept("bound", amount["bound"]))
        if amount["direction"]:
            sheet.link(node, kg("direction"), concept("direction", amount["direction"]))
        sheet.add(node, kg("consistent"), amount["consistent"])


def _stance(sheet: Sheet, me: str, stance: Mapping[str, Any] | None) -> None:
    if stance is None:
        return
    node = f"{me}#stance"
    sheet.link(me, kg("stance"), node)
    sheet.link(node, TYPE, kg("Stance"))
    sheet.add(node, kg("value"), stance["value"], "double")
    sheet.add(node, kg("toward"), stance["toward"])
    for word in stance["words"]:
        sheet.add(node, kg("words"), word)


def _evidence(sheet: Sheet, me: str, line: Mapping[str, Any], text: str) -> None:
    # The same bytes under two addresses carry the same claim: each document has its own annotation.
    document = line["document"]["id"]
    found, start, end = line["evidence"], line["evidence"]["start"], line["evidence"]["end"]
    node = f"{me}#in-{document.partition(':')[2]}"
    target, quote, place = f"{node}-target", f"{node}-quote", f"{node}-position"
    sheet.link(me, kg("evidence"), node)
    sheet.link(node, TYPE, _OA + "Annotation")
    sheet.link(node, _OA + "hasBody", me)
    sheet.link(node, _OA + "hasTarget", target)
    sheet.link(target, TYPE, _OA + "SpecificResource")
    sheet.link(target, _OA + "hasSource", iri(document))
    sheet.link(target, _OA + "hasSelector", quote)
    sheet.link(target, _OA + "hasSelector", place)
    sheet.link(quote, TYPE, _OA + "TextQuoteSelector")
    sheet.add(quote, _OA + "exact", found["quote"])
    sheet.add(quote, _OA + "prefix", text[max(0, start - CONTEXT) : start])
    sheet.add(quote, _OA + "suffix", text[end : end + CONTEXT])
    sheet.link(place, TYPE, _OA + "TextPositionSelector")
    sheet.add(place, _OA + "start", start)
    sheet.add(place, _OA + "end", end)
    sheet.add(node, kg("display"), found["display"])
    sheet.add(node, kg("sentence"), found["sentence"])
    sheet.add(node, kg("sentenceStart"), found["sentence_start"])
    sheet.add(node, kg("sentenceEnd"), found["sentence_end"])
    sheet.add(node, kg("cue"), found["cue"])
    sheet.add(node, kg("cueStart"), found["cue_start"])
    sheet.add(node, kg("cueEnd"), found["cue_end"])
