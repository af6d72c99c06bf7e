"""England's files in one run, and a tenth of them: within the time, the memory, and in proportion.

Run it as `python -m tests.verify.england`. It makes up 16,700 schools, which takes longer than checking them.
"""

import sys
from collections.abc import Iterator

from bench.figure import Figure
from bench.run import run

MOST_SECONDS = 90.0
MOST_MEGABYTES = 600.0
MOST_TIMES_FOR_TEN = 11.0
_TOLD = "checked, with all that"


def measured(size: str) -> Iterator[tuple[str, float]]:
    """The figures of one size by name; each size is a process of its own, so that their memory stands apart."""
    for line in run(size):
        print(line, flush=True)
        name, _, value = line.rpartition(": ")
        yield name.removeprefix(f"{size}: "), float(value.split()[0].replace(",", ""))


def main() -> int:
    """Exit status 1 when England takes too long, or too much, or more than its share of a tenth of it."""
    tenth, england = dict(measured("tenth")), dict(measured("england"))
    per_pupil = {"tenth": tenth[_TOLD] / tenth["pupils"], "england": england[_TOLD] / england["pupils"]}
    growth = 10 * per_pupil["england"] / per_pupil["tenth"]
    print(Figure("time for ten times the pupils", growth, "times"))
    most = max(value for name, value in england.items() if name.startswith("most memory"))
    kept = england[_TOLD] <= MOST_SECONDS and most <= MOST_MEGABYTES and growth <= MOST_TIMES_FOR_TEN
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
