"""The frames as data: well formed, one id each, narrow before broad, errors that say what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import DataError
from kg.knowledge.frames import Frame, Frames, frame_from, load
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import ClaimKind, Kind

LINE: dict[str, Any] = {
    "id": "zork.v",
    "lemma": "zork",
    "pos": "VERB",
    "relation": "meets",
    "subject": ["subj"],
    "object": ["obj"],
    "example": "Ruritania zorked Borduria.",
    "expect": [["Ruritania", "meets", "Borduria"]],
    "counter": "Nobody zorked.",
}


def test_there_are_enough_frames_of_every_sort() -> None:
    frames = load().all
    assert len(frames) >= 900
    assert {f.pos for f in frames} == {"VERB", "NOUN", "ADJ"}
    assert any(f.particle for f in frames)
    assert sum(bool(f.required.get("obj")) for f in frames if f.pos == "VERB") > 100


def test_every_event_relation_has_frames() -> None:
    events = {r for r, s in SIGNATURES.items() if s.claim is ClaimKind.EVENT}
    assert events <= {f.relation for f in load().all}


def test_every_frame_has_an_example_that_names_its_word() -> None:
    for frame in load().all:
        assert frame.example
        assert frame.counter
        assert frame.expect, frame.id
        assert all(len(e) in {2, 3} and e[1] in set(Relation) for e in frame.expect), frame.id


def test_a_line_becomes_a_frame() -> None:
    frame = frame_from(
        {**LINE, "with": {"on": "*", "obj": ["talk"]}, "kinds": {"object": ["THING", "Person"]}}
    )
    assert frame.required == {"on": frozenset(), "obj": frozenset({"talk"})}
    assert {Kind.PERSON, Kind.AGREEMENT} <= frame.kinds["object"]
    assert frame.needs == {"subject", "object"}


def test_words_that_may_not_fill_a_slot_are_kept_and_narrow_a_frame() -> None:
    frame = frame_from({**LINE, "not": {"obj": ["statement", "report"]}})
    assert frame.barred == {"obj": frozenset({"statement", "report"})}
    assert frame.rank < frame_from(LINE).rank


def test_the_sets_of_kinds_leave_out_who_they_say() -> None:
    public, power = (
        frame_from({**LINE, "kinds": {"object": [name]}}).kinds["object"] for name in ("PUBLIC", "POWER")
    )
    assert Kind.MEDIA_OUTLET not in public
    assert Kind.PERSON in public
    assert {Kind.STATE, Kind.ARMED_GROUP} <= power
    assert not power & {Kind.PERSON, Kind.MEDIA_OUTLET, Kind.COMPANY}


def test_narrow_frames_come_first() -> None:
    def made(id: str, **more: object) -> Frame:
        return frame_from({**LINE, "id": id, **more})

    frames = Frames(
        [
            made("a", needs=["subject"]),
            made("b"),
            made("c", particle="up"),
            made("d", **{"with": {"obj": ["talk"], "on": "*"}}),
        ],
        {},
    )
    assert [f.id for f in frames.of("VERB", "zork")] == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"relation": "loves"}, "loves"),
        ({"pos": "ADV"}, "ADV"),
        ({"sobject": []}, "sobject"),
        ({"kinds": {"object": ["Planet"]}}, "Planet"),
        ({"modality": "maybe"}, "maybe"),
        ({"plover": "HUG"}, "HUG"),
    ],
)
def test_a_wrong_line_is_refused_by_name(change: dict[str, object], says: str) -> None:
    with pytest.raises(DataError, match=says):
        frame_from({**LINE, **change})


def test_a_missing_key_is_refused() -> None:
    with pytest.raises(DataError, match="subject"):
        frame_from({k: v for k, v in LINE.items() if k != "subject"})


def test_two_frames_cannot_share_an_id() -> None:
    with pytest.raises(DataError, match="zork"):
        Frames([frame_from(LINE), frame_from(LINE)], {})


def test_an_unknown_word_list_is_refused() -> None:
    with pytest.raises(DataError, match="nolist"):
        load().list("nolist")
