"""The notebooks run from top to bottom, import only what an analyst has, and keep no outputs."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
ALLOWED = {"kg", "pandas", "matplotlib", "networkx", "pathlib", "tempfile", "collections"}


def _read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def test_the_three_notebooks_are_there() -> None:
    assert [p.stem for p in NOTEBOOKS] == ["01_one_text", "02_two_countries", "03_network"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_no_output_is_stored_and_only_kg_is_imported(path: Path) -> None:
    notebook = _read(path)
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        assert cell.outputs == []
        assert cell.execution_count is None
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                assert {a.name.partition(".")[0] for a in node.names} <= ALLOWED
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] in ALLOWED - {"kg"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
# The kernel's own libraries warn of their future; they are not ours to mend.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_it_runs(path: Path) -> None:
    from nbclient import NotebookClient

    client = NotebookClient(
        _read(path), timeout=240, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    done = client.execute()
    assert any(cell.get("outputs") for cell in done.cells if cell.cell_type == "code")
