"""From words to things, and what the graph says about a thing: indexed look-ups on the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, overload

from kg.errors import AmbiguousNameError, QueryError, UnknownEntityError
from kg.knowledge.names import normalise
from kg.model.vocabulary import ClaimKind, Modality
from kg.store.claims import ClaimFilter
from kg.store.days import first_day, last_day
from kg.store.ledger import Ledger
from kg.store.terms import curie

_WIKIDATA = re.compile(r"(?:wd:)?(Q[1-9]\d*)")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_EDGE_FIELDS = (
    "direction", "relation", "kind", "accepted", "support", "claims", "denied", "first", "last", "score"
)  # fmt: skip
Direction = Literal["in", "out", "both"]


def find(ledger: Ledger, name: str) -> dict[str, Any]:
    """The one entity that answers to an id, an address, a Wikidata id, or a name in any language.

    A label goes before an alias, an alias before a surname or first name.

    Raises:
        AmbiguousNameError: several things answer equally well; its candidates are numbered.
        UnknownEntityError: nothing does; it carries near names.
    """
    entity = _by_id(ledger, name.strip())
    if entity is not None:
        return entity
    found = _by_name(ledger, name)
    if not found:
        from kg.query.search import near_names

        raise UnknownEntityError(name, near_names(ledger, name))
    if len(found) > 1:
        raise AmbiguousNameError(name, tuple((e["ref"], e["label"], e["kind"]) for e in found))
    return found[0]


def _by_id(ledger: Ledger, name: str) -> dict[str, Any] | None:
    text = curie(name) if name.startswith("http") else name
    if text.startswith("id:"):
        entity = ledger.entity(text)
        if entity is None:
            raise UnknownEntityError(name)
        return entity
    known = _WIKIDATA.fullmatch(text)
    if known:
        row = ledger.one("SELECT ref FROM canonical WHERE wikidata = ? ORDER BY ref", known[1])
        if row is None:
            raise UnknownEntityError(name)
        return ledger.entity(row[0])
    return None


def _by_name(ledger: Ledger, name: str) -> list[dict[str, Any]]:
    rows = ledger.rows("SELECT ref, min(rank) FROM name WHERE norm = ? GROUP BY ref", normalise(name))
    ranks = {row[0]: row[1] for row in rows}
    best = min(ranks.values(), default=0)
    found = [ledger.entity(ref) for ref in sorted(ranks) if ranks[ref] == best]
    return [entity for entity in found if entity is not None]


class Relations(Sequence[dict[str, Any]]):
    """Relations of an entity in order; each is made into a mapping only when it is looked at."""

    def __init__(self, ledger: Ledger, rows: list[Any]) -> None:
        self._ledger = ledger
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self._made(row) for row in self._rows[index]]
        return self._made(self._rows[index])

    def _made(self, row: Any) -> dict[str, Any]:
        plain = {key: row[key] for key in _EDGE_FIELDS}
        return {"edge": row["id"], "other": _brief(self._ledger, row["other"]), **plain,
                "accepted": bool(row["accepted"])}  # fmt: skip


def relations_of(
    ledger: Ledger,
    ref: str,
    relation: str | None = None,
    direction: Direction = "both",
    since: str | None = None,
    until: str | None = None,
    all_claims: bool = True,
) -> Relations:
    """Aggregated relations of an entity, strongest first: accepted, then independent voices, then claims.

    Each row: edge (number), direction, relation, other {ref, label, kind}, accepted, support, claims,
    denied, first, last, score. With since or until, only edges with a claim in that window, and claims
    counts those. all_claims=False leaves out what is only said.
    """
    check_dates(since, until)
    ends = {"out": "object AS other FROM edge WHERE subject", "in": "subject AS other FROM edge WHERE object"}
    wanted = ends if direction == "both" else {direction: ends[direction]}
    union = " UNION ALL ".join(
        f"SELECT *, '{way}' AS direction, {rest} = :ref" for way, rest in wanted.items()
    )
    count, conditions = "claims", ["1"]
    if since or until:
        count = """(SELECT count(*) FROM edge_claim m JOIN claim c ON c.n = m.claim WHERE m.edge = e.id
          AND (:since IS NULL OR c.latest >= :since) AND (:until IS NULL OR c.earliest <= :until)
          AND c.latest IS NOT NULL)"""
        conditions.append("claims > 0")
    conditions += ["relation = :relation"] if relation else []
    conditions += [] if all_claims else ["accepted"]
    query = f"""SELECT * FROM (SELECT id, direction, other, relation, kind, accepted, support, denied, first,
      last, score, {count} AS claims FROM ({union}) e) WHERE {" AND ".join(conditions)}
      ORDER BY accepted DESC, support DESC, claims DESC, relation, other, direction"""  # noqa: S608
    first, last = since and first_day(since), until and last_day(until)
    values = {"ref": ref, "relation": relation, "since": first, "until": last}
    return Relations(ledger, list(ledger.named_rows(query, values)))


def _brief(ledger: Ledger, ref: str) -> dict[str, str]:
    row = ledger.one("SELECT label, kind FROM canonical WHERE ref = ?", ref)
    return {"ref": ref, "label": row[0] if row else ref, "kind": row[1] if row else ""}


def check_dates(*dates: str | None) -> None:
    """Raise QueryError for a partial date that is none."""
    for date in dates:
        if date is not None and not _DATE.fullmatch(date):
            raise QueryError(f"a date is written 2016, 2016-04 or 2016-04-07, not {date!r}")


def evidence_of(
    ledger: Ledger, edge: int, limit: int | None = None, since: str | None = None, until: str | None = None
) -> list[dict[str, Any]]:
    """The claim lines behind an aggregated relation, newest first."""
    return list(ledger.claims(ClaimFilter(edge=edge, since=since, until=until), limit))


def claims(
    ledger: Ledger,
    *,
    speaker: str | None = None,
    about: str | None = None,
    topic: str | None = None,
    modality: str | None = None,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    confidence: float | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Claim lines that fit, newest first; speaker and about are names or ids; confidence is the least.

    Raises:
        UnknownEntityError, AmbiguousNameError: see `find`.
        QueryError: a modality, kind or date that is none.
    """
    yield from ledger.claims(
        chosen(ledger, speaker=speaker, about=about, topic=topic, modality=modality, kind=kind,
               since=since, until=until, confidence=confidence),
        limit,
    )  # fmt: skip


