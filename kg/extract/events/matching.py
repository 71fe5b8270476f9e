"""A frame meets a word: are its conditions met, and who fills its roles?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.base import Role
from kg.extract.events.grammar import is_passive
from kg.extract.events.grammar_nouns import owner_in_clause
from kg.extract.events.parties import Parties, unique, without
from kg.extract.events.quantities import counted
from kg.knowledge import frames
from kg.knowledge.frames import Frame
from kg.model.cast import Cast
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ACTORS, ClaimKind, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.events.grammar import Slots

#: Slots whose phrases are searched for owners rather than read as phrases.
_OWNER_SLOTS = frozenset({"poss"})
#: The word that stands for every known weapon in the lists of a frame.
_WEAPON = "weapon"
_CLAUSES = frozenset({"xcomp", "ccomp"})
#: Acts addressed to somebody: "met officials in Klow" is no meeting with Klow.
_ADDRESSED = frozenset(
    {
        Relation.MEETS,
        Relation.TALKS_WITH,
        Relation.SIGNS_WITH,
        Relation.REQUESTS,
        Relation.HOSTS,
        Relation.PERMITS,
    }
)
#: Ties to the thing itself: who runs a shop in Klow does not run Klow.
_HELD = frozenset({Relation.LEADS, Relation.OWNS, Relation.FOUNDED})
#: Relations that sport and figures of speech borrow their words from.
_FORCEFUL = frozenset(
    {Relation.ATTACKS, Relation.HOSTS, Relation.COERCES, Relation.THREATENS, Relation.MOBILIZES_AGAINST}
)
#: Acts that somebody suffers.
_HARMFUL = frozenset({Relation.ATTACKS, Relation.COERCES, Relation.ARRESTS})
#: Acts that are nobody's when nobody is said to do them.
_PROMISED = frozenset(
    {
        Relation.PLEDGES,
        Relation.PLANS_WITH,
        Relation.CONCEDES_TO,
        Relation.OWNS,
        Relation.WITHDRAWS_FROM,
    }
)
#: Acts that stand although they concern one's own: "agreed to limit its fleet", "refused to open its border".
_OWN = frozenset({Relation.PLEDGES, Relation.RATIFIES, Relation.REJECTS})
#: Acts whose verb may name whom they reach beside what they ask for or say.
_REACHING = frozenset(
    {
        Relation.REQUESTS,
        Relation.CRITICIZES,
        Relation.ACCUSES,
        Relation.THREATENS,
        Relation.SUPPORTS,
        Relation.AIDS,
        Relation.COERCES,
        Relation.TALKS_WITH,
    }
)
#: Troops and people are more often sent than asked.
_ADDRESSEES = ACTORS - {Kind.GROUP, Kind.ARMED_FORCE, Kind.ARMED_GROUP}
_EXPELLING = frozenset({Kind.STATE, Kind.INSTITUTION})
_EACH_OTHER = frozenset({"other", "another"})


@dataclass(frozen=True, slots=True)
class Filled:
    """The roles of a frame, filled."""

    frame: Frame
    subjects: tuple[Role, ...]
    objects: tuple[Role, ...]
    instrument: tuple[Role, ...]
    instrument_text: str | None
    tokens: tuple[Token, ...]  # heads of the phrases that filled a role
    agentless: bool = False
    joint: bool = False
    #: The parties are not in the phrase: the text named them before.
    implied: bool = False


def admits(frame: Frame, head: Token, slots: Slots, cast: Cast | None = None) -> bool:
    """Whether the words around the head meet the conditions of the frame."""
    if frame.particle and not any(
        c.lower_ == frame.particle and c.dep_ in {"prt", "advmod", "prep"} for c in head.children
    ):
        return False
    if not frame.particle and _another_verb(head, frame):
        return False
    if any(slots.get(slot) for slot in frame.without):
        return False
    for slot, words in frame.barred.items():
        if any(t.lemma_.lower() in words or t.lower_ in words for t in slots.get(slot, ())):
            return False
    for slot, words in frame.required.items():
        tokens = slots.get(slot)
        if not tokens:
            return False
        if words and not any(_one_of(t, words, cast) for t in _with_conjuncts(tokens)):
            return False
    return True


def _one_of(token: Token, words: frozenset[str], cast: Cast | None) -> bool:
    """Whether a phrase is of a sort: "missiles", "the missile Kestrel", "the Kestrel", a known weapon."""
    if token.lemma_.lower() in words or token.lower_ in words:
        return True
    if token.ent_type_ == "MONEY":  # "gave 20 million euros"
        # Words of a frame's list beside which a sum will do; "money" among the word classes holds loans too.
        return not words.isdisjoint(frames.load().list("sum_of_money"))
    mention = cast.covering(token.i) if cast is not None else None
    if mention is not None and mention.kind is Kind.WEAPON:
        return _WEAPON in words
    classed = token.pos_ in {"PROPN", "NUM", "X"}
    return classed and any(
        c.dep_ in {"compound", "nmod"} and c.lemma_.lower() in words for c in token.children
    )


def _reached(slots: Slots) -> bool:
    """Whether whoever is said to have done it may have: "destroyed by a storm" is nobody's act."""
    agents = slots.get("subj", ())
    if not agents:
        return True
    lists = frames.load()
    known = lists.list("people") | lists.list("collective") | lists.list("blow")
    return any(t.lemma_.lower() in known or t.pos_ in {"PRON", "PROPN"} for t in agents)


