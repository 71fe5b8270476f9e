"""Ready questions: the files of kg/query/questions, each with its title and parameters in its head.

A head line is `# param: NAME TYPE [DEFAULT]  what it is` (two spaces before the words). Types:
entity (a name, id or Wikidata id), topic, date (partial dates count from their first day), text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from kg.errors import QueryError
from kg.model.ids import Ref
from kg.query.lookup import find
from kg.query.results import Result, Term
from kg.query.sparql import Limits, Parameter, ask
from kg.store.days import first_day
from kg.store.ledger import Ledger
from kg.store.terms import VOCABULARIES

_TITLE = re.compile(r"^# title: *(.+)$", re.MULTILINE)
_PARAM = re.compile(r"^# param: *(\w+) +(entity|topic|date|text)(?: (\S+))?  +(.+)$", re.MULTILINE)
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class ParameterOf:
    """A parameter of a question; without a default it must be given."""

    name: str
    type: str
    default: str | None
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question."""

    name: str
    title: str
    parameters: tuple[ParameterOf, ...]
    text: str


def questions() -> list[Question]:
    """Every ready question, by name."""
    folder = files("kg.query").joinpath("questions")
    found = [f for f in folder.iterdir() if f.name.endswith(".rq")]
    return [_read(f.name[:-3], f.read_text(encoding="utf-8")) for f in sorted(found, key=lambda f: f.name)]


def question(name: str) -> Question:
    """A ready question.

    Raises:
        QueryError: there is none of this name; the message lists those that are.
    """
    for one in questions():
        if one.name == name:
            return one
    raise QueryError(f"no ready question {name!r}; there are: {', '.join(q.name for q in questions())}")


def _read(name: str, text: str) -> Question:
    title = _TITLE.search(text)
    parameters = tuple(ParameterOf(m[1], m[2], m[3], m[4]) for m in _PARAM.finditer(text))
    return Question(name, title[1] if title else name, parameters, text)


def ask_named(
    ledger: Ledger, name: str, given: Mapping[str, str] | None = None, limits: Limits | None = None
) -> Result:
    """Ask a ready question with its parameters as written by a user.

    Raises:
        QueryError: unknown question or parameter, one missing, a date that is none.
        UnknownEntityError, AmbiguousNameError: a name that nothing, or more than one thing, answers to.
        QueryLimitError: too costly.
    """
    chosen = question(name)
    given = dict(given or {})
    bound: dict[str, Parameter] = {}
    for parameter in chosen.parameters:
        value = given.pop(parameter.name, parameter.default)
        if value is None:
            raise QueryError(f"{name} needs {parameter.name} ({parameter.type}): {parameter.help}")
        bound[parameter.name] = _value(ledger, parameter, value)
    if given:
        known = ", ".join(p.name for p in chosen.parameters)
        raise QueryError(f"{name} has no parameter {', '.join(sorted(given))}; it has: {known}")
    return ask(ledger.folder, chosen.text, bound, limits)


def _value(ledger: Ledger, parameter: ParameterOf, value: str) -> Parameter:
    if parameter.type == "entity":
        return Ref.parse(find(ledger, value)["ref"])
    if parameter.type == "topic":
        return Ref("topic", value.removeprefix("topic:"))
    if parameter.type == "date":
        if not _DATE.fullmatch(value):
            raise QueryError(f"{parameter.name} is a date like 2016, 2016-04 or 2016-04-07, not {value!r}")
        return Term("literal", first_day(value) or value, None, VOCABULARIES["xsd"] + "date")
    return value
