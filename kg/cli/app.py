"""The application: global options, and one verb a module."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.ask import claims, search, show
from kg.cli.build import build
from kg.cli.common import Settings
from kg.cli.doctor import doctor
from kg.cli.dyad import dyad
from kg.cli.export import export
from kg.cli.query import query
from kg.cli.schema import schema
from kg.cli.sources import sources
from kg.cli.stats import stats
from kg.cli.validate import validate

HELP = """Who did or said what to or about whom, with the sentence that proves it.

Examples:

  kg build articles/

  kg show Gabuev

  kg claims --speaker "Feng Yujun"

  kg query --named shared-institutions --param a=China --param b=Russia

  kg export gexf -o china.gexf --ego China
"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from kg import __version__

        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def settings(
    store: Annotated[
        Path | None, typer.Option("--store", help="The store; else KG_STORE, else the nearest .kg/ upwards.")
    ] = None,
    lang: Annotated[str, typer.Option("--lang", help="Language of labels: en, ru or zh.")] = "en",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but results and errors.")] = False,
    verbose: Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more.")] = 0,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Keep the global options for the verbs."""
    if lang not in ("en", "ru", "zh"):
        raise typer.BadParameter(f"{lang!r} is none of en, ru, zh", param_hint="--lang")
    Settings.store, Settings.lang, Settings.quiet, Settings.verbose = store, lang, quiet, verbose


for _verb in (build, search, show, claims, dyad, query, export, sources, validate, stats, schema, doctor):
    app.command(_verb.__name__)(_verb)
