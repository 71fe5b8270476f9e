"""Finished stores, built once a session, opened for reading by each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.store.ledger import Ledger
from tests.export import stores

MAKERS: dict[str, Callable[[Path], Path]] = {
    "plain": stores.plain,
    "hostile": stores.hostile,
    "single": stores.single,
    "empty": stores.empty,
}


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name → store."""
    root = tmp_path_factory.mktemp("stores")
    return {name: make(root / f"{name}.kg") for name, make in MAKERS.items()}


@pytest.fixture(params=MAKERS)
def view(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Iterator[Ledger]:
    """Each store in turn."""
    with Ledger.open(folders[request.param]) as ledger:
        yield ledger


@pytest.fixture
def plain(folders: dict[str, Path]) -> Iterator[Ledger]:
    """The plain store."""
    with Ledger.open(folders["plain"]) as ledger:
        yield ledger


@pytest.fixture
def hostile(folders: dict[str, Path]) -> Iterator[Ledger]:
    """The store of hostile names."""
    with Ledger.open(folders["hostile"]) as ledger:
        yield ledger
