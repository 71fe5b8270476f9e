"""A build reads what is new, replaces what changed, forgets what is gone, and keeps going."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import BusyError
from kg.flow.build import Options, build
from kg.flow.manifest import knowledge_files
from kg.flow.report import BuildReport
from kg.store.ledger import Ledger

HERE = Options(jobs=0)
FIRST = (
    "Ruritania signed a trade agreement with Borduria on 4 May 2015. "
    "Foreign Minister Anna Korvel met Pavel Strand."
)
SECOND = "“Ruritania will not sell tanks to Borduria,” said Anna Korvel, the Foreign Minister of Ruritania."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(FIRST, encoding="utf-8")
    (texts / "b.txt").write_text(SECOND, encoding="utf-8")
    return texts


def _sources(store: Path) -> list[str]:
    with Ledger.open(store) as ledger:
        return [Path(d["source"]).name for d in ledger.documents()]


def _counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.read, report.unchanged, report.copies, report.removed


def test_only_what_is_new_or_changed_is_read(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    assert _counts(build([str(folder)], store, HERE)) == (2, 0, 0, 0)
    with Ledger.open(store) as ledger:
        before = ledger.revision
    assert _counts(build([str(folder)], store, HERE)) == (0, 2, 0, 0)
    with Ledger.open(store) as ledger:
        assert ledger.revision == before
    (folder / "a.txt").write_text(FIRST + " Ruritania left the Alpine Union.", encoding="utf-8")
    assert _counts(build([str(folder)], store, HERE)) == (1, 1, 0, 0)
    (folder / "b.txt").unlink()
    assert _counts(build([str(folder)], store, HERE)) == (0, 1, 0, 1)
    assert _sources(store) == ["a.txt"]


def test_only_files_of_the_folder_are_forgotten(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, apart = tmp_path / "s.kg", tmp_path / "apart.txt"
    apart.write_text("Elsewhere it rained.", encoding="utf-8")
    for words in (b"Borduria was quiet.", b"Syldavia was quiet."):
        build(["-"], store, HERE, stdin=io.BytesIO(words))
    monkeypatch.chdir(folder)
    build([".", str(apart)], store, HERE)
    apart.unlink()
    (folder / "a.txt").unlink()
    assert build(["."], store, HERE).removed == 1
    names = _sources(store)
    assert (len(names), names[:2]) == (4, ["apart.txt", "b.txt"])


def test_every_kind_of_knowledge_file_counts() -> None:
    """A changed list of words must lead to another reading, whatever its format."""
    names = {path.name for path in knowledge_files()}
    assert {"confidence.json", "frames.jsonl", "repairs.toml", "words.txt", "states.jsonl"} <= names


def test_a_changed_sidecar_is_a_changed_document(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    build([str(folder)], store, HERE)
    (folder / "a.meta.toml").write_text(
        'outlet = "The Strelsau Post"\ndate = "2015-05-05"\n', encoding="utf-8"
    )
    report = build([str(folder)], store, HERE)
    assert (report.read, report.unchanged, report.skipped) == (1, 1, [])
    with Ledger.open(store) as ledger:
        kept = {Path(d["source"]).name: d["outlet"] for d in ledger.documents()}
    assert kept == {"a.txt": "The Strelsau Post", "b.txt": None}


def test_the_same_bytes_elsewhere_are_one_document(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    (folder / "copy.txt").write_text(FIRST, encoding="utf-8")
    assert _counts(build([str(folder)], store, HERE)) == (2, 0, 1, 0)
    (folder / "a.txt").unlink()
    assert _counts(build([str(folder)], store, HERE)) == (1, 1, 0, 1)
    assert _sources(store) == ["b.txt", "copy.txt"]


def test_a_copy_of_what_could_not_be_read_is_read(folder: Path, tmp_path: Path) -> None:
    """The same bytes are no PDF as 0.pdf, and a good text as z.txt."""
    store = tmp_path / "s.kg"
    for name in ("0.pdf", "1.pdf", "y.txt", "z.txt"):
        (folder / name).write_text(SECOND + " So it was told.", encoding="utf-8")
    report = build([str(folder)], store, HERE)
    assert [Path(s).name for s, _ in report.failed] == ["0.pdf", "1.pdf"]
    assert (report.read, report.copies) == (3, 1)
    assert _sources(store) == ["a.txt", "b.txt", "y.txt"]
    with Ledger.open(store) as ledger:
        before = ledger.revision
    again = build([str(folder)], store, HERE)
    assert (again.read, again.unchanged) == (0, 3)
    with Ledger.open(store) as ledger:
        assert ledger.revision == before


def test_equal_files_that_fail_are_each_told_and_change_nothing_again(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    for name in ("e.txt", "f.txt"):
        (folder / name).write_bytes(b"")
    revisions = set()
    for _ in range(3):
        report = build([str(folder)], store, HERE)
        assert [Path(s).name for s, _ in report.failed] == ["e.txt", "f.txt"]
        with Ledger.open(store) as ledger:
            revisions.add(ledger.revision)
    assert len(revisions) == 1


def test_a_copy_outlives_the_change_of_its_first(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "s.kg"
    (folder / "copy.txt").write_text(FIRST, encoding="utf-8")
    build([str(folder)], store, HERE)
    (folder / "a.txt").write_text(FIRST + " It was raining.", encoding="utf-8")
    report = build([str(folder)], store, HERE)
    assert (report.read, report.unchanged, report.copies) == (2, 1, 0)
    assert _sources(store) == ["a.txt", "b.txt", "copy.txt"]


def test_lines_of_a_jsonl_file_are_documents(tmp_path: Path) -> None:
    store, lines = tmp_path / "s.kg", tmp_path / "news.jsonl"
    lines.write_text(f'{{"id": "x", "text": "{FIRST}"}}\n{{"id": "y", "text": "Nothing happened."}}\n')
    assert build([str(lines)], store, HERE).read == 2
    lines.write_text(f'{{"id": "x", "text": "{FIRST}"}}\n')
    report = build([str(lines)], store, HERE)
    assert _counts(report) == (0, 1, 0, 1)
    assert _sources(store) == ["news.jsonl#x"]


def test_a_missing_or_broken_input_is_told_and_the_rest_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "c.txt").write_bytes(b"")
    report = build([str(folder), str(tmp_path / "nowhere")], tmp_path / "s.kg", HERE)
    assert report.read == 2
    assert [(Path(s).name, bool(r)) for s, r in report.failed] == [("nowhere", True), ("c.txt", True)] or [
        (Path(s).name, bool(r)) for s, r in report.failed
    ] == [("c.txt", True), ("nowhere", True)]
    again = build([str(folder)], tmp_path / "s.kg", HERE)
    assert (again.read, again.unchanged, len(again.failed)) == (0, 2, 1), "a failure is told every time"


def test_a_language_without_a_parser_is_kept_and_told(folder: Path, tmp_path: Path) -> None:
    russian = (
        "Министр иностранных дел Руритании посетил столицу Бордурии и подписал соглашение о торговле. " * 3
    )
    (folder / "r.txt").write_text(russian, encoding="utf-8")
    report = build([str(folder)], tmp_path / "s.kg", HERE)
    [(source, reason)] = report.skipped
    assert Path(source).name == "r.txt"
    assert "'ru'" in reason
    with Ledger.open(tmp_path / "s.kg") as ledger:
        assert ledger.document(source) is not None
        assert not list(ledger.mentions_in(str(ledger.document(source)["id"])))  # type: ignore[index]


def test_a_second_writer_is_told_to_wait(folder: Path, tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "s.kg"), pytest.raises(BusyError):
        build([str(folder)], tmp_path / "s.kg", HERE)


def test_every_quote_of_a_build_is_the_raw_text(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "s.kg", HERE)
    with Ledger.open(tmp_path / "s.kg") as ledger:
        claims = list(ledger.all_claims())
        assert len(claims) >= 3
        for claim in claims:
            raw, evidence = ledger.text(claim["document"]["id"]), claim["evidence"]
            assert raw[evidence["start"] : evidence["end"]] == evidence["quote"]
            for party in claim["subjects"] + claim["objects"]:
                if party["start"] is not None:
                    assert raw[party["start"] : party["end"]] == party["mention"]


def test_workers_and_this_process_keep_the_same(folder: Path, tmp_path: Path) -> None:
    build([str(folder)], tmp_path / "one.kg", HERE)
    build([str(folder)], tmp_path / "two.kg", Options(jobs=2))
    with Ledger.open(tmp_path / "one.kg") as one, Ledger.open(tmp_path / "two.kg") as two:
        assert list(one.all_claims()) == list(two.all_claims())
        assert list(one.entities()) == list(two.entities())
