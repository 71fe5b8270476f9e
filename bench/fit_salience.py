"""Fits data/lexicon/salience.jsonl on pairs of names and pronouns in the form of GAP development.

usage: python -m bench.fit_salience GAP.jsonl

Each line of the file has `text`, `pronoun_offset`, `a`, `a_offset`, `a_coref`, and the same for b. Candidates
are weighed by a softmax over their signs; of a candidate's mentions the best counts. Weights set by hand
(`source` "by hand") and the weight of titles, which such texts do not have, stay as they are.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.extract.mentions import find_mentions
from kg.knowledge.entries import read_lines
from kg.knowledge.gazetteer import load as gazetteer
from kg.knowledge.places import data_path
from kg.model.cast import Cast, Mention
from kg.model.documents import Document
from kg.resolve import doc_pronouns, document
from kg.resolve.doc_choice import Candidate
from kg.text.offsets import RepairedText
from kg.text.parser import annotate, load

SOURCE = "GAP development"
STEPS, PULL, RATE = 120, 0.003, 0.09
#: Smaller weights are left out.
LEAST = 0.045


def examples(path: Path) -> Iterator[tuple[list[tuple[bool, Candidate]], bool]]:
    """For each pronoun its candidates, each with whether it is one of the right ones."""
    seen: dict[int, list[Candidate]] = {}
    choose = doc_pronouns.Pronouns.choose

    def spy(self: doc_pronouns.Pronouns, mention: Mention, candidates: list[Candidate]) -> Any:
        seen[mention.start] = candidates
        return choose(self, mention, candidates)

    doc_pronouns.Pronouns.choose = spy  # type: ignore[method-assign]
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        seen.clear()
        text = row["text"]
        made = Document(sha256=hashlib.sha256(text.encode()).hexdigest(), source="gap.txt", text=text)
        annotated = annotate(made, RepairedText.of(text), load())
        cast = document.who_is_who(annotated, find_mentions(annotated, gazetteer()), gazetteer())
        a, b = (_keys(cast, row[f"{x}_offset"], row[x]) for x in "ab")
        right = (a if row["a_coref"] else set()) | (b if row["b_coref"] else set())
        found = [c for c in seen.get(row["pronoun_offset"], []) if c.figures]
        if right:
            yield [(c.figures[0].key in right, c) for c in found], True
        else:
            yield [(c.figures[0].key not in a | b, c) for c in found], False


def _keys(cast: Cast, start: int, words: str) -> set[str]:
    end = start + len(words)
    named = (m for m in cast.mentions if m.start < end and m.end > start and m.found_by != "pronoun")
    return {key for m in named for key in m.refs}


def fit(path: Path) -> dict[str, float]:
    """Sign → weight, by Adam on the likelihood of the right candidates."""
    import numpy as np

    rows = [c for c, _ in examples(path) if 0 < sum(right for right, _ in c) < len(c)]
    names = sorted({s for row in rows for _, c in row for signs in (c.own, *c.mentions) for s in signs})
    place = {name: i for i, name in enumerate(names)}

    def vector(signs: dict[str, float]) -> Any:
        made = np.zeros(len(names))
        for sign, value in signs.items():
            made[place[sign]] = value
        return made

    data = [
        (
            np.array([right for right, _ in row], float),
            [(vector(c.own), np.array([vector(m) for m in c.mentions])) for _, c in row],
        )
        for row in rows
    ]
    weights, mean, spread = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = -PULL * weights
        for right, row in data:
            table = np.array([own + each[np.argmax(each @ weights)] for own, each in row])
            score = table @ weights
            share = np.exp(score - score.max())
            share /= share.sum()
            wanted = share * right
            slope = slope + table.T @ (wanted / wanted.sum() - share) / len(data)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.99 * spread + 0.01 * slope * slope
        pace = RATE * 0.95 ** (step / 10) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-6)
        weights = weights + pace * mean / (1 - 0.9**step)
    return dict(zip(names, map(float, weights), strict=True))


def main(path: Path) -> None:
    """Write the weights beside those that stay."""
    target = data_path("lexicon", "salience.jsonl")
    lines = [dict(line) for line in read_lines(target) if line["source"] != SOURCE]
    kept = {line["sign"] for line in lines}
    for sign, weight in fit(path).items():
        if sign not in kept and abs(weight) >= LEAST:
            lines.append({"sign": sign, "weight": round(weight, 2), "source": SOURCE})
    lines.sort(key=lambda line: line["sign"])
    target.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
