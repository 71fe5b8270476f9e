"""The report as one HTML page: no network, everything escaped, filters by a few lines of inline script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape as escaped
from typing import Any

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>kg eval</title><style>
:root{--ink:#1b1f24;--paper:#fff;--line:#d0d7de;--soft:#f3f5f8;--miss:#ffe0b3;--extra:#cfe4ff}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0f1419;--line:#39424e;--soft:#1a2029;
--miss:#6b4300;--extra:#0b3d70}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:2rem auto;
max-width:75rem;padding:0 1rem}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}
th,td{border-bottom:1px solid var(--line);padding:.2rem .6rem;text-align:right;vertical-align:top}
th{background:var(--soft);position:sticky;top:0}th:first-child,td:first-child,.words td{text-align:left}
tr:last-child td.total{font-weight:600}
mark{color:inherit;padding:0 .1em}.miss mark{background:var(--miss)}.extra mark{background:var(--extra)}
form{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0;position:sticky;top:0;padding:.5rem 0;
background:var(--paper)}
select,input{font:inherit;color:inherit;background:var(--soft);border:1px solid var(--line);
padding:.2rem .4rem}
article{border-left:4px solid var(--line);padding:.2rem 0 .2rem .8rem;margin:.8rem 0}
article.miss{border-color:#c77700}article.extra{border-color:#2f7fd1}
article p{margin:.2rem 0}.fact{font-size:.85rem;opacity:.85}[hidden]{display:none}
summary{cursor:pointer;font-weight:600;margin:.6rem 0}
</style></head><body>
"""
_SCRIPT = """<script>
const form=document.forms.filter,all=[...document.querySelectorAll("article")];
const shown=document.getElementById("shown");
function apply(){let n=0;const q=form.text.value.toLowerCase();for(const a of all){let ok=true;
for(const k of ["what","document","kind","cause"])if(form[k].value&&a.dataset[k]!==form[k].value)ok=false;
if(ok&&q&&!a.textContent.toLowerCase().includes(q))ok=false;a.hidden=!ok;n+=ok}shown.textContent=n}
form.addEventListener("input",apply);form.addEventListener("submit",e=>e.preventDefault());apply();
</script>
"""
#: What each figure says, beside its name.
_NOTES = (
    "found: a claim in the same words or sentence shares a party or the speaker. parties, type, speaker: "
    "that part is right in the nearest claim. strict: all three. precision: found claims in the words of a "
    "labelled one, with a party and the type or the speaker right. Labels may lack what is true: precision "
    "is a lower bound."
)


#: Controls, bidirectional controls and lone surrogates: nothing that a page should hold.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escape(text: str) -> str:
    """A text as HTML, without what could reorder or break the page."""
    return escaped(_UNSAFE.sub("", text))


def page(report: Mapping[str, Any], title: str = "How good the extraction is") -> str:
    """The page of a report (`Evaluation.as_dict`); title as plain text."""
    parts = [_HEAD, f"<h1>{escape(title)}</h1>\n<p>{escape(_NOTES)}</p>\n"]
    # "kind" is the headline's name for what the tables call "entity_kind".
    total = {k: v for k, v in report["total"].items() if k not in ("document", "kind")}
    parts.append(_table("All documents", [total], wide=True))
    parts.append(_table("Documents", [*report["documents"], {**total, "document": "TOTAL"}], wide=True))
    parts.append(_table("Fields", report["fields"], wide=True))
    shown = {"kind": "kind", "relation": "type", "outlet": "outlet", "text": "kind of text"}
    for name, what in shown.items():
        parts.append(_table(f"By {what}", report[f"by_{name}"], wide=True, closed=True))
    parts.append(_table("Found claims that are right, by kind", report["precision_by_kind"], closed=True))
    parts.append(
        _table("Found claims that are right, by relation", report["precision_by_relation"], closed=True)
    )
    parts.append(_table("Types: labelled and found", report["confusion"], closed=True))
    parts.append(_table("Krippendorff's alpha of the extractor as a coder", report["alpha"], closed=True))
    if report["calibration"]:
        parts.append(_calibration(report["calibration"]))
    if report["failures"]:
        parts.append(_table("Could not be scored", report["failures"]))
    parts.append(_cases([*report["misses"], *report["extras"]]))
    return "".join(parts) + "</body></html>\n"


