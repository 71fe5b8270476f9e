"""Figures about named actors: exports, trade, visitors, casualties … as observations.

An indicator word (data/lexicon/indicators.jsonl) near an amount in one clause, and the states that
report it or that it concerns: "exports from Ruritania to Borduria fell by a third, to $5 billion".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import DataError
from kg.extract.amount_ties import act_of
from kg.extract.base import AmountExpression, Proposition, Role
from kg.extract.events import observations_before as before
from kg.extract.events.clauses import clause_span
from kg.extract.events.grammar import surface_subject
from kg.extract.events.grammar_nouns import noun_slots
from kg.extract.events.observations_measures import counts, goes_on, measured, sort_of
from kg.extract.events.parties import Parties, unique, without
from kg.extract.modality import modality
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.cast import Cast
from kg.model.relations import Relation
from kg.model.vocabulary import ClaimKind, Kind
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token


#: "A five-year period" measures no exports.
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "time"})


_PER = frozenset({"per", "every"})
#: Whose dead and votes a text means it says.
_OF_PEOPLE = frozenset({"casualties", "votes", "count"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
#: "Troops stationed in twelve countries": behind them a count is not that of the troops.
_AROUND = frozenset({"in", "across", "among", "throughout", "during", "between", "with", "against"})
#: Counts below it tell nothing of a person.
_FEW = 10
#: Sentences back in which the dead and wounded find where they were.
_PLACES_BACK = 2
#: The indicators of mere counts, and of the dead and wounded.
_COUNT, _HARMED = "count", "casualties"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: its id in the SKOS list, its head noun, words beside it that it needs."""

    id: str
    lemma: str
    beside: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    units: frozenset[str]
    #: The word itself is counted ("nine civilians"); a figure of an act belongs to the act.
    counted: bool = False


@cache
def indicators() -> Mapping[str, tuple[Indicator, ...]]:
    """Indicators by the lemma of their head word, narrowest first. Raises DataError if malformed."""
    found: dict[str, list[Indicator]] = {}
    for line in read_lines(data_path("lexicon", "indicators.jsonl")):
        try:
            for lemma in line["lemmas"]:
                found.setdefault(lemma, []).append(
                    Indicator(
                        line["id"],
                        lemma,
                        frozenset(line.get("beside", ())),
                        tuple(line["subject"]),
                        tuple(line["object"]),
                        frozenset(line.get("units", ())),
                        bool(line.get("counted")),
                    )
                )
        except KeyError as error:
            raise DataError(f"indicators, {line}: no {error}") from error
    return {k: tuple(sorted(v, key=lambda i: (-len(i.beside), i.id))) for k, v in found.items()}


def observations(
    annotated: Annotated,
    cast: Cast,
    amounts: Sequence[AmountExpression],
    acts: Sequence[Proposition] = (),
) -> list[Proposition]:
    """The figures of a document that an indicator names and that concern an actor of the cast.

    acts: what was found before; a mere count that belongs to one of them is left to it.
    """
    parties = Parties(cast)
    taken = {p.trigger_token for p in acts if p.kind is ClaimKind.EVENT}
    found: list[Proposition] = []
    told: before.Told | None = None
    for amount in amounts:
        head = annotated.parse[amount.head]
        if _measured_by(amount, annotated):
            continue
        past = before.near(annotated, told, head)
        match = _indicator(head, amount) or _gone_on(head, amount, past)
        if match is None:
            made = _by_measure(annotated, cast, amount, parties, taken)
            found += [made] if made is not None else []
            continue
        indicator, noun = match
        if indicator.counted and act_of(annotated, amount, taken) is not None:
            continue
        subjects, objects = before.of_the_two(annotated, cast, noun, parties) or _parties(
            indicator, noun, parties
        )
        if noun.pos_ == "PRON" and past is not None:
            subjects, objects = past.subjects, past.objects
        if not subjects and not objects and before.between_two(noun):
            subjects = before.pair_before(annotated, cast, noun, parties)
        if (
            not subjects
            and not objects
            and noun.dep_ in _SUBJECT
            and indicator.id not in _OF_PEOPLE
            and goes_on([noun])
        ):
            subjects = before.spoken_before(annotated, cast, noun, parties)
        if amount.amount.unit == "percent":
            subjects, objects = _shared_by(before.holder(head), parties, subjects, objects)
        subjects, objects = before.sides(past, indicator.id, subjects, objects)
        if not subjects and objects:
            subjects, objects = objects, ()
        if not objects and _faceless(subjects, parties):
            # "Over 200 people were injured": told of where it was.
            back = _PLACES_BACK if indicator.id == _HARMED else 0
            known = indicator.id in {_COUNT, _HARMED} and (amount.amount.value or _FEW) > 1
            subjects = before.place_of(annotated, cast, noun, parties, back) if known else ()
        if not subjects or (indicator.id == _COUNT and _in_passing(amount, subjects, parties)):
            continue
        told = before.remember(past, annotated.sentence_of[noun.i], indicator.id, subjects, objects)
        clause = _clause(noun, head)
        found.append(
            Proposition(
                kind=ClaimKind.OBSERVATION,
                relation=Relation.HAS_OBSERVATION,
                subjects=subjects,
                objects=objects,
                trigger=(noun.idx, noun.idx + len(noun)),
                trigger_token=noun.i,
                span=_span(clause, noun, annotated, amount),
                modality=modality(clause),
                indicator=indicator.id,
                amounts=(amount.amount,),
                extractor="observations",
                rule=f"indicator:{indicator.id}",
            )
        )
    return found


