"""What a verb's own auxiliaries, negation, adverbs, subject and mood say of its modality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import modality_scope as scope
from kg.extract.modality_words import lexicon
from kg.model.vocabulary import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token


def own(verb: Token) -> Modality | None:
    """What the verb's own auxiliaries, negation, adverbs and subject say; None if nothing."""
    children = list(verb.children)
    if _denied(children):
        return _negated_own(children)
    if verb.lemma_ == "like" and any(c.dep_ == "aux" and c.lower_ in {"would", "'d", "’d"} for c in children):
        return None  # "I would like to thank" thanks
    found: list[Modality] = []
    for child in children:
        if child.dep_ in {"aux", "auxpass"}:
            meaning = _of_auxiliary(child, verb, children)
            if child.lower_ == "shall" and not any(c.lower_ in {"i", "we"} for c in children):
                meaning = Modality.NORMATIVE  # "the parties shall consult" binds, "we shall" promises
            if meaning is not None:
                found.append(_perfect(meaning, child, children))
        elif child.dep_ in {"advmod", "npadvmod", "acomp"} and child.pos_ in {"ADV", "ADJ", "NOUN"}:
            meaning = scope.by_adverb(child)
            if meaning is not None and (child.dep_ != "acomp"):
                found.append(meaning)
    outside = scope.beside(verb)
    if outside is not None:
        found.append(outside)
    for wanted in (Modality.NEGATED, Modality.NORMATIVE, Modality.POSSIBLE, Modality.PLANNED):
        if wanted in found:
            return wanted
    if imperative(verb, children):
        return Modality.NORMATIVE
    return None


def _of_auxiliary(auxiliary: Token, verb: Token, children: list[Token]) -> Modality | None:
    """The lexicon's meaning; "they'd run out" had, and "may peace prevail" wishes."""
    meaning = lexicon().get(("auxiliary", auxiliary.lower_))
    if auxiliary.lower_ in {"'d", "’d"} and (verb.tag_ in {"VBN", "VBD"} or auxiliary.tag_ == "VBD"):
        return None
    if auxiliary.lower_ == "may" and verb.dep_ in {"ROOT", "ccomp", "conj"}:
        subject = next((c for c in children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if subject is not None and auxiliary.i < subject.left_edge.i and subject.i < verb.i:
            return Modality.NORMATIVE
    return meaning


def _denied(children: list[Token]) -> bool:
    for child in children:
        if child.dep_ == "neg":
            # "not only … but also" asserts.
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            return following not in {"only", "just", "merely", "simply"}
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if child.lower_ in {"nobody", "none", "nothing", "neither"}:
                # "nothing less than a triumph" asserts.
                return child.i + 1 >= len(child.doc) or child.nbor(1).lower_ not in {"less", "short", "but"}
            if child.lower_ in {"few", "little"} and child.dep_ in {"nsubj", "nsubjpass"}:
                # "Few of them came"; not "a few of them", "very little", "as few as ten".
                return not any(c.i < child.i for c in child.children)
            if child.lower_ == "doubt":
                continue  # "have no doubt that"
            if any(scope.denies(det) for det in child.children):
                return True
    return False


def _negated_own(children: list[Token]) -> Modality:
    """ "should not sign" is still a rule, "may not sign" open; "will not", "did not", "need not" deny."""
    for child in children:
        if child.dep_ != "aux" or child.lower_ == "need":
            continue
        if lexicon().get(("auxiliary", child.lower_)) is Modality.NORMATIVE:
            return Modality.NORMATIVE
        if child.lower_ in {"may", "might"}:
            return Modality.POSSIBLE
    return Modality.NEGATED


def _perfect(meaning: Modality, auxiliary: Token, children: list[Token]) -> Modality:
    """ "must have signed" guesses; "would have signed" did not."""
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in children) and auxiliary.tag_ == "MD":
        if auxiliary.lower_ in {"must", "may", "might", "could"}:
            return Modality.POSSIBLE
        if auxiliary.lower_ in {"should", "would"}:
            if auxiliary.lower_ == "should":
                return Modality.NORMATIVE
            # "The bill would have allowed" leaves open what "would have signed if …" denies.
            told = auxiliary.head.dep_ in {"relcl", "ccomp"} and not any(c.dep_ == "advcl" for c in children)
            return Modality.POSSIBLE if told else Modality.NEGATED
    return meaning


def imperative(verb: Token, children: list[Token]) -> bool:
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "conj", "ccomp"}:
        return False
    if ("address", verb.lemma_.lower()) in lexicon():
        return False  # "take the case of Ruritania" demands nothing
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in children):
        let = verb.head
        return verb.dep_ == "ccomp" and let.lower_ == "let" and let.dep_ == "ROOT"
    if verb.dep_ == "ROOT":
        return True
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VB" and own(verb.head) is Modality.NORMATIVE
    return verb.head.lower_ == "let"
