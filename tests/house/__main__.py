"""`python -m tests.house`: prints what is wrong with addresses, locks and licences; exit status 1 if anything is."""

import sys
from itertools import chain

from tests.house import addresses, licences, locks


def main() -> int:
    """Print each problem, and answer the exit status."""
    found = list(chain(addresses.problems(), locks.problems(), licences.problems()))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
