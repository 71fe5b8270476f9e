"""A document's own title, date, outlet, author: what was given, what the page says, what the text says."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from kg.errors import ReadError
from kg.model.documents import Known
from kg.model.vocabulary import Origin
from kg.text.sources import SIDECAR, SUFFIXES, is_stdin

FIELDS = ("title", "date", "outlet", "author", "language", "address")

_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
#: A full date, or a month and year, in the forms that headers use. Numbers like 03/04/2016 are left out:
#: which one is the month cannot be told.
_DATE = (
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ ](?P<m1>{_MONTH})\.?,?[ ](?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?[ ](?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?[ ])?(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})"
    r"|(?P<y4>\d{4})/(?P<m4>\d{2})/(?P<d4>\d{2}))"
)
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?[ ]+)?"
_TIME = r"(?:,?[ ]+(?:at[ ])?\d{1,2}[:.]\d{2}.{0,20})?"
#: A line that is nothing but a date.
_DATE_LINE = re.compile(rf"\W*{_WEEKDAY}{_DATE}{_TIME}\W*", re.I)
#: "Published: 4 July 2016", "Date: …", "Posted on …", "Updated" only if nothing better is there.
_LABEL = re.compile(
    rf"\W*(?:date|published|publication date|first published|posted|issued|released|delivered|dated)"
    rf"(?:[ ](?:on|at))?[ ]?:?[ ]*{_WEEKDAY}{_DATE}\b.{{0,40}}",
    re.I,
)
#: "MOSCOW, 4 July 2016 (Agency) —" before the text proper.
_DATELINE = re.compile(rf"[A-Z][A-Z .,’'-]{{2,40}},?[ ]+(?i:{_DATE})[ ]*(?:\([^)]{{1,40}}\))?[ ]*[–—:-]")
#: "Researched and written by Ann Example, March 2009", "By Ann Example | 4 July 2016".
_NAME = r"[A-Z][\w’'.-]+(?:[ ](?:[A-Z][\w’'.-]*|de|da|del|der|van|von|al|el|bin|ibn)){1,4}"
_BYLINE = re.compile(
    rf"\W*(?:(?:opinion|analysis|comment|interview|essay|op-ed)\W+)?"
    rf"(?P<by>(?:researched and )?written by|by|author:|by:)[ ]+(?P<name>(?-i:{_NAME}))"
    r"(?P<rest>[ ]*[,|·•–—-].{0,120}|[ *_.]*)",
    re.I,
)
#: "Ann Example, 4 July 2016": a line that is a name and a date.
_NAME_AND_DATE = re.compile(rf"(?P<name>{_NAME}),[ ](?i:{_WEEKDAY}{_DATE})")
_REST_DATE = re.compile(rf"\W+{_WEEKDAY}{_DATE}\W*", re.I)
#: How many lines from the top (and from the end) may hold such a line.
_HEAD_LINES, _TAIL_LINES = 10, 4
_LONGEST_TITLE = 200
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_FILE_MONTH = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_](0[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that the user states for what is read; it wins over everything else.

    `date` may be partial (`2016`, `2016-04`, `2016-04-07`).
    """

    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        if self.date is not None:
            check_date(self.date, "the date given")


def check_date(value: str, what: str) -> str:
    """The date itself; raises ReadError if it is not an existing ISO date or the beginning of one."""
    text = value.strip()
    try:
        if not _ISO.fullmatch(text):
            raise ValueError
        year, month, day = (
            int(p) for p in (text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text).split("-")
        )
        date(year, month, day)
    except ValueError:
        raise ReadError(f"{what} is not a date: {value!r}; write 2016, 2016-04 or 2016-04-07") from None
    return text


def sidecar(path: Path) -> dict[str, str]:
    """What `NAME.meta.toml` beside the text says; also `NAME.txt.meta.toml`. Empty if there is none.

    Keys other than the known fields are the writer's own business. Raises ReadError if it is malformed.
    """
    for candidate in (Path(f"{path}{SIDECAR}"), path.with_name(path.stem + SIDECAR)):
        if not candidate.is_file():
            continue
        try:
            data = tomllib.loads(candidate.read_text(encoding="utf-8"))
        except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
            raise ReadError(f"{candidate.name} cannot be read: {error}") from error
        data.setdefault("address", data.get("url"))
        found = {k: _plain(data[k], k, candidate.name) for k in FIELDS if data.get(k) is not None}
        found = {k: v for k, v in found.items() if v}
        if "date" in found:
            check_date(found["date"], f"the date in {candidate.name}")
        return found
    return {}


def _plain(value: object, name: str, place: str) -> str:
    """A value of a sidecar as text. Raises ReadError for a list or table: no author is left out unsaid."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, bool) or not isinstance(value, str | int | date):
        raise ReadError(f'{name} in {place} must be one text, as in {name} = "..."')
    return str(value).strip()


def combined(*layers: tuple[Origin, Mapping[str, str | None]]) -> dict[str, Known]:
    """Each field from the first layer that has it, with that layer's origin; absent where none has."""
    return {
        name: next(
            (
                Known(value=v, origin=origin)
                for origin, layer in layers
                if (v := _clean(name, layer.get(name)))
            ),
            Known.absent(),
        )
        for name in FIELDS
    }


