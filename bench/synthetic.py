"""Generated documents with invented countries: what a store of any size holds, without any text to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kg.model.cast import Figure
from kg.model.claims import Claim, Confidence, Evidence, Party
from kg.model.dates import When
from kg.model.documents import Document, DocumentLabel, Known
from kg.model.ids import Ref, digest
from kg.model.relations import SIGNATURES, Relation
from kg.model.vocabulary import DateBasis, Kind, Origin, Precision, Reporting
from kg.store.ledger import Ledger
from kg.store.records import DocumentRecord, MentionRecord

CLAIMS_A_DOCUMENT = 50
#: Relations in a fixed order; which claim has which follows from its number alone.
_RELATIONS = tuple(r for r, s in SIGNATURES.items() if s.plover)


def records(claims: int, people: int) -> Iterator[DocumentRecord]:
    """Documents of fifty claims each among `people` invented people and forty invented states."""
    for number in range(-(-claims // CLAIMS_A_DOCUMENT)):
        yield _record(number, people)


def _name(number: int, people: int) -> tuple[str, str, Kind]:
    if number % 3:
        return f"person-{number % people}", f"Person {number % people} of Ruritania", Kind.PERSON
    return f"state-{number % 40}", f"State {number % 40}", Kind.STATE


def _record(number: int, people: int) -> DocumentRecord:
    sentences, figures, mentions, drafts = [], {}, [], []
    offset = 0
    for i in range(CLAIMS_A_DOCUMENT):
        n = number * CLAIMS_A_DOCUMENT + i
        subject, other = _name(n * 7 + 1, people), _name(n * 13 + 5, people)
        relation = _RELATIONS[n % len(_RELATIONS)]
        text = f"{subject[1]} {relation} {other[1]} in case {n}."
        for key, name, kind in (subject, other):
            figures[key] = Figure(key, name, kind, written=name)
            at = offset + text.index(name)
            mentions.append(MentionRecord(at, at + len(name), name, kind, (key,), None, "name"))
        drafts.append((subject, relation, other, offset, text))
        sentences.append(text)
        offset += len(text) + 1
    body = "\n".join(sentences)
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    day = f"{2000 + number % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    document = Document(
        sha256=sha256,
        source=f"synthetic/{number:06}.txt",
        text=body,
        date=Known(value=day, origin=Origin.GIVEN),
        outlet=Known(value=f"Outlet {number % 30}", origin=Origin.GIVEN),
    )
    claims = [_claim(document, day, *draft) for draft in drafts]
    return DocumentRecord(
        document,
        figures=tuple(figures.values()),
        mentions=tuple(mentions),
        claims=tuple(claims),
        config="synthetic",
    )


def _claim(
    document: Document,
    day: str,
    subject: tuple[str, str, Kind],
    relation: Relation,
    other: tuple[str, str, Kind],
    start: int,
    text: str,
) -> Claim:
    def party(who: tuple[str, str, Kind]) -> Party:
        at = start + text.index(who[1])
        return Party(
            ref=Ref("id", who[0]), label=who[1], kind=who[2], mention=who[1], start=at, end=at + len(who[1])
        )

    signature = SIGNATURES[relation]
    return Claim(
        id=Ref("claim", digest(document.sha256, str(start))),
        kind=signature.claim,
        document=DocumentLabel(id=document.ref, sha256=document.sha256, source=document.source, date=day),
        subjects=(party(subject),),
        relation=relation,
        objects=(party(other),),
        plover=signature.plover,
        reporting=Reporting.AUTHOR,
        occurred=When(start=day, end=day, precision=Precision.DAY, basis=DateBasis.STATED),
        evidence=Evidence(
            start=start,
            end=start + len(text),
            quote=text,
            display=text,
            sentence_start=start,
            sentence_end=start + len(text),
            sentence=text,
        ),
        extractor="synthetic@1",
        confidence=Confidence(value=0.8, basis="synthetic"),
    )


def make_store(path: Path, claims: int, people: int = 500) -> int:
    """A finished store of that many claims; answers how many documents it holds."""
    from kg.flow.build import finish

    with Ledger.create(path) as ledger:
        count = sum(ledger.put(record) for record in records(claims, people))
        finish(ledger)
    return count
