"""Who does what to whom: events and states of affairs, read from the parse through the frames.

Who says so, and the dates and amounts around it, are joined on later (kg.extract.assembly).
"""

from __future__ import annotations

from kg.extract.events.finding import propositions
from kg.extract.events.observations import observations
from kg.extract.events.parties_unnamed import with_groups

__all__ = ["observations", "propositions", "with_groups"]
