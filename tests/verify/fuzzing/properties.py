"""The properties that the tests sample, on thousands of fresh examples each."""

import re
import subprocess
import sys

from tests.house.tree import ROOT

_TESTS = "tests/core/formats/test_fuzz_sample.py"
_PASSING = re.compile(r"(\d+) passing")


def run() -> tuple[int, bool]:
    """How many examples held, and whether none failed; what fails is printed."""
    ask = ("-q", "-p", "no:cacheprovider", "--hypothesis-profile=verify", "--hypothesis-show-statistics", _TESTS)
    ran = subprocess.run([sys.executable, "-m", "pytest", *ask], cwd=ROOT, capture_output=True, encoding="utf-8")
    if ran.returncode != 0:
        print("\n".join(f" {line}" for line in ran.stdout.splitlines()[-80:]))
    return sum(map(int, _PASSING.findall(ran.stdout))), ran.returncode == 0
