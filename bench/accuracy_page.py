"""Fills the tables of docs/accuracy.md between their marks.

python -m bench.accuracy_page [--gold FOLDER]

--gold: folder of the labelled sets that do not ship (default: ../shared/gold beside the checkout). Without
them the tables over all sets stay as they are. The table of public sets comes from
bench/public/figures.json, which `python -m bench.public -o bench/public/figures.json` makes.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.evaluation import Evaluation, evaluate
from kg.evaluation.pages import curve
from kg.flow.manifest import EXTRACTOR_VERSION
from kg.knowledge.places import data_path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "accuracy.md"
PUBLIC = ROOT / "bench" / "public" / "figures.json"
#: Sets by the guide that do not ship, by the name of their folder. Others are never read.
BESIDE = {"claims": "30 texts used while developing", "train": "56 more texts used while developing"}
#: The set that confidence is learned from.
LEARNED = "train"
#: Words in an outlet's name → kind of text, where documents.json does not say it.
GENRES = {
    "general debate": "speech", "wikinews": "news", "historian": "history", "government": "official",
    "state department": "official", "centcom": "official", "delegation": "official", "ministry": "official",
    "embassy": "official", "dod": "official", "white house": "official", "foreign affairs": "official",
}  # fmt: skip
#: Others on the same set and measure, as the notes beside the labelled sets tell.
OTHERS: dict[tuple[str, str, str], str] = {
    ("PolNeAR sentences", "source", "exact"): "CoreNLP 13.9, CRF 50.6, BiLSTM-CRF 69.6, BERT 83.2 ¹",
    ("PolNeAR sentences", "cue", "exact"): "rules 22.8, CRF 53.4, BiLSTM-CRF 66.7, BERT 75.3 ¹",
    ("PolNeAR sentences", "content", "exact"): "CoreNLP 17.5, CRF 28.6, BiLSTM-CRF 59.0, BERT 72.9 ¹",
    ("PolNeAR articles", "content", "overlap ≥ 0.5"): "textacy 23.3 ¹",
    ("PolNeAR articles", "content", "words"): "40 rules on the same parse 80.0 ¹",
    ("PolNeAR articles", "source", "words"): "40 rules on the same parse 66.2 ¹",
    ("CrossNER politics", "names, nine types", "exact"): "GLiNER-L about 72.6 ²",
    ("CrossNER politics", "names, six coarse types", "exact"): "spaCy sm 57.4 (5 types) ¹",
    ("CrossNER politics", "persons, bodies, places", "normalised"): "spaCy md 70.7, tuned on the set 82.5 ¹",
    ("GAP", "all pronouns", "names"): "nearest name 47.0, parallel syntax 66.9, best 92.5 ¹",
    ("CAMEO source and target", "main act, both", "exact"): "subject and object of the verb 47.3 ¹",
    ("CAMEO source and target", "main act, both", "overlap"): "subject and object of the verb 73.7 ¹",
    ("re3d", "entities, six types", "exact"): "spaCy sm 40.6 ¹",
}
LICENCES = {
    "PolNeAR articles": "none stated", "PolNeAR sentences": "none stated", "GAP": "Apache-2.0",
    "CrossNER politics": "MIT", "Recognition guides": "CC0", "re3d": "OGL, public domain",
    "CAMEO source and target": "GPL-3.0", "US travels, written out": "CC0",
}  # fmt: skip


def sets(gold: Path) -> dict[str, Evaluation]:
    """The evaluations that can be made here, by the set's name."""
    made = {"the ten texts that ship": evaluate([data_path("labelled")])}
    for folder, name in BESIDE.items():
        if (gold / folder).is_dir():
            made[name] = evaluate([gold / folder])
    return made


def joined(found: Iterable[Evaluation]) -> Evaluation:
    """All documents as one set, each with its kind of text."""
    return Evaluation(tuple(_with_genre(one) for done in found for one in done.documents))