def figurative(frame: Frame, head: Token, slots: Slots) -> bool:
    """ "attacked in the second half of the match", "a war of words": no force is used."""
    if frame.relation not in _FORCEFUL:
        return False
    lists = frames.load()
    if any(t.lemma_.lower() in lists.list("figurative") for t in slots.get("of", ())):
        return True
    nouns = {t.lemma_.lower() for t in head.sent if t.pos_ != "VERB"}
    return bool(nouns & lists.list("sport")) or len(nouns & lists.list("sport_weak")) > 1


def _another_verb(head: Token, frame: Frame) -> bool:
    """ "ruled out", "turned down": with a particle it is another verb.

    Not where the frame names its object ("broke off relations") or has a slot of that name.
    """
    slots = {*frame.required, *frame.object, *frame.subject}
    particles = [c for c in head.children if c.dep_ == "prt" and c.lower_ not in slots]
    return bool(particles) and not frame.required.get("obj")


def _with_conjuncts(tokens: Sequence[Token]) -> list[Token]:
    joined = [t for token in tokens for t in (token, *token.conjuncts)]
    return [t for token in joined for t in (token, *counted(token))]


def fill(frame: Frame, head: Token, slots: Slots, parties: Parties) -> Filled | None:
    """The frame's roles filled from the slots; None when it says nothing about known actors."""
    signature = SIGNATURES[frame.relation]
    allowed = frame.kinds.get("subject", signature.subjects)
    subjects, used = _role(frame.subject, slots, parties, allowed, actors=True)
    if not subjects and frame.relation is Relation.EXPELS and head.pos_ == "VERB" and is_passive(head):
        subjects, used = _role(
            ("from",), slots, parties, _EXPELLING, actors=True
        )  # "expelled from Ruritania"
    acted_on = frame.kinds.get("object", signature.objects | {Kind.PLACE})
    # "Ruritania-backed forces in Borduria" are not Borduria's.
    near = frame.relation in _ADDRESSED | _HELD or (head.dep_ == "amod" and head.pos_ == "VERB")
    # "called for talks between X and Y": what is called for tells whom it concerns.
    near = near and not (
        frame.relation is Relation.REQUESTS and "for" in frame.object and head.pos_ == "VERB"
    )
    blames = frame.relation is Relation.CRITICIZES
    objects, used_objects = _role(frame.object, slots, parties, acted_on, actors=near, blames=blames)
    if not objects and subjects and head.pos_ == "VERB" and not is_passive(head):
        objects, used_objects = _addressee(frame, slots, parties, acted_on)
    mutual = any(_each_other(t) for slot in frame.object for t in slots.get(slot, ()))
    own = frame.relation in _OWN and "object" not in frame.needs
    if not (mutual or own or signature.symmetric) and _reflexive(frame, slots, subjects, objects):
        return None
    objects = without(objects, subjects) if not mutual else ()
    if signature.symmetric and not objects and "poss" in frame.object and _unknown_owner(slots, parties):
        return None
    instrument, used_instrument = _role(frame.instrument, slots, parties, None, actors=False)
    instrument = without(instrument, (*subjects, *objects))
    text = _instrument_text(frame.instrument or (() if objects else frame.object), slots)
    tokens = (*used, *used_objects, *used_instrument)
    joint = signature.symmetric or mutual or frame.joint
    agentless = False
    if not subjects:
        affected = _affected(frame, head, slots, parties)
        subjects = tuple(r for r in affected if parties.kind(r) in signature.subjects)
        objects, agentless = without(objects, subjects), True
        if not subjects:
            return None
    elif not objects and "object" in frame.needs and not (joint and len(subjects) > 1):
        if not _done_to_somebody(frame, slots):
            return None
        joint = False
    if joint and not objects and len(subjects) == 1 and head.pos_ == "NOUN" and head.dep_ == "pobj":
        return None  # "at the meetings of the League": no more than an occasion
    joint = joint and not agentless
    alone = not objects and len(subjects) < 2 and not instrument
    if joint and alone and "object" in frame.needs:
        return None
    return Filled(frame, subjects, objects, instrument, text, tuple(tokens), agentless, joint)


