"""What `muster audit verify` says."""

from collections.abc import Iterator

from muster.portal.audit.verify import Report
from muster.portal.audit.verify import verify_all as _verify_all

__all__ = ["said_of", "verify_all"]


def verify_all(noted: str = "") -> Iterator[Report]:
    """A report a chain, as each is done. `noted` is a seal that an earlier run printed (`--head`)."""
    return _verify_all(noted.strip().lower())


def said_of(report: Report) -> str:
    """The report in a line or two: what is whole, with the seal to note elsewhere, or the first event that is not."""
    if report.fault is None:
        return f"{report.chain}: {report.events:,} events, all as they were written. Seal to note: {report.seal or '-'}"
    place = f"{report.chain}: " if report.chain else ""
    return f"{place}{report.fault.sentence}"
