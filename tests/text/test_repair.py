"""Each repair rule by minimal pairs: what it mends, and what looks like it and must stay."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.documents import Document, Known
from kg.model.vocabulary import Origin
from kg.text.repair import RULES, Traits, repair, repair_text

#: Prose that has lost its apostrophes, so that the rules which ask for that evidence may act.
LOSSY = (
    "Turkeys exports rose. Norways minister said that it doesnt matter. "
    "It isnt over, and Perus growth shows it. "
)


def _mended(text: str) -> str:
    return repair_text(text).text


CHANGED = [
    # characters
    ("mojibake", "Korvelâ€™s visit", "Korvel’s visit"),
    ("mojibake", "â€œYesâ€\x9d", "“Yes”"),
    ("mojibake", "cafÃ©", "café"),
    ("html-entity", "R&amp;D and &ldquo;trade&rdquo;", "R&D and “trade”"),
    ("soft-hyphen", "agree\u00adment", "agreement"),
    ("soft-hyphen", "agree\u00ad\nment", "agreement"),
    ("zero-width", "Ruri\u200btania", "Ruritania"),
    ("zero-width", "\ufeffRuritania", "Ruritania"),
    ("bidi-control", "Ruri\u202etania\u202c", "Ruritania"),
    ("ligature", "oﬃcial ﬁgures", "official figures"),
    ("line-end", "one.\r\nTwo.\rThree.", "one.\nTwo.\nThree."),
    ("odd-space", "5\u00a0May\u20092015", "5 May 2015"),
    ("control-character", "Ruri\x00tania\x1b", "Ruritania"),
    ("lost-character", "Korvel\ufffds visit", "Korvel’s visit"),
    # spaces around punctuation
    ("space-before-stop", "the front (RLF) , much of it", "the front (RLF), much of it"),
    ("double-space", "We thank Mr. Rudolf  Rassendyll for it.", "We thank Mr. Rudolf Rassendyll for it."),
    ("space-before-stop", "Is that so ? Yes.", "Is that so? Yes."),
    ("space-before-quote", "“everything, ” she said", "“everything,” she said"),
    ("lost-space-at-quote", "they therefore“see a window” in it", "they therefore “see a window” in it"),
    ("lost-space-at-quote", "the “gun”and the “purse”", "the “gun” and the “purse”"),
    ("lost-space-at-quote", "“a lot in common.”She cited it", "“a lot in common.” She cited it"),
    (
        "lost-space-at-bracket",
        "the Initiative(the Belt and the Road)",
        "the Initiative (the Belt and the Road)",
    ),
    ("lost-space-after-number", "2.To widen cooperation in trade", "2. To widen cooperation in trade"),
    (
        "lost-space-after-stop",
        "They signed it.Then they left at once.",
        "They signed it. Then they left at once.",
    ),
    ("lost-space-after-comma", "Ruritania,Borduria and Syldavia", "Ruritania, Borduria and Syldavia"),
    # words
    ("lost-space", "in the 21stCentury", "in the 21st Century"),
    ("lost-line-end", "Cooling RelationsWhen troops left", "Cooling Relations\nWhen troops left"),
    ("lost-hyphen", "Turkey and Norway: TurkeyNorway trade", "Turkey and Norway: Turkey–Norway trade"),
    ("lost-space", "the unlikely partnerNorway came", "the unlikely partner Norway came"),
    ("lost-dash", LOSSY + "It was an unlikely partnerNorway.", "unlikely partner—Norway."),
    ("lost-space", LOSSY + "A letter camefrom the capital.", "came from the capital"),
    ("lost-dash", LOSSY + "It camesome say quicklyfrom the air.", "It came—some say quickly—from the air."),
    ("lost-apostrophe", LOSSY, "Turkey’s exports"),
    ("lost-apostrophe", LOSSY, "Norway’s minister said that it doesn’t"),
    ("lost-apostrophe", "It doesnt matter.", "It doesn’t matter."),
    ("lost-apostrophe", "Theres no doubt.", "There’s no doubt."),
    ("lost-apostrophe", "the countrys first railway", "the country’s first railway"),
    ("lost-apostrophe", LOSSY + "That wont serve us.", "That won’t serve us."),
    ("lost-apostrophe", LOSSY + "the Peoples Republic", "the People’s Republic"),
    # markup
    ("markdown", "## The record\n\nThey **met** in May.", "The record\n\nThey met in May."),
    ("markdown", "See [the note](https://example.org/a) here.", "See the note here."),
]

KEPT = [
    # what only looks damaged
    "The two Koreas and both Germanys were named.",
    "Turkeys are birds, and Norways is a rare name.",
    LOSSY.replace("s exports", "’s exports")
    .replace("Norways", "Norway’s")
    .replace("doesnt", "doesn’t")
    .replace("isnt", "isn’t")
    .replace("Perus", "Peru’s")
    + "The two Sudans met.",
    "As was her wont, she said that its minister can sing.",
    "Obama’s trip: the Obamas and the Clintons were there.",
    "YouTube, WhatsApp, LinkedIn, McDonald, FedEx, iPhone, AstraZeneca, PetroChina, EastMed, deVries.",
    "Booking.Com and Mail.Ru and Node.js and e.g.this and U.S.troops.",
    "See https://example.org/a,b(c)d.E and mail a.b@example.org now.",
    "member(s) of the board, f(x), Article 4(2), word(nel)",
    "He paused ... and then . . . went on.",
    "The .NET group, and a stop\n. Near the border, one strike.",
    "„So ist es“, sagte er. Das“ ist alles.",
    'She said "no" and "yes, " he wrote.',
    "The troublesome undersecretary took over the handover; notwithstanding that, thereof, wherefrom.",
    "He paid 5,000 dollars, 1,2 and 3,4.",
    "Â is a letter, and so are Ã and â; naïve café.",
    "AT&T and R&D, Q&A; &c.",
    "In 2015 * was used * as a sign, 2 * 3 * 4, and snake_case_name.",
    "1. Trade grew.\n2. Energy grew.\n3. Tourism grew.\n4. Arms sales fell.",
    "1. expansion of trade\n2. joint work on energy\n3. tourism\n4. culture",
    "1: Trade grew.\n2: Energy grew.\n3: Tourism grew.\n4: Arms sales fell.",
    "Norway’s fleet, Peru’s army and Chile’s navy met. Turkeys exports and Brazils growth rose.",
    "The 5”pipe was cut, and the 7”barrel too.",
    "12 people came.\n\n13 people left.\n\n14 people stayed.",
    "Ruritania\nBorduria\nSyldavia\nFreedonia",
    "The agenda:\n- trade\n- energy\n- arms",
    "Q: Who won?\nA: Nobody.\nQ: And then?\nA: They went home.",
    "2013\n\n2014\n\n2015\n\nwere the years of the pact.",
    "one—two; three – four; five - six; a well-known, long-term plan.",
    "The speaker’s ‘inner’ quote and the speakers’ room.",
]


@pytest.mark.parametrize("case", CHANGED, ids=[f"{c[0]}-{n}" for n, c in enumerate(CHANGED)])
def test_it_mends(case: tuple[str, str, str]) -> None:
    rule, raw, wanted = case
    repaired = repair_text(raw)
    assert rule in {c.rule for c in repaired.counts()}
    assert wanted in repaired.text


@pytest.mark.parametrize("text", KEPT, ids=[text[:30] for text in KEPT])
def test_it_leaves_alone(text: str) -> None:
    assert repair_text(text).edits == ()


def test_plurals_of_states_stay_plurals() -> None:
    assert "the two Chinas claims" in _mended(LOSSY + "Nobody heard the two Chinas claims.")
    assert "Chinas claims" not in _mended(LOSSY + "Nobody heard Chinas claims.")


def test_a_word_that_comes_back_is_a_word() -> None:
    brand = "They use partnerNorway daily. The firm partnerNorway grew."
    assert repair_text(brand).edits == ()


def test_a_head_above_wrapped_text_stays() -> None:
    import textwrap

    raw = "The railway\n" + "\n".join(textwrap.wrap(SENTENCES.strip(), 70))
    assert _mended(raw) == "The railway\n" + SENTENCES.strip()


def test_every_rule_has_a_case() -> None:
    here = {rule for rule, _, _ in CHANGED}
    elsewhere = {
        "running-number",
        "page-number",
        "running-head",
        "form-feed",
        "wrapped-line",
        "line-end-hyphen",
    }
    assert here | elsewhere == set(RULES)


def test_other_languages_keep_their_spacing() -> None:
    french = Document(sha256="0" * 64, source="a.txt", text="Est-ce vrai ? Oui !", language=_known("fr"))
    assert repair(french).edits == ()


def _known(value: str) -> Known:
    return Known(value=value, origin=Origin.GIVEN)


SENTENCES = (
    "The government of Ruritania signed an agreement with Borduria on Monday. Minister Anna Korvel said that "
    "trade between the two countries would grow, and that the railway to Strelsau would be finished within "
    "five years. Syldavia rejected the agreement and recalled its ambassador. The border stayed open during "
    "the negotiations. "
) * 6


def _cut(text: str, width: int, mark: str) -> str:
    pieces = [text[i : i + width] for i in range(0, len(text), width)]
    return "\n".join(f"{n}{mark}{piece}" for n, piece in enumerate(pieces, 1))


@pytest.mark.parametrize("mark", ["、", "|", ": ", ")"])
@pytest.mark.parametrize("width", [97, 140])
def test_running_numbers_that_cut_words(mark: str, width: int) -> None:
    raw = _cut(SENTENCES.strip(), width, mark)
    if mark != ": ":
        assert _mended(raw) == SENTENCES.strip()
    else:  # here the space of the mark cannot be told from one of the text
        assert re.sub(r"\W", "", _mended(raw)) == re.sub(r"\W", "", SENTENCES)


def test_line_numbers_between_words() -> None:
    import textwrap

    lines = textwrap.wrap(SENTENCES.strip(), 70)
    raw = "\n".join(f"{n} {line}" for n, line in enumerate(lines, 1))
    assert _mended(raw) == SENTENCES.strip()


def test_numbered_paragraphs_stay() -> None:
    raw = "\n".join(f"{n}. {s.strip()}." for n, s in enumerate(SENTENCES.split(".")[:9], 1))
    assert repair_text(raw).edits == ()
    tabbed = raw.replace(". ", ".\t")
    assert repair_text(tabbed).edits == ()


def _pages(head: str, foot: str, feed: str) -> str:
    import textwrap

    lines = textwrap.wrap(SENTENCES.strip(), 60)
    pages = [lines[i : i + 7] for i in range(0, len(lines), 7)]
    return feed.join(
        "\n".join(filter(None, [head.format(n), *page, foot.format(n)])) for n, page in enumerate(pages, 1)
    )


@pytest.mark.parametrize(
    ("head", "foot", "feed"),
    [
        ("", "{}\n\n", "\n"),
        ("", "Page {} of 4", "\n"),
        ("", "- {} -", "\n"),
        ("The Strelsau Quarterly", "{}", "\n\f\n"),
        ("The Strelsau Quarterly {}", "", "\n\f\n"),
        ("", "", "\n\f\n"),
        ("", "{} 15-12345", "\n\n"),
    ],
)
def test_pages_are_joined(head: str, foot: str, feed: str) -> None:
    assert " ".join(_mended(_pages(head, foot, feed)).split()) == SENTENCES.strip()
    assert not re.search(r"[^.\s]\s*\n", _mended(_pages(head, foot, feed)).strip()), "a sentence is still cut"


@pytest.mark.parametrize("width", [45, 72, 100])
@pytest.mark.parametrize("space", ["", " "])
def test_wrapped_paragraphs_are_joined(width: int, space: str) -> None:
    import textwrap

    paragraphs = [SENTENCES[:600].strip(), SENTENCES[200:760].strip(), SENTENCES[100:900].strip()]
    wrapped = "\n\n".join((space + "\n").join(textwrap.wrap(p, width)) for p in paragraphs)
    raw = f"The railway to Strelsau\n\n{wrapped}\n\n- trade in wheat\n- trade in timber\n"
    assert (
        _mended(raw)
        == "The railway to Strelsau\n\n"
        + "\n\n".join(paragraphs)
        + "\n\n- trade in wheat\n- trade in timber\n"
    )


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("coop-\neration", "cooperation"),
        ("long-\nterm", "long-term"),
        ("Secretary-\nGeneral", "Secretary-General"),
        ("people-to-\npeople", "people-to-people"),
        ("short-\nand long-term", "short- and long-term"),
    ],
)
def test_hyphens_at_line_ends(broken: str, whole: str) -> None:
    raw = (
        f"The two governments have a plan for {broken} ties\n"
        "and for a railway that would reach the coast of the\nnorthern sea."
    )
    assert whole in _mended(raw)


def test_speaker_turns_stay_apart() -> None:
    raw = (
        "Anna Korvel: We have signed what could be\nsigned, and the rest will follow in the spring.\n"
        "Jan Tesk: That is what you told us a year ago\nand the year before that.\n"
    )
    assert _mended(raw) == (
        "Anna Korvel: We have signed what could be signed, and the rest will follow in the spring.\n"
        "Jan Tesk: That is what you told us a year ago and the year before that.\n"
    )


def test_markdown_signs_of_single_letters_only_in_markdown() -> None:
    assert repair_text("They *met* in May.").edits == ()
    assert repair_text("They *met* in May.", Traits(markdown=True)).text == "They met in May."


@given(st.text(max_size=200) | st.text(alphabet='ab1 .,\n\r\f“”"’—-()、*#_[]&;Ã©s\u00ad', max_size=120))
def test_any_text_can_be_repaired(raw: str) -> None:
    """Whatever the text: the edits apply, and every untouched character maps to itself."""
    repaired = repair_text(raw)
    touched = {i for e in repaired.edits for i in range(e.start, e.end)}
    assert sum(1 for i in range(len(raw)) if i not in touched) + sum(
        len(e.replacement) for e in repaired.edits
    ) == len(repaired.text)
    for at, character in enumerate(repaired.text):
        start, end = repaired.raw_span(at, at + 1)
        assert raw[start:end] == character or any(e.start == start and e.end == end for e in repaired.edits)
    assert {r for e in repaired.edits for r in e.rule.split("+")} <= set(RULES)


@pytest.mark.parametrize("raw", [raw for _, raw, _ in CHANGED])
def test_repaired_text_needs_no_repair(raw: str) -> None:
    once = repair_text(raw).text
    assert repair_text(once).text == once
