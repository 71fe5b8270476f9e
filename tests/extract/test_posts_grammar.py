"""Who holds which post, by the grammar of the sentence: minimal pairs with invented people and countries."""

from __future__ import annotations

import pytest

from kg.extract.posts import posts
from kg.model.relations import Relation
from kg.model.vocabulary import Modality
from tests.extract.who import cast_of, parsed

Post = tuple[str, str, str | None]


def held(text: str) -> set[Post]:
    """Person, role words, body or state of every post that a text gives."""
    cast = cast_of(text)
    return {
        (
            cast.figures[p.subjects[0].key].name,
            text[slice(*p.trigger)].lower(),
            cast.figures[p.objects[0].key].name if p.objects else None,
        )
        for p in posts(parsed(text), cast)
        if p.relation is Relation.HOLDS_POSITION_AT
    }


ANNA, RUDOLF, KARL = "Anna Korvel", "Rudolf Sapt", "Karl Hentzau"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prime Ministers Anna Korvel of Ruritania and Rudolf Sapt of Borduria met.",
            {(ANNA, "prime ministers", "Ruritania"), (RUDOLF, "prime ministers", "Borduria")},
        ),
        (
            "The Ruritanian and Bordurian foreign ministers Anna Korvel and Rudolf Sapt met.",
            {(ANNA, "foreign ministers", "Ruritania"), (RUDOLF, "foreign ministers", "Borduria")},
        ),
        (
            "The Ruritanian ministers Anna Korvel and Rudolf Sapt met.",
            {(ANNA, "ministers", "Ruritania"), (RUDOLF, "ministers", "Ruritania")},
        ),
        (
            "The energy ministers, Anna Korvel (Ruritania) and Rudolf Sapt (Borduria), met.",
            {(ANNA, "energy ministers", "Ruritania"), (RUDOLF, "energy ministers", "Borduria")},
        ),
        (
            "Anna Korvel has been president of Ruritania since 2012.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Anna Korvel, who is the president of Ruritania, spoke.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Anna Korvel succeeded Rudolf Sapt as president of Ruritania.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Rudolf Sapt was succeeded by Anna Korvel as president of Ruritania.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Anna Korvel was elected president of Ruritania.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Anna Korvel was sworn in as president of Ruritania.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "Borduria's king named Anna Korvel as ambassador to Ruritania.",
            {(ANNA, "ambassador", "Ruritania")},
        ),
        (
            "Anna Korvel presented her credentials as Ambassador of Borduria.",
            {(ANNA, "ambassador", "Borduria")},
        ),
        (
            "The Zenda Institute reopened with Anna Korvel as director of the Zenda Institute.",
            {(ANNA, "director", "Zenda Institute")},
        ),
        (
            "Dr. Anna Korvel, deputy director of the Zenda Institute, spoke.",
            {(ANNA, "deputy director", "Zenda Institute")},
        ),
        (
            "Anna Korvel, director of the Zenda Institute and president of the Alpine Union, spoke.",
            {(ANNA, "director", "Zenda Institute"), (ANNA, "president", "Alpine Union")},
        ),
        (
            "The President of Ruritania, Anna Korvel, the President of Borduria, Rudolf Sapt, and I came.",
            {(ANNA, "president", "Ruritania"), (RUDOLF, "president", "Borduria")},
        ),
        (
            "The first president of Ruritania was Anna Korvel.",
            {(ANNA, "president", "Ruritania")},
        ),
        (
            "The Zenda Institute's director, Anna Korvel, spoke.",
            {(ANNA, "director", "Zenda Institute")},
        ),
    ],
)  # fmt: skip
def test_the_holder_and_whose_post_it_is(text: str, expected: set[Post]) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met Anna Korvel and Rudolf Sapt.",
        "Anna Korvel and Rudolf Sapt met the ministers of Ruritania.",
        "The actor Anna Korvel died.",
        "The actors Anna Korvel and Rudolf Sapt died.",
        "Anna Korvel was compared to the president of Ruritania.",
        "Anna Korvel criticized the president of Ruritania.",
        "Anna Korvel described Ruritania as a leader in trade.",
        "Anna Korvel met Borduria's president, who is ill.",
        "Anna Korvel, Rudolf Sapt and others saw the president of Ruritania.",
        "Anna Korvel came with Rudolf Sapt as usual.",
        "Anna Korvel had dinner with the director of the Zenda Institute.",
        "Anna Korvel remained resident at Strelsau.",
        "Anna Korvel saw her position as difficult.",
        "Whether Rudolf Sapt wrote to the ambassador of Borduria is not known.",
        "The president of Ruritania spoke, as Anna Korvel had asked.",
    ],
)
def test_no_post(text: str) -> None:
    assert not {h for h in held(text) if h[0] in {ANNA, RUDOLF, KARL}}


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("Anna Korvel resigned as president of Ruritania.", True),
        ("Anna Korvel was ousted as president of Ruritania.", True),
        ("Former Ruritanian President Anna Korvel spoke.", True),
        ("Anna Korvel is the former non-voting delegate to the Alpine Union.", True),
        ("Anna Korvel is the non-voting delegate to the Alpine Union.", False),
        ("Anna Korvel served as president of Ruritania.", False),
        ("Ruritanian President Anna Korvel spoke.", False),
    ],
)
def test_what_is_over_says_so(text: str, former: bool) -> None:
    [post] = posts(parsed(text), cast_of(text))
    assert (post.flags == ("former",)) is former


def test_modality_of_a_post() -> None:
    for text, modality in (
        ("Anna Korvel will be sworn in as president of Ruritania.", Modality.PLANNED),
        ("Anna Korvel has never been president of Ruritania.", Modality.NEGATED),
        ("Anna Korvel could become president of Ruritania.", Modality.POSSIBLE),
    ):
        [post] = posts(parsed(text), cast_of(text))
        assert post.modality is modality


def test_the_fullest_wording_stands_for_all() -> None:
    text = "President Korvel left. Ruritanian President Anna Korvel had spoken. The president was tired."
    [post] = posts(parsed(text), cast_of(text))
    assert text[slice(*post.span)] == "Ruritanian President Anna Korvel"


def test_a_known_holder_needs_no_word_for_the_state() -> None:
    """The shipped gazetteer dates this post; a namesake that it does not know stays without a state."""
    from kg.extract.mentions import find_mentions
    from kg.knowledge import gazetteer
    from kg.resolve.document import who_is_who

    known = gazetteer.load()
    for text, owners in (
        ("President Nicolás Maduro spoke.", ["venezuela"]),
        ("President Ottokar Plekz spoke.", []),
    ):
        read = parsed(text, "2016-05-01")
        cast = who_is_who(read, find_mentions(read, known), known)
        [post] = posts(read, cast)
        assert [o.key for o in post.objects] == owners


def test_an_envoy_is_of_the_mission_that_the_sentence_names() -> None:
    text = "The Bordurian Embassy reopened with Anna Korvel as chargé d'affaires."
    cast = cast_of(text)
    [post] = posts(parsed(text), cast)
    assert [cast.figures[o.key].name for o in post.objects] == ["Bordurian Embassy"]
    text = "The Bordurian Embassy reopened with Anna Korvel as chief negotiator."
    assert not any(p.objects for p in posts(parsed(text), cast_of(text)))
