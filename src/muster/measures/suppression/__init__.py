"""Tables for publication: counts of 1 and 2 are hidden, and whatever would tell them.

What is promised of tables that are published together: whoever subtracts, and knows that counts are whole and not
below 0, cannot tell a hidden count of 1 or 2: another count, 0 or at least 3, fits all that is shown. Where each row
knows its own counts (schools in an authority's table) that holds for each of them, too. docs/measures.md has the
method, and what is not promised.
"""

from muster.measures.suppression.in_all import hide_in_all
from muster.measures.suppression.releasing import release
from muster.measures.suppression.table import ALL, TOTAL, Released, Table

__all__ = ["ALL", "TOTAL", "Released", "Table", "hide_in_all", "release"]
