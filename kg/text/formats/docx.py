"""Word files, by python-docx, after a look into the zip archive for bombs and entity declarations."""

from __future__ import annotations

import io
import zipfile
import zlib

from kg.errors import LimitError, ReadError
from kg.text.formats import Extracted
from kg.text.limits import MAX_PART, MAX_RATIO, MAX_UNPACKED

#: An archive member smaller than this is harmless, however well it is packed.
_SMALL = 1_000_000
_MEDIA = (".png", ".jpeg", ".jpg", ".gif", ".emf", ".wmf", ".tiff", ".bin")
_MOST_MEMBERS = 10_000
#: What python-docx' own template names as the author.
_NO_AUTHOR = frozenset({"python-docx", "Author", "user", "User", "admin", "Administrator"})


def _check(archive: zipfile.ZipFile) -> None:
    """Sizes as announced, then the parts unpacked under a limit, since the announcement may lie."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise LimitError(f"the docx holds {len(members):,} parts")
    announced = sum(m.file_size for m in members)
    if announced > MAX_UNPACKED:
        raise LimitError(f"the docx would unpack to {announced / 1e6:,.0f} MB")
    for member in members:
        if member.file_size > _SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise LimitError(f"a part of the docx is packed more than {MAX_RATIO}-fold: a zip bomb")
        if not member.filename.lower().endswith(_MEDIA):
            _check_part(archive, member)


def _check_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    with archive.open(member) as part:
        content = part.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise LimitError(f"a part of the docx unpacks to more than {MAX_PART // 1_000_000} MB")
    # UTF-16 parts are searched without their NUL bytes.
    if b"<!DOCTYPE" in (plain := content[:65536].replace(b"\x00", b"").upper()) or b"<!ENTITY" in plain:
        raise ReadError("the docx declares XML entities, which Word never writes")


def read_docx(data: bytes) -> Extracted:
    """Paragraphs and tables in their order, a line each, and the title and author of the file's properties.

    The dates of the properties are not taken: they say when the file was made.

    Raises:
        LimitError: it would unpack to too much.
        ReadError: not a docx, broken, encrypted, or empty.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "word/document.xml" not in archive.namelist():
                raise ReadError("a zip archive, but not a docx")
            _check(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise ReadError(f"the docx is broken: {error}") from error
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n\n".join(line for line in _lines(document) if line.strip())
        properties = document.core_properties
        title, author, language = properties.title, properties.author, properties.language
    except (OpcError, LxmlError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise ReadError(f"the docx is broken: {error}") from error
    except RecursionError as error:
        raise LimitError("the docx is nested too deeply") from error
    if not text.strip():
        raise ReadError("the docx holds no text")
    meta = {
        "title": title,
        "author": "" if author in _NO_AUTHOR else author,
        "language": (language or "")[:2].lower(),
    }
    return Extracted(text, {k: v.strip() for k, v in meta.items() if v and v.strip()})


def _lines(document: object) -> list[str]:
    """Paragraphs as they come; a table row is one line, its cells parted by " | "."""
    made: list[str] = []
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                made.append(" | ".join(c for c in cells if c))
        else:
            made.append(block.text)
    return made
