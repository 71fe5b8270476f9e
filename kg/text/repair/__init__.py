"""Repairs: general rules with names that make a damaged text readable, with the way back to the raw one.

Each rule looks at the text alone, never at which file it is, and makes no repair that it is unsure of.
`repair` applies the steps below in order; every edit carries its rule's name, and
`RepairedText.counts()` says how often each was applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from kg.model.documents import Document
from kg.text.offsets import Edit, RepairedText
from kg.text.repair.apostrophes import apostrophes
from kg.text.repair.characters import RULES as CHARACTER_RULES
from kg.text.repair.characters import characters
from kg.text.repair.glue import glued
from kg.text.repair.lines import wrapped
from kg.text.repair.markers import page_lines, running_numbers
from kg.text.repair.markup import markup
from kg.text.repair.spacing import spacing

__all__ = ["RULES", "Traits", "repair", "repair_text"]


class Traits(NamedTuple):
    """What the steps may know of a document besides its text."""

    english: bool = True
    markdown: bool = False


class Step(NamedTuple):
    """A pass over the text, and the names of the rules whose edits it makes."""

    rules: tuple[str, ...]
    find: Callable[[str, Traits], Iterable[Edit]]
    english_only: bool = False


def _glued(text: str, _: Traits) -> Iterable[Edit]:
    return glued(text, lossy=_lossy(text))


def _lossy(text: str) -> bool:
    """A text that lost three apostrophes or more has lost its other signs outside ASCII too."""
    return sum(1 for _ in apostrophes(text)) >= 3


#: The steps, in an order in which each finds what it needs: characters before patterns, markers before
#: lines, lines before words.
STEPS: tuple[Step, ...] = (
    Step(CHARACTER_RULES, lambda text, _: characters(text)),
    Step(("running-number",), lambda text, _: running_numbers(text)),
    Step(("page-number", "running-head", "form-feed"), lambda text, _: page_lines(text)),
    Step(("markdown",), lambda text, traits: markup(text, traits.markdown)),
    Step(("wrapped-line", "line-end-hyphen"), lambda text, _: wrapped(text), True),
    Step(
        (
            "space-before-stop",
            "space-before-quote",
            "double-space",
            "lost-space-after-number",
            "lost-space-after-stop",
            "lost-space-after-comma",
            "lost-space-at-bracket",
            "lost-space-at-quote",
        ),
        lambda text, _: spacing(text),
        True,
    ),
    Step(("lost-space", "lost-dash", "lost-line-end", "lost-hyphen"), _glued, True),
    Step(("lost-apostrophe",), lambda text, _: apostrophes(text), True),
)

#: Every rule by name, in the order of application.
RULES: tuple[str, ...] = tuple(dict.fromkeys(rule for step in STEPS for rule in step.rules))


def repair(document: Document) -> RepairedText:
    """The document's text repaired for parsing and display, with its map to the raw text."""
    english = document.language.value in (None, "en")
    return repair_text(document.text, Traits(english, document.media_type == "text/markdown"))


def repair_text(text: str, traits: Traits | None = None) -> RepairedText:
    """As `repair`, for a bare text."""
    traits = traits or Traits()
    repaired = RepairedText.of(text)
    for step in STEPS:
        if traits.english or not step.english_only:
            repaired = repaired.then(list(step.find(repaired.text, traits)))
    return repaired
