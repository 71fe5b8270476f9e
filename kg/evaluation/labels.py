"""What a person labelled: entities, claims and spans of one document, whatever file they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluation.names import norm
from kg.model.plover import PloverType
from kg.model.relations import SIGNATURES, Relation

#: Labels of the guide for relations that are no event.
GUIDE_TYPES: Mapping[Relation, str] = {
    Relation.HOLDS_POSITION_AT: "POSITION",
    Relation.MEMBER_OF: "MEMBER",
    Relation.PART_OF: "PART",
    Relation.LEADS: "LEADS",
    Relation.PARTICIPATES_IN: "PARTICIPATES",
    Relation.PARTY_TO: "PARTY_TO",
    Relation.LOCATED_IN: "LOCATED",
    Relation.BASED_IN: "LOCATED",
    Relation.FOUNDED: "FOUNDED",
    Relation.OWNS: "OWNS",
    Relation.HAS_OBSERVATION: "OBSERVATION",
    Relation.SPEAKS_ABOUT: "STATEMENT",
    Relation.LARGEST_TRADE_PARTNER_OF: "COOPERATE",
}
PLOVER_TYPES = frozenset(str(p) for p in PloverType)


@dataclass(frozen=True, slots=True)
class LabelledEntity:
    """A named thing with every form of its name in the text. kinds: all that are defensible."""

    name: str
    forms: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One proposition. Alternatives in subjects, objects, types and speaker are all right.

    speaker: None when the text itself says it. evidence: its words, as they stand in the text.
    words: exact words of single parts where labelled: trigger, subject, object, speaker, cue.
    """

    id: str
    kind: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    types: tuple[str, ...]
    evidence: str
    speaker: tuple[str, ...] | None = None
    modality: str | None = None
    date: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """Characters start … end of the text, read as something."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """All labels of one text. text is None where it stands in the file at `path` only.

    genre: what kind of text it is (news, interview, speech), as documents.json says under "kind".

    partial: what was labelled; a set of spans says nothing about claims, so claims found there are no
    extras.
    """

    name: str
    entities: tuple[LabelledEntity, ...] = ()
    claims: tuple[LabelledClaim, ...] = ()
    spans: tuple[LabelledSpan, ...] = ()
    path: Path | None = None
    text: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    genre: str | None = None
    partial: frozenset[str] = frozenset({"entities", "claims"})

    def forms(self) -> Mapping[str, frozenset[str]]:
        """Every form of each name, by the name as compared."""
        return {norm(e.name): frozenset({norm(e.name), *(norm(f) for f in e.forms)}) for e in self.entities}


def grown(names: Iterable[str], forms: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Names with all their other forms, as compared."""
    made: set[str] = set()
    for name in names:
        made |= forms.get(norm(name), frozenset()) | {norm(name)}
    return frozenset(made)


def guide_type(written: str) -> str:
    """A type or relation in the guide's words: "meets" is CONSULT, "memberOf" is MEMBER; else upper case."""
    local = written.rpartition(":")[2].rpartition("/")[2].rpartition("#")[2]
    if local in set(Relation):
        relation = Relation(local)
        plover = SIGNATURES[relation].plover
        return GUIDE_TYPES.get(relation) or str(plover)
    return local.upper().replace("-", "_").replace(" ", "_")


def kind_of_type(label: str) -> str:
    """The kind of claim that a type of the guide belongs to."""
    if label in ("STATEMENT", "OBSERVATION"):
        return label.lower()
    return "relation" if label in set(GUIDE_TYPES.values()) - {"COOPERATE"} else "event"
