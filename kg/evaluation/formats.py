"""Labels in others' forms: tagged tokens (CoNLL, BIO), brat standoff, a CSV of claims."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.errors import ReadError
from kg.evaluation.labels import (
    LabelledClaim,
    LabelledDocument,
    LabelledEntity,
    LabelledSpan,
    guide_type,
    kind_of_type,
)

_SPANS_ONLY = frozenset({"spans"})


def spell(error: Exception) -> str:
    """An error of the standard library in words."""
    return f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)


def lines_of(file: Path) -> list[str]:
    """Lines of a text file without their ends; a byte order mark is no part of the first.

    Not str.splitlines: that cuts at U+2028 and the like too, which may stand inside a quotation.
    """
    return file.read_text(encoding="utf-8-sig").split("\n")


def bio_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first token, last token exclusive, label) of BIO tags.

    An I- after O or after another label begins a span, as in the conlleval script; E- and S- (BIOES) end one.
    """
    made: list[tuple[int, int, str]] = []
    start, label = -1, ""
    for place, tag in enumerate([*tags, "O"]):
        mark, _, name = tag.partition("-")
        goes_on = mark in ("I", "E") and name == label and start >= 0
        if not goes_on:
            if start >= 0:
                made.append((start, place, label))
            start, label = (-1, "") if mark == "O" or not name else (place, name)
        if mark in ("E", "S") and start >= 0:
            made.append((start, place + 1, label))
            start, label = -1, ""
    return made


def joined(tokens: Iterable[str]) -> tuple[str, list[int]]:
    """Tokens as a text with one space between two, and the offset of each."""
    text, starts = "", []
    for token in tokens:
        text += " " if text and not text.endswith("\n") else ""
        starts.append(len(text))
        text += token
    return text, starts


def read_conll(file: Path) -> LabelledDocument:
    """Token and tag a line (first and last column), an empty line between sentences.

    The text is made of the tokens, a sentence a line.
    """
    text, spans = "", []
    for number, sentence in _sentences(file):
        if any(len(row) < 2 for row in sentence):
            raise ReadError(f"the sentence that ends at line {number} has a line without a tag")
        line, starts = joined(row[0] for row in sentence)
        for first, last, label in bio_spans([row[-1] for row in sentence]):
            end = starts[last - 1] + len(sentence[last - 1][0])
            spans.append(LabelledSpan(len(text) + starts[first], len(text) + end, label))
        text += line + "\n"
    if not text:
        raise ReadError("there are no tagged tokens in it")
    return LabelledDocument(file.stem, spans=tuple(spans), text=text, partial=_SPANS_ONLY)


def _sentences(file: Path) -> Iterator[tuple[int, list[list[str]]]]:
    rows: list[list[str]] = []
    number = 0
    for number, line in enumerate(lines_of(file), 1):
        columns = line.split("\t") if "\t" in line else line.split()
        if columns and columns[0] and not line.startswith(("-DOCSTART-", "# ")):
            rows.append([c.strip() for c in columns])
        elif rows:
            yield number, rows
            rows = []
    if rows:
        yield number, rows


_TEXT_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t(?P<words>.*)")
_TIE = re.compile(r"(?P<id>[RE]\d+)\t(?P<rest>.+)")


def read_brat(file: Path) -> LabelledDocument:
    """Standoff of the brat tool: text-bound annotations, relations and events; NAME.txt stands beside it.

    An annotation in several pieces counts as the stretch from its first to its last character.
    """
    path = file.with_suffix(".txt")
    if not path.is_file():
        raise ReadError(f"its text {path.name} is missing")
    text = path.read_bytes().decode("utf-8")
    lines = lines_of(file)
    bound: dict[str, LabelledSpan] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("T"):
            found = _TEXT_BOUND.fullmatch(line)
            if found is None:
                raise ReadError(f"line {number} is no text-bound annotation")
            ends = [int(n) for n in re.findall(r"\d+", found["spans"])]
            if max(ends) > len(text):
                raise ReadError(f"line {number} ends after the text")
            bound[found["id"]] = LabelledSpan(min(ends), max(ends), found["label"])
    claims = tuple(_ties(lines, bound, text))
    # What an event hangs on is a word of action, not a name.
    triggers = {m for line in lines for m in re.findall(r"^E\d+\t\S+?:(T\d+)", line)}
    spans = tuple(span for name, span in bound.items() if name not in triggers)
    partial = frozenset({"spans", "claims"}) if claims else _SPANS_ONLY
    return LabelledDocument(file.stem, (), claims, spans, path=path, partial=partial)


