"""Who does what to whom, sentence by sentence, with invented countries: what is said, and nothing else."""

from __future__ import annotations

import pytest

from kg.extract.base import Proposition
from kg.extract.events import propositions
from kg.model.vocabulary import Modality
from tests.extract.cast_builder import annotated, cast

#: Sentence → the propositions expected: "subjects relation objects", several subjects joined by "&".
SAYS: dict[str, tuple[str, ...]] = {
    # active and passive
    "Ruritania attacked Borduria.": ("Ruritania attacks Borduria",),
    "Borduria was attacked by Ruritania.": ("Ruritania attacks Borduria",),
    "Borduria has been attacked by Ruritanian forces.": ("Ruritania attacks Borduria",),
    "Ruritania's president criticized Borduria.": ("Ruritania criticizes Borduria",),
    "Borduria, criticized by Ruritania, said nothing.": ("Ruritania criticizes Borduria",),
    "Borduria was invaded.": ("Borduria attacks",),
    # who is not the subject
    "The storm attacked Borduria.": (),
    "Somebody in Ruritania criticized the weather.": (),
    # relative clauses
    "Ruritania, which attacked Borduria, is small.": ("Ruritania attacks Borduria",),
    "Borduria, which Ruritania attacked, is small.": ("Ruritania attacks Borduria",),
    "Borduria, which was attacked by Ruritania, is small.": ("Ruritania attacks Borduria",),
    "The country that Ruritania attacked is small.": ("Ruritania attacks",),
    "Anna Korvel, who criticized Borduria, is old.": ("Anna Korvel criticizes Borduria",),
    # participles and gerunds
    "Ruritania moved fast, attacking Borduria in May.": ("Ruritania attacks Borduria",),
    "After attacking Borduria, Ruritania grew tired.": ("Ruritania attacks Borduria",),
    "Ruritania upset everybody by attacking Borduria.": ("Ruritania attacks Borduria",),
    "Syldavia accused Ruritania of attacking Borduria.": (
        "Syldavia accuses Ruritania",
        "Ruritania attacks Borduria",
    ),
    "The forces attacking Borduria are tired.": (),
    # infinitives with an understood subject
    "Ruritania managed to attack Borduria.": ("Ruritania attacks Borduria",),
    "Syldavia urged Ruritania to attack Borduria.": (
        "Syldavia requests Ruritania",
        "Ruritania attacks Borduria",
    ),
    "Ruritania promised to attack Borduria.": ("Ruritania attacks Borduria",),
    "Ruritania promised to feed the hungry of Borduria.": ("Ruritania aids Borduria",),
    "Ruritania's decision to attack Borduria is known.": ("Ruritania attacks Borduria",),
    "Ruritania plans to attack Borduria.": ("Ruritania attacks Borduria",),
    # nouns
    "Ruritania's attack on Borduria failed.": ("Ruritania attacks Borduria",),
    "The Ruritanian attack on Borduria failed.": ("Ruritania attacks Borduria",),
    "The attack on Borduria by Ruritania failed.": ("Ruritania attacks Borduria",),
    "The attack failed.": (),
    "Anna Korvel's visit to Borduria is over.": ("Anna Korvel visits Borduria",),
    "Anna Korvel paid a visit to Borduria.": ("Anna Korvel visits Borduria",),
    "A visit to Borduria is a pleasure.": (),
    "Ruritanian exports of salt to Borduria grew.": ("Ruritania exportsTo Borduria",),
    "Exports of salt to Borduria grew.": (),
    "Talks between Ruritania and Borduria ended.": ("Ruritania&Borduria talksWith",),
    "Ruritania's talks with Borduria ended.": ("Ruritania talksWith Borduria",),
    "Ruritania held talks with Borduria.": ("Ruritania talksWith Borduria",),
    "Talks were held between Ruritania and Borduria.": ("Ruritania&Borduria talksWith",),
    "Talks are useful.": (),
    # coordination
    "Ruritania and Borduria attacked Syldavia.": ("Ruritania&Borduria attacks Syldavia",),
    "Ruritania attacked Borduria and Syldavia.": ("Ruritania attacks Borduria&Syldavia",),
    "Ruritania attacked Borduria and criticized Syldavia.": (
        "Ruritania attacks Borduria",
        "Ruritania criticizes Syldavia",
    ),
    "Ruritania, together with Borduria, attacked Syldavia.": ("Ruritania&Borduria attacks Syldavia",),
    "Ruritania criticized and attacked Borduria.": (
        "Ruritania criticizes Borduria",
        "Ruritania attacks Borduria",
    ),
    # joint and reciprocal acts
    "Ruritania and Borduria met in Strelsau.": ("Ruritania&Borduria meets",),
    "Ruritania met with Borduria.": ("Ruritania meets Borduria",),
    "Ruritania met Borduria.": ("Ruritania meets Borduria",),
    "Ruritania and Borduria attacked each other.": ("Ruritania&Borduria attacks",),
    "Ruritania and Borduria signed the Strelsau Treaty.": ("Ruritania&Borduria signsWith",),
    "Ruritania signed the Strelsau Treaty with Borduria.": ("Ruritania signsWith Borduria",),
    "The Strelsau Treaty was signed by Ruritania and Borduria.": ("Ruritania&Borduria signsWith",),
    "The signing of the Strelsau Treaty by Ruritania and Borduria took an hour.": (
        "Ruritania&Borduria signsWith",
    ),
    "Ruritania and Borduria exchanged letters.": ("Ruritania&Borduria talksWith",),
    "Ruritania met challenges.": (),
    # light verbs and prepositions
    "Ruritania imposed sanctions on Borduria.": ("Ruritania sanctions Borduria",),
    "Sanctions were imposed on Borduria by Ruritania.": ("Ruritania sanctions Borduria",),
    "Ruritania lifted sanctions on Borduria.": ("Ruritania concedesTo Borduria",),
    "Ruritania imposed order.": (),
    "Ruritania sold tanks to Borduria.": ("Ruritania suppliesArmsTo Borduria",),
    "Ruritania sold salt to Borduria.": ("Ruritania exportsTo Borduria",),
    "Ruritania bought tanks from Borduria.": ("Borduria suppliesArmsTo Ruritania",),
    "Ruritania gave Borduria some food.": ("Ruritania aids Borduria",),
    "Ruritania provided aid to Borduria.": ("Ruritania aids Borduria",),
    "Borduria received aid from Ruritania.": ("Ruritania aids Borduria",),
    "Ruritania deployed troops near Borduria.": ("Ruritania mobilizesAgainst Borduria",),
    "Ruritania withdrew its troops from Borduria.": ("Ruritania withdrawsFrom Borduria",),
    "Ruritania withdrew money from the bank.": (),
    "Ruritania severed ties with Borduria.": ("Ruritania sanctions Borduria",),
    "Ruritania called on Borduria to leave.": ("Ruritania requests Borduria",),
    "Ruritania praised the patience of Borduria.": ("Ruritania supports Borduria",),
    "Ruritania threatened Borduria with war.": ("Ruritania threatens Borduria",),
    "Ruritania invested in Borduria.": ("Ruritania investsIn Borduria",),
    "Ruritania refused to recognize Borduria.": (
        "Ruritania rejects Borduria",
        "Ruritania recognizes Borduria",
    ),
    # states of affairs
    "Ruritania is a member of the League of Strelsau.": ("Ruritania memberOf League of Strelsau",),
    "Ruritania joined the League of Strelsau.": ("Ruritania memberOf League of Strelsau",),
    "Ruritania, a member of the League of Strelsau, is old.": ("Ruritania memberOf League of Strelsau",),
    "Ruritania is a member of the club.": (),
    "The League of Strelsau is based in Klow.": ("League of Strelsau basedIn Klow",),
    "The Klow-based Strelsau Company is old.": ("Strelsau Company basedIn Klow",),
    "Anna Korvel leads the League of Strelsau.": ("Anna Korvel leads League of Strelsau",),
    "The League of Strelsau was founded by Ruritania.": ("Ruritania founded League of Strelsau",),
    "Ruritania took part in the Strelsau Summit.": ("Ruritania participatesIn Strelsau Summit",),
    "Ruritania owns the Strelsau Company.": ("Ruritania owns Strelsau Company",),
    "Ruritania's state-owned Strelsau Company grew.": ("Ruritania owns Strelsau Company",),
    "Borduria is part of Ruritania.": ("Borduria partOf Ruritania",),
    "Ruritania is the largest trading partner of Borduria.": ("Ruritania largestTradePartnerOf Borduria",),
    "Ruritania acceded to the Strelsau Treaty.": ("Ruritania partyTo Strelsau Treaty",),
    "The Embassy of Strelsau in Klow is old.": ("Embassy of Strelsau locatedIn Klow",),
    # nothing to code
    "Ruritania is a beautiful country.": (),
    "The weather in Ruritania and Borduria is fine.": (),
    "Ruritania defends itself.": (),
    "A history of Borduria was read in Ruritania.": (),
    "The Strelsau Treaty is long.": (),
    "Borduria's interests were protected.": (),
}


