"""Each form of labels is read, or refused with the line that is wrong; texts are found where they lie."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.evaluation.formats import read_brat, read_conll, read_csv
from kg.evaluation.gold import gather, read_guide
from kg.evaluation.labels import LabelledDocument

TEXT = "Minister Anna Korvel met Pavel Strand in Strelsau."


def gathered(path: Path, docs: Path | None = None) -> tuple[list[LabelledDocument], list[tuple[str, str]]]:
    failed: list[tuple[str, str]] = []
    return gather([path], docs, lambda *why: failed.append(why)), failed


def test_guide(tmp_path: Path) -> None:
    rows = [
        {"k": "entity", "name": "Ruritania", "alt": ["Ruritanian"], "type": "State|Region"},
        {"k": "claim", "id": "c1", "kind": "event", "s": ["Anna Korvel", "Ruritania"], "o": [],
         "type": ["CONSULT"], "speaker": "author", "modality": "actual", "date": None,
         "ev": "met Pavel Strand", "tr": "met", "sm": "Anna Korvel", "om": None},
        {"k": "claim", "id": "c2", "kind": "statement", "s": [], "o": [], "type": ["STATEMENT"],
         "speaker": ["Anna Korvel"], "modality": "possible", "date": "2016-04", "ev": "met", "cue": "said"},
    ]  # fmt: skip
    path = tmp_path / "a.jsonl"
    path.write_text("\n\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    made = read_guide(path)
    assert made.entities[0].kinds == {"State", "Region"}
    assert made.forms()["ruritania"] == {"ruritania", "ruritanian"}
    first, second = made.claims
    assert (first.speaker, first.words) == (None, {"trigger": "met", "subject": "Anna Korvel"})
    assert (second.speaker, second.date, second.words) == (("Anna Korvel",), "2016-04", {"cue": "said"})


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2"),
        ('{"k": "claim", "id": "x"}', "'ev' is missing"),
        ('{"name": "x"}', "'k' is missing"),
        ("[1]", "line 2"),
        ('{"k": "claim", "id": "x", "kind": "event", "s": [], "o": [], "type": [], "ev": ""}', "no evidence"),
    ],
)
def test_a_bad_line_of_the_guide_is_named(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"k": "entity", "name": "A", "type": "State"}\n' + line, encoding="utf-8"
    )
    with pytest.raises(ReadError, match=says):
        read_guide(tmp_path / "a.jsonl")
    made, failed = gathered(tmp_path)
    assert not made
    assert says in failed[0][1]


def test_conll_with_tabs_or_spaces(tmp_path: Path) -> None:
    for gap in ("\t", " "):
        rows = [("Anna", "B-PER"), ("Korvel", "I-PER"), ("met", "O"), ("Borduria", "B-LOC"), (".", "O")]
        text = "-DOCSTART- -X- O\n\n" + "\n".join(gap.join((w, "X", t)) for w, t in rows) + "\n\nHe O\n"
        (tmp_path / "a.conll").write_text(text.replace("He O", f"He{gap}O"), encoding="utf-8")
        made = read_conll(tmp_path / "a.conll")
        assert made.text == "Anna Korvel met Borduria .\nHe\n"
        assert [(made.text[s.start : s.end], s.label) for s in made.spans] == [
            ("Anna Korvel", "PER"),
            ("Borduria", "LOC"),
        ]
    (tmp_path / "a.conll").write_text("Anna\nKorvel I-PER\n", encoding="utf-8")
    with pytest.raises(ReadError, match="without a tag"):
        read_conll(tmp_path / "a.conll")
    (tmp_path / "a.conll").write_text("\n", encoding="utf-8")
    with pytest.raises(ReadError, match="no tagged tokens"):
        read_conll(tmp_path / "a.conll")


def brat(tmp_path: Path, *lines: str) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.ann").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path / "a.ann"


def test_brat_spans_relations_and_events(tmp_path: Path) -> None:
    file = brat(
        tmp_path, "T1\tPerson 9 20\tAnna Korvel", "T2\tPerson 25 37\tPavel Strand", "T3\tMeet 21 24\tmet",
        "T4\tPlace 38 40;41 49\tin Strelsau", "R1\tmemberOf Arg1:T1 Arg2:T2",
        "E1\tMeets:T3 Agent:T1 Theme:T2", "#1\tAnnotatorNotes T1\tsure?", "A1\tNegated E1",
    )  # fmt: skip
    made = read_brat(file)
    assert [TEXT[s.start : s.end] for s in made.spans] == ["Anna Korvel", "Pavel Strand", "in Strelsau"]
    tie, event = made.claims
    assert (tie.types, tie.kind, tie.subjects, tie.objects) == (
        ("MEMBER",), "relation", ("Anna Korvel",), ("Pavel Strand",),
    )  # fmt: skip
    assert (event.types, event.kind, event.evidence) == (("MEETS",), "event", "Anna Korvel met Pavel Strand")


@pytest.mark.parametrize(
    ("line", "says"),
    [("T1\tPerson 9 999\tAnna", "after the text"), ("T1 Person", "no text-bound"),
     ("R1\tmemberOf Arg1:T8 Arg2:T9", "not there")],
)  # fmt: skip
def test_bad_brat_is_named(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(ReadError, match=says):
        read_brat(brat(tmp_path, line))
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ReadError, match="is missing"):
        read_brat(tmp_path / "a.ann")


def test_csv(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "\ufeffDocument,Subject,Relation,Object,Speaker,Modality,Date,Evidence\n"
        'b.txt,Ruritania|Anna Korvel,signsWith,Borduria,,planned,2016-04,"to sign, at last"\n'
        "b.txt,Ruritania,rel:memberOf,Alpine Union,author,,,is a member\n"
        "c,Borduria,STATEMENT,,Pavel Strand,normative,,must leave\n",
        encoding="utf-8",
    )
    b, c = read_csv(tmp_path / "t.csv")
    assert (b.name, c.name) == ("b", "c")
    sign, member = b.claims
    assert (sign.subjects, sign.types, sign.kind, sign.speaker) == (
        ("Ruritania", "Anna Korvel"), ("SUPPORT",), "event", None,
    )  # fmt: skip
    assert (sign.modality, sign.date, sign.evidence) == ("planned", "2016-04", "to sign, at last")
    assert (member.types, member.kind, member.speaker) == (("MEMBER",), "relation", None)
    assert (c.claims[0].speaker, c.claims[0].objects) == (("Pavel Strand",), ())


@pytest.mark.parametrize(
    ("text", "says"),
    [("document,subject\na,b\n", "no column type, evidence"), ("", "no column"),
     ("document,subject,type,evidence\n,x,MEETS,y\n", "line 2")],
)  # fmt: skip
def test_bad_csv_is_named(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=says):
        list(read_csv(tmp_path / "t.csv"))


def test_texts_are_found_in_their_order(tmp_path: Path) -> None:
    gold = tmp_path / "data" / "gold"
    gold.mkdir(parents=True)
    (gold / "a.jsonl").write_text("", encoding="utf-8")
    given, named = tmp_path / "docs", tmp_path / "data" / "texts"
    places = [gold / "a.txt", gold / "docs" / "a.txt", given / "a.md", named / "other.txt"]
    for place in places:  # each one found goes before those found before it
        place.parent.mkdir(exist_ok=True)
        place.write_text("x", encoding="utf-8")
        if place.parent == named:
            about = {"a": {"file": "texts/other.txt", "date": "2016", "outlet": "Gazette"}}
            (gold / "documents.json").write_text(json.dumps(about), encoding="utf-8")
        made, failed = gathered(gold, given if given.exists() else None)
        assert (made[0].path, failed) == (place, [])
    assert (made[0].date, made[0].outlet, made[0].author) == ("2016", "Gazette", None)


def test_a_bad_documents_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("", encoding="utf-8")
    for text in ("{", "[]"):
        (tmp_path / "documents.json").write_text(text, encoding="utf-8")
        made, failed = gathered(tmp_path)
        assert len(made) == 1
        assert failed[0][0].endswith("documents.json")


def test_marks_and_line_separators_inside_labels(tmp_path: Path) -> None:
    row = {"k": "claim", "id": "1", "kind": "event", "s": ["Ruritania"], "o": [], "type": ["CONSULT"],
           "speaker": "author", "modality": "actual", "ev": "met.\u2028Strand"}  # fmt: skip
    (tmp_path / "a.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8-sig")
    assert [c.evidence for c in read_guide(tmp_path / "a.jsonl").claims] == ["met.\u2028Strand"]
    (tmp_path / "b.conll").write_text("Ruritania B-GPE\n", encoding="utf-8-sig")
    assert read_conll(tmp_path / "b.conll").text == "Ruritania\n"


def _labels(**other: object) -> str:
    row = {"k": "claim", "id": "1", "kind": "event", "s": [], "o": [], "type": [], "speaker": "author",
           "modality": "actual", "ev": "met", **other}  # fmt: skip
    return json.dumps(row)


WRONG_FILES = {
    "date.jsonl": _labels(date=2016), "modality.jsonl": _labels(modality=[1]), "words.jsonl": _labels(om=5),
    "names.jsonl": _labels(s={"a": 1}), "deep.jsonl": "[" * 100_000, "list.jsonl": "[1]",
    "entity.jsonl": '{"k": "entity", "name": 5, "type": "State"}',
    "wide.csv": "document,subject,type,evidence\nz,a,b," + "x" * 200_000 + "\n",
    "empty.ann": "R1\t \n", "number.ann": "T1\tState " + "9" * 5000 + " 4\tx\n",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_FILES)
def test_labels_of_wrong_types_fail_by_themselves(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(WRONG_FILES[name], encoding="utf-8")
    (tmp_path / name).with_suffix(".txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "good.jsonl").write_text(_labels(), encoding="utf-8")
    made, failed = gathered(tmp_path)
    assert ([d.name for d in made], [Path(source).name for source, _ in failed]) == (["good"], [name])


def test_documents_json_of_wrong_types(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(_labels(), encoding="utf-8")
    (tmp_path / "documents.json").write_text('{"a": {"date": 2016}}', encoding="utf-8")
    assert gathered(tmp_path)[0][0].date == "2016"
    (tmp_path / "documents.json").write_text('{"a": [1]}', encoding="utf-8")
    made, failed = gathered(tmp_path)
    assert (made[0].date, len(failed)) == (None, 1)
