"""A look-up costs little more than the process that it runs in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

#: What takes long to import and a look-up has no use for.
HEAVY = {
    "pydantic", "rdflib", "networkx", "spacy", "pyarrow", "babel", "rigour", "pyoxigraph", "trafilatura",
    "numpy", "pandas", "pebble", "rapidfuzz", "rich", "importlib.metadata", "kg.api", "kg.flow", "kg.export",
    "kg.extract", "kg.text", "kg.knowledge.gazetteer", "kg.model.claims", "kg.model.entities",
}  # fmt: skip
CODE = """
import sys
from kg.cli import run
code = run(sys.argv[1:])
import json
sys.stderr.write(json.dumps([code, sorted(sys.modules)]))
"""


def _loaded(store: Path, *arguments: str) -> tuple[int, set[str]]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, "--store", str(store), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(done.stderr)
    return code, set(modules)


@pytest.mark.parametrize(
    "command",
    [
        "show Borduria -f table",
        "show Borduria --evidence -f json",
        "claims --about Borduria",
        "sources",
        "stats",
        "explain Ruritania visits Borduria",
    ],
)
def test_look_ups_load_nothing_heavy(store: Path, command: str) -> None:
    code, modules = _loaded(store, *command.split())
    assert code == 0
    assert not modules & HEAVY


def test_a_verb_loads_no_other_verb(store: Path) -> None:
    _, modules = _loaded(store, "show", "Borduria")
    verbs = {
        "build",
        "claims",
        "dyad",
        "explain",
        "export",
        "query",
        "search",
        "sources",
        "stats",
        "validate",
    }
    assert not modules & {f"kg.cli.{verb}" for verb in verbs}


def _cpu(command: list[str], repeats: int = 5) -> float:
    """Processor seconds of the cheapest of some runs: unlike the clock, little moved by other work."""
    best = float("inf")
    for _ in range(repeats):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        best = min(best, usage.ru_utime + usage.ru_stime)
    return best


def test_show_is_under_three_bare_processes(store: Path) -> None:
    """The target at 100,000 claims is 2.5 (bench/); here a small store, and room for a busy machine."""
    bare = _cpu([sys.executable, "-c", "import typer"])
    show = _cpu([sys.executable, "-m", "kg", "--store", str(store), "show", "Borduria"])
    assert show < 3 * bare
