"""The words that say how far a clause commits, from data/lexicon/modality.jsonl."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.errors import DataError
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import Modality

#: Word classes of the lexicon: auxiliary, adverb, governor (verb + its complement), object (verb + the
#: noun it governs), noun, adjective, modifier (of a noun), mark, preposition, determiner; report (verb whose
#: finite clause stands as its subject holds it), wish (verb that leaves open whether); approximation
#: (adverb that denies an act) but not with a measure (verb); hearsay (verb whose passive names no source),
#: fiction (made-up work), judgement (weighs an act), evidence (noun that vouches for its clause), untrue
#: (said of what is not so), end (verb that undoes a plan), settled (stands once agreed on), awaited
#: (verb whose passive looks ahead), promise (verb that binds its subject to what follows).
CLASSES = frozenset(
    {
        "auxiliary",
        "adverb",
        "governor",
        "object",
        "noun",
        "adjective",
        "modifier",
        "mark",
        "preposition",
        "determiner",
        "report",
        "wish",
        "approximation",
        "measure",
        "hearsay",
        "fiction",
        "judgement",
        "evidence",
        "untrue",
        "end",
        "lead",
        "bare",
        "decree",
        "hindsight",
        "address",
        "settled",
        "awaited",
        "promise",
    }
)


@cache
def lexicon() -> Mapping[tuple[str, str], Modality | None]:
    """(class, lemma) → modality; None for words that pass on the modality of their own clause.

    Raises:
        DataError: the file is missing or malformed.
    """
    words: dict[tuple[str, str], Modality | None] = {}
    for line in read_lines(data_path("lexicon", "modality.jsonl")):
        try:
            kind, value = line["class"], line["modality"]
            if kind not in CLASSES:
                raise ValueError(f"no class {kind!r}")
            meaning = None if value == "inherit" else Modality(value)
            for lemma in line["lemmas"]:
                words[kind, lemma] = meaning
        except (KeyError, ValueError) as error:
            raise DataError(f"modality lexicon, {line}: {error}") from error
    return words
