"""Peak memory of a build, whatever the number of documents: parent and worker, each measured alone."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.processes import run
from bench.report import Row
from kg.knowledge.places import data_path

#: Builds a folder and prints nothing; its children are counted by the kernel.
CODE = """
import resource, sys
from kg.flow.build import build
build([sys.argv[1]], sys.argv[2])
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[3], "w").write(f"{own} {child}")
"""


def measure(copies: tuple[int, ...] = (2, 20)) -> list[Row]:
    """Build the worked example's plain texts `copies` times over, each copy with a line of its own."""
    rows: list[Row] = []
    texts = [p.read_text(encoding="utf-8") for p in sorted(data_path("corpus").glob("*.txt"))]
    for count in copies:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "texts"
            source.mkdir()
            for copy in range(count):
                for n, text in enumerate(texts):
                    (source / f"{copy:03}-{n:02}.txt").write_text(f"Copy {copy}.\n\n{text}", encoding="utf-8")
            result = Path(folder) / "peak"
            run([sys.executable, "-c", CODE, str(source), str(Path(folder) / "m.kg"), str(result)])
            own, child = (int(x) / 1024 for x in result.read_text().split())
        total = count * len(texts)
        rows += [
            Row(f"build of {total} documents, parent", own, "MB"),
            Row(f"build of {total} documents, worker", child, "MB"),
            Row(f"build of {total} documents, together", own + child, "MB", "under 1,500"),
        ]
    return rows
