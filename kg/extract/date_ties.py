"""How a dated expression is tied to a trigger by the parse: smaller is closer, NO_TIE is not at all.

Ranks: 0 it hangs on the trigger; 1 on a noun phrase of the trigger's clause; 2 on the verb whose object,
subject or complement the trigger is, or on the occasion at which it happened ("at a March 7 event"); 3 it
stands at the head of verbs joined by "and", on a participle that accompanies the verb, or across a clause
with "when"; 4 it opens the sentence, or stands on a later verb joined to this one; 5 on an earlier one; 6
nothing but words of the same clause stand between the two (for parses gone wrong).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.base import DateExpression
from kg.extract.date_tense import of_the_paper_alone, words_of
from kg.model.vocabulary import DateBasis, Precision

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NO_TIE = 99
#: Steps up the tree that stay inside one noun phrase or its prepositions.
_NOMINAL_RELATIONS = (
    "dobj pobj prep attr nsubjpass nsubj conj appos compound oprd dative agent poss nmod pcomp amod npadvmod "
    "obj obl nummod"
)
_NOMINAL = frozenset(_NOMINAL_RELATIONS.split())
_MODIFIES = frozenset({"nummod", "compound", "nmod", "amod", "poss", "quantmod"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AHEAD = 25  # tokens from a date that opens a clause to its verb
_YEARLY = frozenset({Precision.YEAR, Precision.RANGE})
_CLIMB = 25  # deeper paths are parses of lists, not of clauses
#: Verbs whose object does at that time what the bare verb behind it says.
_SEEN = frozenset({"see", "watch", "hear", "witness", "let", "make", "have", "help"})
_APART = frozenset({"before", "since", "until", "till", "prior"})
_PLACED = frozenset({"at", "in", "on", "during", "after", "following", "through", "under", "by"})


def _occasions() -> frozenset[str]:
    """What something is said or done at, on or in: its day is the day of the deed."""
    return words_of("occasion")


def _happening() -> frozenset[str]:
    """Verbs that only say that something took place, or was made public."""
    return words_of("happening")


def head_of(doc: Doc, date: DateExpression) -> Token:
    """The word that the expression hangs on, prepositions passed over."""
    token = doc[date.first : date.last].root
    above = token.head
    for _ in range(_CLIMB):
        if above.pos_ not in {"ADP", "SCONJ"} or above.dep_ == "ROOT":
            break
        above = above.head
    return above


def modifies_noun(doc: Doc, first: int, last: int) -> bool:
    """ "the 1995 treaty": a date inside a noun phrase, before its noun."""
    root = doc[first:last].root
    return root.dep_ in _MODIFIES and root.head.pos_ in {"NOUN", "PROPN"} and root.head.i >= last


def tie(doc: Doc, date: DateExpression, trigger: int, first: int) -> int:
    """The rank of the tie between an expression and a trigger; `first` is the sentence's first token."""
    governor, target = head_of(doc, date), doc[trigger]
    if date.first <= trigger < date.last or _of_what_came_before(doc, date, target):
        return NO_TIE
    clause = _next_clause(doc, date)
    if clause is not None and trigger < date.first:
        return NO_TIE
    if governor.i == trigger:
        return 0
    if clause is not None and clause_verb(target).i == clause.i:
        return 0 if clause.i == trigger else 2
    if _opens_clause(governor, doc, date):
        return 0 if governor.head.i == trigger else 2 if governor.head.i == clause_verb(target).i else NO_TIE
    if modifies_noun(doc, date.first, date.last):
        if _inside_name(governor, target):
            return 1
        return 2 if _occasion_of(governor, target) else NO_TIE
    verb = clause_verb(target)
    if _looked_back_at(date, governor, target) or _looked_back_at(date, governor, verb):
        return NO_TIE
    if date.when.start is None and governor.pos_ == "NOUN" and target.pos_ in {"VERB", "AUX"}:
        return NO_TIE  # "adopted a strategy until 2025"
    if target.pos_ in {"VERB", "AUX"} and of_the_paper_alone(doc, date, target):
        return NO_TIE
    if _in_name(doc, date) or _apart(target, date):
        return NO_TIE
    if _climbs_to(governor, target) or _tells_when(governor, target):
        return 1
    if verb.dep_ == "ccomp" and _bare(verb) and governor.i == verb.head.i:
        return 2
    if governor.i == verb.i or _climbs_to(governor, verb) or _made_public(governor, verb):
        return 2
    if _said_now(verb, governor):
        return NO_TIE
    rank = _by_joined_verbs(date, governor, verb)
    if rank < NO_TIE:
        return rank
    if date.first - first <= 2 and not _reported(verb, governor):
        return 4
    if (_laid_down(verb) or _accompanies(verb)) and tie(doc, date, verb.head.i, first) <= 3:
        return 5
    if _reported(verb, governor) and governor.is_ancestor(verb):
        return NO_TIE  # "said in May that exports had dropped": the day of saying
    return 6 if _same_stretch(doc, date, trigger) else NO_TIE


