"""No file of the project names a package registry, or a place on somebody's machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import ROOT, project_files, text_of

REGISTRY = re.compile(
    r"\b[\w.-]*(?:py[p]i|python[h]osted|npm[j]s|crates|rubygems|conda|artifactory|nexus|registry)[\w-]*"
    r"\.(?:org|com|io|net|dev|internal)\b",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(
    r"(?<![\w.$}~*-])(?:/(?:work|root|home|Users|tmp|private|mnt|srv)/\w[\w./-]*|[A-Za-z]:\\+(?:Users|Temp)\\[\w.\\]+)"
)


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """Line number and wording of every registry host and machine path in the text."""
    for number, line in enumerate(text.splitlines(), start=1):
        for pattern in (REGISTRY, MACHINE_PATH):
            for match in pattern.finditer(line):
                yield number, match.group()


def problems(root: Path = ROOT) -> Iterator[str]:
    """One sentence for each address in a file of the project."""
    for path in project_files(root):
        for number, wording in addresses_in(text_of(path) or ""):
            yield f"{path.relative_to(root).as_posix()}:{number}: names {wording}, which stands nowhere but here"
