"""Whose post it is: the body or state that a title names, or that the sentence or the known world gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.knowledge import frames, gazetteer
from kg.knowledge.wordlists import Line, cut, reference_words, roles
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import BODIES, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REALMS = frozenset({Kind.STATE, Kind.REGION})
#: Kinds of bodies that are called by the last words of their names.
_CHAMBERS = frozenset({Kind.GOVERNMENT_BODY, Kind.INSTITUTION, Kind.ORGANIZATION})
#: Sentences back in which the mission of an envoy is looked for.
_BACK = 2
#: Tokens before a role word within which the name of its body stands.
_SPAN = 6
#: A report is about one country when it has this share of at least so many mentions of states, and so many
#: times those of the next.
_MOST, _ENOUGH, _FAR_AHEAD = 0.7, 2, 5
#: Tokens that the name of a body may have.
_LONG = 14
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def owner_of(
    annotated: Annotated,
    cast: Cast,
    person: Figure,
    span: tuple[int, int],
    core: tuple[int, int],
    line: Line,
    name: Mention | None = None,
) -> Role | None:
    """The body or state of a post.

    `span` are the characters of the title, `core` the tokens of its role word, `line` its entry in the
    lexicon. First what stands before the role word in the title, then what stands after it or owns it, or
    what a second title of the same person names; then what the person is known to hold it for; for an envoy
    the mission that the sentence names; last what `fallback` finds.
    """
    found = annotated.stretch(*span)
    first, last = (found.start, found.end) if found is not None else core
    head = annotated.token(core[1] - 1)
    for group in _named(annotated, cast, (first, last), core):
        for mention in sorted(group, key=lambda m: (_vague(cast, m), m.first, -m.last)):
            role = _holder_of(cast, mention, person)
            if role is not None:
                return role
    beyond = [
        c for c in head.children if c.dep_ == "prep" and c.i >= last and c.lower_ in {"of", "for", "at", "to"}
    ]
    if beyond and not line.get("body"):
        span_of = beyond[0].i, beyond[-1].right_edge.i + 1
        return _beyond(cast, person, *span_of) or _realm(annotated, cast, *span_of, line)
    if (joined := _joined(cast, person, head)) is not None:
        return joined
    ours = _ours(cast, head) or _by_name(annotated, cast, core) or _after_name(cast, head.doc, name)
    if ours is not None:
        return ours
    title = annotated.parse[core[0] : core[1]].text
    other = _behind_name(annotated, first, core[0])
    return (
        known_owner(cast, person, title)
        or (_mission(annotated, cast, head) if envoy(title) else None)
        or _department(cast, annotated.text[slice(*span)])
        or fallback(cast, person, annotated.text[slice(*span)], line, of_other=other)
        or (None if other else _of_sentence(annotated, cast, core[0], line))
    )


def fallback(cast: Cast, person: Figure, title: str, line: Line, *, of_other: bool = False) -> Role | None:
    """Whose post it is when nothing near it says so.

    `of_other` says that a name which nobody knows stands before the title: then it is no country's.
    The chamber of a senator, when the text names one; the person's own state; and for an office of a state,
    in a report that is about one country, that country.
    """
    own = _own_state(cast, person)
    words = cut(title)
    local = bool(set(words) & frames.load().list("post_local"))
    # A "Minister" without a department is as often the reporting side's own.
    plain = not line.get("national") or (len(words) == 1 and words[0] == "minister")
    if line.get("local"):
        return None
    country = own.key if own else (None if local or plain or of_other else main_state(cast))
    if line.get("body") and not local:
        houses = _chambers(cast, line["body"], country)
        if len(houses) == 1:
            return houses[0]
        if houses and not own:
            return None
    return own or (Role(country) if country and country != person.key else None)


def main_state(cast: Cast) -> str | None:
    """The key of the one state that a report is about; None where two states deal with each other."""
    author = cast.figures.get(cast.author or "")
    if author is not None and author.kind is Kind.STATE:
        return None
    counts = Counter(
        key
        for m in cast.mentions
        if m.found_by != "pronoun"
        for key in m.refs
        if key in cast.figures and cast.figures[key].kind is Kind.STATE
    )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not ranked or ranked[0][1] < _ENOUGH or ranked[0][1] < _MOST * counts.total():
        return None
    return ranked[0][0] if len(ranked) < 2 or ranked[0][1] >= _FAR_AHEAD * ranked[1][1] else None


def _department(cast: Cast, title: str) -> Role | None:
    """The ministry of "the Secretary of Trade" or "the Trade Minister", where the text names just one."""
    words = [w for w in cut(title) if w not in {"the", "of", "for", "and", "state", "-"}]
    heads = {"minister": {"ministry", "department"}, "secretary": {"department", "ministry", "office"}}
    head = next((w for w in words if w in heads), None)
    subject = {w for w in words if w != head}
    if head is None or not subject:
        return None
    found = [
        f
        for f in cast.figures.values()
        if f.kind is Kind.GOVERNMENT_BODY
        and heads[head] & set(cut(f.name))
        and subject <= set(cut(f.name)) | frames.load().list("post_over") | frames.load().list("post_acting")
        and subject & set(cut(f.name))
    ]
    return Role(found[0].key) if len(found) == 1 else None


def _chambers(cast: Cast, names: Sequence[str], country: str | None) -> list[Role]:
    """The chambers of that country that the text names by the first of the names that it has."""
    for name in names:
        found = [
            Role(f.key)
            for f in cast.figures.values()
            if f.kind in {Kind.GOVERNMENT_BODY, Kind.INSTITUTION}
            and _called(f, cut(name))
            and (country is None or f.state in {None, country})
        ]
        if found:
            return found
    return []


def _called(figure: Figure, words: tuple[str, ...]) -> bool:
    """ "Parliament" of "Parliament of Ruritania" or "Ruritanian Parliament"."""
    names = {cut(n) for n in (figure.name, *figure.aliases)}
    return _ends(names, words) or any(n[: len(words) + 1] == (*words, "of") for n in names)


def _realm(annotated: Annotated, cast: Cast, first: int, last: int, line: Line) -> Role | None:
    """The state at the end of "Prime Minister and Minister for Foreign Affairs of Ruritania"."""
    for mention in cast.within(first, last) if line.get("national") else ():
        of = mention.first - 1 - (annotated.parse[mention.first - 1].lower_ == "the")
        figure = cast.figures[mention.refs[0]] if len(mention.refs) == 1 else None
        if figure and figure.kind is Kind.STATE and annotated.parse[of].lower_ == "of":
            return Role(figure.key, mention)
    return None


def _joined(cast: Cast, person: Figure, head: Token) -> Role | None:
    """ "chair and spokesperson for the Zenda Institute": both are the institute's."""
    for other in head.conjuncts:
        if other.i <= head.i or other.pos_ not in {"NOUN", "PROPN"}:
            continue
        last = other.right_edge.i + 1
        if roles().at([t.lower_ for t in head.doc[other.i : last]], 0) is None:
            continue
        for mention in cast.within(other.i + 1, last):
            word = head.doc[mention.first - 1 - (head.doc[mention.first - 1].lower_ == "the")].lower_
            figure = cast.figures[mention.refs[0]] if len(mention.refs) == 1 else None
            if figure and figure.kind in BODIES and word in {"of", "for", "at"} and figure.key != person.key:
                return Role(figure.key, mention)
    return None


