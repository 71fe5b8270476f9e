"""What reaches a clause from beside or above it: hearsay, parentheses, invented stories, the noun it fills.

"It is claimed" and "is said to have" leave open what they bring; a novel's events did not happen; "the plan
to sign was dropped" and "rumours that they signed proved false" undo the content of their noun. The words
are data (data/lexicon/modality.jsonl). Every function gives None where it has nothing to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.modality_words import lexicon
from kg.model.vocabulary import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_PAST = frozenset({"VBD", "VBN"})


def _known(kind: str, token: Token) -> bool:
    return (kind, token.lemma_.lower()) in lexicon()


def with_particle(kind: str, token: Token) -> str:
    """A verb's lemma, with its particle where the lexicon has the two as one: "rule out", "break off"."""
    for child in token.children:
        if child.dep_ == "prt" and (kind, f"{token.lemma_.lower()} {child.lower_}") in lexicon():
            return f"{token.lemma_.lower()} {child.lower_}"
    return token.lemma_.lower()


def by_adverb(adverb: Token) -> Modality | None:
    """What an adverb of the clause says, with the small word before it: "no longer", "if ever"."""
    words = lexicon()
    for child in adverb.children:
        meaning = words.get(("adverb", f"{child.lower_} {adverb.lower_}"))
        if meaning is not None:
            return meaning
    if _known("measure", adverb.head) and words.get(("approximation", adverb.lower_)):
        return None  # "nearly doubled" measures
    return words.get(("adverb", adverb.lower_)) or words.get(("approximation", adverb.lower_))


def beside(verb: Token) -> Modality | None:
    """A parenthesis that hedges ("it is claimed") or the story in which alone the clause holds."""
    before = verb.doc[max(verb.i - 2, verb.sent.start) : verb.i].text.lower()
    if ("approximation", before) in lexicon() and " " in before:
        return lexicon()["approximation", before]
    for child in verb.children:
        if child.dep_ == "parataxis" and _impersonal(child) and _hearsay_verb(child):
            return Modality.POSSIBLE
        if child.dep_ == "prep" and child.lower_ == "in" and _in_story(child):
            return Modality.POSSIBLE
    return None


def _in_story(prep: Token) -> bool:
    return any(
        c.dep_ == "pobj" and _known("fiction", c) and any(d.dep_ in {"det", "poss"} for d in c.children)
        for c in prep.children
    )


def _impersonal(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECTS and c.lower_ == "it" for c in verb.children)


def _hearsay_verb(verb: Token) -> bool:
    possible = lexicon().get(("governor", verb.lemma_.lower())) is Modality.POSSIBLE
    return possible or (_known("hearsay", verb) and verb.tag_ == "VBN")


def hearsay(verb: Token, head: Token) -> bool:
    """ "is said to have signed", "it was reported that": told by nobody in particular."""
    if not _known("hearsay", head) or head.tag_ != "VBN":
        return False
    if any(c.dep_ == "agent" for c in head.children):
        return False
    passive = head.dep_ in {"acl", "amod"} or any(c.dep_ == "auxpass" for c in head.children)
    return passive and (infinitive(verb) or _impersonal(head))


def infinitive(verb: Token) -> bool:
    """ "to sign", "to be signed"."""
    return any(c.tag_ == "TO" for c in verb.children)


def judged(verb: Token) -> Modality | None:
    """ "It would be wrong to sign" weighs an act; "it was wrong to sign" is about one that was done."""
    head = verb.head
    if head.lemma_ != "be" or not infinitive(verb):
        return None
    if not any(c.dep_ in _PREDICATES and c.i < verb.i and _known("judgement", c) for c in head.children):
        return None
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in head.children):
        return Modality.NORMATIVE
    return Modality.NORMATIVE if _impersonal(head) and head.tag_ not in _PAST else Modality.ACTUAL


