"""A first look at a query before any engine sees it: what is refused, and with which words.

This is the first line only. The worker that runs the query has no way to open a socket or a file, so
a query that slips past this look still gets nowhere (see `kg.query.worker`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.errors import QueryError

#: Longest query, in bytes of UTF-8, and deepest nesting of brackets.
MOST_BYTES = 20_000
MOST_NESTING = 200

_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n\r]*)
    |(?P<string>"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
      |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    |(?P<variable>[?$]\w+)
    |(?P<pname>(?:[^\W\d][\w.-]*)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
    |(?P<word>\w+)
    |(?P<other>.)''',
    re.VERBOSE | re.DOTALL,
)
_UPDATES = frozenset(["insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add"])


class Scan(NamedTuple):
    """What the look saw: names of the variables, and where the outermost pattern begins (inside its
    bracket; None when there is none)."""

    variables: frozenset[str]
    pattern: int | None


def check(query: str) -> Scan:
    """Look at a query that may be run.

    Raises:
        QueryError: too long or too deep, or it would change the graph, call another server (SERVICE)
            or choose its own graphs (FROM).
    """
    if len(query.encode("utf-8", "replace")) > MOST_BYTES:
        raise QueryError(f"the query is longer than {MOST_BYTES:,} bytes")
    if any("\ud800" <= char <= "\udfff" for char in query):
        raise QueryError("the query is not valid Unicode: it has a lone surrogate")
    variables = set()
    depth = 0
    groups: list[int] = []  # outermost { … }: of CONSTRUCT { … } WHERE { … } the second is the pattern
    form = ""
    for token in _TOKEN.finditer(query):
        kind, text = token.lastgroup, token[0]
        if kind == "variable":
            variables.add(text[1:])
        elif kind in ("word", "pname"):
            _check_word(text.casefold(), kind)
            if not form and text.casefold() in ("select", "ask", "construct", "describe"):
                form = text.casefold()
        elif kind == "iri":
            _check_iri(text)
        elif kind == "other":
            if text == "{" and depth == 0:
                groups.append(token.end())
            depth += (text in "{[(") - (text in "}])")
            if depth > MOST_NESTING:
                raise QueryError(f"the query nests brackets deeper than {MOST_NESTING}")
            if text == "\\":
                raise QueryError("a backslash may stand only inside texts, addresses and prefixed names")
    wanted = 1 if form == "construct" else 0
    return Scan(frozenset(variables), groups[wanted] if len(groups) > wanted else None)


def _check_word(text: str, kind: str) -> None:
    name = text.partition(":")[0] if kind == "pname" else text
    # The engine's grammar wants no space after a keyword ("SERVICEsilent"), hence "in", not "==".
    if "service" in name:
        raise QueryError("SERVICE is refused: queries see this graph only and call no other server")
    if kind == "word" and text == "from":
        raise QueryError("FROM is refused: every query sees the union of all graphs; use GRAPH to choose one")
    if kind == "word" and text in _UPDATES:
        raise QueryError(f"{text.upper()} is refused: queries only read; the graph is changed by `kg build`")


def _check_iri(text: str) -> None:
    # "?a<b)SERVICE?x>" may be an address to this look and an expression to the engine.
    if "'" in text or (")" in text and "service" in text.casefold()):
        raise QueryError(f"write %27 for ' and %29 for ) in the address {text[:80]}")
