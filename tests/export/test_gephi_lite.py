"""Gephi Lite's own parsers (graphology, from npm) read every export with no edge lost.

Skipped, with the reason, where node, npm or the packages cannot be had.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import kg.export
from kg.export.selection import Selection, edges, nodes
from kg.store.ledger import Ledger

HERE = Path(__file__).parent / "gephi"
FORMS = ("gexf", "graphml")
KINDS = ("aggregated", "claims")


@pytest.fixture(scope="session")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parsers, installed outside the checkout at the locked versions."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed: Gephi Lite's parsers cannot run")
    folder = tmp_path_factory.mktemp("gephi")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder / name)
    install = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline",
               "--fetch-retries=0", "--fetch-timeout=5000"]  # fmt: skip
    try:
        subprocess.run(install, cwd=folder, check=True, capture_output=True, timeout=20)
    except (subprocess.SubprocessError, OSError) as error:
        pytest.skip(f"the packages of tests/export/gephi cannot be installed: {error}")
    return folder / "node_modules"


@pytest.fixture(scope="session")
def read(
    packages: Path, folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the parsers make of every store in both forms, by "store-kind.form"; one process for all."""
    out = tmp_path_factory.mktemp("networks")
    for store, folder in folders.items():
        with Ledger.open(folder) as view:
            for form in FORMS:
                kg.export.write(view, form, out / f"{store}-aggregated.{form}", edges="aggregated")
                kg.export.write(view, form, out / f"{store}-claims.{form}", edges="claims")
    files = sorted(out.iterdir())
    script = shutil.copy(HERE / "read.js", packages.parent)
    done = subprocess.run(["node", script, *files], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    return {file.name: json.loads(line) for file, line in zip(files, lines, strict=True)}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("store", ["plain", "hostile", "single", "empty"])
def test_gephi_lite_loses_nothing(
    read: dict[str, Any], folders: dict[str, Path], store: str, form: str, kind: str
) -> None:
    found = read[f"{store}-{kind}.{form}"]
    with Ledger.open(folders[store]) as view:
        chosen = Selection(kind)
        wanted = list(edges(view, chosen))
        things = list(nodes(view, chosen))
    assert (found["order"], found["size"]) == (len(things), len(wanted))
    by_id = {edge["edge"]: edge for edge in found["edges"]}
    for edge in wanted:
        got = by_id[edge.id]
        assert (got["source"], got["target"], got["label"]) == (edge.source, edge.target, edge.relation)
        assert (got["weight"], got["claim_id"]) == (edge.weight, edge.claim_id)
        assert got["accepted"] is edge.accepted
        if form == "gexf":
            assert got["kind"] == edge.relation
        if kind == "aggregated":
            listed = got["claims"] if form == "gexf" else got["claims"].split("|")
            assert tuple(listed) == edge.claims
    for node in found["nodes"]:
        assert node["label"]
        assert node["color"]
        assert node["size"] > 0
        assert isinstance(node["x"], (int, float))
        assert isinstance(node["y"], (int, float))


def test_lists_with_bars_and_brackets_arrive(read: dict[str, Any]) -> None:
    nodes = {n["label"]: n for n in read["hostile-aggregated.gexf"]["nodes"]}
    assert nodes["Alpha|Beta, [Gamma] \\ delta"]["aliases"] == ["Alpha|Beta, [Gamma] \\ delta|x", "b"]


def test_the_lock_names_no_registry() -> None:
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text
    assert text.count('"integrity"') >= 9
