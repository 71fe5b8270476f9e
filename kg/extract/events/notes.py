"""Sentences of notes and diaries that leave out their subject: "Visited Borduria. Met with the king."."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A piece of so many words without a verb ("Official visit.") is passed over.
_FRAGMENT = 8
_VERBS = frozenset({"VERB", "AUX"})


def goes_on_from(verb: Token) -> Token | None:
    """The verb of the sentence before, whose subject a past tense heading its sentence shares; or None.

    Linear in the two sentences; a new paragraph starts afresh.
    """
    doc, first = verb.doc, verb.sent.start
    # The parse may take the head of such a sentence for a modifier: "Met with the premier" is none.
    if verb.dep_ != "ROOT" and not (
        verb.i == first and verb.i + 1 < len(doc) and verb.nbor(1).lower_ == "with"
    ):
        return None
    if verb.tag_ not in {"VBD", "VBN"} or any(c.dep_ in {"aux", "auxpass", "agent"} for c in verb.children):
        return None
    if verb.tag_ == "VBN" and not any(c.dep_ == "dobj" or c.lower_ == "with" for c in verb.children):
        return None
    opens = (
        verb.i == first or doc[verb.i - 1].text == ";" or all(t.pos_ == "ADV" for t in doc[first : verb.i])
    )
    before = _root_before(verb) if opens else None
    if before is not None and before.pos_ not in _VERBS and len(before.sent) <= _FRAGMENT:
        before = _root_before(before)
    return before if before is not None and before.pos_ in _VERBS else None


def _root_before(token: Token) -> Token | None:
    first = token.sent.start
    if first == 0 or "\n\n" in token.doc[first - 1].text:
        return None
    return token.doc[first - 1].sent.root
