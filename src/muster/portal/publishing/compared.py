"""What a final report was compared with, as a digest: another one makes the report another."""

import hashlib
from collections.abc import Iterable

from muster.reporting.content import Comparator


def digest_of(comparators: Iterable[Comparator]) -> str:
    """Equal for equal comparators, whatever the order of their figures."""
    return hashlib.sha256("\n".join(map(_plain, comparators)).encode()).hexdigest()


def _plain(comparator: Comparator) -> str:
    values = (getattr(comparator, name) for name in comparator.__struct_fields__)
    return repr([sorted(map(repr, one.items())) if isinstance(one, dict) else one for one in values])
