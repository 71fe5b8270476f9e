"""Names that the parser's own tagger finds, trimmed and cut to the names that they are."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions_cut import pieces
from kg.extract.mentions_known import COMPOUND
from kg.extract.mentions_page import FUNCTION_POS, GROUND, HYPHENS, QUOTES, Page
from kg.knowledge import wordlists
from kg.model.cast import Mention
from kg.model.vocabulary import Kind

#: What the parser's labels mean here; labels that are absent name nothing that we list.
LABELS = {
    "PERSON": Kind.PERSON,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
    "FAC": Kind.PLACE,
    "ORG": Kind.ORGANIZATION,
    "EVENT": Kind.EVENT,
    "LAW": Kind.AGREEMENT,
}


def tagged_names(page: Page) -> Iterator[Mention]:
    """The parser's named entities, trimmed to the name; states and the like come from the gazetteer."""
    for span in page.doc.ents:
        kind = LABELS.get(span.label_)
        if kind is None:
            continue
        if kind is Kind.PERSON:
            yield from _tagged(page, span.start, span.end, kind)
        else:
            for first, last in pieces(page, span.start, span.end):
                yield from _tagged(page, first, last, kind)
    yield from _peoples(page)


def _tagged(page: Page, first: int, last: int, kind: Kind) -> Iterator[Mention]:
    """The name in a stretch that the tagger labelled, or nothing where it is none."""
    trimmed = trim(page, first, last, person=kind is Kind.PERSON)
    if trimmed is None:
        return
    first, last = trimmed
    if last - first == 1 and page.short_thing(first):
        return
    kind = _by_place(page, first, last, kind)
    if kind is Kind.GROUP:
        yield page.mention(first, last, kind, "ner")
        return
    if kind is Kind.PERSON and last - first == 1 and _capitals(page, first):
        kind = Kind.ORGANIZATION
    elif kind is not Kind.PERSON:
        first, last = _name_edges(page, first, last)
        if first >= last or _titled(page, first, last):
            return
        if _has_role_after(page, first, last):
            kind = Kind.PERSON
    if kind is Kind.PERSON:
        if not plausible_person(page, first, last):
            return
    elif not _plausible_name(page, first, last, kind):
        return
    elif kind in {Kind.ORGANIZATION, Kind.PLACE}:
        kind = _by_head(page, first, last, kind)
    yield page.mention(first, last, kind, "ner")


#: Last words that make a post of a name: "PG&E President".
_POSTS = frozenset(
    {"president", "ceo", "chairman", "chairwoman", "minister", "ambassador", "secretary", "director"}
    | {"spokesman", "spokeswoman", "spokesperson", "professor", "senator", "governor", "commissioner"}
)
#: Particles that tie a further name to a personal name.
_JOINING = frozenset(
    {"do", "da", "dos", "das", "de", "del", "della", "di", "van", "von", "der", "bin", "ibn"}
)
#: "Gazans", "Londoners": who lives there, not the place.
_DWELLERS = ("ans", "ians", "ers", "ites", "nese", "mese")
#: What is done to towns and not to people or bodies.
_TOWN_VERBS = frozenset({"shell", "bombard", "besiege", "liberate", "storm", "occupy", "evacuate", "invade"})
#: With these, "in X" is no place: "invest in Zendagas".
_INTO = frozenset(
    {"invest", "investment", "stake", "share", "interest", "confidence", "trust", "believe", "membership"}
    | {"participate", "participation", "role", "involve", "part", "majority", "seat", "faith"}
)


