"""The labelled set that ships: every label must stand on the text it is about, and keep to the guide's form.

`problems` is the validator; the first half of this file runs it on data/labelled, the second half breaks an
invented document in every way that matters and expects to be told.
"""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"
LABELLED = DATA / "labelled"

ENTITY_TYPES = {
    "Person", "State", "Institution", "GovernmentBody", "Company", "ThinkTank", "Media", "ArmedForce",
    "ArmedGroup", "Party", "Organization", "Project", "Agreement", "Weapon", "Region", "Place", "Event",
}  # fmt: skip
EVENT_TYPES = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
RELATION_TYPES = {
    "POSITION", "MEMBER", "PART", "LOCATED", "LEADS", "PARTICIPATES", "PARTY_TO", "FOUNDED", "OWNS",
}  # fmt: skip
CLAIM_TYPES = EVENT_TYPES | RELATION_TYPES | {"OBSERVATION", "STATEMENT"}
#: What at least one type of a claim of this kind must be.
OF_KIND = {
    "event": EVENT_TYPES | RELATION_TYPES,
    "relation": RELATION_TYPES,
    "observation": {"OBSERVATION"},
    "statement": {"STATEMENT"},
}
MODALITIES = {"actual", "planned", "possible", "normative", "negated"}
PARTS = ("tr", "sm", "om", "spm", "cue")
NEEDED = {"k", "id", "kind", "s", "o", "type", "speaker", "modality", "date", "ev", *PARTS}
ALLOWED = NEEDED | {"value", "unit", "dir"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Record = dict[str, Any]


def problems(text: str, records: Sequence[Record]) -> Iterator[str]:
    """What is wrong with the labels of one text; nothing when all is well."""
    entities = [r for r in records if r.get("k") == "entity"]
    claims = [r for r in records if r.get("k") == "claim"]
    if len(entities) + len(claims) != len(records):
        yield "a record is neither entity nor claim"
    names = {e["name"] for e in entities}
    owners: dict[str, str] = {}
    for entity in entities:
        yield from (f"{entity['name']}: {why}" for why in _entity(text, entity, owners))
    places: list[int] = []
    for claim in claims:
        found = [f"{claim.get('id')}: {why}" for why in _claim(text, claim, names)]
        yield from found
        places.append(text.find(claim.get("ev") or ""))
    if places != sorted(places):
        yield "the claims do not stand in the order of the text"
    ids = [c.get("id") for c in claims]
    yield from (f"{i}: the id stands twice" for i in sorted({str(i) for i in ids if ids.count(i) > 1}))


def _entity(text: str, entity: Mapping[str, Any], owners: dict[str, str]) -> Iterator[str]:
    written = [entity["name"], *entity["alt"]]
    if len(set(written)) < len(written):
        yield "a form stands twice"
    if not any(_stands(form, text) for form in written):
        yield "no form stands in the text"
    for form in written:
        if form != entity["name"] and not _stands(form, text):
            yield f"{form!r} does not stand in the text"
        if owners.setdefault(form, entity["name"]) != entity["name"]:
            yield f"{form!r} belongs to {owners[form]} too"
    if not set(entity["type"].split("|")) <= ENTITY_TYPES:
        yield f"{entity['type']!r} is no type"
    if set(entity) - {"k", "name", "alt", "type", "role"}:
        yield "a key that the form does not have"


def _stands(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def _claim(text: str, claim: Mapping[str, Any], names: set[str]) -> Iterator[str]:
    if NEEDED - set(claim) or set(claim) - ALLOWED:
        yield f"keys missing or too many: {sorted(set(claim) ^ NEEDED)}"
        return
    if text.count(claim["ev"]) != 1 or claim["ev"] != claim["ev"].strip():
        yield f"the evidence must stand exactly once: {claim['ev']!r}"
        return
    passage = _passage(text, claim["ev"])
    for part in PARTS:
        words = claim[part]
        if words is not None and (not words or not _stands(words, passage)):
            yield f"{part} {words!r} does not stand in the passage of the evidence"
    if claim["tr"] is None:
        yield "no trigger"
    yield from _values(claim)
    yield from _parties(claim, passage, names)


def _passage(text: str, evidence: str) -> str:
    """The paragraph round the evidence: an answer of an interview is one, with the name that opens it."""
    at = text.index(evidence)
    return text[text.rfind("\n", 0, at) + 1 : (text + "\n").index("\n", at + len(evidence))]


def _values(claim: Mapping[str, Any]) -> Iterator[str]:
    kinds = set(claim["type"])
    if claim["kind"] not in OF_KIND or not kinds & OF_KIND.get(claim["kind"], set()):
        yield f"{claim['kind']} cannot be {claim['type']}"
    if not kinds <= CLAIM_TYPES or len(kinds) < len(claim["type"]):
        yield f"types {claim['type']}"
    if claim["modality"] not in MODALITIES:
        yield f"modality {claim['modality']!r}"
    if claim["date"] is not None and not _is_date(claim["date"]):
        yield f"date {claim['date']!r}"
    if ("value" in claim) != ("unit" in claim) or not isinstance(claim.get("value", 0), int | float):
        yield "a value has a number and a unit"
    if claim.get("dir", "up") not in ("up", "down"):
        yield f"direction {claim['dir']!r}"


def _is_date(written: str) -> bool:
    """YYYY, YYYY-MM, YYYY-MM-DD, or two of them in order with a slash between."""
    ends = written.split("/")
    if len(ends) > 2 or not all(DATE.fullmatch(end) for end in ends) or ends != sorted(ends):
        return False
    try:
        [date.fromisoformat((end + "-01-01")[:10]) for end in ends]
    except ValueError:
        return False
    return True


def _parties(claim: Mapping[str, Any], passage: str, names: set[str]) -> Iterator[str]:
    """Every party is a labelled entity, or an unnamed group in the words of the passage."""
    spoken = [] if claim["speaker"] == "author" else claim["speaker"]
    if not isinstance(spoken, list) or (claim["speaker"] != "author" and not spoken):
        yield f"speaker {claim['speaker']!r}"
        return
    if spoken == [] and (claim["spm"] or claim["cue"]):
        yield "the author needs no words that report"
    parties = [*claim["s"], *claim["o"], *spoken]
    for party in parties:
        if party not in names and not _stands(party, passage):
            yield f"{party!r} is no labelled entity"
    if not set(parties) & names:
        yield "no labelled entity takes part"
    if not claim["s"]:
        yield "no subject"
    for part in ("s", "o", "speaker"):
        if isinstance(claim[part], list) and len(set(claim[part])) < len(claim[part]):
            yield f"a name stands twice in {part}"


def _about() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = json.loads((LABELLED / "documents.json").read_text(encoding="utf-8"))
    return known


def _records(name: str) -> list[Record]:
    lines = (LABELLED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


NAMES = sorted(f.stem for f in LABELLED.glob("*.jsonl"))


@pytest.mark.parametrize("name", NAMES)
def test_labels_stand_on_their_text(name: str) -> None:
    text = (DATA / _about()[name]["file"]).read_text(encoding="utf-8")
    assert list(problems(text, _records(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_those_of_the_corpus(name: str) -> None:
    about = _about()[name]
    file = DATA / about["file"]
    assert (file.stem, file.parent) == (name, DATA / "corpus")
    sidecar = tomllib.loads((file.parent / f"{name}.meta.toml").read_text(encoding="utf-8"))
    told = {key: sidecar[key] for key in ("date", "outlet", "author")} | {"kind": sidecar["style"]}
    assert {key: about[key] for key in told} == told


def test_the_set_is_large_and_various_enough() -> None:
    assert sorted(_about()) == NAMES
    assert len(NAMES) >= 8
    assert len({about["kind"] for about in _about().values()}) >= 5
    claims = [r for name in NAMES for r in _records(name) if r["k"] == "claim"]
    assert len(claims) >= 250
    assert len({c["id"] for c in claims}) == len(claims)
    assert {c["kind"] for c in claims} == set(OF_KIND)
    assert {c["modality"] for c in claims} == MODALITIES
    assert {kind for c in claims for kind in c["type"]} >= EVENT_TYPES | {"OBSERVATION", "STATEMENT"}


def test_the_readme_counts_what_is_there() -> None:
    readme = (LABELLED / "README.md").read_text(encoding="utf-8")
    kinds = ("event", "relation", "observation", "statement")
    for name in NAMES:
        records = _records(name)
        claims = [r["kind"] for r in records if r["k"] == "claim"]
        counts = [len(records) - len(claims), len(claims), *map(claims.count, kinds)]
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}` |"))
        assert [int(cell) for cell in row.strip("| ").split(" | ")[2:]] == counts, name


TEXT = (
    "Ruritania and Borduria signed a treaty in Strelsau.\n\n"
    "Minister Anna Korvel said that Ruritania would sell 30 tons of copper.\n\nOld miners complained."
)
SOUND: list[Record] = [
    {"k": "entity", "name": "Ruritania", "alt": [], "type": "State"},
    {"k": "entity", "name": "Borduria", "alt": [], "type": "State"},
    {"k": "entity", "name": "Strelsau", "alt": [], "type": "Place|State"},
    {"k": "entity", "name": "Anna Korvel", "alt": ["Minister Anna Korvel"], "type": "Person",
     "role": "Minister"},
    {"k": "claim", "id": "x-01", "kind": "event", "s": ["Ruritania", "Borduria"],
     "o": ["Borduria", "Ruritania"], "type": ["AGREE", "SUPPORT"], "speaker": "author",
     "modality": "actual", "date": "2011-02", "ev": "Ruritania and Borduria signed a treaty",
     "tr": "signed", "sm": "Ruritania and Borduria", "om": "a treaty", "spm": None, "cue": None},
    {"k": "claim", "id": "x-02", "kind": "event", "s": ["Ruritania"], "o": [], "type": ["COOPERATE"],
     "speaker": ["Anna Korvel"], "modality": "planned", "date": None, "value": 30, "unit": "tons",
     "ev": "Ruritania would sell 30 tons of copper", "tr": "would sell", "sm": "Ruritania", "om": "copper",
     "spm": "Minister Anna Korvel", "cue": "said"},
]  # fmt: skip


def test_sound_labels_raise_nothing() -> None:
    assert list(problems(TEXT, SOUND)) == []
    group = copy.deepcopy(SOUND)
    group[5]["s"] = ["Ruritania", "Minister"]  # an unnamed party may stand in the words of the passage
    assert list(problems(TEXT, group)) == []


BROKEN: dict[str, tuple[Callable[[list[Record]], object], str]] = {
    "evidence of other words": (lambda r: r[4].update(ev="Ruritania and Borduria sign a treaty"), "evidence"),
    "evidence that stands twice": (lambda r: r[4].update(ev="Ruritania"), "evidence"),
    "evidence with blanks": (lambda r: r[4].update(ev=" a treaty in Strelsau"), "evidence"),
    "trigger of another passage": (lambda r: r[4].update(tr="sell"), "tr 'sell'"),
    "half a word": (lambda r: r[5].update(om="copp"), "om 'copp'"),
    "speaker of another passage": (lambda r: r[5].update(spm="Borduria"), "spm"),
    "no trigger": (lambda r: r[4].update(tr=None), "no trigger"),
    "unknown subject": (lambda r: r[4].update(s=["Syldavia"]), "'Syldavia' is no labelled entity"),
    "group of another passage": (lambda r: r[5].update(s=["Old miners"]), "'Old miners' is no labelled"),
    "unknown speaker": (lambda r: r[5].update(speaker=["Otto"]), "'Otto' is no labelled entity"),
    "speaker as a word": (lambda r: r[5].update(speaker="Anna Korvel"), "speaker"),
    "no subject": (lambda r: r[5].update(s=[]), "no subject"),
    "same name twice": (lambda r: r[4].update(s=["Ruritania", "Ruritania"]), "twice in s"),
    "author with a cue": (lambda r: r[4].update(cue="signed"), "the author needs"),
    "unknown type": (lambda r: r[4].update(type=["AGREE", "TRADE"]), "types"),
    "type of another kind": (lambda r: r[4].update(kind="relation"), "relation cannot be"),
    "modality": (lambda r: r[4].update(modality="likely"), "modality"),
    "date in words": (lambda r: r[4].update(date="May 2011"), "date"),
    "day that is not": (lambda r: r[4].update(date="2011-02-30"), "date"),
    "range the wrong way": (lambda r: r[4].update(date="2012/2011"), "date"),
    "value without unit": (lambda r: r[5].pop("unit"), "a number and a unit"),
    "key too many": (lambda r: r[4].update(note="?"), "keys"),
    "key missing": (lambda r: r[4].pop("cue"), "keys"),
    "id twice": (lambda r: r[5].update(id="x-01"), "the id stands twice"),
    "order": (lambda r: r.insert(4, r.pop(5)), "order"),
    "form not in the text": (lambda r: r[0]["alt"].append("Ruritanian"), "'Ruritanian' does not stand"),
    "form of two owners": (lambda r: r[0]["alt"].append("Strelsau"), "belongs to"),
    "type of entity": (lambda r: r[0].update(type="Country"), "is no type"),
    "neither": (lambda r: r.append({"k": "note"}), "neither"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_label_is_told(case: str) -> None:
    spoil, told = BROKEN[case]
    records = copy.deepcopy(SOUND)
    spoil(records)
    found = list(problems(TEXT, records))
    assert any(told in why for why in found), found
