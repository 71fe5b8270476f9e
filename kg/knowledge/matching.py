"""Known names in a sequence of tokens: a trie over name pieces with rules of case.

A token is cut into pieces (letters, digits, signs) so that the result does not hang on how a tokeniser
treats hyphens and full stops; a match begins and ends where tokens do. Pieces are compared without case
and accents, and a form then decides from the written characters whether it is really meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from kg.knowledge.entries import Entry
from kg.knowledge.names import PLAIN_SIGNS, strip_marks

How = Literal["name", "alias", "acronym", "demonym", "people", "metonym"]
#: The order in which a reading is preferred where one text has several.
_RANK: dict[How, int] = {"name": 0, "alias": 1, "acronym": 2, "demonym": 3, "people": 4, "metonym": 5}
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
#: Longest name in capitals that is still read as an acronym.
_ACRONYM_LENGTH = 10
#: A heading's word in capitals is read as a name only from this length: "US" and "IT" are too short to tell.
_HEADING_LENGTH = 4
#: Kinds whose two-word names are theirs alone, even in small letters ("north korea", but not "joint sea").
_OWN_WORDS = frozenset({"State", "Person"})


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens start to end (end excluded) name one of the entries.

    A capital or seat of government gives how="metonym", with the state first and the place, if known,
    after it: which of the two is meant is for the caller. `ambiguous` says that the name has another
    meaning, here (several entries) or outside the gazetteer.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    how: How
    ambiguous: bool


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One way of writing one entry."""

    pieces: tuple[str, ...]
    entry: Entry
    how: How
    ambiguous: bool
    prefix: bool = False

    def accepts(self, written: tuple[str, ...]) -> bool:
        """Whether pieces that are equal but for case are this form as written."""
        if written == self.pieces:
            return True
        own, text = (_after_the(p) for p in (self.pieces, written))
        if own == text:
            return True
        words = [p for p in own if p[0].isalpha()]
        if any(p.isdigit() for p in own):
            return text[0][:1].isupper() and len(own) > 1
        if len(words) < 2:
            caps = "".join(text)
            return caps.isupper() and len(caps) >= _HEADING_LENGTH and not "".join(own).isupper()
        if any(p[:1].isupper() for p in text):
            return True
        return len(words) > 2 or self.entry.kind in _OWN_WORDS


def _after_the(pieces: tuple[str, ...]) -> tuple[str, ...]:
    return pieces[1:] if len(pieces) > 1 and pieces[0] in ("the", "The", "THE") else pieces


@lru_cache(maxsize=65536)
def split(token: str) -> tuple[tuple[str, str], ...]:
    """The pieces of a token as (folded, written); white space has none.

    >>> split("S-400")
    (('s', 'S'), ('-', '-'), ('400', '400'))
    """
    if token.isascii() and token.isalpha():
        return ((token.lower(), token),)
    plain = strip_marks(token.translate(PLAIN_SIGNS))
    return tuple((p.casefold(), p) for p in _PIECE.findall(plain))


def forms_of(entry: Entry) -> Iterator[Form]:
    """Every way of writing an entry, with how it names it; a name's first reading is the one kept."""
    spellings: dict[str, How] = {}
    for name in entry.labels.values():
        spellings.setdefault(name, "name")
    for name in entry.aliases:
        spellings.setdefault(name, "acronym" if _is_acronym(name) else "alias")
    for name in entry.adjectives:
        spellings.setdefault(name, "demonym")
    for name in entry.people:
        spellings.setdefault(name, "people")
    for name in entry.metonyms:
        spellings.setdefault(name, "metonym")
    if entry.kind == "Weapon":  # "Su-35s", "S-400s"
        for name in [n for n in spellings if n[-1:].isdigit() or (n.isascii() and n[-2:-1].isdigit())]:
            spellings.setdefault(name + "s", spellings[name])
    for name, how in spellings.items():
        yield Form(_written(name), entry, how, name in entry.ambiguous)
    for name in entry.prefixes:
        yield Form(_written(name), entry, "demonym", False, prefix=True)


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return len(name) <= _ACRONYM_LENGTH and " " not in name and "".join(letters).isupper()


def _written(name: str) -> tuple[str, ...]:
    return tuple(written for _, written in split(name))


class Matcher:
    """A trie of forms over folded pieces."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._root: dict[str, Any] = {}
        for form in forms:
            node = self._root
            for piece in form.pieces:
                node = node.setdefault(piece.casefold(), {})
            if form.pieces:
                node.setdefault("", []).append(form)  # no piece is empty, so "" is free for the forms

    def find(self, tokens: Sequence[str]) -> list[Match]:
        """The longest matches, left to right; linear in the tokens but for the length of names."""
        root = self._root
        found: list[Match] = []
        skip_to = 0
        for index, token in enumerate(tokens):
            if index < skip_to:
                continue
            pieces = split(token)
            if not pieces or pieces[0][0] not in root:
                continue
            match = self._longest(tokens, index)
            if match is not None and pieces[0][0] == "the" and index + 1 < len(tokens):
                inner = self._longest(tokens, index + 1)  # "the Alpine" and "Alpine Union": the longer name
                match = inner if inner is not None and inner.end > match.end else match
            if match is not None:
                found.append(match)
                skip_to = match.end
        return found

    def _longest(self, tokens: Sequence[str], start: int) -> Match | None:
        node = self._root
        written: list[str] = []
        best: Match | None = None
        for index in range(start, len(tokens)):
            pieces = split(tokens[index])
            if not pieces and "\n\n" in tokens[index]:
                break  # a name does not run over the end of a paragraph
            for folded, piece in pieces:
                step = node.get(folded)
                if step is None:
                    return best
                node = step
                written.append(piece)
            if pieces and "" in node:
                best = _match(node[""], tuple(written), tokens, start, index + 1) or best
        return best


def _match(
    forms: list[Form], written: tuple[str, ...], tokens: Sequence[str], start: int, end: int
) -> Match | None:
    hyphen_next = end < len(tokens) and tokens[end].translate(PLAIN_SIGNS)[:1] == "-"
    fitting = [f for f in forms if (hyphen_next or not f.prefix) and f.accepts(written)]
    if not fitting:
        return None
    exact = [f for f in fitting if f.pieces == written]
    fitting = exact or fitting
    states = [f for f in fitting if f.how == "metonym"]
    if states:  # a seat of government: the state leads, its other readings follow
        rest = [f for f in fitting if f.how != "metonym"]
        ordered = states + sorted(rest, key=_preference)
        own_place = all(f.entry.kind == "Place" and f.entry.state == states[0].entry.id for f in rest)
        several = len(states) > 1 or not own_place
    else:
        ordered = sorted(fitting, key=_preference)
        several = len({f.entry.id for f in ordered}) > 1
    entries = tuple(dict.fromkeys(f.entry for f in ordered))
    return Match(start, end, entries, ordered[0].how, several or any(f.ambiguous for f in ordered))


def _preference(form: Form) -> tuple[int, str]:
    return _RANK[form.how], form.entry.id