def _of_what_came_before(doc: Doc, date: DateExpression, target: Token) -> bool:
    """ "Two days after the ruling he said": what it gives is the day of the ruling, not of the words."""
    after = doc[date.last - 1]
    if after.lower_ != "after" or date.last - date.first < 2:
        return False
    clause = after.head if after.dep_ == "mark" else after
    return target.i < date.last or not (clause.i == target.i or clause.is_ancestor(target))


def _in_name(doc: Doc, date: DateExpression) -> bool:
    """ "the Decade 2014-2024", "Joint Sea 2014": a year that ends a name dates nothing."""
    if date.first == 0 or date.when.precision not in _YEARLY:
        return False
    before = doc[date.first - 1]
    return before.pos_ == "PROPN" and before.text[:1].isupper() and doc[date.first].like_num


def _next_clause(doc: Doc, date: DateExpression) -> Token | None:
    """The verb of a clause that the date opens: "signed it in May, and six months later, they agreed"."""
    i = date.first - 1
    if i > 0 and doc[i].pos_ in {"ADP", "ADV"}:
        i -= 1
    if i < 1 or not (doc[i].text == ";" or (doc[i].dep_ == "cc" and doc[i - 1].text in {",", ";"})):
        return None
    subject = False
    for token in doc[date.last : min(len(doc), date.last + _AHEAD)]:
        if token.text in {";", "“", "”", '"'}:
            return None
        # "on 5 March Korvel agreed": the parse may take the name for the end of the date.
        named = token.i == date.last and token.pos_ == "PROPN"
        subject = subject or named or token.dep_ in {"nsubj", "nsubjpass"}
        if token.tag_ in _FINITE:
            verb = token.head if token.dep_ in {"aux", "auxpass"} else token
            return verb if subject and verb.pos_ in {"VERB", "AUX"} and verb.dep_ != "relcl" else None
    return None


def _opens_clause(noun: Token, doc: Doc, date: DateExpression) -> bool:
    """ "… and on 5 March Korvel agreed": the parse takes the day for a part of the name behind it."""
    if date.first <= 0 or date.last > noun.i or noun.pos_ not in {"PROPN", "NOUN"}:
        return False
    if noun.dep_ not in {"nsubj", "nsubjpass"} or doc[date.first - 1].lower_ not in {"on", "in"}:
        return False
    return doc[date.first - 1].head.i == noun.head.i and noun.head.pos_ in {"VERB", "AUX"}


def _inside_name(governor: Token, target: Token) -> bool:
    return target.head.i == governor.i and target.dep_ in {"compound", "amod"}


def apart_in_time(token: Token, words: frozenset[str]) -> Token | None:
    """The preposition among `words` under which a noun stands in its clause: "after the uprising"."""
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return None
        if token.pos_ in {"ADP", "SCONJ", "ADV"} and token.lower_ in words:
            return token
        token = token.head
    return None


def _apart(target: Token, date: DateExpression) -> bool:
    """ "They met on Monday before the vote": the day of the verb is not that of the noun."""
    word = apart_in_time(target, _APART)
    return word is not None and date.first < word.i


def _occasion_of(noun: Token, target: Token) -> bool:
    """ "said at a March 7 event", "in the November 27 statement they agreed"."""
    if noun.lemma_.lower() not in _occasions() or noun.dep_ != "pobj" or noun.head.lower_ not in _PLACED:
        return False
    return noun.head.head.i in {target.i, clause_verb(target).i}


