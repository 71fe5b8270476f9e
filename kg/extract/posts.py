"""Posts that people hold, as the text gives them: title, person, body or state.

"President Anna Korvel of Ruritania", "Anna Korvel, director of the Zenda Institute", "was appointed
ambassador": holdsPositionAt. "Anna Korvel, who heads the Zenda Institute": leads. One proposition a
person, title and body, at the first place that says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.modality import modality
from kg.extract.posts_holder import held
from kg.extract.posts_lists import shared
from kg.extract.posts_owner import fallback, known_owner, owner_of
from kg.extract.posts_rule import GOVERNMENT, rules
from kg.extract.posts_titles import cut_title, no_tie, no_title, tenable, tie_of
from kg.knowledge import frames
from kg.knowledge.wordlists import Line, cut, post_verbs, roles
from kg.model.cast import Cast, Figure, Mention
from kg.model.relations import Relation
from kg.model.vocabulary import BODIES, ClaimKind, Kind, Modality, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Sorts of roles that are posts; forms of address and callings are not.
_POSTS = frozenset({"office", "post", "work", "rank"})
#: Characters between a name and the title beside it: ", the ", ", then ".
_GAP = 12
#: Characters between holder and title within which the evidence takes in both.
_FAR = 160
#: Lists of data/lexicon/grammar.jsonl whose words before or in a title make a flag.
_FLAGS = {"post_over": "former", "post_acting": "acting", "post_coming": "designate"}
#: Behind them stands whose a post is, or for what.
_INTO = frozenset({"of", "for", "to", "at", "in", "from", "with"})
_OWNING = re.compile(r"^['’]s?\s+")


def posts(annotated: Annotated, cast: Cast) -> list[Proposition]:
    """Every post and leadership that the text states, in text order.

    One proposition a person and post, at its fullest wording: the one that names the body, outside headings,
    with the longer name.
    """
    found: dict[tuple[str, str, str], Proposition] = {}
    for proposition in (
        *_titles(annotated, cast),
        *_lists(annotated, cast),
        *_predicates(annotated, cast),
        *_role_mentions(annotated, cast),
        *_reigning(annotated, cast),
        *_leaders(annotated, cast),
        *rules(annotated, cast),
    ):
        thing = proposition.objects[0].key if proposition.objects else ""
        holder = cast.figures[proposition.subjects[0].key]
        if proposition.title and cut(proposition.title) == cut(holder.name):
            continue  # whoever is known by the title alone: "the Chair of the League"
        role = (
            annotated.text[slice(*proposition.trigger)].casefold()
            if proposition.title
            else proposition.relation
        )
        key = (proposition.subjects[0].key, role, thing)
        if key not in found or _fullness(annotated, proposition) > _fullness(annotated, found[key]):
            found[key] = proposition
    holders = {key[0] for key, p in found.items() if p.title and p.rule != GOVERNMENT}
    kept = [
        p
        for key, p in found.items()
        if not _said_better(found, key) and not (p.rule == GOVERNMENT and key[0] in holders)
    ]
    return sorted(kept, key=lambda p: (p.trigger, p.subjects[0].key))


def _fullness(annotated: Annotated, proposition: Proposition) -> tuple[bool, bool, int, int]:
    """What makes one wording better than another; the earlier of two equals."""
    name = proposition.subjects[0].mention
    heading = annotated.sentence(proposition.trigger_token).heading
    named = any(r.mention for r in proposition.objects)
    return not heading, named, (name.last - name.first if name else 0), -proposition.trigger[0]


def _said_better(found: dict[tuple[str, str, str], Proposition], key: tuple[str, str, str]) -> bool:
    """A shorter form of a post that stands elsewhere: "Minister" after "Minister of Trade"."""
    subject, role, thing = key
    if found[key].relation is not Relation.HOLDS_POSITION_AT:
        return False
    for other, p in found.items():
        if other == key or other[0] != subject or p.relation is not Relation.HOLDS_POSITION_AT:
            continue
        same = (p.title or "").casefold()
        if other[2] == thing and role in same and len(role) < len(other[1]):
            return True
        if not thing and other[2] and (role == other[1] or role in same):
            return True
    return False


def _titles(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Titles that stand beside a name."""
    text = annotated.text
    for mention in cast.mentions:
        if mention.kind is not Kind.PERSON or not mention.title or mention.resolution is Resolution.TITLE:
            continue
        figures = cast.figures_of(mention)
        if len(figures) != 1:
            continue
        at = text.rfind(mention.title, max(0, mention.start - len(mention.title) - _GAP), mention.start)
        rule = "prenominal"
        if at < 0:
            at = text.find(mention.title, mention.end, mention.end + len(mention.title) + _GAP)
            rule = "apposition"
        if at < 0 or (rule == "apposition" and _of_next(annotated, cast, at + len(mention.title))):
            continue
        span = (at, at + len(mention.title))
        if rule == "prenominal":
            span = _joined(annotated, span)
        made = _post(annotated, cast, figures[0], span, mention, rule)
        if made is not None:
            yield made


