"""Who does what to whom: events and states of affairs, read from the parse through the frames.

Who says so, and the dates and amounts around it, are joined on later (kg.extract.assembly).
"""

from __future__ import annotations

from kg.extract.events.finding import propositions
from kg.extract.events.observations import observations

__all__ = ["observations", "propositions"]