def _by_name(annotated: Annotated, cast: Cast, core: tuple[int, int]) -> Role | None:
    """ "Sea-Eye spokesperson": a body that the text names elsewhere, by the capitals before the role word.

    Also by a part of its name, where only one has it: "Liberal leader" of the Liberal Party, "Assembly
    president" of the Ruritanian Assembly.
    """
    doc = annotated.parse
    i = core[0]
    while i > 0 and (doc[i - 1].text[:1].isupper() or doc[i - 1].text in {"-", "&"}) and core[0] - i < _SPAN:
        i -= 1
    if i == core[0]:
        return None
    party = doc[core[0] : core[1]].text.lower().startswith("party")
    bodies = [(f, {cut(n) for n in (f.name, *f.aliases)}) for f in cast.figures.values() if f.kind in BODIES]
    while i < core[0]:
        words = cut(doc[i : core[0]].text)
        for figure, names in bodies:
            if words in names and not party:
                return Role(figure.key)
        whole = [f for f, names in bodies if f.kind is Kind.PARTY and (*words, "party") in names]
        if not whole and not party:
            whole = [f for f, names in bodies if f.kind in _CHAMBERS and _ends(names, words)]
        if len(whole) == 1:
            return Role(whole[0].key)
        i += 1
    return None


def _ends(names: set[tuple[str, ...]], words: tuple[str, ...]) -> bool:
    return any(name[-len(words) :] == words for name in names)


