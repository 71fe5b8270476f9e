"""Misses, extras and their causes; breakdowns; the page holds hostile words harmless."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation import Evaluation, evaluate, page

EVIL = '<script>alert(1)</script>"&\u202e</p>'
TEXT = (
    "Ruritania visited Borduria. Syldavia criticised Borduria. Anna Korvel said Syldavia must pay. "
    f"Freedonia sold ships to {EVIL}."
)


def claim(
    start: str, kind: str, relation: str, plover: str | None, subject: str, object: str, **more: Any
) -> Any:
    """A claim line on the sentence that begins with these words."""
    low = TEXT.index(start)
    high = TEXT.index(".", low)
    return {
        "kind": kind, "relation": relation, "plover": plover, "document": {"id": "doc:1", "source": "a.txt"},
        "subjects": [{"ref": f"id:{subject}", "label": subject}],
        "objects": [{"ref": f"id:{object}", "label": object}] if object else [], "instrument": [],
        "speaker": None, "reporting": "author", "modality": "actual", "extractor": "events@1",
        "confidence": {"value": 0.7},
        "evidence": {"start": low, "end": high, "sentence_start": low, "sentence_end": high,
                     "display": TEXT[low:high]},
        **more,
    }  # fmt: skip


LABELS: list[Any] = [
    {"k": "entity", "name": n, "alt": [], "type": "State"}
    for n in ("Ruritania", "Borduria", "Syldavia", EVIL)
]
LABELS += [
    {"k": "claim", "id": i, "kind": kind, "s": [s], "o": [o] if o else [], "type": types, "speaker": speaker,
     "modality": "actual", "date": None, "ev": ev}
    for i, kind, s, o, types, speaker, ev in (
        ("c1", "event", "Ruritania", "Borduria", ["CONSULT"], "author", "Ruritania visited Borduria"),
        ("c2", "event", "Syldavia", "Borduria", ["ACCUSE"], "author", "Syldavia criticised Borduria"),
        ("c3", "statement", "Syldavia", "", ["STATEMENT"], "Anna Korvel", "Syldavia must pay"),
        ("c4", "event", "Freedonia", EVIL, ["COOPERATE"], "author", f"Freedonia sold ships to {EVIL}"),
    )
]  # fmt: skip
CLAIMS = [
    claim("Ruritania", "event", "visits", "CONSULT", "Ruritania", "Borduria"),
    claim("Syldavia crit", "event", "supports", "SUPPORT", "Syldavia", "Borduria"),
    claim("Anna", "statement", "speaksAbout", None, "Syldavia", ""),
    claim("Ruritania", "relation", "memberOf", None, "Alpine Union", "Pavel Strand"),
]


@pytest.fixture
def done(tmp_path: Path) -> Evaluation:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n" for r in LABELS), encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "documents.json").write_text(json.dumps({"a": {"outlet": EVIL}}), encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("".join(json.dumps(r) + "\n" for r in CLAIMS), encoding="utf-8")
    (tmp_path / "out.jsonl").rename(tmp_path / "out.lines")
    return evaluate([tmp_path], claims=tmp_path / "out.lines")


def test_every_miss_and_extra_has_its_cause_and_sentence(done: Evaluation) -> None:
    misses = {m["id"]: m for m in done.misses()}
    assert {i: m["cause"] for i, m in misses.items()} == {
        "c2": "type ACCUSE read as SUPPORT",
        "c3": "speaker missing: given to the author",
        "c4": "no claim in its sentence: parties unknown",
    }
    assert misses["c3"]["before"] + misses["c3"]["evidence"] == "Anna Korvel said Syldavia must pay"
    assert [(e["type"], e["cause"]) for e in done.extras()] == [
        ("supports", "type SUPPORT for ACCUSE"),
        ("memberOf", "nothing labelled there"),
    ]


def test_tables(done: Evaluation) -> None:
    assert done.figures()["strict"] == 0.25
    assert done.figures()["precision"] == 0.5
    assert done.measured("type.recall") == 50.0
    kinds = {row["kind"]: row for row in done.by("kind")}
    assert (kinds["event"]["labelled"], kinds["event"]["claims"], kinds["event"]["strict"]) == (3, 2, 33.3)
    assert (kinds["relation"]["labelled"], kinds["relation"]["precision"]) == (0, 0.0)
    types = {row["relation"]: row for row in done.by("relation")}
    assert (types["CONSULT"]["strict"], types["CONSULT"]["precision"]) == (100.0, 100.0)
    assert {(r["labelled"], r["found"]): r["claims"] for r in done.confusion()} == {
        ("CONSULT", "CONSULT"): 1, ("ACCUSE", "SUPPORT"): 1, ("STATEMENT", "STATEMENT"): 1,
        ("COOPERATE", "(missed)"): 1,
    }  # fmt: skip
    visits = next(r for r in done.precisions("relation") if r["relation"] == "visits")
    assert (visits["claims"], visits["precision"], visits["whole"]) == (1, 1.0, 1.0)
    found = done.calibration()
    assert found is not None
    assert (found.claims, found.bins[0].right) == (4, 0.25)
    assert json.loads(json.dumps(done.as_dict(50)))["total"]["strict"] == 25.0


class Tags(HTMLParser):
    """Every tag, and what a link, source or style could fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetches: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetches += [f"{tag} {k}={v}" for k, v in attrs if k in ("src", "href", "action", "srcset")]


def test_the_page_is_whole_by_itself_and_escapes(done: Evaluation) -> None:
    made = page(done.as_dict(20))
    read = Tags()
    read.feed(made)
    assert read.tags.count("script") == 1
    assert read.fetches == []
    assert not re.search(r"@import|url\(|https?://", made)
    assert "<script>alert" not in made
    assert made.count("<article") == 5
    assert "alert(1)&lt;/script&gt;" in made
    assert "prefers-color-scheme:dark" in made
    assert "default-src 'none'" in made
    assert "\u202e" not in made


def test_every_document_has_the_columns_of_the_total(done: Evaluation) -> None:
    made = done.as_dict()
    (row,) = made["documents"]
    assert (row["f1"], row["entity_f1"]) == (made["total"]["f1"], made["total"]["entity_f1"])
    table = page(made).partition("<summary>Documents</summary>")[2].partition("</table>")[0]
    head, one, total = (re.findall(r"<t[hd]>(.*?)</t[hd]>", line) for line in table.split("<tr>")[1:])
    assert len(head) == len(set(head)) == len(one)
    assert one[1:] == total[1:]


def test_more_right_claims_never_lower_a_figure(done: Evaluation, tmp_path: Path) -> None:
    better = [*CLAIMS, claim("Syldavia crit", "event", "criticizes", "ACCUSE", "Syldavia", "Borduria")]
    (tmp_path / "better").write_text("".join(json.dumps(r) + "\n" for r in better), encoding="utf-8")
    after = evaluate([tmp_path], claims=tmp_path / "better")
    assert after.figures()["strict"] == 0.5
    assert [m["id"] for m in after.misses()] == ["c3", "c4"]
