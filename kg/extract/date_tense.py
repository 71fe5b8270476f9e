"""What the verb that an expression belongs to says of its direction in time, and what is no date of a deed.

`kg.text.dates` sees words only: a "will" nearby points ahead. Here the parse decides: "signed on Wednesday a
contract under which gas will flow" is last Wednesday.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import DateBasis

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.base import DateExpression
    from kg.text.annotate import Annotated

_CLIMB = 12
_MODALS = frozenset({"MD"})
#: Prepositions that set a day for what is still to come, whatever the tense ("planned for Friday").
_TOWARDS = frozenset({"for", "until", "till", "by", "before"})
#: "Under the treaty of 1990 they built it": long after the treaty, perhaps.
_BY_FORCE_OF = frozenset({"under", "with", "to", "per"})
#: Prepositions before the end of something.
UP_TO = frozenset({"to", "through", "until", "till"})
_DASHES = frozenset({"-", "–", "—", "--", "―"})
#: Tokens before the date of a dateline: "STRELSAU, Ruritania, " and the like; and after it: "(Agency)".
_PLACE, _AGENCY = 8, 6


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of a class of data/lexicon/date_words.jsonl."""
    lines = read_lines(data_path("lexicon", "date_words.jsonl"))
    return frozenset(line["word"] for line in lines if line["class"] == kind)


def _governor(doc: Doc, first: int, last: int) -> Token | None:
    """The verb of the clause in which the expression stands; None behind a preposition that looks ahead."""
    token = doc[first:last].root
    if token.lower_ in _TOWARDS:
        return None
    # The tagger may take the month of May for a verb.
    token = token.head if token.head.i != token.i else token
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"}:
            return token
        if token.lower_ in _TOWARDS or token.head.i == token.i:
            return None
        token = token.head
    return None


def tense_of(doc: Doc, first: int, last: int) -> str:
    """ "past", "perfect" or "" (anything else) for the clause in which the expression stands."""
    verb = _governor(doc, first, last)
    if verb is None:
        return ""
    helpers = {c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if helpers & (_MODALS | {"TO"}):
        return ""
    if verb.tag_ == "VBD":
        # "was to sign on Friday": the infinitive below says when.
        return "" if any(c.dep_ == "xcomp" and c.i < first for c in verb.children) else "past"
    if verb.tag_ != "VBN":
        return ""
    if helpers & {"VBZ", "VBP"}:
        return "perfect"
    # Without a helper the tagger took a past tense for a participle: "Ruritania condemned the attack".
    return "past" if "VBD" in helpers or verb.dep_ in {"acl", "conj", "ROOT"} else ""


def looks_ahead(doc: Doc, first: int, last: int) -> bool:
    """Whether a month without a year may lie ahead: set for it ("closed for parts of October"), or in the
    clause of a verb that is neither past nor perfect ("is to speak in October")."""
    token = doc[first:last].root
    before = doc[first - 1] if first > 0 else token
    if before.lower_ in _TOWARDS:
        return True
    if before.lower_ in UP_TO:
        # "The custom dates to August" leads back.
        return before.head.lemma_.lower() not in words_of("leads-back")
    named = False
    for _ in range(_CLIMB):
        token = token.head
        if token.lower_ in _TOWARDS:
            return True
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            break
        named = named or token.pos_ in {"NOUN", "PROPN"}
    return not named and token.pos_ in {"VERB", "AUX"} and not tense_of(doc, first, last)


def dateline(annotated: Annotated, date: DateExpression) -> bool:
    """ "STRELSAU, 23 May 2014 – …": the day of writing, not of what the sentence tells."""
    place, doc = annotated.sentence(date.first), annotated.parse
    before = doc[place.first : date.first]
    if not 0 < len(before) <= _PLACE or not before[0].text.strip()[:1].isupper():
        return False
    if any(t.pos_ in {"VERB", "AUX", "ADP", "DET"} for t in before) or not any(t.text == "," for t in before):
        return False
    after = doc[date.last : min(place.last, date.last + _AGENCY)]
    if not len(after):
        return False
    if after[0].text in _DASHES:
        return True
    return after[0].text in {"(", ","} and any(t.text in _DASHES for t in after)


def of_paper(doc: Doc, date: DateExpression) -> Token | None:
    """The paper whose own date this is: "the treaty of 17 April 2001"."""
    prep = doc[date.first : date.last].root.head
    noun = prep.head
    if (
        prep.lower_ not in {"of", "from", "dated"}
        or prep.i >= date.first
        or noun.pos_ not in {"NOUN", "PROPN"}
    ):
        return None
    return noun if noun.lemma_.lower() in words_of("paper") else None


def of_the_paper_alone(doc: Doc, date: DateExpression, verb: Token) -> bool:
    """ "agreed to revive the treaty of 2001": its day is not that of the verb, unless that makes papers."""
    noun = of_paper(doc, date)
    if noun is None:
        return False
    if noun.i < verb.i:
        return noun.dep_ == "pobj" and noun.head.lower_ in _BY_FORCE_OF
    for _ in range(_CLIMB):
        if noun.pos_ in {"VERB", "AUX"} or noun.head.i == noun.i:
            break
        noun = noun.head
    return noun.lemma_.lower() not in words_of("makes-paper")


def lends_its_year(date: DateExpression) -> bool:
    """A year that came from the document's own date is not the story's: it lends nothing."""
    return date.when.basis is not DateBasis.YEAR_FROM_DOCUMENT


def main_tense(doc: Doc, first: int, last: int) -> str:
    """ "One month after they agreed, work has begun": "now" where the main clause tells of the present."""
    verb = _governor(doc, first, last)
    for _ in range(_CLIMB):
        if verb is None or verb.dep_ not in {"advcl", "ccomp", "pcomp"} or verb.head.i == verb.i:
            break
        verb = verb.head
    if verb is None or verb.pos_ not in {"VERB", "AUX"} or first <= verb.i < last:
        return ""
    tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"})}
    return "now" if tags & {"VBZ", "VBP"} else ""