def _behind_name(annotated: Annotated, first: int, core: int) -> bool:
    """ "Zendapost president Anna Korvel", "the Union (ZU) president": somebody else's than the state's."""
    if any(t.is_upper and len(t) > 1 for t in annotated.parse[first:core]):
        return True
    before = annotated.parse[first - 1] if first else None
    return before is not None and (
        before.text == ")" or (before.pos_ == "PROPN" and before.text[:1].isupper())
    )


def _after_name(cast: Cast, doc: Doc, name: Mention | None) -> Role | None:
    """ "Director Anna Korvel of the Zenda Institute": the body or place right behind the name."""
    if name is None or name.last + 1 >= len(doc) or doc[name.last].lower_ not in {"of", "from", "at"}:
        return None
    start = name.last + 1 + (doc[name.last + 1].lower_ == "the")
    # The longest name that begins there: not the town in "the Klow Institute".
    found = [m for m in cast.within(start - 1, min(len(doc), start + _LONG)) if start - 1 <= m.first <= start]
    found = [m for m in found if len(m.refs) == 1 and not m.modifier and m.first > name.last]
    for mention in sorted(found, key=lambda m: (-m.last, m.first))[:1]:
        kind = cast.figures[mention.refs[0]].kind
        if kind in BODIES or kind is Kind.PLACE:
            return Role(mention.refs[0], mention)
    return None


def _of_sentence(annotated: Annotated, cast: Cast, core: int, line: Line) -> Role | None:
    """ "In Klow, Governor Anna Korvel …": the one country, or town for a local office, named before it there.

    None where the sentence names two, and in a state's own speech, whose ministers are its own.
    """
    author = cast.figures.get(cast.author or "")
    local = bool(line.get("local"))
    if not (line.get("national") or local) or (author is not None and author.kind is Kind.STATE):
        return None
    place = annotated.sentences[annotated.sentence_of[core]]
    wanted = {Kind.PLACE} if local else {Kind.STATE}
    found = {
        m.refs[0]: m
        for m in cast.within(place.first, core)
        if len(m.refs) == 1 and m.found_by != "pronoun" and cast.figures[m.refs[0]].kind in wanted
    }
    if local:
        found = {key: m for key, m in found.items() if annotated.token(m.head).dep_ in {"pobj", "appos"}}
    return Role(next(iter(found)), next(iter(found.values()))) if len(found) == 1 else None


def _ours(cast: Cast, head: Token) -> Role | None:
    """ "my Foreign Minister, Anna Korvel", in a state's own speech."""
    author = cast.figures.get(cast.author or "")
    if author is None or author.kind is not Kind.STATE:
        return None
    owned = any(c.lower_ in {"our", "my"} for c in head.children if c.dep_ == "poss")
    return Role(author.key) if owned else None


def _named(
    annotated: Annotated, cast: Cast, title: tuple[int, int], core: tuple[int, int]
) -> Iterator[list[Mention]]:
    first, last = title
    single = [m for m in cast.within(max(0, first - 6), last) if len(m.refs) == 1]
    inside = [m for m in single if m.first >= first and m.found_by != "pronoun"]
    yield [m for m in inside if m.last <= core[0]]
    doc = annotated.parse
    # "the incumbent Bordurian | President"
    owning = [m for m in single if m.last == first and (m.modifier or doc[first].lower_ in _POSSESSIVE)]
    owning += [
        m
        for m in single
        if m.first < first and m.last in {first, first - 1} and annotated.token(m.head).dep_ == "poss"
    ]
    # "the League of Strelsau (LOS) head": the short form in brackets.
    if first > 1 and doc[first - 1].text == ")":
        owning += [m for m in single if m.last == first - 1 and doc[m.first - 1].text == "("]
    # "Sea-Eye spokesperson": the title begins inside the name of the body.
    owning += [m for m in single if m.first < first < m.last <= core[0]]
    yield [m for m in inside if m.first >= core[1]]
    yield owning


