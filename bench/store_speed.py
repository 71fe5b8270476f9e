"""Claims kept per second, and what `kg show` costs at two sizes against a bare Python and typer process."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.processes import python, run
from bench.report import Row
from bench.synthetic import CLAIMS_A_DOCUMENT, make_store, records
from kg.flow.build import finish
from kg.store.ledger import Ledger

BARE = "import typer; app = typer.Typer(); app.command()(lambda: None); app([], standalone_mode=False)"


def measure(sizes: tuple[int, ...] = (10_000, 100_000)) -> list[Row]:
    """A synthetic store of each size; `kg show` of a person who takes part in many of its claims."""
    bare = python(BARE, repeats=7)
    rows = [
        Row("bare Python + typer process", bare.seconds * 1000, "ms"),
        Row("bare Python + typer process", bare.megabytes, "MB"),
        *_loading(),
    ]
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            store = Path(folder) / f"{size}.kg"
            make_store(store, size)
            show = [sys.executable, "-m", "kg", "-q", "--store", str(store), "show", "Person 1 of Ruritania"]
            cost = run(show, repeats=7)
            rows += [
                Row(f"kg show at {size:,} claims", cost.seconds * 1000, "ms"),
                Row(f"kg show at {size:,} claims", cost.megabytes, "MB"),
                Row(
                    f"kg show at {size:,} claims against bare",
                    cost.seconds / bare.seconds,
                    "ratio",
                    "under 2.5",
                ),
            ]
    return rows


def _loading(documents: int = 200) -> list[Row]:
    made = list(records(documents * CLAIMS_A_DOCUMENT, 500))
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "load.kg") as ledger:
        began = time.perf_counter()
        for record in made:
            ledger.put(record)
        kept = time.perf_counter() - began
        finish(ledger)
        finished = time.perf_counter() - began
    claims = documents * CLAIMS_A_DOCUMENT
    return [
        Row("claims kept in the ledger", claims / kept, "claims/s"),
        Row("claims kept, linked and derived", claims / finished, "claims/s"),
    ]
