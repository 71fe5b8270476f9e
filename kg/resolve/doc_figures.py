"""The figures of one document while they are being put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.names import normalise, slug
from kg.knowledge.wordlists import cut, roles
from kg.model.cast import Figure, Mention
from kg.model.vocabulary import Kind, Resolution


@dataclass(slots=True, eq=False)
class Draft:
    """A figure in the making; `first` is the token of its first mention."""

    kind: Kind
    entry: Entry | None = None
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)
    state: str | None = None
    gender: str | None = None
    plural: bool = False
    #: Nothing but the parser's tagger has read any of its names.
    tagged: bool = True
    first: int = 0
    key: str = ""

    def fullest(self) -> str:
        """The longest form written in the document, the commonest and first of equals by letters."""
        if not self.names:
            return self.entry.label if self.entry else ""
        return max(self.names, key=lambda n: (len(n.split()), len(n), self.names[n], n))

    def words(self) -> list[str]:
        """The folded words of the fullest name."""
        return normalise(self.fullest()).split()


class Drafts:
    """All drafts of a document, with the draft of each mention (by its place in the list)."""

    def __init__(self, gazetteer: Gazetteer, date: str | None = None) -> None:
        self.gazetteer = gazetteer
        #: Of the document, "YYYY…"; None when it is unknown.
        self.date = date
        self.all: list[Draft] = []
        self.by_entry: dict[str, Draft] = {}
        self.of: dict[int, tuple[Draft, ...]] = {}
        self.how: dict[int, Resolution] = {}
        self.places: dict[int, int] = {}  # token of each given mention

    def known(self, entry: Entry, first: int = 0) -> Draft:
        """The draft of a gazetteer entry, made when it is first asked for."""
        draft = self.by_entry.get(entry.id)
        if draft is None:
            draft = Draft(Kind(entry.kind), entry, state=entry.state, gender=entry.gender, first=first)
            if entry.kind == "State":
                draft.state = entry.id
            self.by_entry[entry.id] = draft
            self.all.append(draft)
        return draft

    def new(self, kind: Kind, first: int) -> Draft:
        """An open-world draft."""
        draft = Draft(kind, first=first)
        self.all.append(draft)
        return draft

    def give(self, index: int, mention: Mention, *drafts: Draft, how: Resolution | None = None) -> None:
        """Say that a mention stands for these."""
        self.of[index] = drafts
        self.how[index] = how or mention.resolution
        self.places[index] = mention.first
        if len(drafts) != 1:
            return
        draft = drafts[0]
        draft.first = min(draft.first, mention.first)
        if mention.title and mention.resolution is not Resolution.PRONOUN:
            if mention.title not in draft.titles:
                draft.titles.append(mention.title)
            draft.gender = draft.gender or gender_of(mention.title)
        by_name = mention.resolution not in {Resolution.TITLE, Resolution.PRONOUN, Resolution.DEMONYM}
        if by_name and how is not Resolution.DEMONYM and mention.found_by not in {"metonym", "bare"}:
            draft.names[clean(mention.text)] += 1
            draft.kinds[mention.kind] += 1
            draft.tagged = draft.tagged and mention.found_by == "ner"

    def named(self) -> None:
        """Give every draft its key: the gazetteer's id, else the slug of its fullest name, unique."""
        taken = {d.entry.id for d in self.all if d.entry}
        for draft in sorted(self.all, key=lambda d: (d.first, d.fullest())):
            if draft.entry:
                draft.key = draft.entry.id
                continue
            base = slug(draft.fullest()) or "unnamed"
            key, number = base, 2
            while key in taken:
                key, number = f"{base}-{number}", number + 1
            taken.add(key)
            draft.key = key

    def figures(self) -> dict[str, Figure]:
        """The finished figures by key, in the order of their first mention."""
        made = {}
        for draft in sorted(self.all, key=lambda d: (d.first, d.key)):
            entry = draft.entry
            made[draft.key] = Figure(
                key=draft.key,
                name=entry.label if entry else draft.fullest(),
                kind=draft.kind,
                gazetteer=entry.id if entry else None,
                state=draft.state,
                gender=draft.gender,
                plural=draft.plural,
                written=draft.fullest(),
                aliases=tuple(sorted(n for n in draft.names if n != draft.fullest())),
            )
        return made


_NO_QUOTES = str.maketrans("", "", '"“”„«»')


def clean(text: str) -> str:
    """A name as written, on one line, without quotation marks at its edges."""
    return " ".join(text.translate(_NO_QUOTES).split()).strip("‘’'` ")


@lru_cache(maxsize=4096)
def core_of(title: str) -> tuple[str, str]:
    """The role in a title phrase and its sort: "Iraqi Foreign Minister" → ("foreign minister", "office")."""
    words = _pieces(title)
    table = roles()
    for i in range(len(words)):
        found = table.at(words, i)
        if found:
            return " ".join(words[i : found[0]]).replace(" - ", "-"), str(found[1]["sort"])
    return "", ""


def _pieces(text: str) -> list[str]:
    return [p.replace("’", "'") for p in cut(text)]


def gender_of(title: str) -> str | None:
    """“m” or “f” where a title or form of address says so: "Ms.", "king"."""
    table = roles()
    words = _pieces(title)
    for i in range(len(words)):
        found = table.at(words, i)
        if found and found[1].get("gender"):
            return str(found[1]["gender"])
    return None


def latest(drafts: Iterable[tuple[int, Draft]]) -> Draft | None:
    """The draft with the greatest number (the nearest mention before)."""
    return max(drafts, key=lambda p: p[0], default=(0, None))[1]