def _of_next(annotated: Annotated, cast: Cast, end: int) -> bool:
    """ "Rudolf Sapt, former President Anna Korvel and …": the title is that of the name right behind it."""
    token = annotated.token_at(end + 1)
    name = cast.covering(token) if token < len(annotated.parse) else None
    return (
        name is not None
        and name.first == token
        and name.kind is Kind.PERSON
        and name.resolution is not Resolution.TITLE
        and annotated.text[end : end + 1] == " "
    )


def _joined(annotated: Annotated, span: tuple[int, int]) -> tuple[int, int]:
    """ "Minister Resident and Consul General Korvel", "Secretary of Justice Korvel": read as one title."""
    doc = annotated.parse
    found = annotated.stretch(*span)
    if found is None or found.start < 2 or doc[found.start - 1].lower_ not in {"and", "/", "of"}:
        return span
    words = [t.lower_.replace("’", "'") for t in doc[: found.start - 1]]
    before = roles().ending(words, len(words) - 1)
    if before is None or before[1]["sort"] not in _POSTS or not doc[before[0]].text[:1].isupper():
        return span
    return doc[before[0]].idx, span[1]


def _lists(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Plural titles over several names."""
    for one in shared(annotated, cast):
        person = cast.figures[one.holder.refs[0]]
        owner = one.owner if one.owner and one.owner.key != person.key else None
        title = annotated.parse[one.core : one.core_end]
        line = roles().get(one.title) or {"sort": one.sort}
        owner = owner or known_owner(cast, person, one.title) or fallback(cast, person, one.title, line)
        if one.sort not in _POSTS or not tenable(cast, line, owner, one.title):
            continue
        first = min(title.start_char, one.holder.start)
        made = _proposition(
            person, one.holder, owner, (one.core, one.core_end), (first, one.holder.end), one.title, "list"
        )
        yield replace(made, trigger=(title.start_char, title.end_char), relation=tie_of(line, cast, owner))


def _predicates(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Posts that a verb or "as" ties to a person: "was appointed ambassador", "with X as its chair"."""
    doc = annotated.parse
    for one in held(annotated, cast):
        person = cast.figures[one.holder.refs[0]]
        span = (doc[one.first].idx, doc[one.last - 1].idx + len(doc[one.last - 1]))
        made = _post(annotated, cast, person, span, None, "predicate", (one.core, one.core_end))
        if made is None:
            continue
        around = made.span
        if abs(one.holder.start - span[0]) < _FAR:
            around = (min(around[0], one.holder.start), max(around[1], one.holder.end))
        flags = made.flags or (("former",) if one.over else ())
        yield replace(made, span=around, subjects=(Role(person.key, one.holder),), flags=flags)


def _role_mentions(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Roles predicated of a person where only the cast knows whom, as with "he"."""
    read = {one.core_end - 1: one.holder.refs[0] for one in held(annotated, cast)}
    for mention in cast.mentions:
        if mention.resolution is not Resolution.TITLE or not mention.title:
            continue
        figures = cast.figures_of(mention)
        token = annotated.token(mention.head)
        predicated = token.dep_ in {"attr", "oprd"} or (token.dep_ == "pobj" and token.head.lower_ == "as")
        if len(figures) != 1 or figures[0].kind is not Kind.PERSON or not predicated:
            continue
        if read.get(token.i, figures[0].key) != figures[0].key:
            continue  # the grammar knows better
        made = _post(annotated, cast, figures[0], (mention.start, mention.end), None, "predicate")
        if made is not None:
            yield made


def _reigning(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """ "Queen Elfberga II": the office stands in the name; told where the realm is known."""
    for mention in cast.mentions:
        figures = cast.figures_of(mention)
        if len(figures) != 1 or figures[0].kind is not Kind.PERSON or mention.last - mention.first < 2:
            continue
        line = roles().get(annotated.token(mention.first).lower_)
        if not line or not line.get("national") or mention.resolution is Resolution.TITLE:
            continue
        first = annotated.token(mention.first)
        made = _post(annotated, cast, figures[0], (first.idx, first.idx + len(first)), mention, "prenominal")
        if made is not None and made.objects:
            yield made


def _post(
    annotated: Annotated,
    cast: Cast,
    person: Figure,
    span: tuple[int, int],
    name: Mention | None,
    rule: str,
    known: tuple[int, int] | None = None,
) -> Proposition | None:
    core = _core(annotated, span, known)
    if core is None or (core[2]["sort"] not in _POSTS and not core[2].get("body")):
        return None
    first, last, line = core
    span = cut_title(annotated, span, first)
    owner = owner_of(annotated, cast, person, span, (first, last), line, name)
    doc = annotated.parse
    if not tenable(cast, line, owner, doc[first].text):
        return None
    around = (min(span[0], name.start), max(span[1], name.end)) if name else _clause(doc[last - 1], span)
    title = _OWNING.sub("", " ".join(annotated.text[slice(*span)].split()))
    made = _proposition(person, name, owner, (first, last), around, title, rule)
    trigger = (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
    read = _modality(doc[last - 1]) if rule == "predicate" else made.modality
    return replace(made, trigger=trigger, modality=read, relation=tie_of(line, cast, owner))


def _proposition(
    person: Figure,
    name: Mention | None,
    owner: Role | None,
    core: tuple[int, int],
    around: tuple[int, int],
    title: str,
    rule: str,
) -> Proposition:
    words, lists = cut(title), frames.load()
    shown = {
        flag
        for name, flag in _FLAGS.items()
        if set(words if name == "post_coming" else words[:2]) & lists.list(name)
    }
    flags = tuple(sorted(shown))
    return Proposition(
        kind=ClaimKind.RELATION,
        relation=Relation.HOLDS_POSITION_AT,
        subjects=(Role(person.key, name),),
        objects=(owner,) if owner else (),
        trigger=around,
        trigger_token=core[1] - 1,
        span=around,
        modality=Modality.PLANNED if "designate" in shown else Modality.ACTUAL,
        title=title,
        extractor="posts",
        rule=rule if owner and owner.mention else f"{rule}-implied",
        flags=flags,
    )


def _core(
    annotated: Annotated, span: tuple[int, int], known: tuple[int, int] | None = None
) -> tuple[int, int, Line] | None:
    """Tokens of the role word inside a title, and its line of the lexicon."""
    found = annotated.stretch(*span)
    if found is None:
        return None
    words = [t.lower_.replace("’", "'") for t in found]
    for i in range(known[0] - found.start if known else 0, len(words)):
        hit = roles().at(words, i)
        if hit and annotated.parse[found.start + i].pos_ in {"NOUN", "PROPN", "ADJ"}:
            if no_tie(hit[1]) and _again(words, hit[0]):
                continue  # "the incumbent Bordurian President": the post is told by the word behind
            core = found.start + i, found.start + hit[0]
            return None if no_title(annotated.parse, *core) else (*core, hit[1])
    return None


def _again(words: list[str], first: int) -> bool:
    """Whether another role word stands there before the first preposition."""
    last = next((i for i in range(first, len(words)) if words[i] in _INTO), len(words))
    return any(roles().at(words, i) for i in range(first, last))


def _clause(head: Token, span: tuple[int, int]) -> tuple[int, int]:
    """The subject, verb and role of a predicate."""
    verb = head.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    starts = [
        t.idx for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} for t in c.subtree if t.idx < span[0]
    ]
    return min([*starts[:1], span[0], verb.idx]), max(span[1], verb.idx + len(verb))


def _modality(head: Token) -> Modality:
    """How far the verb that ties a role or a body to its holder commits."""
    return modality(head.head if head.head.pos_ in {"VERB", "AUX"} else head.head.head)


def _leaders(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """ "Anna Korvel, who heads the Zenda Institute"; "the body led by Anna Korvel"."""
    for mention in cast.mentions:
        figures = cast.figures_of(mention)
        if len(figures) != 1 or figures[0].kind is not Kind.PERSON:
            continue
        token = annotated.token(mention.head)
        verb, passive = token.head, False
        if token.dep_ == "pobj" and token.head.dep_ == "agent":
            verb, passive = token.head.head, True
        elif relative := _relative(token):
            verb = relative
        elif token.dep_ != "nsubj":
            continue
        if post_verbs().get(verb.lemma_) != "leads" or verb.pos_ != "VERB":
            continue
        thing = _led(cast, verb, passive)
        if thing is None or thing.key == figures[0].key:
            continue
        low = min(verb.idx, thing.mention.start if thing.mention else verb.idx, mention.start)
        high = max(verb.idx + len(verb), thing.mention.end if thing.mention else 0, mention.end)
        yield Proposition(
            kind=ClaimKind.RELATION,
            relation=Relation.LEADS,
            subjects=(Role(figures[0].key, mention),),
            objects=(thing,),
            trigger=(verb.idx, verb.idx + len(verb)),
            trigger_token=verb.i,
            span=(low, high),
            modality=_verb_modality(verb),
            extractor="posts",
            rule="leads",
        )


def _relative(token: Token) -> Token | None:
    """The verb of "…, who heads …" on a name, if it says that somebody leads something."""
    for child in token.children:
        if child.dep_ == "relcl" and post_verbs().get(child.lemma_) == "leads":
            return child if any(c.dep_ == "nsubj" and c.tag_ == "WP" for c in child.children) else None
    return None


def _verb_modality(verb: Token) -> Modality:
    for child in verb.children:
        if child.dep_ in {"dobj", "agent", "nsubj"}:
            return _modality(child)
    return Modality.ACTUAL


def _led(cast: Cast, verb: Token, passive: bool) -> Role | None:
    """The body that is led: object, object of "over", or what a passive participle qualifies."""
    candidates: list[Token] = []
    if passive:
        candidates = [verb.head] if verb.dep_ in {"acl", "relcl"} else []
        candidates += [c for c in verb.children if c.dep_ == "nsubjpass"]
    else:
        for child in verb.children:
            if child.dep_ == "dobj":
                candidates.append(child)
            elif child.dep_ == "prep" and child.lower_ == "over":
                candidates += [c for c in child.children if c.dep_ == "pobj"]
    for token in candidates:
        mention = cast.covering(token.i)
        if mention is None or len(mention.refs) != 1 or mention.modifier:
            continue
        figure = cast.figures[mention.refs[0]]
        if figure.kind in BODIES | {Kind.PROJECT}:
            return Role(figure.key, mention)
    return None