def _found(text: str) -> list[Proposition]:
    parsed = annotated(text)
    return propositions(parsed, cast(parsed))


def _shown(proposition: Proposition) -> str:
    subjects = "&".join(r.key for r in proposition.subjects)
    objects = "&".join(r.key for r in proposition.objects)
    return f"{subjects} {proposition.relation} {objects}".strip()


@pytest.mark.parametrize("sentence", SAYS)
def test_a_sentence_says_this_and_no_more(sentence: str) -> None:
    assert sorted(_shown(p) for p in _found(sentence)) == sorted(SAYS[sentence])


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Ruritania signed the Strelsau Treaty with Borduria.", Modality.ACTUAL),
        ("Ruritania will sign the Strelsau Treaty with Borduria.", Modality.PLANNED),
        ("Ruritania should sign the Strelsau Treaty with Borduria.", Modality.NORMATIVE),
        ("Ruritania did not sign the Strelsau Treaty with Borduria.", Modality.NEGATED),
        ("If Ruritania signs the Strelsau Treaty with Borduria, all is well.", Modality.POSSIBLE),
    ],
)
def test_only_what_was_done_is_actual(sentence: str, modality: Modality) -> None:
    [found] = _found(sentence)
    assert found.modality is modality


def test_a_planted_act_is_found_where_it_stands() -> None:
    noise = "The weather is fine."
    said = "Ruritania imposed sanctions on Borduria"
    text = f"{noise}\n\n{said} in May.\n\n{noise}"
    [found] = _found(text)
    assert text[slice(*found.trigger)] == "imposed sanctions"
    assert text[slice(*found.span)] == f"{said} in May"


