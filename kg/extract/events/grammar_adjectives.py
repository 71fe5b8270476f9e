"""Where the parties of an adjective stand; the slots of verbs and nouns are in kg.extract.events.grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.events.grammar import add_prepositions, surface_subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.events.grammar import Slots


def adjective_slots(adjective: Token) -> Slots:
    """The slots of an adjective, predicative ("is hostile to") or attributive ("Ruritania-backed")."""
    slots: Slots = {}
    head = adjective.head
    if adjective.dep_ in {"acomp", "oprd", "attr", "conj"} and head.pos_ in {"AUX", "VERB", "ADJ"}:
        while head.pos_ == "ADJ" and head.head.i != head.i:
            head = head.head
        slots["subj"] = surface_subject(head)
    elif adjective.dep_ in {"amod", "acl", "relcl"}:
        slots["subj"] = [head]
    elif adjective.pos_ == "VERB":
        slots["subj"] = surface_subject(adjective)
    hyphen = [c for c in adjective.children if c.dep_ in {"npadvmod", "compound", "nmod", "amod", "nsubj"}]
    hyphen = [c for c in hyphen if c.i < adjective.i and adjective.nbor(-1).text in {"-", "–"}]
    if hyphen:
        slots["hyphen"] = hyphen
        slots["head"] = slots.get("subj", [])
    for child in adjective.children:
        if child.dep_ in {"xcomp", "ccomp"}:
            slots.setdefault(child.dep_, []).append(child)
    add_prepositions(adjective, slots)
    return {name: tokens for name, tokens in slots.items() if tokens}
