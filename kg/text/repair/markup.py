"""Removal of Markdown's signs: the words stay, the signs would disturb the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.text.offsets import Edit

RULE = "markdown"

#: Unmistakable in any text file.
_SURE: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = (
    (re.compile(r"^([ \t]*#{1,6}[ \t]+)[^\n]*?([ \t]*#*)$", re.M), (1, 2)),
    (re.compile(r"(\*\*|__)(?=\S)[^\n*_]+?(?<=\S)(\1)"), (1, 2)),
    (re.compile(r"^([ \t]*(?:-[ \t]*){3,}|[ \t]*(?:\*[ \t]*){3,}|[ \t]*(?:_[ \t]*){3,})$", re.M), (1,)),
    (re.compile(r"(!?\[)[^\]\n]{0,300}(\]\((?:https?:|/|#|\.)[^)\s]*(?: \"[^\"\n]*\")?\))"), (1, 2)),
)
#: Only in a file that is Markdown by its name.
_MARKDOWN: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = (
    (re.compile(r"(?<![\w*])(\*)(?=[^\s*])[^*\n]+?(?<=[^\s*])(\*)(?![\w*])"), (1, 2)),
    (re.compile(r"(?<![\w_])(_)(?=[^\s_])[^_\n]+?(?<=[^\s_])(_)(?![\w_])"), (1, 2)),
    (re.compile(r"^([ \t]*>[ \t]?)", re.M), (1,)),
    (re.compile(r"^([ \t]*```[^\n]*)$", re.M), (1,)),
    (re.compile(r"(`)[^`\n]+(`)"), (1, 2)),
)
_HINT = re.compile(r"[#*_\[`>]|---")


def markup(text: str, markdown: bool) -> Iterator[Edit]:
    """Edits that take the signs of headings, emphasis, links and rules out."""
    if not _HINT.search(text):
        return
    taken: list[tuple[int, int]] = []
    for pattern, groups in (*_SURE, *(_MARKDOWN if markdown else ())):
        for match in pattern.finditer(text):
            taken += [match.span(g) for g in groups if match.end(g) > match.start(g)]
    done = 0
    for start, end in sorted(set(taken)):
        if start >= done:
            yield Edit(start, end, "", RULE)
            done = end
