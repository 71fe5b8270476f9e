"""The most frequent causes of loss, counted by rule: makes bench/errors.md.

python -m bench.errors [FOLDER …]

FOLDER: labelled texts as `kg eval` takes them; without one, the shipped set and, where it lies beside the
checkout, ../shared/gold/train. Counts and categories only: examples below are invented.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kg.evaluation import Evaluation, evaluate
from kg.knowledge.places import data_path

BESIDE = Path(__file__).resolve().parents[1].parent / "shared" / "gold" / "train"
TOP = 10

#: Cause → an invented sentence in which it would happen, and what is lost there.
EXAMPLES: Mapping[str, str] = {
    "object missing": "“Ruritania pressed ahead with the line, and Borduria with it”: Borduria is left out",
    "wrong subject": "“The minister, whom Borduria had invited, left early”: Borduria is taken for who left",
    "wrong object": "“Ruritania sold the port to a firm from Syldavia”: Syldavia is taken for the buyer",
    "both parties wrong": "“the two of them later did the same”: neither is resolved",
    "wrong subject and type": "the nearest claim of the sentence is about another act of another actor",
    "wrong object and type": "the nearest claim of the sentence is another act of the same actor",
    "wrong both parties and type": "the nearest claim of the sentence is another one",
    "act or state read as a mere statement": "“Korvel would see to the grain”: nobody knows that as aid",
    "type read as another": "“Ruritania opened its books to Borduria”: a concession is read as trade",
    "other claims only in its sentence": "of three acts in a long sentence one is found",
    "speaker missing: given to the author": "a long answer in an interview: its later sentences lose him",
    "wrong speaker": "“Korvel told Strand that …”: Strand is taken for the speaker",
    "the author's words given to a speaker": "the sentence after a quotation is taken for its continuation",
    "no claim in its sentence: event": "“The corvettes put in at Strelsau”: a verb that no frame knows",
    "no claim in its sentence: event, parties not named in it": "“They did so again in May”",
    "no claim in its sentence: statement": "an opinion of the author in words that we do not know",
    "no claim in its sentence: statement, parties not named in it": "“That would be a mistake for both”",
    "no claim in its sentence: relation": "“Ruritania, at home in the Alpine Union, …”: no pattern for it",
    "no claim in its sentence: relation, parties not named in it": "“It has belonged there since 1996”",
    "no claim in its sentence: observation": "“Four in ten barrels go to Borduria”: a figure without a unit",
    "no claim in its sentence: observation, parties not named in it": "“The figure fell by a third”",
    "no claim in its sentence: parties unknown": "no party of the claim was found in the text at all",
    "label: its evidence is not in the text": "a mistake of the label",
}  # fmt: skip


def family(cause: str) -> str:
    """A cause without the types that it names."""
    if cause.startswith("type ") and cause.endswith(" read as STATEMENT"):
        return "act or state read as a mere statement"
    return "type read as another" if cause.startswith("type ") else cause


def section(name: str, done: Evaluation) -> str:
    """What is lost and what is too much in one set, in Markdown."""
    misses, extras = done.misses(), done.extras()
    labelled, found = done.counts["labelled_claims"], done.counts["found_claims"]
    causes = Counter(family(m["cause"]) for m in misses)
    swaps = Counter(m["cause"] for m in misses if m["cause"].startswith("type "))
    lines = [
        f"## {name}", "",
        f"{len(done.documents)} texts, {labelled} labelled claims: {len(misses)} not found whole. "
        f"{found} claims found: {len(extras)} not right.", "",
        "### What is lost", "",
        *_table(("cause", "claims", "of all lost", "for example (invented)"),
                [(c, n, _share(n, len(misses)), EXAMPLES.get(c, "")) for c, n in causes.most_common(TOP)]),
        "### Types read as another", "",
        *_table(("labelled and found", "claims"), [(c.removeprefix("type "), n) for c, n in _top(swaps)]),
        "### What is too much", "",
        *_table(("cause", "claims"), _top(Counter(_plain(e["cause"]) for e in extras))),
        *_table(("relation", "too much", "found", "share"), _shares(done, lambda c: c.relation)),
        *_table(("extractor", "too much", "found", "share"), _shares(done, lambda c: c.extractor)),
    ]  # fmt: skip
    return "\n".join(lines)


def _top(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:TOP]


def _plain(cause: str) -> str:
    return "another type than labelled" if cause.startswith("type ") else cause


def _shares(done: Evaluation, name: Callable[..., str]) -> list[tuple[object, ...]]:
    every: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for one in done.documents:
        for number, claim in enumerate(one.found.claims):
            every[name(claim)] += 1
            wrong[name(claim)] += number not in one.right
    return [(n, k, every[n], _share(k, every[n])) for n, k in _top(wrong) if k]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"


def _table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return [*head, *(f"| {' | '.join(map(str, row))} |" for row in rows), ""]


HEAD = """# Where the extraction loses

Made by `python -m bench.errors` from labelled texts. Causes are found by rule (`kg/evaluation/causes.py`):
the first that applies on the road from text to claim. Work on extraction starts here: the page of
`kg eval GOLD -o FOLDER` has the sentences behind a number; filter by cause, read ten, then write a rule.
"""


def main() -> None:
    """Score the sets and write the file."""
    folders = [Path(a) for a in sys.argv[1:]] or [p for p in (data_path("labelled"), BESIDE) if p.is_dir()]
    parts = [HEAD, *(section(f"{f.parent.name}/{f.name}", evaluate([f])) for f in folders)]
    target = Path(__file__).with_name("errors.md")
    target.write_text("\n".join(parts).rstrip() + "\n", encoding="utf-8")
    print(target.read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
