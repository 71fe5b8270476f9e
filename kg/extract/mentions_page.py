"""One document as the finders of names see it: words, known names, capitals, headings.

Working value of kg.extract.mentions; token indices count the parse, characters the repaired text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg.knowledge import wordlists
from kg.knowledge.gazetteer import Entry, Gazetteer, Match
from kg.model.cast import Mention
from kg.model.vocabulary import Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Parts of speech that no name begins or ends with.
FUNCTION_POS = frozenset(
    {"DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX", "PART", "PUNCT", "SPACE", "INTJ", "SYM"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
QUOTES = frozenset("\"“”„‟«»‘’'`") | {"''", "``"}
HYPHENS = frozenset("-–—‐‑/")
#: Kinds that are ground, not actors' names: a name built on one keeps it as a nested mention.
GROUND = frozenset({"State", "Region", "Place"})


def _names_only(doc: Doc, gazetteer: Gazetteer, words: tuple[str, ...]) -> tuple[Match, ...]:
    """The gazetteer's matches without descriptions: "Ruritania's war in Borduria" names two states."""
    kept: list[Match] = []
    for match in gazetteer.find(words):
        kind = match.entries[0].kind
        span = doc[match.start : match.end]
        if kind in {"State", "Person", "Region", "Place"} or match.end - match.start == 1:
            kept.append(match)
        elif kind == "Event" and span.root.text.islower():
            for first, last in ((match.start, match.end - 1), (match.start + 1, match.end)):
                inner = gazetteer.find(words[first:last])
                kept += [replace(m, start=m.start + first, end=m.end + first) for m in inner]
        elif any(t.text[:1].isupper() or t.text[:1].isdigit() for t in span):
            kept.append(match)
    return tuple(sorted({(m.start, m.end): m for m in kept}.values(), key=lambda m: m.start))


def _given_name(doc: Doc, match: Match, taken: frozenset[int], not_names: frozenset[str]) -> bool:
    """A known name that is a stranger's given name: "Lincoln Korvel", "Jordan Korvel", "Stanford Borg".

    Of places and bodies only where the tagger reads the two words, and nothing before them, as one person.
    """
    last = match.end
    if match.how not in {"name", "alias"} or last - match.start > 1:
        return False
    if match.start and match.entries[0].kind != "Person" and _surname(doc, match.start, taken):
        return True
    if last >= len(doc) or last in taken:
        return False
    one, two = doc[match.start], doc[last]
    person = one.ent_type_ == two.ent_type_ == "PERSON" and one.ent_iob_ == "B" and two.ent_iob_ == "I"
    if match.entries[0].kind != "Person" and not person:
        return False
    words = (two.lower_,)
    return (
        two.pos_ == "PROPN"
        and two.ent_type_ in {"PERSON", ""}
        and two.text.istitle()
        and two.text.isalpha()
        and two.lower_ not in not_names
        and wordlists.roles().at(words, 0) is None
        and wordlists.name_heads().get(two.text) is None
    )


def _namesake(doc: Doc, match: Match, taken: frozenset[int]) -> bool:
    """A known surname behind a given name that its bearer does not have: "Hamza Korvel" is not Karl Korvel.

    A given name with the same two letters at its beginning may be another spelling of the known one.
    """
    entry = match.entries[0]
    first = i = match.start
    if entry.kind != "Person" or match.how != "alias":
        return False
    while i and doc[i].ent_type_ == doc[i - 1].ent_type_ == "PERSON" and doc[i].ent_iob_ == "I":
        i -= 1
        if i in taken or wordlists.roles().at((doc[i].lower_,), 0) is not None:
            return False
    given = doc[i]
    if i == first or given.pos_ != "PROPN" or not given.text.istitle() or not given.text.isalpha():
        return False
    own = {name.split()[0].casefold()[:2] for name in (*entry.labels.values(), *entry.aliases) if " " in name}
    return given.lower_[:2] not in own


