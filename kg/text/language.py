"""Which language a text is in: by script first, then by py3langid."""

from __future__ import annotations

import re
from collections import Counter

#: Script → languages of this field that are written in it; more than one are told apart by the classifier.
_SCRIPTS: tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...] = (
    ("kana", re.compile(r"[\u3040-\u30ff]"), ("ja",)),
    ("hangul", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]"), ("ko",)),
    ("han", re.compile(r"[\u3400-\u9fff]"), ("zh",)),
    ("cyrillic", re.compile(r"[\u0400-\u052f]"), ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f]"), ("ar", "fa", "ur", "ps", "ug")),
    ("hebrew", re.compile(r"[\u0590-\u05ff]"), ("he",)),
    ("greek", re.compile(r"[\u0370-\u03ff]"), ("el",)),
    ("devanagari", re.compile(r"[\u0900-\u097f]"), ("hi", "mr", "ne")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]"), ("th",)),
    ("georgian", re.compile(r"[\u10a0-\u10ff]"), ("ka",)),
    ("armenian", re.compile(r"[\u0530-\u058f]"), ("hy",)),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f]"), ()),
)
#: Characters looked at: the beginning, where the classifier's answer no longer changes, plus a part of
#: the middle, since pages open with names and menus.
_SAMPLE = 3000
#: With fewer letters there is nothing to go by.
_LEAST_LETTERS = 12
#: Below this many letters of Latin script the classifier errs on strings of names; English is told by
#: its words there.
_SHORT = 120
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-z]+(?![\w-])")
UNKNOWN = "und"


def identify(text: str) -> str:
    """The ISO 639-1 code of the main language; "und" where the text has too few letters to tell.

    The script decides where it belongs to one language; between languages of one script py3langid
    decides. A Latin text too short for it is English if at least half of its lower-case words are in the
    English word list, and "und" where nothing speaks for any language.
    """
    sample = text if len(text) <= 2 * _SAMPLE else text[:_SAMPLE] + " " + text[len(text) // 2 :][:_SAMPLE]
    counts = Counter({name: len(pattern.findall(sample)) for name, pattern, _ in _SCRIPTS})
    letters = sum(counts.values())
    if letters < _LEAST_LETTERS and not (counts["han"] >= 4 and counts["han"] == letters):
        return "en" if counts["latin"] == letters and _english(sample) else UNKNOWN
    # Japanese mixes Han with kana; a fifth of kana settles it.
    if counts["kana"] > 0.2 * (counts["kana"] + counts["han"]) and counts["kana"] > counts["latin"]:
        return "ja"
    # Han characters carry about three times the letters of an alphabet.
    weights = {n: c * (3 if n in ("han", "kana", "hangul") else 1) for n, c in counts.items()}
    script = max(weights, key=lambda n: (weights[n], n))
    candidates = next(languages for name, _, languages in _SCRIPTS if name == script)
    if len(candidates) == 1:
        return candidates[0]
    if script == "latin" and letters < _SHORT:
        return "en" if _english(sample) else _best(sample, ()) if letters >= _SHORT // 2 else UNKNOWN
    return _best(sample, candidates)


def _english(sample: str) -> bool:
    from kg.text.repair.words import lists

    words = _LOWER_WORD.findall(sample)
    return bool(words) and sum(map(lists().known, words)) >= 0.5 * len(words)


def _best(sample: str, candidates: tuple[str, ...]) -> str:
    from py3langid import rank

    return str(next((code for code, _ in rank(sample) if not candidates or code in candidates), UNKNOWN))
