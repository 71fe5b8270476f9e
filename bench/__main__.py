"""python -m bench [build] [store] [export] [memory] [search]: measure, and print Markdown tables."""

from __future__ import annotations

import importlib
import sys

PARTS = {
    "build": "build_speed",
    "store": "store_speed",
    "export": "export_speed",
    "memory": "build_memory",
    "search": "search_speed",
}


def main() -> None:
    """Run the parts named on the command line, or all."""
    from bench.report import table

    chosen = sys.argv[1:] or list(PARTS)
    unknown = set(chosen) - set(PARTS)
    if unknown:
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for part in chosen:
        module = importlib.import_module(f"bench.{PARTS[part]}")
        print(f"## {part}\n\n{table(module.measure())}\n", flush=True)


if __name__ == "__main__":
    main()
