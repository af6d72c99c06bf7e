"""The licences of what is installed with the product; development tools may have others."""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from tests.house.locks import read_lock
from tests.house.tree import ROOT

_ALLOWED = re.compile(
    r"MIT|ISC|0BSD|BSD|Apache|MPL|Mozilla Public|PSF|Python Software Foundation|Python-2|OFL|Open Font|"
    r"LGPL|Lesser General Public|Zlib|Unlicense",
    re.IGNORECASE,
)
_CLASSIFIER = "License :: OSI Approved :: "


def licences_of(found: Distribution) -> list[str]:
    """The licences a distribution states: its expression, else its classifiers, else the first line it gives."""
    if expressions := found.metadata.get_all("License-Expression"):
        return list(expressions)
    classifiers = found.metadata.get_all("Classifier") or []
    if stated := [text.removeprefix(_CLASSIFIER) for text in classifiers if text.startswith(_CLASSIFIER)]:
        return stated
    return [text.splitlines()[0] for text in found.metadata.get_all("License") or [] if text]


def is_allowed(licence: str) -> bool:
    """Whether we may ship beside it: of alternatives (OR) one, of a conjunction (AND) every part."""
    return any(
        all(_ALLOWED.search(part) for part in choice.split(" AND ")) for choice in licence.strip("()").split(" OR ")
    )


def refusals(name: str, licences: list[str]) -> Iterator[str]:
    """One sentence where a package's licences are unknown or not among those the product may bring along."""
    if not licences:
        yield f"{name} does not say what its licence is"
    elif not any(map(is_allowed, licences)):
        yield f"{name} has a licence we do not ship beside: {', '.join(licences)}"


def problems(root: Path = ROOT) -> Iterator[str]:
    """One sentence for each package of the runtime lock, and of the frontend's, that we may not bring along."""
    yield from shipped_by_frontend(root / "frontend" / "package-lock.json")
    for pin in read_lock((root / "requirements.lock").read_text(encoding="utf-8")):
        if not pin.here:
            continue
        try:
            licences = licences_of(distribution(pin.name))
        except PackageNotFoundError:
            yield f"{pin.name} is locked but not installed; run script/bootstrap --dev"
        else:
            yield from refusals(pin.name, licences)


def shipped_by_frontend(lock: Path) -> Iterator[str]:
    """The same for the packages whose styles, scripts or fonts go into ours; those that only build it are not asked."""
    for place, pin in json.loads(lock.read_text(encoding="utf-8"))["packages"].items():
        if place and not pin.get("dev"):
            licence = pin.get("license", "")
            yield from refusals(place.removeprefix("node_modules/"), [licence] if licence else [])
