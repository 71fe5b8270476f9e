"""The states and places inside names: "Ruritanian Embassy" and "Embassy of Ruritania" are one."""

from __future__ import annotations

from bisect import bisect_left

from kg.knowledge.gazetteer import Entry, Gazetteer
from kg.knowledge.names import normalise
from kg.knowledge.wordlists import name_heads, reference_words
from kg.model.cast import Mention
from kg.model.vocabulary import Kind
from kg.text.annotate import Annotated

GROUND = frozenset({Kind.STATE, Kind.REGION, Kind.PLACE})
_LINKS = frozenset({"the", "of", "for", "and", "on", "in", "at", "to", "a", ""})


class Grounds:
    """Ground mentions by token, and which tokens a possessive stands before."""

    def __init__(self, annotated: Annotated, gazetteer: Gazetteer, mentions: list[Mention]) -> None:
        self._doc = annotated.parse
        self._gazetteer = gazetteer
        self._spans: list[tuple[int, int, Entry]] = []
        for m in mentions:
            entry = gazetteer.get(m.candidates[0]) if m.candidates else None
            if entry is not None and m.kind in GROUND:
                self._spans.append((m.first, m.last, entry))
        self._spans.sort(key=lambda s: (s[0], s[1]))
        self._firsts = [s[0] for s in self._spans]

    def inside(self, mention: Mention) -> list[tuple[int, int, Entry]]:
        """Grounds strictly within a name, in order."""
        found = []
        for k in range(bisect_left(self._firsts, mention.first), len(self._spans)):
            first, last, entry = self._spans[k]
            if first >= mention.last:
                break
            if last <= mention.last and (first, last) != (mention.first, mention.last):
                found.append((first, last, entry))
        return found

    def owner(self, mention: Mention) -> Entry | None:
        """The state whose possessive stands right before a name."""
        if mention.first < 2 or self._doc[mention.first - 1].tag_ != "POS":
            return None
        for k in range(bisect_left(self._firsts, mention.first) - 1, -1, -1):
            first, last, entry = self._spans[k]
            if last == mention.first - 1 and entry.kind == "State":
                return entry
            if first < mention.first - 6:
                break
        return None

    def bracketed(self, mention: Mention) -> int:
        """For a short form alone in brackets, "Zendan Liberal Party (PLZ)": where the name before ends.

        -1 for any other mention.
        """
        first, last = mention.first, mention.last
        joined = last - first == 3 and self._doc[first + 1].text in {"-", "–"}
        if (
            (last - first != 1 and not joined)
            or first < 2
            or last >= len(self._doc)
            or self._doc[first - 1].text != "("
        ):
            return -1
        capitals = sum(c.isupper() for c in mention.text) > 1
        return first - 1 if capitals and self._doc[last].text in {")", ";", ","} else -1

    def state(self, mention: Mention) -> str | None:
        """The id of the state at the name's beginning, behind "of" at its end, or owning it."""
        for first, last, entry in self.inside(mention):
            if entry.kind != "State":
                continue
            before = self._doc[first - 1].lower_ if first else ""
            if before == "the" and first > 1:
                before = self._doc[first - 2].lower_
            if first == mention.first or (last == mention.last and before == "of"):
                return entry.id
        owner = self.owner(mention)
        return owner.id if owner else None

    def key(self, mention: Mention) -> str:
        """The name's own words, then its grounds as ids in alphabetical order."""
        inside = self.inside(mention)
        covered = {i for first, last, _ in inside for i in range(first, last)}
        words = [normalise(self._doc[i].text) for i in range(mention.first, mention.last) if i not in covered]
        words = [w for w in words if w not in _LINKS]
        if mention.kind is Kind.PLACE and len(words) > 1:
            words = [
                w for w in words if (name_heads().get(w) or {}).get("kind") != "Place" and w != "mount"
            ] or words
        if not words:
            return normalise(mention.text)
        if words[-1].endswith("s") and len(words) > 1:
            words[-1] = words[-1][:-1]  # "Defence Forces", "Defence Force"
        entries = [e for _, _, e in inside]
        owner = self.owner(mention)
        ids = {e.id for e in [*entries, *([owner] if owner else [])]}
        if words[-1] in reference_words("mission"):  # they sit in a capital or "in" its state alike
            ids = {e.state if e.kind == "Place" and e.state else e.id for e in entries} | (
                {owner.id} if owner else set()
            )
        return " ".join([*words, *(f"@{i}" for i in sorted(ids))])