def _addressee(
    frame: Frame, slots: Slots, parties: Parties, allowed: frozenset[Kind]
) -> tuple[tuple[Role, ...], list[Token]]:
    """ "pushed Ruritania for talks", "called Korvel to protest": whom an act reaches that looks elsewhere."""
    taken = {*frame.object, *frame.subject, *frame.instrument}
    for name in ("iobj", "obj"):
        if frame.relation in _REACHING and name not in taken and not frame.required.get(name):
            tokens = list(slots.get(name, ()))
            roles = [r for r in parties.exact(tokens) if parties.kind(r) in allowed & _ADDRESSEES]
            if roles:
                return tuple(roles), tokens
    return (), []


def _each_other(token: Token) -> bool:
    """ "each other", "one another", "each other's envoys"."""
    heads = (token, *(c for c in token.children if c.dep_ == "poss"))
    return any(
        t.lemma_.lower() in _EACH_OTHER and any(c.lower_ in {"each", "one"} for c in t.children)
        for t in heads
    )


def _done_to_somebody(frame: Frame, slots: Slots) -> bool:
    """ "trained soldiers", "is working with its allies": an act, though whom it concerns is not named."""
    if SIGNATURES[frame.relation].claim is not ClaimKind.EVENT:
        return False
    somebody = frames.load().list("somebody")
    for name in frame.object:
        for token in slots.get(name, ()) if name not in _CLAUSES and name not in _OWNER_SLOTS else ():
            if token.pos_ == "NOUN" and token.lemma_.lower() in somebody:
                return True
    return False


def _reflexive(frame: Frame, slots: Slots, subjects: tuple[Role, ...], objects: tuple[Role, ...]) -> bool:
    """ "defends itself", "praises its own army"."""
    own = [t for name in frame.object for t in slots.get(name, ())]
    if objects and not without(objects, subjects):
        # "the towns besieged by Ruritania" are its own in the parse alone.
        return not any(c.dep_ in {"acl", "amod"} and c.lemma_ == frame.lemma for t in own for c in t.children)
    return any(t.lower_.endswith(("self", "selves")) for t in own)


def _unknown_owner(slots: Slots, parties: Parties) -> bool:
    """ "our partners A and B" are partners of somebody unknown, not of each other."""
    return any(t.tag_ == "PRP$" and not parties.named(t) for t in slots.get("poss", ()))


