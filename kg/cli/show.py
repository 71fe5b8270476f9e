"""kg show: an entity's names, posts, relations and claims."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from kg.cli.common import (
    FormatOption,
    LangOption,
    Names,
    Settings,
    SinceOption,
    StoreOption,
    UntilOption,
    check_relation,
    reading,
    report,
)
from kg.cli.output import Format, bold, is_table, note, safe, wrapped, write
from kg.cli.rows import CLAIM_COLUMNS, claim_rows, place_of, real_day, speaker_of, write_claims
from kg.store.claims import ClaimFilter
from kg.store.ledger import Ledger

#: Statements are counted in a line of their own: they would drown what was done.
SPEAKS = "speaksAbout"
RELATION_COLUMNS = ("status", "relation", "direction", "other", "claims", "support", "first", "last")
#: Own claims shown with an entity, and sentences shown with a relation.
_OWN, _SENTENCES = 8, 3


class Way(StrEnum):
    """Which way a relation points."""

    IN = "in"
    OUT = "out"
    BOTH = "both"


@report
def show(
    entity: Annotated[str, typer.Argument(help="An id, a Wikidata id, or a name in any of its languages.")],
    relation: Annotated[
        str | None,
        typer.Option("--relation", help="Only this relation, e.g. visits.", callback=check_relation),
    ] = None,
    direction: Annotated[
        Way, typer.Option("--direction", help="Relations from it, to it, or both.")
    ] = Way.BOTH,
    evidence: Annotated[bool, typer.Option("--evidence", help="The sentences behind each relation.")] = False,
    all_claims: Annotated[
        bool, typer.Option("--all-claims", help="Every claim it makes or takes part in, one by one.")
    ] = False,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many relations or claims.")] = 40,
    lang: LangOption = None,
    form: FormatOption = None,
    store: StoreOption = None,
) -> int | None:
    """An entity's names, posts, relations (the strongest first) and newest claims.

    "accepted" relations rest on the author's voice or on independent speakers; "said" ones on a claim alone.

    Examples:

      kg show Gabuev

      kg show EAEU --evidence

      kg show China --relation visits --direction in --since 2014

      kg show Q159 -f json
    """
    from kg.query.lookup import entity_card, find, relations_of

    with reading(store) as ledger:
        ref = find(ledger, entity)["ref"]
        found = relations_of(ledger, ref, relation, direction.value, since, until)
        page = _Page(ledger, entity_card(ledger, ref), Names(ledger, lang), since, until)
        if all_claims:
            page.claims(limit, form)
            return None
        page.relations(_ordered(found), limit, form, evidence=evidence, only=relation)
    return None


def _ordered(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A symmetric relation once, not once a direction; statements after what was done or is so."""
    from kg.model.relations import SIGNATURES, Relation

    kept: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in found:
        both = SIGNATURES[Relation(row["relation"])].symmetric
        way = "both" if both else row["direction"]
        kept.setdefault((row["relation"], row["other"]["ref"], way), {**row, "direction": way})
    return sorted(kept.values(), key=lambda row: row["relation"] == SPEAKS)


