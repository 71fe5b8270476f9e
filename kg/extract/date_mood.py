"""How a clause stands to the story that is told: by the tense of its finite verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 12
_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})


@dataclass(frozen=True, slots=True)
class Mood:
    """How a clause stands to the story: it goes on with it ("past"), looks ahead ("future"), leaves it open
    whether anything happened ("open": may, could), or none of these ("other")."""

    name: str
    verb: Token


def mood_of(token: Token) -> Mood:
    """The mood of the clause around a word, by its finite verb."""
    verb = token
    for _ in range(_CLIMB):
        if verb.pos_ in {"VERB", "AUX"} and not _leans(verb):
            break
        if verb.head.i == verb.i:
            break
        verb = verb.head
    helpers = {
        c.tag_: c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.tag_[:2] in {"MD", "VB"}
    }
    if "MD" in helpers:
        return Mood("future" if helpers["MD"] in _FUTURE else "open", verb)
    if helpers.keys() & {"VBZ", "VBP"}:
        ahead = verb.tag_ == "VB" or any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
        return Mood("future" if ahead else "other", verb)
    if "VBD" in helpers:
        # "Had been" lies before the time that the story has reached.
        return Mood("other" if helpers["VBD"] in {"had", "'d", "’d"} else "past", verb)
    return Mood("past" if verb.tag_ in {"VBD", "VBN"} else "other", verb)


def _leans(verb: Token) -> bool:
    """A participle or infinitive that takes its time from the verb above ("attended, meeting …")."""
    if any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children):
        return False
    return verb.tag_ in {"VB", "VBG", "VBN"} and verb.dep_ not in {"ROOT"} and verb.head.i != verb.i
