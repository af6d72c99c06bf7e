"""`python -m tests.verify [PART...]`: runs the parts, shows and records their figures; exit status 1 on a miss."""

import datetime
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT
from tests.verify import assurance

PARTS = (
    "mutation",
    "fuzz",
    "england",
    "detection",
    "two-places",
    "query-load",
    "measures",
    "reports",
    "fresh-roots",
    "wheel",
    "dripping",
    "killed-worker",
    "databases",
)


def run(part: str) -> tuple[int, list[str]]:
    """Run a part, passing its output on; its exit status and its `name: value unit` lines."""
    figures = []
    command = [sys.executable, "-m", f"tests.verify.{part.replace('-', '_')}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            if ": " in line and not line.startswith((" ", "#")):
                figures.append(line.strip())
    return running.returncode, figures


def verify(part: str, page: Path = assurance.PAGE) -> bool:
    """Run a part and record it; whether it met what it promises."""
    print(f"== {part}", flush=True)
    status, figures = run(part)
    result = "met" if status == 0 else "missed"
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    row = assurance.Row(part, result, "; ".join(figures), assurance.commit(), assurance.machine(), today)
    assurance.record(row, page)
    return status == 0


def main(chosen: list[str]) -> int:
    """Verify the chosen parts, or all; 2 where one is not known."""
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}. The parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    met = [verify(part) for part in chosen or PARTS]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
