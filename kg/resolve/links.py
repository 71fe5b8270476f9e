"""Clusters of nodes that are one thing: union-find that respects what must stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


class Clusters(Generic[N]):
    """Sets of nodes joined one tie at a time; a tie that would join a forbidden pair is refused."""

    def __init__(self, nodes: Iterable[N]) -> None:
        self._parent: dict[N, N] = {node: node for node in nodes}
        self._members: dict[N, list[N]] = {node: [node] for node in self._parent}
        self._apart: defaultdict[N, set[N]] = defaultdict(set)

    def __contains__(self, node: object) -> bool:
        return node in self._parent

    def forbid(self, one: N, other: N) -> None:
        """From now on no tie may bring these two together."""
        a, b = self.head(one), self.head(other)
        if a != b:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def head(self, node: N) -> N:
        """The node that stands for the set of this one."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, one: N, other: N) -> bool:
        """Make two sets one, unless that is forbidden; whether they are one now."""
        a, b = self.head(one), self.head(other)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        self._parent[b] = a
        self._members[a] += self._members.pop(b)
        for enemy in self._apart.pop(b, set()):
            self._apart[enemy].discard(b)
            self._apart[enemy].add(a)
            self._apart[a].add(enemy)
        return True

    def sets(self) -> list[list[N]]:
        """All sets."""
        return list(self._members.values())
