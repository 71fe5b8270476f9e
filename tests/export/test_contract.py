"""What every form promises: the same bytes twice, a count, whole files only, clear errors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import kg.export
from kg.errors import ExportError, UnknownEntityError
from kg.export import FORMS
from kg.store.ledger import Ledger

ALL = sorted(FORMS)


def written(view: Ledger, form: str, **chosen: object) -> tuple[int, bytes]:
    """(count, bytes) of an export."""
    out = io.BytesIO()
    count = kg.export.write(view, form, out, **chosen)  # type: ignore[arg-type]
    return count, out.getvalue()


@pytest.mark.parametrize("form", ALL)
def test_the_same_store_gives_the_same_bytes(view: Ledger, form: str) -> None:
    first = written(view, form)
    assert first == written(view, form)
    assert first[0] >= 0


@pytest.mark.parametrize("form", ALL)
def test_a_path_and_a_file_get_the_same(plain: Ledger, form: str, tmp_path: Path) -> None:
    count = kg.export.write(plain, form, tmp_path / "out")
    assert (count, (tmp_path / "out").read_bytes()) == written(plain, form)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("form", ALL)
def test_text_forms_are_utf8_without_lone_surrogates(view: Ledger, form: str) -> None:
    if form != "parquet":
        written(view, form)[1].decode("utf-8")


@pytest.mark.parametrize("form", ALL)
def test_a_part_is_no_more_than_the_whole(plain: Ledger, form: str) -> None:
    whole = written(plain, form)[0]
    assert 0 < written(plain, form, ego="id:anna-korvel")[0] < whole
    assert 0 < written(plain, form, dyad=("id:ruritania", "id:borduria"))[0] < whole


def test_wrong_wishes_are_named(plain: Ledger, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no export form 'gefx'; there are: csv"):
        kg.export.write(plain, "gefx", tmp_path / "x")
    with pytest.raises(ExportError, match="not both"):
        kg.export.write(plain, "csv", tmp_path / "x", ego="id:korvel", dyad=("id:ruritania", "id:borduria"))
    with pytest.raises(ExportError, match="aggregated or claims"):
        kg.export.write(plain, "csv", tmp_path / "x", edges="all")  # type: ignore[arg-type]
    with pytest.raises(UnknownEntityError, match="id:nobody"):
        kg.export.write(plain, "csv", tmp_path / "x", ego="id:nobody")
    with pytest.raises(ExportError, match="two different"):
        kg.export.write(plain, "csv", tmp_path / "x", dyad=("id:ruritania", "id:ruritania"))
    with pytest.raises(ExportError, match="cannot be written"):
        kg.export.write(plain, "csv", tmp_path / "no" / "x")
    assert not list(tmp_path.iterdir())


def test_a_failed_export_leaves_the_old_file(
    plain: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "net.csv"
    target.write_text("old")

    def broken(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.csv.write", broken)
    with pytest.raises(ExportError, match="No space left"):
        kg.export.write(plain, "csv", target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["net.csv"]