def _ties(lines: Sequence[str], bound: Mapping[str, LabelledSpan], text: str) -> Iterator[LabelledClaim]:
    """Relations and events as claims: the first argument is the subject, the others are objects."""
    for number, line in enumerate(lines, 1):
        if not (found := _TIE.fullmatch(line)):
            continue
        first, *others = found["rest"].split() or [""]
        label, _, trigger = first.partition(":")
        arguments = [a.partition(":")[2] for a in others if ":" in a]
        named = [bound[a] for a in [*arguments, *([trigger] if trigger else [])] if a in bound]
        if not named or not arguments:
            raise ReadError(f"line {number} ties annotations that are not there")
        start, end = min(s.start for s in named), max(s.end for s in named)
        words = [text[bound[a].start : bound[a].end] for a in arguments if a in bound]
        kind = guide_type(label)
        yield LabelledClaim(
            found["id"], kind_of_type(kind), tuple(words[:1]), tuple(words[1:]), (kind,), text[start:end]
        )


_COLUMNS = ("document", "subject", "type", "object", "speaker", "modality", "date", "evidence")


def read_csv(file: Path) -> Iterator[LabelledDocument]:
    """A table of claims: document, subject, type (or relation), object, speaker, modality, date, evidence.

    The first line names the columns, in any order; `a|b` in a cell are alternatives; an empty speaker is
    the author. Only document, subject, type and evidence must be there. Its documents come in the order
    of their first rows.
    """
    with file.open(encoding="utf-8-sig", newline="") as lines:
        table = csv.DictReader(lines)
        names = {str(n).strip().casefold(): n for n in table.fieldnames or ()}
        names.setdefault("type", names.get("relation", ""))
        missing = [c for c in ("document", "subject", "type", "evidence") if not names.get(c)]
        if missing:
            raise ReadError(f"has no column {', '.join(missing)}; there should be {', '.join(_COLUMNS)}")
        made: dict[str, list[LabelledClaim]] = {}
        for row in table:
            cells = {c: (row.get(names.get(c, "")) or "").strip() for c in (*_COLUMNS, "kind")}
            number = table.line_num
            if not (cells["document"] and cells["evidence"]):
                raise ReadError(f"line {number} has no document or no evidence")
            made.setdefault(Path(cells["document"]).stem, []).append(_row(cells, f"line {number}"))
    for name, claims in made.items():
        yield LabelledDocument(name, _parties(claims), tuple(claims), partial=frozenset({"claims"}))


def _parties(claims: Iterable[LabelledClaim]) -> tuple[LabelledEntity, ...]:
    return tuple(
        LabelledEntity(n) for n in dict.fromkeys(n for c in claims for n in (*c.subjects, *c.objects))
    )


def _row(cells: Mapping[str, str], name: str) -> LabelledClaim:
    types = tuple(guide_type(t) for t in _cut(cells["type"]))
    speaker = _cut(cells["speaker"])
    return LabelledClaim(
        id=name, kind=cells["kind"] or kind_of_type(types[0] if types else ""),
        subjects=_cut(cells["subject"]), objects=_cut(cells["object"]), types=types,
        evidence=cells["evidence"], speaker=None if speaker in ((), ("author",)) else speaker,
        modality=cells["modality"] or None, date=cells["date"] or None,
    )  # fmt: skip


def _cut(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
