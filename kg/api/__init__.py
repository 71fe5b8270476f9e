"""The Python face: extract from one text, build a store, open one and ask it.

Everything here is a thin view over the floors below; results are pydantic models or plain mappings.
pandas and polars are imported only by the methods that return their frames.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.api.graph import Graph, Node, form_of, open_graph
from kg.api.rows import Rows
from kg.api.text import Extracted, extract

if TYPE_CHECKING:
    from kg.flow.report import BuildReport

__all__ = ["Extracted", "Graph", "Node", "Rows", "build", "extract", "form_of", "open_graph"]


def build(
    inputs: str | Path | Sequence[str | Path],
    store: str | Path = ".kg",
    *,
    jobs: int = 1,
    date: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    title: str | None = None,
    language: str | None = None,
    model: str | None = None,
) -> BuildReport:
    """Read files, folders, globs or addresses into a store; see `kg build`.

    jobs: worker processes. Answers the report; what failed stands in its `failed`, and the rest is kept.
    """
    from kg.flow.build import Options
    from kg.flow.build import build as run
    from kg.text.metadata import Given

    given = Given(title=title, date=date, outlet=outlet, author=author, language=language)
    named = [inputs] if isinstance(inputs, (str, Path)) else inputs
    return run([str(name) for name in named], store, Options(given=given, jobs=jobs, model=model))
