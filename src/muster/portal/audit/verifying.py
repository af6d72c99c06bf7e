"""Chains verified in turn, without anybody asking; what was found stands with the chain."""

from datetime import timedelta

from django.db.models import F, Q

from muster.portal.audit.models import Chain
from muster.portal.audit.verify import Report, verify
from muster.portal.foundation import clock

AGAIN_AFTER = timedelta(hours=20)
"""A chain is walked from its beginning about once a day: what stands in it for long may be altered at any time."""


def verify_longest_ago() -> Report | None:
    """Verify the chain that was verified longest ago, and keep what was found; None where each was lately.

    One chain at a time, so that the work of others does not wait for all of them.
    """
    is_due = Q(verified_at=None) | Q(verified_at__lte=clock.now() - AGAIN_AFTER)
    longest = Chain.objects.filter(is_due).order_by(F("verified_at").asc(nulls_first=True), "name").first()
    return verify_and_keep(longest.name) if longest else None


def verify_and_keep(chain: str) -> Report:
    """Verify a chain from its first event, and keep what was found beside its end."""
    at, report = clock.now(), verify(chain)
    fault = report.fault.sentence if report.fault else ""
    Chain.objects.filter(name=chain).update(verified=report.events, verified_at=at, fault=fault)
    return report
