import ast
from pathlib import Path

import muster.portal

PORTAL = Path(muster.portal.__file__).parent
ADAPTER = PORTAL / "organisations" / "signing_in"


def imported_by(file: Path) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_only_the_adapter_knows_allauth() -> None:
    knowing = {
        file for file in PORTAL.rglob("*.py") if any(name.partition(".")[0] == "allauth" for name in imported_by(file))
    }
    assert knowing
    assert all(ADAPTER in file.parents for file in knowing)
