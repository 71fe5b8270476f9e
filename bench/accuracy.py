"""How often claims of each kind and relation are right on labelled texts: makes data/accuracy.json.

python -m bench.accuracy [FOLDER …] [--name TEXT]

FOLDER: labelled texts as `kg eval` takes them; data/labelled if none is given. --name: what the texts are
called where the figures are shown. A store keeps the figures at its build; `kg stats` and exports show them.
"""

from __future__ import annotations

import argparse
import json

from kg.evaluation import Evaluation, evaluate
from kg.flow.manifest import EXTRACTOR_VERSION
from kg.knowledge.places import data_path

#: A sort with fewer found claims than this says nothing worth showing.
FEWEST = 5


def measured(done: Evaluation) -> list[dict[str, object]]:
    """Rows as `kg.store.accuracy.Measured`: all claims, kinds, relations, each by how many were measured."""
    rows: list[dict[str, object]] = []
    for of, field in (("all", None), ("kind", "kind"), ("relation", "relation")):
        for row in done.precisions(field):
            if row["claims"] >= FEWEST:
                name = row.pop(field or "of")
                rows.append({"of": of, "name": name if field else "claims", **row})
    return rows


def main() -> None:
    """Measure and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--name", default="")
    given = parser.parse_args()
    folders = given.folders or [str(data_path("labelled"))]
    done = evaluate(folders)
    for source, reason in done.failures:
        raise SystemExit(f"{source}: {reason}")
    name = given.name or f"{len(done.documents)} labelled texts"
    rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in measured(done))
    head = json.dumps({"extractor": EXTRACTOR_VERSION, "set": name}, ensure_ascii=False)[:-1]
    text = f'{head},\n "measured": [\n  {rows}\n]}}\n'
    json.loads(text)
    (data_path() / "accuracy.json").write_text(text, encoding="utf-8")
    print(text, end="")


if __name__ == "__main__":
    main()
