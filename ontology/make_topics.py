"""Writes topics.ttl, the SKOS form of data/lexicon/topics.jsonl: python ontology/make_topics.py

Each line of the lexicon is one concept: its labels, its broader concept, and a definition that names
some of the words it is told by. A test compares the file with what this script makes of the lexicon.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
SCHEME = "https://w3id.org/bilateral-kg/topic/"
_HEAD = f"""# Made by make_topics.py from data/lexicon/topics.jsonl: change that file, not this one.
@prefix topic: <{SCHEME}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<{SCHEME}> a skos:ConceptScheme, owl:Ontology ;
    rdfs:label "topics"@en, "темы"@ru, "主题"@zh ;
    skos:definition "What claims are about, in two levels."@en .
"""
#: Words that a definition names, spread evenly over the entry's list.
_WORDS = 6


def topics_turtle(lines: Iterable[Mapping[str, Any]]) -> str:
    """The Turtle of these entries, sorted by id."""
    entries = {line["id"]: line for line in lines}
    return _HEAD + "".join(_concept(entries[name], entries) for name in sorted(entries))


def _concept(entry: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]]) -> str:
    broader = entry.get("broader")
    narrower = sorted(name for name, other in entries.items() if other.get("broader") == entry["id"])
    place = f"    skos:broader topic:{broader} ;\n" if broader else f"    skos:topConceptOf <{SCHEME}> ;\n"
    if narrower:
        place += f"    skos:narrower {', '.join(f'topic:{name}' for name in narrower)} ;\n"
    labels = ", ".join(f"{_quoted(entry[language])}@{language}" for language in ("en", "ru", "zh"))
    return (
        f"\ntopic:{entry['id']} a skos:Concept ;\n"
        f"    skos:inScheme <{SCHEME}> ;\n{place}"
        f'    skos:notation "{entry["id"]}" ;\n'
        f"    skos:prefLabel {labels} ;\n"
        f"    skos:definition {_quoted(_definition(entry, entries))}@en .\n"
    )


def _definition(entry: Mapping[str, Any], entries: Mapping[str, Mapping[str, Any]]) -> str:
    terms = [term.rstrip("*") for term in entry["terms"] if not term.endswith("*")] or [
        f"{term.rstrip('*')}…" for term in entry["terms"]
    ]
    step = max(1, len(terms) // _WORDS)
    within = f", a part of {entries[entry['broader']]['en'].lower()}" if entry.get("broader") else ""
    words = ", ".join(terms[::step][:_WORDS])
    return f"Claims about {entry['en'].lower()}{within}; told by words such as {words}."


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main() -> None:
    """Write the file."""
    lexicon = _HERE.parent / "data" / "lexicon" / "topics.jsonl"
    lines = [json.loads(line) for line in lexicon.read_text(encoding="utf-8").splitlines()]
    (_HERE / "topics.ttl").write_text(topics_turtle(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