def _surname(doc: Doc, i: int, taken: frozenset[int]) -> bool:
    """The last word of a name that the tagger reads as one person: "Karl London"."""
    before, own = doc[i - 1], doc[i]
    one = before.ent_type_ == own.ent_type_ == "PERSON" and own.ent_iob_ == "I"
    end = i + 1 == len(doc) or doc[i + 1].ent_iob_ != "I"
    plain = before.text.istitle() and before.text.isalpha() and before.pos_ == "PROPN"
    titled = wordlists.roles().at((before.lower_,), 0) is not None
    return one and end and plain and not titled and i - 1 not in taken


def _mark_title_case(annotated: Annotated, words: tuple[str, ...], heading: list[bool]) -> None:
    """Sentences in Title Case are headings too, whatever they end in: their capitals prove nothing."""
    for sentence in annotated.sentences:
        if not 2 < sentence.last - sentence.first <= 20:
            continue
        long = [
            words[i]
            for i in range(sentence.first + 1, sentence.last)
            if len(words[i]) > 3 and words[i].isalpha()
        ]
        doc = annotated.parse
        finite = any(t.tag_ in _FINITE and t.text.islower() for t in doc[sentence.first : sentence.last])
        if len(long) > 1 and not finite and all(w[0].isupper() for w in long):
            heading[sentence.first : sentence.last] = [True] * (sentence.last - sentence.first)


