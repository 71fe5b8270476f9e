"""States of affairs that a common noun says of a name: "X, a member of Y", "Y members such as X".

The nouns are data (data/lexicon/state_nouns.jsonl): what they tie, and kinds of both ends. This module
finds, for one such noun, whose member or part it is (its things) and who is said to be one (its holders):
by a copula, an apposition, "as a member of", "one of the members of", a list, or a name right beside it.
Persons are left to the posts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.parties import Parties, without
from kg.extract.modality import modality
from kg.knowledge import frames
from kg.knowledge.wordlists import Line, state_nouns
from kg.model.cast import Cast, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind, Modality, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COPULAS = frozenset({"be", "become", "remain", "stay"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_LISTING = frozenset({"include", "comprise"})
_AMONG = frozenset({"including", "like", "as"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_FORMER = frozenset({"former", "ex", "erstwhile", "onetime", "once", "formerly", "previously"})
#: Adjectives before the noun after which nobody is one yet.
_NOT_YET = frozenset({"aspiring", "candidate", "future", "potential", "prospective", "would"})
#: Words of a phrase beside a name: "the NATO alliance's founding member X".
_BETWEEN = frozenset({"'s", "’s", "-", "founding", "permanent", "full", "fellow", "new", "key", "core"})
_OWNED = frozenset({"owned", "run", "controlled"})
_WE = frozenset({"we", "our", "us"})
#: What stands between the noun and the names that it lists: "members, such as", "members: ".
_REACH = 6


def noun_states(cast: Cast, annotated: Annotated, parties: Parties) -> Iterator[Proposition]:
    """Every tie that a noun of the lexicon says, in the order of the text."""
    doc = annotated.parse
    lower = [t.lower_ for t in doc]
    for token in doc:
        if token.pos_ not in _NOUNS or (hit := _entry(lower, token)) is None or _in_name(cast, token):
            continue
        first, line = hit
        if line.get("plural") and token.tag_ not in {"NNS", "NNPS"}:
            continue
        if "non" in lower[max(0, first - 2) : first]:
            continue
        yield from _tie(cast, parties, token, first, line)


def _entry(lower: list[str], token: Token) -> tuple[int, Line] | None:
    start = max(0, token.i - 3)
    for word in dict.fromkeys((token.lemma_.lower(), token.lower_.removesuffix("s"))):
        if found := state_nouns().ending([*lower[start : token.i], word], token.i - start):
            return start + found[0], found[1]
    return None


def _in_name(cast: Cast, token: Token) -> bool:
    """Whether the noun is a word of a proper name; a title that the cast keeps is none."""
    mention = cast.covering(token.i)
    if mention is None or mention.resolution is Resolution.TITLE:
        return False
    return mention.kind is not Kind.GROUP


def _tie(cast: Cast, parties: Parties, noun: Token, first: int, line: Line) -> Iterator[Proposition]:
    things = _fit(parties, _things(cast, parties, noun, first, line), line["things"])
    if not things and not line.get("home"):
        return
    holders, span_to, stated = _holders(cast, parties, noun, first, line)
    things = things or _home(cast, noun, holders)
    if not things:
        return
    holders = without(_fit(parties, _sides(cast, holders), line["holders"]), things)
    names = {cast.figures[r.key].name for r in things}
    holders = tuple(r for r in holders if cast.figures[r.key].name not in names)
    if not holders:
        return
    relation = Relation(line["relation"])
    if noun.lemma_ == "part" and all(parties.kind(h) is Kind.STATE for h in holders):
        # A state is a member of a body, and part of another state.
        bodies = {Kind.INSTITUTION, Kind.ORGANIZATION}
        relation = Relation.MEMBER_OF if parties.kinds(things) <= bodies else relation
    before = {t.lower_ for t in noun.doc[max(0, first - 4) : first]}
    if relation is Relation.BASED_IN and before & _OWNED:
        return  # "the state-owned Ruritanian daily X" tells more
    read = modality(noun) if stated else _accepted(noun)
    if before & _NOT_YET and read is Modality.ACTUAL:
        read = Modality.POSSIBLE
    ends = [r.mention for r in (*holders, *things) if r.mention and abs(r.mention.head - noun.i) < 60]
    low = min([noun.doc[first].idx, *(m.start for m in ends)])
    high = max([noun.idx + len(noun), span_to, *(m.end for m in ends)])
    yield Proposition(
        kind=ClaimKind.RELATION,
        relation=relation,
        subjects=holders,
        objects=things,
        trigger=(noun.doc[first].idx, noun.idx + len(noun)),
        trigger_token=noun.i,
        span=(low, high),
        modality=read,
        extractor="events",
        rule=f"noun:{line['noun']}",
        flags=("former",) if before & _FORMER else (),
    )


def _sides(cast: Cast, holders: tuple[Role, ...]) -> tuple[Role, ...]:
    """ "We are members", says a minister: the minister's state is one."""
    found = []
    for role in holders:
        figure = cast.figures[role.key]
        said = role.mention is None or role.mention.text.lower() in _WE
        ours = figure.kind is Kind.PERSON and said and figure.state in cast.figures
        found.append(Role(str(figure.state), role.mention) if ours else role)
    return tuple(found)


