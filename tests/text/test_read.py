"""Documents: the text exactly as decoded, and each piece of metadata with the place it came from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model.documents import Document
from kg.text.decode import decode
from kg.text.metadata import Given, from_name, from_text
from kg.text.read import read
from kg.text.sources import SourceItem, expand
from tests.text.hostile import PROSE, docx_bytes, pdf_of

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Rail pact signed | The Strelsau Post</title>
<meta name="author" content="Jan Tesk"><meta property="og:site_name" content="The Strelsau Post">
<meta property="article:published_time" content="2016-05-04"></head>
<body><nav>Home News</nav><article><h1>Rail pact signed</h1>{}</article>
<footer>Imprint</footer></body></html>"""


def _read(path: Path, given: Given | None = None) -> Document:
    [item] = [i for i in expand([str(path)]) if i.status == "read"]
    return read(item, given)


def _known(document: Document, *fields: str) -> list[tuple[str | None, str]]:
    return [(getattr(document, f).value, getattr(document, f).origin.value) for f in fields]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_plain_text_is_kept_exactly(tmp_path: Path, ends: str) -> None:
    raw = f"Rail pact{ends}{ends}\tThe  railway\u00a0is “open”.{ends}{ends} End "
    path = tmp_path / "a.txt"
    path.write_bytes(raw.encode())
    document = _read(path)
    assert document.text == raw
    assert document.sha256 == hashlib.sha256(raw.encode()).hexdigest()
    assert document.source == str(path)


def test_metadata_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "2014-03-02_rail-pact-talks.txt"
    path.write_text(f"Rail pact signed\n\nBy Jan Tesk\n\n4 May 2016\n\n{PROSE}", encoding="utf-8")
    document = _read(path)
    assert _known(document, "title", "author", "date", "language", "outlet") == [
        ("Rail pact signed", "text"),
        ("Jan Tesk", "text"),
        ("2016-05-04", "text"),
        ("en", "text"),
        (None, "absent"),
    ]
    (tmp_path / "2014-03-02_rail-pact-talks.meta.toml").write_text(
        'date = 2016-05-05\noutlet = "The Post"\nauthor = "Ruritania"\nsources = ["x"]\n', encoding="utf-8"
    )
    document = _read(path, Given(author="Borduria", date="2016-05"))
    assert _known(document, "title", "author", "date", "outlet") == [
        ("Rail pact signed", "text"),
        ("Borduria", "given"),
        ("2016-05", "given"),
        ("The Post", "sidecar"),
    ]
    assert _known(_read(path), "author", "date") == [("Ruritania", "sidecar"), ("2016-05-05", "sidecar")]


def test_what_a_sidecar_may_hold(tmp_path: Path) -> None:
    path, beside = tmp_path / "a.txt", tmp_path / "a.meta.toml"
    path.write_text(PROSE, encoding="utf-8")
    beside.write_text("date = 2016-05-05T10:00:00Z\ntitle = 1984\n", encoding="utf-8")
    assert _known(_read(path), "date", "title") == [("2016-05-05", "sidecar"), ("1984", "sidecar")]
    for wrong in ('author = ["Jan Tesk", "Anna Korvel"]', "title = true", "[outlet]\nname = 1"):
        beside.write_text(wrong, encoding="utf-8")
        with pytest.raises(ReadError, match="must be one text"):
            _read(path)


def test_the_file_name_comes_last(tmp_path: Path) -> None:
    path = tmp_path / "2014-03-02_rail-pact-talks.txt"
    path.write_text(PROSE * 3, encoding="utf-8")
    assert _known(_read(path), "date", "title") == [
        ("2014-03-02", "file-name"),
        ("rail pact talks", "file-name"),
    ]


def test_html(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format("".join(f"<p>{PROSE}</p>" for _ in range(4))), encoding="utf-8")
    document = _read(path)
    assert _known(document, "title", "author", "date", "outlet", "language") == [
        ("Rail pact signed", "page-metadata"),
        ("Jan Tesk", "page-metadata"),
        ("2016-05-04", "page-metadata"),
        ("The Strelsau Post", "page-metadata"),
        ("en", "page-metadata"),
    ]
    assert "Imprint" not in document.text
    assert document.media_type == "text/html"


def test_a_page_s_claim_of_language_gives_way_to_its_script(tmp_path: Path) -> None:
    russian = (
        "Руритания и Бордурия подписали соглашение о железной дороге, сообщила министр Анна Корвель. " * 5
    )
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(f"<p>{russian}</p>" * 3), encoding="utf-8")
    assert _known(_read(path), "language") == [("ru", "text")]


