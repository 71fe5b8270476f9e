"""PDF files, by pypdf, whose own limits on decompression hold."""

from __future__ import annotations

import io
import logging
import re

from kg.errors import LimitError, ReadError
from kg.text.formats import Extracted
from kg.text.limits import MAX_CHARACTERS, MAX_PAGES

#: Titles that programs write when the author gave none.
_NO_TITLE = re.compile(
    r"^(?:microsoft \w+ - |untitled|document\d*$|.*\.(?:docx?|indd|qxd|pdf|tex|odt|rtf|pptx?)$)", re.I
)


def read_pdf(data: bytes) -> Extracted:
    """The text of all pages, a form feed between them, and the title and author that the file names.

    The file's creation date is not taken: it says when the PDF was made, not when the text was published.

    Raises:
        LimitError: too many pages, or too much in a compressed stream.
        ReadError: broken, encrypted, or without text (a scan).
    """
    import pypdf
    from pypdf.errors import LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("the PDF is encrypted")
        text = _pages(reader)
        info = reader.metadata
        title, author = (info.title, info.author) if info else (None, None)
    except LimitReachedError as error:
        raise LimitError(f"the PDF unpacks to more than is allowed: {error}") from error
    except (
        PyPdfError,
        NotImplementedError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        AssertionError,
    ) as error:
        raise ReadError(f"the PDF is broken: {error}") from error
    except RecursionError as error:
        raise LimitError("the PDF is nested too deeply") from error
    if not text.strip():
        raise ReadError("the PDF holds no text (a scan?)")
    meta = {"title": _plain(title), "author": _plain(author)}
    return Extracted(text, {k: v for k, v in meta.items() if v and not (k == "title" and _NO_TITLE.match(v))})


def _pages(reader: object) -> str:
    pages = reader.pages  # type: ignore[attr-defined]
    if len(pages) > MAX_PAGES:
        raise LimitError(f"the PDF has {len(pages):,} pages; at most {MAX_PAGES:,} are read")
    texts, length = [], 0
    for page in pages:
        texts.append(page.extract_text() or "")
        length += len(texts[-1])
        if length > MAX_CHARACTERS:
            raise LimitError(f"the PDF has more than {MAX_CHARACTERS:,} characters: split the file")
    return "\n\f\n".join(texts)


def _plain(value: object) -> str:
    return " ".join(value.split())[:300] if isinstance(value, str) else ""
