"""The cues of data/lexicon/cues.jsonl: words that report, and how what they report hangs on them.

Frames of verbs: `ccomp` (a clause, or a direct quotation), `quote` (a direct quotation only), `xcomp`
(infinitive), `dobj` (object phrase), `dobj+xcomp` (object and infinitive), `dobj+prep:P` (object and
prepositional phrase), `prep` and `prep+xcomp` (what follows the lemma's own preposition), `oprd` (object
and predicate), `mood` (a state of mind, behind which thoughts may stand that nothing reports). Of
adjectives: `ccomp`, `xcomp` and `prep:P` ("worried about the harbour"). Of nouns: `ccomp`, `xcomp`,
`prep:P` ("criticism of the pact"), `in` and `by` ("in her view, …"), `medium` (a medium that one speaks to)
and `office` (a post or body that speaks for its state), `speaker` (people who speak without a name) and
`document` (a text that its makers speak through). Of adverbs and prepositions: `clause`, the clause that
they stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.knowledge.entries import read_lines
from kg.knowledge.places import data_path
from kg.model.vocabulary import Modality, SpeechAct

POSITIONS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP"})
FRAMES = frozenset(
    {
        "ccomp",
        "quote",
        "xcomp",
        "dobj",
        "dobj+xcomp",
        "prep",
        "prep+xcomp",
        "oprd",
        "in",
        "by",
        "clause",
        "mood",
    }
    | {"medium", "office", "speaker", "document"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of the lexicon; `example` holds `source` and each of `content` as written."""

    lemma: str
    pos: str
    act: SpeechAct
    frames: tuple[str, ...]
    example: str
    source: str | None
    content: tuple[str, ...]
    modality: Modality | None = None
    #: Other lemmas that the parser gives to its forms ("hop" for "hopes").
    also: tuple[str, ...] = ()
    #: Without a clause it is a deed ("decided to", "praised the plan"): found, but nothing is said.
    deed: bool = False
    #: Things do it as well as people ("this shows that"): handed on only with a known speaker.
    weak: bool = False
    #: What is known or forgotten is so: the teller's own word, nothing that is said.
    factive: bool = False
    #: As a participle it opens a remark of the reporter's: "…, adding that".
    remark: bool = False
    #: In a coordinated clause with a subject of its own it makes a second speaker: "and Y warned that".
    voice: bool = False

    @property
    def particle(self) -> str | None:
        """The second word of the lemma ("point out", "call for"), if it has one."""
        return self.lemma.partition(" ")[2] or None

    @property
    def quotes(self) -> bool:
        """Whether a direct quotation can hang on it."""
        return self.pos == "VERB" and ("ccomp" in self.frames or "quote" in self.frames)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by the lemma of their first word; several where particles differ ("call for", "call on")."""

    cues: tuple[Cue, ...]
    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: Mapping[str, Cue]
    prepositions: Mapping[str, Cue]
    remarks: frozenset[str]
    voices: frozenset[str]


@cache
def load() -> Lexicon:
    """The lexicon, read once a process. Raises DataError for a malformed line."""
    return build(tuple(_cue(line) for line in read_lines(data_path("lexicon", "cues.jsonl"))))


def build(cues: tuple[Cue, ...]) -> Lexicon:
    """Index cues; verbs with a particle are tried before the bare verb."""
    verbs: dict[str, list[Cue]] = {}
    others: dict[str, dict[str, Cue]] = {"NOUN": {}, "ADJ": {}, "ADV": {}, "ADP": {}}
    for cue in cues:
        if cue.pos == "VERB":
            for first in (cue.lemma.partition(" ")[0], *cue.also):
                verbs.setdefault(first, []).append(cue)
        else:
            others[cue.pos][cue.lemma] = cue
    ordered = {k: tuple(sorted(v, key=lambda c: (c.particle is None, c.lemma))) for k, v in verbs.items()}
    return Lexicon(
        cues,
        ordered,
        others["NOUN"],
        others["ADJ"],
        others["ADV"],
        others["ADP"],
        frozenset(cue.lemma for cue in cues if cue.remark),
        frozenset(cue.lemma for cue in cues if cue.voice),
    )


def _cue(line: Mapping[str, object]) -> Cue:
    try:
        frames = line["frame"]
        content = line["content"]
        also = line.get("also", [])
        if not (isinstance(frames, list) and isinstance(content, list) and isinstance(also, list)):
            raise DataError(f"cues.jsonl: frame, content and also of {line['lemma']!r} must be lists")
        cue = Cue(
            lemma=str(line["lemma"]),
            pos=str(line["pos"]),
            act=SpeechAct(str(line["act"])),
            frames=tuple(map(str, frames)),
            example=str(line["example"]),
            source=None if line.get("source") is None else str(line["source"]),
            content=tuple(map(str, content)),
            modality=Modality(str(line["modality"])) if line.get("modality") else None,
            also=tuple(map(str, also)),
            deed=bool(line.get("deed", False)),
            weak=bool(line.get("weak", False)),
            factive=bool(line.get("factive", False)),
            remark=bool(line.get("remark", False)),
            voice=bool(line.get("voice", False)),
        )
    except (KeyError, ValueError) as error:
        raise DataError(f"cues.jsonl: {line.get('lemma', line)!r}: missing or unknown {error}") from error
    known = all(f in FRAMES or f.startswith(("dobj+prep:", "prep:")) for f in cue.frames)
    if cue.pos not in POSITIONS or not known or not cue.frames:
        raise DataError(f"cues.jsonl: unknown pos or frame in {cue.lemma!r}")
    return cue
