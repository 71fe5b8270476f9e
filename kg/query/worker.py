"""One query in one process of its own; run as a script, it imports nothing but the engine.

Standard input: one JSON object with store, query, prefixes, memory, seconds, rows, bytes.
Standard output: one JSON object, either {kind, vars, rows} or {error: syntax|limit|engine, message}.
Before the query runs, the process gives up writing files and making sockets for good.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
import time
from typing import Any, ClassVar


def _limit(memory: int, seconds: float) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    cpu = int(seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


#: Number of the system call socket(2) by machine; seccomp programs name calls by number.
_SOCKET = {"x86_64": 41, "aarch64": 198}


class _Instruction(ctypes.Structure):
    """One step of a seccomp program (struct sock_filter)."""

    _fields_: ClassVar = [
        ("code", ctypes.c_ushort), ("jt", ctypes.c_ubyte), ("jf", ctypes.c_ubyte), ("k", ctypes.c_uint)
    ]  # fmt: skip


class _Program(ctypes.Structure):
    """A seccomp program (struct sock_fprog)."""

    _fields_: ClassVar = [("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Instruction))]


def _seal() -> None:
    """No file may grow and no socket may be made from now on.

    Sockets are denied by a seccomp filter (Linux, since 3.5, without privileges); where that cannot be
    had, no descriptor at all may be opened, which a store of many files may not survive.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if not _deny_sockets():
        descriptors = os.dup(0)
        resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors + 1, descriptors + 1))


def _deny_sockets() -> bool:
    call = _SOCKET.get(os.uname().machine)
    if call is None or sys.platform != "linux":
        return False
    # Load the call's number; if it is socket, fail with EPERM, else go on.
    steps = (_Instruction * 4)(
        _Instruction(0x20, 0, 0, 0),
        _Instruction(0x15, 0, 1, call),
        _Instruction(0x06, 0, 0, 0x50001),
        _Instruction(0x06, 0, 0, 0x7FFF0000),
    )
    library = ctypes.CDLL(None, use_errno=True)
    # 38 is PR_SET_NO_NEW_PRIVS; 22, 2 are PR_SET_SECCOMP, SECCOMP_MODE_FILTER.
    done = library.prctl(38, 1, 0, 0, 0) == 0
    return done and bool(library.prctl(22, 2, ctypes.byref(_Program(4, steps)), 0, 0) == 0)


def _open(path: str) -> Any:
    from pyoxigraph import Store

    for attempt in range(5):
        try:
            return Store.read_only(path)
        except (OSError, RuntimeError):
            if attempt == 4:
                raise
            time.sleep(0.05)  # a writer just replaced a file that was listed
    raise AssertionError


def _term(value: Any) -> list[str | None] | None:
    import pyoxigraph as ox

    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return ["iri", value.value, None, None]
    if isinstance(value, ox.BlankNode):
        return ["bnode", value.value, None, None]
    if isinstance(value, ox.Literal):
        return ["literal", value.value, value.language, None if value.language else value.datatype.value]
    raise ValueError(f"a term of RDF 1.2 in the answer: {value}")


class TooMuchError(Exception):
    """The answer has more rows or bytes than allowed."""


def _run(store: Any, job: dict[str, Any]) -> dict[str, Any]:
    import pyoxigraph as ox

    found = store.query(job["query"], prefixes=job["prefixes"], use_default_graph_as_union=True)
    if isinstance(found, ox.QueryBoolean):
        return {"kind": "ask", "vars": [], "rows": [], "answer": bool(found)}
    select = isinstance(found, ox.QuerySolutions)
    names = [v.value for v in found.variables] if select else ["subject", "predicate", "object"]
    rows: list[list[list[str | None] | None]] = []
    size = 0
    for item in found:
        cells = list(item) if select else [item.subject, item.predicate, item.object]
        rows.append([_term(cell) for cell in cells])
        size += sum(len(cell[1] or "") + 40 for cell in rows[-1] if cell)
        if len(rows) > job["rows"]:
            raise TooMuchError(f"the answer has more than {job['rows']:,} rows")
        if size > job["bytes"]:
            raise TooMuchError(f"the answer has more than {job['bytes']:,} bytes")
    return {"kind": "select" if select else "construct", "vars": names, "rows": rows}


def main() -> None:
    """Read the job, answer it."""
    job = json.load(sys.stdin.buffer)
    _limit(job["memory"], job["seconds"])
    try:
        store = _open(job["store"])
        _seal()
        answer = _run(store, job)
    except SyntaxError as error:
        answer = {"error": "syntax", "message": str(error)}
    except (TooMuchError, MemoryError) as error:
        answer = {"error": "limit", "message": str(error) or "the query needs more memory than allowed"}
    except (OSError, RuntimeError, ValueError) as error:
        answer = {"error": "engine", "message": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # the engine's own clearing up is not worth the time


if __name__ == "__main__":
    sys.path.append(sys.argv[1])
    main()
