"""The application: global options, and one verb a module, imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli.common import Settings, check_lang

HELP = """Who did or said what to or about whom, with the sentence that proves it.

Examples:

  kg build articles/

  kg show Gabuev

  kg claims --speaker "Feng Yujun"

  kg query --named shared-institutions --param a=China --param b=Russia

  kg export gexf -o china.gexf --ego China

Exit codes: 0 done, 1 a check failed, 2 usage, 3 not found, 4 ambiguous, 5 some inputs failed
(the rest is kept), 6 bad query, 7 limit reached, 130 interrupted.
"""

#: Verb → what it does in one line, in the order of help. The verb's module has its name.
VERBS = {
    "build": "Read texts into a store; only what is new or changed.",
    "sources": "List the documents, show one, remove one.",
    "search": "Find entities by name, sentences by their words.",
    "show": "An entity's names, posts, relations and claims.",
    "claims": "Claims with quote, date and source.",
    "events": "What happened, each happening once, however many tell of it.",
    "dyad": "What passes between two actors, each direction by itself.",
    "changes": "Figures, posts and dates that contradict each other, or moved on.",
    "promises": "What became of agreements and projects, step by step.",
    "path": "How two entities are tied, with the sentence at each hop.",
    "explain": "Why a relation or claim stands: sentences, speakers, rule.",
    "query": "Ask in SPARQL, or one of the ready questions.",
    "export": "Files for Gephi, triple stores, tables, other programs.",
    "review": "Accept, reject, merge, split; decisions that can be undone.",
    "validate": "Check the graph's shapes, and every quote against its text.",
    "eval": "Score the extractor against labelled files.",
    "stats": "What is in the store, and what was skipped.",
    "diff": "What changed between two stores.",
    "schema": "The JSON Schemas of what is written.",
    "doctor": "What is installed, and what is missing.",
}


class Group(TyperGroup):
    """A verb with verbs of its own, which knows what was probably meant."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The verb asked for, or an error that names the nearest one."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            ctx.fail(f"no {ctx.info_name} {args[0]!r}{did_you_mean(args[0], known)}")
        return super().resolve_command(ctx, args)


class Verbs(TyperGroup):
    """Imports the module of a verb when the verb is used, so that `kg show` pays for no other."""

    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override] # noqa: ARG002
        """Every verb, in the order of help."""
        return list(VERBS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override] # noqa: ARG002
        """The command of a verb; None for an unknown one."""
        if cmd_name not in VERBS:
            return None
        one = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=_HELP)
        function = getattr(import_module(f"kg.cli.{cmd_name}"), cmd_name)
        if isinstance(function, typer.Typer):  # a verb with verbs of its own
            function.info.cls, function.info.short_help = Group, VERBS[cmd_name]
            function.info.context_settings = _HELP
            return typer.main.get_command(function)
        one.command(cmd_name, short_help=VERBS[cmd_name])(function)
        return typer.main.get_command(one)

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]
        """The verb asked for, or an error that names the nearest one."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            ctx.fail(f"no verb {args[0]!r}{did_you_mean(args[0], list(VERBS))}")
        return super().resolve_command(ctx, args)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """ "; did you mean …?", or nothing when nothing is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, known, 3, 0.6)
    return f"; did you mean {' or '.join(near)}?" if near else f"; there are {', '.join(known)}"


_HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=Verbs,
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_HELP,
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
    lang: Annotated[
        str, typer.Option("--lang", help="Language of labels: en, ru or zh.", callback=check_lang)
    ] = "en",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say nothing but results and errors.")] = False,
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="Say more: how an error came about.")
    ] = 0,
    version: Annotated[  # noqa: ARG001 - its callback acts
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Keep the global options for the verbs."""
    Settings.store, Settings.lang, Settings.quiet, Settings.verbose = store, lang, quiet, verbose
