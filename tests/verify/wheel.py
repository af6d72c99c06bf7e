"""The wheel holds every file of the package, and installs and works with pip alone in a fresh environment."""

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from tests.house.tree import ROOT, project_files

SOURCE = ROOT / "src"
SCHOOLS = 3
# script/bootstrap builds them; git does not know them.
BUILT = frozenset(f"muster/portal/pages/static/muster/{name}" for name in ("muster.css", "muster.js", "icon.svg"))
FONTS = frozenset(f"muster/reporting/fonts/{name}" for name in ("NotoSansSC_400Regular.ttf", "licences.txt"))


def build(folder: Path) -> Path:
    """Build the wheel as a packager would, with the build backend that is pinned."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def missing_from(wheel: Path) -> list[str]:
    """Files of the package that the wheel does not hold."""
    wanted = {path.relative_to(SOURCE).as_posix() for path in project_files() if path.is_relative_to(SOURCE)}
    with zipfile.ZipFile(wheel) as archive:
        return sorted((wanted | BUILT | FONTS) - set(archive.namelist()))


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel and what it needs into a new environment; where its commands are."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", "--quiet", wheel], check=True)
    return commands


def check_an_authority(commands: Path, folder: Path) -> int:
    """Make a small faultless authority and check it, by the installed command; check's exit status."""
    muster = commands / "muster"
    shape = ["--schools", str(SCHOOLS), "--pupils", "60", "--seed", "1", "--faults", "0"]
    subprocess.run(
        [muster, "synthesise", *shape, "--out", folder], check=True, cwd=folder.parent, stdout=subprocess.DEVNULL
    )
    checked = subprocess.run(
        [muster, "check", folder / "returns", "--today", "2026-06-26", "--json"],
        cwd=folder.parent,
        capture_output=True,
        encoding="utf-8",
    )
    return checked.returncode if len(checked.stdout.splitlines()) == SCHOOLS else 2


def main() -> int:
    """Print the wheel's size, what it lacks, and whether it works."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build(folder)
        missing = missing_from(wheel)
        status = check_an_authority(install(wheel, folder / "environment"), folder / "authority")
        print(f"wheel size: {wheel.stat().st_size // 1024} KB")
    print(f"files missing from the wheel: {len(missing)} files")
    print(f"exit status of check on a faultless authority: {status} (0 is wanted)")
    for path in missing:
        print(f"  {path}")
    return 1 if missing or status else 0


if __name__ == "__main__":
    sys.exit(main())
