"""kg eval: the extractor against labelled files."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.common import CHECK_FAILED, NOT_FOUND, SOME_FAILED, FormatOption, Settings, report
from kg.cli.output import Format, as_json, bold, fit, is_table, note, safe, terminal_width, write

if TYPE_CHECKING:
    from kg.evaluation import Evaluation

Row = Mapping[str, Any]


class Group(StrEnum):
    """What figures are broken down by."""

    KIND = "kind"
    RELATION = "relation"
    OUTLET = "outlet"
    TEXT = "text"


@report
def eval(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD…",
            help="A folder of labels, or files: .jsonl of the annotation guide, .conll tags, .ann (brat), "
            ".csv of claims.",
        ),
    ],
    docs: Annotated[
        Path | None, typer.Option("--docs", help="Folder of the texts, if they are not beside the labels.")
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Only this field's precision, recall, F1; repeatable.")
    ] = None,
    by: Annotated[
        Group | None, typer.Option("--by", help="Break down by kind, relation, outlet, or kind of text.")
    ] = None,
    bootstrap: Annotated[
        int, typer.Option("--bootstrap", min=0, max=100_000, help="Resamplings for intervals; 0 for none.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same intervals.")] = 0,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="NAME=VALUE",
            help="Exit 1 when a figure in percent is lower: strict=45, speaker.f1=80; repeatable.",
        ),
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option("--claims", help="Score these lines of `kg export jsonl` instead of extracting."),
    ] = None,
    entities: Annotated[
        Path | None, typer.Option("--entities", help="Lines of `kg export entities` that go with --claims.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Folder for report.json, report.html and what was found."),
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="A spaCy model other than the usual.")] = None,
    form: FormatOption = None,
) -> int | None:
    """Score the extractor against labelled files, extracting in memory; figures are percentages.

    Texts are found by documents.json ("file"), in docs/ beside the labels, or beside them. Exit 1 when a
    --fail-under is not met, 3 when there are no labels, 5 when some could not be scored.

    Examples:

      kg eval data/labelled

      kg eval gold/ --by kind --fail-under strict=45 --fail-under speaker.f1=80

      kg eval gold/ -o report && open report/report.html

      kg eval tagged.conll --field name,\\ exact -f json
    """
    from kg.evaluation import evaluate

    if entities is not None and claims is None:
        raise typer.BadParameter("--entities goes with --claims")
    floors = [_floor(text) for text in fail_under or ()]
    missing = [path for path in gold if not path.exists()]
    if missing:
        note(f"kg: no labels at {', '.join(str(p) for p in missing)}")
        return NOT_FOUND
    bar = sys.stderr.isatty() and not Settings.quiet
    done = evaluate(
        gold, docs=docs, claims=claims, entities=entities, model=model, progress=_bar if bar else None
    )
    if bar:
        sys.stderr.write("\r\x1b[K")
    for source, reason in done.failures:
        note(f"failed {source}: {reason}")
    if not done.documents:
        note("kg: nothing was scored" if done.failures else "kg: no labels there")
        return SOME_FAILED if done.failures else NOT_FOUND
    _check_names(done, [name for name, _ in floors], field or ())
    _print(done, field, by, bootstrap, seed, form)
    if output is not None:
        _files(done, output, bootstrap, seed)
    under = [text for name, value in floors if (text := _under(done, name, value))]
    for text in under:
        note(text)
    return CHECK_FAILED if under else SOME_FAILED if done.failures else None


def _bar(number: int, of: int, name: str) -> None:
    sys.stderr.write("\r\x1b[K" + fit(f"{number} of {of}: {safe(name)}", terminal_width() - 1).rstrip())
    sys.stderr.flush()


def _floor(text: str) -> tuple[str, float]:
    name, equals, value = text.partition("=")
    try:
        if not (name and equals and isfinite(float(value))):
            raise ValueError
        return name.strip(), float(value)
    except ValueError:
        raise typer.BadParameter(f"--fail-under is NAME=VALUE, such as strict=45, not {text!r}") from None


def _check_names(done: Evaluation, figures: Sequence[str], fields: Sequence[str]) -> None:
    known = done.field_names()
    for name in fields:
        if name not in known:
            raise typer.BadParameter(f"no field {name!r} in these labels; there are {', '.join(known)}")
    for name in figures:
        try:
            done.measured(name)
        except KeyError:
            listed = ", ".join(done.figures())
            raise typer.BadParameter(
                f"no figure {name!r}; there are {listed}, and FIELD.precision, FIELD.recall, FIELD.f1"
            ) from None


def _under(done: Evaluation, name: str, floor: float) -> str | None:
    """What to say of a figure that is lower than its floor, or that these labels cannot give."""
    value = done.measured(name)
    if value is None:
        return f"{name} cannot be measured on these labels; the floor is {floor:g}"
    return f"{name} is {value:g}, under the floor of {floor:g}" if value < floor else None


def _print(
    done: Evaluation, fields: list[str] | None, by: Group | None, times: int, seed: int, form: Format | None
) -> None:
    if form is Format.JSON:
        sys.stdout.write(as_json(done.as_dict(times, seed), 2) + "\n")
        return
    if fields:
        _write(done.fields(fields, times, seed), form)
    elif by:
        _write(done.by(by, times, seed), form)
    elif is_table(form):
        for name, rows in filter(lambda section: section[1], _sections(done, times, seed)):
            sys.stdout.write(bold(name, sys.stdout) + "\n")
            _write(rows, Format.TABLE)
            sys.stdout.write("\n")
    else:
        _write(done.rows(), form)


def _sections(done: Evaluation, times: int, seed: int) -> list[tuple[str, Sequence[Row]]]:
    """The tables for people, each with its heading."""
    bounds = done.bounds(times, seed)
    headline = [
        {"figure": name, "percent": round(100 * value, 1),
         "interval": f"{100 * bounds[name].low:.1f}–{100 * bounds[name].high:.1f}" if name in bounds else ""}
        for name, value in done.figures().items() if value is not None
    ]  # fmt: skip
    made: list[tuple[str, Sequence[Row]]] = [
        ("documents", [{_BRIEF.get(k, k): v for k, v in row.items()} for row in done.rows()]),
        ("together, 95 % interval over documents", headline),
        ("fields", [_short(row) for row in done.fields(None, times, seed)]),
    ]  # fmt: skip
    if done.counts["labelled_claims"]:
        made += [("by kind", [_short(row) for row in done.by("kind", times, seed)]),
                 ("types that were taken for another, ten commonest", _taken(done)),
                 ("Krippendorff's alpha as a coder", done.alphas())]  # fmt: skip
    found = done.calibration()
    if found and done.counts["labelled_claims"]:
        rows = [
            {"confidence": f"{b.low:.1f}–{b.high:.1f}", "claims": b.claims, "right": round(100 * b.right, 1)}
            for b in found.bins
        ]
        made.append((f"calibration: Brier {found.brier:.3f}, ECE {found.ece:.3f}", rows))
    return made


def _taken(done: Evaluation) -> Sequence[Row]:
    return [row for row in done.confusion() if row["labelled"] != row["found"]][:10]


#: Headings that let the table of documents fit a terminal.
_BRIEF = {"entity_recall": "ent.R", "entity_precision": "ent.P", "entity_kind": "kind", "one_id": "1 id",
          "labelled": "gold", "parties": "pair", "speaker": "spkr", "modality": "modal",
          "precision": "prec"}  # fmt: skip


def _short(row: Row) -> Row:
    """A row with each figure's bounds in one cell."""
    made: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("_low"):
            made[f"{name.removesuffix('_low')} 95 %"] = f"{value}–{row[name.replace('_low', '_high')]}"
        elif not name.endswith("_high"):
            made[name] = value
    return made


def _write(rows: Sequence[Row], form: Format | None) -> None:
    write(list(dict.fromkeys(key for row in rows for key in row)), rows, form)


def _files(done: Evaluation, folder: Path, times: int, seed: int) -> None:
    """report.json and report.html; claims.jsonl and entities.jsonl where they were extracted."""
    from kg.errors import ExportError
    from kg.evaluation import page

    made = done.as_dict(times, seed)
    files = {"report.json": as_json(made, 1) + "\n", "report.html": page(made)}
    if done.extracts:
        for place, name in enumerate(("claims.jsonl", "entities.jsonl")):
            files[name] = "".join(as_json(line) + "\n" for both in done.extracts for line in both[place])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_bytes(text.encode("utf-8", "replace"))
    except OSError as error:
        raise ExportError(f"{folder} cannot be written: {error.strerror}") from error
    note(f"{', '.join(files)} written to {folder}", quiet=Settings.quiet)
