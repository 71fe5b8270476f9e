"""One text in, what it says out, without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.api.rows import Rows

if TYPE_CHECKING:
    from kg.model.claims import Claim
    from kg.model.entities import Entity
    from kg.text.annotate import Sentence


@dataclass(frozen=True)
class Extracted:
    """What one text says: claims, entities with their mentions, and every span read as something."""

    text: str
    claims: Rows[Claim]
    entities: Rows[Entity]
    mentions: Rows[Mapping[str, Any]]
    sentences: Sequence[str]
    stats: Mapping[str, int]

    def _repr_html_(self) -> str:
        return self.claims._repr_html_()


def extract(
    text: str,
    *,
    date: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    title: str | None = None,
    language: str | None = None,
    model: str | None = None,
) -> Extracted:
    """Read one text in this process, without a store.

    date: ISO 8601, possibly partial. author: a person, body or state whose voice the text is.
    Raises ReadError for an empty text or a language without a parser, ModelError without a model.
    """
    from kg.errors import ReadError
    from kg.flow.road import analyse, mention_records
    from kg.text.metadata import Given
    from kg.text.parser import MODELS
    from kg.text.read import read
    from kg.text.sources import SourceItem

    given = Given(title=title, date=date, outlet=outlet, author=author, language=language)
    item = SourceItem("text", data=text.encode("utf-8", "surrogatepass"), encoding="utf-8")
    document = read(item, given)
    if (document.language.value or "en") not in MODELS:
        raise ReadError(f"no parser for language {document.language.value!r}; there are: {', '.join(MODELS)}")
    annotated, cast, found = analyse(document, model)
    records = mention_records(annotated, cast, found)
    rows = [
        {"start": r.start, "end": r.end, "text": r.text, "kind": r.kind, "refs": [f"id:{k}" for k in r.keys],
         "value": r.value, "resolution": r.resolution}
        for r in records
    ]  # fmt: skip
    return Extracted(
        text=document.text,
        claims=Rows(found.claims),
        entities=Rows(_entities(document.ref, cast, records)),
        mentions=Rows(rows),
        sentences=[_line(annotated.text, sentence) for sentence in annotated.sentences],
        stats=found.stats,
    )


def _line(text: str, sentence: Sentence) -> str:
    return " ".join(text[sentence.start : sentence.end].split())


def _entities(document: Any, cast: Any, records: Sequence[Any]) -> list[Entity]:
    from kg.model.entities import Entity, EntityMention

    made = []
    for key in sorted(cast.figures):
        figure = cast.figures[key]
        mentions = tuple(
            EntityMention(document=document, source="text", start=r.start, end=r.end, text=r.text,
                          resolution=r.resolution or "name")
            for r in records if key in r.keys
        )  # fmt: skip
        state = f"id:{figure.state}" if figure.state else None
        made.append(
            Entity(ref=f"id:{key}", label=figure.name, kind=figure.kind, aliases=figure.aliases, state=state,
                   mentions=mentions)
        )  # fmt: skip
    return made