def of_noun(verb: Token, noun: Token) -> Modality | None:
    """The clause that fills a noun: "the plan for them to sign", "no evidence that they signed"."""
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    if infinitive(verb) and (verb.dep_ == "acl" or "for" in marks or _bare(verb)):
        if ended(noun) or no_plan(noun):
            return Modality.NEGATED
        if noun.dep_ == "attr" and noun.head.lemma_ == "be" and _known("adjective", noun):
            return lexicon()["adjective", noun.lemma_.lower()]
        named = lexicon().get(("noun", noun.lemma_.lower()))
        if named is None and noun.dep_ == "attr" and noun.lower_ == "time":
            return Modality.NORMATIVE  # "it is time to sign"
        return named or (Modality.PLANNED if verb.dep_ == "relcl" else None)
    if noun.lower_ == "time" and noun.dep_ == "attr" and _impersonal(noun.head):
        return Modality.NORMATIVE  # "it is time that they signed"
    if not _content(verb):
        return None
    if _known("untrue", noun) or _belied(noun):
        return Modality.NEGATED
    doubtful = lexicon().get(("noun", noun.lemma_.lower())) is Modality.POSSIBLE
    if (doubtful or _known("evidence", noun)) and denied_noun(noun):
        return Modality.NEGATED
    return Modality.POSSIBLE if doubtful else None


def _bare(verb: Token) -> bool:
    """ "calls to sign", "the treaty, to be signed in May": an infinitive without a subject or a pronoun."""
    return not any(c.dep_ in _SUBJECTS or c.tag_ in {"WDT", "WP"} for c in verb.children)


def no_plan(noun: Token) -> bool:
    """ "has no intention of signing", "no plans to sign", "rejected calls to sign"."""
    named = lexicon().get(("noun", noun.lemma_.lower()))
    if named not in {Modality.PLANNED, Modality.NORMATIVE, Modality.POSSIBLE}:
        return False
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in noun.head.children):
        return False
    return denied_noun(noun)


def denies(word: Token) -> bool:
    """A word before a noun that says there is none: "no", "few states", "hardly any state"."""
    words = lexicon()
    if word.dep_ in {"det", "neg", "preconj"} and words.get(("determiner", word.lower_)):
        return True
    if word.lower_ == "any" and any(
        words.get(("adverb", c.lower_)) is Modality.NEGATED for c in word.children
    ):
        return True
    if word.lower_ in {"few", "little"} and word.dep_ == "amod" and word.head.dep_ in _SUBJECTS:
        return not any(c.dep_ in {"det", "poss", "advmod"} and c.i < word.i for c in word.head.children)
    return False


def hindsight(verb: Token) -> bool:
    """ "would later become", "would go on to lead": told from later on, so that it came about."""
    modals = [c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"]
    if [c.lower_ for c in modals] != ["would"] or any(c.dep_ == "neg" for c in verb.children):
        return False
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children) or verb.dep_ == "ccomp":
        return False
    later = any(c.dep_ == "advmod" and ("hindsight", c.lower_) in lexicon() for c in verb.children)
    on = verb.lemma_ == "go" and any(c.dep_ == "prt" and c.lower_ == "on" for c in verb.children)
    return (later or on) and not any(c.dep_ == "advcl" and _if(c) for c in verb.children)


