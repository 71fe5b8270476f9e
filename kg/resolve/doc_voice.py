"""Whose voice a whole document is, when its heading says so ("Statement by Minister Anna Korvel on …")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.knowledge.entries import read_lines
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.places import data_path
from kg.model.cast import Mention
from kg.model.vocabulary import ACTORS, Kind, Resolution
from kg.text.annotate import Annotated

#: Lines of the text that may be its heading.
_HEAD = 3
#: What stands between the heading's noun and the speaker.
_BY = frozenset({"by", "of", "from"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Words before the noun that leave it a heading: "Full text of the opening remarks by …".
_BEFORE = 6
#: Kinds of outlet that speak for themselves in what they put out, as a news desk does not.
_OFFICIAL = frozenset({Kind.STATE, Kind.GOVERNMENT_BODY, Kind.INSTITUTION, Kind.ARMED_FORCE})
_FIRST_PERSON = frozenset({"we", "us", "our", "ours"})
#: Sentences with "we" outside quotations, and their share, from which an official text says "we" of itself.
_SENTENCES = 2
_SHARE = 0.2


@cache
def _nouns() -> frozenset[str]:
    return frozenset(str(line["head"]) for line in read_lines(data_path("lexicon", "document_heads.jsonl")))


def voice_in_heading(annotated: Annotated, mentions: Sequence[Mention]) -> str | None:
    """The person, body or state whose statement, speech or letter the text is, as written; None if unsaid.

    The heading must name the kind of text and its speaker before any verb: "Statement by X criticised"
    is news about a statement.
    """
    bare = (Resolution.PRONOUN, Resolution.TITLE)
    named = [m for m in mentions if m.kind in ACTORS and m.found_by != "pronoun" and m.resolution not in bare]
    firsts = {m.first: m for m in sorted(named, key=lambda m: m.last - m.first)}
    for sentence in annotated.sentences[:_HEAD]:
        noun: int | None = None
        for i in range(sentence.first, sentence.last):
            token = annotated.parse[i]
            if token.tag_ in _FINITE and token.lower_ not in _nouns():
                break
            if noun is None:
                if i - sentence.first > _BEFORE:
                    break
                followed = i + 1 < sentence.last and annotated.parse[i + 1].lower_ in _BY
                noun = i if followed and token.lower_ in _nouns() else None
                continue
            mention = firsts.get(i)
            if mention is not None and _several(annotated, mention, firsts, sentence.last):
                return None
            if mention is not None:
                return _person_after(mention, firsts, sentence.last).text
    return None


def _several(annotated: Annotated, mention: Mention, firsts: dict[int, Mention], last: int) -> bool:
    """ "Joint statement by the ministers of Ruritania and Borduria": no single voice."""
    for i in range(mention.last, min(last, mention.last + 6)):
        other = firsts.get(i)
        between = {t.lower_ for t in annotated.parse[mention.last : i]}
        if other is not None and other.kind is mention.kind and "and" in between and "on" not in between:
            return True
    return False


def _person_after(mention: Mention, firsts: dict[int, Mention], last: int) -> Mention:
    """In "Statement by Union Commissioner Anna Korvel" the person who follows close upon the body speaks."""
    if mention.kind is Kind.PERSON:
        return mention
    close = range(mention.first, min(last, mention.last + 8))
    return next((firsts[i] for i in close if i in firsts and firsts[i].kind is Kind.PERSON), mention)


def voice_of_outlet(annotated: Annotated, gazetteer: Gazetteer) -> str | None:
    """The office or body that puts a text out, when the text says "we" of it; None if it does not.

    An office's report about a minister's words holds them in quotation marks or after "X said:"; sentences
    with any of these do not count.
    """
    outlet = annotated.document.outlet.value
    if not outlet or not any(Kind(entry.kind) in _OFFICIAL for entry in gazetteer.lookup(outlet)):
        return None
    own = total = 0
    for sentence in annotated.sentences:
        text = annotated.text[sentence.start : sentence.end]
        if sentence.heading:
            continue
        if any(mark in text for mark in '"“”:'):
            return None
        total += 1
        own += any(annotated.parse[i].lower_ in _FIRST_PERSON for i in range(sentence.first, sentence.last))
    return outlet if own >= _SENTENCES and own >= _SHARE * total else None
