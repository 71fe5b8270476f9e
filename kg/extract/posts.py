"""Posts that people hold, as the text gives them: title, person, body or state.

"President Anna Korvel of Ruritania", "Anna Korvel, director of the Zenda Institute", "was appointed
ambassador": holdsPositionAt. "Anna Korvel, who heads the Zenda Institute": leads. One proposition a
person, title and body, at the first place that says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.knowledge.wordlists import cut, post_verbs, roles
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


def posts(annotated: Annotated, cast: Cast) -> list[Proposition]:
    """Every post and leadership that the text states, in text order."""
    found: dict[tuple[str, str, str], Proposition] = {}
    for proposition in (
        *_titles(annotated, cast),
        *_role_mentions(annotated, cast),
        *_leaders(annotated, cast),
    ):
        subject = proposition.subjects[0].key
        thing = proposition.objects[0].key if proposition.objects else ""
        key = (subject, (proposition.title or proposition.relation).casefold(), thing)
        if key not in found and not _said_already(found, key):
            found[key] = proposition
    return sorted(found.values(), key=lambda p: (p.trigger, p.subjects[0].key))


def _said_already(found: dict[tuple[str, str, str], Proposition], key: tuple[str, str, str]) -> bool:
    """A shorter form of a title already given: "Minister" after "Minister of Trade"."""
    return any(s == key[0] and o == key[2] and key[1] in t for s, t, o in found)


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
        if at < 0:
            continue
        span = (at, at + len(mention.title))
        made = _post(annotated, cast, figures[0], span, mention, rule)
        if made is not None:
            yield made


def _role_mentions(annotated: Annotated, cast: Cast) -> Iterator[Proposition]:
    """Roles predicated of a person: "was appointed ambassador to Borduria"."""
    for mention in cast.mentions:
        if mention.resolution is not Resolution.TITLE or not mention.title:
            continue
        figures = cast.figures_of(mention)
        token = annotated.token(mention.head)
        predicated = token.dep_ in {"attr", "oprd"} or (token.dep_ == "pobj" and token.head.lower_ == "as")
        if len(figures) != 1 or figures[0].kind is not Kind.PERSON or not predicated:
            continue
        made = _post(annotated, cast, figures[0], (mention.start, mention.end), None, "predicate")
        if made is not None:
            yield made


def _post(
    annotated: Annotated, cast: Cast, person: Figure, span: tuple[int, int], name: Mention | None, rule: str
) -> Proposition | None:
    core = _core(annotated, span)
    if core is None or core[2] not in _POSTS:
        return None
    first, last, sort = core
    owner = _owner(annotated, cast, person, span, (first, last))
    if owner is None and sort in {"work", "rank"}:
        return None
    doc = annotated.parse
    trigger = (doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
    around = (min(span[0], name.start), max(span[1], name.end)) if name else _clause(doc[last - 1], span)
    title = " ".join(annotated.text[slice(*span)].split())
    return Proposition(
        kind=ClaimKind.RELATION,
        relation=Relation.HOLDS_POSITION_AT,
        subjects=(Role(person.key, name),),
        objects=(owner,) if owner else (),
        trigger=trigger,
        trigger_token=last - 1,
        span=around,
        modality=_modality(doc[last - 1]) if rule == "predicate" else Modality.ACTUAL,
        title=title,
        extractor="posts",
        rule=rule if owner and owner.mention else f"{rule}-implied",
        flags=("former",) if cut(title)[:1] in (("former",), ("ex",), ("late",)) else (),
    )


def _core(annotated: Annotated, span: tuple[int, int]) -> tuple[int, int, str] | None:
    """Tokens of the role word inside a title, and its sort."""
    found = annotated.stretch(*span)
    if found is None:
        return None
    words = [t.lower_.replace("’", "'") for t in found]
    for i in range(len(words)):
        hit = roles().at(words, i)
        if hit and annotated.parse[found.start + i].pos_ in {"NOUN", "PROPN", "ADJ"}:
            return found.start + i, found.start + hit[0], str(hit[1]["sort"])
    return None


def _owner(
    annotated: Annotated, cast: Cast, person: Figure, span: tuple[int, int], core: tuple[int, int]
) -> Role | None:
    """The body or state of a post: before the role word, after it, owning it, else the person's state."""
    found = annotated.stretch(*span)
    first, last = (found.start, found.end) if found is not None else core
    inside = [m for m in cast.within(first, last) if len(m.refs) == 1 and m.found_by != "pronoun"]
    before = [
        m for m in cast.within(max(0, first - 4), first) if m.last in {first, first - 1} and len(m.refs) == 1
    ]
    for group in (
        [m for m in inside if m.last <= core[0]],
        [m for m in inside if m.first >= core[1]],
        [m for m in before if annotated.token(m.head).dep_ == "poss"],
    ):
        for mention in sorted(group, key=lambda m: (m.first, -m.last)):
            figure = cast.figures[mention.refs[0]]
            if (figure.kind in BODIES or figure.kind is Kind.PLACE) and figure.key != person.key:
                return Role(figure.key, mention)
    beyond = [c for c in annotated.token(core[1] - 1).children if c.dep_ == "prep" and c.i >= last]
    if beyond:
        return _beyond(cast, person, beyond[0].i, beyond[-1].right_edge.i + 1)
    if person.state and person.state in cast.figures and person.state != person.key:
        return Role(person.state)
    return None


def _beyond(cast: Cast, person: Figure, first: int, last: int) -> Role | None:
    """ "the chair of a program on Borduria at the Zenda Institute": the body that a longer phrase ends in.

    None when it names no body: then the post is not known to be the state's.
    """
    for mention in cast.within(first, last):
        figure = cast.figures[mention.refs[0]] if len(mention.refs) == 1 else None
        if figure and figure.kind in BODIES - {Kind.STATE, Kind.REGION} and figure.key != person.key:
            return Role(figure.key, mention)
    return None


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
    verb = head.head if head.head.pos_ in {"VERB", "AUX"} else head.head.head
    words = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    if words & {"not", "n't", "never"}:
        return Modality.NEGATED
    if words & {"will", "shall"}:
        return Modality.PLANNED
    if words & {"may", "might", "could", "would"}:
        return Modality.POSSIBLE
    return Modality.NORMATIVE if words & {"should", "must"} else Modality.ACTUAL


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