def _by_place(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """What the words around a tagged name make of it: a place, or the people of one."""
    if kind is Kind.PLACE:
        people = page.doc[last - 1].tag_ in {"NNPS", "NNS"} or page.lower[last - 1].endswith("ese")
        dwellers = people and page.lower[last - 1].endswith(_DWELLERS) and page.match_at[last - 1] is None
        return Kind.GROUP if dwellers and len(page.words[last - 1]) > 5 else kind
    if kind not in {Kind.PERSON, Kind.ORGANIZATION} or page.known(first, "Person"):
        return kind
    root = page.doc[first:last].root
    if kind is Kind.PERSON and root.dep_ == "dobj" and root.head.lemma_ in _TOWN_VERBS:
        return Kind.PLACE
    return Kind.PLACE if _stands_where(page, first, last, kind) else kind


def _stands_where(page: Page, first: int, last: int, kind: Kind) -> bool:
    """ "in Tin Hau": what the tagger takes for a person or body stands where places stand."""
    if first == 0 or last - first > 3 or (last < len(page.words) and page.lower[last] in {"'s", "’s", "'"}):
        return False
    before = page.doc[first - 1]
    if before.lower_ not in {"in", "near", "at", "around", "outside"}:
        return False
    if kind is Kind.PERSON:
        return before.pos_ == "ADP" or before.lower_ == "near"
    plain = all(w.istitle() and w.isalpha() for w in page.words[first:last])
    return (
        before.lower_ in {"in", "near"}
        and last - first < 3
        and plain
        and not any(page.match_at[i] for i in range(first, last))
        and wordlists.name_heads().ending(page.lower, last - 1) is None
        and page.lower[last - 1] not in wordlists.common_words()
        and before.head.lemma_ not in _INTO
        and before.head.pos_ in {"VERB", "AUX", "NOUN", "PROPN"}
    )


def _capitals(page: Page, i: int) -> bool:
    """An acronym, which is no person's name: "OIR"."""
    word = page.words[i]
    return 2 < len(word) < 8 and word.isupper() and word.isalpha() and not page.heading[i]


def _name_edges(page: Page, first: int, last: int) -> tuple[int, int]:
    """Without a known owner before ("the Council's Panel …") and without small words behind."""
    for i in range(last - 2, first, -1):
        if page.doc[i].tag_ == "POS" and page.match_at[i - 1] is not None:
            first = i + 1
            break
    while last > first and not (
        page.capital(last - 1) or page.words[last - 1][:1].isdigit() or page.words[last - 1] == "."
    ):
        last -= 1
    while first < last and not page.capital(first):
        first += 1
    return first, last


def _titled(page: Page, first: int, last: int) -> bool:
    """ "King Rudolf II" is left to the finder of titled people, whatever the tagger says of it."""
    found = wordlists.roles().at(page.lower, first)
    return (
        found is not None
        and found[0] < last
        and found[1]["sort"] in {"office", "rank", "address"}
        and (page.doc[found[0]].pos_ == "PROPN" and not wordlists.name_heads().get(page.words[last - 1]))
        and last - found[0] <= 3
        and all(page.capital(k) for k in range(first, last))
    )


def _has_role_after(page: Page, first: int, last: int) -> bool:
    """ "Karl Korvel, the government commissioner": two capitals and a post behind the comma are a person."""
    if last - first not in {2, 3} or last + 1 >= len(page.words) or page.words[last] != ",":
        return False
    if any(
        page.match_at[i] is not None or wordlists.name_heads().get(page.words[i]) for i in range(first, last)
    ):
        return False
    i = last + 1
    while i < len(page.words) and page.lower[i] in {"the", "a", "an", "then"}:
        i += 1
    for k in range(i, min(i + 5, len(page.words))):
        found = wordlists.roles().at(page.lower, k)
        if found is not None:
            return found[1]["sort"] in {"office", "post", "work"}
        if page.doc[k].pos_ not in {"ADJ", "NOUN", "PROPN"}:
            return False
    return False


def _by_head(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """What the head noun of a tagged name says that it is, where the lexicon knows the noun."""
    heads = wordlists.name_heads()
    found = heads.ending(page.lower, last - 1)
    if found is None:  # "Bank of Ruritania": the head before the first "of"
        links = [i for i in range(first + 1, last) if page.lower[i] in {"of", "for"}]
        found = heads.ending(page.lower, links[0] - 1) if links else None
    if (
        found is None
        or found[0] < first
        or (kind is Kind.PLACE and found[1]["kind"] not in {"Place", "Region", "State"})
    ):
        return kind
    return Kind(found[1]["kind"])


def _peoples(page: Page) -> Iterator[Mention]:
    """Peoples and movements that the tagger knows and the gazetteer does not, as groups: "the Kurds"."""
    for span in page.doc.ents:
        if (
            span.label_ != "NORP"
            or span.root.tag_ not in {"NNPS", "NNS"}
            or page.match_at[span.root.i] is not None
        ):
            continue
        if page.capital(span.root.i):
            yield page.mention(span.root.i, span.root.i + 1, Kind.GROUP, "ner")


def trim(page: Page, first: int, last: int, *, person: bool) -> tuple[int, int] | None:
    """The span without articles, quotation marks, possessive endings and, for people, without titles."""
    for i in range(first, last):
        if "\n" in page.words[i]:
            last = i
            break
    while first < last and (
        page.doc[first].pos_ in FUNCTION_POS
        or page.words[first] in QUOTES
        or page.lower[first] in {"the", "a", "an"}
    ):
        first += 1
    while last > first and (
        page.lower[last - 1] in {"'s", "’s", "'", "s'"}
        or page.words[last - 1] in QUOTES
        or (
            not page.words[last - 1][-1].isalnum()
            and not (_short(page, last - 2) if page.words[last - 1] == "." else "." in page.words[last - 1])
        )
    ):
        last -= 1
    if person:
        first, last = _without_titles(page, first, last)
        first, last = _person_edges(page, first, last)
    return (first, last) if first < last and page.capital(first) else None


def _short(page: Page, i: int) -> bool:
    """A word that a full stop may belong to: "Inc .", "Jr ."."""
    return len(page.words[i]) < 5 or page.lower[i] in page.suffixes


def _without_titles(page: Page, first: int, last: int) -> tuple[int, int]:
    moved = True
    while moved and first < last:
        moved = False
        found = wordlists.roles().at(page.lower, first)
        if found and found[0] < last:
            first, moved = found[0], True
        elif page.known(first, "State", "Region", "Institution", "GovernmentBody", "Party"):
            match = page.match_at[first]
            if match is not None and match.end < last and match.start >= first:
                first, moved = match.end, True
        elif page.lower[first] in {"former", "then", "late", "-", "of", "the", "acting", "deputy", "and"}:
            first, moved = first + 1, True
    return first, last


def _person_edges(page: Page, first: int, last: int) -> tuple[int, int]:
    """Without a compound of states behind, an acronym before or a particle at the end; with ", Jr."."""
    for i in range(first + 1, last):
        if COMPOUND.search(page.words[i]) and page.match_at[i] is None and _has_ground(page, page.words[i]):
            last = i
            break
    if (
        last - first > 2
        and page.words[first].isupper()
        and len(page.words[first]) > 2
        and "." not in page.words[first]
    ):
        first += 1
    while last > first and page.lower[last - 1] in page.particles:
        last -= 1
    while _goes_on(page, last):
        last += 2
    if last + 1 < len(page.words) and page.words[last] == "," and page.lower[last + 1] in page.suffixes:
        last += 2
    return first, last


def _goes_on(page: Page, last: int) -> bool:
    """ "Diogo Freitas" + "do Amaral": a particle and a further name behind what was tagged."""
    return (
        last + 1 < len(page.words)
        and page.lower[last] in _JOINING
        and page.words[last].islower()
        and page.capital(last + 1)
        and page.doc[last + 1].pos_ == "PROPN"
        and page.doc[last + 1].ent_type_ in {"PERSON", ""}
        and page.match_at[last + 1] is None
    )


def _has_ground(page: Page, word: str) -> bool:
    return any(page.gazetteer.find([piece, "-"]) for piece in COMPOUND.split(word) if piece)


def plausible_person(page: Page, first: int, last: int) -> bool:
    """Capitals throughout, particles aside; no known other thing, no everyday word."""
    if last - first > 6:
        return False
    for i in range(first, last):
        word = page.lower[i]
        if word in page.never or any(c.isdigit() for c in word):
            return False
        inner = page.words[i] in HYPHENS | {"’", "'", ".", ","}
        if not page.capital(i) and word not in page.particles and not inner and not page.hyphen_tail(i):
            return False
        if not word[:1].isalpha() and not inner:
            return False
        if word in page.suffixes and i == first:
            return False
        entry = page.known(i)
        match = page.match_at[i]
        if entry is not None and entry.kind != "Person" and match is not None:
            if match.start <= first and match.end >= last:
                return False
            if (match.how in {"demonym", "people", "acronym"} and last - first < 3) or COMPOUND.search(
                page.words[i]
            ):
                return False
        if (
            i == last - 1
            and last - first > 1
            and (wordlists.name_heads().get(page.words[i]) or word in _POSTS)
        ):
            return False
    if last - first == 1:
        token = page.doc[first]
        if token.pos_ != "PROPN" or page.lower[first] in page.small or len(token.text) < 2:
            return False
        if wordlists.name_heads().get(page.words[first]) or (first and page.doc[first - 1].pos_ == "DET"):
            return False
        if page.opens(first) and (page.heading[first] or token.tag_ == "NNPS"):
            return False  # "Cranes were used"
    return not (page.heading[first] and all(page.words[i].isupper() for i in range(first, last)))


def _plausible_name(page: Page, first: int, last: int, kind: Kind) -> bool:
    """Not a bare common word, not a role, not only a number."""
    words = range(first, last)
    if all(page.lower[i] in page.never | page.small or not page.words[i].isalpha() for i in words):
        return False
    if len(words) > 1 and all(page.known(i, *GROUND) or page.words[i] in HYPHENS for i in words):
        return False  # "Ruritania-Borduria": two names
    if not any(page.capital(i) and page.doc[i].pos_ in {"PROPN", "NOUN", "ADJ"} for i in words):
        return False
    table = wordlists.roles()
    if table.ending(page.lower, last - 1) or page.lower[first] in page.suffixes:
        return False
    final = page.lower[last - 1]
    if final in {"states", "countries", "nations", "governments"}:
        return False  # "Founder States"
    if final == "state" and page.demonym(first) is not None:
        return False  # "the Soviet State"
    if wordlists.group_heads().get(final) or (final.endswith("s") and table.get(final[:-1])):
        return False  # "Consulate General Officials", "United Nations Ambassadors"
    if page.doc[first].tag_ in {"NNS", "NNPS"} and first + 1 < last and page.lower[first + 1] == "of":
        return False  # "Presidents of Mongolia", "Governments of India"
    if last - first == 1:
        if page.doc[first].pos_ != "PROPN" or wordlists.name_heads().get(page.words[first]):
            return False
        if page.lower[first] in page.never or (page.opens(first) and page.lower[first] in page.small):
            return False
        many = page.doc[first].tag_ in {"NNPS", "NNS"} and page.opens(first)
        if many and page.doc[first].lemma_.lower() in wordlists.common_words():
            return False  # "Households were asked to"
    if page.heading[first]:
        return kind in {Kind.PLACE, Kind.PERSON} and not page.opens(first)
    return True
