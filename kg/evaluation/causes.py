"""Why a claim was missed or is too much: by rule, so that causes can be counted."""

from __future__ import annotations

from kg.evaluation.judge import Judged, Match
from kg.evaluation.labels import LabelledClaim, grown
from kg.evaluation.names import agree, norm


def cause_of_miss(one: Judged, claim: LabelledClaim, match: Match | None) -> str:
    """The first thing that went wrong with a labelled claim, in the order of the road.

    Nothing near: no claim at all in its words or its sentence; else none that shares a party. Of the best
    match: parties, then type, then speaker.
    """
    if match is None:
        return _absent(one, claim)
    if not match.parties:
        return _parties(one, claim, match)
    if not match.type:
        return f"type {(claim.types or ('?',))[0]} read as {match.found.label}"
    if claim.speaker is None:
        return "the author's words given to a speaker"
    if match.found.by_author:
        return "speaker missing: given to the author"
    return "wrong speaker"


def _absent(one: Judged, claim: LabelledClaim) -> str:
    start = one.text.find(claim.evidence)
    end = start + len(claim.evidence)
    if start < 0:
        return "label: its evidence is not in the text"
    near = [f for f in one.found.claims if f.around[0] < end and f.around[1] > start]
    if near:
        return "other claims only in its sentence"
    forms = one.document.forms()
    names = grown((*claim.subjects, *claim.objects), forms)
    known = (
        frozenset[str]().union(*(e.names for e in one.found.entities)) if one.found.entities else frozenset()
    )
    if names and not agree(names, known):
        return "no claim in its sentence: parties unknown"
    written = norm(one.text[start:end])
    if names and not any(f" {n} " in f" {written} " for n in names):
        return f"no claim in its sentence: {claim.kind}, parties not named in it"
    return f"no claim in its sentence: {claim.kind}"


def _parties(one: Judged, claim: LabelledClaim, match: Match) -> str:
    forms = one.document.forms()
    subjects, objects = grown(claim.subjects, forms), grown(claim.objects, forms)
    has_subject = not subjects or agree(subjects, match.found.parties)
    has_object = not objects or agree(objects, match.found.parties)
    side = "both parties" if not (has_subject or has_object) else "object" if has_subject else "subject"
    if side == "object" and not match.found.objects:
        return "object missing"
    if not match.type:
        return f"wrong {side} and type"
    return f"wrong {side}"


def cause_of_extra(one: Judged, number: int) -> str:
    """What a found claim that is not right has for a neighbour among the labels."""
    claim = one.found.claims[number]
    beside = one.labels[number]
    if beside is None:
        return "nothing labelled there"
    label, match = beside
    if not match.close:
        return "other words of a labelled sentence"
    if not match.some:
        return "parties of another"
    return f"type {claim.label} for {(label.types or ('?',))[0]}"
