"""Stance: the attitude that the words of a claim show, −1 (against) … 1 (for).

Words and their values are data/lexicon/stance.jsonl. Two sorts of words: an attitude is held by somebody the
sentence names ("welcomed", "concerned"), a judgement is passed by whoever speaks ("brutal", "violated"); the
attitude of a third party is not the speaker's, and does not count. Negation turns a word to the other side at
half its weight ("not good" is mildly bad), within the reach of the parse; words of degree change the weight.
No such word, or only one that hardly judges ("important"): None. Exactly neutral words, and no others: 0.0.
Values were set by hand in steps of a tenth; they order attitudes and are no probability.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.claims import Stance
from kg.text.annotate import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Token

_POS: Mapping[str, str] = {"AUX": "VERB", "PROPN": "NOUN"}
#: Words shown at most, strongest first.
_SHOWN = 5
#: A word below this weight shows no stance alone: "an important partner".
_FAINT = 0.4
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Verbs up to which the subject of a verb without one is sought: "we wish to thank".
_STEPS = 3
#: Places of a word below the negated one.
_BELOW = frozenset({"prep", "acomp", "attr", "dobj", "pobj", "xcomp", "oprd", "advmod", "amod"})


@dataclass(frozen=True, slots=True)
class _Word:
    value: float
    #: Held by the subject ("welcome") rather than passed by the speaker ("brutal").
    held: bool
    #: A verb that judges whoever does it: "violated" is against the violator.
    doer: bool
    #: Nouns behind which the adjective only tells a sort: "criminal court".
    sorts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    words: Mapping[tuple[str, str], _Word]
    degrees: Mapping[str, float]
    negations: Mapping[str, float]


@cache
def _lexicon() -> _Lexicon:
    words: dict[tuple[str, str], _Word] = {}
    degrees: dict[str, float] = {}
    negations: dict[str, float] = {}
    for line in read_lines(data_path("lexicon", "stance.jsonl")):
        if line["pos"] == "degree":
            degrees[line["lemma"]] = line["value"]
        elif line["pos"] == "negation":
            negations[line["lemma"]] = line["value"]
        else:
            words[(line["lemma"], line["pos"])] = _Word(
                line["value"],
                bool(line.get("held", False)),
                bool(line.get("doer", False)),
                frozenset(line.get("sorts", ())),
            )
    return _Lexicon(words, degrees, negations)


def stance(
    annotated: Annotated, span: tuple[int, int], own: Callable[[Token], bool] | None = None
) -> Stance | None:
    """The attitude shown between characters start … end, or None when no word shows one.

    own(token) says whether a word that stands for somebody stands for the speaker; without it every attitude
    counts, whoever holds it.
    """
    stretch = annotated.stretch(*span)
    if stretch is None:
        return None
    found = [(value, token) for token in stretch if (value := _value(token, own)) is not None]
    if not found:
        return None
    strongest = sorted(found, key=lambda f: (-abs(f[0]), f[1].i))
    first = strongest[0][0]
    word = _word(strongest[0][1])
    if len(found) == 1 and word is not None and 0 < abs(word.value) < _FAINT:
        return None
    # "Worried about the war, he endorsed the plan": two attitudes; shown is the stronger.
    agreeing = [(value, token) for value, token in strongest if value * first > 0 or value == first]
    mean = sum(value for value, _ in agreeing) / len(agreeing)
    words = tuple(dict.fromkeys(token.text for _, token in agreeing[:_SHOWN]))
    return Stance(value=round(max(-1.0, min(1.0, mean)), 2), toward=_toward(agreeing[0][1]), words=words)


def _word(token: Token) -> _Word | None:
    words = _lexicon().words
    known = words.get((token.lemma_.lower(), _POS.get(token.pos_, token.pos_)))
    if token.pos_ == "PROPN":
        return None
    if known is None and token.tag_ in {"VBN", "VBG"}:
        known = words.get((token.lower_, "ADJ"))
    return known


def _value(token: Token, own: Callable[[Token], bool] | None) -> float | None:
    known = _word(token)
    if known is None or (token.dep_ == "amod" and token.head.lemma_.lower() in known.sorts):
        return None
    if own is not None and known.held:
        holder = _holder(token)
        if holder is None or not own(holder):
            return None
    value = known.value
    for child in token.children:
        value *= _lexicon().degrees.get(child.lower_, 1.0)
    return round(max(-1.0, min(1.0, value * _negation(token))), 2)


def _holder(token: Token) -> Token | None:
    """Whose attitude a word names: the subject of "welcomed", of "is concerned", of "expressed concern"."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    by = next(
        (c for c in token.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")), None
    )
    if by is not None:
        return next((o for o in by.children if o.dep_ == "pobj"), None)
    at = token
    for _ in range(_STEPS):
        if at.pos_ in {"VERB", "AUX"} or at.tag_ == "VBN":
            passive = any(c.dep_ == "nsubjpass" for c in at.children) and _word(at) is not None
            for child in at.children:
                if child.dep_ in _SUBJECTS:
                    return None if passive and _POS.get(at.pos_, at.pos_) == "VERB" else child
        if at.head.i == at.i or at.dep_ in {"amod", "relcl", "nsubj", "nsubjpass"}:
            return None
        at = at.head
    return None


