"""From quads back to claims: the reverse of `kg.store.quads`.

Topics, contexts, flags and stance words are sets in RDF and come back sorted; everything else comes
back as it was, with the canonical references that the quads carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError
from kg.store import quads as q
from kg.store.nquads import Index, Quad, Value, index
from kg.store.terms import KG, VOCABULARIES, curie, kg

if TYPE_CHECKING:
    from kg.model.claims import Claim

_OA = VOCABULARIES["oa"]
_SCHEMA = VOCABULARIES["schema"]


def claims_of(quads: Iterable[Quad]) -> Iterator[Claim]:
    """The claims of one document's graph, in the order of their addresses.

    Raises:
        StoreError: the graph lacks something that every claim has.
    """
    from kg.model.claims import Claim

    nodes = index(quads)
    for subject in sorted(nodes):
        if any(v.text == kg("Claim") for v in nodes[subject].get(q.TYPE, ())):
            try:
                yield Claim.model_validate(_claim(nodes, subject))
            except (KeyError, IndexError) as error:
                raise StoreError(f"{subject} is not a whole claim: {error} is missing") from error


def _claim(nodes: Index, me: str) -> dict[str, Any]:
    own = nodes[me]
    # Of the documents that carry the same bytes, the one whose graph this is holds its annotation.
    parties = _parties(nodes, own)
    line: dict[str, Any] = {
        "id": curie(me),
        "document": _document(nodes, own[kg("document")][0].text),
        "relation": own[VOCABULARIES["rdf"] + "predicate"][0].text.rpartition("/")[2],
        **{field: parties.get(role, []) for field, role in q.ROLES.items()},
        "speaker": next(iter(parties.get("speaker", ())), None),
        "where": next(iter(parties.get("where", ())), None),
        "attribution": [_hop(nodes[v.text]) for v in _in_order(nodes, own, "hop")],
        "symmetric": _one(own, kg("symmetric")) == "true",
        "confidence": {
            "value": float(own[kg("confidence")][0].text), "basis": own[kg("confidenceBasis")][0].text
        },
        "score": _number(own, "score"),
        "amounts": [_amount(nodes[v.text]) for v in _in_order(nodes, own, "amount")],
        "stance": next((_stance(nodes[v.text]) for v in own.get(kg("stance"), ())), None),
        "evidence": _evidence(nodes, own[kg("evidence")][0].text),
        "topics": sorted(curie(v.text).partition(":")[2] for v in own.get(kg("topic"), ())),
        "contexts": _texts(own, "context"),
        "flags": _texts(own, "flag"),
    }  # fmt: skip
    line |= {field: _code(own, name) for field, name in q.CODED.items()}
    line |= {field: _one(own, kg(name)) for field, name in q.PLAIN.items()}
    line |= {field: _when(nodes, own, name) for field, name in q.WHENS.items()}
    for field in ("plover", "indicator"):
        address = _one(own, kg(field))
        line[field] = curie(address).partition(":")[2] if address else None
    return line


def _one(own: Mapping[str, list[Value]], predicate: str) -> str | None:
    values = own.get(predicate)
    return values[0].text if values else None


def _number(own: Mapping[str, list[Value]], name: str) -> float | None:
    value = _one(own, kg(name))
    return float(value) if value is not None else None


def _code(own: Mapping[str, list[Value]], name: str) -> str | None:
    value = _one(own, kg(name))
    return value.removeprefix(KG).partition("-")[2] if value else None


def _texts(own: Mapping[str, list[Value]], name: str) -> list[str]:
    return sorted(v.text for v in own.get(kg(name), ()))


def _in_order(nodes: Index, own: Mapping[str, list[Value]], name: str) -> list[Value]:
    return sorted(own.get(kg(name), ()), key=lambda v: int(nodes[v.text][kg("position")][0].text))


def _parties(nodes: Index, own: Mapping[str, list[Value]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for value in _in_order(nodes, own, "participant"):
        node = nodes[value.text]
        role = node[kg("role")][0].text
        party: dict[str, Any] = {
            "ref": curie(node[kg("entity")][0].text),
            "label": node[q.LABEL][0].text,
            "kind": node[kg("entityKind")][0].text,
            "mention": _one(node, kg("mention")),
            "start": _one(node, kg("start")),
            "end": _one(node, kg("end")),
            "resolution": _code(node, "resolution"),
        }
        fields = ("side", "post") if role == "speaker" else ("state",)
        for field in fields:
            text = _one(node, kg(field))
            party[field] = curie(text) if text and field != "post" else text
        found.setdefault(role, []).append(party)
    return found


def _hop(node: Mapping[str, list[Value]]) -> dict[str, Any]:
    ref = _one(node, kg("entity"))
    return {
        "role": _one(node, kg("role")), "label": _one(node, q.LABEL), "cue": _one(node, kg("cue")),
        "ref": curie(ref) if ref else None,
    }  # fmt: skip


def _when(nodes: Index, own: Mapping[str, list[Value]], name: str) -> dict[str, Any] | None:
    address = _one(own, kg(name))
    if address is None:
        return None
    node = nodes[address]
    return {
        "text": _one(node, kg("text")),
        "start": _one(node, kg("startDate")), "end": _one(node, kg("endDate")),
        "precision": _code(node, "precision"), "basis": _code(node, "dateBasis"),
    }  # fmt: skip


def _amount(node: Mapping[str, list[Value]]) -> dict[str, Any]:
    consistent = _one(node, kg("consistent"))
    return {
        **{field: _one(node, kg(name)) for field, name in q.AMOUNT_TEXTS.items()},
        **{field: _number(node, name) for field, name in q.AMOUNT_NUMBERS.items()},
        "bound": _code(node, "bound"),
        "direction": _code(node, "direction"),
        "consistent": None if consistent is None else consistent == "true",
    }


def _stance(node: Mapping[str, list[Value]]) -> dict[str, Any]:
    toward = _one(node, kg("toward"))
    return {"value": _number(node, "value"), "toward": toward, "words": _texts(node, "words")}


def _evidence(nodes: Index, address: str) -> dict[str, Any]:
    node, quote, place = nodes[address], nodes[f"{address}-quote"], nodes[f"{address}-position"]
    return {
        "start": _one(place, _OA + "start"), "end": _one(place, _OA + "end"),
        "quote": _one(quote, _OA + "exact"),
        "display": _one(node, kg("display")), "sentence": _one(node, kg("sentence")),
        "sentence_start": _one(node, kg("sentenceStart")), "sentence_end": _one(node, kg("sentenceEnd")),
        "cue": _one(node, kg("cue")),
        "cue_start": _one(node, kg("cueStart")), "cue_end": _one(node, kg("cueEnd")),
    }  # fmt: skip


def _document(nodes: Index, address: str) -> dict[str, Any]:
    node = nodes[address]
    known = {field: _one(node, q.METADATA[field]) for field in ("title", "outlet", "author", "language")}
    return {
        "id": curie(address), "sha256": _one(node, kg("sha256")), "source": _one(node, kg("source")),
        "date": _one(node, _SCHEMA + "datePublished"), **known,
    }  # fmt: skip
