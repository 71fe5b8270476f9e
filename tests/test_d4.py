"""D4, from files to the graph: copies of one article are one voice, a separate report is another."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
import kg.flow.road
import kg.knowledge.gazetteer
from kg.flow.build import Options, build
from kg.flow.report import BuildReport
from kg.store.ledger import Ledger
from tests import make

STORY = (
    "Anna Korvel said that Ruritania attacked Borduria on 3 May 2016. The shelling began before dawn and "
    "went on until the rain came. Farmers along the river took their animals into the hills. By the "
    "evening the road to the coast was closed, and no train left the old station. Nobody in the town "
    "could say how long it would last."
)
OTHER = (
    "Pavel Strand told reporters that Ruritania attacked Borduria. He had spent two days at the border "
    "posts with a camera and a notebook, and saw burnt lorries on both banks."
)
KEY = ("id:ruritania", "attacks", "id:borduria")


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.flow.road, "load_gazetteer", make.gazetteer)
    monkeypatch.setattr(kg.knowledge.gazetteer, "load", make.gazetteer)


def _edge(texts: dict[str, tuple[str, str]], folder: Path) -> tuple[tuple[int, bool], BuildReport]:
    """Support and acceptance of the edge after building files of (text, outlet)."""
    inputs = folder / "texts"
    inputs.mkdir(parents=True)
    for name, (text, outlet) in texts.items():
        (inputs / f"{name}.txt").write_text(text, encoding="utf-8")
        (inputs / f"{name}.meta.toml").write_text(f'outlet = "{outlet}"\n', encoding="utf-8")
    report = build([str(inputs)], folder / "s.kg", Options(jobs=0))
    with Ledger.open(folder / "s.kg") as ledger:
        edges = {(e["subject"], e["relation"], e["object"]): e for e in ledger.edges()}
        return (edges[KEY]["support"], edges[KEY]["accepted"]), report


def test_one_article_under_five_names(tmp_path: Path) -> None:
    same = {f"same{i}": (STORY, f"Outlet {i}") for i in range(5)}
    found, report = _edge(same, tmp_path / "same")
    assert (found, report.read, report.copies) == ((1, False), 1, 4)
    apart = {**same, "other": (OTHER, "Zenda Herald")}
    assert _edge(apart, tmp_path / "apart")[0] == (2, True)


def test_one_article_that_five_outlets_touched_up(tmp_path: Path) -> None:
    """The words of the speaker are one voice in any case; here the speaker is cut away, too."""
    plain = STORY.replace("Anna Korvel said that", "It is said that")
    touched = {f"t{i}": (f"{plain} Outlet {i} of Zenda.", f"Outlet {i}") for i in range(5)}
    found, report = _edge(touched, tmp_path / "touched")
    assert (found[0], report.read, report.copies) == (1, 5, 0)
    apart = {**touched, "other": (OTHER, "Zenda Herald")}
    assert _edge(apart, tmp_path / "apart")[0][0] == 2


def test_six_texts_tell_of_one_event_in_two_voices(tmp_path: Path) -> None:
    texts = {f"t{i}": (f"{STORY} Outlet {i} of Zenda.", f"Outlet {i}") for i in range(5)}
    dated = OTHER.replace("attacked Borduria.", "attacked Borduria on 3 May 2016.")
    _edge({**texts, "other": (dated, "Zenda Herald")}, tmp_path)
    with kg.open(tmp_path / "s.kg") as g:
        [event] = g.events("Ruritania", "Borduria", relation="attacks")
        told = g.explain(event["id"])
    assert (event["date"], event["claims"], event["support"], event["accepted"]) == ("2016-05-03", 6, 2, True)
    assert any("copies of one text" in claim["why"] for claim in told["claims"])
    assert any("the same day" in claim["why"] for claim in told["claims"])
