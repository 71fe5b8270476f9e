"""What the user names becomes items: in a fixed order, each with its reason when it is not read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import LimitError, ReadError
from kg.text import sources
from kg.text.lines import meta_of, parse_record, text_of
from kg.text.sources import SourceItem, content, expand


def _tree(root: Path) -> None:
    for name in (
        "b/2.txt",
        "b/1.md",
        "a.html",
        "c.pdf",
        "notes.log",
        ".hidden.txt",
        ".git/x.txt",
        "a.meta.toml",
    ):
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("Ruritania", encoding="utf-8")


def _named(items: list[SourceItem], root: Path) -> list[tuple[str, str]]:
    return [(i.source.removeprefix(f"{root}/"), i.status) for i in items]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _named(list(expand([str(tmp_path)])), tmp_path) == [
        ("a.html", "read"),
        ("a.meta.toml", "skipped"),
        ("b/1.md", "read"),
        ("b/2.txt", "read"),
        ("c.pdf", "read"),
        ("notes.log", "skipped"),
    ]


def test_a_file_that_was_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    _tree(tmp_path)
    assert _named(list(expand([str(tmp_path / "notes.log")])), tmp_path) == [("notes.log", "read")]


def test_globs_and_repeated_names(tmp_path: Path) -> None:
    _tree(tmp_path)
    inputs = [
        str(tmp_path / "**" / "*.txt"),
        str(tmp_path / "b"),
        str(tmp_path / "*.xyz"),
        str(tmp_path / "no.txt"),
    ]
    assert _named(list(expand(inputs)), tmp_path) == [
        ("b/2.txt", "read"),
        ("b/1.md", "read"),
        ("*.xyz", "failed"),
        ("no.txt", "failed"),
    ]


def test_names_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _tree(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert [i.source for i in expand(["b"])] == ["b/1.md", "b/2.txt"]
    assert [i.source for i in expand(["b/"])] == ["b/1.md", "b/2.txt"]
    assert "b/1.md" in [i.source for i in expand(["."])]


def test_links_between_folders_end(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "t.txt").write_text("Ruritania", encoding="utf-8")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    items = list(expand([str(tmp_path)]))
    assert _named(items, tmp_path) == [("a/b/t.txt", "read"), ("a/b/up", "skipped")]
    assert "link back" in (items[1].reason or "")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    [item] = expand(["-"], stdin=io.BytesIO(b"Ruritania"))
    assert (item.source[:6], content(item)) == ("stdin:", b"Ruritania")
    [other] = expand(["-"], stdin=io.BytesIO(b"Borduria"))
    assert other.source != item.source, "a second text would replace the first"
    monkeypatch.setattr(sources, "MAX_BYTES", 5)
    [item] = expand(["-"], stdin=io.BytesIO(b"Ruritania"))
    assert item.status == "failed"


def test_lines_of_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_bytes(
        b'\xef\xbb\xbf{"text": "one"}\n\n{"id": "x-1", "body": "two"}\r\nbroken\n'
        b'{"id": "x-1", "content": "three"}\n{"id": 7, "text": "four"}\n{"id": true, "text": "five"}'
    )
    found = [(i.source.rpartition("#")[2], i.status) for i in expand([str(path)])]
    assert [f"{name} {status}" for name, status in found] == [
        "1 read",
        "x-1 read",
        "4 failed",
        "5 read",
        "7 read",
        "L7 read",
    ]


def test_a_record_gives_text_and_metadata() -> None:
    record = parse_record(
        b'{"text": " a\\ud800b ", "headline": "T", "year": 2016, "source": "O",'
        b' "url": "https://example.org", "author": 3.5}'
    )
    assert text_of(record) == " a\ufffdb "
    assert meta_of(record) == {"title": "T", "date": "2016", "outlet": "O", "address": "https://example.org"}
    for line in (b"[1]", b"{", b'"a"', b"\xff", b"1" * 5000):
        with pytest.raises(ReadError):
            parse_record(line)
    with pytest.raises(ReadError, match="no text"):
        text_of({"text": 5, "body": " "})


def test_content_is_limited(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(LimitError, match="60 MB"):
        content(SourceItem("big.txt", path=big))
    with pytest.raises(ReadError, match="gone"):
        content(SourceItem("x", status="failed", reason="gone"))
