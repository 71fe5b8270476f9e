"""Rows of results: models or mappings in order, and their ways out to frames and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape as _escape
from typing import Any, Generic, TypeVar, overload

from kg.errors import MissingExtraError

T = TypeVar("T")
#: What can steer a terminal or reorder a line has no business in a page either.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
#: Columns of a claim shown in notebooks.
_SHOWN = ("said by", "who", "relation", "whom", "how sure", "date", "sentence", "source")


def escape(text: str) -> str:
    """A text as it may stand in a page."""
    return _escape(_STEERING.sub("", text))


class Rows(Sequence[T], Generic[T]):
    """Models or mappings in order, with the ways out to frames."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[T]: ...
    def __getitem__(self, index: int | slice) -> T | Rows[T]:
        return Rows(self._items[index]) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as plain mappings, values as in JSON."""
        return [plain(item) for item in self._items]

    def to_pandas(self) -> Any:
        """A pandas DataFrame. Raises MissingExtraError without pandas."""
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("pandas", "pandas", "to_pandas()") from None
        return pd.DataFrame(self.to_dicts())

    def to_polars(self) -> Any:
        """A polars DataFrame. Raises MissingExtraError without polars."""
        try:
            import polars as pl
        except ImportError:
            raise MissingExtraError("polars", "polars", "to_polars()") from None
        return pl.DataFrame(self.to_dicts(), infer_schema_length=None, strict=False)

    def _repr_html_(self) -> str:
        rows = [brief(row) for row in self.to_dicts()]
        columns = list(rows[0]) if rows else list(_SHOWN)
        head = "".join(f"<th>{escape(c)}</th>" for c in columns)
        cells = ("".join(f"<td>{escape(str(row.get(c, '')))}</td>" for c in columns) for row in rows)
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{c}</tr>' for c in cells)}</table>"


def plain(item: Any) -> dict[str, Any]:
    """A model or mapping as a mapping of JSON values."""
    return item.model_dump(mode="json") if hasattr(item, "model_dump") else dict(item)


def brief(row: Mapping[str, Any]) -> dict[str, Any]:
    """A claim in a few readable columns; any other row as it is."""
    if "evidence" not in row or "subjects" not in row:
        return dict(row)
    when = row["occurred"] or row["valid"] or row["stated_on"] or {}
    return {
        "said by": row["speaker"]["label"] if row["speaker"] else "the author",
        "who": ", ".join(p["label"] for p in row["subjects"]),
        "relation": row["relation"],
        "whom": ", ".join(p["label"] for p in row["objects"]),
        "how sure": row["modality"],
        "date": when.get("start") or "",
        "sentence": row["evidence"]["sentence"],
        "source": row["document"]["title"] or row["document"]["source"],
    }