def _affected(frame: Frame, head: Token, slots: Slots, parties: Parties) -> tuple[Role, ...]:
    """Who stands in when nobody is said to have done it: "Ruritania was invaded", "the invasion of …".

    The affected party then is the claim's subject, under the flag "agentless". Only a name itself counts:
    "Ruritania's interests were protected" tells of nobody's act.
    """
    if frame.relation in _ADDRESSED | _PROMISED:
        return ()
    if head.pos_ in {"VERB", "AUX"}:
        passive = head.dep_ != "amod" and is_passive(head) and not parties.about(slots.get("subj", ()))
        passive = passive and _reached(slots)
        return parties.exact(slots.get("obj", ())) if passive and "obj" in frame.object else ()
    if not frame.agentless or any(t.pos_ != "PRON" for t in slots.get("support", ())):
        return ()
    # Whoever marches against a law of Ruritania protests against Ruritania.
    read = parties.about if frame.relation is Relation.PROTESTS_AGAINST else parties.exact
    return unique(r for name in frame.object for r in read(slots.get(name, ())))


def _role(
    names: Sequence[str],
    slots: Slots,
    parties: Parties,
    allowed: frozenset[Kind] | None,
    *,
    actors: bool,
    blames: bool = False,
) -> tuple[tuple[Role, ...], list[Token]]:
    for name in names:
        tokens = slots.get(name)
        if not tokens:
            continue
        if name in _OWNER_SLOTS:
            roles = parties.owners(tokens)
        elif name == "head":
            roles = parties.actors(tokens)
        elif name in _CLAUSES or name.endswith("+"):
            roles = unique(r for t in tokens for r in _inside_clause(t, parties))
        elif actors:
            roles = parties.actors(tokens) or _in_clause(tokens, parties)
        else:
            roles = parties.about(tokens) or (() if blames else parties.aims(tokens))
            if blames and name == "obj":
                roles = parties.doers(tokens) or without(roles, _victims(tokens, parties))
        if allowed is not None:
            fit = tuple(role for role in roles if parties.kind(role) in allowed)
            if roles and not fit and name not in _CLAUSES and not name.endswith("+"):
                fit = tuple(r for r in parties.behind(tokens) if parties.kind(r) in allowed)
            roles = fit
        if roles:
            return roles, [t for t in tokens if not name.endswith("+") and name not in _CLAUSES]
    return (), []


def _in_clause(tokens: Sequence[Token], parties: Parties) -> tuple[Role, ...]:
    """Whom "its" and "their" mean where nobody else has told: somebody of their own clause, no person."""
    if not all(t.lower_ in {"its", "their"} for t in tokens):
        return ()
    roles = unique(r for t in tokens for r in parties.actors(owner_in_clause(t)))
    return tuple(r for r in roles if parties.kind(r) is not Kind.PERSON)


def _victims(tokens: Sequence[Token], parties: Parties) -> list[Role]:
    """Who suffered what is blamed: "condemned the attack on Ruritania" blames somebody else."""
    found: list[Role] = []
    for token in tokens:
        preps = {
            name
            for frame in frames.load().of("NOUN", token.lemma_.lower())
            if frame.relation in _HARMFUL
            for name in set(frame.object) - set(frame.subject)
        }
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in preps:
                found += parties.about([c for c in child.children if c.dep_ == "pobj"])
    return found


def _inside_clause(verb: Token, parties: Parties) -> list[Role]:
    found: list[Role] = []
    for child in verb.children:
        if child.dep_ in {"dobj", "nsubj", "nsubjpass", "attr", "dative"} and child.pos_ != "ADP":
            found += parties.about([child])
        elif child.dep_ in {"prep", "dative", "agent"}:
            found += parties.about([c for c in child.children if c.dep_ == "pobj"])
        elif child.dep_ in {"xcomp", "ccomp"}:
            found += _inside_clause(child, parties)
    return found


def _instrument_text(names: Sequence[str], slots: Slots) -> str | None:
    """The thing that the act is about, as written, without its article."""
    for name in names:
        for token in slots.get(name, ()):
            if token.pos_ in {"NOUN", "PROPN"}:
                words = token.doc[token.left_edge.i : token.i + 1]
                while len(words) > 1 and words[0].dep_ in {"det", "punct"}:
                    words = words[1:]
                return str(words.text)
    return None
