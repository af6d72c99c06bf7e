"""`python -m tests.verify.detection [--schools N]`: is every planted fault found, and nothing else called an error?

Prints recall by rule and over all, and the precision of errors; exit status 1 where either is under 1. Then the same
for pupils whom two schools send, by kind of likeness, over several authorities, and the share of movers answered right.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from muster.records import Severity
from tests.verify import likeness, movers
from tests.verify.checked_authority import Checked, Planted, check_all, make, truth

PUPILS_A_SCHOOL = 50
SHARE = 0.02
DUPLICATES, AUTHORITIES = 0.03, 3


class Detection(NamedTuple):
    """What was planted and found, counted by rule, and what was missed or called an error without being planted."""

    planted: Counter[str]
    found: Counter[str]
    missed: list[Planted]
    errors: int
    false_errors: list[Planted]

    @property
    def recall(self) -> float:
        """The share of planted faults that were found."""
        return sum(self.found.values()) / max(1, sum(self.planted.values()))

    @property
    def precision(self) -> float:
        """The share of errors that were planted."""
        return 1 - len(self.false_errors) / max(1, self.errors)


def detect(planted: Iterable[Planted], answers: Iterable[Checked]) -> Detection:
    """Set what was found beside what was planted, row by row: two rows alike ask for two findings."""
    wanted = Counter(planted)
    found: Counter[Planted] = Counter()
    errors: Counter[Planted] = Counter()
    for checked in answers:
        for finding in checked.answer.findings:
            row = Planted(checked.file, finding.rule, finding.upn or "", finding.subject or "")
            found[row] += 1
            errors[row] += finding.severity is Severity.ERROR
    met = wanted & found
    return Detection(
        planted=_by_rule(wanted),
        found=_by_rule(met),
        missed=sorted((wanted - found).elements()),
        errors=errors.total(),
        false_errors=sorted((errors - wanted).elements()),
    )


def measure(schools: int, seed: int, share: float, folder: Path) -> Detection:
    """Make an authority in the folder, check it, and say what was found."""
    made = folder / "authority"
    make(made, schools=schools, pupils=schools * PUPILS_A_SCHOOL, seed=seed, faults=share)
    return detect(truth(made), check_all(made, folder))


def _by_rule(rows: Counter[Planted]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row, count in rows.items():
        counts[row.rule] += count
    return counts


def _tell(detection: Detection) -> None:
    for rule, planted in sorted(detection.planted.items()):
        print(f"  detection recall {rule}: {detection.found[rule] / planted:.2f} share (of {planted})")
    for row in detection.missed[:20]:
        print(f"  missed {row.rule} in {row.file} (UPN {row.upn or 'none'}, subject {row.subject or 'none'})")
    for row in detection.false_errors[:20]:
        print(f"  not planted, yet an error: {row.rule} in {row.file} (UPN {row.upn or 'none'})")
    print(f"detection faults planted: {detection.planted.total()} faults")
    print(f"detection rules planted: {len(detection.planted)} rules")
    print(f"detection recall: {detection.recall:.2f} share")
    print(f"detection precision of errors: {detection.precision:.2f} share")


def _alike(schools: int, first: int, folder: Path) -> Iterator[likeness.Likenesses]:
    for seed in range(first, first + AUTHORITIES):
        yield likeness.measure(schools, schools * PUPILS_A_SCHOOL, seed, DUPLICATES, folder / f"alike-{seed}")


def _tell_likenesses(measured: list[likeness.Likenesses]) -> None:
    for one in measured:
        for planted in one.missed():
            print(f"  missed {planted.kind} ({planted.variety})")
        for match in one.wrong():
            print(f"  not one child, yet {match.kind}: {', '.join(match.reasons)}")
    for line in likeness.figures(measured):
        print(line)


def _tell_movers(answered: movers.Answered) -> None:
    for mover, answer in answered.wrong[:20]:
        print(f"  answered wrong: {mover.case}, {answer.submits} by {answer.rule}, not {mover.submits} by {mover.rule}")
    print(f"detection movers answered right: {answered.share:.2f} share (of {answered.planted.total()})")


def main() -> int:
    """Measure once and tell."""
    parser = argparse.ArgumentParser(description="Find every planted fault in a made-up authority.")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=SHARE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        detection = measure(given.schools, given.seed, given.faults, Path(folder))
        alike = list(_alike(given.schools, given.seed, Path(folder)))
    _tell(detection)
    _tell_likenesses(alike)
    answered = movers.measure(given.schools, given.seed)
    _tell_movers(answered)
    missed = detection.missed or detection.false_errors or answered.wrong
    return 0 if not missed and likeness.is_kept(alike) else 1


if __name__ == "__main__":
    sys.exit(main())
