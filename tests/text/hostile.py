"""Inputs meant to break a reader, made when they are needed: name, maker, and what should become of each.

A maker gets an empty folder and returns the path to hand to the product. "ok": read like any other
text; "skipped": reported and left out (its language has no parser, it is not a text file); "failed":
reported in one line, with everything beside it kept.
"""

from __future__ import annotations

import io
import os
import random
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

Expected = Literal["ok", "failed", "skipped"]
Maker = Callable[[Path], Path]

#: Plain prose about invented people and countries.
PROSE = (
    "Ruritania and Borduria signed an agreement on the railway in Strelsau on 4 May 2015. "
    "Minister Anna Korvel said that trade between the two countries would grow by a fifth. "
    "The government of Syldavia criticised the agreement. "
)


def _bytes(name: str, data: bytes) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def _text(name: str, text: str, encoding: str = "utf-8") -> Maker:
    return _bytes(name, text.encode(encoding))


def _later(name: str, data: Callable[[], bytes]) -> Maker:
    """For contents too large to build on import."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data())
        return path

    return make


def zipped(parts: dict[str, bytes], level: int = 6) -> bytes:
    """A zip archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx_bytes(paragraphs: list[str]) -> bytes:
    """A real docx."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_bytes(content: bytes, filters: str = "", encrypt: bool = False) -> bytes:
    """A PDF of one page whose content stream is `content`, as it is."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n" % (len(content), filters.encode()) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    extra = b" /Encrypt << /Filter /Unknown /V 9 >>" if encrypt else b""
    return bytes(out + b"trailer << /Size 6 /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (extra, start))


def pdf_of(text: str) -> bytes:
    """A PDF of one page that shows this text, one line."""
    return pdf_bytes(b"BT /F1 12 Tf 72 720 Td (" + text.encode("latin-1") + b") Tj ET")


def _pdf_bomb() -> bytes:
    twice = zlib.compress(zlib.compress(b"0" * 100_000_000, 9), 9)
    return pdf_bytes(twice, "/Filter [/FlateDecode /FlateDecode]")


def _entities(root: str) -> str:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "ha">{steps}]>'


