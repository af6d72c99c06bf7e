"""Measures of a whole authority in the portal: 15,000 pupils read from its database, counted and compared."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench.accepted_authority import accept
from bench.figure import Figure
from bench.likeness import least
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.measures import MOST_AUTHORITY_MS, told
from muster.framework import load_framework
from muster.measures import groups_together

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection

_WHOLE = "an authority of 300 schools, 15,000 pupils, in the portal: "
_SAME = "the same, with the shares, gaps and prior attainment of all"


def figures(collection: "Collection") -> Iterator[Figure]:
    """Times of one processor, the least of several turns."""
    from muster.portal.benchmarks.grouped import accepted_schools
    from muster.portal.publishing.of_schools import inputs_of_authority

    framework = load_framework(collection.year)

    def measured() -> None:
        told(groups_together([one.counts for one in accepted_schools(framework, collection)]))

    actions = (lambda: accepted_schools(framework, collection), measured, lambda: inputs_of_authority(collection))
    counted, whole, summary = least(actions)
    yield Figure(f"{_WHOLE}read, and counted by school and group", counted, "ms")
    yield Figure(f"{_WHOLE}{_SAME}", whole, "ms")
    yield Figure(f"{_WHOLE}all that its summary is made of", summary, "ms")


def is_missed(figure: Figure) -> bool:
    """Whether the measures take longer than they may; what the summary is made of besides has no mark."""
    return _SAME in figure.name and figure.value > MOST_AUTHORITY_MS


def main(database: str) -> int:
    """Print the figures; exit status 1 where the measures take longer than they may."""
    with portal_at_work(database) as folder:
        requests = collected(made_in(folder, faults=0.0))
        accept(requests)
        forget_making()
        return printed(
            figures(requests[0].collection), lambda one: "the same" in one.name and one.value > MOST_AUTHORITY_MS
        )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