@dataclass(frozen=True, slots=True)
class Page:
    """Tokens, their words, the gazetteer's matches and what covers each token."""

    annotated: Annotated
    doc: Doc
    gazetteer: Gazetteer
    words: tuple[str, ...]
    lower: tuple[str, ...]
    matches: tuple[Match, ...]
    match_at: tuple[Match | None, ...]
    heading: tuple[bool, ...]
    #: Words that the running text also writes small: their capital proves nothing.
    small: frozenset[str]
    never: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    #: "lng", "ai": in capitals they are short for things that are nobody.
    initials: frozenset[str]
    #: "kingdom", "republic": "the Kingdom of Ruritania" is Ruritania.
    realms: frozenset[str]

    @classmethod
    def of(cls, annotated: Annotated, gazetteer: Gazetteer) -> Page:
        """Look the known names up once and index them by token."""
        doc = annotated.parse
        words = tuple(t.text for t in doc)
        sorts = wordlists.name_words()
        by_sort = {s: frozenset(w for w, of in sorts.items() if of == s) for s in set(sorts.values())}
        matches = _names_only(doc, gazetteer, words)
        taken = frozenset(i for m in matches for i in range(m.start, m.end))
        no_surname = by_sort.get("never", frozenset()) | by_sort.get("suffix", frozenset())
        matches = tuple(
            m for m in matches if not _given_name(doc, m, taken, no_surname) and not _namesake(doc, m, taken)
        )
        cover: list[Match | None] = [None] * len(words)
        for match in matches:
            for i in range(match.start, match.end):
                cover[i] = match
        heading = [False] * len(words)
        for sentence in annotated.sentences:
            if sentence.heading:
                heading[sentence.first : sentence.last] = [True] * (sentence.last - sentence.first)
        _mark_title_case(annotated, words, heading)
        return cls(
            annotated=annotated,
            doc=doc,
            gazetteer=gazetteer,
            words=words,
            lower=tuple(w.lower().replace("’", "'") if "’" in w else w.lower() for w in words),
            matches=matches,
            match_at=tuple(cover),
            heading=tuple(heading),
            small=frozenset(w for w in words if w.islower()),
            never=by_sort.get("never", frozenset()) | by_sort.get("realm", frozenset()),
            particles=by_sort.get("particle", frozenset()),
            suffixes=by_sort.get("suffix", frozenset()),
            initials=by_sort.get("initials", frozenset()),
            realms=by_sort.get("realm", frozenset()),
        )

    def capital(self, i: int) -> bool:
        """A word that begins with a capital letter."""
        return self.words[i][:1].isupper()

    def opens(self, i: int) -> bool:
        """The first word of its sentence, quotation marks aside: its capital proves nothing."""
        first = self.annotated.sentence(i).first
        while first < i and (self.words[first] in QUOTES or not self.words[first][:1].isalnum()):
            first += 1
        return i == first or (i > 0 and self.words[i - 1] in QUOTES | {":", "•", "*"})

    def namelike(self, i: int) -> bool:
        """A capitalised word that may belong to a name, from its class, place and use elsewhere."""
        if not self.capital(i):
            return False
        token = self.doc[i]
        if token.pos_ in FUNCTION_POS and not (self.words[i].isupper() and len(self.words[i]) > 1):
            return False
        if self.match_at[i] is not None:
            return True
        if self.heading[i] and self.lower[i] in self.small:
            return False
        if token.pos_ in {"VERB", "ADV", "AUX"} and (self.opens(i) or self.heading[i]):
            return False
        if self.opens(i) and token.pos_ != "PROPN" and (self.lower[i] in self.small or token.is_stop):
            return False
        return not (self.heading[i] and token.pos_ in {"VERB", "AUX", "ADV"})

    def short_thing(self, i: int) -> bool:
        """ "AI", "UAVs": initials of a thing that is nobody."""
        return self.lower[i] in self.initials and self.words[i].rstrip("s").isupper()

    def hyphen_tail(self, i: int) -> bool:
        """The small second half of a given name: "ho" in "Kim Jae-ho"."""
        return (
            i > 1
            and self.words[i].isalpha()
            and self.words[i].islower()
            and self.words[i - 1] == "-"
            and self.words[i - 2].istitle()
            and not self.doc[i - 2].whitespace_
            and not self.doc[i - 1].whitespace_
        )

    def compound_tail(self, i: int) -> bool:
        """ "operative" in "Co-operative Federation": a small word that a hyphen ties to a capital."""
        return (
            1 < i < len(self.words)
            and self.words[i].islower()
            and self.words[i - 1] in HYPHENS
            and not self.doc[i - 1].whitespace_
            and self.capital(i - 2)
            and not self.doc[i - 2].whitespace_
            and self.match_at[i - 2] is None
            and not self.opens(i - 2)
        )

    def hyphen_next(self, i: int) -> bool:
        """The first half of a compound: "Co" in "Co-operation" heads nothing."""
        glued = i + 1 < len(self.words) and self.words[i + 1] in HYPHENS
        return glued and not self.doc[i].whitespace_ and not self.doc[i + 1].whitespace_

    def date_word(self, i: int) -> bool:
        """A month, a weekday or another word that no name goes on with."""
        return self.lower[i] in self.never and self.doc[i].ent_type_ == "DATE"

    def known(self, i: int, *kinds: str) -> Entry | None:
        """The first entry of the known name that covers token i, if it has one of these kinds."""
        match = self.match_at[i]
        if match is None:
            return None
        entry = match.entries[0]
        return entry if not kinds or entry.kind in kinds else None

    def demonym(self, i: int) -> Entry | None:
        """The state whose adjective or people token i is part of."""
        match = self.match_at[i]
        return match.entries[0] if match is not None and match.how in {"demonym", "people"} else None

    def metonym(self, i: int) -> bool:
        """A seat of government, which here may be just a town."""
        match = self.match_at[i]
        return match is not None and match.how == "metonym"

    def mention(self, first: int, last: int, kind: Kind, found_by: str, **more: Any) -> Mention:
        """A mention of tokens first … last (exclusive)."""
        span = self.doc[first:last]
        fields: dict[str, Any] = {
            "start": span.start_char,
            "end": span.end_char,
            "text": span.text,
            "head": span.root.i,
            **more,
        }
        return Mention(first=first, last=last, kind=kind, found_by=found_by, **fields)

    def token(self, i: int) -> Token:
        return self.doc[i]
