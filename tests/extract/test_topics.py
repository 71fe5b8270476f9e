"""Topics: every example, two levels, labels, word boundaries, speed."""

from __future__ import annotations

import time

import pytest

from kg.extract.topics import Topic, all_topics, topics


@pytest.mark.parametrize("topic", all_topics(), ids=lambda topic: topic.id)
def test_every_topic_finds_its_example(topic: Topic) -> None:
    assert topic.id in topics(topic.example)


def test_two_levels_labelled_and_sorted() -> None:
    known = {topic.id: topic for topic in all_topics()}
    assert len(known) == len(all_topics()) >= 45
    assert list(known) == sorted(known)
    for topic in known.values():
        assert all(topic.labels[language] for language in ("en", "ru", "zh"))
        assert topic.broader is None or known[topic.broader].broader is None
        assert list(topic.terms) == sorted(set(topic.terms))
        assert list(topic.weak) == sorted(set(topic.weak))
        assert not set(topic.weak) & set(topic.terms)


def test_labels_are_unique_in_each_language() -> None:
    for language in ("en", "ru", "zh"):
        labels = [topic.labels[language] for topic in all_topics()]
        assert len(labels) == len(set(labels))


def test_terms_end_at_word_ends_unless_open() -> None:
    assert topics("The warden warmed the oilcloth.") == ()
    assert topics("Summits were held.") == ("diplomacy-summits",)


def test_the_longest_term_at_a_place_counts() -> None:
    assert "security-nuclear" not in topics("A nuclear power plant was built.")
    assert topics("Nuclear power")[0] == "energy-nuclear"


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ("The talks went on.", "", ()),  # about what?
        ("The talks went on.", "At the summit the talks went on.", ("diplomacy-summits",)),
        ("She went to court.", "", ()),
        ("She went to court for the verdict.", "", ("law-courts",)),
        ("He was investigating a bank.", "", ()),
        ("The bank gave a loan.", "", ("economy-finance",)),
        ("They had votes in the party.", "", ()),
        ("It was there.", "The summit and its talks were there.", ()),  # the sentence alone names nothing
    ],
)
def test_an_ambiguous_word_needs_a_second(text: str, around: str, expected: tuple[str, ...]) -> None:
    assert topics(text, around) == expected


def test_a_word_inside_a_name_is_ambiguous() -> None:
    assert topics("The Migration Band met.") == ()
    assert topics("Migration was the subject.") == ("society-migration",)
    assert topics("The World Bank met.") == ("economy-finance",)  # the name itself is a term


def test_most_named_first() -> None:
    assert topics("Tariffs on exports and imports hurt the gas trade.")[0] == "economy-trade"


def test_nothing_in_nothing() -> None:
    assert topics("") == topics("It was there.") == ()


def test_long_text_is_fast() -> None:
    began = time.process_time()
    topics("south china " * 20_000)
    assert time.process_time() - began < 2
