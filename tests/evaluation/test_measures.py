"""Alpha, calibration, spans, intervals: against published values, or counted by hand."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluation.alpha import alpha
from kg.evaluation.calibration import calibration
from kg.evaluation.figures import f1, figures, intervals, wilson
from kg.evaluation.formats import bio_spans
from kg.evaluation.names import agree, norm
from kg.evaluation.spans import compared, overlapping


def units(*coders: str) -> list[list[str | None]]:
    """Ratings a coder in a row, "." for none, as things coded."""
    return [[None if v == "." else v for v in unit] for unit in zip(*coders, strict=True)]


#: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), examples A, B and C (nominal), and
#: the reliability data of his "Content Analysis" shown in the encyclopaedia's article on alpha.
PUBLISHED = [
    (("0100000010", "1110010000"), 0.095),
    (("aabbdcccedda", "babbbccceddd"), 0.692),
    (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ((".....34121133.3", "1.213343.......", "..21344.21133.4"), 0.691),
]


@pytest.mark.parametrize(("coders", "published"), PUBLISHED)
def test_alpha_is_the_published_one(coders: tuple[str, ...], published: float) -> None:
    found = alpha(units(*coders))
    assert found is not None
    assert round(found, 3) == published


def by_pairs(table: Sequence[Sequence[str | None]]) -> float:
    """Alpha from its definition: shares of unlike pairs, inside units and over all values."""
    kept = [[v for v in unit if v is not None] for unit in table]
    kept = [unit for unit in kept if len(unit) > 1]
    n = sum(map(len, kept))
    inside = sum(
        sum(a != b for i, a in enumerate(u) for j, b in enumerate(u) if i != j) / (len(u) - 1) for u in kept
    )
    values = [v for u in kept for v in u]
    over = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    return 1 - (inside / n) / (over / (n * (n - 1)))


@given(
    st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), min_size=1, max_size=12
    )
)
def test_alpha_agrees_with_its_definition(table: list[list[str | None]]) -> None:
    found = alpha(table)
    counted = {v for u in table if len([w for w in u if w]) > 1 for v in u if v}
    if len(counted) < 2:
        assert found is None
    else:
        assert found == pytest.approx(by_pairs(table))


def test_calibration_counts_bins_by_hand() -> None:
    found = calibration([(0.95, True), (0.95, False), (0.12, False), (0.18, True), (1.0, True)])
    assert found is not None
    assert [(b.claims, round(b.confidence, 3), round(b.right, 3)) for b in found.bins] == [
        (2, 0.15, 0.5),
        (3, 0.967, 0.667),
    ]
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 0.12**2 + 0.82**2 + 0) / 5)
    assert found.ece == pytest.approx((2 * 0.35 + 3 * 0.3) / 5)
    assert calibration([]) is None


def test_spans_exact_and_overlap() -> None:
    counts = compared("cue", [(0, 4), (10, 14), (20, 24)], [(0, 4), (12, 18), (13, 19), (30, 31)])
    assert (counts["cue, exact hits"], counts["cue, overlap hits"]) == (1, 2)
    assert (counts["cue, exact labelled"], counts["cue, exact found"]) == (3, 4)


@given(st.lists(st.integers(0, 30), max_size=6), st.lists(st.integers(0, 30), max_size=6), st.integers(1, 9))
def test_overlaps_are_the_largest_one_to_one_choice(left: list[int], right: list[int], width: int) -> None:
    """Against all choices, for spans that do not overlap on their own side."""

    def cut(starts: list[int]) -> list[tuple[int, int]]:
        return [(s * 10, s * 10 + width + s % 7) for s in sorted(set(starts))]

    a, b = cut(left), [(s + 3, e + 3) for s, e in cut(right)]
    best: list[int] = [0]

    def search(place: int, used: frozenset[int], hits: int) -> None:
        best[0] = max(best[0], hits)
        if place < len(a):
            search(place + 1, used, hits)
            for j, (low, high) in enumerate(b):
                if j not in used and low < a[place][1] and high > a[place][0]:
                    search(place + 1, used | {j}, hits + 1)

    search(0, frozenset(), 0)
    assert overlapping(a, b) == best[0]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-A I-A O B-A", [(0, 2, "A"), (3, 4, "A")]),
        ("I-A I-B I-B", [(0, 1, "A"), (1, 3, "B")]),
        ("B-A B-A", [(0, 1, "A"), (1, 2, "A")]),
        ("S-A B-B E-B O", [(0, 1, "A"), (1, 3, "B")]),
        ("O O", []),
    ],
)
def test_tags_to_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert bio_spans(tags.split()) == spans


def test_intervals_hold_the_figure_and_repeat() -> None:
    chance = random.Random(3)
    documents = [{"whole": chance.randint(0, 10), "labelled_claims": 10} for _ in range(30)]
    first = intervals(documents, figures, 500, seed=1)
    share = sum(d["whole"] for d in documents) / 300
    assert first["strict"].low < share < first["strict"].high
    assert first == intervals(documents, figures, 500, seed=1)
    assert first != intervals(documents, figures, 500, seed=2)
    # The width is near that of the normal approximation over documents.
    mean = [d["whole"] / 10 for d in documents]
    spread = (sum((m - share) ** 2 for m in mean) / 30 / 30) ** 0.5
    assert first["strict"].high - first["strict"].low == pytest.approx(2 * 1.96 * spread, rel=0.2)
    assert intervals(documents[:1], figures, 500) == {}


def test_wilson_is_the_textbook_one() -> None:
    """8 of 10: 0.490 … 0.943 (Newcombe 1998, Wilson's score method without correction, to 3 places)."""
    found = wilson(8, 10)
    assert found is not None
    assert (round(found.low, 3), round(found.high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) is None


def test_f1_of_nothing() -> None:
    assert f1(None, 0.5) is None
    assert f1(0.0, 0.0) == 0.0


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("The Alpine Union", "alpine union's", True),
        ("Strelsau-North", "strelsau north", True),
        ("Ministry of Defence", "the Ministry of Defence of Ruritania", True),
        ("Mali", "Somalia", False),
        ("Mali", "Northern Mali", False),
        ("Korvel", "Korvelia", False),
    ],
)
def test_names(left: str, right: str, same: bool) -> None:
    assert agree({norm(left)}, {norm(right)}) is same
