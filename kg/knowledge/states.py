"""The states of the gazetteer: our lines hold what packages lack, the names come from rigour and CLDR.

`data/gazetteer/states.jsonl` gives code, id, adjectives, peoples, metonyms and further aliases. The
package rigour (MIT) gives short and full English names and Wikidata ids, babel (CLDR, Unicode licence)
the English, Russian and Chinese names of today's territories. What our line says wins over both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import DataError
from kg.knowledge.entries import LANGUAGES, Entry

#: Territories that write their name in CLDR with a remark in brackets, or as "X SAR China".
_REMARKS = (" (", "（", " SAR")


def load_states(lines: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """State entries from the lines of states.jsonl.

    Raises:
        DataError: a line has no code, or neither it nor a package knows a name for the code.
    """
    from babel import Locale
    from rigour.territories import get_territory

    cldr = {lang: Locale(lang).territories for lang in LANGUAGES}
    made = []
    for line in lines:
        code = line.get("code")
        if not code:
            raise DataError(f"states.jsonl: no code in {line.get('id', line)!r}")
        territory = get_territory(line.get("rigour", code))
        cldr_names = {lang: _without_remark(cldr[lang].get(code.upper(), "")) for lang in LANGUAGES}
        made.append(_state(line, code, territory, cldr_names))
    return made


def _without_remark(name: str) -> str:
    for mark in _REMARKS:
        name = name.partition(mark)[0]
    return name


def _state(line: Mapping[str, Any], code: str, territory: Any, cldr: Mapping[str, str]) -> Entry:
    package = territory.name if territory is not None else ""
    labels = {lang: line.get(lang) or cldr[lang] for lang in LANGUAGES}
    labels["en"] = line.get("en") or package or cldr["en"]
    if not labels["en"]:
        raise DataError(f"states.jsonl: no name known for the code {code!r}")
    full = territory.full_name if territory is not None else ""
    names = [*line.get("aliases", ()), package, full, cldr["en"], cldr["ru"], cldr["zh"]]
    names += [name.replace("&", "and") for name in names if "&" in name]
    unwanted = {"", *labels.values(), *line.get("not", ())}
    return Entry(
        id=line["id"],
        kind=line["kind"],
        labels={k: v for k, v in labels.items() if v},
        aliases=tuple(dict.fromkeys(n for n in names if n not in unwanted)),
        state=line["id"],
        wikidata=line.get("wikidata") or (territory.qid if territory is not None else None),
        source=line["source"],
        adjectives=tuple(line.get("adj", ())),
        people=tuple(line.get("people", ())),
        metonyms=tuple(line.get("metonyms", ())),
        prefixes=tuple(line.get("prefix", ())),
        code=code,
        ambiguous=frozenset(line.get("ambiguous", ())),
    )
