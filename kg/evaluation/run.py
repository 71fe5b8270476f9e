"""From labelled files to an evaluation: read, extract in memory or take given lines, judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.errors import KgError, ReadError
from kg.evaluation.evaluation import Evaluation, Extract
from kg.evaluation.found import FoundDocument, from_lines
from kg.evaluation.gold import gather
from kg.evaluation.judge import Judged, judge
from kg.evaluation.labels import LabelledDocument

#: Called before each document with its number, how many there are, and its name.
Progress = Callable[[int, int, str], None]


def evaluate(
    gold: Sequence[str | Path],
    *,
    docs: str | Path | None = None,
    claims: str | Path | None = None,
    entities: str | Path | None = None,
    model: str | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Score the extractor, or given claim and entity lines, against labelled files.

    gold: folders or files, see `kg.evaluation.gold`. docs: folder of the texts, where they are not beside
    the labels. claims, entities: files of `kg export jsonl` and `kg export entities`; without them each
    text is read and extracted in memory. model: a parser other than the usual.

    A file that fails is kept in `failures` and the rest goes on.

    Raises:
        ReadError: a path of gold is not there, or the claim lines cannot be read.
        ModelError: there is no language model.
    """
    paths = [Path(g) for g in gold]
    for path in paths:
        if not path.exists():
            raise ReadError(f"there is nothing at {path}")
    failures: list[tuple[str, str]] = []
    documents = gather(paths, Path(docs) if docs else None, lambda *why: failures.append(why))
    given = None
    if claims is not None:
        given = _given(Path(claims), Path(entities) if entities else None)
    elif documents:
        from kg.flow.road import prepare

        prepare(model)  # without a model nothing can be done: better told once than for each document
    judged: list[Judged] = []
    extracts: list[Extract] = []
    for number, document in enumerate(documents, 1):
        if progress:
            progress(number, len(documents), document.name)
        try:
            if given is not None:
                found, text = given.get(document.name, FoundDocument()), _text(document)
            else:
                extract, text = extracted(document, model)
                extracts.append(extract)
                found = from_lines(*extract).get(document.name, FoundDocument())
        except (KgError, OSError, UnicodeDecodeError) as error:
            failures.append((document.name, str(error)))
            continue
        judged.append(judge(document, found, text))
    return Evaluation(tuple(judged), tuple(failures), tuple(extracts))


def extracted(document: LabelledDocument, model: str | None = None) -> tuple[Extract, str]:
    """Claim lines and entity lines of one text, extracted in memory, and the text that offsets count.

    References carry the document's name, since without a store nobody knows who is who across documents.

    Raises:
        ReadError: its text is not there, or is in a language without a parser.
    """
    from kg.flow.road import travel
    from kg.text.metadata import Given
    from kg.text.read import read
    from kg.text.sources import SourceItem

    given = Given(date=document.date, outlet=document.outlet, author=document.author)
    if document.text is not None:
        given = Given(date=document.date, outlet=document.outlet, author=document.author, language="en")
        item = SourceItem(f"{document.name}.txt", data=document.text.encode(), encoding="utf-8")
    else:
        path = _path(document)
        # A text may have another name than its labels: the labels' name is what ties the two.
        item = SourceItem(f"{document.name}{path.suffix}", path=path)
    record = travel(read(item, given), model)
    if record.status != "ok":
        raise ReadError(record.reason or record.status)
    mark = f"@{document.name}"
    mentions: dict[str, list[dict[str, Any]]] = {}
    for m in record.mentions:
        for key in m.keys:
            mentions.setdefault(key, []).append(
                {"document": str(record.document.ref), "source": item.source, "start": m.start, "end": m.end,
                 "text": m.text, "resolution": m.resolution}
            )  # fmt: skip
    entities = [
        {"ref": f"id:{f.key}{mark}", "label": f.name, "kind": str(f.kind), "aliases": [*f.aliases, f.written],
         "mentions": mentions[f.key]}
        for f in record.figures
        if f.key in mentions
    ]  # fmt: skip
    claims = [_marked(claim.model_dump(mode="json"), mark) for claim in record.claims]
    return (claims, entities), record.document.text


def _marked(line: dict[str, Any], mark: str) -> dict[str, Any]:
    for party in (*line["subjects"], *line["objects"], *line["instrument"], line["speaker"]):
        if party:
            party["ref"] += mark
    return line


def _path(document: LabelledDocument) -> Path:
    if document.path is None:
        raise ReadError(
            "its text is missing: not named in documents.json, not in docs/, not beside the labels"
        )
    return document.path


def _text(document: LabelledDocument) -> str:
    """The text that offsets count, without extracting."""
    if document.text is not None:
        return document.text
    from kg.text.read import read
    from kg.text.sources import SourceItem

    path = _path(document)
    return read(SourceItem(path.name, path=path)).text


def _given(claims: Path, entities: Path | None) -> dict[str, FoundDocument]:
    rows = list(_lines(claims))
    try:
        return from_lines(rows, list(_lines(entities)) if entities else [])
    except (AttributeError, KeyError, TypeError) as error:
        raise ReadError(
            f"{claims}: not lines as `kg export jsonl` and `kg export entities` write them ({error})"
        ) from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    number = 0
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise ReadError(f"{path}, line {number}: not an object")
                    yield row
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}, line {number}: no JSON: {error}") from error
