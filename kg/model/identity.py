"""Who is who across documents: what the linker is given and what it answers.

Working values between the ledger and the linker, many per build, hence plain frozen dataclasses.
Nothing here imports pydantic, so that look-ups may use it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """Figures of any number of documents that look exactly alike; `documents` counts them.

    `document` is set for what is known within its document only: "officials" of two texts are not one body.
    """

    name: str
    kind: str
    gazetteer: str = ""
    state: str = ""
    gender: str = ""
    aliases: tuple[str, ...] = ()
    documents: int = field(default=1, compare=False)
    document: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str, tuple[str, ...], str]:
        """What makes two figures look alike."""
        return (self.name, self.kind, self.gazetteer, self.state, self.gender, self.aliases, self.document)


@dataclass(frozen=True, slots=True)
class Canonical:
    """One thing of the corpus, once. References are written "id:local"; posts are plain mappings
    with the fields of `kg.model.entities.Post`."""

    ref: str
    label: str
    kind: str
    labels: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    state: str | None = None
    wikidata: str | None = None
    posts: tuple[Mapping[str, str | None], ...] = ()
    #: Why the names of the cluster are one thing, one sentence a tie; for `kg explain`.
    reasons: tuple[str, ...] = ()
    #: References of the other things that a short name may mean; empty when it is clear.
    ambiguous: tuple[str, ...] = ()
    #: Other references that now lead here.
    redirects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linking:
    """The linker's answer: for each profile, in the order given, its reference and the reason."""

    links: Sequence[tuple[str, str]]
    canonicals: Sequence[Canonical]


class Line(Protocol):
    """What is needed of a decision to know whether it still holds."""

    @property
    def number(self) -> int: ...
    @property
    def act(self) -> Any: ...
    @property
    def arguments(self) -> tuple[str, ...]: ...


L = TypeVar("L", bound=Line)


def standing(lines: Iterable[L]) -> list[L]:
    """The decisions that hold, in order: all but those that a later, standing "undo" names.

    An undone undo counts for nothing, so what it had undone holds again. The undos themselves are
    left out.
    """
    undone: set[int] = set()
    kept: list[L] = []
    for line in sorted(lines, key=lambda d: d.number, reverse=True):
        if line.number in undone:
            continue
        if str(line.act) == "undo":
            undone.add(int(line.arguments[0]))
        else:
            kept.append(line)
    return kept[::-1]