def _tells_when(governor: Token, target: Token) -> bool:
    """ "the occupation that began on 2 August", "the statement made on Monday": a clause on the noun."""
    if governor.dep_ not in {"relcl", "acl"} or governor.lemma_.lower() not in _happening():
        return False
    if target.pos_ not in {"NOUN", "PROPN"}:
        return False
    return governor.head.i == target.i or _climbs_to(governor.head, target)


def _made_public(governor: Token, verb: Token) -> bool:
    """ "in a statement issued on Monday, the ministry denounced …"."""
    noun = governor.head
    if governor.dep_ == "ccomp" and governor.i < noun.i == verb.i and governor.i > governor.sent.start:
        # "In a press release issued on Monday, …" with "issued" taken for a finite verb.
        before, own = governor.nbor(-1), any(c.dep_ == "nsubj" for c in governor.children)
        return before.lemma_.lower() in _occasions() and not own
    if governor.dep_ not in {"acl", "relcl"} or noun.dep_ != "pobj" or noun.i >= governor.i:
        return False
    if noun.lemma_.lower() not in _occasions() or noun.head.lower_ not in _PLACED:
        return False
    return _climbs_to(noun, verb)


def _laid_down(verb: Token) -> bool:
    """ "a treaty in which both sides agreed to …": what a paper holds was done when the paper was made."""
    if verb.dep_ != "relcl" or verb.tag_ not in {"VBD", "VBN"}:
        return False
    for child in verb.children:
        if child.i >= verb.i:
            break
        if child.lower_ == "whereby":
            return True
        if child.dep_ == "prep" and child.lower_ in {"in", "under", "by", "through", "at"}:
            return any(c.lower_ == "which" for c in child.children)
    return False