def _clean(name: str, value: str | None) -> str | None:
    """One line without control characters; a date of page metadata that is none is dropped."""
    if not value:
        return None
    text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
    if name == "date":
        text = text[:10]
        try:
            return check_date(text, "date")
        except ReadError:
            return _date_in(_DATE_LINE, value.strip())
    if name == "language":
        return text.split("-")[0].split("_")[0].lower() or None
    return text or None


def from_text(text: str) -> dict[str, str]:
    """Title, date and author where the text itself writes them at its head (the date also at its end)."""
    lines = _edge_lines(text)
    head = lines[:_HEAD_LINES]
    found: dict[str, str] = {}
    for line in head:
        if "author" not in found and (signed := _NAME_AND_DATE.fullmatch(line)) and (when := _iso(signed)):
            found["author"], found["date"] = signed["name"], when
        if "author" not in found and (by := _BYLINE.fullmatch(line)) and len(line) < 200:
            found["author"] = by["name"].rstrip(" .,*_")
            if "date" not in found and (
                when := _date_in(_REST_DATE, by["rest"].strip(" ")) or _date_in(_REST_DATE, by["rest"])
            ):
                found["date"] = when
    if "date" not in found and (when := _own_date(head, lines[-_TAIL_LINES:])):
        found["date"] = when
    if title := _title(text):
        found["title"] = title
    return found


def _edge_lines(text: str) -> list[str]:
    """The lines with something in them at both ends of the text, cut to what a head line can hold."""
    head = [line.strip()[:400] for line in text[:6000].splitlines() if line.strip()]
    if len(text) <= 6000:
        return head
    return (
        head[:_HEAD_LINES]
        + [line.strip()[:400] for line in text[-3000:].splitlines() if line.strip()][-_TAIL_LINES:]
    )


def _own_date(head: list[str], tail: list[str]) -> str | None:
    for pattern in (_LABEL, _DATE_LINE):
        for line in (*head, *tail):
            if len(line) < 120 and (when := _date_in(pattern, line)):
                return when
    for line in head[:5]:
        if (found := _DATELINE.match(line)) and (when := _iso(found)):
            return when
    return None


def _date_in(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.fullmatch(line)
    return _iso(found) if found else None


def _iso(found: re.Match[str]) -> str | None:
    for n in "1234":
        year = found[f"y{n}"]
        if not year:
            continue
        month, day = found[f"m{n}"], found[f"d{n}"]
        number = int(month) if month.isdigit() else _MONTHS[month.lower()]
        try:
            date(int(year), number, int(day or 1))
        except ValueError:
            return None
        return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")
    return None


def _title(text: str) -> str | None:
    """The first line, if it stands alone and is not a sentence, a byline, a date or a list item."""
    lines = list(_first_lines(text))
    if not lines:
        return None
    first = re.sub(r"^#{1,6}\s+", "", lines[0]).strip("*_ #")
    if (
        not first
        or len(first) > _LONGEST_TITLE
        or first[-1] in ".,;:”"
        or (not first[0].isalnum() and first[0] not in "“\"'‘")
    ):
        return None
    if (
        first[0].islower()
        or re.match(r"\d{1,5}\s*[、.)]", first)
        or _BYLINE.fullmatch(first)
        or _DATE_LINE.fullmatch(first)
    ):
        return None
    if len(lines) < 2 or len(lines[0]) < 3 or not any(c.isalpha() for c in first):
        return None
    # In hard-wrapped text the first line is part of a sentence: a title is followed by a blank line, or by
    # a line that is much longer.
    blank_after = bool(re.match(r"\s*[^\n]+\n[ \t\r]*\n", text))
    return first if blank_after or (len(lines[1]) > 1.5 * len(lines[0]) and len(lines[1]) > 100) else None


def _first_lines(text: str) -> Iterator[str]:
    for line in text[:4000].splitlines():
        if line.strip():
            yield line.strip()


def from_name(source: str) -> dict[str, str]:
    """Date and title as the file's name has them (`2016-04-07_trade-figures.txt`); the host of an address."""
    if "://" in source:
        host = (urlsplit(source).hostname or "").removeprefix("www.")
        return {"outlet": host} if host else {}
    if is_stdin(source):
        return {}
    path = PurePosixPath(source.partition("#")[0] if ".jsonl#" in source or ".ndjson#" in source else source)
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() in SUFFIXES else path.name
    found: dict[str, str] = {}
    for pattern in (_FILE_DATE, _FILE_MONTH):
        if match := pattern.search(stem):
            try:
                found["date"] = check_date("-".join(match.groups()), "date")
            except ReadError:
                continue
            stem = stem[: match.start()] + " " + stem[match.end() :]
            break
    words = re.split(r"[\W_]+", stem)
    if "#" not in source and sum(len(w) > 2 and w.isalpha() for w in words) >= 2:
        found["title"] = " ".join(w for w in words if w)
    return found
