"""Speakers without a name: "officials said", "a resident told", "according to local news sources".

Who is who gives figures to names and posts. What a text lets unnamed people say would have no speaker;
here each such source becomes a figure of its own: an unnamed actor (kind Group, with its state where the
words give one), or, where a name was not known for one, whoever bears that name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.extract.attribution.finish import cue_modality, is_deed
from kg.extract.attribution.lexicon import Lexicon
from kg.extract.attribution.makers import is_text, makers
from kg.extract.attribution.raw import Raw
from kg.extract.attribution.speakers import identify, is_first_person
from kg.extract.attribution.voices import can_speak
from kg.extract.attribution.words import Words
from kg.knowledge import frames
from kg.knowledge.names import slug
from kg.knowledge.wordlists import group_heads
from kg.model.cast import Cast, Figure, Mention
from kg.model.vocabulary import ACTORS, Kind, Modality, Resolution

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_POINTING = frozenset({"the", "these", "those", "this", "that"})
_SAID = frozenset({Modality.ACTUAL, Modality.NEGATED})
_NAMING = frozenset({"name", "call", "identify"})
#: Cues that media and bodies take rather than people, when nothing else tells what a name is.
_PUBLISHED = frozenset({"according to", "report", "reveal", "announce", "per", "publish"})
#: "They" is whom an earlier sentence let speak, at most so many sentences back.
_BACK = 2


def with_unnamed(w: Words, raws: Sequence[Raw], cast: Cast, lexicon: Lexicon) -> Cast:
    """The cast with a figure for each source of an attribution that names nobody it knows."""
    finder = _Unnamed(w, cast, lexicon)
    for raw in sorted(raws, key=lambda r: (r.cue or r.contents[0], r.contents)):
        finder.add(raw)
    return finder.cast()


class _Unnamed:
    """Figures and mentions that are added to the cast of one document."""

    def __init__(self, w: Words, cast: Cast, lexicon: Lexicon) -> None:
        self._w = w
        self._old = cast
        self._lexicon = lexicon
        self._figures: dict[str, Figure] = {}
        self._mentions: dict[int, Mention] = {}
        #: The last figure by the lemma of its head, for "the officials"; and every place in order.
        self._by_head: dict[str, str] = {}
        self._last: tuple[int, str] | None = None

    def add(self, raw: Raw) -> None:
        """Give the source of a raw attribution a figure, if it needs one and may have one."""
        head = raw.speaker
        if head is None or raw.entry is None or head in self._mentions or not self._tells(raw):
            return
        if is_first_person(self._w, raw) or identify(self._w, raw, self._old, self._lexicon).keys:
            return
        post = self._old.covering(head)
        if post is not None and not post.refs and post.resolution is Resolution.TITLE:
            self._post(post)
            return
        if is_text(self._w, head, self._lexicon):
            head = next((k for k in makers(self._w, head) if self._speaks(k)), head)
            if head in self._mentions:
                return
        if self._w.form[head] == "they":
            self._they(head)
        elif self._speaks(head):
            self._group(head)
        elif not raw.entry.weak and (name := self._name(head)) is not None:
            self._named(name, raw)

    def _tells(self, raw: Raw) -> bool:
        """Whether somebody did say it: not "people might think", "blamed for saying"."""
        i = raw.cue_token
        if raw.how == "free":
            return True
        if i is None or raw.entry is None or is_deed(self._w, raw):
            return False
        verb = raw.entry.pos == "VERB"
        bare = self._w.dep[i] == "pcomp" and self._w.kid(i, "nsubj") is None
        bare = bare and self._w.form[self._w.head[i]] != "as"  # "was quoted as saying"
        return not verb or (not bare and cue_modality(self._w, raw) in _SAID)

    def cast(self) -> Cast:
        """The old cast, with what was added in place of mentions that stood for nobody."""
        if not self._mentions:
            return self._old
        kept = [m for m in self._old.mentions if m.refs or m.head not in self._mentions]
        figures: Mapping[str, Figure] = {**self._old.figures, **self._figures}
        return Cast.of([*kept, *self._mentions.values()], figures, self._old.author)

    def _they(self, token: int) -> None:
        """ "Police … They said …": whom the sentences before let speak, where nobody else was found."""
        here = self._w.annotated.sentence_of[token]
        if self._last is not None and 0 < here - self._last[0] <= _BACK:
            key = self._last[1]
            self._mention(token, token + 1, token, Kind.GROUP, key, Resolution.PRONOUN)
            self._last = (here, key)

    def _speaks(self, head: int) -> bool:
        """Whether the noun can be somebody who speaks, and is no name."""
        w = self._w
        if w.tag[head] not in {"NN", "NNS", "NNP", "NNPS"} or self._name(head) is not None:
            return False
        # "Bordurian protesters", not "people say": words for groups need something that tells them apart.
        if group_heads().get(w.form[head]) is not None and self._first(head) < head:
            return True
        return can_speak(w, head, self._lexicon)

    def _group(self, head: int) -> None:
        w = self._w
        first = self._first(head)
        own = [k for k in range(first, head) if not w.is_mark(k)]
        pointed = any(w.dep[k] == "det" and w.form[k] in _POINTING for k in w.kids[head])
        earlier = self._by_head.get(w.lemma[head])
        if not own and earlier is not None and (pointed or w.tag[head] == "NNS"):
            key = earlier
        else:
            words = [*(w.text[w.start[k] : w.end[k]] for k in own), w.form[head]]
            words[0] = words[0] if w.tag[first][:3] == "NNP" or first == head else self._lowered(first)
            key = self._figure(" ".join(words), Kind.GROUP, self._state(first, head))
        self._by_head[w.lemma[head]] = key
        self._mention(first, head + 1, head, Kind.GROUP, key, Resolution.NAME)
        if w.tag[head] in {"NNS", "NNPS"} or w.form[head] == "police":
            self._last = (w.annotated.sentence_of[head], key)

    def _post(self, mention: Mention) -> None:
        """ "The Secretary of State announced": a post whose holder nobody names speaks as such."""
        name = " ".join(mention.text.split())
        key = self._figure(name, Kind.GROUP, self._state(mention.first, mention.last))
        self._mention(mention.first, mention.last, mention.head, Kind.GROUP, key, Resolution.TITLE)

    def _lowered(self, token: int) -> str:
        """A word as inside a sentence: adjectives of states keep their capital."""
        text = self._w.text[self._w.start[token] : self._w.end[token]]
        return text if self._old.covering(token) is not None else text.lower()

    def _first(self, head: int) -> int:
        """Where the words begin that tell these people from others: without articles, numbers, "many"."""
        w, vague = self._w, frames.load().list("vague")
        first = head
        while first > w.left[head]:
            k = first - 1
            inside = w.head[k] in range(first, head + 1) and w.dep[k] in _MODIFIERS
            if not inside or w.tag[k] in {"DT", "CD", "PDT", "PRP$", "POS"} or w.form[k] in vague:
                break
            first = k
        return first

    def _state(self, first: int, head: int) -> str | None:
        for mention in self._old.within(first, head):
            for key in mention.refs:
                figure = self._old.figures[key]
                state = figure.gazetteer if figure.kind is Kind.STATE else figure.state
                if state is not None:
                    return state
        return None

    def _name(self, head: int) -> int | None:
        """The token of a name: the head itself, or what it is called ("a student named Wong")."""
        w = self._w
        for k in w.kids[head]:
            if w.dep[k] == "acl" and w.lemma[k] in _NAMING:
                bearer = w.kid(k, "oprd", "attr", "dobj")
                if bearer is not None and w.tag[bearer] == "NNP":
                    return bearer
        proper = w.tag[head] == "NNP" and w.text[w.start[head]].isupper() and len(w.form[head]) > 2
        known = self._old.covering(head)
        heading = w.sentence(head).heading
        return head if proper and (known is None or not known.refs) and not heading else None

    def _named(self, token: int, raw: Raw) -> None:
        w = self._w
        known = self._old.covering(token)
        if known is not None and known.refs and token != raw.speaker and raw.speaker is not None:
            at = raw.speaker
            self._mention(at, at + 1, at, known.kind, known.refs[0], Resolution.TITLE)
            return
        first = token
        while first > 0 and w.dep[first - 1] == "compound" and w.tag[first - 1] == "NNP":
            first -= 1
        if any(self._old.covering(k) is not None for k in range(first, token + 1)):
            return
        name = w.text[w.start[first] : w.end[token]]
        body = raw.entry is not None and raw.entry.lemma in _PUBLISHED and not w.person[token]
        kind = Kind.ORGANIZATION if body else Kind.PERSON
        key = self._figure(" ".join(name.split()), kind, None)
        self._mention(first, token + 1, token, kind, key, Resolution.NAME)
        if token != raw.speaker and raw.speaker is not None:
            # The noun that bears the name speaks: "a student named Wong".
            self._mention(raw.speaker, raw.speaker + 1, raw.speaker, kind, key, Resolution.TITLE)

    def _figure(self, name: str, kind: Kind, state: str | None) -> str:
        """The key of a figure of this name: a new one, or that of the same words before."""
        for key, figure in self._like(name):
            if figure.kind is kind or (figure.kind in ACTORS and kind is not Kind.GROUP):
                return key
        base = slug(name) or "unnamed"
        key, number = base, 2
        while key in self._old.figures or key in self._figures:
            key, number = f"{base}-{number}", number + 1
        self._figures[key] = Figure(key, name, kind, state=state, plural=kind is Kind.GROUP, written=name)
        return key

    def _like(self, name: str) -> Iterator[tuple[str, Figure]]:
        wanted = name.casefold()
        for figures in (self._figures, self._old.figures):
            for key in sorted(figures):
                if wanted in {figures[key].name.casefold(), figures[key].written.casefold()}:
                    yield key, figures[key]

    def _mention(
        self, first: int, last: int, head: int, kind: Kind, key: str, resolution: Resolution
    ) -> None:
        w = self._w
        start, end = w.chars(first, last)
        self._mentions[head] = Mention(
            first, last, start, end, w.text[start:end], kind, head, "source", resolution, refs=(key,)
        )