def test_docx_and_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx_bytes(["Rail pact", PROSE]))
    (tmp_path / "b.pdf").write_bytes(pdf_of("Ruritania signed an agreement on the railway."))
    docx, pdf = _read(tmp_path / "a.docx"), _read(tmp_path / "b.pdf")
    assert docx.text == f"Rail pact\n\n{PROSE}"
    assert docx.author.value is None
    assert docx.date.value is None, "the template's creation date is not the text's"
    assert "agreement on the railway" in pdf.text


def test_lines_of_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text(
        '{"text": "Ruritania left.", "title": "T", "year": 1946, "date": "soon"}\n', encoding="utf-8"
    )
    document = _read(path)
    assert document.text == "Ruritania left."
    assert document.source == f"{path}#1"
    assert _known(document, "title", "date") == [("T", "page-metadata"), (None, "absent")]


@pytest.mark.parametrize(
    "date", ["2016-13", "2015-02-29", "16", "2016-4-7", "May 2016", "", "2016-04-07T10:00"]
)
def test_a_date_that_is_none_is_refused(date: str) -> None:
    with pytest.raises(ReadError, match="not a date"):
        Given(date=date)


@pytest.mark.parametrize("date", ["2016", "2016-04", "2016-02-29"])
def test_partial_dates_are_dates(date: str) -> None:
    assert Given(date=date).date == date


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("Published: 4 July 2016", {"date": "2016-07-04"}),
        ("Posted on Monday, July 4, 2016", {"date": "2016-07-04"}),
        ("Tuesday, October 15, 2019 ", {"date": "2019-10-15"}),
        ("STRELSAU, 4 July 2016 (RNA) — Ruritania signed.", {"date": "2016-07-04"}),
        ("Researched and written by Jan Tesk, March 2009", {"date": "2009-03", "author": "Jan Tesk"}),
        ("*Opinion. By Jan Tesk*", {"author": "Jan Tesk"}),
        ("By Jan van Tesk | 4 July 2016", {"date": "2016-07-04", "author": "Jan van Tesk"}),
        ("Jan Tesk, 2016-07-04", {"date": "2016-07-04", "author": "Jan Tesk"}),
        # what is no statement of the document's own date or author
        ("On 4 July 2016 Ruritania signed the pact.", {}),
        ("By July 2016 Ruritania had signed.", {}),
        ("By Monday they had left", {}),
        ("03/04/2016", {}),
        ("31 June 2016", {}),
        ("STRELSAU, 4 July (RNA) — Ruritania signed.", {}),
    ],
)
def test_what_the_head_of_a_text_says(head: str, found: dict[str, str]) -> None:
    text = f"{head}\n{PROSE}\n{PROSE}"
    assert {k: v for k, v in from_text(text).items() if k != "title"} == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rail pact signed\n\n{PROSE}", "Rail pact signed"),
        (f"# Rail pact signed\n\n{PROSE}", "Rail pact signed"),
        (f"Rail pact signed\n{PROSE}", "Rail pact signed"),
        (f"{PROSE}\n\n{PROSE}", None),
        (f"1、Rail pact\n\n{PROSE}", None),
        ("The ministers of the two states have\nsigned a pact on the railway that\nruns to the coast.", None),
        ("Rail pact signed", None),
        (f"By Jan Tesk\n\n{PROSE}", None),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    assert from_text(text).get("title") == title


def test_names_of_files() -> None:
    assert from_name("x/004_e0122405e39edf45.txt") == {}
    assert from_name("https://www.example.org/2016-01-01.html") == {"outlet": "example.org"}
    assert from_name("a/report_2016-02.txt") == {"date": "2016-02"}
    assert from_name("a/20160230_x.txt") == {}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    text = PROSE * 3 + "“Yes,” she said – it’s done."
    assert decode(text.encode(encoding))[0] == text


def test_a_mark_of_utf_8_keeps_its_place() -> None:
    assert decode(b"\xef\xbb\xbfabc")[0] == "\ufeffabc"


def test_other_alphabets_in_old_encodings() -> None:
    text = "Руритания и Бордурия подписали соглашение о железной дороге в среду вечером. " * 5
    assert decode(text.encode("cp1251"))[0] == text
    assert decode(text.encode("koi8-r"), "koi8-r")[0] == text


def test_an_item_that_failed_says_why() -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(next(expand(["/nowhere/at/all.txt"])))
    with pytest.raises(ReadError, match="nothing to read"):
        read(SourceItem("x"))