def _if(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless"} for c in clause.children)


def _content(verb: Token) -> bool:
    """A "that" that only opens the clause; the parser may take it for a second object of the verb."""
    opening = [c for c in verb.children if c.lower_ == "that" and c.dep_ in {"mark", "dobj"} and c.i < verb.i]
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    return bool(opening) and (opening[0].dep_ == "mark" or len(objects) > 1)


def denied_noun(noun: Token) -> bool:
    """ "no evidence", "there is not any evidence", "without evidence", "they lack evidence"."""
    words, head = lexicon(), noun.head
    if any(c.dep_ in {"det", "neg"} and words.get(("determiner", c.lower_)) for c in noun.children):
        return True
    if noun.dep_ == "pobj":
        return words.get(("preposition", head.lower_)) is Modality.NEGATED
    if noun.dep_ == "dobj" and words.get(("object", head.lemma_.lower())) is Modality.NEGATED:
        return True
    return noun.dep_ in {"dobj", "attr"} and any(c.dep_ == "neg" for c in head.children)


def undone(noun: Token) -> bool:
    """ "no evidence of talks", "dropped the idea of talks": the noun before "of" takes back what follows."""
    return (_known("evidence", noun) and denied_noun(noun)) or ended(noun)


def with_before(kind: str, token: Token) -> tuple[str, str]:
    """The lexicon's key of a word, with the word before it if they go together: "instead of", "as though"."""
    pair = (kind, f"{token.nbor(-1).lower_} {token.lower_}") if token.i else (kind, token.lower_)
    return pair if pair in lexicon() else (kind, token.lower_)


def came_about(verb: Token, head: Token) -> bool:
    """ "was able to escape" and "had to stay" did so; "it is good that they signed" weighs what was done."""
    copula = head.head if head.pos_ == "ADJ" and head.dep_ in _PREDICATES else head
    if _had_to(verb, copula):
        return True
    if any(c.dep_ in {"neg", "aux"} for c in copula.children if c.i < verb.i):
        return False
    past = copula.tag_ == "VBD"
    if infinitive(verb):
        return past and (head.lower_ == "able" or copula.lemma_ == "have" or _beside_able(copula))
    told = verb.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.tag_ == "VBD" for c in verb.children)
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)
    weighed = head.pos_ == "ADJ" or any(c.dep_ == "acomp" for c in head.children)
    return told and marked and weighed and copula.lemma_ == "be" and _weighing(copula)


def _had_to(verb: Token, copula: Token) -> bool:
    """ "have had to leave", "has been able to escape": so they did."""
    perfect = [c for c in copula.children if c.dep_ == "aux" and c.i < copula.i]
    if copula.tag_ != "VBN" or not infinitive(verb) or any(c.dep_ == "neg" for c in copula.children):
        return False
    if len(perfect) != 1 or perfect[0].lower_ not in {"have", "has", "had", "'ve", "’ve", "'s", "’s"}:
        return False
    return copula.lemma_ == "have" or _beside_able(copula)


def _beside_able(copula: Token) -> bool:
    return copula.lemma_ == "be" and any(c.dep_ == "acomp" and c.lower_ == "able" for c in copula.children)


def _weighing(copula: Token) -> bool:
    """The predicate says what ought to be ("important"), not whether it is ("possible", "false")."""
    words = lexicon()
    found = [c for c in copula.children if c.dep_ == "acomp"]
    return any(words.get(("adjective", c.lemma_.lower())) is Modality.NORMATIVE for c in found)


def yet_to(verb: Token) -> bool:
    """ "has yet to sign"."""
    return verb.head.lemma_ in {"have", "be"} and any(
        c.dep_ == "advmod" and c.lower_ == "yet" and c.i < verb.i for c in verb.head.children
    )


def awaited(head: Token) -> Token:
    """What is to happen to a subject: the infinitive of "the treaty is still to be signed"."""
    if head.lemma_ not in {"be", "have"}:
        return head
    return next((c for c in head.children if c.dep_ == "xcomp" and infinitive(c)), head)


def ended(noun: Token) -> bool:
    """ "dropped the plan", "the plan was dropped"."""
    head = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or ("end", with_particle("end", head)) not in lexicon():
        return False
    modal = any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in head.children)
    return not modal


def _belied(noun: Token) -> bool:
    """ "the claim is unfounded", "fears proved wrong"."""
    head = noun.head
    if noun.dep_ != "nsubj" or any(c.dep_ == "neg" or c.tag_ == "MD" for c in head.children):
        return False
    # "turned out to be false"
    places = [head, *(c for c in head.children if c.dep_ == "xcomp" and c.lemma_ == "be")]
    return any(c.dep_ in _PREDICATES and _known("untrue", c) for place in places for c in place.children)
