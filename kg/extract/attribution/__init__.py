"""Who says what: attributions of direct, mixed and indirect speech.

`find` reads source, cue and content from the text alone; `attributions` identifies the speakers with the
document's cast. A learned tagger can stand beside `find`: it has only to give the same raw attributions.
Whole documents with one author are the assembly's affair: here "I" and "we" outside quotations are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.attribution.finish import finish, source_words, trimmed_spans
from kg.extract.attribution.free import free
from kg.extract.attribution.lexicon import load
from kg.extract.attribution.phrases import phrases
from kg.extract.attribution.quoted import Quotations, attach, snap
from kg.extract.attribution.quotes import find_quotes, top
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.reported import reported
from kg.extract.attribution.turns import blocks, headings, turns
from kg.extract.attribution.unnamed import with_unnamed
from kg.extract.attribution.words import Words

if TYPE_CHECKING:
    from kg.extract.base import Attribution
    from kg.model.cast import Cast
    from kg.text.annotate import Annotated

__all__ = ["Outline", "Raw", "attributions", "find", "outlines", "with_speakers"]


@dataclass(frozen=True, slots=True)
class Outline:
    """Who reports what by which words, as characters of the text; nobody is identified."""

    spans: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    #: Inside the content of another: "he said that [she thought that …]".
    inner: bool


def attributions(annotated: Annotated, cast: Cast) -> list[Attribution]:
    """Who says what in a document, in order of the content's start; `outer` indexes this list."""
    w = Words.of(annotated)
    quotations = Quotations(w, top(find_quotes(annotated.text)))
    return finish(w, _raws(w, quotations), quotations, cast, load())


def with_speakers(annotated: Annotated, cast: Cast) -> Cast:
    """The cast with figures for the speakers that have no name: "officials", "a resident"."""
    w = Words.of(annotated)
    return with_unnamed(w, _raws(w, Quotations(w, top(find_quotes(annotated.text)))), cast, load())


def find(annotated: Annotated) -> list[Raw]:
    """Raw attributions in order of their content's start; needs no cast."""
    w = Words.of(annotated)
    return _raws(w, Quotations(w, top(find_quotes(annotated.text))))


def outlines(annotated: Annotated) -> list[Outline]:
    """Everything that reads as an attribution, with deeds ("opposed it") and the author's own ("I think").

    What `find` sees, trimmed as in `attributions`: for comparison with texts that label more than speech.
    """
    w = Words.of(annotated)
    quotations = Quotations(w, top(find_quotes(annotated.text)))
    cut = [(raw, spans) for raw in _raws(w, quotations) if (spans := trimmed_spans(w, raw, quotations))]
    made = []
    for raw, spans in cut:
        place = raw.cue or raw.source
        inner = place is not None and any(
            low <= place[0] and place[1] <= high
            for other, around in cut
            if other is not raw
            for low, high in around
        )
        made.append(Outline(spans, raw.cue, source_words(w, raw), inner))
    return made


def _raws(w: Words, quotations: Quotations) -> list[Raw]:
    lexicon = load()
    raws = [*reported(w, lexicon), *phrases(w, lexicon)]
    raws.sort(key=lambda r: -1 if r.cue_token is None else r.cue_token)
    raws = attach(w, snap(raws, quotations), quotations, lexicon)
    spoken = list(turns(w))
    raws += spoken
    unmarked = list(blocks(w, lexicon, quotations.quotes))
    whole = {raw.cue_token for raw in unmarked}
    raws = [raw for raw in raws if raw.cue_token is None or raw.cue_token not in whole] + unmarked
    labels = {raw.source for raw in spoken}
    raws += [raw for raw in headings(w, quotations.quotes) if raw.source not in labels]
    raws += list(free(w, raws, quotations, lexicon))
    return sorted(raws, key=lambda r: (r.start, r.contents, r.cue or (0, 0), r.how))