class _Page:
    """What is written about one entity."""

    def __init__(
        self, ledger: Ledger, card: dict[str, Any], names: Names, since: str | None, until: str | None
    ) -> None:
        self._ledger, self._card, self._names = ledger, card, names
        self._since, self._until = since, until

    def claims(self, limit: int, form: Format | None) -> None:
        """Every claim that it makes or takes part in."""
        ref = self._card["ref"]
        window: dict[str, Any] = {"since": self._since, "until": self._until}
        lines = [
            *self._ledger.claims(ClaimFilter(speaker=ref, **window)),
            *self._ledger.claims(ClaimFilter(about=ref, **window)),
        ]
        once = list({line["id"]: line for line in lines}.values())
        if form in (Format.JSON, Format.JSONL):
            write((), [{**self._card, "claims": once[:limit]}], form)
            return
        rows = claim_rows(once[:limit], self._names)
        if is_table(form):
            self._head()
            write_claims(rows, sys.stdout)
        else:
            write(CLAIM_COLUMNS, rows, form)
        _more(len(once), limit)

    def relations(
        self,
        found: Sequence[dict[str, Any]],
        limit: int,
        form: Format | None,
        *,
        evidence: bool,
        only: str | None,
    ) -> None:
        """Its relations; for people with its names and posts above and its newest claims below."""
        if not is_table(form):
            rows = [self._row(row, evidence) for row in found[:limit]]
            if form in (Format.JSON, Format.JSONL):
                write((), [{**self._card, "relations": rows, "says": self._own()}], form)
                return
            extra = ("sentence", "said_by", "how_sure", "source", "claim") if evidence else ()
            flat = [one for row in rows for one in _with_evidence(row)] if evidence else rows
            write(RELATION_COLUMNS + extra, flat, form)
            _more(len(found), limit)
            return
        self._head()
        done = [row for row in found if row["relation"] != SPEAKS or only == SPEAKS]
        rows = [self._row(row, evidence) for row in done[:limit]]
        if evidence:
            self._blocks(rows)
        elif rows:
            write(RELATION_COLUMNS, rows, Format.TABLE)
        else:
            sys.stdout.write("no such relation\n" if only or self._since or self._until else "no relations\n")
        _more(len(done), limit)
        if only is None:
            self._statements([row for row in found if row["relation"] == SPEAKS])

    def _row(self, row: dict[str, Any], evidence: bool) -> dict[str, Any]:
        from kg.query.lookup import evidence_of

        made = {
            "status": "accepted" if row["accepted"] else "said", "relation": row["relation"],
            "direction": {"out": "→", "in": "←", "both": "↔"}[row["direction"]],
            "other": self._names.of(row["other"]), "other_ref": row["other"]["ref"],
            "claims": row["claims"], "denied": row["denied"], "support": row["support"],
            "first": row["first"], "last": real_day(row["last"]),
        }  # fmt: skip
        if evidence:
            lines = evidence_of(self._ledger, row["edge"], _SENTENCES, since=self._since, until=self._until)
            made["evidence"] = [
                {"claim": line["id"], "sentence": line["evidence"]["sentence"],
                 "said_by": speaker_of(line, self._names), "how_sure": line["modality"],
                 "source": place_of(line)}
                for line in lines
            ]  # fmt: skip
        return made

    def _own(self) -> list[dict[str, Any]]:
        chosen = ClaimFilter(speaker=self._card["ref"], since=self._since, until=self._until)
        return claim_rows(self._ledger.claims(chosen, _OWN), self._names)

    def _head(self) -> None:
        card, out = self._card, sys.stdout
        wikidata = f"  wd:{card['wikidata']}" if card.get("wikidata") else ""
        name = self._names.of(card)
        out.write(bold(safe(f"{name} ({card['kind']})  {card['ref']}{wikidata}"), out) + "\n")
        others = [
            n for n in dict.fromkeys([card["label"], *card["labels"].values(), *card["aliases"]]) if n != name
        ]
        if others:
            out.write(wrapped(f"also: {', '.join(others[:8])}", 0, 6) + "\n")
        if card.get("state") and card["state"] != card["ref"]:
            side = self._ledger.entity(card["state"]) or {"ref": None, "label": card["state"]}
            out.write(f"side: {safe(self._names.of(side))}\n")
        for post in card["posts"][:8]:
            out.write(wrapped(f"post: {_post(post)}", 0, 6) + "\n")
        for other in card["ambiguous"]:
            out.write(f"may also be: {safe(other['label'])} ({safe(other['ref'])})\n")
        out.write(f"{card['mentions']} mentions, {card['claims_about']} claims about it, ")
        out.write(f"{card['claims_by']} made by it\n\n")

    def _blocks(self, rows: Sequence[Mapping[str, Any]]) -> None:
        out = sys.stdout
        for row in rows:
            many = f"{row['claims']} claim{'s' if row['claims'] != 1 else ''}, support {row['support']}"
            head = f"{row['relation']} {row['direction']} {row['other']}  ({row['status']}; {many})"
            out.write(bold(wrapped(head, 0, 4), out) + "\n")
            for one in row["evidence"]:
                out.write(wrapped(one["sentence"], 4) + "\n")
                out.write(
                    wrapped(f"— {one['said_by']}, {one['how_sure']}; {one['source']}  {one['claim']}", 6)
                    + "\n"
                )

    def _statements(self, found: Sequence[dict[str, Any]]) -> None:
        """Whom it speaks about, who speaks about it, and its own newest words."""
        out = sys.stdout
        lines = []
        for title, way in (("speaks about", "out"), ("spoken about by", "in")):
            some = [row for row in found if row["direction"] == way]
            listed = ", ".join(f"{self._names.of(row['other'])} ({row['claims']})" for row in some[:12])
            rest = f", and {len(some) - 12} more" if len(some) > 12 else ""
            if some:
                lines.append(wrapped(f"{title}: {listed}{rest}", 0, 4))
        own = self._own()
        if lines or own:
            out.write("\n" + "".join(f"{line}\n" for line in lines))
        if own:
            total = self._ledger.claim_count(
                ClaimFilter(speaker=self._card["ref"], since=self._since, until=self._until)
            )
            out.write(
                "\n" + bold(f"its {total} claims, newest first:" if total > 1 else "its claim:", out) + "\n"
            )
            for row in own:
                sure = "" if row["how_sure"] == "actual" else f" ({row['how_sure']})"
                about = row["about"].removeprefix(f"{self._names.of(self._card)} → ") + sure
                about = f"on {about}: " if row["relation"] == SPEAKS else f"{row['relation']}{sure}: "
                out.write(wrapped(f"{row['date'] or 'undated'}  {about}“{row['quote']}”", 2, 14) + "\n")
                out.write(f"              {safe(row['source'])}\n")
            if total > len(own):
                out.write(f"  all of them: kg claims --speaker {safe(self._card['ref'])}\n")


def _post(post: Mapping[str, Any]) -> str:
    where = post.get("body_label") or post.get("body") or ""
    known = post.get("since") or post.get("until")
    dates = f" ({post.get('since') or ''}–{post.get('until') or ''})" if known else ""
    return f"{post['title'] or 'a post'}{', ' + where if where else ''}{dates}"


def _with_evidence(row: dict[str, Any]) -> list[dict[str, Any]]:
    """One flat row a sentence, each with the whole relation: rows of a table stand alone."""
    head = {k: v for k, v in row.items() if k != "evidence"}
    return [{**head, **one} for one in row["evidence"]]


def _more(total: int, limit: int) -> None:
    if total > limit:
        note(f"{total - limit} more: raise --limit", quiet=Settings.quiet)
