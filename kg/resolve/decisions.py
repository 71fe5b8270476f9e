"""What the standing decisions of reviewers mean for identity, and which ones make sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import IdentityError
from kg.model.identity import Line
from kg.model.ids import Ref
from kg.model.vocabulary import Kind

#: Act → least and greatest number of arguments, and the prefix of those that are references.
_SHAPES: Mapping[str, tuple[int, int | None, str | None]] = {
    "merge": (2, None, "id"),
    "split": (2, 2, "id"),
    "rename": (2, 2, None),
    "kind": (2, 2, None),
    "accept": (1, 1, "claim"),
    "reject": (1, 1, "claim"),
    "undo": (1, 1, None),
}


@dataclass(frozen=True, slots=True)
class Effective:
    """Standing decisions on entities: what to join, what to keep apart, names and kinds by reference.

    merges: (number, references), oldest first; the first reference names the cluster.
    """

    merges: tuple[tuple[int, tuple[str, ...]], ...] = ()
    splits: tuple[tuple[str, str], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def effective(lines: Iterable[Line]) -> Effective:
    """Decisions on entities among standing ones; of two on one name or kind the later counts.

    A later merge of two references lifts an earlier split of the same two. A later split takes one of the
    two out of an earlier merge of both, and the rest of it stays: the one that does not name the cluster,
    else the one named second.
    """
    merges: list[tuple[int, tuple[str, ...]]] = []
    splits: list[tuple[str, str]] = []
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for line in lines:
        act, arguments = str(line.act), line.arguments
        if act == "merge":
            splits = [pair for pair in splits if not set(pair) <= set(arguments)]
            merges.append((line.number, arguments))
        elif act == "split":
            pair = (arguments[0], arguments[1])
            merges = [(n, left) for n, refs in merges if len(left := _without(refs, pair)) > 1]
            splits.append(pair)
        elif act == "rename":
            labels[arguments[0]] = arguments[1]
        elif act == "kind":
            kinds[arguments[0]] = arguments[1]
    return Effective(tuple(merges), tuple(splits), labels, kinds)


def _without(refs: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    """A merge's references after two of them have been split; as they are where it does not hold both."""
    if not set(pair) <= set(refs):
        return refs
    out = pair[0] if refs[0] == pair[1] else pair[1]
    return tuple(ref for ref in refs if ref != out)


def check(act: str, arguments: Sequence[str]) -> None:
    """Refuse a decision that cannot be right by its form.

    Raises:
        IdentityError: unknown act, wrong number of arguments, a malformed reference, an unknown kind.
    """
    if act not in _SHAPES:
        raise IdentityError(f"unknown decision {act!r}; known: {', '.join(_SHAPES)}")
    least, most, prefix = _SHAPES[act]
    if len(arguments) < least or (most is not None and len(arguments) > most):
        wanted = f"{least}" if most == least else f"{least} or more"
        raise IdentityError(f"{act} takes {wanted} arguments, not {len(arguments)}")
    for argument in arguments if prefix else ():
        if Ref.parse(argument).prefix != prefix:
            raise IdentityError(f"{act} takes references {prefix}:…, not {argument}")
    if act in ("rename", "kind") and Ref.parse(arguments[0]).prefix != "id":
        raise IdentityError(f"{act} takes a reference id:… first, not {arguments[0]}")
    if act == "rename" and not arguments[1].strip():
        raise IdentityError("rename takes a name that is not empty")
    if act == "kind" and arguments[1] not in set(Kind):
        raise IdentityError(f"unknown kind {arguments[1]!r}; known: {', '.join(sorted(Kind))}")
    if act == "undo" and not arguments[0].isdecimal():
        raise IdentityError(f"undo takes the number of a decision, not {arguments[0]!r}")
    if act in ("merge", "split") and len(set(arguments)) != len(arguments):
        raise IdentityError(f"{act} takes different references")
