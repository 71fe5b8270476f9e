"""SPARQL over a store: each query in a process of its own, with limits, parameters bound as terms."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import QueryError, QueryLimitError
from kg.model.ids import Ref
from kg.query.results import Result, Term
from kg.query.scan import check
from kg.store.rdf import engine_path
from kg.store.terms import PREFIXES, VOCABULARIES, iri

_XSD = VOCABULARIES["xsd"]
_WORKER = Path(__file__).with_name("worker.py")

#: What may be bound to a variable: a reference, a term, or a plain value.
Parameter = Ref | Term | str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Limits:
    """seconds: time on the clock. rows, bytes: size of the answer. memory: bytes of address space."""

    seconds: float = 30.0
    rows: int = 10_000
    bytes: int = 100_000_000
    memory: int = 4_000_000_000


def bind(value: Parameter) -> Term:
    """The term of a parameter; a plain string is a literal, never an address or a piece of query.

    Raises:
        QueryError: a type that has no term.
    """
    if isinstance(value, Term):
        return value
    if isinstance(value, Ref):
        return Term("iri", iri(str(value)))
    if isinstance(value, bool):
        return Term("literal", "true" if value else "false", None, _XSD + "boolean")
    if isinstance(value, int):
        return Term("literal", str(value), None, _XSD + "integer")
    if isinstance(value, float):
        return Term("literal", repr(value), None, _XSD + "double")
    if isinstance(value, date):
        return Term("literal", value.isoformat()[:10], None, _XSD + "date")
    if isinstance(value, str):
        return Term("literal", value)
    raise QueryError(f"a parameter cannot be a {type(value).__name__}")


def with_values(query: str, parameters: Mapping[str, Parameter]) -> str:
    """The query with its parameters bound by a VALUES clause at the start of its outermost pattern.

    The clause is made of serialised terms, which escape whatever they hold. Like every VALUES clause
    it binds in the outermost group, not inside a sub-select that does not project the variable.

    Raises:
        QueryError: refused (see `kg.query.scan`), or a parameter that the query does not have.
    """
    seen = check(query)
    for name in parameters:
        if name not in seen.variables:
            raise QueryError(f"the query has no variable ?{name}")
    if not parameters:
        return query
    if seen.pattern is None:
        raise QueryError("parameters need a query with a pattern: … WHERE { … }")
    names = " ".join(f"?{name}" for name in parameters)
    terms = " ".join(bind(value).turtle for value in parameters.values())
    return f"{query[: seen.pattern]} VALUES ({names}) {{ ({terms}) }} {query[seen.pattern :]}"


def ask(
    folder: str | Path,
    query: str,
    parameters: Mapping[str, Parameter] | None = None,
    limits: Limits | None = None,
) -> Result:
    """Run a query over the union of all graphs of a store's RDF.

    Raises:
        QueryError: refused, malformed, or a parameter that the query does not have.
        QueryLimitError: it would take more time, memory or rows than allowed; nothing is cut silently.
        StoreError: the store has no RDF yet.
    """
    limits = limits or Limits()
    job = {
        "store": str(engine_path(folder).resolve()), "query": with_values(query, parameters or {}),
        "prefixes": dict(PREFIXES), "memory": limits.memory, "seconds": limits.seconds, "rows": limits.rows,
        "bytes": limits.bytes,
    }  # fmt: skip
    return _result(_run(json.dumps(job).encode(), limits), limits)


def _run(job: bytes, limits: Limits) -> dict[str, Any]:
    spec = find_spec("pyoxigraph")
    if spec is None or spec.origin is None:
        raise QueryError("the engine for SPARQL is not installed: pip install pyoxigraph")
    # -I -S: neither the environment nor site packages' start-up files have a say, and it starts faster.
    command = [sys.executable, "-I", "-S", str(_WORKER), str(Path(spec.origin).parents[1])]
    try:
        done = subprocess.run(
            command, input=job, capture_output=True, timeout=limits.seconds, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        raise QueryLimitError(f"the query took more than {limits.seconds:g} seconds") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # The engine ends the process when memory or stack run out.
        raise QueryLimitError(
            f"the query ended its worker (code {done.returncode}): it needs more memory or depth than allowed"
        ) from None
    return answer


def _result(answer: Mapping[str, Any], limits: Limits) -> Result:
    if "error" in answer:
        message = str(answer["message"])
        if answer["error"] == "limit":
            raise QueryLimitError(f"{message}: add a LIMIT or ask for more than {limits.rows:,} rows")
        raise QueryError(f"the query cannot be run: {message}")
    rows = tuple(tuple(Term(*cell) if cell is not None else None for cell in row) for row in answer["rows"])
    return Result(answer["kind"], tuple(answer["vars"]), rows, answer.get("answer"))
