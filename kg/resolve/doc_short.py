"""Short forms that the document itself ties to a name: "(PLZ)" behind it, "Freedonian" of Freedonia.

Both are looked for before an open-world name gets a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.names import is_demonym
from kg.model.cast import Mention
from kg.model.vocabulary import BODIES, Kind, Resolution
from kg.resolve.doc_figures import Draft, Drafts
from kg.resolve.doc_grounds import Grounds


class ShortForms:
    """The names that short forms in brackets stand behind, by the token where they end."""

    def __init__(self, drafts: Drafts, grounds: Grounds, named: Sequence[tuple[int, Mention]]) -> None:
        self._drafts = drafts
        self._grounds = grounds
        self._ends = {m.last: n for n, m in named if m.kind in BODIES}

    def of(self, mention: Mention) -> Draft | None:
        """The figure whose bracketed short form a mention is; its name must have been placed before."""
        before = self._drafts.of.get(self._ends.get(self._grounds.bracketed(mention), -1))
        return before[0] if before is not None and mention.kind is before[0].kind else None


def tie_adjectives(drafts: Drafts, named: Sequence[tuple[int, Mention]]) -> None:
    """Give the adjectives of states that no list knows to the state whose adjective they are."""
    states = [d for d in drafts.all if d.kind is Kind.STATE and d.entry is None]
    for n, mention in named:
        if mention.found_by != "demonym" or n in drafts.of:
            continue
        state = next((d for d in states if is_demonym(mention.text, d.fullest())), None)
        if state is not None:
            drafts.give(n, mention, state, how=Resolution.DEMONYM)
