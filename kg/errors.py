"""Every error this package raises on purpose.

KgError
├── ReadError               a file, page or feed could not be turned into a document
│   └── LimitError          it would have cost more time, memory or length than allowed
├── ModelError              no language model for the parse, or one that does not fit
├── DataError               a file of data/ or ontology/ is missing or malformed
├── IdentityError           a reference, prefix or span that cannot be right
├── OntologyError           a relation used against its own definition
├── StoreError              a store that cannot be opened, is closed, or is of another version
│   └── BusyError           another process is writing to the store
├── ExportError             a file that cannot be written as asked
├── MissingExtraError       an optional package that this act needs is not installed
└── QueryError              a question that cannot be asked of this graph
    ├── UnknownEntityError  nothing in the graph answers to that name
    ├── AmbiguousNameError  more than one thing answers to that name
    └── QueryLimitError     the answer would cost more time, memory or rows than allowed
"""

from __future__ import annotations


class KgError(Exception):
    """The one class to catch around any call into this package."""


class ReadError(KgError):
    """A file, page or feed could not be turned into a document."""


class LimitError(ReadError):
    """Reading would have cost more time, memory or length than allowed."""


class ModelError(KgError):
    """No language model for the parse, or one that does not fit."""


class DataError(KgError):
    """A file of data/ or ontology/ is missing or malformed."""


class IdentityError(KgError, ValueError):
    """A reference, prefix or span that cannot be right."""


class OntologyError(KgError, ValueError):
    """A relation used against its own definition."""


class StoreError(KgError):
    """A store that cannot be opened, is closed, or is of another version."""


class BusyError(StoreError):
    """Another process is writing to the store."""


class ExportError(KgError):
    """A file that cannot be written as asked."""


class MissingExtraError(KgError, ImportError):
    """An optional package that this act needs is not installed."""

    def __init__(self, package: str, extra: str, purpose: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(f"{purpose} needs the package {package!r}: pip install 'bilateral-kg[{extra}]'")


class QueryError(KgError):
    """A question that cannot be asked of this graph."""


class UnknownEntityError(QueryError, LookupError):
    """Nothing in the graph answers to that name."""

    def __init__(self, name: str, near: tuple[str, ...] = ()) -> None:
        self.name = name
        self.near = near
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"no entity called {name!r}{hint}")


class AmbiguousNameError(QueryError, LookupError):
    """More than one thing answers to that name; `candidates` are (ref, label, kind)."""

    def __init__(self, name: str, candidates: tuple[tuple[str, str, str], ...]) -> None:
        self.name = name
        self.candidates = candidates
        listed = "; ".join(
            f"{i}. {label} ({kind}, {ref})" for i, (ref, label, kind) in enumerate(candidates, 1)
        )
        super().__init__(f"{name!r} may be {listed}: give one of these ids")


class QueryLimitError(QueryError):
    """The answer would cost more time, memory or rows than allowed."""
