"""Who the speaker is: from the words of a source to figures of the document's cast."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.attribution.lexicon import Lexicon
from kg.extract.attribution.makers import is_text, makers
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.words import Words
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import ACTORS, Kind, Resolution, SpeakerResolution

FIRST_PERSON = frozenset(
    {"i", "we", "me", "us", "myself", "ourselves", "my", "our", "mine", "ours", "you", "one"}
)
_OWN = frozenset({"my", "our", "your"})
#: Edges that lead from the head of a source to another name of the same speaker …
_SAME = frozenset({"appos", "compound", "nmod", "flat"})
#: … and to the body that the speaker speaks for, or the state if the head names an office.
_FOR = frozenset({"poss", "prep", "pobj", "amod", "compound", "nmod"})
_BODY = _FOR - {"amod"}
_FORMS = {
    Resolution.PRONOUN: SpeakerResolution.PRONOUN,
    Resolution.TITLE: SpeakerResolution.TITLE,
}
_NEAR = 20
#: Labels of turns that answer and that ask.
_ANSWERS = frozenset({"a", "answer", "reply", "response"})
_QUESTIONS = frozenset({"q", "question"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as identified: the mention that shows it, figure keys, and how it was found."""

    mention: Mention | None = None
    keys: tuple[str, ...] = ()
    resolution: SpeakerResolution | None = None


NOBODY = Speaker()


def is_first_person(w: Words, raw: Raw) -> bool:
    """ "I hope", "my Government believes": the voice around it speaks, which others know better."""
    head = raw.speaker
    if head is None or raw.how == "turn":
        return False
    if w.form[head] in FIRST_PERSON:
        return True
    return any(w.form[k] in _OWN and w.dep[k] == "poss" for k in w.kids[head])


def identify(w: Words, raw: Raw, cast: Cast, lexicon: Lexicon) -> Speaker:
    """The speaker of a raw attribution, NOBODY where the cast has no figure for its source."""
    if raw.how == "answer":
        return _interviewed(w, cast)
    if raw.speaker is None:
        return NOBODY
    if raw.how == "turn" and _usable(cast, raw.speaker) is None:
        if w.form[raw.speaker] in _ANSWERS:
            return _interviewed(w, cast)
        return _by_surname(w, raw.speaker, cast) or _by_initials(w, raw.speaker, cast)
    found = _apposed(w, raw, cast) or _best(w, raw.speaker, cast, lexicon)
    if not found:
        return NOBODY
    keys = tuple(dict.fromkeys(key for m in found for key in m.refs))
    how = _FORMS.get(found[0].resolution, SpeakerResolution.NAME)
    if raw.how == "continued":
        how = SpeakerResolution.CONTINUED_QUOTE
    return Speaker(found[0], keys, how)


def _apposed(w: Words, raw: Raw, cast: Cast) -> list[Mention]:
    """ "the head of the institute, Anna Korvel, said": the name may hang on the nearest noun instead."""
    if raw.source is None or raw.speaker is None:
        return []
    own = _usable(cast, raw.speaker)
    if own is not None and own.kind is Kind.PERSON:
        return []
    first, last = tokens_of(w, raw.source)
    for k in range(max(first, raw.speaker), min(last, raw.speaker + _NEAR)):
        if w.dep[k] == "appos":
            mention = _usable(cast, k)
            if mention is not None and mention.kind is Kind.PERSON and not mention.modifier:
                return [mention]
    return []


def _interviewed(w: Words, cast: Cast) -> Speaker:
    """Who answers under "A:": the one person that title or introduction names, or names after "with"."""
    opening = min((w.annotated.sentence(i).first for i in _labels(w)), default=0)
    named = [
        m for m in cast.within(0, opening) if m.kind is Kind.PERSON and len(m.refs) == 1 and not m.modifier
    ]
    title = (w.annotated.document.title.value or "").casefold()
    entitled = [k for k, f in sorted(cast.figures.items()) if f.kind is Kind.PERSON and _in_title(f, title)]
    asked = [m.refs[0] for m in named if m.first > 0 and "with" in w.form[max(0, m.first - 6) : m.first]]
    own = cast.figures.get(cast.author or "")
    for keys in (
        list(dict.fromkeys(asked))[:1],
        list(dict.fromkeys(m.refs[0] for m in named)),
        entitled,
        [own.key] if own is not None and own.kind is Kind.PERSON else [],
    ):
        if len(keys) == 1:
            return Speaker(None, (keys[0],), SpeakerResolution.TITLE)
    return NOBODY


def _labels(w: Words) -> list[int]:
    """Tokens of the labels "Q" and "A" at the beginning of lines."""
    return [
        i
        for i in range(len(w) - 1)
        if w.form[i] in _ANSWERS | _QUESTIONS and w.form[i + 1] in {":", ".", ")"} and _opens_line(w, i)
    ]


def _opens_line(w: Words, i: int) -> bool:
    before = w.text[: w.start[i]].rstrip(" \t*_[(")
    return not before or before.endswith("\n")


def _in_title(figure: Figure, title: str) -> bool:
    words = figure.name.casefold().split()
    return len(words) > 1 and (figure.name.casefold() in title or f" {words[-1]}" in f" {title}")