def _accepted(noun: Token) -> Modality:
    """ "X would be admitted as a member" is no member yet; "as a member, X should act" is one."""
    top = _top(noun)
    verb = top.head.head if top.dep_ == "pobj" and top.head.lower_ == "as" else None
    for _ in range(2):
        if verb is not None and verb.pos_ == "VERB":
            if verb.lemma_.lower() in frames.load().list("accepting"):
                return modality(verb)
            verb = verb.head if verb.dep_ == "xcomp" else None
    return Modality.ACTUAL


def _fit(parties: Parties, found: tuple[Role, ...], kinds: list[str]) -> tuple[Role, ...]:
    return tuple(r for r in found if parties.kind(r) in kinds)


# ── whose member, part … it is ───────────────────────────────────────────────────────────────────


def _things(cast: Cast, parties: Parties, noun: Token, first: int, line: Line) -> tuple[Role, ...]:
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in line["preps"] and c.i > noun.i]
    for prep in preps:
        heads = [c for c in prep.children if c.dep_ == "pobj"]
        if found := parties.exact(heads):
            return found
    if preps and preps[0].i == noun.i + 1:
        return ()  # of something that has no name
    if not line.get("beside"):
        return ()
    doc = noun.doc
    i = first
    while i > 0 and first - i < _REACH and _joins(doc[i - 1]):
        over = cast.covering(i - 1)
        if over is not None and over.resolution is not Resolution.TITLE:
            break
        i -= 1
    owner = next((m for m in cast.within(max(0, i - 8), i) if m.last == i and m.refs), None)
    if owner is None or owner.resolution is Resolution.TITLE or owner.found_by == "pronoun":
        return ()
    return tuple(Role(key, owner) for key in owner.refs if key in cast.figures)


def _home(cast: Cast, noun: Token, holders: tuple[Role, ...]) -> tuple[Role, ...]:
    """ "the capital, Tarlenheim": of the state where that town is known to lie, if the text names it."""
    if len(holders) != 1 or any(c.dep_ in {"prep", "poss"} for c in noun.children):
        return ()
    home = cast.figures[holders[0].key].state
    known = home is not None and home in cast.figures and home != holders[0].key
    return (Role(str(home)),) if known else ()


def _joins(token: Token) -> bool:
    """Whether a word may stand between a name and its noun: "Ruritania's largest private oil company"."""
    return (
        token.lower_ in _BETWEEN
        or token.pos_ == "ADJ"
        or (token.pos_ == "NOUN" and token.text.islower() and token.dep_ in {"compound", "nmod"})
    )


