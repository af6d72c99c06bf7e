"""Reading a year's framework from its file, over the year that it extends."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from muster.framework.model import Framework

_FOLDER = files("muster.framework")


class FrameworkError(ValueError):
    """There is no framework for the year asked for, or its file is faulty."""


def available_years(folder: Traversable = _FOLDER) -> tuple[int, ...]:
    """The years that have a file in the folder, in order."""
    stems = (entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(int(stem.removeprefix("ks1_")) for stem in stems if stem.startswith("ks1_")))


@cache
def load_framework(year: int, folder: Traversable = _FOLDER) -> Framework:
    """The framework of a year.

    Raises FrameworkError when the folder has no file for it, or the file (with what it extends) says too little,
    too much or something of the wrong kind.
    """
    if year not in available_years(folder):
        known = ", ".join(str(y) for y in available_years(folder))
        raise FrameworkError(f"There is no framework for {year}. Years that there are: {known}.")
    try:
        return msgspec.convert(_merged(f"ks1_{year}", folder), Framework)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as fault:
        raise FrameworkError(f"The framework file for {year} is faulty: {fault}") from fault


def _merged(stem: str, folder: Traversable) -> dict[str, Any]:
    """One file's values over those of the file it extends; tables are merged, all else replaced."""
    values = tomllib.loads((folder / f"{stem}.toml").read_text(encoding="utf-8"))
    base = values.pop("extends", None)
    return values if base is None else _over(_merged(base, folder), values)


def _over(base: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in values.items():
        both_tables = isinstance(value, dict) and isinstance(base.get(key), dict)
        merged[key] = _over(base[key], value) if both_tables else value
    return merged