def _negation(token: Token) -> float:
    """−0.5 when the word stands in the scope of a negation, else 1."""
    negations = _lexicon().negations
    for child in token.children:
        if child.lower_ in negations or child.dep_ == "neg":
            return negations.get(child.lower_, -0.5)
        if child.dep_ in _SUBJECTS and any(c.lower_ in negations for c in (child, *child.children)):
            return -0.5
    # A predicate ("is not good"), an object ("made no progress", "without progress", "failed to support").
    above = token.head
    if token.dep_ == "conj" and any(c.lower_ == "nor" for c in above.children):
        return negations["nor"]
    for _ in range(_STEPS):
        if above.i == token.i or token.dep_ not in _BELOW:
            break
        if token.dep_ == "amod" and any(c.lower_ in negations and c.dep_ == "det" for c in above.children):
            return -0.5  # "no effective measures"
        if token.dep_ == "pobj" and not {above.lower_, above.head.lemma_.lower()} & set(negations):
            break  # "never surrendered to aggression": it is aggression all the same
        lemma = above.lemma_.lower()
        if lemma in negations and above.pos_ not in {"DET", "PRON"}:
            return negations[lemma]
        if token.dep_ != "amod" and any(c.dep_ == "neg" for c in above.children):
            return -0.5
        token, above = above, above.head
    return 1.0


def _toward(token: Token) -> str | None:
    """What a word is about: its object, the noun that it describes, whoever does what it judges."""
    thing: Token | None = None
    known = _word(token)
    if known is not None and known.doer:
        agent = next((c for c in token.children if c.dep_ == "agent"), None)
        wanted = "nsubj" if agent is None else "pobj"
        thing = next((c for c in (agent or token).children if c.dep_ == wanted), None)
    elif token.pos_ in {"VERB", "NOUN"} or token.tag_ == "VBN":
        thing = next((c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if thing is None or token.tag_ == "VBN":
            links = (c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ != "by")
            thing = next((o for p in links for o in p.children if o.dep_ == "pobj"), thing)
    elif token.dep_ == "amod":
        thing = token.head
    elif token.dep_ in {"acomp", "attr", "oprd"}:
        about = (o for p in token.children if p.dep_ == "prep" for o in p.children if o.dep_ == "pobj")
        thing = next(about, None) if known is not None and known.held else None
        if thing is None and (known is None or not known.held):
            thing = next((c for c in token.head.children if c.dep_ in _SUBJECTS), None)
    if thing is None or thing.pos_ == "PRON":
        return None
    first = min(
        (c.i for c in thing.children if c.dep_ in {"compound", "amod", "nmod"} and c.i < thing.i),
        default=thing.i,
    )
    return thing.doc[first : thing.i + 1].text