def _shared_by(
    share: Token | None, parties: Parties, subjects: tuple[Role, ...], objects: tuple[Role, ...]
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The sides of a share by whoever holds it: "Borduria's visitors to Ruritania account for …": both."""
    if share is None:
        return subjects, objects
    whose = surface_subject(share)
    owners = unique(parties.actors(whose))
    if not owners:
        return subjects, objects
    preps = [p for t in whose for p in t.children if p.dep_ == "prep"]
    others = parties.about([*whose, *(t for p in preps for t in p.children if t.dep_ == "pobj")])
    return owners, without((*others, *subjects, *objects), owners)


def _by_measure(
    annotated: Annotated, cast: Cast, amount: AmountExpression, parties: Parties, taken: set[int]
) -> Proposition | None:
    """A figure that a verb or adjective of measure tells, if no act has it."""
    if act_of(annotated, amount, taken) is not None:
        return None
    read = measured(annotated.parse, amount, parties)
    if read is None or read.clause.i in taken:
        return None
    clause = read.clause
    subjects = read.subjects or before.spoken_before(annotated, cast, clause, parties)
    objects = read.objects
    if not objects and _faceless(subjects, parties):
        return None
    if not subjects or (read.indicator == _COUNT and _in_passing(amount, subjects, parties)):
        return None
    start, end = clause_span(clause, [annotated.parse[amount.head]])
    return Proposition(
        kind=ClaimKind.OBSERVATION,
        relation=Relation.HAS_OBSERVATION,
        subjects=subjects,
        objects=without(objects, subjects),
        trigger=(clause.idx, clause.idx + len(clause)),
        trigger_token=clause.i,
        span=(min(start, amount.start), max(end, amount.end)),
        modality=modality(clause),
        indicator=read.indicator,
        amounts=(amount.amount,),
        extractor="observations",
        rule=f"measure:{read.indicator}",
    )


def _in_passing(amount: AmountExpression, subjects: Sequence[Role], parties: Parties) -> bool:
    """ "He has three children": a small count about a person."""
    value = amount.amount.value
    return value is not None and value < _FEW and all(parties.kind(r) is Kind.PERSON for r in subjects)


def _measured_by(amount: AmountExpression, annotated: Annotated) -> bool:
    """ "18.9 deaths per 100,000 people": the second number is what the first one is counted by."""
    return amount.first > 0 and annotated.token(amount.first - 1).lower_ in _PER


def _faceless(roles: Sequence[Role], parties: Parties) -> bool:
    """ "More than a million people attended": a count of nobody in particular."""
    return all(parties.unnamed(role) for role in roles)


def _span(clause: Token, noun: Token, annotated: Annotated, amount: AmountExpression) -> tuple[int, int]:
    start, end = clause_span(clause, [noun, annotated.parse[amount.head]])
    return min(start, amount.start), max(end, amount.end)


def _indicator(head: Token, amount: AmountExpression) -> tuple[Indicator, Token] | None:
    """The indicator word whose figure this is: measured by it, or subject or object of its verb."""
    if (amount.amount.unit or "").removesuffix("s") in _TIMES:
        return None
    for token in _candidates(head, amount):
        for indicator in indicators().get(token.lemma_.lower(), ()):
            beside = {c.lemma_.lower() for c in token.children} | {c.lower_ for c in token.children}
            if token.head.dep_ != "ROOT" or indicator.counted:
                beside.add(token.head.lemma_.lower())
            if indicator.beside and not indicator.beside & beside:
                continue
            if indicator.units and not _unit_fits(amount, indicator):
                continue
            if indicator.counted and token.i != amount.measured:
                continue
            if indicator.id == _COUNT and not counts(amount, head.doc):
                continue
            return indicator, token
    return None


def _unit_fits(amount: AmountExpression, indicator: Indicator) -> bool:
    unit = amount.amount.unit or amount.amount.change_unit or ""
    if "money" in indicator.units and len(unit) == 3 and unit.isupper():
        return True
    return unit in indicator.units


def _candidates(head: Token, amount: AmountExpression) -> list[Token]:
    found: list[Token] = []
    if amount.measured is not None:
        found.append(head.doc[amount.measured])
    found.append(head)
    if head.pos_ == "VERB" and amount.amount.value is None:  # "halved the output", "trade has doubled"
        found += [c for c in head.children if c.dep_ == "dobj"] or surface_subject(head)
        return _with_of(found)
    token = head
    counted = sort_of(amount) == "count"
    for _ in range(5):
        governor = token.head
        if governor.i == token.i or (counted and governor.lower_ in _AROUND and governor.dep_ == "prep"):
            break
        if governor.pos_ in {"VERB", "AUX"}:
            found += surface_subject(governor)
            found += [c for c in governor.children if c.dep_ in {"dobj", "attr"} and c.i != head.i]
            for prep in governor.children:
                if prep.dep_ == "prep" and prep.lower_ in {"in", "for"}:
                    found += [c for c in prep.children if c.dep_ == "pobj"]
            break
        found.append(governor)
        token = governor
    found += [t for c in head.children if c.dep_ == "prep" for t in c.children if t.dep_ in {"pobj", "pcomp"}]
    return _with_of(found)


def _with_of(found: Sequence[Token]) -> list[Token]:
    expanded: list[Token] = []
    for token in found:
        if token not in expanded:
            expanded.append(token)
        # "the volume of trade": the measured thing hangs on the measure word.
        for prep in token.children:
            if prep.dep_ == "prep" and prep.lower_ in {"of", "in"}:
                expanded += [c for c in prep.children if c.dep_ == "pobj" and c not in expanded]
    return expanded


def _parties(
    indicator: Indicator, noun: Token, parties: Parties
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    slots = noun_slots(noun)
    clause = noun
    for _ in range(5):
        if clause.pos_ in {"VERB", "AUX"} or clause.head.i == clause.i:
            break
        clause = clause.head
    if clause.pos_ in {"VERB", "AUX"} and clause.i != noun.i:
        slots.setdefault("support", surface_subject(clause))
        for prep in clause.children:
            if prep.dep_ == "prep":
                slots.setdefault(prep.lower_, [c for c in prep.children if c.dep_ == "pobj"])
    chain = noun
    while chain.dep_ == "pobj" and chain.head.head.pos_ == "NOUN":
        chain = chain.head.head
        for name, tokens in noun_slots(chain).items():
            slots.setdefault(name, tokens)
    subjects = _first(indicator.subject, slots, parties)
    objects = without(_first(indicator.object, slots, parties), subjects)
    return subjects, objects


def _gone_on(
    head: Token, amount: AmountExpression, past: before.Told | None
) -> tuple[Indicator, Token] | None:
    """ "It rose by 6.8 percent": what the figure before measured."""
    changed = amount.amount.direction is not None or amount.amount.change is not None
    it = before.pronoun(head) if past is not None and changed else None
    if it is None or past is None:
        return None
    same = (i for known in indicators().values() for i in known if i.id == past.indicator and not i.counted)
    kept = next(same, None)
    return (kept, it) if kept is not None else None


def _first(names: Sequence[str], slots: Mapping[str, list[Token]], parties: Parties) -> tuple[Role, ...]:
    for name in names:
        tokens = slots.get(name)
        if tokens:
            roles = parties.owners(tokens) if name == "poss" else parties.actors(tokens)
            if roles:
                return unique(roles)
    return ()


def _clause(noun: Token, amount: Token) -> Token:
    """The verb over the figure, if there is one: its modality is the figure's."""
    token = amount
    for _ in range(6):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.head.i == token.i:
            break
        token = token.head
    return noun