def test_one_act_told_in_heading_and_body_is_one_proposition() -> None:
    text = "Ruritania attacks Borduria\n\nAt dawn, Ruritania attacked Borduria."
    [found] = _found(text)
    assert found.span[0] > text.index("\n")


def test_the_instrument_and_the_place_go_with_their_act() -> None:
    [found] = _found("Ruritania and Borduria signed the Strelsau Treaty in Klow.")
    assert [r.key for r in found.instrument] == ["Strelsau Treaty"]
    assert found.where is not None
    assert found.where.key == "Klow"
    assert found.symmetric


def test_an_act_without_a_doer_is_flagged() -> None:
    [found] = _found("Borduria was invaded.")
    assert found.flags == ("agentless",)


def test_who_speaks_stands_for_the_first_person() -> None:
    text = "We attacked Borduria, and Borduria praised us."
    parsed = annotated(text)
    spoken = propositions(parsed, cast(parsed, author="Ruritania"))
    assert [_shown(p) for p in spoken] == ["Ruritania attacks Borduria", "Borduria supports Ruritania"]
    quoted = propositions(parsed, cast(annotated("We attacked Borduria, and Syldavia praised us.")), ())
    assert "Ruritania" not in {r.key for p in quoted for r in p.subjects}
    voices = [(0, text.index(","), "Syldavia")]
    longer = annotated(f"{text} Syldavia")
    assert "Syldavia attacks Borduria" in [_shown(p) for p in propositions(longer, cast(longer), voices)]


@pytest.mark.parametrize("text", ["", "\n\n", "…", "”“", "a" * 5000, "to to to to by by of of", "🙂 🙂"])
def test_odd_texts_say_nothing(text: str) -> None:
    assert _found(text) == []