def _laughing_docx() -> bytes:
    body = _entities("w:document") + (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(io.BytesIO(docx_bytes([PROSE]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"word/document.xml": body.encode()})


def _sparse(folder: Path) -> Path:
    path = folder / "one-line.txt"
    with path.open("wb") as file:
        file.write(PROSE.encode())
        file.truncate(100_000_000)
    return path


def _loop(folder: Path) -> Path:
    inner = folder / "loop"
    inner.mkdir()
    (inner / "text.txt").write_text(PROSE, encoding="utf-8")
    (inner / "again").symlink_to(inner, target_is_directory=True)
    return inner


def _pipe(folder: Path) -> Path:
    path = folder / "pipe.txt"
    os.mkfifo(path)
    return path


def _socket(folder: Path) -> Path:
    path = folder / "socket.txt"
    here = Path.cwd()
    os.chdir(folder)  # the name of a socket may have 107 characters only
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)
    return path


def _dangling(folder: Path) -> Path:
    path = folder / "dangling.txt"
    path.symlink_to(folder / "nothing")
    return path


def _folder_as_file(folder: Path) -> Path:
    path = folder / "folder.txt"
    path.mkdir()
    return path


def _sidecar(meta: str) -> Maker:
    def make(folder: Path) -> Path:
        (folder / "text.meta.toml").write_text(meta, encoding="utf-8")
        return _text("text.txt", PROSE)(folder)

    return make


def _strange_name(folder: Path) -> Path:
    path = Path(os.fsdecode(os.fsencode(folder) + b"/na\xffme\x1b[31m\n.txt"))
    path.write_text(PROSE, encoding="utf-8")
    return path


def _shuffled(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _old_office() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<I", 7) * 200


_CHINESE = "鲁里坦尼亚和博尔杜里亚于五月四日在首都签署了铁路协定。部长表示，两国贸易将增长五分之一。" * 5
_ARABIC = (
    "وقعت روريتانيا وبوردوريا اتفاقا بشأن السكك الحديدية في الرابع من مايو، وقالت الوزيرة إن التجارة ستنمو. "
    * 5
)
_PAGE = "<html><head><title>T</title></head><body><article>{}</article></body></html>"

HOSTILE: list[tuple[str, Maker, Expected]] = [
    ("empty", _bytes("empty.txt", b""), "failed"),
    ("white space", _text("white.txt", " \t\n\u00a0\r\n" * 500), "failed"),
    ("binary", _bytes("binary.txt", _shuffled(5000)), "failed"),
    ("a line of 100 MB", _sparse, "failed"),
    ("NUL bytes", _bytes("nul.txt", PROSE.encode().replace(b" ", b"\x00 ", 3)), "failed"),
    ("Windows-1252", _text("windows.txt", PROSE + "“Yes,” she said – it’s “done”.", "cp1252"), "ok"),
    ("UTF-16 with a mark", _text("wide.txt", PROSE, "utf-16"), "ok"),
    ("UTF-16 without a mark", _text("wide.txt", PROSE, "utf-16-le"), "ok"),
    ("broken UTF-16", _bytes("wide.txt", b"\xff\xfe" + PROSE.encode("utf-16-le") + b"\x00\xd8a"), "failed"),
    ("one bad byte", _bytes("bad.txt", ("Café “Ruritania” " + PROSE).encode() + b"\x81\xff"), "ok"),
    (
        "zip bomb docx",
        _later("bomb.docx", lambda: zipped({"word/document.xml": b" " * 60_000_000})),
        "failed",
    ),
    ("billion laughs docx", _later("laughs.docx", _laughing_docx), "failed"),
    ("truncated docx", _later("cut.docx", lambda: docx_bytes([PROSE])[:9000]), "failed"),
    ("zip that is no docx", _later("other.docx", lambda: zipped({"a.txt": b"a"})), "failed"),
    ("old Office file", _bytes("old.docx", _old_office()), "failed"),
    ("PDF bomb", _later("bomb.pdf", _pdf_bomb), "failed"),
    ("truncated PDF", _later("cut.pdf", lambda: pdf_of("Ruritania")[:150]), "failed"),
    ("encrypted PDF", _later("locked.pdf", lambda: pdf_bytes(b"", encrypt=True)), "failed"),
    ("PDF without text", _later("scan.pdf", lambda: pdf_bytes(b"0 0 m 9 9 l S")), "failed"),
    ("text named PDF", _text("text.pdf", PROSE), "failed"),
    ("html named PDF", _text("page.pdf", _PAGE.format(f"<p>{PROSE * 4}</p>")), "ok"),
    ("PDF named txt", _later("pdf.txt", lambda: pdf_of(PROSE[:80])), "ok"),
    (
        "billion laughs html",
        _text("laughs.xhtml", _entities("html") + "<html><body><p>&e9;</p></body></html>"),
        "failed",
    ),
    ("deep html", _later("deep.html", lambda: _PAGE.format("<div>" * 100_000 + PROSE).encode()), "failed"),
    (
        "200,000 attributes",
        _later(
            "wide.html", lambda: f"<html><p {' '.join(f'a{n}=1' for n in range(200_000))}>{PROSE}".encode()
        ),
        "failed",
    ),
    (
        "unclosed tags",
        _later("open.html", lambda: b"<html><body>" + b"<" * 300_000 + PROSE.encode()),
        "failed",
    ),
    ("html without text", _text("bare.html", _PAGE.format("<img src='a.png'>")), "failed"),
    (
        "odd quotation marks",
        _text("odd.txt", PROSE + '"He said, “it is “over, she replied. "No.\n' + PROSE),
        "ok",
    ),
    ("only quotation marks", _text("marks.txt", "“”\"'«»„“" * 300), "failed"),
    ("Arabic", _text("arabic.txt", _ARABIC), "skipped"),
    ("Chinese", _text("chinese.txt", _CHINESE), "skipped"),
    ("direction marks", _text("bidi.txt", PROSE.replace("Borduria", "\u202eairudroB\u202c\u2066")), "ok"),
    ("emoji", _text("emoji.txt", PROSE + "👩🏽‍🚀🇷🇺🇨🇳 " * 200), "ok"),
    ("only emoji", _text("emoji.txt", "👩🏽‍🚀🇷🇺" * 200), "failed"),
    (
        "lone surrogates",
        _bytes("half.jsonl", b'{"id": "\\ud83d", "text": "' + PROSE.encode() + b'\\ud800."}\n'),
        "ok",
    ),
    ("broken line of jsonl", _bytes("lines.jsonl", b'{"text": "Ruritania"\n[1]\n{"text": 5}\n'), "failed"),
    ("deep JSON", _later("deep.jsonl", lambda: b'{"a":' + b"[" * 200_000 + b"\n"), "failed"),
    ("folder that links to itself", _loop, "ok"),
    ("folder named txt", _folder_as_file, "skipped"),
    ("pipe", _pipe, "failed"),
    ("socket", _socket, "failed"),
    ("dangling link", _dangling, "failed"),
    ("a million words", _later("long.txt", lambda: PROSE.encode() * 25_000), "failed"),
    ("a word of 3 MB", _later("word.txt", lambda: b"ab" * 700_000), "failed"),
    (
        "gzip named txt",
        _later("packed.txt", lambda: b"\x1f\x8b\x08\x00" + zlib.compress(PROSE.encode())),
        "failed",
    ),
    ("gzip", _later("text.txt.gz", lambda: b"\x1f\x8b\x08\x00" + zlib.compress(PROSE.encode())), "failed"),
    ("malformed sidecar", _sidecar("title = [unclosed"), "failed"),
    ("sidecar with an impossible date", _sidecar('date = "2015-02-30"'), "failed"),
    ("terminal codes", _text("codes.txt", PROSE + "\x1b[31mred\x1b[0m\x07 "), "ok"),
    ("carriage returns", _text("mac.txt", PROSE.replace(". ", ".\r")), "ok"),
    ("strange file name", _strange_name, "ok"),
    ("brackets", _later("brackets.txt", lambda: (PROSE + "([{“" * 20_000 + " ").encode()), "failed"),
    (
        "page marks only",
        _later("pages.txt", lambda: "".join(f"{n}、\n" for n in range(20_000)).encode()),
        "failed",
    ),
    ("hyphens at every line end", _later("hyphens.txt", lambda: b"coop-\neration " * 20_000), "ok"),
]
