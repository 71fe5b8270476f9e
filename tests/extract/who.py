"""A small invented world and the road from a text to its cast, for the tests of names and posts."""

from __future__ import annotations

from kg.extract.mentions import find_mentions
from kg.knowledge.entries import Entry, PostEntry
from kg.knowledge.gazetteer import Gazetteer
from kg.model.cast import Cast, Figure, Mention
from kg.resolve.document import who_is_who
from kg.text import parser
from kg.text.annotate import Annotated
from kg.text.offsets import RepairedText
from tests.make import document


def world() -> Gazetteer:
    """Three states with adjectives and capitals, a union, a weapon, and a president with a dated post."""
    states = [
        Entry(
            id,
            "State",
            {"en": name},
            state=id,
            source="invented",
            adjectives=(adjective,),
            people=(people,),
            metonyms=(capital,),
            prefixes=prefixes,
            code=id[:2],
        )
        for id, name, adjective, people, capital, prefixes in (
            ("ruritania", "Ruritania", "Ruritanian", "Ruritanians", "Strelsau", ("Ruritano",)),
            ("borduria", "Borduria", "Bordurian", "Bordurians", "Szohod", ()),
            ("syldavia", "Syldavia", "Syldavian", "Syldavians", "Klow", ()),
        )
    ]
    cities = [
        Entry(name.lower(), "Place", {"en": name}, state=state, source="invented")
        for name, state in (("Strelsau", "ruritania"), ("Szohod", "borduria"), ("Klow", "syldavia"))
    ]
    post = PostEntry("president", None, "borduria", "2010", "2018")
    later = PostEntry("president", None, "borduria", "2018-06", None)
    people = [
        Entry(
            "otto-plekz",
            "Person",
            {"en": "Otto Plekz"},
            state="borduria",
            posts=(post,),
            gender="m",
            source="x",
        ),
        Entry(
            "ida-trovik",
            "Person",
            {"en": "Ida Trovik"},
            state="borduria",
            posts=(later,),
            gender="f",
            source="x",
        ),
    ]
    union = Entry("alpine-union", "Institution", {"en": "Alpine Union"}, aliases=("AU",), source="invented")
    weapon = Entry("xr-9", "Weapon", {"en": "XR-9"}, state="borduria", source="invented")
    return Gazetteer([*states, *cities, *people, union, weapon], [["president", "head of state"]])


WORLD = world()


def parsed(text: str, date: str | None = None) -> Annotated:
    made = document(text, date=date) if date else document(text)
    return parser.annotate(made, RepairedText.of(text), parser.load())


def mentions_in(text: str) -> list[Mention]:
    return find_mentions(parsed(text), WORLD)


def cast_of(text: str, date: str | None = None, author: str | None = None) -> Cast:
    annotated = parsed(text, date)
    return who_is_who(annotated, find_mentions(annotated, WORLD), WORLD, author)


def figures(cast: Cast) -> dict[str, Figure]:
    return {f.name: f for f in cast.figures.values()}


def refs_of(cast: Cast, text: str, nth: int = 0) -> set[str]:
    """Names of the figures that the nth mention written so stands for."""
    found = [m for m in cast.mentions if m.text == text]
    return {cast.figures[k].name for k in found[nth].refs}
