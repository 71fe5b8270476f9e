"""Every word that a frame knows, read in its place: the propositions of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.base import Proposition, Role
from kg.extract.events.clauses import clause_span
from kg.extract.events.grammar import verb_slots
from kg.extract.events.grammar_adjectives import adjective_slots
from kg.extract.events.grammar_nouns import noun_slots
from kg.extract.events.implied import Implied
from kg.extract.events.matching import Filled, admits, figurative, fill
from kg.extract.events.parties import Parties, Voices, unique, without
from kg.extract.events.repeats import Found, keep
from kg.extract.events.states import states_of_affairs
from kg.extract.modality import modality
from kg.extract.modality_clauses import promises
from kg.knowledge import frames
from kg.model.cast import Cast
from kg.model.plover import PloverType
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ACTORS, ClaimKind, Kind, Modality, Resolution
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.events.grammar import Slots
    from kg.knowledge.frames import Frame

_POS = {"VERB": "VERB", "NOUN": "NOUN", "ADJ": "ADJ", "AUX": "VERB", "PROPN": "NOUN"}
_PLACE_PREPOSITIONS = ("in", "at", "on")
_DESCRIBED = frozenset({Kind.EVENT, Kind.AGREEMENT})
_PLACES = frozenset({Kind.PLACE, Kind.STATE, Kind.REGION})
#: Slots that would name a side, were it known.
_SIDES = ("with", "between", "among", "of", "by", "support")
#: Agreeing to do something leaves what is agreed on planned.
_BINDING = frozenset({Relation.PLEDGES, Relation.PLANS_WITH, Relation.SIGNS_WITH})


def propositions(annotated: Annotated, cast: Cast, voices: Voices = ()) -> list[Proposition]:
    """The events and states of affairs that a document's sentences say, in the order of their triggers.

    `voices` are stretches of talk (start, end, key of the speaker): "I" and "we" in them are the speaker.

    A proposition needs an actor (of the cast) as its subject; hedged, planned and denied ones are
    returned too, with their modality. Offsets count characters of the repaired text.
    """
    said = keep(annotated, readings(annotated, cast, voices))
    said = [*said, *states_of_affairs(annotated, cast, said, voices)]
    return sorted(said, key=lambda p: (p.trigger, p.relation, p.rule))


def readings(annotated: Annotated, cast: Cast, voices: Voices = ()) -> list[Found]:
    """Every word that a frame reads, with its roles, before repetitions are dropped."""
    parties = Parties(cast, voices)
    implied = Implied(annotated, cast, parties)
    found: list[Found] = []
    for token in annotated.parse:
        match = _read(token, cast, parties, implied)
        if match and parties.worth((*match.subjects, *match.objects), agentless=match.agentless):
            implied.note(token, match.frame, () if match.agentless else match.subjects)
            found.append((token, match, _proposition(token, match, parties)))
    return found


def candidates(token: Token, cast: Cast) -> Iterator[tuple[Frame, Slots]]:
    """The frames of a word, narrowest first, each with the slots around the word; none inside a name."""
    lexicon = frames.load()
    if token.is_space or token.is_punct:
        return
    pos = _POS.get(token.pos_)
    if pos is None:
        return
    lemma = _lemma(token, lexicon.lemmas)
    if lemma is None or _inside_name(token, cast):
        return
    for kind, word in ((pos, lemma), ("ADJ", token.lower_)) if token.tag_ == "VBN" else ((pos, lemma),):
        if known := lexicon.of(kind, word):
            slots = _SLOTS[kind](token)
            for frame in known:
                yield frame, slots


def _read(token: Token, cast: Cast, parties: Parties, implied: Implied) -> Filled | None:
    known = list(candidates(token, cast))
    alone: Filled | None = None
    for frame, slots in known:
        if not admits(frame, token, slots, cast) or figurative(frame, token, slots):
            continue
        if alone is not None and frame.relation is not alone.frame.relation:
            continue
        if filled := fill(frame, token, slots, parties):
            if filled.objects or "object" in frame.needs:
                return filled
            alone = alone or filled  # "struck targets in Borduria": a looser frame may know whom it concerns
    if alone is not None:
        other = implied.other(alone.subjects) if alone.frame.counterpart else ()
        return replace(alone, objects=other) if other else alone
    for pos, completed in (("VERB", _struck), ("NOUN", _completed)):
        own = [(frame, slots) for frame, slots in known if frame.pos == pos]
        if own and (found := completed(token, [f for f, _ in own], own[0][1], parties, implied)):
            return found
    return None


def _struck(
    verb: Token, candidates: Sequence[Frame], slots: Slots, parties: Parties, implied: Implied
) -> Filled | None:
    """ "the strikes destroyed a Bordurian depot": whoever struck just before, else nobody named."""
    blows = frames.load().list("blow")
    heads = slots.get("subj", ())
    if not heads or any(t.lemma_.lower() not in blows for t in heads):
        return None
    senders = parties.makers(heads)  # "missiles fired by Ruritania"
    if not senders and parties.about(heads):
        return None
    for frame in candidates:
        if frame.relation is not Relation.ATTACKS or not admits(frame, verb, slots):
            continue
        hit = unique(r for name in frame.object for r in parties.about(slots.get(name, ())))
        agents = without(senders or implied.striker(verb), hit)
        if agents:
            return Filled(frame, agents, hit, (), None, (verb,), implied=not senders)
        actors = tuple(r for r in hit if parties.kind(r) in ACTORS)
        return Filled(frame, actors, (), (), None, (verb,), agentless=True) if actors else None
    return None


def _completed(
    noun: Token, candidates: Sequence[Frame], slots: Slots, parties: Parties, implied: Implied
) -> Filled | None:
    """A two-sided act or tie with the parties that the text leaves out."""
    if noun.lemma_.lower() not in frames.load().list("two_sided"):
        return None
    for frame in candidates:
        if not SIGNATURES[frame.relation].symmetric or not admits(frame, noun, slots):
            continue
        named = unique(
            r for name in (*frame.subject, *frame.object) for r in parties.actors(slots.get(name, ()))
        )
        added = implied.partner(frame, noun, named) if named else implied.pair(noun, slots)
        if not added and ((len(named) == 1 and "with" in slots) or not named):
            added = _other_side(frame, named, slots, parties)
        if added:
            return Filled(frame, (*added, *named), (), (), None, (noun,), joint=True, implied=True)
    return None


def _other_side(frame: Frame, named: tuple[Role, ...], slots: Slots, parties: Parties) -> tuple[Role, ...]:
    """ "became independent after talks with Ruritania": who did so had the talks; "both left after talks"."""
    allowed = frame.kinds.get("subject", SIGNATURES[frame.relation].subjects)
    around = without(parties.actors(slots.get("around", ())), named)
    if any(t.dep_ == "poss" or t.tag_ == "PRP$" for t in slots.get("poss", ())):
        return ()
    sides = tuple(r for r in around if parties.kind(r) in allowed)
    if named:
        return sides[:1]
    both = len(sides) == 2 and all(parties.kind(r) is Kind.STATE for r in sides)
    return sides if both and not any(name in slots for name in _SIDES) else ()


def _lemma(token: Token, known: frozenset[str]) -> str | None:
    """The word as the lexicon has it; the lemmatiser stumbles over some regular verbs ("staged")."""
    lemma, lower = token.lemma_.lower(), token.lower_
    candidates = [lemma, lower]
    if token.pos_ == "VERB":
        if lower.endswith("ed"):
            candidates += [lower[:-1], lower[:-2], lower[:-3]]
        elif lower.endswith("ing"):
            candidates += [lower[:-3], lower[:-3] + "e", lower[:-4]]
        elif lower.endswith("s"):
            candidates += [lower[:-1]]
    elif lower.endswith("s"):
        candidates += [lower[:-1]]
    return next((c for c in candidates if c in known), None)


_SLOTS = {"VERB": verb_slots, "NOUN": noun_slots, "ADJ": adjective_slots}


def _inside_name(token: Token, cast: Cast) -> bool:
    """Words of a proper name ("Treaty of Strelsau", "attack" in an operation's name) tell no act."""
    mention = cast.covering(token.i)
    if mention is None or mention.kind is Kind.GROUP:
        return False
    if mention.resolution is Resolution.TITLE and not mention.refs:
        return False  # "remains a member of the League": a description, no name
    # "the Ruritania-Borduria talks": a common noun at the end of a description names an act after all.
    return not (token.text.islower() and token.i == mention.last - 1 and mention.kind in _DESCRIBED)


def _proposition(token: Token, filled: Filled, parties: Parties) -> Proposition:
    frame = filled.frame
    signature = SIGNATURES[frame.relation]
    # A state of affairs keeps its kind; an act that a frame types otherwise keeps its relation.
    kind = signature.claim
    parts = [t for t in filled.tokens if abs(t.i - token.i) < 60 and t.sent == token.sent]
    return Proposition(
        kind=kind,
        relation=frame.relation,
        subjects=filled.subjects,
        objects=filled.objects,
        trigger=_trigger(token, filled),
        trigger_token=token.i,
        span=clause_span(token, parts),
        modality=_modality(token, filled, kind),
        symmetric=filled.joint,
        mode=frame.mode,
        plover=PloverType(frame.plover) if frame.plover else None,
        contexts=frame.contexts,
        instrument=filled.instrument,
        instrument_text=filled.instrument_text,
        where=_place(token, filled, parties),
        act=frame.act,
        extractor="events",
        rule=f"frame:{frame.id}",
        flags=_flags(filled),
    )


def _flags(filled: Filled) -> tuple[str, ...]:
    told = {"agentless": filled.agentless, "implied-parties": filled.implied}
    return tuple(name for name, is_so in told.items() if is_so)


def _modality(token: Token, filled: Filled, kind: ClaimKind) -> Modality:
    read = modality(token)
    fixed = filled.frame.modality
    if read is Modality.ACTUAL and filled.frame.relation in _BINDING and promises(token):
        return Modality.PLANNED
    if fixed is not None and read is Modality.ACTUAL and kind is not ClaimKind.OBSERVATION:
        return fixed
    return read


def _trigger(token: Token, filled: Filled) -> tuple[int, int]:
    """The head word, with its particle and, for a light-verb phrase, the noun that it needs."""
    tokens = [token]
    frame = filled.frame
    for child in token.children:
        particle = bool(frame.particle) and child.lower_ == frame.particle
        object_ = bool(frame.required.get("obj")) and child.dep_ == "dobj" and child.i > token.i
        if particle or object_:
            tokens.append(child)
    first, last = min(t.i for t in tokens), max(t.i for t in tokens)
    return token.doc[first].idx, token.doc[last].idx + len(token.doc[last])


def _place(token: Token, filled: Filled, parties: Parties) -> Role | None:
    taken = {r.key for r in (*filled.subjects, *filled.objects, *filled.instrument)}
    heads = [token, *(c for c in token.children if c.dep_ == "dobj")]
    if token.pos_ == "NOUN" and token.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        heads.append(token.head)
    for head in heads:
        for prep in head.children:
            if prep.dep_ == "prep" and prep.lower_ in _PLACE_PREPOSITIONS:
                for child in prep.children:
                    for role in parties.exact([child]) if child.dep_ == "pobj" else ():
                        if parties.kind(role) in _PLACES and role.key not in taken:
                            return role
    return None
