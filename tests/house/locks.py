"""The locks: hashed, free of addresses, and in step with pyproject.toml and with each other."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.house.tree import ROOT

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


class Pin(NamedTuple):
    """One locked package: its canonical name, version, and where it is installed."""

    name: str
    version: Version
    marker: Marker | None

    @property
    def here(self) -> bool:
        """Whether this machine and this Python install it."""
        return self.marker is None or self.marker.evaluate()


def read_lock(text: str) -> list[Pin]:
    """The pins of a lock file."""
    return [_pin(match) for line in text.splitlines() if (match := _PIN.match(line))]


def _pin(match: re.Match[str]) -> Pin:
    marker = match["marker"]
    return Pin(canonicalize_name(match["name"]), Version(match["version"]), Marker(marker) if marker else None)


def stray_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines of a lock that are neither a pin nor a hash: addresses, options, comments."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not (_PIN.match(line) or _HASH.match(line)):
            yield number, line


def unhashed(text: str) -> Iterator[str]:
    """Pins that no hash follows."""
    lines = text.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if (match := _PIN.match(line)) and not _HASH.match(following):
            yield match["name"]


def unmet(requirements: list[str], pins: list[Pin]) -> Iterator[str]:
    """Requirements that hold here and that no pin answers."""
    for requirement in map(Requirement, requirements):
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        versions = [pin.version for pin in pins if pin.here and pin.name == canonicalize_name(requirement.name)]
        if not any(requirement.specifier.contains(version) for version in versions):
            yield str(requirement)


def disagreements(one: list[Pin], other: list[Pin]) -> Iterator[str]:
    """Packages that two locks, installed into one environment, pin to different versions here."""
    versions = {pin.name: pin.version for pin in one if pin.here}
    for pin in other:
        if pin.here and versions.get(pin.name, pin.version) != pin.version:
            yield f"{pin.name} {versions[pin.name]} and {pin.version}"


def locked_requirements(project: dict[str, Any]) -> dict[str, list[str]]:
    """Which requirements of pyproject.toml each lock file answers."""
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    return {
        "requirements.lock": [*project["project"]["dependencies"], *extras["portal"], *extras["reports"]],
        "requirements-grown.lock": extras["grown"],
        "requirements-build.lock": [*project["build-system"]["requires"], *groups["build"]],
        "requirements-dev.lock": groups["dev"],
        "requirements-verify.lock": groups["verify"],
    }


def problems(root: Path = ROOT) -> Iterator[str]:
    """One sentence for each thing wrong with the locks."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    together: list[Pin] = []
    for name, requirements in locked_requirements(project).items():
        text = (root / name).read_text(encoding="utf-8")
        pins = read_lock(text)
        yield from (f"{name}:{number}: neither a pin nor a hash: {line}" for number, line in stray_lines(text))
        yield from (f"{name}: {package} has no hash" for package in unhashed(text))
        yield from (f"{name}: does not answer {wanted}; run script/lock" for wanted in unmet(requirements, pins))
        yield from (f"{name}: pins apart from another lock: {both}" for both in disagreements(together, pins))
        together += pins
