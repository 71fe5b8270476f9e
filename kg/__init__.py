"""kg: who did or said what to or about whom, with the sentence that proves it.

    import kg
    kg.build("articles/", "asia.kg")
    g = kg.open("asia.kg")
    g["China"].relations()

Names are loaded on first use, so that `import kg` costs nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Extracted, Graph, Node, Rows, build, extract
    from kg.api import open_graph as open
    from kg.errors import KgError
    from kg.model.claims import Claim
    from kg.model.documents import Document
    from kg.model.entities import Entity
    from kg.model.ids import Ref

__version__ = "0.1.0"
__all__ = [
    "Claim",
    "Document",
    "Entity",
    "Extracted",
    "Graph",
    "KgError",
    "Node",
    "Ref",
    "Rows",
    "build",
    "extract",
    "open",
]

_HOMES = {
    "Claim": ("kg.model.claims", "Claim"),
    "Document": ("kg.model.documents", "Document"),
    "Entity": ("kg.model.entities", "Entity"),
    "Extracted": ("kg.api", "Extracted"),
    "Graph": ("kg.api", "Graph"),
    "KgError": ("kg.errors", "KgError"),
    "Node": ("kg.api", "Node"),
    "Ref": ("kg.model.ids", "Ref"),
    "Rows": ("kg.api", "Rows"),
    "build": ("kg.api", "build"),
    "extract": ("kg.api", "extract"),
    "open": ("kg.api", "open_graph"),
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    home, attribute = _HOMES[name]
    return getattr(import_module(home), attribute)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


class _Room(ModuleType):
    """A room of the house with the name of a public function: calling it calls the function."""

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return __getattr__(self.__name__.rpartition(".")[2])(*arguments, **named)


class _House(ModuleType):
    """Importing the room kg.extract would hide the function kg.extract; so the room can be called, too."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _House
