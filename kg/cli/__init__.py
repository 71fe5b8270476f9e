"""The `kg` command: one module a verb."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the entry point of the `kg` script."""
    from kg.cli.app import app

    app()
