"""python -m bench.public [SET …] [--gold FOLDER] [-o FILE]: figures on public labelled sets.

--gold: where the sets are (default: ../shared/gold/public beside the checkout). -o: keep
the figures as JSON too, in place of older ones of the same sets; they are printed as a Markdown table.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

SETS = ("polnear", "gap", "crossner", "recognition", "re3d", "cameo", "travels")
DEFAULT = Path(__file__).resolve().parents[2].parent / "shared" / "gold" / "public"


def main() -> None:
    """Run the drivers asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench.public", description="figures on public sets")
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join(SETS))
    parser.add_argument("--gold", type=Path, default=DEFAULT)
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    if unknown := set(given.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    if not given.gold.is_dir():
        sys.exit(f"no sets at {given.gold}: give their folder with --gold")
    print("| set | what | metric | % | of |\n| --- | --- | --- | --- | --- |")
    for name in given.sets or SETS:
        rows = importlib.import_module(f"bench.public.{name}").measure(given.gold)
        for row in rows:
            print(f"| {row.set} | {row.what} | {row.metric} | {row.value} | {row.of:,} |", flush=True)
        if given.output:
            keep(given.output, [asdict(row) for row in rows])


def keep(path: Path, rows: list[dict[str, Any]]) -> None:
    """Put the figures of some sets in the place of their older ones; the others stay."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    measured = {row["set"] for row in rows}
    made = [row for row in known if row["set"] not in measured] + rows
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in made)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
