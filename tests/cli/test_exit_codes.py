"""Every way a command can end: its code, and one clear line on stderr."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kg.store.ledger import Ledger
from tests.cli.conftest import Kg

CASES: list[tuple[int, str, str]] = [
    (0, "show Ruritania", ""),
    (0, "claims --modality planned", "no such claim"),
    (0, "events Ruritania", ""),
    (0, "events 'Anna Korvel'", "no such event"),
    (0, "changes --verdict contradiction", "no such change"),
    (0, "promises", "no agreement or project"),
    (0, "path Ruritania Borduria", ""),
    (0, "path 'Boris Korvel' Ruritania --max-hops 1", "no tie within 1 hops"),
    (0, "query -q 'ASK { ?s ?p ?o }'", ""),
    (0, "query -q 'SELECT ?s { ?s rel:none ?o }'", "no rows"),
    (2, "shwo Ruritania", "did you mean show?"),
    (2, "frobnicate", "there are build, sources"),
    (2, "show", "missing argument"),
    (2, "show Ruritania --evidnce", "did you mean --evidence?"),
    (2, "show Ruritania -z", "-z"),
    (2, "show Ruritania --direction up", "--direction"),
    (2, "show Ruritania --relation visit", "did you mean visits?"),
    (2, "show Ruritania --since yesterday", "2016-04-07"),
    (2, "show Ruritania --limit 0", "--limit"),
    (2, "show Ruritania --lang xx", "en, ru, zh"),
    (2, "--lang xx show Ruritania", "en, ru, zh"),
    (2, "events --status sure", "planned"),
    (2, "events --relation visit", "did you mean visits?"),
    (2, "changes --kind figures", "did you mean figure?"),
    (2, "promises --stage started", "lapsed"),
    (2, "path Ruritania", "missing argument"),
    (2, "path Ruritania Borduria --max-hops 9", "--max-hops"),
    (2, "diff nowhere.kg nowhere.kg", "kg build"),
    (2, "dyad Ruritania Borduria --count texts", "--count"),
    (2, "claims --limit", "--limit"),
    (2, "claims --modality sure", "normative"),
    (2, "claims --kind opinion", "statement"),
    (2, "search", "--batch"),
    (2, "search x --kind state", "did you mean State?"),
    (2, "search --batch nowhere.txt", "nowhere.txt"),
    (2, "query", "--named"),
    (2, "query a.rq -q ASK{}", "one of"),
    (2, "query -q ASK{} --param x", "NAME=VALUE"),
    (2, "export gexff", "gexf"),
    (2, "export gexf -o nowhere/x.gexf", "nowhere/x.gexf"),
    (2, "schema clam", "claim"),
    (2, "sources --remove", "SOURCE"),
    (2, "explain Ruritania visits", "A RELATION B"),
    (2, "explain Ruritania likes Borduria", "likes"),
    (2, "build", "missing argument"),
    (2, "--store nowhere show Ruritania", "kg build"),
    (2, "show Ruritania --store nowhere", "kg build"),
    (2, "claims --min-confidence nan", "nan is no number"),
    (2, "build nothing --threshold nan", "nan is no number"),
    (3, "show Ruritnia", "did you mean Ruritania?"),
    (3, "show Q42", "Q42"),
    (3, "show id:nobody", "id:nobody"),
    (3, "claims --speaker Nobody", "Nobody"),
    (3, "dyad Ruritania Nowhere", "Nowhere"),
    (3, "events Nowhere", "Nowhere"),
    (3, "changes Nowhere", "Nowhere"),
    (3, "promises Nowhere", "Nowhere"),
    (3, "path Ruritania Nowhere", "Nowhere"),
    (3, "explain event:0000000000000000", "event:0000000000000000"),
    (3, "export gexf --ego Nowhere", "Nowhere"),
    (3, "sources nothing.txt", "nothing.txt"),
    (3, "explain Ruritania attacks Borduria", "Ruritania visits Borduria"),
    (3, "explain claim:0000000000000000", "claim:0000000000000000"),
    (4, "show Korvel", "2. "),
    (4, "claims --about Korvel", "id:anna-korvel"),
    (4, "path Korvel Ruritania", "id:anna-korvel"),
    (6, "query -q SELEC", "cannot be run"),
    (6, "query -q 'SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }'", "SERVICE"),
    (6, "query -q 'DELETE WHERE { ?s ?p ?o }'", "only read"),
    (6, "query nowhere.rq", "nowhere.rq"),
    (6, "query --named nothing", "who-speaks-about"),
    (6, "query --named who-speaks-about", "needs x"),
    (6, "query --named who-speaks-about --param y=1", "x"),
    (6, "query -q 'SELECT * { ?s ?p ?o }' --param nobody=1", "?nobody"),
    (6, "query -q 'SELECT * { ?s ?p ?o }' -f ttl", "CONSTRUCT"),
    (6, "dyad Ruritania Ruritania", "the same"),
    (6, "path Ruritania Ruritania", "the same"),
    (7, "query -q 'SELECT * { ?s ?p ?o }' --max-rows 3", "3 rows"),
    (7, "query -q 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o "
        "FILTER(?a = ?o && ?c = ?m && ?b != ?e) }' --timeout 0.4 --max-rows 1000000", "0.4 seconds"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "command", "word"), CASES, ids=[c for _, c, _ in CASES])
def test_exit_code(
    kg: Kg, code: int, command: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    answer = kg(*shlex.split(command))
    assert (answer.code, word in answer.err) == (code, True), answer
    lines = answer.err.splitlines()
    if code and code != 4:
        assert len(lines) == 1, "an error is one line"
        assert lines[0].startswith("kg: ")
        assert not answer.out
    if code == 4:
        assert [line.split(".")[0].strip() for line in lines[1:]] == ["1", "2"]


def test_a_failed_input_is_five_and_the_store_is_made(kg: Kg, tmp_path: Path) -> None:
    answer = kg("build", tmp_path / "nowhere", "--store", tmp_path / "s.kg")
    assert answer.code == 5
    assert answer.err.count("nowhere") == 1
    with Ledger.open(tmp_path / "s.kg") as ledger:
        assert ledger.counts()["documents"] == 0


def test_a_wrong_date_stops_before_anything_is_read(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ruritania met Borduria.", encoding="utf-8")
    answer = kg("build", tmp_path / "a.txt", "--date", "soon", "--store", tmp_path / "s.kg")
    assert (answer.code, answer.out) == (2, "")
    assert "'soon'" in answer.err


def test_a_store_that_is_being_written_is_busy_to_writers_only(kg: Kg, store: Path, tmp_path: Path) -> None:
    with Ledger.open(store, "w"):
        answer = kg("build", tmp_path)
        assert answer.code == 2
        assert "is being written by process" in answer.err
        assert kg("sources", "a.txt", "--remove").code == 2
        assert kg("show", "Ruritania").code == 0


@pytest.mark.parametrize(
    "damage", ["empty", "garbage", "other", "newer"], ids=["empty file", "no database", "another's", "newer"]
)
def test_a_store_that_is_none_is_told_in_one_line(kg: Kg, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "s.kg"
    folder.mkdir()
    path = folder / "ledger.sqlite"
    if damage in ("empty", "garbage"):
        path.write_bytes(b"" if damage == "empty" else b"not a database" * 100)
    else:
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE meta (key TEXT, value TEXT)")
            if damage == "newer":
                database.execute("INSERT INTO meta VALUES ('schema', '999')")
        database.close()
    for verb in (["show", "Ruritania"], ["stats"], ["claims"], ["export", "nquads"], ["validate"]):
        answer = kg(*verb, "--store", str(folder))
        assert answer.code == 2, answer
        assert answer.err.count("\n") == 1
        assert "ledger" in answer.err


def test_an_error_of_our_own_is_one_line_too(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("kg.query.lookup.find", broken)
    answer = kg("show", "Ruritania")
    assert answer.code == 1
    assert answer.err.count("\n") == 1
    assert "ZeroDivisionError: planted" in answer.err
    assert "report" in answer.err


def test_an_interruption_is_130_and_says_what_is_kept(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.query.lookup.find", interrupted)
    answer = kg("show", "Ruritania")
    assert answer.code == 130
    assert answer.err == "kg: interrupted; what was finished is kept, the same command goes on from there\n"


def test_no_store_anywhere_gives_a_hint(kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE")
    monkeypatch.chdir(tmp_path)
    answer = kg("show", "Ruritania")
    assert answer.code == 2
    for hint in (".kg/", "kg build", "--store", "KG_STORE"):
        assert hint in answer.err


def test_the_nearest_store_upwards_is_found_and_options_go_before_it(
    kg: Kg, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / ".kg").symlink_to(store)
    monkeypatch.chdir(below)
    monkeypatch.setenv("KG_STORE", "nowhere")
    assert kg("show", "Ruritania").code == 2, "KG_STORE goes before the folder"
    assert kg("show", "Ruritania", "--store", store).code == 0
    assert kg("--store", store, "show", "Ruritania").code == 0
    monkeypatch.delenv("KG_STORE")
    assert kg("show", "Ruritania").code == 0
