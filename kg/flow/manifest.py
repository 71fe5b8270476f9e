"""What a build rests on: the versions of code, model and data, as one short name.

Two builds with the same configuration name give the same claims for the same bytes; a document
that was read under another name is read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.knowledge.places import data_path
from kg.model.ids import digest

#: Version of the extractors; raised whenever their output for the same text may change.
EXTRACTOR_VERSION = "0.4.0"
#: What of data/ extraction reads (a folder: all its files); the worked example and its scripts do not count.
_KNOWLEDGE = ("confidence.json", "gazetteer", "lexicon", "statement_parties.json")


@cache
def configuration(language: str = "en", model: str | None = None) -> str:
    """Sixteen hexadecimal digits that name everything a document's claims depend on besides the document."""
    return digest(json.dumps(parts(language, model), sort_keys=True))


def parts(language: str = "en", model: str | None = None) -> Mapping[str, str]:
    """The versions behind `configuration`, by name."""
    from importlib.metadata import version

    from kg.text.parser import find_model

    name = find_model(language, model)
    return {
        "extractor": EXTRACTOR_VERSION,
        "model": f"{Path(name).name}@{_model_version(name)}",
        "parser": f"spacy@{version('spacy')}",
        "knowledge": _fingerprint(),
    }


def measured_accuracy() -> str:
    """The text of data/accuracy.json (made by bench/accuracy.py), "" if it is of another extractor version.

    It is no part of `configuration`: what was measured afterwards changes no claim.
    """
    path = data_path() / "accuracy.json"
    text = path.read_text(encoding="utf-8") if path.is_file() else "{}"
    return text if json.loads(text).get("extractor") == EXTRACTOR_VERSION else ""


def _model_version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    meta = Path(name) / "meta.json"
    if meta.is_file():
        found = json.loads(meta.read_text(encoding="utf-8"))
        return str(found.get("version", "unknown"))
    try:
        return version(name.replace("_", "-"))
    except PackageNotFoundError:
        return "unknown"


@cache
def _fingerprint() -> str:
    """A digest over the bytes of every knowledge file, in order of their names."""
    total = hashlib.sha256()
    for path in knowledge_files():
        total.update(f"{path.relative_to(data_path()).as_posix()}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def knowledge_files() -> list[Path]:
    """Every file of data/ that a document's claims depend on, whatever its format."""
    places = [data_path() / name for name in _KNOWLEDGE]
    found = [file for place in places for file in (place.iterdir() if place.is_dir() else [place])]
    return sorted(file for file in found if file.is_file() and not file.name.startswith("."))