def _by_surname(w: Words, token: int, cast: Cast) -> Speaker | None:
    """A turn labelled "KORVEL": capitals hide the name from the parser, but one person here bears it."""
    label = w.form[token]
    fitting = [
        key
        for key, figure in sorted(cast.figures.items())
        if figure.kind is Kind.PERSON and len(label) > 1 and figure.name.casefold().split()[-1:] == [label]
    ]
    return Speaker(None, (fitting[0],), SpeakerResolution.NAME) if len(fitting) == 1 else None


def _by_initials(w: Words, token: int, cast: Cast) -> Speaker:
    """A turn labelled "AK" is the one person of the document with these initials."""
    label = w.text[w.start[token] : w.end[token]].replace(".", "")
    if not (label.isupper() and 2 <= len(label) <= 4):
        return NOBODY
    fitting = [
        key
        for key, figure in sorted(cast.figures.items())
        if figure.kind is Kind.PERSON
        and "".join(p[0] for p in figure.name.split() if p[0].isupper()) == label
    ]
    return Speaker(None, (fitting[0],), SpeakerResolution.NAME) if len(fitting) == 1 else NOBODY


def _best(w: Words, head: int, cast: Cast, lexicon: Lexicon) -> list[Mention]:
    """Mentions of the speaker(s): a person first, then an actor at the head, then whom it speaks for."""
    own = _usable(cast, head)
    bearer = _bearer(w, head, cast)
    if bearer is not None:
        return [bearer]
    same = [own, *(_usable(cast, k) for k in _reach(w, head, _SAME))]
    for mention in same:
        if mention is not None and mention.kind is Kind.PERSON and not mention.modifier:
            return [mention, *_others(w, head, cast, mention)]
    if own is not None and own.kind in ACTORS:
        return [own, *_others(w, head, cast, own)]
    for mention in same[1:]:
        if mention is not None and mention.kind in ACTORS:
            return [mention]
    if is_text(w, head, lexicon):
        for k in makers(w, head):
            mention = _usable(cast, k)
            if mention is not None and mention.kind in ACTORS:
                return [mention]
    noun = lexicon.nouns.get(w.lemma[head])
    official = noun is not None and "office" in noun.frames
    for k in _reach(w, head, _FOR if official else _BODY):
        mention = _usable(cast, k) if w.tag[k] != "PRP$" else None  # not "her spokesman"
        if mention is not None and mention.kind is Kind.PERSON and w.dep[k] == "poss" and not official:
            continue  # "Korvel's critics"
        if mention is None or mention.kind not in ACTORS or mention.kind is Kind.REGION:
            continue  # "a European diplomat" does not speak for Europe
        if official or mention.kind is not Kind.STATE:
            return [mention]
    return []


def _bearer(w: Words, head: int, cast: Cast) -> Mention | None:
    """ "Former agent and fire specialist Anna Korvel": one person whom two words describe."""
    if w.tag[head] != "NN" or any(w.dep[k] in {"det", "poss"} for k in w.kids[head]):
        return None
    for k in w.kids[head]:
        mention = _usable(cast, k) if w.dep[k] == "conj" else None
        plain = not any(w.dep[c] in {"det", "poss"} for c in w.kids[k])
        described = any(w.dep[c] == "compound" and w.tag[c] == "NN" for c in w.kids[k])
        if mention is not None and mention.kind is Kind.PERSON and plain and described:
            return mention
    return None


def _usable(cast: Cast, token: int) -> Mention | None:
    mention = cast.covering(token)
    return mention if mention is not None and mention.refs else None


def _others(w: Words, head: int, cast: Cast, first: Mention) -> Iterator[Mention]:
    """Those who say it together: "Korvel and Plexi said"."""
    for k in _reach(w, head, frozenset({"conj"})):
        mention = _usable(cast, k)
        if mention is not None and mention.kind in ACTORS and mention is not first:
            yield mention


def _reach(w: Words, head: int, deps: frozenset[str]) -> list[int]:
    """Tokens below the head along these edges, nearest first; a handful at most."""
    found: list[int] = []
    queue = [head]
    for at in queue:
        for k in w.kids[at]:
            if w.dep[k] in deps and len(found) < _NEAR:
                found.append(k)
                queue.append(k)
    return found


def medium_of(
    w: Words, raw: Raw, cast: Cast, lexicon: Lexicon
) -> tuple[tuple[int, int], Mention | None] | None:
    """The medium that a speaker spoke to or in: "told Xinhua", "in an interview with state television"."""
    i = raw.cue_token
    if i is None or raw.entry is None or raw.entry.pos != "VERB":
        return None
    stop = min(i + _NEAR, w.sentence(i).last)
    for k in range(i + 1, stop):
        at = w.start[k]
        if any(a <= at < b for a, b in raw.contents):
            return None
        if raw.source is not None and raw.source[0] <= at < raw.source[1]:
            continue
        mention = cast.covering(k)
        if mention is not None and mention.kind is Kind.MEDIA_OUTLET:
            return (mention.start, mention.end), mention
        noun = lexicon.nouns.get(w.lemma[k])
        if noun is not None and "medium" in noun.frames and w.tag[k][:2] == "NN" and w.dep[k] != "compound":
            return w.chars(max(w.left[k], i + 1), k + 1), mention
    return None


def tokens_of(w: Words, span: tuple[int, int]) -> tuple[int, int]:
    """First and last (exclusive) token of a span of characters."""
    return bisect_right(w.end, span[0]), bisect_left(w.start, span[1])
