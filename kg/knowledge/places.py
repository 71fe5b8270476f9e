"""Where `data/` and `ontology/` are: inside the installed package, or at the root of a checkout.

A wheel carries the two folders as `kg/_data` and `kg/_ontology`; a checkout (and an editable install)
has them beside the package.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).resolve().parents[1]


def _folder(name: str) -> Path:
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise DataError(f"the folder {name}/ is missing: neither in the installed package nor in a checkout")


def _existing(folder: str, parts: tuple[str, ...]) -> Path:
    path = _folder(folder).joinpath(*parts)
    if not path.exists():
        raise DataError(f"{'/'.join((folder, *parts))} is missing from this installation")
    return path


def data_path(*parts: str) -> Path:
    """The path of a file or folder of `data/`.

    Raises:
        DataError: the folder, or the file in it, is absent.
    """
    return _existing("data", parts)


def ontology_path(*parts: str) -> Path:
    """The path of a file or folder of `ontology/`.

    Raises:
        DataError: the folder, or the file in it, is absent.
    """
    return _existing("ontology", parts)