def _accompanies(verb: Token) -> bool:
    """ "denounced the summit, calling it void": a participle has the time of its verb."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.pos_ == "VERB" and verb.head.i < verb.i


def _climbs_to(token: Token, target: Token) -> bool:
    """Whether `token` belongs to a noun phrase of `target`, with no other verb on the way."""
    for _ in range(_CLIMB):
        if token.i == target.i:
            return True
        if token.pos_ in {"VERB", "AUX"} or token.dep_ not in _NOMINAL:
            return False
        token = token.head
    return False


def clause_verb(token: Token) -> Token:
    """The verb whose clause a word stands in; through the verbs that only lead it ("agreed to sell")."""
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"xcomp", "aux", "auxpass"}:
            return token
        if token.head.i == token.i:
            return token
        if token.pos_ not in {"VERB", "AUX"} and token.dep_ not in _NOMINAL | {
            "advmod",
            "acomp",
            "prt",
            "neg",
            "det",
        }:
            return token
        token = token.head
    return token


def _looked_back_at(date: DateExpression, governor: Token, verb: Token) -> bool:
    """ "condemned the attack of 7 October": the attack's day; "… on Monday" may be the other's."""
    if governor.i == verb.i or verb.lemma_.lower() not in words_of("looks-back"):
        return False
    relative = date.when.basis is DateBasis.RELATIVE_TO_DOCUMENT
    below = verb.i < governor.i <= verb.right_edge.i  # what costs little first: chains of clauses are long
    return not relative and below and verb.is_ancestor(governor)


def _tense(verb: Token) -> str:
    helpers = {c.tag_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if "MD" in helpers:
        return "future"
    if helpers & {"VBZ", "VBP"}:
        return "perfect" if verb.tag_ == "VBN" else "present"
    return "past" if verb.tag_ in {"VBD", "VBN"} or "VBD" in helpers else "present"


def _another_time(verb: Token, governor: Token) -> bool:
    """ "They met in May, and will meet again", "… and have met since": each clause has a time of its own."""
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)
    return own and _tense(verb) != _tense(governor)


def _said_now(verb: Token, governor: Token) -> bool:
    """ "Next year Ruritania will host it, and we welcome all": what is said now is not of then."""
    joined = governor.i in _joined(verb) and _another_time(verb, governor)
    return joined and (_tense(governor), _tense(verb)) == ("future", "present")


def _by_joined_verbs(date: DateExpression, governor: Token, verb: Token) -> int:
    heads = _joined(verb)
    if governor.i in heads and _another_time(verb, governor) and date.first > governor.sent.start + 2:
        return NO_TIE
    if governor.i in heads:
        return 3 if date.last <= governor.i else 5
    if verb.i in _joined(governor):
        if not any(c.dep_ in {"nsubj", "nsubjpass"} for c in governor.children):
            return 4
        if _passive(verb) and _passive(governor) and governor.head.i == verb.i:
            return 5
    for one, other in ((verb, governor), (governor, verb)):
        if one.dep_ == "advcl" and one.tag_ == "VBG" and one.head.i in {other.i, *_joined(other)}:
            return 3
    if _outside_the_words(governor, verb):
        return 3
    if _at_the_time(verb, governor) or _at_the_time(governor, verb) or _on_that_day(verb, date):
        return 3
    if _behind_when(verb, date):
        return 5
    return NO_TIE


def _outside_the_words(governor: Token, verb: Token) -> bool:
    """ "said, “…”, while addressing the press yesterday", where the parse hangs the clause on the words."""
    above = governor.head
    if governor.tag_ != "VBG" or governor.dep_ != "advcl" or above.dep_ != "ccomp":
        return False
    if above.head.i != verb.i and verb.i not in _joined(above.head):
        return False
    return any(t.text in {'"', "”"} for t in governor.doc[above.i : governor.i])


def _passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children)


def _at_the_time(clause: Token, main: Token) -> bool:
    """ "relations began when the envoy presented his letters": both at one time."""
    if clause.head.i != main.i or clause.dep_ not in {"advcl", "relcl"}:
        return False
    return _with_when(clause)


def _with_when(clause: Token) -> bool:
    return any(c.lower_ in {"when", "as", "whereupon"} and c.i < clause.i for c in clause.children)


def _on_that_day(clause: Token, date: DateExpression) -> bool:
    """ "on 19 June 1822, when the president received him": the parse hangs the clause on the date."""
    for _ in range(3):
        if clause.dep_ != "conj":
            break
        clause = clause.head
    if clause.dep_ not in {"advcl", "relcl", "acl"} or not date.first <= clause.head.i < date.last:
        return False
    return clause.i >= date.last and _with_when(clause)


def _behind_when(verb: Token, date: DateExpression) -> bool:
    """The same where the parse goes wrong: nothing but "when" and one clause from the date to the verb."""
    doc = verb.doc
    if verb.i < date.last or verb.tag_ not in {"VBD", "VBN"}:
        return False
    between = doc[date.last : verb.i]
    if [t.lower_ for t in between[:2]] != [",", "when"]:
        return False
    return not any(t.text in {",", ";", "“", '"'} or t.tag_ == "VBD" for t in between[2:])


def _joined(verb: Token) -> set[int]:
    """The verbs that this one continues: "met X and signed Y" (signed → met)."""
    found: set[int] = set()
    for _ in range(_CLIMB):
        if verb.dep_ != "conj" or verb.head.i == verb.i:
            break
        verb = verb.head
        found.add(verb.i)
    return found


def _reported(verb: Token, governor: Token) -> bool:
    """Whether a clause lies inside what the governor says or thinks."""
    for _ in range(_CLIMB):
        if verb.i == governor.i or verb.head.i == verb.i:
            return False
        if verb.dep_ in {"ccomp", "parataxis"}:
            return not _bare(verb)
        verb = verb.head
    return False


def _bare(verb: Token) -> bool:
    """ "saw Ruritania end the talks": a complement without a time of its own."""
    if any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return False
    return verb.tag_ in {"VB", "VBG"} and verb.head.lemma_.lower() in _SEEN


def _same_stretch(doc: Doc, date: DateExpression, trigger: int) -> bool:
    low, high = (date.last, trigger) if date.last <= trigger else (trigger + 1, date.first)
    if high - low > 15:
        return False
    return not any(t.tag_ in _FINITE or t.text in {";", "“", "”", '"'} for t in doc[low:high])