def _table(name: str, rows: Sequence[Mapping[str, Any]], wide: bool = False, closed: bool = False) -> str:
    if not rows:
        return ""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    head = "".join(f"<th>{escape(c.replace('_', ' '))}</th>" for c in columns)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(_shown(row.get(c)))}</td>" for c in columns) + "</tr>" for row in rows
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>"
    opened = "" if closed else " open"
    inner = f'<div class="wide">{table}</div>' if wide else table
    return f"<details{opened}><summary>{escape(name)}</summary>{inner}</details>\n"


def _shown(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.1f}" if isinstance(value, float) and abs(value) > 1 else str(value)


def _calibration(found: Mapping[str, Any]) -> str:
    rows = [{k: round(v, 3) for k, v in b.items()} for b in found["bins"]]
    line = (
        f"{found['claims']} claims, Brier {found['brier']:.3f}, expected calibration error {found['ece']:.3f}"
    )
    return _table(f"Confidence against truth: {line}", rows, closed=True) + curve(found["bins"])


def curve(bins: Iterable[Mapping[str, Any]]) -> str:
    """The reliability curve as inline SVG: confidence to the right, share right upwards, size by claims."""
    dots = "".join(
        f'<circle cx="{20 + 200 * b["confidence"]:.1f}" cy="{220 - 200 * b["right"]:.1f}" '
        f'r="{min(9.0, 2 + b["claims"] ** 0.5 / 3):.1f}" fill="#2f7fd1">'
        f"<title>{b['claims']} claims</title></circle>"
        for b in bins
    )
    return (
        '<svg viewBox="0 0 240 240" width="240" height="240" role="img" aria-label="reliability curve">'
        '<path d="M20 20V220H220" fill="none" stroke="currentColor"/>'
        '<path d="M20 220L220 20" stroke="currentColor" stroke-dasharray="3" opacity=".5"/>'
        f"{dots}</svg>\n"
    )


def _cases(cases: Sequence[Mapping[str, Any]]) -> str:
    def choice(name: str) -> str:
        values = sorted({str(c[name]) for c in cases})
        options = "".join(f'<option value="{escape(v)}">{escape(v)}</option>' for v in values)
        return f'<label>{name} <select name="{name}"><option value="">all</option>{options}</select></label>'

    form = "".join(choice(name) for name in ("what", "document", "kind", "cause"))
    form += '<label>text <input name="text" type="search"></label>'
    head = f'<h2>Misses and extras: <span id="shown">{len(cases)}</span> of {len(cases)}</h2>\n'
    body = "".join(_case(c) for c in cases)
    return f'{head}<form name="filter">{form}</form>\n{body}{_SCRIPT}'


def _case(case: Mapping[str, Any]) -> str:
    data = " ".join(f'data-{k}="{escape(str(case[k]))}"' for k in ("what", "document", "kind", "cause"))
    facts = [
        f"{case['what']} · {case['document']} · {case['id']} · {case['kind']} · {case['type']}",
        f"{case['subjects']} → {case['objects'] or '–'} · said by {case['speaker']} · {case['modality']}",
        f"cause: {case['cause']}" + (f" · nearest: {case['nearest']}" if case["nearest"] else ""),
    ]
    words = f"{escape(case['before'])}<mark>{escape(case['evidence'])}</mark> {escape(case['after'])}"
    told = "".join(f'<p class="fact">{escape(f)}</p>' for f in facts)
    return f'<article class="{escape(case["what"])}" {data}><p>{words}</p>{told}</article>\n'
