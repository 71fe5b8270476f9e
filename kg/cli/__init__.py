"""The `kg` command: one module a verb.

`main` is the border to the user: whatever happens below, what reaches the terminal is one clear line
on stderr and an exit code, never a traceback (except with -v).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; the entry point of the `kg` script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; answers its exit code (see `kg.cli.common`)."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets its number instead, not an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        from kg.cli.app import app
        from kg.cli.common import Settings

        Settings.reset()
        return int(app(arguments, prog_name="kg", standalone_mode=False) or 0)
    except KeyboardInterrupt:
        return _say("interrupted; what was finished is kept", 130)
    except Exception as error:  # noqa: BLE001 - the last border before the user
        return _failed(error)


def _failed(error: Exception) -> int:
    from kg.cli.common import Settings, exit_code
    from kg.errors import KgError

    if hasattr(error, "format_message"):  # typer's errors of usage
        return _usage(error)
    if Settings.verbose:
        import traceback

        traceback.print_exception(error)
    if isinstance(error, KgError):
        return _say(str(error), exit_code(error))
    if isinstance(error, MemoryError):
        return _say("this machine has not enough memory for that; the store is as it was", 1)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return _say(f"{where}{(error.strerror or str(error)).lower()}", 2)
    what = f"{type(error).__name__}: {error}"
    return _say(f"an error in kg itself ({what[:300]}); `kg -v …` shows where. Please report it", 1)


def _usage(error: Exception) -> int:
    """A wrong option or argument: one line that says what is wrong and where help is."""
    message = str(error.format_message()).strip()  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        sys.stderr.write(f"{message}\n")
        return 2
    path = context.command_path if context else "kg"
    possible = getattr(error, "possibilities", None)
    if possible:
        from difflib import get_close_matches

        near = get_close_matches(str(error.option_name), possible, 1, 0)[0]  # type: ignore[attr-defined]
        message = f"{error.message}; did you mean {near}?"  # type: ignore[attr-defined]
    message = message[:1].lower() + message[1:].rstrip(".")
    return _say(f"{message} (`{path} -h` helps)", 2)


def _say(text: str, code: int) -> int:
    from kg.cli.output import note

    note(f"kg: {text}")
    return code


__all__ = ["main", "run"]
