"""What reaches stdout: forms, tables at any width, hostile names, help."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.app import VERBS
from kg.cli.output import Format, as_json, cell, fit, safe, width_of, write
from tests.cli.conftest import Kg

#: What may never reach a terminal, a file for people, or a message.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LOOKUPS = ["show evil", "show Borduria --evidence", "show Borduria --all-claims", "claims", "search Corp",
           "sources", "stats", "dyad Ruritania Borduria", "explain evil sanctions Borduria", "events",
           "events Borduria evil", "path evil Ruritania",
           "dyad Ruritania Borduria --count events --interval"]  # fmt: skip


def on_terminal(store: Path, *arguments: str, columns: int = 80, **environment: str) -> tuple[int, str]:
    """Runs kg on a terminal of its own; its code, and everything that the terminal saw."""
    main, side = pty.openpty()
    known = {"PATH": os.environ["PATH"], "KG_STORE": str(store), "COLUMNS": str(columns), "TERM": "xterm"}
    child = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=side, stderr=side, stdin=side,
        env={**known, **environment}, close_fds=True,
    )  # fmt: skip
    os.close(side)
    seen = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        seen += part
    os.close(main)
    return child.wait(), seen.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("command", LOOKUPS)
def test_piped_look_ups_are_tsv(kg: Kg, command: str) -> None:
    answer = kg(*command.replace("evil", "id:ev-31mil-bcorp").split())
    assert answer.code == 0, answer.err
    rows = list(csv.reader(io.StringIO(answer.out), delimiter="\t"))
    assert len(rows) >= 2
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("command", LOOKUPS)
def test_no_form_lets_a_hostile_name_steer_the_terminal(kg: Kg, command: str, form: Format) -> None:
    answer = kg(*command.replace("evil", "id:ev-31mil-bcorp").split(), "-f", form.value)
    assert answer.code == 0, answer.err
    assert answer.out.strip()
    assert not STEERING.search(answer.out)
    if form is Format.JSON:
        json.loads(answer.out)
    if form is Format.JSONL:
        assert all(isinstance(json.loads(line), dict) for line in answer.lines)
    if form in (Format.CSV, Format.TSV):
        cells = csv.reader(io.StringIO(answer.out), delimiter="," if form is Format.CSV else "\t")
        assert not [c for row in cells for c in row if c.startswith(("=", "@"))]


def test_errors_do_not_carry_what_was_typed_to_the_terminal(kg: Kg) -> None:
    for command in (["show", "\x1b[31mx\u202e"], ["\x1b[2J"], ["show", "x", "--\x1b[2J"], ["-f", "\x9b2J"]):
        assert not STEERING.search(kg(*command).err)


def test_json_keeps_every_character() -> None:
    hostile = "a\x1b[31m\u202e\x9b\x7f\ud800 зи 中"
    written = as_json({"x": hostile})
    assert json.loads(written) == {"x": hostile}
    assert not STEERING.search(written)
    assert "зи 中" in written


@pytest.mark.parametrize(
    ("value", "shown"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("+7", "'+7"), ("-cmd", "'-cmd"), (-3, "-3"), (0.5, "0.5"),
     (None, ""), ("a\tb\nc", "a b c"), (["a", "b"], "a | b")],
)  # fmt: skip
def test_cells(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_width_counts_columns_of_a_terminal() -> None:
    assert [width_of(t) for t in ("abc", "中国", "é", "e\u0301", "👩")] == [3, 4, 1, 1, 2]
    for text in ("abcdefgh", "中国中国中国", "a中b国c"):
        for width in (2, 3, 5, 7, 20):
            assert width_of(fit(text, width)) == width


@pytest.mark.parametrize("columns", [40, 80, 100, 160])
def test_tables_fit_their_terminal(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = io.StringIO()
    names = ("status", "relation", "direction", "other", "claims", "source")
    long = {name: f"{name} " * 12 for name in names}
    write(names, [{**long, "claims": 7}, {**long, "other": "中国" * 30}], Format.TABLE, out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert all(width_of(line) <= columns for line in lines)
    assert lines[1].count("…") == 5, "what was cut says so"
    assert " 7 " in lines[1]


def test_nothing_is_cut_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    out = io.StringIO()
    write(("a", "b"), [{"a": "x" * 70, "b": "y" * 80}], Format.TABLE, out)
    assert "…" not in out.getvalue()


def test_a_terminal_gets_a_table_in_bold_unless_told_otherwise(store: Path) -> None:
    code, seen = on_terminal(store, "show", "Borduria")
    assert code == 0
    assert "\x1b[1mBorduria (State)" in seen
    assert "\t" not in seen
    assert all(len(line) <= 80 + len("\x1b[1m\x1b[0m") for line in seen.splitlines())
    assert "\x1b" not in on_terminal(store, "show", "Borduria", NO_COLOR="1")[1]
    assert "\t" in on_terminal(store, "show", "Borduria", "-f", "tsv")[1]


@pytest.mark.parametrize(
    "command",
    ["sources ho\x1b[2Jst.txt --text", "query -q 'SELECT ?o { ?s ?p ?o }' -f tsv",
     "query -q 'SELECT ?o { ?s ?p ?o }' -f json", "query -q 'SELECT ?o { ?s ?p ?o }'"],
)  # fmt: skip
def test_a_terminal_is_never_steered_by_texts(store: Path, command: str) -> None:
    import shlex

    code, seen = on_terminal(store, *shlex.split(command), NO_COLOR="1")
    assert code == 0, seen
    assert "31mil" in seen
    assert not STEERING.search(seen)


def test_the_bar_is_drawn_on_a_terminal_only(tmp_path: Path) -> None:
    """The words of the report stay the same; only the terminal sees how far the build is."""
    target = tmp_path / "s.kg"
    code, seen = on_terminal(target, "build", "nowhere", "--store", str(target))
    assert code == 5
    assert "\r\x1b[K" in seen
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "nowhere", "--store", str(target)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 5
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    assert done.stdout == "", "data on stdout, everything else on stderr"


def test_a_closed_pipe_is_no_error(store: Path) -> None:
    command = f"{sys.executable} -m kg --store {store} claims -f json | head -c 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[", "")


def test_a_terminal_of_another_encoding_gets_numbers_not_an_error(store: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "KG_STORE": str(store)}
    done = subprocess.run(
        [sys.executable, "-m", "kg", "show", "Borduria"], capture_output=True, text=True, env=environment
    )
    assert done.returncode == 0
    assert "\\u2190" in done.stdout


def test_labels_in_the_language_asked_for(kg: Kg, store: Path) -> None:
    # Invented actors have no Russian names: the English label stands in.
    assert kg("--lang", "ru", "show", "Borduria").out == kg("show", "Borduria", "--lang", "ru").out
    assert "Ruritania" in kg("claims", "--about", "Borduria", "--lang", "zh").out


def test_words_before_statements_in_show(kg: Kg) -> None:
    out = kg("show", "Borduria", "-f", "table").out
    assert out.index("visits") < out.index("spoken about by: Anna Korvel (1)")
    assert not re.search("speaksAbout", out)
    assert kg("show", "Borduria", "--relation", "speaksAbout", "-f", "table").out.count("speaksAbout") == 1
    [card] = json.loads(kg("show", "Borduria", "-f", "json").out)
    relations = [row["relation"] for row in card["relations"]]
    assert relations.index("speaksAbout") == len(relations) - 1


def test_a_joint_act_is_shown_once(kg: Kg) -> None:
    [card] = json.loads(kg("show", "Ruritania", "-f", "json").out)
    meets = [(row["direction"], row["other"]) for row in card["relations"] if row["relation"] == "meets"]
    assert meets == [("↔", "Borduria")]


def test_show_evidence_prints_sentence_and_place(kg: Kg, store: Path) -> None:
    out = kg("show", "Ruritania", "--evidence", "-f", "table").out
    assert "Ruritania actual visits Borduria." in out
    assert "a.txt:0-33" in out
    rows = list(csv.DictReader(io.StringIO(kg("show", "Ruritania", "--evidence").out), delimiter="\t"))
    assert all(row["relation"] and row["source"] for row in rows), "each row stands alone"
    text = kg("sources", "a.txt", "--text").out
    for row in rows:
        source, _, span = row["source"].rpartition(":")
        start, end = map(int, span.split("-"))
        if source == "a.txt":
            assert safe(text[start:end]) == row["sentence"]


def test_explain_tells_rule_sentences_and_what_would_remove_it(kg: Kg) -> None:
    out = kg("explain", "Ruritania", "visits", "Borduria", "-f", "table").out
    for part in ("author's voice", "rule: ", "remove: ", "a.txt:0-33", "b.txt:0-52", "Pavel Strand"):
        assert part in out
    [found] = json.loads(kg("explain", "Ruritania", "visits", "Borduria", "-f", "json").out)
    assert (found["accepted"], found["support"], len(found["claims"])) == (True, 2, 2)
    [denied] = (
        json.loads(kg("explain", "Syldavia", "sanctions", "Borduria", "-f", "json").out)
        if (kg("explain", "Syldavia", "sanctions", "Borduria").code == 0)
        else [None]
    )
    assert denied is None or not denied["accepted"]
    one = found["claims"][0]["id"]
    assert one in kg("explain", one).out


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_every_verb_has_examples_that_survive(kg: Kg, verb: str) -> None:
    answer = kg(verb, "-h")
    assert answer.code == 0
    assert answer.out == kg(verb, "--help").out
    lines = answer.lines
    at = lines.index("  Examples:")
    examples = [line for line in lines[at + 1 :] if line.startswith("    ")][:2]
    assert all(re.match(rf"    (\S.* \| )?kg (--?\w+ )*{verb}\b", line) for line in examples)
    assert lines[at + 1] == "", "one example a line, not flowed together"
    assert all(len(line) <= 80 for line in lines)


def test_main_help_lists_every_verb_and_code(kg: Kg) -> None:
    for answer in (kg("-h"), kg("--help")):
        assert answer.code == 0
        for verb, line in VERBS.items():
            assert re.search(rf"^  {verb} +{re.escape(line)}$", answer.out, re.MULTILINE), verb
    empty = kg()
    assert (empty.code, empty.out) == (2, "")
    assert "Examples:" in empty.err


def test_every_verb_stands_in_the_readme() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert not [verb for verb in VERBS if f"kg {verb}" not in text and f"`{verb}`" not in text]


def test_exit_codes_stand_in_the_readme() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert not [code for code in (0, 1, 2, 3, 4, 5, 6, 7, 130) if not re.search(rf"\b{code}\b", text)]


def test_version(kg: Kg) -> None:
    from kg import __version__

    assert kg("--version").out == f"kg {__version__}\n"
