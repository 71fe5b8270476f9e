"""How far a clause commits to what it says: actual, planned, possible, normative, negated.

The words are data (data/lexicon/modality.jsonl); this module knows which of them has the trigger in its
scope: its own auxiliaries and adverbs, the verb, noun or adjective that governs it ("plans to sign",
"failure to sign", "ready to sign"), the conjunction of its clause ("if"), the preposition ("without").
A denial wins over a plan, a duty over a possibility: "will not sign" is negated, "should sign" normative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract import modality_scope as scope
from kg.extract.modality_own import own
from kg.extract.modality_words import lexicon
from kg.model.vocabulary import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEPTH = 6
#: Verbs whose purpose is already being served while they go on.
_AT_WORK = frozenset({"work", "help", "join", "act"})
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
    mine = own(verb)
    if mine is Modality.POSSIBLE and scope.hindsight(verb):
        return Modality.ACTUAL
    if mine is Modality.PLANNED and _hoped(verb):
        return Modality.POSSIBLE
    if mine is Modality.POSSIBLE and _backshifted(verb):
        return Modality.PLANNED
    if mine is not None:
        return mine
    return _context(verb, depth)


def _hoped(verb: Token) -> bool:
    """ "We hope that talks will follow": wished for, not planned."""
    head = verb.head
    return verb.dep_ == "ccomp" and head.i != verb.i and ("wish", head.lemma_.lower()) in lexicon()


def _backshifted(verb: Token) -> bool:
    """ "announced that troops would leave": the "will" of what was said, in the past tense of its report."""
    said = verb.head if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" else verb
    head = said.head
    if said.dep_ != "ccomp" or head.tag_ not in {"VBD", "VBN"} or ("wish", head.lemma_.lower()) in lexicon():
        return False
    modals = [c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"]
    conditional = any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in {"if", "unless"} for m in c.children)
        for c in verb.children
    )
    return modals == ["would"] and not conditional


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
    if dep in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN"}:
        infinitive = scope.infinitive(verb) or (dep == "acl" and verb.tag_ == "VB")
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
    first = own(head)
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
    if scope.came_about(verb, head):
        return Modality.ACTUAL
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
            if sister.lower_ == "times":
                meaning = None  # "there were times that we disagreed"
            if meaning is not None and head.lemma_ == "be":
                return Modality.NEGATED if any(c.dep_ == "neg" for c in head.children) else meaning
    key = _key("governor", head)
    finite = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children) and verb.tag_ not in {"VB", "VBG"}
    told = verb.tag_ == "VBD" or (verb.tag_ in {"VBZ", "VBP"} and _so_then(verb, head))
    if finite and told and verb.i < head.i and key not in {("governor", "say")}:
        return Modality.ACTUAL  # a main clause that the parse hangs on a later one
    if scope.yet_to(verb):
        return Modality.NEGATED
    if head.lemma_ in {"go", "be"} and (verb.tag_ == "VB" or scope.infinitive(verb)):
        outer = own(head)
        return outer if outer is not None else Modality.PLANNED
    if key not in words:
        hearsay = scope.hearsay(verb, head) and own(head) is None
        return Modality.POSSIBLE if hearsay else _denied_report(head)
    meaning = words[key]
    if _opined(verb, head):
        return _denied_report(head)
    if finite and verb.tag_ != "VB" and ("report", key[1]) in words and _says_so(verb, head):
        return _denied_report(head)
    outer = own(head)
    if meaning is None:
        return outer if outer is not None else (_context(head, depth + 1) if not finite else Modality.ACTUAL)
    if finite and meaning is Modality.NEGATED and head.lemma_ in {"deny", "doubt"}:
        return Modality.NEGATED
    if outer is Modality.NEGATED:
        return Modality.ACTUAL if meaning is Modality.NEGATED else Modality.NEGATED
    return meaning


def _so_then(verb: Token, head: Token) -> bool:
    """ "It rules by consensus, so one can block": nothing is blocked of what stands before "so" or ";"."""
    subject = next((c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None or not verb.i < subject.i:
        return False
    return any(
        t.lower_ in {"so", ";", "and", "but"} for t in verb.doc[verb.right_edge.i : subject.left_edge.i + 1]
    )


def _opined(verb: Token, head: Token) -> bool:
    """ "considers them to be a threat": an opinion, unlike "considers signing"."""
    if verb.lemma_ != "be" or ("hearsay", head.lemma_.lower()) not in lexicon():
        return False
    return scope.infinitive(verb) and any(c.dep_ == "nsubj" and c.i > head.i for c in verb.children)


def _says_so(verb: Token, head: Token) -> bool:
    """Somebody holds what an indicative clause says: "they insist that it is"; not "insist that it leave"."""
    held = any(c.dep_ == "nsubj" for c in head.children) or head.dep_ in {"advcl", "acl"}
    indicative = (
        verb.tag_ in {"VBD", "VBZ"}
        or verb.lower_ == "are"
        or any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP"} for c in verb.children)
    )
    return held and indicative


def _denied_report(head: Token) -> Modality:
    """ "did not say that …" leaves it open whether; other reports leave the content as it stands."""
    return Modality.POSSIBLE if own(head) is Modality.NEGATED else Modality.ACTUAL


def _adverbial(verb: Token, head: Token) -> Modality:
    """An infinitive of purpose is planned; a participle shares the fate of its main clause."""
    if any(c.tag_ == "TO" for c in verb.children):
        if any(c.lower_ == "only" and c.dep_ == "advmod" and c.i < verb.i for c in verb.children):
            return own(head) or Modality.ACTUAL  # "rose, only to be put down": what came of it
        judged = scope.judged(verb)
        if judged is not None:
            return judged
        asked = _called_for(verb, head)
        if asked is not None:
            return asked
        # "it is necessary for Ruritania to sign"
        for sister in head.children:
            if sister.dep_ == "acomp" and sister.i < verb.i and head.lemma_ == "be":
                return _meaning("adjective", sister) or Modality.ACTUAL
        outer = own(head) if head.pos_ in _CLAUSE_HEADS else None
        if lexicon().get(_key("governor", head), 0) is None and head.lemma_ in _AT_WORK:
            return outer or Modality.ACTUAL  # "works with its allies to support" supports
        return Modality.PLANNED if outer is not Modality.NEGATED else Modality.NEGATED
    if any(c.dep_ == "mark" for c in verb.children) or any(
        c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children
    ):
        return Modality.ACTUAL
    if verb.tag_ == "VBG" and head.pos_ in _CLAUSE_HEADS and verb.i > head.i:
        outer = own(head)
        if outer in {Modality.PLANNED, Modality.POSSIBLE, Modality.NORMATIVE}:
            return outer
    return Modality.ACTUAL


def _called_for(verb: Token, head: Token) -> Modality | None:
    """ "called for Ruritania to withdraw", "waited for them to sign": the verb goes with "for"."""
    if not any(c.dep_ == "mark" and c.lower_ == "for" for c in verb.children):
        return None
    return lexicon().get(("object", f"{head.lemma_.lower()} for"))


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
        if scope.undone(head) or scope.no_plan(head):
            return Modality.NEGATED
        return _meaning("noun", head) or Modality.ACTUAL
    elif head.pos_ == "ADJ":
        return _meaning("adjective", head) or Modality.ACTUAL
    return Modality.ACTUAL


def _governed_meaning(head: Token, meaning: Modality | None, depth: int) -> Modality:
    outer = own(head)
    if meaning is None:
        return outer if outer is not None else _context(head, depth + 1)
    if outer is Modality.NEGATED:
        return Modality.ACTUAL if meaning is Modality.NEGATED else Modality.NEGATED
    return meaning


# ── nouns and adjectives ─────────────────────────────────────────────────────────────────────────


def _nominal(noun: Token, depth: int) -> Modality:
    words = lexicon()
    if scope.ended(noun):
        return Modality.NEGATED
    for child in noun.children:
        if scope.denies(child):
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
        decreed = key[1] == "announce" and ("decree", noun.lemma_.lower()) in words
        called_up = ("address", key[1]) in words and head.tag_ == "VB" and head.dep_ == "ROOT"
        if decreed or called_up:
            return Modality.NEGATED if own(head) is Modality.NEGATED else Modality.ACTUAL
        if key in words:
            meaning = words[key]
            if meaning is None:
                return _read(head, depth + 1)
            return Modality.NEGATED if own(head) is Modality.NEGATED else meaning
        return Modality.NEGATED if own(head) is Modality.NEGATED else Modality.ACTUAL
    if dep in {"nsubj", "nsubjpass"} and head.pos_ in _CLAUSE_HEADS:
        head = scope.awaited(head)
        if _key("object", head) in words and dep == "nsubjpass" and head == noun.head:
            meaning = words[_key("object", head)]
            return meaning if meaning is not None else _read(head, depth + 1)
        if dep == "nsubj" and any(
            c.dep_ == "dobj" and c.lower_ not in {"place", "shape"} for c in head.children
        ):
            return Modality.ACTUAL  # "the agreement will strengthen peace": it stands already
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
        if head.lemma_ == "agree" and any(
            c.dep_ == "pobj" and ("settled", c.lemma_.lower()) in words for c in prep.children
        ):
            meaning = None  # "agreed on a ceasefire": with that it stands
        if meaning is None:
            return _read(head, depth + 1)
        if isinstance(meaning, Modality):
            return Modality.NEGATED if own(head) is Modality.NEGATED else meaning
    elif head.pos_ == "ADJ":
        return _meaning("adjective", head) or Modality.ACTUAL
    return Modality.ACTUAL
