"""One entry of the gazetteer, and how a line of data/gazetteer becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import DataError

#: Every kind that an entry can have.
KINDS = frozenset(
    {
        "Person",
        "State",
        "Region",
        "Institution",
        "GovernmentBody",
        "Company",
        "ThinkTank",
        "MediaOutlet",
        "Party",
        "ArmedForce",
        "ArmedGroup",
        "Organization",
        "Project",
        "Agreement",
        "Weapon",
        "Event",
        "Place",
    }
)
LANGUAGES = ("en", "ru", "zh")


@dataclass(frozen=True, slots=True)
class PostEntry:
    """A post as the gazetteer knows it.

    Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, None where unknown or still open; `body` and `state` are ids.
    """

    title: str
    body: str | None
    state: str | None
    since: str | None
    until: str | None

    def holds_at(self, date: str | None) -> bool:
        """Whether the post may be held at a date; partial dates hold if any day of them does."""
        if date is None:
            return True
        return _first_day(self.since) <= _last_day(date) and _first_day(date) <= _last_day(self.until)


def _first_day(date: str | None) -> str:
    return "0000-01-01" if date is None else (date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10]


def _last_day(date: str | None) -> str:
    # Dates are only compared as text, so a 31st of February is a fair end of February.
    return "9999-12-31" if date is None else (date + "-12-31")[:10] if len(date) == 4 else (date + "-31")[:10]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A known actor, body, project, agreement, weapon, event or place.

    `state` is the id of the state that it belongs to; `adjectives` and `people` are filled for states and
    regions, `metonyms`, `prefixes` ("Sino") and `code` for states only; `ambiguous` are those of its names
    that also mean something else.
    """

    id: str
    kind: str
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    state: str | None = None
    wikidata: str | None = None
    posts: tuple[PostEntry, ...] = ()
    gender: str | None = None
    source: str = ""
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    code: str | None = None
    ambiguous: frozenset[str] = field(default=frozenset())

    @property
    def label(self) -> str:
        """The best-known name, in English where there is one."""
        return self.labels.get("en") or next(iter(self.labels.values()), self.id)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file.

    Raises:
        DataError: the file cannot be read, or a line is not an object.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        try:
            item = json.loads(line)
        except ValueError as error:
            raise DataError(f"{path.name}, line {number}: not JSON ({error})") from error
        if not isinstance(item, dict):
            raise DataError(f"{path.name}, line {number}: not an object")
        yield item


def entry_from(line: Mapping[str, Any], state_ids: Mapping[str, str]) -> Entry:
    """An entry from its line; `state_ids` maps state codes to the ids of the states.

    Raises:
        DataError: a key that every entry needs is missing, or a state code is unknown.
    """
    try:
        code = line.get("state")
        return Entry(
            id=line["id"],
            kind=line["kind"],
            labels={k: line[k] for k in LANGUAGES if line.get(k)},
            aliases=tuple(line.get("aliases", ())),
            state=state_ids[code] if code else None,
            wikidata=line.get("wikidata"),
            posts=tuple(_post_from(p, state_ids) for p in line.get("posts", ())),
            gender=line.get("gender"),
            source=line["source"],
            adjectives=tuple(line.get("adj", ())),
            people=tuple(line.get("people", ())),
            ambiguous=frozenset(line.get("ambiguous", ())),
        )
    except KeyError as error:
        raise DataError(f"gazetteer entry {line.get('id', line)!r}: missing or unknown {error}") from error


def _post_from(post: Mapping[str, Any], state_ids: Mapping[str, str]) -> PostEntry:
    code = post.get("state")
    return PostEntry(
        title=post["title"],
        body=post.get("body"),
        state=state_ids[code] if code else None,
        since=post.get("from"),
        until=post.get("to"),
    )
