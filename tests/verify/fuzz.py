"""`python -m tests.verify.fuzz [SECONDS] [--cases N] [--first N] [--case N]`: mutated files, checked by the thousand.

Without a number 100,000 mutated files of our own, the tests' properties on fresh examples, and two minutes guided by
coverage. With SECONDS half of the time goes to our own mutators, half is guided by coverage. Exit status 1 where an
exception escapes, a finding says nothing, a file takes over a second, a command ends otherwise than it says, or a
regular expression is not linear.
"""

import argparse
import secrets
import sys
import time
from itertools import count

from bench.figure import THOUSAND, Figure
from tests.verify.fuzzing import guided_run, properties, regexes
from tests.verify.fuzzing.case import examined, mutated_file
from tests.verify.fuzzing.commands import try_all
from tests.verify.fuzzing.mutated_run import again, keep, most_memory, run

CASES = 100_000
_GUIDED_SECONDS = 120
_COMMAND_EVERY = 199
"""A prime, so that all of the command's ways come round."""

_PERCENT = 100


def mutated(first: int, cases: int | None, seconds: float | None) -> tuple[int, bool]:
    """Check mutated files and print the figures; how many there were, and whether all went well."""
    print(f" the first case is {first}", flush=True)
    start = time.monotonic()
    outcome = run(count(first) if cases is None else range(first, first + cases), seconds)
    taken = time.monotonic() - start
    slowest, number = outcome.slowest_case()
    print(f" the slowest case is {number}")
    for figure in (
        Figure("fuzz mutated files", outcome.files, "files"),
        Figure("fuzz files read to their pupils", _PERCENT * outcome.read / max(1, outcome.files), "%"),
        Figure("fuzz exceptions", outcome.exceptions, "exceptions"),
        Figure("fuzz files over a second", outcome.slow, "files"),
        Figure("fuzz slowest file", slowest * THOUSAND, "ms"),
        Figure("fuzz most memory, the corpus too", most_memory(), "MB"),
        Figure("fuzz time", taken, "s"),
    ):
        print(figure, flush=True)
    return outcome.files, not outcome.exceptions and not outcome.slow


def commands(first: int, cases: int) -> bool:
    """Give some of the same cases to the command, and print the figures; whether all ended as they should."""
    runs, wrong = try_all(range(first, first + cases, _COMMAND_EVERY))
    print(Figure("fuzz commands", runs, "runs"))
    print(Figure("fuzz commands that ended wrongly", wrong, "runs"), flush=True)
    return not wrong


def hypothesis() -> bool:
    """Try the tests' own properties on fresh examples, and print the figures; whether all hold."""
    examples, held = properties.run()
    print(Figure("fuzz by hypothesis", examples, "examples"))
    print(Figure("fuzz by hypothesis failures", int(not held), "failures"), flush=True)
    return held


def guided(seconds: int) -> bool:
    """Fuzz guided by coverage and print the figures; whether nothing escaped."""
    found = guided_run.run(seconds)
    print(Figure("fuzz guided by coverage", found.files, "files"))
    print(Figure("fuzz guided time", found.seconds, "s"))
    print(Figure("fuzz guided places reached", found.places, "places"))
    print(Figure("fuzz guided exceptions", found.failures, "exceptions"), flush=True)
    return not found.failures and not found.slow


def expressions() -> bool:
    """Time every regular expression and print the figures; whether each is linear."""
    worst = regexes.slowest_first()
    crooked = [one for one in worst if one.growth > regexes.MOST_GROWTH]
    for one in dict.fromkeys((*worst[:3], *crooked)):
        print(f" {regexes.told(one)}")
    print(Figure("regex patterns", len(worst), "patterns"))
    print(Figure("regex worst on 10,000 characters", worst[0].seconds * THOUSAND, "ms"))
    print(Figure("regex worst on 1 MB", max(one.megabyte for one in worst) * THOUSAND, "ms"))
    print(Figure("regex worst growth for twice the text", max(one.growth for one in worst), "times"), flush=True)
    return not crooked


def show(number: int) -> int:
    """Check one case, write it down, and let what it raises be seen."""
    file = mutated_file(number)
    print(keep(f"case-{number}", file), flush=True)
    answer = examined(file)
    for finding in answer.findings:
        print(f" {finding.rule} {finding.message} {finding.advice}")
    print(f" {again(file) * THOUSAND:.1f} ms")
    return 0


def main() -> int:
    """Fuzz as asked."""
    parser = argparse.ArgumentParser(description="Check mutated files: nothing escapes, nothing hangs.")
    parser.add_argument("seconds", nargs="?", type=int, help="how long, in all")
    parser.add_argument("--cases", type=int, help=f"how many files of our own mutators ({CASES} unless told)")
    parser.add_argument("--first", type=int, help="the number of the first case")
    parser.add_argument("--case", type=int, help="this one case alone")
    given = parser.parse_args()
    if given.case is not None:
        return show(given.case)
    parts = _timed(given.seconds, given.first) if given.seconds else _counted(given.cases, given.first or 0)
    return 0 if all(parts) else 1


def _counted(cases: int | None, first: int) -> list[bool]:
    """So many cases; by hypothesis and guided by coverage, too, unless the number was asked for."""
    files, well = mutated(first, cases or CASES, None)
    parts = [well, commands(first, files), expressions()]
    return parts if cases else [*parts, hypothesis(), not guided_run.is_there() or guided(_GUIDED_SECONDS)]


def _timed(seconds: int, first: int | None) -> list[bool]:
    """So many seconds: half of them guided by coverage where that can be, from another case each time unless told."""
    own = seconds
    if guided_run.is_there():
        own = seconds // 2
    else:
        print(" atheris is not here (it has wheels for some machines only): all the time goes to our own mutators.")
    first = secrets.randbelow(10**9) if first is None else first
    files, well = mutated(first, None, own)
    parts = [well, commands(first, files), expressions()]
    return [*parts, guided(seconds - own)] if own < seconds else parts


if __name__ == "__main__":
    sys.exit(main())
