"""Free indirect speech: "The minister was furious. Ruritania would never accept such terms."

No word reports what is said; the voice shows in a modal shifted into the past, in "now" and "tomorrow" beside
past tenses, in exclamations and emphasis, right behind a sentence that tells what somebody felt, thought or
said. Conservative, because reporters write "the deal would cost millions" in their own voice: behind a mood
one strong sign is wanted, behind a reporting verb two; a past perfect alone only goes on. In one paragraph, a
few sentences at most, never where the sentence has a date, a quotation, a present tense or a cue of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract.attribution.clauses import source_tokens, subject_of
from kg.extract.attribution.lexicon import Cue, Lexicon
from kg.extract.attribution.quoted import Quotations
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.voices import can_speak
from kg.extract.attribution.words import Words, trimmed

#: Sentences that one mood or cue carries.
_MOST = 3
_SHIFTED = frozenset({"would", "could", "might", "must", "'d", "’d"})
_NOW = frozenset({"now", "tomorrow", "tonight", "here"})
_EMPHASIS = frozenset(
    {"never", "surely", "certainly", "indeed", "simply", "enough", "nobody", "nothing", "finally"}
)
#: What tells of a later time, or of a habit, and not of a thought.
_TOLD = frozenset(
    {"later", "eventually", "subsequently", "often", "usually", "sometimes", "every", "if", "unless"}
)
_OTHERS = frozenset({"i", "we", "you", "my", "our", "your", "us", "me"})
_DATED = frozenset({"DATE", "TIME", "PERCENT", "MONEY"})


@dataclass(frozen=True, slots=True)
class _Voice:
    speaker: int
    source: tuple[int, int]
    entry: Cue
    mood: bool
    told: int = 0


def free(w: Words, raws: Iterable[Raw], quotations: Quotations, lexicon: Lexicon) -> Iterator[Raw]:
    """Raw attributions of sentences in free indirect speech; `raws` are all those found by other rules."""
    taken, cues = _taken(w, raws)
    voice: _Voice | None = None
    paragraph = -1
    for number, sentence in enumerate(w.annotated.sentences):
        if sentence.paragraph != paragraph or sentence.heading:
            voice, paragraph = None, sentence.paragraph
        quoted = len(quotations.touching(sentence.start, sentence.end)) > 0
        mood = None if quoted or number in taken else _mood(w, sentence.first, sentence.last, lexicon)
        if number in cues or mood is not None:
            voice = mood or _by_cue(w, cues[number])
        elif voice is None or quoted or number in taken or voice.told >= _MOST:
            voice = None
        elif _free(w, sentence.first, sentence.last, voice):
            voice = _Voice(voice.speaker, voice.source, voice.entry, voice.mood, voice.told + 1)
            span = w.chars(*trimmed(w, sentence.first, sentence.last))
            yield Raw((span,), None, voice.source, voice.speaker, None, voice.entry, how="free", frame="mood")
        else:
            voice = None


def _taken(w: Words, raws: Iterable[Raw]) -> tuple[set[int], dict[int, Raw]]:
    """Sentences in which somebody is already heard, and the first cue of each."""
    taken: set[int] = set()
    cues: dict[int, Raw] = {}
    for raw in raws:
        for start, end in raw.contents:
            first, last = w.annotated.token_at(start), w.annotated.token_at(max(start, end - 1))
            taken |= set(range(w.annotated.sentence_of[first], w.annotated.sentence_of[last] + 1))
        if raw.cue_token is not None:
            here = w.annotated.sentence_of[raw.cue_token]
            taken.add(here)
            if here not in cues or raw.cue_token < (cues[here].cue_token or 0):
                cues[here] = raw
    return taken, cues


def _by_cue(w: Words, raw: Raw) -> _Voice | None:
    """Who said or thought something in the past tense; a person or body, no text."""
    i, head = raw.cue_token, raw.speaker
    if i is None or head is None or raw.source is None or raw.entry is None or raw.entry.pos == "NOUN":
        return None
    past = w.tag[i] == "VBD" or any(w.form[k] in {"was", "were"} for k in w.kids[w.head[i]])
    if not past or raw.entry.deed or raw.entry.weak or w.form[head] in _OTHERS:
        return None
    return _Voice(head, raw.source, raw.entry, mood=raw.entry.pos == "ADJ")


def _mood(w: Words, first: int, last: int, lexicon: Lexicon) -> _Voice | None:
    """ "The minister was furious.", "Korvel seethed.": whose mood a sentence tells, in the past tense."""
    root = next((k for k in range(first, last) if w.dep[k] == "ROOT"), None)
    if root is None or w.tag[root] not in {"VBD", "VBN"}:
        return None
    entry = next((c for c in lexicon.verbs.get(w.lemma[root], ()) if "mood" in c.frames), None)
    if entry is None:
        state = w.kid(root, "acomp")
        state = root if state is None and w.kid(root, "auxpass") is not None else state
        entry = lexicon.adjectives.get(w.form[state]) if state is not None else None
        entry = entry if entry is not None and "ccomp" in entry.frames else None
    subject = subject_of(w, root)
    if entry is None or entry.factive or subject is None or subject.verb != root:
        return None
    if any(w.dep[k] == "neg" for k in w.kids[root]):
        return None
    head = subject.token
    somebody = w.person[head] or w.form[head] in {"he", "she", "they"} or w.tag[head][:3] == "NNP"
    if not somebody and not can_speak(w, head, lexicon):
        return None
    return _Voice(head, w.chars(*source_tokens(w, head, (root, root + 1))), entry, mood=True)


def _free(w: Words, first: int, last: int, voice: _Voice) -> bool:
    words = range(first, last)
    forms = {w.form[k] for k in words}
    root = next((k for k in words if w.dep[k] == "ROOT"), None)
    if root is None or not w.is_verb(root) or forms & _OTHERS or forms & _TOLD or _dated(w, first, last):
        return False
    auxiliaries = {w.form[k] for k in w.kids[root] if w.dep[k] in {"aux", "auxpass"}}
    shifted = bool(auxiliaries & _SHIFTED)
    if not shifted and not _past(w, root):
        return False
    strong = [
        shifted or (w.lemma[root] == "have" and w.kid(root, "xcomp") is not None),
        bool(forms & _NOW),
        any(w.form[k] in {"!", "?"} for k in words),
    ]
    emphatic = bool(forms & _EMPHASIS)
    if voice.mood and any(strong):
        return True
    if sum(strong) + emphatic > 1:
        return True
    perfect = w.tag[root] == "VBN" and "had" in auxiliaries
    return perfect and (voice.told > 0 or (voice.mood and emphatic))


def _past(w: Words, root: int) -> bool:
    if w.tag[root] == "VBD":
        return True
    return any(w.dep[k] in {"aux", "auxpass"} and w.tag[k] == "VBD" for k in w.kids[root])


def _dated(w: Words, first: int, last: int) -> bool:
    """A date, a time or a sum: what reports give; "now" and "tomorrow" are no dates here."""
    doc = w.annotated.parse
    return any(doc[k].ent_type_ in _DATED and w.form[k] not in _NOW for k in range(first, last))
