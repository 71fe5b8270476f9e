"""Who is who inside one document: mentions and the entities they stand for.

These are working values of the road from text to claim, many per document, hence plain
frozen dataclasses; what leaves the product is the pydantic model of `kg.model.entities`.
All offsets here count characters of the *repaired* text; `Annotated.raw_span` maps them back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.vocabulary import Kind, Resolution


@dataclass(frozen=True, slots=True)
class Mention:
    """A span read as something: tokens first … last (last exclusive), characters start … end."""

    first: int
    last: int
    start: int
    end: int
    text: str
    kind: Kind
    head: int  # token index of the syntactic head inside the span
    found_by: str  # gazetteer, ner, pattern, title, pronoun, demonym, metonym, group
    resolution: Resolution = Resolution.NAME
    #: Gazetteer ids that the words may name; empty for an open-world name.
    candidates: tuple[str, ...] = ()
    #: Keys of the cast's figures that it stands for: several for "both" or "the two sides".
    refs: tuple[str, ...] = ()
    #: Title or role words beside the name ("Deputy Director General"), as written.
    title: str | None = None
    #: Adjectival use ("Chinese exports"): the state acts or owns only where grammar says so.
    modifier: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One entity of one document; `key` is unique and stable inside it."""

    key: str  # slug of the gazetteer entry or of the fullest name in the document
    name: str  # best name: the gazetteer's label, else the fullest form in the document
    kind: Kind
    gazetteer: str | None = None
    state: str | None = None  # gazetteer id of the state it belongs to
    gender: str | None = None  # "m", "f"
    plural: bool = False
    #: The fullest form written in this document: claim ids rest on it.
    written: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cast:
    """All mentions of a document in order, and its figures."""

    mentions: tuple[Mention, ...]
    figures: Mapping[str, Figure]
    #: Key of the figure whose voice the whole document is (author of a speech), if known.
    author: str | None = None
    _firsts: tuple[int, ...] = field(default=(), repr=False)
    _titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, mentions: Sequence[Mention], figures: Mapping[str, Figure], author: str | None = None
    ) -> Cast:
        """Sort the mentions (they must not overlap unless nested) and index them by token."""
        ordered = tuple(sorted(mentions, key=lambda m: (m.first, -m.last)))
        titles: dict[str, dict[str, None]] = {}
        for mention in ordered:
            for key in mention.refs if mention.title is not None else ():
                titles.setdefault(key, {})[str(mention.title)] = None
        firsts = tuple(m.first for m in ordered)
        return cls(ordered, figures, author, firsts, {key: tuple(found) for key, found in titles.items()})

    def titles_of(self, key: str) -> tuple[str, ...]:
        """The titles beside the mentions of a figure, each once, in order of the text."""
        return self._titles.get(key, ())

    def covering(self, token: int) -> Mention | None:
        """The innermost mention that covers this token, or None."""
        i = bisect_right(self._firsts, token) - 1
        best: Mention | None = None
        while i >= 0 and self._firsts[i] > token - 40:  # no name has more than 40 tokens
            mention = self.mentions[i]
            if mention.last > token and (
                best is None or mention.last - mention.first < best.last - best.first
            ):
                best = mention
            i -= 1
        return best

    def within(self, first: int, last: int) -> Iterator[Mention]:
        """Mentions that lie wholly inside tokens first … last (exclusive), in order."""
        for i in range(bisect_right(self._firsts, first - 1), len(self.mentions)):
            mention = self.mentions[i]
            if mention.first >= last:
                return
            if mention.last <= last:
                yield mention

    def figures_of(self, mention: Mention) -> tuple[Figure, ...]:
        """The entities that a mention stands for; empty when it could not be resolved."""
        return tuple(self.figures[key] for key in mention.refs)