def chosen(
    ledger: Ledger, *, speaker: str | None = None, about: str | None = None, **more: Any
) -> ClaimFilter:
    """A filter from what a user writes; see `claims`."""
    for value, known in ((more.get("modality"), Modality), (more.get("kind"), ClaimKind)):
        if value is not None and value not in set(known):
            raise QueryError(f"{value!r} is none of {', '.join(known)}")
    check_dates(more.get("since"), more.get("until"))
    if more.get("topic"):
        more["topic"] = _topics(ledger, more["topic"])
    who = find(ledger, speaker)["ref"] if speaker else None
    what = find(ledger, about)["ref"] if about else None
    return ClaimFilter(speaker=who, about=what, **more)


def _topics(ledger: Ledger, name: str) -> tuple[str, ...]:
    """A topic by its id or a label in any language, and the narrower ones below it.

    Raises:
        QueryError: no such topic.
    """
    from difflib import get_close_matches

    from kg.extract.topics import all_topics

    wanted = name.removeprefix("topic:").casefold()
    known = {label.casefold(): t.id for t in all_topics() for label in t.labels.values()}
    # An id goes before a label; claims of another version may have topics that are no more.
    rows = ledger.rows("SELECT DISTINCT topic FROM topic ORDER BY topic")
    known |= {id_.casefold(): id_ for id_ in (*(row[0] for row in rows), *(t.id for t in all_topics()))}
    chosen = known.get(wanted)
    if chosen is None:
        like = [word for word in sorted(known) if wanted in word] or get_close_matches(wanted, known, 5, 0.5)
        near = dict.fromkeys(known[word] for word in like)
        some = ", ".join(near or sorted(t.id for t in all_topics() if t.broader is None))
        raise QueryError(f"no topic {name!r}; {'did you mean' if near else 'the broad ones are'} {some}")
    return (chosen, *(t.id for t in all_topics() if t.broader == chosen))


def entity_card(ledger: Ledger, ref: str) -> dict[str, Any]:
    """An entity with its posts (known and claimed) and how often it is mentioned, acts and speaks.

    Raises:
        UnknownEntityError: no such entity.
    """
    entity = ledger.entity(ref)
    if entity is None:
        raise UnknownEntityError(ref)
    ref = entity["ref"]
    claimed = _claimed_posts(ledger, ref, entity["posts"]) if entity["kind"] == "Person" else []
    about, by = ledger.claim_counts(ref)
    return {
        **entity,
        "posts": [*entity["posts"], *claimed],
        "ambiguous": [_brief(ledger, other) for other in entity["ambiguous"]],
        "mentions": ledger.mention_count(ref),
        "claims_about": about,
        "claims_by": by,
    }


def _claimed_posts(ledger: Ledger, ref: str, known: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Posts that claims give a person, each title and body once; those of the gazetteer left out."""
    seen = {(normalise(post["title"]), post["body"]) for post in known}
    posts = []
    for line in ledger.claims(ClaimFilter(subject=ref, relation="holdsPositionAt")):
        if line["modality"] == "negated":
            continue
        for body in line["objects"]:
            key = (normalise(line["title"] or ""), body["ref"])
            if key in seen:
                continue
            seen.add(key)
            valid = line["valid"] or {}
            posts.append(
                {"title": line["title"] or "", "body": body["ref"], "body_label": body["label"],
                 "state": body.get("state"), "since": valid.get("start"), "until": valid.get("end"),
                 "source": line["id"]}
            )  # fmt: skip
    return posts


def entity_model(entity: dict[str, Any], mentions: Iterable[dict[str, Any]] = ()) -> Any:
    """An entity row as `kg.model.entities.Entity`."""
    from kg.model.entities import Entity

    fields = ("ref", "label", "kind", "labels", "aliases", "state", "wikidata", "posts")
    return Entity.model_validate({**{f: entity[f] for f in fields}, "mentions": list(mentions)})