def _with_genre(one: Any) -> Any:
    document = one.document
    outlet = (document.outlet or "").casefold()
    guessed = next((genre for words, genre in GENRES.items() if words in outlet), "analysis and other")
    return replace(one, document=replace(document, genre=document.genre or guessed))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A Markdown table; None is a dash."""
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines += [f"| {' | '.join('–' if v is None else str(v) for v in row)} |" for row in rows]
    return "\n".join(lines)


HEADLINE = ("entity_f1", "kind", "one_id", "found", "parties", "type", "speaker", "modality", "date",
            "strict", "precision")  # fmt: skip


def sections(found: dict[str, Evaluation], times: int) -> dict[str, str]:
    """Mark → what stands there."""
    made: dict[str, str] = {}
    shipped = next(iter(found.values()))
    fields = ("field", "precision", "recall", "f1")
    made["fields"] = table(fields, ([row[f] for f in fields] for row in shipped.fields()))
    if PUBLIC.is_file():
        made["public"] = _public(json.loads(PUBLIC.read_text(encoding="utf-8")))
    if len(found) == 1 + len(BESIDE):
        made |= _over_all(found, times)
    return made


def _over_all(found: dict[str, Evaluation], times: int) -> dict[str, str]:
    """The tables that need every set."""
    made: dict[str, str] = {}
    rows = [
        [name, len(d.documents), d.counts["labelled_claims"], *_cells(d, times)] for name, d in found.items()
    ]
    names = (name.replace("_", " ").replace("f1", "F1") for name in HEADLINE)
    turned = zip(("measured on", "texts", "labelled claims", *names), *rows, strict=True)
    made["sets"] = table(*_head_and_rest(turned))
    together = joined(found.values())
    columns = ("text", "labelled", "found", "parties", "type", "speaker", "strict", "precision", "date")
    made["texts"] = _by(together, "text", columns, times)
    made["kinds"] = _by(together, "kind", ("kind", *columns[1:]), times)
    made["alpha"] = table(
        ("field", *found),
        ([field, *(next(a["alpha"] for a in d.alphas() if a["field"] == field) for d in found.values())]
         for field in ("type", "kind", "modality", "speaker", "date")),
    )  # fmt: skip
    made["calibration"] = _calibration(joined(d for name, d in found.items() if name != BESIDE[LEARNED]))
    return made


def _cells(done: Evaluation, times: int) -> list[str]:
    """The headline's figures with their intervals."""
    bounds = done.bounds(times)
    made = []
    for figure in HEADLINE:
        bound = bounds.get(figure)
        told = f" ({100 * bound.low:.0f}–{100 * bound.high:.0f})" if bound else ""
        made.append(f"{done.measured(figure)}{told}")
    return made


def _head_and_rest(lines: Iterable[Sequence[Any]]) -> tuple[Sequence[str], list[Sequence[Any]]]:
    head, *rest = lines
    return head, rest


def _by(done: Evaluation, group: str, columns: Sequence[str], times: int) -> str:
    made = []
    for row in done.by(group, times):
        cells = {c: row.get(c) for c in columns}
        for figure in ("strict", "precision"):
            if f"{figure}_low" in row:
                cells[figure] = f"{row[figure]} ({row[f'{figure}_low']:.0f}–{row[f'{figure}_high']:.0f})"
        made.append(list(cells.values()))
    return table(columns, made)


def _calibration(done: Evaluation) -> str:
    found = done.calibration()
    if found is None:
        return ""
    rows = (
        (f"{b.low:.1f}–{b.high:.1f}", b.claims, f"{b.confidence:.2f}", f"{b.right:.2f}") for b in found.bins
    )
    told = (
        f"{found.claims} claims, Brier score {found.brier:.3f}, expected calibration error {found.ece:.3f}."
    )
    drawn = curve({"confidence": b.confidence, "right": b.right, "claims": b.claims} for b in found.bins)
    columns = ("confidence", "claims", "mean confidence", "share right")
    return "\n\n".join((told, table(columns, rows), drawn.rstrip()))


def _public(rows: Sequence[dict[str, Any]]) -> str:
    """One line a measure: F1 where there is one, with precision and recall behind it."""
    made: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        metric, _, part = row["metric"].rpartition(", ")
        made.setdefault((row["set"], row["what"], metric), {"of": row["of"]})[part] = row["value"]
    lines = []
    for (name, what, metric), got in made.items():
        ours = (
            f"{got['F1']} ({got['precision']} / {got['recall']})"
            if "F1" in got
            else f"recall {got['recall']}"
        )
        lines.append(
            [name, LICENCES.get(name), what, metric, got["of"], ours, OTHERS.get((name, what, metric))]
        )
    return table(
        ("set", "licence", "what", "metric", "of", "ours: F1 (precision / recall)", "others: F1"), lines
    )


def filled(text: str, parts: dict[str, str]) -> str:
    """The page with its tables replaced; raises KeyError for a mark that the page lacks."""
    for name, made in parts.items():
        pattern = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end: {name} -->)", re.S)
        if not pattern.search(text):
            raise KeyError(name)
        text = pattern.sub(lambda m, made=made: f"{m[1]}{made}\n{m[2]}", text)
    return text


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy_page", description="fills docs/accuracy.md"
    )
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--bootstrap", type=int, default=1000)
    given = parser.parse_args()
    parts = sections(sets(given.gold), given.bootstrap)
    parts["version"] = f"Extractor version {EXTRACTOR_VERSION}."
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), parts), encoding="utf-8")
    print(f"{', '.join(parts)} written to {PAGE}")


if __name__ == "__main__":
    main()
