"""`python -m tests.verify.query_load [--schools N]`: how much a school is asked when nobody has made a mistake.

A cause is one thing to answer: every query is one, but movement (C01, C02) is one for each rule. Prints the median
and the 95th percentile, and the causes a school by rule; exit status 1 where a promise is not kept.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from muster.records import CheckResult, Severity
from tests.verify.checked_authority import Checked, check_all, make

PUPILS_A_SCHOOL = 50
MEDIAN, PERCENTILE_95 = 2, 6
BY_RULE = 0.5
_MOVEMENT = ("C01", "C02")


class Load(NamedTuple):
    """The causes of every school, sorted; the causes a rule adds; the errors, of which there should be none."""

    causes: list[int]
    by_rule: Counter[str]
    errors: int

    def at(self, share: float) -> int:
        """The causes that this share of the schools does not go beyond."""
        return self.causes[min(len(self.causes) - 1, int(share * len(self.causes)))]

    def floods(self) -> list[str]:
        """The rules that alone add more than half a cause a school; movement may, being one click."""
        most = BY_RULE * len(self.causes)
        return sorted(rule for rule, count in self.by_rule.items() if count > most and rule not in _MOVEMENT)

    @property
    def is_kept(self) -> bool:
        """Whether every promise holds."""
        return self.at(0.5) <= MEDIAN and self.at(0.95) <= PERCENTILE_95 and not self.floods() and not self.errors


def load_of(answers: Iterable[Checked]) -> Load:
    """Count the causes of every answer."""
    causes: list[int] = []
    by_rule: Counter[str] = Counter()
    errors = 0
    for checked in answers:
        asked = _causes(checked.answer)
        causes.append(asked.total())
        by_rule.update(asked)
        errors += sum(finding.severity is Severity.ERROR for finding in checked.answer.findings)
    return Load(sorted(causes), by_rule, errors)


def measure(schools: int, seed: int, folder: Path) -> Load:
    """Make an authority without faults in the folder and count what its schools are asked."""
    made = folder / "authority"
    make(made, schools=schools, pupils=schools * PUPILS_A_SCHOOL, seed=seed, faults=0)
    return load_of(check_all(made, folder))


def _causes(answer: CheckResult) -> Counter[str]:
    asked = Counter(finding.rule for finding in answer.findings if finding.severity is Severity.QUERY)
    return Counter({rule: 1 if rule in _MOVEMENT else count for rule, count in asked.items()})


def _tell(load: Load) -> None:
    schools = len(load.causes)
    for rule, count in sorted(load.by_rule.items()):
        print(f"  query load {rule}: {count / schools:.3f} causes a school")
    for rule in load.floods():
        print(f"  {rule} alone adds more than {BY_RULE} causes a school")
    print(f"query load mean: {sum(load.causes) / schools:.2f} causes a school")
    print(f"query load median: {load.at(0.5)} causes")
    print(f"query load p95: {load.at(0.95)} causes")
    print(f"query load errors without faults: {load.errors} errors")


def main() -> int:
    """Measure once and tell."""
    parser = argparse.ArgumentParser(description="Count what schools are asked in a made-up authority without faults.")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load = measure(given.schools, given.seed, Path(folder))
    _tell(load)
    return 0 if load.is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
