"""What a reviewer decided: append-only lines, undone by another line, applied on reading."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from kg.model.base import Value


class Act(StrEnum):
    """What a decision does."""

    MERGE = "merge"  # arguments: two or more entity refs; the first names the cluster
    SPLIT = "split"  # arguments: two entity refs that are never the same
    RENAME = "rename"  # arguments: entity ref, new label
    KIND = "kind"  # arguments: entity ref, kind
    ACCEPT = "accept"  # arguments: claim ref
    REJECT = "reject"  # arguments: claim ref
    UNDO = "undo"  # arguments: number of the decision that no longer holds


class Decision(Value):
    """One line of the decisions log; `number` counts from 1 in the order of writing."""

    number: int = Field(ge=1)
    act: Act
    arguments: tuple[str, ...] = Field(min_length=1)
    who: str = ""
    on: str = Field(default="", description="ISO 8601 date, as given by the reviewer's machine")
    reason: str = ""
