"""How far a clause commits to what it says: actual, planned, possible, normative, negated.

The words are data (data/lexicon/modality.jsonl); this module knows which of them has the trigger in its
scope: its own auxiliaries and adverbs, the verb, noun or adjective that governs it ("plans to sign",
"failure to sign", "ready to sign"), the conjunction of its clause ("if"), the preposition ("without").
A denial wins over a plan, a duty over a possibility: "will not sign" is negated, "should sign" normative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import modality_scope as scope
from kg.extract.modality_words import lexicon
from kg.model.vocabulary import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEPTH = 6
_CLAUSE_HEADS = frozenset({"VERB", "AUX"})


def _meaning(kind: str, token: Token) -> Modality | None:
    return lexicon().get(_key(kind, token))


def _key(kind: str, token: Token) -> tuple[str, str]:
    """The lexicon's key for a word; the lemmatiser takes "hopes" for a form of "hop"."""
    lemma = scope.with_particle(kind, token)
    mended = f"{lemma}e"
    if (kind, lemma) not in lexicon() and token.lower_.startswith(mended) and (kind, mended) in lexicon():
        return kind, mended
    return kind, lemma


def modality(token: Token) -> Modality:
    """The modality of the proposition that this word triggers (a verb, noun, adjective or participle)."""
    return _read(token, 0)


def _read(token: Token, depth: int) -> Modality:
    if depth > _DEPTH:
        return Modality.ACTUAL
    if token.pos_ in _CLAUSE_HEADS:
        return _clause(token, depth)
    return _nominal(token, depth)


# ── verbs ────────────────────────────────────────────────────────────────────────────────────────


def _clause(verb: Token, depth: int) -> Modality:
    own = _own(verb)
    if own is Modality.PLANNED and _hoped(verb):
        return Modality.POSSIBLE
    if own is Modality.POSSIBLE and _backshifted(verb):
        return Modality.PLANNED
    if own is not None:
        return own
    return _context(verb, depth)


def _hoped(verb: Token) -> bool:
    """ "We hope that talks will follow": wished for, not planned."""
    head = verb.head
    return verb.dep_ == "ccomp" and head.i != verb.i and ("wish", head.lemma_.lower()) in lexicon()


def _backshifted(verb: Token) -> bool:
    """ "announced that troops would leave": the "will" of what was said, in the past tense of its report."""
    head = verb.head
    if verb.dep_ != "ccomp" or head.tag_ not in {"VBD", "VBN"} or ("wish", head.lemma_.lower()) in lexicon():
        return False
    modals = [c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"]
    conditional = any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children)
        for c in verb.children
    )
    return modals == ["would"] and not conditional


def _own(verb: Token) -> Modality | None:
    """What the verb's own auxiliaries, negation, adverbs and subject say; None if nothing."""
    words = lexicon()
    children = list(verb.children)
    if _denied(children):
        return _negated_own(children)
    if verb.lemma_ == "like" and any(c.dep_ == "aux" and c.lower_ in {"would", "'d", "’d"} for c in children):
        return None  # "I would like to thank" thanks
    found: list[Modality] = []
    for child in children:
        if child.dep_ in {"aux", "auxpass"}:
            meaning = words.get(("auxiliary", child.lower_))
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
    if _imperative(verb, children):
        return Modality.NORMATIVE
    return None


def _denied(children: list[Token]) -> bool:
    words = lexicon()
    for child in children:
        if child.dep_ == "neg":
            # "not only … but also" asserts.
            following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
            return following not in {"only", "just", "merely", "simply"}
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if child.lower_ in {"nobody", "none", "nothing", "neither"}:
                # "nothing less than a triumph" asserts.
                return child.i + 1 >= len(child.doc) or child.nbor(1).lower_ not in {"less", "short", "but"}
            if child.lower_ == "doubt":
                continue  # "have no doubt that"
            for det in child.children:
                if det.dep_ in {"det", "neg", "preconj"} and words.get(("determiner", det.lower_)):
                    return True
    return False


def _negated_own(children: list[Token]) -> Modality:
    """ "should not sign" is still a rule; "will not", "did not", "cannot" deny."""
    for child in children:
        if child.dep_ == "aux" and lexicon().get(("auxiliary", child.lower_)) is Modality.NORMATIVE:
            return Modality.NORMATIVE
    return Modality.NEGATED


def _perfect(meaning: Modality, auxiliary: Token, children: list[Token]) -> Modality:
    """ "must have signed" guesses; "would have signed" did not."""
    if any(c.dep_ == "aux" and c.lower_ == "have" for c in children) and auxiliary.tag_ == "MD":
        if auxiliary.lower_ in {"must", "may", "might", "could"}:
            return Modality.POSSIBLE
        if auxiliary.lower_ in {"should", "would"}:
            return Modality.NEGATED if auxiliary.lower_ == "would" else Modality.NORMATIVE
    return meaning


def _imperative(verb: Token, children: list[Token]) -> bool:
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "conj", "ccomp"}:
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in children):
        let = verb.head
        return verb.dep_ == "ccomp" and let.lower_ == "let" and let.dep_ == "ROOT"
    if verb.dep_ == "ROOT":
        return True
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VB" and _own(verb.head) is Modality.NORMATIVE
    return verb.head.lower_ == "let"


