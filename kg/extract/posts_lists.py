"""One plural title over several names: "the ministers A and B", "Prime Ministers A of X and B of Y"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.knowledge.wordlists import roles
from kg.model.cast import Cast, Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LINKS = frozenset({",", "and", "&", ";"})
#: Tokens of the longest title.
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Shared:
    """One name of a list, the title in the singular, its tokens core … core_end, and whose post it is."""

    holder: Mention
    title: str
    core: int
    core_end: int
    sort: str
    owner: Role | None


def shared(annotated: Annotated, cast: Cast) -> Iterator[Shared]:
    """Each holder of every plural title that stands before a list of names."""
    doc = annotated.parse
    words = [t.lower_.replace("’", "'") for t in doc]
    for i, token in enumerate(doc):
        if token.pos_ not in {"NOUN", "PROPN"} or not words[i].endswith("s"):
            continue
        # A window, so that a long text costs no more a word than a short one.
        low = max(0, i - _LONGEST)
        hit = roles().ending([*words[low:i], words[i][:-1]], i - low)
        if hit is None or hit[1]["sort"] not in {"office", "post", "rank", "work"}:
            continue
        names = list(_names(cast, doc, i + 1))
        if len(names) < 2:
            continue
        start, line = hit[0] + low, hit[1]
        states = _before(cast, doc, start)
        title = doc[start : i + 1].text[:-1]
        after = [owner for _, owner in names]
        owner: Role | None
        for n, (name, own) in enumerate(names):
            if own is not None:
                owner = own
            elif len(states) == len(names):
                owner = states[n]
            else:
                # "the foreign ministers A and B of Ruritania": the last name's state is everybody's.
                owner = states[0] if len(states) == 1 else (after[-1] if not any(after[:-1]) else None)
            yield Shared(name, title, start, i + 1, str(line["sort"]), owner)


def _names(cast: Cast, doc: Doc, i: int) -> Iterator[tuple[Mention, Role | None]]:
    """Names joined by commas and "and" from token i on, each with the state or body after its "of"."""
    found = False
    while i < len(doc):
        start = i
        while i < len(doc) and (doc[i].lower_ in _LINKS or doc[i].is_space) and i - start < 3:
            i += 1
        if i >= len(doc) or (found and i == start):
            return
        while i < len(doc) - 1 and (title := roles().at([t.lower_ for t in doc[i : i + 5]], 0)):
            i += title[0]  # "the ministers, Prince A and Dr B"
        name = next(
            (
                m
                for m in cast.within(i, min(len(doc), i + 12))
                if m.first == i
                and len(m.refs) == 1
                and cast.figures[m.refs[0]].kind is Kind.PERSON
                and m.resolution is not Resolution.TITLE
                and m.found_by != "pronoun"
            ),
            None,
        )
        if name is None:
            return
        i = name.last
        owner: Role | None = None
        if i + 1 < len(doc) and doc[i].lower_ in {"of", "from"}:
            j = i + 1 + (doc[i + 1].lower_ == "the")
            after = next(
                (m for m in cast.within(j, min(len(doc), j + 12)) if m.first <= j and len(m.refs) == 1), None
            )
            if after is not None and cast.figures[after.refs[0]].kind in BODIES:
                owner, i = Role(after.refs[0], after), after.last
        elif i + 2 < len(doc) and doc[i].text == "(":
            after = next((m for m in cast.within(i + 1, min(len(doc), i + 8)) if len(m.refs) == 1), None)
            if after is not None and cast.figures[after.refs[0]].kind in BODIES and after.last < len(doc):
                owner, i = Role(after.refs[0], after), after.last + (doc[after.last].text == ")")
        found = True
        yield name, owner


def _before(cast: Cast, doc: Doc, core: int) -> list[Role]:
    """The adjectives of states before the role word: "Ruritanian, Bordurian and Syldavian"."""
    states: list[Role] = []
    i = core
    while i > 0:
        mention = next((m for m in cast.within(max(0, i - 6), i) if m.last == i and len(m.refs) == 1), None)
        if (
            mention is not None
            and cast.figures[mention.refs[0]].kind in BODIES
            and mention.kind is not Kind.PERSON
        ):
            states.insert(0, Role(mention.refs[0], mention))
            i = mention.first
        elif doc[i - 1].lower_ in {",", "and", "'s", "’s", "'", "’"} and (
            states or doc[i - 1].lower_ not in {",", "and"}
        ):
            i -= 1
        else:
            break
    return states
