"""Small stores for the exporters: a plain one, a hostile one, an empty one, with invented actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.model.cast import Figure
from kg.model.identity import Canonical, Linking, Profile
from kg.model.ids import Ref, digest
from kg.model.relations import Relation
from kg.model.vocabulary import Kind, Modality
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord
from tests import make

#: Names that break careless writers: markup, quotes, ESC, bidi override, emoji, right-to-left, bars,
#: a formula, NUL, U+FFFE, and one that is only control characters.
HOSTILE = {
    "h-markup": "Ruri & Sons <b>\"Ltd\"</b> 'x' ]]> &amp;",
    "h-escape": "Esc\x1b[31mape\x00d\ufffe",
    "h-bidi": "Bor\u202eairud\u202c",
    "h-emoji": "Freedonia 🛤️ 👩‍💻",
    "h-rtl": "جمهورية بوردوريا",
    "h-bar": "Alpha|Beta, [Gamma] \\ delta",
    "h-formula": "=HYPERLINK(1)",
    "h-lines": "two\r\nlines\tand a tab",
    "h-control": "\x01\x02",
}


def link(profiles: Sequence[Profile], _: object) -> Linking:
    """A linker that makes one thing of each name."""
    refs = {
        p: "id:" + (re.sub(r"[^a-z0-9]+", "-", p.name.lower()).strip("-") or digest(p.name)) for p in profiles
    }
    canonicals = {
        ref: Canonical(
            ref, p.name, p.kind, labels={"en": p.name}, aliases=p.aliases,
            state=f"id:{p.state}" if p.state else None,
            wikidata="Q99999901" if p.gazetteer == "alpine-union" else None,
        )
        for p, ref in refs.items()
    }  # fmt: skip
    return Linking([(refs[p], "same name") for p in profiles], list(canonicals.values()))


def build(folder: Path, records: Sequence[DocumentRecord]) -> Path:
    """A finished store of these records."""
    with Ledger.create(folder) as ledger:
        for record in records:
            ledger.put(record)
        ledger.finish(link)
    return folder


def plain(folder: Path) -> Path:
    """Six ties between five actors: parallel relations, a joint act, a denial, a reported claim."""
    a, n = Modality.ACTUAL, Modality.NEGATED
    first = make.story(
        "a.txt",
        [
            ("ruritania", Relation.VISITS, "borduria", None, a),
            ("ruritania", Relation.SUPPORTS, "borduria", "anna-korvel", a),
            ("ruritania", Relation.MEETS, "borduria", None, a),
            ("syldavia", Relation.SANCTIONS, "borduria", None, n),
            ("anna-korvel", Relation.SPEAKS_ABOUT, "northern-pipeline", "anna-korvel", a),
        ],
        date="2016-04-07", outlet="Strelsau Gazette",
    )  # fmt: skip
    # Korvel says it again elsewhere: two claims, one voice. Strand is a second voice for the visit.
    again = [
        ("ruritania", Relation.VISITS, "borduria", "pavel-strand", a),
        ("ruritania", Relation.SUPPORTS, "borduria", "anna-korvel", a),
    ]
    second = make.story("b.txt", again, date="2016")
    return build(folder, [first, second, _rich()])


def _rich() -> DocumentRecord:
    """One claim with every field that the file formats must carry."""
    text = "Ruritania signed a 12 billion dollar contract with Borduria in February 2015, Korvel said."
    document = make.document(text, "c.txt", title="A contract", outlet="Borduria Today", date="2015-03")
    more: dict[str, Any] = {
        "symmetric": True,
        "instrument": (make.party("northern-pipeline"),),
        "instrument_text": "gas",
        "plover": "SUPPORT",
        "score": 5.0,
        "quad": 1,
        "topics": ("energy",),
        "stance": {"value": 0.5, "toward": "contract", "words": ("signed",)},
        "stated_on": {"start": "2015-03", "end": "2015-03", "precision": "month", "basis": "stated"},
        "occurred": {"text": "February 2015", "start": "2015-02", "end": "2015-02", "precision": "month",
                     "basis": "stated"},
        "amounts": ({"text": "12 billion dollar", "value": 12e9, "unit": "USD", "bound": "exact"},),
        "attribution": ({"role": "speaker", "label": "Korvel", "ref": Ref("id", "korvel"), "cue": "said"},
                        {"role": "outlet", "label": "Borduria Today"}),
    }  # fmt: skip
    claim = make.claim(document, ["ruritania", "borduria"], Relation.SIGNS_WITH, [], speaker="korvel", **more)
    return make.record(document, [claim])


def hostile(folder: Path) -> Path:
    """Names from `HOSTILE` tied in a ring, in a text with the same characters."""
    keys = list(HOSTILE)
    text = " ; ".join(HOSTILE.values()) + " \x1b]0;title\x07 \ufeff end"
    document = make.document(text, 'ho"st<i>le.txt', title="<script>", outlet="=1+1")
    kinds = list(Kind)
    figures = [
        Figure(key, HOSTILE[key], kinds[i], written=HOSTILE[key], aliases=(HOSTILE[key] + "|x", "b\x00"))
        for i, key in enumerate(keys)
    ]
    claims = [
        make.claim(document, [one], Relation.SUPPORTS, [other], start=i, end=len(text) - 1)
        for i, (one, other) in enumerate(zip(keys, keys[1:] + keys[:1], strict=True))
    ]
    return build(folder, [make.record(document, claims, figures=figures)])


def single(folder: Path) -> Path:
    """One tie."""
    fact = ("ruritania", Relation.VISITS, "borduria", None, Modality.ACTUAL)
    return build(folder, [make.story("one.txt", [fact])])


def empty(folder: Path) -> Path:
    """Nothing at all."""
    return build(folder, [])
