"""Entities as they leave the product."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from kg.model.base import RefField, Value
from kg.model.vocabulary import Kind, Resolution


class EntityMention(Value):
    """Where an entity is mentioned: raw offsets, the words, and how they were tied to it."""

    document: RefField
    source: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    resolution: Resolution


class Post(Value):
    """A post held by a person at a body or state, as far as text or gazetteer tells."""

    title: str
    body: RefField | None = None
    body_label: str | None = None
    state: RefField | None = None
    since: str | None = None
    until: str | None = None
    source: str = Field(description="a claim id, or the gazetteer entry's source")


class Entity(Value):
    """One thing, once, under its best-known name."""

    ref: RefField
    label: str
    kind: Kind
    labels: Mapping[str, str] = {}
    aliases: tuple[str, ...] = ()
    state: RefField | None = None
    wikidata: str | None = None
    posts: tuple[Post, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