def _vague(cast: Cast, mention: Mention) -> bool:
    """A region or town is whose post it is only where no body is named: "a historian of X at Y"."""
    return cast.figures[mention.refs[0]].kind in {Kind.REGION, Kind.PLACE}


def _holder_of(cast: Cast, mention: Mention, person: Figure) -> Role | None:
    figure = cast.figures[mention.refs[0]]
    if figure.key == person.key:
        return None
    if figure.kind in BODIES or figure.kind is Kind.PLACE:
        return Role(figure.key, mention)
    # "the president's spokesperson": whoever serves a person serves that person's state.
    if figure.kind is Kind.PERSON:
        return _own_state(cast, figure)
    return None


def known_owner(cast: Cast, person: Figure, title: str) -> Role | None:
    """The body or state for which the gazetteer knows the person to have held a post of this title."""
    entry = gazetteer.load().get(person.gazetteer) if person.gazetteer else None
    if entry is None:
        return None
    words = set(cut(title))
    for post in entry.posts:
        if words <= set(cut(post.title)):
            for key in (post.body, post.state):
                if key and key in cast.figures and key != person.key:
                    return Role(key)
    return None


def _own_state(cast: Cast, person: Figure) -> Role | None:
    if person.state and person.state in cast.figures and person.state != person.key:
        return Role(person.state)
    return None


def envoy(title: str) -> bool:
    """Whether a title is one of a diplomat sent to a capital.

    >>> envoy("Chargé d'Affaires"), envoy("Trade Minister")
    (True, False)
    """
    line = roles().get(title.replace("’", "'"))
    return bool(line and line.get("envoy"))


def _mission(annotated: Annotated, cast: Cast, head: Token) -> Role | None:
    """The embassy, legation or consulate that the sentence names, else the one named just before it.

    Where a state appoints or receives the envoy in so many words, it is that state's.
    """
    verb = head
    for _ in range(6):
        if verb.pos_ == "VERB" or verb.head.i == verb.i:
            break
        verb = verb.head
    here = annotated.sentence_of[head.i]
    for child in verb.children:
        if child.dep_ == "nsubj" and verb.pos_ == "VERB":
            mention = cast.covering(child.i)
            figure = cast.figures[mention.refs[0]] if mention and len(mention.refs) == 1 else None
            if mention and figure and figure.kind is Kind.STATE:
                return Role(figure.key, mention)
    for back in range(_BACK + 1):
        if here - back < 0:
            break
        stretch = annotated.stretch(
            annotated.sentences[here - back].start, annotated.sentences[here - back].end
        )
        if stretch is not None and (found := _nearest(cast, cast.within(stretch.start, stretch.end), head)):
            return Role(found.refs[0], found if back == 0 else None)
    return None


def _nearest(cast: Cast, mentions: Iterable[Mention], head: Token) -> Mention | None:
    missions = [
        m
        for m in mentions
        if len(m.refs) == 1
        and cast.figures[m.refs[0]].kind in BODIES
        and reference_words("mission") & {*cut(m.text), *cut(cast.figures[m.refs[0]].name)}
    ]
    return min(missions, key=lambda m: (abs(m.head - head.i), m.first), default=None)


def _beyond(cast: Cast, person: Figure, first: int, last: int) -> Role | None:
    """ "the chair of a program on Borduria at the Zenda Institute": the body that a longer phrase ends in.

    None when it names no body: then the post is not known to be the state's.
    """
    for mention in cast.within(first, last):
        figure = cast.figures[mention.refs[0]] if len(mention.refs) == 1 else None
        if figure and figure.kind in BODIES - _REALMS and figure.key != person.key:
            return Role(figure.key, mention)
    return None
