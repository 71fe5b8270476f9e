"""Where labelled documents are found, and the reader for each form of labels.

A path is a folder (every labelled file in it), or one file: NAME.jsonl by the annotation guide, NAME.conll
(.bio, .iob) with tags, NAME.ann (brat standoff), or a .csv of claims. The text of NAME is, in this order:
what documents.json names under "file" (relative to the labels' folder, the folder above it, or data/),
NAME.txt in the folder given by `docs`, in docs/ beside the labels, or beside the labels themselves.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.evaluation.formats import lines_of, read_brat, read_conll, read_csv, spell
from kg.evaluation.labels import LabelledClaim, LabelledDocument, LabelledEntity

#: What a labels' folder holds beside labels.
ABOUT = "documents.json"
_TEXTS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_TAGGED = (".conll", ".bio", ".iob", ".iob2")
LABELS = (".jsonl", ".ann", ".csv", *_TAGGED)


def gather(
    paths: Sequence[Path], docs: Path | None, fail: Callable[[str, str], None]
) -> list[LabelledDocument]:
    """All labelled documents of the paths, in the order given; by name inside a folder.

    fail(source, reason) is told of files that cannot be read; the rest goes on.
    """
    made: list[LabelledDocument] = []
    for path in paths:
        folder = path if path.is_dir() else path.parent
        try:
            about = _about(folder)
        except ReadError as error:
            fail(str(folder / ABOUT), str(error))
            about = {}
        for file in _files(path):
            try:
                made += [_placed(d, folder, docs, about.get(d.name) or {}) for d in _read(file)]
            except (ReadError, OSError, ValueError, csv.Error) as error:
                fail(str(file), str(error))
    return made


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(f for f in path.iterdir() if f.suffix in LABELS and f.is_file())


def _about(folder: Path) -> Mapping[str, Any]:
    file = folder / ABOUT
    if not file.is_file():
        return {}
    try:
        known = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ReadError(f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"is no JSON: {error}") from error
    if not isinstance(known, dict) or not all(isinstance(v, dict) for v in known.values()):
        raise ReadError("must hold an object of objects: NAME → date, outlet, author, file")
    return known


def _read(file: Path) -> Iterator[LabelledDocument]:
    if file.suffix == ".csv":
        yield from read_csv(file)
    elif file.suffix == ".ann":
        yield read_brat(file)
    elif file.suffix in _TAGGED:
        yield read_conll(file)
    else:
        yield read_guide(file)


def _placed(
    document: LabelledDocument, folder: Path, docs: Path | None, about: Mapping[str, Any]
) -> LabelledDocument:
    """The document with its metadata and the path of its text."""
    path = document.path
    if document.text is None and path is None:
        path = next((p for p in _places(document.name, folder, docs, about) if p.is_file()), None)
    date, outlet, author, genre = (
        None if about.get(name) is None else str(about[name]) for name in ("date", "outlet", "author", "kind")
    )
    return replace(document, path=path, date=date, outlet=outlet, author=author, genre=genre)


def _places(name: str, folder: Path, docs: Path | None, about: Mapping[str, Any]) -> Iterator[Path]:
    if file := about.get("file"):
        yield from (base / str(file) for base in (folder, folder.parent))
    for base in (docs, folder / "docs", folder):
        if base is not None:
            yield from (base / f"{name}{suffix}" for suffix in _TEXTS)


def read_guide(file: Path) -> LabelledDocument:
    """A file of the annotation guide: one JSON object a line, entities and claims.

    Raises ReadError with the line's number for what the guide does not allow.
    """
    entities: list[LabelledEntity] = []
    claims: list[LabelledClaim] = []
    for number, line in enumerate(lines_of(file), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row["k"] == "entity":
                kinds = frozenset(str(row["type"]).split("|"))
                entities.append(LabelledEntity(_text(row, "name"), _names(row.get("alt")), kinds))
            elif row["k"] == "claim":
                claims.append(_claim(row))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ReadError(f"line {number} is no label of the guide: {spell(error)}") from error
    return LabelledDocument(file.stem, tuple(entities), tuple(claims))


#: Keys of the guide for exact words of a part.
_WORDS = {"tr": "trigger", "sm": "subject", "om": "object", "spm": "speaker", "cue": "cue"}


def _claim(row: Mapping[str, Any]) -> LabelledClaim:
    spoken = row.get("speaker")
    speaker = None if spoken == "author" else _names(spoken)
    if not isinstance(row["ev"], str) or not row["ev"]:
        raise ReadError(f"claim {row['id']} has no evidence")
    return LabelledClaim(
        id=str(row["id"]), kind=str(row["kind"]), subjects=_names(row["s"]), objects=_names(row["o"]),
        types=_names(row["type"]), evidence=row["ev"], speaker=speaker,
        modality=_text(row, "modality") if row.get("modality") else None,
        date=_text(row, "date") if row.get("date") else None,
        words={ours: _text(row, key) for key, ours in _WORDS.items() if row.get(key)},
    )  # fmt: skip


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f'"{key}" is no text')
    return value


def _names(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, str | list):
        raise TypeError(f"{value!r} is no name and no list of names")
    return (value,) if isinstance(value, str) else tuple(str(v) for v in value)