def _context(verb: Token, depth: int) -> Modality:
    words = lexicon()
    for child in verb.children:
        if child.dep_ == "mark":
            meaning = words.get(scope.with_before("mark", child))
            if meaning is not None:
                return meaning
        elif child.dep_ == "aux" and child.lower_ in {"were", "had", "should"} and child.i < verb.i:
            # Inversion: "Were Ruritania to sign", "Had Ruritania signed".
            subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if subject is not None and subject.i > child.i and verb.dep_ == "advcl":
                return Modality.POSSIBLE
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in _CLAUSE_HEADS:
        return _shared(verb, head, depth)
    if dep in {"xcomp", "ccomp", "oprd"}:
        return _governed(verb, head, depth)
    if dep == "advcl":
        return _adverbial(verb, head)
    filled = scope.of_noun(verb, head) if dep in {"acl", "relcl"} else None
    if filled is not None:
        return filled
    if dep == "acl" and head.pos_ in {"NOUN", "PROPN"}:
        infinitive = verb.tag_ == "VB" or any(c.tag_ == "TO" for c in verb.children)
        if infinitive:
            return _meaning("noun", head) or Modality.PLANNED
        return Modality.ACTUAL
    if dep == "pcomp":
        return _after_preposition(head, depth)
    if _conditional_clause(verb):
        return Modality.POSSIBLE
    return Modality.ACTUAL


def _conditional_clause(verb: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ in {"whether", "if"} for c in verb.children)


def _shared(verb: Token, head: Token, depth: int) -> Modality:
    """A verb joined by "and" shares the auxiliaries of the first when it has none and no subject."""
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return Modality.ACTUAL
    if any(c.dep_ == "aux" and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children):
        return Modality.ACTUAL
    first = _own(head)
    if verb.tag_ in {"VBD", "VBZ", "VBP"} and head.tag_ not in {"VBD", "VBZ", "VBP"}:
        return Modality.ACTUAL
    if first is not None and (verb.tag_ == head.tag_ or verb.tag_ in {"VB", "VBN"}):
        contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children)
        if first is Modality.NEGATED and (contrast or verb.tag_ == "VBD"):
            return Modality.ACTUAL
        return first
    return _context(head, depth + 1) if verb.tag_ == head.tag_ else Modality.ACTUAL


def _governed(verb: Token, head: Token, depth: int) -> Modality:
    """The complement of a verb or adjective: "plans to sign", "is ready to sign", "failed to sign"."""
    words = lexicon()
    judged = scope.judged(verb)
    if judged is not None:
        return judged
    if head.pos_ == "ADJ" or (head.dep_ == "acomp"):
        meaning = _meaning("adjective", head)
        if head.lower_ in {"early", "soon"} and any(c.lower_ == "too" for c in head.children):
            return Modality.NEGATED
        return meaning or Modality.ACTUAL
    # "it is necessary to sign", "there is a need": the adjective is a sister.
    for sister in head.children:
        if sister.dep_ in {"acomp", "attr", "oprd"} and sister is not verb:
            if sister.lower_ in {"early", "soon"} and any(c.lower_ == "too" for c in sister.children):
                return Modality.NEGATED
            meaning = _meaning("adjective", sister) or words.get(("noun", sister.lemma_.lower()))
            if meaning is not None and head.lemma_ == "be":
                return Modality.NEGATED if any(c.dep_ == "neg" for c in head.children) else meaning
    key = _key("governor", head)
    finite = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children) and verb.tag_ not in {"VB", "VBG"}
    if scope.yet_to(verb):
        return Modality.NEGATED
    if head.lemma_ in {"go", "be"} and (verb.tag_ == "VB" or scope.infinitive(verb)):
        outer = _own(head)
        return outer if outer is not None else Modality.PLANNED
    if key not in words:
        hearsay = scope.hearsay(verb, head) and _own(head) is None
        return Modality.POSSIBLE if hearsay else _denied_report(head)
    meaning = words[key]
    if finite and verb.tag_ != "VB" and ("report", key[1]) in words and _says_so(verb, head):
        return _denied_report(head)
    outer = _own(head)
    if meaning is None:
        return outer if outer is not None else (_context(head, depth + 1) if not finite else Modality.ACTUAL)
    if finite and meaning is Modality.NEGATED and head.lemma_ in {"deny", "doubt"}:
        return Modality.NEGATED
    if outer is Modality.NEGATED:
        return Modality.ACTUAL if meaning is Modality.NEGATED else Modality.NEGATED
    return meaning


def _says_so(verb: Token, head: Token) -> bool:
    """Somebody holds what an indicative clause says: "they insist that it is"; not "insist that it leave"."""
    held = any(c.dep_ == "nsubj" for c in head.children)
    indicative = (
        verb.tag_ in {"VBD", "VBZ"}
        or verb.lower_ == "are"
        or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP"} for c in verb.children)
    )
    return held and indicative


