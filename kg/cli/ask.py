"""kg search, kg show, kg claims: look-ups on the ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli.common import (
    USAGE,
    FormatOption,
    Settings,
    SinceOption,
    StoreOption,
    UntilOption,
    find_store,
    report,
)
from kg.cli.output import Format, bold, note, safe, write
from kg.store.ledger import Ledger


class Way(StrEnum):
    """Which way a relation points."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


def name_of(entity: Mapping[str, Any]) -> str:
    """The label in the language asked for, where it is known."""
    labels = entity.get("labels") or {}
    return str(labels.get(Settings.lang) or entity["label"])


@report
def search(
    text: Annotated[str | None, typer.Argument(help="A name, with typos if need be, or words of a sentence.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only entities of this kind: Person, State …")] = None,
    batch: Annotated[typer.FileText | None, typer.Option("--batch", help="A file with one name a line.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many a name.")] = 20,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Find entities by any of their names, and sentences by their words.

    Examples:

      kg search "silk road"

      kg search Гabuev --kind Person

      kg search --batch names.txt -f csv
    """
    from kg.query.search import search as find

    wanted = [line.strip() for line in batch if line.strip()] if batch else [text] if text else []
    if not wanted:
        note("kg: give a text to search for, or --batch FILE")
        return USAGE
    rows: list[dict[str, Any]] = []
    with Ledger.open(find_store(store)) as ledger:
        for name in wanted:
            found = find(ledger, name, kind, limit)
            rows += [
                {"query": name, "found": e["kind"], "ref": e["ref"], "name": e["label"], "score": e["score"]}
                for e in found["entities"]
            ]
            if not kind and not batch:
                rows += [
                    {"query": name, "found": "sentence", "ref": e["claims"][0], "name": e["text"], "score": ""}
                    for e in found["evidence"]
                ]
    columns = ("query", "found", "ref", "score", "name") if batch else ("found", "ref", "score", "name")
    count = write(columns, rows, form)
    if not count:
        note(f"nothing found for {', '.join(wanted[:3])}", quiet=Settings.quiet)
    return None


@report
def show(
    entity: Annotated[str, typer.Argument(help="An id, a Wikidata id, or a name in any of its languages.")],
    relation: Annotated[str | None, typer.Option("--relation", help="Only this relation, e.g. visits.")] = None,
    direction: Annotated[Way, typer.Option("--direction", help="Relations from it, to it, or both.")] = Way.BOTH,
    evidence: Annotated[bool, typer.Option("--evidence", help="The sentences behind each relation.")] = False,
    all_claims: Annotated[
        bool, typer.Option("--all-claims", help="Every claim it makes or takes part in, one by one.")
    ] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many relations or claims.")] = 40,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """An entity's names, posts and relations, the strongest first.

    "accepted" relations rest on the author's voice or on independent speakers; "said" ones on a claim alone.

    Examples:

      kg show Gabuev

      kg show EAEU --evidence

      kg show China --relation visits --direction in --since 2014

      kg show Q159 -f json
    """
    from kg.query.lookup import entity_card, find, relations_of

    _known_relation(relation)
    with Ledger.open(find_store(store)) as ledger:
        ref = find(ledger, entity)["ref"]
        card = entity_card(ledger, ref)
        if all_claims:
            rows = [*_by(ledger, ref, since, until), *_about(ledger, ref, since, until)]
            rows = list({row["id"]: row for row in rows}.values())
            return _print_card(card, claim_rows(rows[:limit]), CLAIM_COLUMNS, len(rows), limit, form)
        relations = relations_of(ledger, ref, relation, direction.value, since, until)
        rows = [_relation_row(ledger, row, evidence, since, until) for row in relations[:limit]]
        columns = RELATION_COLUMNS + (("sentence", "said_by", "source", "claim") if evidence else ())
        rows = [one for row in rows for one in _with_evidence(row)] if evidence else rows
        return _print_card(card, rows, columns, len(relations), limit, form)


RELATION_COLUMNS = ("status", "relation", "direction", "other", "claims", "support", "first", "last")
CLAIM_COLUMNS = ("date", "said_by", "relation", "about", "how_sure", "figures", "quote", "source", "id")


def _known_relation(name: str | None) -> None:
    from kg.errors import QueryError
    from kg.model.relations import Relation

    if name is not None and name not in set(Relation):
        raise QueryError(f"no relation {name!r}; there are: {', '.join(Relation)}")


def _by(ledger: Ledger, ref: str, since: str | None, until: str | None) -> Iterable[dict[str, Any]]:
    from kg.store.claims import ClaimFilter

    return ledger.claims(ClaimFilter(speaker=ref, since=since, until=until))


def _about(ledger: Ledger, ref: str, since: str | None, until: str | None) -> Iterable[dict[str, Any]]:
    from kg.store.claims import ClaimFilter

    return ledger.claims(ClaimFilter(about=ref, since=since, until=until))


def _relation_row(
    ledger: Ledger, row: dict[str, Any], evidence: bool, since: str | None, until: str | None
) -> dict[str, Any]:
    from kg.query.lookup import evidence_of

    other = ledger.entity(row["other"]["ref"]) or row["other"]
    made = {
        "status": "accepted" if row["accepted"] else "said", "relation": row["relation"],
        "direction": "→" if row["direction"] == "out" else "←", "other": name_of(other),
        "other_ref": row["other"]["ref"], "claims": row["claims"], "denied": row["denied"],
        "support": row["support"], "first": row["first"], "last": row["last"],
    }  # fmt: skip
    if evidence:
        made["evidence"] = [
            {"claim": line["id"], "sentence": line["evidence"]["sentence"], "said_by": speaker_of(line),
             "modality": line["modality"], "source": line["document"]["source"],
             "start": line["evidence"]["start"], "end": line["evidence"]["end"]}
            for line in evidence_of(ledger, row["edge"], 3, since=since, until=until)
        ]  # fmt: skip
    return made


def _with_evidence(row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(row["evidence"]):
        head = row if number == 0 else {}
        yield {**{k: v for k, v in head.items() if k != "evidence"}, **one}


def _print_card(
    card: Mapping[str, Any], rows: list[dict[str, Any]], columns: tuple[str, ...], total: int, limit: int,
    form: Format | None,
) -> int | None:  # fmt: skip
    if form in (Format.JSON, Format.JSONL):
        write((), [{**card, "relations": rows}], form)
        return None
    out = sys.stdout
    if form in (None, Format.TABLE) and (form or out.isatty()):
        _head(card)
    write(columns, rows, form)
    if total > limit:
        note(f"{total - limit} more: raise --limit", quiet=Settings.quiet)
    return None


def _head(card: Mapping[str, Any]) -> None:
    out = sys.stdout
    line = f"{name_of(card)} ({card['kind']})  {card['ref']}"
    wikidata = f"  wd:{card['wikidata']}" if card.get("wikidata") else ""
    out.write(bold(safe(line + wikidata), out) + "\n")
    others = [n for n in dict.fromkeys([*card["labels"].values(), *card["aliases"]]) if n != name_of(card)]
    if others:
        out.write(f"also: {safe(', '.join(others[:12]))}\n")
    if card.get("state") and card["state"] != card["ref"]:
        out.write(f"side: {safe(card['state'])}\n")
    for post in card["posts"][:8]:
        where = post.get("body_label") or post.get("body") or ""
        dates = f" ({post.get('since') or ''}–{post.get('until') or ''})" if post.get("since") or post.get("until") else ""
        out.write(f"post: {safe(post['title'])}{', ' + safe(where) if where else ''}{dates}\n")
    for other in card["ambiguous"]:
        out.write(f"may also be: {safe(other['label'])} ({other['ref']})\n")
    out.write(
        f"{card['mentions']} mentions, {card['claims_about']} claims about it, {card['claims_by']} made by it\n\n"
    )


def speaker_of(line: Mapping[str, Any]) -> str:
    """Who says a claim: the speaker, an unnamed source, or the author."""
    if line["speaker"]:
        return str(line["speaker"]["label"])
    if line["reporting"] == "author":
        return "the author"
    return str(line["attribution"][0]["label"]) if line["attribution"] else "unnamed"


def claim_rows(lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Claim lines as rows for a table."""
    rows = []
    for line in lines:
        when = line["occurred"] or line["valid"] or line["stated_on"] or {}
        about = [p["label"] for p in line["subjects"]], [p["label"] for p in line["objects"]]
        rows.append(
            {
                "date": when.get("start") or "",
                "said_by": speaker_of(line),
                "relation": line["relation"],
                "about": " → ".join(", ".join(side) for side in about if side),
                "how_sure": line["modality"],
                "figures": ", ".join(figure(amount) for amount in line["amounts"]),
                "quote": line["evidence"]["display"],
                "source": f"{line['document']['source']}:{line['evidence']['start']}-{line['evidence']['end']}",
                "id": line["id"],
            }
        )
    return rows


def figure(amount: Mapping[str, Any]) -> str:
    """An amount in a few characters: value, unit, and which way it moved."""
    value = amount["value"] if amount["value"] is not None else amount["low"]
    parts = []
    if amount["change"] is not None:
        sign = {"up": "+", "down": "−"}.get(amount["direction"] or "", "±")
        parts.append(f"{sign}{amount['change']:g} {amount['change_unit'] or ''}".strip())
    if value is not None:
        parts.append(f"{value:,.10g} {amount['unit'] or ''}".strip())
    return " to ".join(parts) or str(amount["text"])


@report
def claims(
    speaker: Annotated[str | None, typer.Option("--speaker", help="Who says it.")] = None,
    about: Annotated[str | None, typer.Option("--about", help="Whom or what it is about.")] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="A topic, e.g. energy-gas.")] = None,
    modality: Annotated[
        str | None, typer.Option("--modality", help="actual, planned, possible, normative or negated.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="event, relation, observation or statement.")
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many.")] = 100,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """Claims with quote, date and source, newest first. `-f json` gives the whole claim.

    Examples:

      kg claims --speaker "Feng Yujun"

      kg claims --about EAEU --modality planned --since 2015

      kg claims --kind observation -f jsonl
    """
    from kg.query.lookup import chosen

    with Ledger.open(find_store(store)) as ledger:
        wanted = chosen(ledger, speaker=speaker, about=about, topic=topic, modality=modality, kind=kind,
                        since=since, until=until)  # fmt: skip
        total = ledger.claim_count(wanted)
        lines = ledger.claims(wanted, limit)
        if form in (Format.JSON, Format.JSONL):
            write((), lines, form)
        else:
            write(CLAIM_COLUMNS, claim_rows(lines), form)
    if total > limit:
        note(f"{total - limit} more: raise --limit", quiet=Settings.quiet)
    elif not total:
        note("no such claim", quiet=Settings.quiet)
    return None
