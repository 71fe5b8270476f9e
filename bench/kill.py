"""Kill -9 at random moments of a real build, then build again: is the export the same, byte for byte?

python -m bench.kill [TRIES]     (not part of `python -m bench`: it takes some minutes)

One hundred short documents are made of the paragraphs of data/corpus. `kg build` runs in a process of
its own with its worker, as a user runs it, and is killed after a random share of the time that an
uninterrupted build takes (seeded, so that a run can be repeated). Then `kg build` runs to its end, and
`kg export nquads` and `jsonl` are compared with those of the uninterrupted build.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DOCUMENTS, TRIES, SEED = 100, 20, 20160625
CORPUS = Path(__file__).parents[1] / "data" / "corpus"
KG = [sys.executable, "-m", "kg"]


def documents(folder: Path, count: int = DOCUMENTS) -> None:
    """Files of one paragraph each, from the texts of the worked example."""
    folder.mkdir(parents=True)
    paragraphs: list[str] = []
    for path in sorted([*CORPUS.glob("*.txt"), *CORPUS.glob("*.md")]):
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        paragraphs += [b.strip() for b in blocks if len(b) > 200]
    for number in range(count):
        text = paragraphs[number % len(paragraphs)]
        again = f"\n\nCopy {number // len(paragraphs)}." if number >= len(paragraphs) else ""
        (folder / f"{number:03}.txt").write_text(text + again, encoding="utf-8")


def export(store: Path) -> str:
    """A digest over the bytes of both exports."""
    total = hashlib.sha256()
    for form in ("nquads", "jsonl"):
        done = subprocess.run([*KG, "--store", store, "export", form], capture_output=True, check=True)
        total.update(done.stdout)
    return total.hexdigest()


def build(folder: Path, store: Path, after: float | None = None) -> tuple[float, int]:
    """Seconds that the build ran, and its exit code (−9 when killed); killed `after` so many seconds."""
    began = time.monotonic()
    child = subprocess.Popen(
        [*KG, "build", folder.name, "--store", store], cwd=folder.parent, stderr=subprocess.DEVNULL
    )
    try:
        child.wait(timeout=after)
    except subprocess.TimeoutExpired:
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    return time.monotonic() - began, child.returncode


def orphans(store: Path) -> int:
    """Processes of a killed build that still live after two seconds."""
    time.sleep(2)
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    return sum(str(store) in line for line in listed.splitlines())


def main(tries: int = TRIES) -> int:
    """Run the tries and print a line each; answers how many differed."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        documents(root / "texts")
        whole, _ = build(root / "texts", root / "whole.kg")
        wanted = export(root / "whole.kg")
        print(f"uninterrupted build: {whole:.1f} s, export {wanted[:16]}")
        wrong = 0
        for number in range(tries):
            store = root / f"{number:02}.kg"
            after = chance.uniform(0.05, 1.0) * whole
            ran, code = build(root / "texts", store, after)
            left = orphans(store)
            _, again = build(root / "texts", store)
            same = export(store) == wanted
            wrong += not same or again != 0
            print(f"try {number + 1:2}: ended by {code} after {ran:5.1f} s, {left} processes left, "
                  f"built again: {again}, {'same' if same else 'DIFFERENT'}", flush=True)  # fmt: skip
        print(f"{tries - wrong} of {tries} the same")
        return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIES)))
