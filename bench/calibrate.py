"""How often claims of each sort are right on labelled data: makes data/calibration.jsonl.

python -m bench.calibrate GOLD_DIR

GOLD_DIR holds NAME.jsonl (entities and claims by the annotation guide), docs/NAME.txt and
documents.json. A claim counts as right when a labelled claim overlaps its evidence, has the same
type and speaker, and shares a party on each side. A sort is extractor, kind and reporting; the
share is shrunk toward that of all claims by PRIOR claims' weight (a Beta prior), so that a sort
with few claims says little.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.flow.road import travel
from kg.knowledge.places import data_path
from kg.model.claims import Claim, Party
from kg.model.relations import Relation
from kg.text.metadata import Given
from kg.text.read import read
from kg.text.sources import SourceItem

PRIOR = 10.0
#: Labels of the guide for relations without a PLOVER type.
GUIDE = {
    Relation.HOLDS_POSITION_AT: "POSITION", Relation.MEMBER_OF: "MEMBER", Relation.PART_OF: "PART",
    Relation.LEADS: "LEADS", Relation.PARTICIPATES_IN: "PARTICIPATES", Relation.PARTY_TO: "PARTY_TO",
    Relation.LOCATED_IN: "LOCATED", Relation.BASED_IN: "LOCATED", Relation.FOUNDED: "FOUNDED",
    Relation.OWNS: "OWNS", Relation.HAS_OBSERVATION: "OBSERVATION", Relation.SPEAKS_ABOUT: "STATEMENT",
    Relation.LARGEST_TRADE_PARTNER_OF: "COOPERATE",
}  # fmt: skip


def norm(text: str) -> str:
    """A name as compared: case, possessives, punctuation and articles do not count."""
    text = re.sub(r"[’'`´]s\b", "", unicodedata.normalize("NFKC", text).casefold())
    text = re.sub(r"[^\w\s]", " ", text)
    return " ".join(re.sub(r"^\s*(the|a|an)\s+", "", text).split())


@dataclass
class Gold:
    """The labels of one document, with every name's other forms."""

    text: str
    claims: list[Mapping[str, Any]]
    forms: Mapping[str, set[str]] = field(default_factory=dict)

    def names(self, wanted: Iterable[str]) -> set[str]:
        """Every form of every name."""
        return set().union(*(self.forms.get(norm(w), {norm(w)}) for w in wanted)) if wanted else set()


def load_gold(path: Path, text: str) -> Gold:
    """The labels of a document."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    forms = {}
    for row in rows:
        if row["k"] == "entity":
            every = {norm(row["name"]), *(norm(a) for a in row.get("alt") or [])}
            forms[norm(row["name"])] = every
    return Gold(text, [row for row in rows if row["k"] == "claim"], forms)


def named(parties: Iterable[Party]) -> set[str]:
    """What the parties of a claim are called."""
    return {norm(name) for p in parties for name in (p.label, p.mention or "") if name}


def right(claim: Claim, gold: Gold) -> bool:
    """Whether a labelled claim stands in the same place and says the same of the same."""
    everyone = named([*claim.subjects, *claim.objects, *claim.instrument])
    types = {GUIDE.get(claim.relation, ""), str(claim.plover or ""), claim.kind.upper()}
    for row in gold.claims:
        at = gold.text.find(row["ev"])
        if at < 0 or claim.evidence.start >= at + len(row["ev"]) or claim.evidence.end <= at:
            continue
        subjects, objects = gold.names(row["s"]), gold.names(row["o"])
        parties = (not subjects or subjects & everyone) and (not objects or objects & everyone)
        if parties and types & set(row["type"]) and _same_speaker(claim, row, gold):
            return True
    return False


def _same_speaker(claim: Claim, row: Mapping[str, Any], gold: Gold) -> bool:
    speaker = row["speaker"]
    if speaker == "author":
        own = norm(claim.document.author or "")
        return claim.reporting == "author" or (bool(own) and own in named_speaker(claim))
    return claim.speaker is not None and bool(gold.names(speaker or []) & named_speaker(claim))


def named_speaker(claim: Claim) -> set[str]:
    """What the speaker of a claim is called."""
    speaker = claim.speaker
    return {norm(n) for n in (speaker.label, speaker.mention or "") if n} if speaker else set()


def measure(folder: Path) -> list[dict[str, object]]:
    """One line a sort of claim, most frequent first by name."""
    known = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
    seen: dict[str, list[bool]] = defaultdict(list)
    for path in sorted((folder / "docs").glob("*.txt")):
        about = known.get(path.stem) or {}
        given = Given(date=about.get("date"), outlet=about.get("outlet"), author=about.get("author"))
        record = travel(read(SourceItem(path.name, path=path), given))
        gold = load_gold(folder / f"{path.stem}.jsonl", record.document.text)
        for claim in record.claims:
            sort = f"{claim.extractor.partition('@')[0]}|{claim.kind}|{claim.reporting}"
            seen[sort].append(right(claim, gold))
    everything = [r for rows in seen.values() for r in rows]
    overall = sum(everything) / max(1, len(everything))
    lines: list[dict[str, object]] = []
    for sort in sorted(seen):
        n, hits = len(seen[sort]), sum(seen[sort])
        share = (hits + PRIOR * overall) / (n + PRIOR)
        lines.append({"sort": sort, "precision": round(share, 3), "right": hits, "claims": n})
    return lines


def main() -> None:
    """Write the table beside the other data."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m bench.calibrate GOLD_DIR")
    lines = measure(Path(sys.argv[1]))
    target = data_path() / "calibration.jsonl"
    target.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    print(target.read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
