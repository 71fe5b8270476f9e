"""The promises of data/README.md about the worked example's texts, checked on the files."""

from __future__ import annotations

import datetime
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"
CORPUS = DATA / "corpus"
SOURCES = DATA / "corpus_src"
FORMATS = {".txt", ".md", ".html", ".pdf", ".docx", ".jsonl"}
TEXT_KEYS = {"title", "date", "outlet", "author", "language"}
WORKED_DYAD = ("Chin(?:a|ese)|Beijing", "Russia|Moscow")
LONGEST_QUOTATION = 6  # words: room for a title or a slogan, not for a sentence in somebody's mouth

FILES = sorted(path for path in CORPUS.iterdir() if not path.name.endswith(".meta.toml"))


def sidecar_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}.meta.toml")


def read_sidecar(path: Path) -> dict[str, Any]:
    return tomllib.loads(sidecar_of(path).read_text(encoding="utf-8"))


class ArticleText(HTMLParser):
    """The paragraphs and headings inside <article>, and the named <meta> values of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.parts: list[str] = []
        self.meta: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta":
            self.meta[values.get("name") or values.get("property") or ""] = values.get("content") or ""
        self.inside = self.inside or tag == "article"
        if tag in {"p", "h1", "h2"}:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)


def read_page(path: Path) -> ArticleText:
    page = ArticleText()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def texts_of(path: Path) -> list[str]:
    """The text or, for records, the texts of one file of the corpus."""
    if path.suffix == ".jsonl":
        return [str(json.loads(line)["text"]) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".html":
        return ["".join(read_page(path).parts)]
    if path.suffix in {".pdf", ".docx"}:
        return [(SOURCES / f"{path.stem}.txt").read_text(encoding="utf-8")]
    return [path.read_text(encoding="utf-8")]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def quotations(paragraph: str) -> Iterator[str]:
    """What stands between quotation marks; a lone mark counts as open to the paragraph's end."""
    for found in re.finditer(r'[“"«„]([^”"»“]*)', paragraph):
        # with straight marks every second piece stands outside the quotation
        if paragraph[: found.start()].count('"') % 2 == 0:
            yield found.group(1)


def test_every_format_that_users_have_is_there() -> None:
    assert {path.suffix for path in FILES} == FORMATS


def test_the_worked_example_has_its_share_of_texts() -> None:
    texts = [text for path in FILES for text in texts_of(path)]
    example = [text for text in texts if all(len(re.findall(side, text)) >= 4 for side in WORKED_DYAD)]
    assert len(texts) >= 14
    assert len(example) >= 9
    assert len(texts) - len(example) >= 5


def test_no_sidecar_without_its_text() -> None:
    assert {sidecar_of(path) for path in FILES} == set(CORPUS.glob("*.meta.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_sidecar_says_what_the_text_is(path: Path) -> None:
    meta = read_sidecar(path)
    assert meta["sources"]
    assert all(len(source.split()) >= 3 for source in meta["sources"])
    if path.suffix == ".jsonl":
        assert not TEXT_KEYS & (meta.keys() - {"language"})  # they stand in each record
        return
    assert meta.keys() >= TEXT_KEYS
    assert datetime.date.fromisoformat(meta["date"]).isoformat() == path.name[:10]
    assert meta["outlet"].startswith("KG ")
    assert meta["language"] == "en"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_text_is_of_a_size_to_read_at_one_sitting(path: Path) -> None:
    for text in texts_of(path):
        assert 250 <= len(text.split()) <= 900


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_sentence_is_put_in_quotation_marks(path: Path) -> None:
    for text in texts_of(path):
        for paragraph in text.split("\n"):
            assert paragraph.count('"') % 2 == 0
            for quoted in quotations(paragraph):
                assert len(quoted.split()) <= LONGEST_QUOTATION, quoted


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ('He held "Joint Sea 2014" and "Peace Mission".', ["Joint Sea 2014", "Peace Mission"]),
        ("Korvel said: “We will not sign it this year or next.”", ["We will not sign it this year or next."]),
        ("No marks at all, only Korvel's apostrophe.", []),
    ],
)
def test_the_quotation_finder_finds_quotations(paragraph: str, found: list[str]) -> None:
    assert list(quotations(paragraph)) == found


def test_interviews_name_an_invented_interviewee() -> None:
    interviews = [path for path in FILES if read_sidecar(path).get("style") == "interview"]
    assert interviews
    for path in interviews:
        named = [entry for entry in read_sidecar(path)["fictional"] if "interviewee" in entry]
        assert len(named) == 1
        assert named[0].split(",")[0] in path.read_text(encoding="utf-8")


def test_the_page_and_its_sidecar_agree() -> None:
    for path in (path for path in FILES if path.suffix == ".html"):
        page, meta = read_page(path).meta, read_sidecar(path)
        assert page["author"] == meta["author"]
        assert page["article:published_time"] == meta["date"]
        assert page["og:title"] == meta["title"]
        assert "cookie" in path.read_text(encoding="utf-8")  # boilerplate for the reader to leave out


def test_records_carry_their_own_metadata() -> None:
    for path in (path for path in FILES if path.suffix == ".jsonl"):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert len({record["id"] for record in records}) == len(records)
        for record in records:
            assert record.keys() == TEXT_KEYS | {"id", "text"}
            datetime.date.fromisoformat(record["date"])


def test_the_pdf_carries_the_text_it_was_made_from() -> None:
    import pypdf

    for path in CORPUS.glob("*.pdf"):
        reader = pypdf.PdfReader(path)
        printed = squeezed(" ".join(page.extract_text() for page in reader.pages))
        sentences = re.split(r"(?<=\.)\s+", texts_of(path)[0].replace("## ", ""))
        missing = [sentence for sentence in sentences if squeezed(sentence) not in printed]
        assert len(missing) <= len(reader.pages)  # a page number may stand inside one sentence a page
        assert len(reader.pages) >= 2


def test_the_word_file_carries_the_text_it_was_made_from() -> None:
    import docx

    for path in CORPUS.glob("*.docx"):
        written = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
        assert squeezed(written) == squeezed(texts_of(path)[0].replace("## ", ""))
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            assert {entry.date_time[0] for entry in package.infolist()} == {1980}  # no clock inside
