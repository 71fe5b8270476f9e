"""kg review label: what stands behind it on the command line."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.common import CHECK_FAILED, USAGE, Settings
from kg.cli.output import as_json, note, safe
from kg.errors import ReadError


def prefill(
    file: Path, out: Path | None, *, date: str | None, outlet: str | None, author: str | None, force: bool
) -> int | None:
    """Write the labelling file of a text; an existing file only with force, since a person worked on it."""
    from kg.evaluation.prefill import prefill as lines

    if out is not None and out.exists() and not force:
        note(f"kg: {out} is there already; --force writes over it")
        return USAGE
    if not file.is_file():
        raise ReadError(f"there is no file {file}")
    made = [as_json(row) for row in lines(file, date=date, outlet=outlet, author=author)]
    whole = "\n".join(made) + "\n"
    if out is None:
        sys.stdout.write(whole)
        return None
    try:
        out.write_text(whole, encoding="utf-8")
    except OSError as error:
        raise ReadError(f"{out} cannot be written: {(error.strerror or str(error)).lower()}") from error
    counts = {kind: sum(f'"k": "{kind}"' in line for line in made) for kind in ("entity", "claim")}
    note(f"{out}: {counts['entity']} entities and {counts['claim']} claims to correct; put your name into "
         '"by" of each line that you have checked', quiet=Settings.quiet)  # fmt: skip
    return None


def check_labels(labels: Path, text: Path) -> int | None:
    """Say line by line what is wrong with corrected labels; 1 when anything is."""
    from kg.evaluation.formats import lines_of
    from kg.evaluation.prefill import problems
    from kg.text.read import read
    from kg.text.sources import SourceItem

    for path in (labels, text):
        if not path.is_file():
            raise ReadError(f"there is no file {path}")
    try:
        lines = lines_of(labels)
    except UnicodeDecodeError as error:
        raise ReadError(f"{labels} is not UTF-8 text: save it as UTF-8") from error
    found = list(problems(lines, read(SourceItem(text.name, path=text)).text))
    for number, problem in found:
        sys.stdout.write(f"{safe(labels)}:{number}: {safe(problem)}\n")
    unchecked = sum('"by": "kg-extract@' in line for line in lines)
    if unchecked:
        note(f"{unchecked} lines are as the machine wrote them", quiet=Settings.quiet)
    if not found:
        note("nothing is wrong with the form", quiet=Settings.quiet)
    return CHECK_FAILED if found else None