def _denied_report(head: Token) -> Modality:
    """ "did not say that …" leaves it open whether; other reports leave the content as it stands."""
    return Modality.POSSIBLE if _own(head) is Modality.NEGATED else Modality.ACTUAL


def _adverbial(verb: Token, head: Token) -> Modality:
    """An infinitive of purpose is planned; a participle shares the fate of its main clause."""
    if any(c.tag_ == "TO" for c in verb.children):
        judged = scope.judged(verb)
        if judged is not None:
            return judged
        # "it is necessary for Ruritania to sign"
        for sister in head.children:
            if sister.dep_ == "acomp" and sister.i < verb.i and head.lemma_ == "be":
                return _meaning("adjective", sister) or Modality.ACTUAL
        outer = _own(head) if head.pos_ in _CLAUSE_HEADS else None
        return Modality.PLANNED if outer is not Modality.NEGATED else Modality.NEGATED
    if any(c.dep_ == "mark" for c in verb.children) or any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children
    ):
        return Modality.ACTUAL
    if verb.tag_ == "VBG" and head.pos_ in _CLAUSE_HEADS and verb.i > head.i:
        outer = _own(head)
        if outer in {Modality.PLANNED, Modality.POSSIBLE, Modality.NORMATIVE}:
            return outer
    return Modality.ACTUAL


def _after_preposition(prep: Token, depth: int) -> Modality:
    words = lexicon()
    known = scope.with_before("preposition", prep)
    if known in words:
        return words[known] or Modality.ACTUAL
    head = prep.head
    if head.pos_ in _CLAUSE_HEADS:
        key = _key("governor", head)
        if key in words:
            return _governed_meaning(head, words[key], depth)
    elif head.pos_ == "NOUN":
        if scope.undone(head):
            return Modality.NEGATED
        return _meaning("noun", head) or Modality.ACTUAL
    elif head.pos_ == "ADJ":
        return _meaning("adjective", head) or Modality.ACTUAL
    return Modality.ACTUAL


def _governed_meaning(head: Token, meaning: Modality | None, depth: int) -> Modality:
    outer = _own(head)
    if meaning is None:
        return outer if outer is not None else _context(head, depth + 1)
    if outer is Modality.NEGATED:
        return Modality.ACTUAL if meaning is Modality.NEGATED else Modality.NEGATED
    return meaning


# ── nouns and adjectives ─────────────────────────────────────────────────────────────────────────


def _nominal(noun: Token, depth: int) -> Modality:
    words = lexicon()
    for child in noun.children:
        if child.dep_ in {"det", "neg"} and words.get(("determiner", child.lower_)):
            return Modality.NEGATED
        if child.dep_ == "amod":
            meaning = words.get(("modifier", child.lower_))
            if meaning is not None:
                return meaning
    head, dep = noun.head, noun.dep_
    if head is noun or head.i == noun.i:
        return Modality.ACTUAL
    if dep == "conj" and head.pos_ == noun.pos_:
        return _nominal(head, depth + 1) if depth < _DEPTH else Modality.ACTUAL
    if dep in {"pobj", "pcomp"}:
        return _noun_after_preposition(head, depth)
    if dep == "dobj" and head.pos_ in _CLAUSE_HEADS:
        key = _key("object", head)
        if key in words:
            meaning = words[key]
            if meaning is None:
                return _read(head, depth + 1)
            return Modality.NEGATED if _own(head) is Modality.NEGATED else meaning
        return Modality.NEGATED if _own(head) is Modality.NEGATED else Modality.ACTUAL
    if dep in {"nsubj", "nsubjpass"} and head.pos_ in _CLAUSE_HEADS:
        head = scope.awaited(head)
        if _key("object", head) in words and dep == "nsubjpass" and head == noun.head:
            meaning = words[_key("object", head)]
            return meaning if meaning is not None else _read(head, depth + 1)
        passes_on = words.get(("object", head.lemma_.lower()), 0) is None
        return _read(head, depth + 1) if passes_on else Modality.ACTUAL
    if dep in {"attr", "acomp", "oprd"} and head.pos_ in _CLAUSE_HEADS:
        return _read(head, depth + 1)
    if dep in {"amod", "compound"} and head.pos_ == "NOUN":
        return Modality.ACTUAL
    return Modality.ACTUAL


def _noun_after_preposition(prep: Token, depth: int) -> Modality:
    words = lexicon()
    known = scope.with_before("preposition", prep)
    if known in words:
        return words[known] or Modality.ACTUAL
    head = prep.head
    if head.pos_ == "NOUN":
        if scope.undone(head):
            return Modality.NEGATED
        return _meaning("noun", head) or Modality.ACTUAL
    if head.pos_ in _CLAUSE_HEADS:
        meaning = words.get(("object", f"{head.lemma_.lower()} {prep.lower_}"), 0)
        if meaning is None:
            return _read(head, depth + 1)
        if isinstance(meaning, Modality):
            return Modality.NEGATED if _own(head) is Modality.NEGATED else meaning
    elif head.pos_ == "ADJ":
        return _meaning("adjective", head) or Modality.ACTUAL
    return Modality.ACTUAL
