"""python -m bench.coverage [TRIALS]: how often the intervals hold a simulated truth, by number of documents.

The scores of a dyad (nominal 90 of 100) and the figures of an evaluation (95). The made-up documents are as
skewed as real ones: most hold a score or two and some many, a few are hostile, longer ones go worse.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial

from kg.analysis.intervals import interval
from kg.evaluation.figures import intervals

DOCUMENTS = (5, 6, 8, 12, 30)
#: Documents of which the truth is the mean.
MANY = 40_000
#: Resamplings of an evaluation; more take longer and change little.
TIMES = 300
Scores = list[tuple[str, float]]


def _long(rng: random.Random, more: float) -> int:
    """How many scores a document has: mostly one, seldom many."""
    count = 1
    while rng.random() < more and count < 25:
        count += 1
    return count


def even(rng: random.Random, documents: int) -> Scores:
    """Documents differ by a normal distribution."""
    found = []
    for number in range(documents):
        level = rng.gauss(0, 2)
        found += [(str(number), level + rng.gauss(0, 1)) for _ in range(rng.randint(1, 5))]
    return found


def slanted(rng: random.Random, documents: int) -> Scores:
    """Most documents score high, few very low (an exponential distribution)."""
    found = []
    for number in range(documents):
        level = max(5 - rng.expovariate(1 / 3), -9)
        found += [(str(number), level) for _ in range(_long(rng, 0.7))]
    return found


def hostile(rng: random.Random, documents: int) -> Scores:
    """One document in seven tells mostly of conflict."""
    found = []
    for number in range(documents):
        share = 0.85 if rng.random() < 0.15 else 0.1
        for _ in range(_long(rng, 0.7)):
            score = rng.choice((-9.0, -7.0, -4.0) if rng.random() < share else (3.0, 4.0, 5.5, 7.0))
            found += [(str(number), score)]
    return found


def labelled(rng: random.Random, documents: int) -> list[dict[str, int]]:
    """Labelled texts: the longer one is, the less of it is found."""
    made = []
    for _ in range(documents):
        claims = max(3, int(rng.lognormvariate(3, 0.8)))
        share = min(0.95, max(0.2, 0.9 - 0.1 * (claims / 20)))
        right = rng.betavariate(6 * share, 6 * (1 - share))
        made.append({"of": claims, "right": sum(rng.random() < right for _ in range(claims))})
    return made


def _share(counts: dict[str, int]) -> dict[str, float | None]:
    return {"share": counts["right"] / counts["of"]}


def _scores_hold(make: Callable[[random.Random, int], Scores], trials: int) -> list[float]:
    far = make(random.Random(1), MANY)
    truth = sum(score for _, score in far) / len(far)
    shares = []
    for documents in DOCUMENTS:
        rng, hits = random.Random(documents), 0
        for _ in range(trials):
            ends = interval(make(rng, documents))
            hits += ends is not None and ends[0] <= truth <= ends[1]
        shares.append(hits / trials)
    return shares


def _figures_hold(trials: int) -> list[float]:
    far = labelled(random.Random(1), MANY)
    truth = sum(one["right"] for one in far) / sum(one["of"] for one in far)
    shares = []
    for documents in DOCUMENTS:
        rng, hits = random.Random(documents), 0
        for _ in range(trials):
            ends = intervals(labelled(rng, documents), _share, TIMES)["share"]  # type: ignore[arg-type]
            hits += ends.low <= truth <= ends.high
        shares.append(hits / trials)
    return shares


def main() -> None:
    """Print a Markdown table, a row a kind of documents."""
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rows: dict[str, Callable[[], list[float]]] = {
        "scores, even documents (90)": partial(_scores_hold, even, trials),
        "scores, slanted (90)": partial(_scores_hold, slanted, trials),
        "scores, some hostile (90)": partial(_scores_hold, hostile, trials),
        "figures, longer is worse (95)": partial(_figures_hold, trials),
    }
    print(f"| nominal in brackets | {' | '.join(f'{n} documents' for n in DOCUMENTS)} |")
    print("|---|" + "---|" * len(DOCUMENTS))
    for name, measure in rows.items():
        print(f"| {name} | {' | '.join(f'{100 * share:.0f}' for share in measure())} |", flush=True)


if __name__ == "__main__":
    main()
