"""Makes the PDF and the Word file of data/corpus from the plain texts in data/corpus_src.

The two files stand in the repository; this script is only needed to make them anew after a
text has changed. It needs reportlab and python-docx, which are not dependencies of the
project:  python data/make_corpus_binaries.py
The same text gives the same bytes: no clock, no random ids, and the Word file is packed
again with fixed dates because python-docx stamps the present time on its parts.

Markup of the sources: the first line is the title, a line that begins with "## " is a
heading, blank lines part the paragraphs.
"""

from __future__ import annotations

import io
import os
import tomllib
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
SOURCES = HERE / "corpus_src"
CORPUS = HERE / "corpus"
PDF_NAME = "2016-07-15_infrastructure-bank"
DOCX_NAME = "2016-10-05_naval-exercises"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip entry can hold


def read_source(name: str) -> tuple[str, list[tuple[str, str]]]:
    """The title, and the blocks as (kind, text) with kind "heading" or "paragraph"."""
    title, _, body = (SOURCES / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    blocks: list[tuple[str, str]] = []
    for raw in body.split("\n\n"):
        text = raw.strip()
        if text.startswith("## "):
            blocks.append(("heading", text.removeprefix("## ")))
        elif text:
            blocks.append(("paragraph", text))
    return title.strip(), blocks


def read_meta(name: str) -> dict[str, str]:
    """The sidecar of a text."""
    return tomllib.loads((CORPUS / f"{name}.meta.toml").read_text(encoding="utf-8"))


def make_pdf(name: str) -> None:
    """Write NAME.pdf: A4, running header and page numbers, as papers have them."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    title, blocks = read_source(name)
    meta = read_meta(name)
    # reportlab takes the file's dates from here instead of the clock
    moment = datetime.fromisoformat(meta["date"]).replace(tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    styles = getSampleStyleSheet()
    look = {"heading": styles["Heading2"], "paragraph": styles["BodyText"]}

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("Times-Italic", 9)
        canvas.drawString(72, A4[1] - 40, meta["outlet"])
        canvas.drawCentredString(A4[0] / 2, 36, str(document.page))

    document = BaseDocTemplate(
        str(CORPUS / f"{name}.pdf"),
        pagesize=A4,
        title=title,
        author=meta["author"],
        subject=meta["outlet"],
        creator="data/make_corpus_binaries.py",
    )
    frame = Frame(72, 60, A4[0] - 144, A4[1] - 120)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=furniture)])
    story = [Paragraph(escape(title), styles["Title"])]
    story.append(Paragraph(escape(f"{meta['author']}, {meta['date']}"), styles["Italic"]))
    story += [Paragraph(escape(text), look[kind]) for kind, text in blocks]
    document.build(story)


def make_docx(name: str) -> None:
    """Write NAME.docx with its core properties taken from the sidecar."""
    import docx

    title, blocks = read_source(name)
    meta = read_meta(name)
    document = docx.Document()
    document.add_heading(title, level=0)
    for kind, text in blocks:
        if kind == "heading":
            document.add_heading(text, level=1)
        else:
            document.add_paragraph(text)
    day = datetime.fromisoformat(meta["date"])
    properties = document.core_properties
    properties.title, properties.author, properties.category = title, meta["author"], meta["outlet"]
    properties.created = properties.modified = day
    properties.last_modified_by, properties.comments, properties.revision = meta["author"], "", 1
    buffer = io.BytesIO()
    document.save(buffer)
    (CORPUS / f"{name}.docx").write_bytes(repack(buffer.getvalue()))


def repack(package: bytes) -> bytes:
    """The same zip package with every entry dated alike, so that the bytes rest on the text alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=ZIP_DATE)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry.filename))
    return out.getvalue()


if __name__ == "__main__":
    make_pdf(PDF_NAME)
    make_docx(DOCX_NAME)
