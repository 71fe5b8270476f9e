"""What a build did, for people and for programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class BuildReport:
    """Counts of one build, and every document that gave nothing, with the reason in one line."""

    read: int = 0
    unchanged: int = 0
    copies: int = 0
    removed: int = 0
    claims: int = 0
    words: int = 0
    sentences: int = 0
    covered: int = 0
    seconds: float = 0.0
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        """Whether nothing failed; a skipped document is no failure."""
        return not self.failed

    def lines(self) -> list[str]:
        """The report as lines of text, the summary last."""
        said = [f"skipped {source}: {reason}" for source, reason in self.skipped]
        said += [f"failed {source}: {reason}" for source, reason in self.failed]
        if self.repairs:
            counted = ", ".join(f"{rule} {count}" for rule, count in sorted(self.repairs.items()))
            said.append(f"repairs: {counted}")
        numbers = {
            "documents read": self.read,
            "unchanged": self.unchanged,
            "copies": self.copies,
            "removed": self.removed,
            "claims": self.claims,
            "skipped": len(self.skipped),
            "failed": len(self.failed),
        }
        kept = [f"{count} {name}" for name, count in numbers.items() if count or name in _ALWAYS]
        said.append(", ".join(kept) + f"; {self.seconds:.1f} s")
        return said


_ALWAYS = ("documents read", "claims", "failed")
