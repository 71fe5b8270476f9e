"""Stance: the attitude that the words of a claim show, −1 (against) … 1 (for).

Words and their values are data/lexicon/stance.jsonl; negation turns a word to the other side at half
its weight ("not good" is mildly bad), within the reach of the parse; words of degree strengthen or
weaken. No such word: None. Exactly neutral words, and no others: 0.0. Values were set by hand in
steps of a tenth; they order attitudes and are no probability.
"""

from __future__ import annotations

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class _Lexicon:
    attitudes: Mapping[tuple[str, str], float]
    degrees: Mapping[str, float]
    negations: Mapping[str, float]


@cache
def _lexicon() -> _Lexicon:
    attitudes: dict[tuple[str, str], float] = {}
    degrees: dict[str, float] = {}
    negations: dict[str, float] = {}
    for line in read_lines(data_path("lexicon", "stance.jsonl")):
        if line["pos"] == "degree":
            degrees[line["lemma"]] = line["value"]
        elif line["pos"] == "negation":
            negations[line["lemma"]] = line["value"]
        else:
            attitudes[(line["lemma"], line["pos"])] = line["value"]
    return _Lexicon(attitudes, degrees, negations)


def stance(annotated: Annotated, span: tuple[int, int]) -> Stance | None:
    """The attitude shown between characters start … end, or None when no word shows one."""
    stretch = annotated.stretch(*span)
    if stretch is None:
        return None
    found = [(value, token) for token in stretch if (value := _value(token)) is not None]
    if not found:
        return None
    strongest = sorted(found, key=lambda f: (-abs(f[0]), f[1].i))
    mean = sum(value for value, _ in found) / len(found)
    words = tuple(dict.fromkeys(token.text for _, token in strongest[:_SHOWN]))
    return Stance(value=round(max(-1.0, min(1.0, mean)), 2), toward=_toward(strongest[0][1]), words=words)


def _value(token: Token) -> float | None:
    lexicon = _lexicon()
    pos = _POS.get(token.pos_, token.pos_)
    lemma = token.lemma_.lower()
    value = lexicon.attitudes.get((lemma, pos))
    if value is None and token.pos_ == "PROPN":
        return None
    if value is None and token.tag_ in {"VBN", "VBG"}:
        value = lexicon.attitudes.get((token.lower_, "ADJ"))
    if value is None or (token.pos_ == "PROPN" and token.ent_type_):
        return None
    for child in token.children:
        value *= lexicon.degrees.get(child.lower_, 1.0)
    return round(max(-1.0, min(1.0, value * _negation(token))), 2)


def _negation(token: Token) -> float:
    """−0.5 when the word stands in the scope of a negation, else 1."""
    negations = _lexicon().negations
    for child in token.children:
        if child.lower_ in negations or child.dep_ == "neg":
            return negations.get(child.lower_, -0.5)
        if child.dep_ in {"nsubj", "nsubjpass"} and any(
            c.lower_ in negations for c in (child, *child.children)
        ):
            return -0.5
    # A predicate ("is not good"), an object ("made no progress", "without progress", "failed to support").
    above = token.head
    if token.dep_ == "conj" and any(c.lower_ == "nor" for c in above.children):
        return negations["nor"]
    for _ in range(3):
        if above.i == token.i or token.dep_ not in {
            "prep",
            "acomp",
            "attr",
            "dobj",
            "pobj",
            "xcomp",
            "oprd",
            "advmod",
            "amod",
        }:
            break
        lemma = above.lemma_.lower()
        if lemma in negations and above.pos_ not in {"DET", "PRON"}:
            return negations[lemma]
        if token.dep_ != "amod" and any(c.dep_ == "neg" for c in above.children):
            return -0.5
        token, above = above, above.head
    return 1.0


def _toward(token: Token) -> str | None:
    """What the strongest word is about: its object, or the noun that it describes."""
    thing: Token | None = None
    if token.pos_ in {"VERB", "NOUN"}:
        thing = next((c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        if thing is None:
            links = (c for c in token.children if c.dep_ in {"prep", "agent"} and c.lower_ != "by")
            thing = next((o for p in links for o in p.children if o.dep_ == "pobj"), None)
    elif token.dep_ == "amod":
        thing = token.head
    elif token.dep_ in {"acomp", "attr", "oprd"}:
        thing = next((c for c in token.head.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if thing is None or thing.pos_ == "PRON":
        return None
    first = min(
        (c.i for c in thing.children if c.dep_ in {"compound", "amod", "nmod"} and c.i < thing.i),
        default=thing.i,
    )
    return thing.doc[first : thing.i + 1].text