# ── who is said to be one ────────────────────────────────────────────────────────────────────────


def _holders(
    cast: Cast, parties: Parties, noun: Token, first: int, line: Line
) -> tuple[tuple[Role, ...], int, bool]:
    """The holders, the character to which their list runs, and whether a verb says so."""
    top = _top(noun)
    many = noun.tag_ in {"NNS", "NNPS"}
    if many and (listed := _listed(parties, noun)):
        return listed, max(r.mention.end for r in listed if r.mention), False
    if said := _predicated(cast, parties, top, first if top is noun else top.i):
        return said, 0, True
    if (
        top.dep_ == "appos"
        and top.head.i < top.i
        and (found := _named_list(parties, top.head, many and top is noun))
        and (len(found) > 1 or not many or top is not noun)
    ):
        return found, 0, False
    if top is noun and (found := _beside(cast, parties, noun, line, many)):
        return found, 0, False
    if top.dep_ == "pobj" and top.head.lower_ == "as" and (found := _as(cast, parties, top.head)):
        return found, 0, False
    apposed = [c for c in noun.children if c.dep_ == "appos" and c.i > noun.i]
    if noun.dep_ in _SUBJECTS:
        # "A founding member of Y, in those years X was …", "X, this year's chair of Y, met …": two subjects.
        comma = noun.left_edge.i > 0 and noun.doc[noun.left_edge.i - 1].text == ","
        twins = [c for c in noun.head.children if c.dep_ in _SUBJECTS and c.i != noun.i]
        apposed += [c for c in twins if c.i > noun.i or (comma and c.right_edge.i + 2 == noun.left_edge.i)]
    found = parties.named(apposed[0]) if apposed else ()
    return found or _opening(cast, noun, first), 0, False


def _top(noun: Token) -> Token:
    """The word that stands for the whole phrase: "one" in "one of the five members"."""
    top = noun
    while top.dep_ == "conj" and top.head.i < top.i and top.head.pos_ == "NOUN":
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ in {"of", "among"}:
        above = top.head.head
        if above.lower_ in {"one", "some", "two", "three", "four", "five", "six", "both"}:
            return above
    if top.dep_ == "pobj" and top.head.lower_ == "among" and top.head.head.lemma_ in _COPULAS:
        return top.head
    return top


def _listed(parties: Parties, noun: Token) -> tuple[Role, ...]:
    """ "members including A and B", "members such as A", "the members include A", "members: A, B"."""
    doc = noun.doc
    for prep in doc[noun.i + 1 : noun.i + 1 + _REACH]:
        if prep.dep_ != "prep" or prep.lower_ not in _AMONG:
            continue
        if prep.lower_ != "as" or prep.nbor(-1).lower_ == "such":
            heads = [c for c in prep.children if c.dep_ == "pobj"]
            if found := parties.exact(heads):
                return found
    if noun.dep_ in _SUBJECTS:
        verb = noun.head
        wanted = {"dobj"} if verb.lemma_ in _LISTING else {"attr"} if verb.lemma_ == "be" else set()
        if found := parties.exact([c for c in verb.children if c.dep_ in wanted]):
            return found
    return parties.exact([c for c in noun.children if c.dep_ == "appos" and c.i > noun.i])


def _predicated(cast: Cast, parties: Parties, top: Token, first: int) -> tuple[Role, ...]:
    """ "X is a member", "X, which remains a member"; also where the parser lost the tie to the copula."""
    verb = top.head
    if top.dep_ not in {"attr", "oprd"} and not (top.dep_ == "prep" and top.lower_ == "among"):
        i = first - 1
        while i > 0 and (top.doc[i].pos_ in {"DET", "ADJ", "ADV"} or top.doc[i].text == "-"):
            i -= 1
        verb = top.doc[max(i, 0)]
        if verb.pos_ not in {"AUX", "VERB"} or first - i > _REACH:
            return ()
    return _subject(cast, parties, verb) if verb.lemma_ in _COPULAS else ()


