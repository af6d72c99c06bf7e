"""The run guided by coverage: started, given its seeds, and read."""

import hashlib
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.house.tree import ROOT
from tests.verify.fuzzing.case import MutatedFile
from tests.verify.fuzzing.corpus import authority, seeds
from tests.verify.fuzzing.mutated_run import FOLDER, SLOW_SECONDS, again

_LONGEST = 60_000
_HANGS_SECONDS = 20
_MEGABYTES = 1_500
_DONE = re.compile(r"Done (\d+) runs in (\d+) second")
_COVERED = re.compile(r"cov: (\d+)")


class Guided(NamedTuple):
    """How the run went: files checked, seconds, places of the code reached, and whether anything escaped or hung."""

    files: int
    seconds: int
    places: int
    failures: int
    slow: int


def is_there() -> bool:
    """Whether the fuzzer is installed; it has wheels for some machines only."""
    return find_spec("atheris") is not None


def run(seconds: int) -> Guided:
    """Fuzz for so many seconds from the corpus; what is found is kept in var/fuzz and taken up again next time."""
    found, given = FOLDER / "found", FOLDER / "seeds"
    for folder in (found, given):
        folder.mkdir(parents=True, exist_ok=True)
    _write_seeds(given)
    log = FOLDER / "guided.log"
    limits = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_HANGS_SECONDS}")
    others = (f"-rss_limit_mb={_MEGABYTES}", "-report_slow_units=1", "-detect_leaks=0", "-len_control=0")
    command = [sys.executable, "-m", "tests.verify.fuzzing.guided", *limits, *others]
    with log.open("wb") as said:
        ran = subprocess.run(
            [*command, f"-artifact_prefix={FOLDER}/", found, given], cwd=ROOT, stderr=said, stdout=said
        )
    return _read(log.read_text(encoding="utf-8", errors="replace"), ran.returncode)


def _write_seeds(folder: Path) -> None:
    for group in seeds():
        for seed in group:
            if len(seed.content) <= _LONGEST:
                (folder / hashlib.sha256(seed.content).hexdigest()[:16]).write_bytes(seed.content)


def _read(log: str, status: int) -> Guided:
    done, covered = _DONE.search(log), _COVERED.findall(log)
    if status != 0 or done is None:
        print(f" The run guided by coverage ended with {status}; the end of var/fuzz/guided.log:\n{log[-3_000:]}")
    files, seconds = (int(done[1]), int(done[2])) if done else (0, 0)
    return Guided(files, seconds, int(covered[-1]) if covered else 0, int(status != 0), _slow())


def _slow() -> int:
    """How many of the files that took long under the fuzzer do so without it."""
    told = authority().returns[0]
    slow = 0
    for path in sorted(FOLDER.glob("slow-unit-*")):
        seconds = again(MutatedFile(told.name, path.read_bytes(), told.context))
        if seconds > SLOW_SECONDS:
            slow += 1
            print(f" slow, {seconds:.1f} seconds: {path.relative_to(ROOT).as_posix()}")
        else:
            path.unlink()
    return slow
