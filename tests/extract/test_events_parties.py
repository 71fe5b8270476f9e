"""Who the parties of an act are: people without a name, who is to do what, and what is no party."""

from __future__ import annotations

import pytest

from kg.extract.events import propositions, with_groups
from kg.extract.events.parties_phrase import phrase
from kg.model.vocabulary import Kind
from tests.extract.cast_builder import annotated, cast


def acts(text: str) -> list[str]:
    """ "subjects relation objects" of each act, by name."""
    parsed = annotated(text)
    known = with_groups(parsed, cast(parsed))

    def names(roles: tuple) -> str:  # type: ignore[type-arg]
        return "&".join(known.figures[r.key].name for r in roles)

    return [
        f"{names(p.subjects)} {p.relation.value} {names(p.objects)}".strip()
        for p in propositions(parsed, known)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two men attacked soldiers.", ["men attacks soldiers"]),
        ("A 25-year-old man attacked two journalists.", ["man attacks journalists"]),
        ("Hundreds of prisoners were arrested by rebel forces.", ["rebel forces arrests prisoners"]),
        ("Ruritania arrested two journalists.", ["Ruritania arrests journalists"]),
        ("A Ruritanian fisherman attacked Borduria.", ["Ruritanian fisherman attacks Borduria"]),
        ("Protesters in Ruritania criticized Borduria.", ["protesters in Ruritania criticizes Borduria"]),
        # Whoever is named or owned stays who acts.
        ("Ruritania's soldiers attacked Borduria.", ["Ruritania attacks Borduria"]),
        ("Borduria, whose soldiers attacked Ruritania, is small.", ["Borduria attacks Ruritania"]),
        ("Allies such as Syldavia criticized Borduria.", ["Syldavia criticizes Borduria"]),
        # Unnamed people alone do nothing worth telling, and things are no people.
        ("Two men were attacked.", []),
        ("The stones attacked the river.", []),
    ],
)
def test_people_without_a_name(text: str, wanted: list[str]) -> None:
    assert acts(text) == wanted


def test_unnamed_people_keep_their_state_and_their_name() -> None:
    parsed = annotated(
        "A court in Ruritania arrested two men. The men criticized Borduria. A man praised Syldavia."
    )
    known = with_groups(parsed, cast(parsed))
    groups = {f.name: f for f in known.figures.values() if f.kind is Kind.GROUP}
    assert groups["court in Ruritania"].state == "Ruritania"
    assert groups["men"].state is None
    subjects = [known.figures[p.subjects[0].key].key for p in propositions(parsed, known)]
    objects = [r.key for r in propositions(parsed, known)[0].objects]
    assert subjects[1:2] == objects  # "the men" are those of the sentence before
    assert subjects[2] not in objects  # "a man" is somebody new


def test_those_in_office_belong_where_they_act() -> None:
    parsed = annotated("Police arrested two men in Ruritania.")
    known = with_groups(parsed, cast(parsed))
    assert {f.name: f.state for f in known.figures.values() if f.kind is Kind.GROUP}["police"] == "Ruritania"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # who is to do what an infinitive says
        ("Syldavia appealed to Ruritania to attack Borduria.", "Ruritania attacks Borduria"),
        ("Syldavia relied on Ruritania to attack Borduria.", "Ruritania attacks Borduria"),
        ("Syldavia pressed Ruritania to attack Borduria.", "Ruritania attacks Borduria"),
        ("Syldavia promised Ruritania to attack Borduria.", "Syldavia attacks Borduria"),
        # settings and descriptions are no parties
        ("On the eve of the Syldavian feast, Ruritania attacked Borduria.", "Ruritania attacks Borduria"),
        (
            "A friend of Syldavia, in recent years Ruritania has criticized Borduria.",
            "Ruritania criticizes Borduria",
        ),
        ("Ruritania criticized Borduria's pro-Syldavian stand.", "Ruritania criticizes Borduria"),
        # joined
        ("Anna Korvel has spoken to Ruritania and to Borduria.", "Anna Korvel talksWith Ruritania&Borduria"),
        ("Two envoys were expelled from Ruritania.", "Ruritania expels envoys"),
        (
            "Ruritanian and Bordurian soldiers attacked Syldavia.",
            "Ruritania&Bordurian soldiers attacks Syldavia",
        ),
        # who stands behind a noun
        ("The occupation of Ruritania by Borduria threatens Syldavia.", "Borduria threatens Syldavia"),
        ("Missiles fired by Ruritania struck Borduria.", "Ruritania attacks Borduria"),
        ("Ruritania remains a member of the League of Strelsau.", "Ruritania memberOf League of Strelsau"),
    ],
)
def test_who_does_it_to_whom(text: str, wanted: str) -> None:
    assert wanted in acts(text)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        (
            "The Ruritanian premier Anna Korvel left Borduria.",
            "Anna Korvel",
            "The Ruritanian premier Anna Korvel",
        ),
        ("They praised Ruritania's plans, which failed.", "Ruritania", "Ruritania's plans"),
        ("Ruritania and Borduria met.", "Ruritania", "Ruritania"),
        ("He left Borduria, a small country, in May.", "Borduria", "Borduria"),
    ],
)
def test_the_phrase_of_a_party(text: str, name: str, wanted: str) -> None:
    parsed = annotated(text)
    known = cast(parsed)
    mention = next(m for m in known.mentions if m.text == name)
    start, end = phrase(parsed.parse, mention)
    assert parsed.text[start:end] == wanted


@pytest.mark.parametrize("text", ["", "…", "- - -", "with of to", "\n\n", "men " * 40])
def test_hostile_text(text: str) -> None:
    parsed = annotated(text or " ")
    assert propositions(parsed, with_groups(parsed, cast(parsed))) == []