def _subject(cast: Cast, parties: Parties, verb: Token) -> tuple[Role, ...]:
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in _SUBJECTS:
                relative = child.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl"
                return _exact(cast, parties, verb.head if relative else child, alone=relative)
        if verb.dep_ in {"acl", "relcl"}:
            return _exact(cast, parties, verb.head)
        if verb.dep_ not in {"conj", "xcomp", "advcl"} or verb.head.i == verb.i:
            return ()
        verb = verb.head
    return ()


def _exact(cast: Cast, parties: Parties, token: Token, *, alone: bool = False) -> tuple[Role, ...]:
    """What a word names, with the names joined to it unless `alone`; "British India" is not India."""
    over = next(
        (m for m in cast.within(max(0, token.i - 6), token.i + 1) if m.head == token.i and m.refs), None
    )
    if over is not None and over.last == token.i + 1 and not over.modifier and cast.covering(token.i) != over:
        return tuple(Role(key, over) for key in over.refs if key in cast.figures)
    return parties.named(token) if alone else parties.exact([token])


def _named_list(parties: Parties, head: Token, many: bool) -> tuple[Role, ...]:
    """The name before an apposition; "A and B, members of …" all of them."""
    if many:
        while head.dep_ == "conj" and head.head.i < head.i:
            head = head.head
        return parties.exact([head])
    return parties.named(head)


def _beside(cast: Cast, parties: Parties, noun: Token, line: Line, many: bool) -> tuple[Role, ...]:
    """ "the Y member X", "Y's capital, X", "X, the Y capital"."""
    doc = noun.doc
    if not line.get("beside") or any(c.dep_ == "prep" and c.lower_ in line["preps"] for c in noun.children):
        return ()
    i = noun.i + 1
    if i < len(doc) and doc[i].text == "," and noun.dep_ != "appos":
        i += 1
    after = _starting(cast, doc, i)
    if after is None:
        return ()
    apposed = i == noun.i + 1 or after.last >= len(doc) or doc[after.last].is_punct
    if not apposed:
        return ()
    if many:
        return parties.exact([doc[after.head]])
    return tuple(Role(key, after) for key in after.refs[:1])


def _starting(cast: Cast, doc: Doc, i: int) -> Mention | None:
    if i >= len(doc):
        return None
    return next(
        (
            m
            for m in cast.within(i, min(len(doc), i + 12))
            if m.first == i and m.refs and not m.modifier and m.found_by != "pronoun"
        ),
        None,
    )


def _as(cast: Cast, parties: Parties, prep: Token) -> tuple[Role, ...]:
    """ "as a member of Y, X has …"."""
    above = prep.head
    if above.pos_ in _NOUNS:
        owners = [c for c in above.children if c.dep_ == "poss"]
        return parties.named(above) or (parties.named(owners[0]) if owners else ())
    objects = [c for o in above.children if o.dep_ == "dobj" for c in o.children if c.dep_ == "poss"]
    return _subject(cast, parties, above) or (parties.named(objects[0]) if objects else ())


def _opening(cast: Cast, noun: Token, first: int) -> tuple[Role, ...]:
    """ "A founding member of Y, X sent …": the holder stands behind the comma."""
    doc = noun.doc
    left = noun.left_edge.i
    if not (left == 0 or doc[left - 1].is_punct or doc[left].is_sent_start or doc[left - 1].lower_ == "as"):
        return ()
    right = noun.right_edge.i + 1
    inner = next((i for i in range(first, min(right, len(doc))) if doc[i].text == ","), right)
    if inner >= len(doc) or doc[inner].text != ",":
        return ()
    after = _starting(cast, doc, inner + 1 + (inner + 1 < len(doc) and doc[inner + 1].lower_ == "the"))
    if after is None or doc[after.head].dep_ not in _SUBJECTS | {"poss"}:
        return ()
    return tuple(Role(key, after) for key in after.refs[:1])
