"""kg build: texts in, a graph that can be asked out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import SOME_FAILED, QuietOption, Settings, StoreOption, find_store, number, report
from kg.cli.output import fit, note, safe, terminal_width

if TYPE_CHECKING:
    from kg.flow.report import BuildReport


@report
def build(
    paths: Annotated[
        list[str],
        typer.Argument(help="Files, folders, globs, addresses (pages, RSS), or - for standard input."),
    ],
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, help="Worker processes; about 0.5 GB of memory each.")
    ] = 1,
    date: Annotated[
        str | None, typer.Option("--date", help="Date of every document given: 2016, 2016-04 or 2016-04-07.")
    ] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Outlet of every document given.")] = None,
    author: Annotated[
        str | None,
        typer.Option("--author", help="A person, body or state: a speech by China speaks as China."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title of every document given.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the documents: en, ru, zh …")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Folder or name of a spaCy model; else KG_MODEL, else installed."),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option(
            "--threshold",
            min=0,
            max=1,
            help="Confidence from which the author's voice is accepted (rel:).",
            callback=number,
        ),
    ] = None,
    speakers: Annotated[
        int | None,
        typer.Option("--speakers", min=1, help="Independent voices from which a claim is accepted."),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option("--timeout", min=1, help="Seconds that one document may take.", callback=number),
    ] = None,
    quiet: QuietOption = False,
    store: StoreOption = None,
) -> int | None:
    """Read texts, find who said and did what to whom, and keep it with its evidence.

    Only what is new or changed is read; run it again at any time. Metadata can also stand in a file
    NAME.meta.toml beside NAME.txt (title, date, outlet, author, language).

    Examples:

      kg build articles/

      kg build speech.txt --author China --date 2016-09-03

      kg build 'reports/*.pdf' https://example.org/feed.xml --store asia.kg

      cat note.txt | kg build - --outlet "Desk note" --date 2016-04
    """
    from dataclasses import replace

    from kg.flow.build import Options
    from kg.flow.build import build as run
    from kg.store.rule import AcceptRule
    from kg.text.metadata import Given

    rule = None
    if threshold is not None or speakers is not None:
        usual = AcceptRule()
        rule = AcceptRule(
            usual.threshold if threshold is None else threshold,
            usual.speakers if speakers is None else speakers,
        )
    given = Given(title=title, date=date, outlet=outlet, author=author, language=lang)
    target = find_store(store, make=True)
    options = Options(given=given, jobs=jobs, model=model, rule=rule)
    if seconds is not None:
        options = replace(options, seconds=seconds)
    quiet = quiet or Settings.quiet
    progress = _Bar() if sys.stderr.isatty() and not quiet else None
    try:
        done = run(paths, target, options, progress=progress)
    finally:
        if progress:
            progress.end()
    _say(done, str(target), quiet)
    return SOME_FAILED if done.failed else None


def _say(done: BuildReport, target: str, quiet: bool) -> None:
    """The report on stderr; when quiet, only what failed."""
    for line in done.lines():
        if not quiet or line.startswith("failed "):
            note(line)
    note(f"store: {target}", quiet=quiet)


class _Bar:
    """One line on stderr that tells how far the build is."""

    def __call__(self, done: BuildReport, source: str) -> None:
        text = f"{done.read} read, {done.claims} claims, {len(done.failed)} failed: {source}"
        sys.stderr.write("\r\x1b[K" + fit(safe(text), terminal_width() - 1).rstrip())
        sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        sys.stderr.write("\r\x1b[K")
