"""Which nouns can be somebody who speaks."""

from __future__ import annotations

from kg.extract.attribution.lexicon import Lexicon
from kg.extract.attribution.words import Words
from kg.knowledge import frames
from kg.knowledge.wordlists import roles

#: Frames of nouns that speak, and sorts of roles that stand alone for who bears them.
_SPEAKING = frozenset({"speaker", "office", "medium"})
_SORTS = frozenset({"work", "post", "office"})
#: Endings of nouns for people by what they do: "a publicist", "two firemen".
_AGENTS = ("ist", "ician", "eer", "sman", "swoman", "sperson")


def can_speak(w: Words, head: int, lexicon: Lexicon) -> bool:
    """Whether a noun is a word for people, an office or a medium: "official", "cabinet", "publicist"."""
    noun = lexicon.nouns.get(w.lemma[head])
    if noun is not None and _SPEAKING & set(noun.frames):
        return True
    if w.tag[head][:3] != "NNP" and w.lemma[head].endswith(_AGENTS):
        return w.lemma[head] not in frames.load().list("no_agents")
    role = roles().get(w.lemma[head])
    return role is not None and role["sort"] in _SORTS
