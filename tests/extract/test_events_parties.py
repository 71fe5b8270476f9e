"""Who the parties of an act are: people without a name, who is to do what, and what is no party."""

from __future__ import annotations

import pytest

from kg.extract.events import propositions, with_groups
from kg.extract.events.parties_phrase import phrase
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import Kind, Resolution
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
        # countries without a name, but not those told of before
        ("Ruritania criticized developing countries.", "Ruritania criticizes developing countries"),
        ("Ruritania attacked the countries of the coast.", "Ruritania attacks countries"),
        ("Ruritania criticized these countries.", "Ruritania criticizes"),
        # whom an undertaking is to reach
        ("Ruritania supports efforts to stabilise Borduria.", "Ruritania supports Borduria"),
        ("Ruritania supports steps aimed at peace in Borduria.", "Ruritania supports Borduria"),
        ("Ruritania criticized a plan to divide Borduria.", "Ruritania criticizes"),
        # whom a verb reaches beside what it asks for
        ("Ruritania pushed Borduria for talks.", "Ruritania requests Borduria"),
        ("Ruritania pushed soldiers for talks.", "Ruritania requests"),
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
        ("The Strelsau Company (SC) left Borduria.", "Strelsau Company", "The Strelsau Company (SC)"),
        ("The Strelsau Company (founded here) left.", "Strelsau Company", "The Strelsau Company"),
    ],
)
def test_the_phrase_of_a_party(text: str, name: str, wanted: str) -> None:
    parsed = annotated(text)
    known = cast(parsed)
    mention = next(m for m in known.mentions if m.text == name)
    start, end = phrase(parsed.parse, mention)
    assert parsed.text[start:end] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The rebels said they had attacked Borduria.", "rebels attacks Borduria"),
        ("A rebel said that he would attack Borduria.", "rebel attacks Borduria"),
        ("Gunmen attacked Ruritania. They criticized Borduria.", "gunmen criticizes Borduria"),
    ],
)
def test_open_pronouns_of_people_without_a_name(text: str, wanted: str) -> None:
    assert wanted in acts_with_pronouns(text)


@pytest.mark.parametrize(
    "text",
    [
        # who is meant is open, or the number does not agree
        "The rebels said he had attacked Borduria.",
        "A rebel said they had attacked Borduria.",
        "Gunmen attacked Ruritania.\n\nThey criticized Borduria.",
        "Gunmen attacked soldiers. They criticized Borduria.",
        "It is said they attacked Borduria.",
    ],
)
def test_pronouns_that_stay_open(text: str) -> None:
    assert not [act for act in acts_with_pronouns(text) if act.endswith("Borduria")]


def acts_with_pronouns(text: str) -> list[str]:
    """As `acts`, with pronouns in the cast that stand for nobody yet, as who is who leaves them."""
    parsed = annotated(text)
    known = cast(parsed)
    open_ones = [
        Mention(
            t.i,
            t.i + 1,
            t.idx,
            t.idx + len(t),
            t.text,
            Kind.GROUP,
            t.i,
            "pronoun",
            resolution=Resolution.PRONOUN,
        )
        for t in parsed.parse
        if t.lower_ in {"they", "he"}
    ]
    people = [
        Mention(t.i, t.i + 1, t.idx, t.idx + len(t), t.text, Kind.GROUP, t.i, "source", refs=(t.lower_,))
        for t in parsed.parse
        if t.lower_ in {"rebels", "rebel"}
    ]
    figures = {m.refs[0]: Figure(m.refs[0], m.refs[0], Kind.GROUP) for m in people}
    known = with_groups(parsed, Cast.of([*known.mentions, *open_ones, *people], {**known.figures, **figures}))
    return [
        f"{known.figures[p.subjects[0].key].name} {p.relation.value} "
        + "&".join(known.figures[r.key].name for r in p.objects)
        for p in propositions(parsed, known)
    ]


@pytest.mark.parametrize("text", ["", "…", "- - -", "with of to", "\n\n", "men " * 40])
def test_hostile_text(text: str) -> None:
    parsed = annotated(text or " ")
    assert propositions(parsed, with_groups(parsed, cast(parsed))) == []
