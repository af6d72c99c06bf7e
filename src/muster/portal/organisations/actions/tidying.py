"""What is kept of signing in goes again in time."""

from datetime import timedelta

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.models import KeptForm, Link, ProviderSession, SignInCode

CODES_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=90)
"""An old link's row says what became of it, and offers a new one."""


def tidy_door() -> int:
    """Delete what is over: kept forms, codes and providers' sessions of yesterday, links of last season.

    How many rows went. One event where any.
    """
    now = clock.now()
    over = {
        "forms": KeptForm.objects.filter(ends_at__lte=now),
        "codes": SignInCode.objects.filter(ends_at__lte=now - CODES_KEPT),
        "links": Link.objects.filter(ends_at__lte=now - LINKS_KEPT),
        "vouched": ProviderSession.objects.filter(made_at__lte=now - CODES_KEPT),
    }
    if not any(rows.exists() for rows in over.values()):
        return 0
    with action(SYSTEM) as act:
        gone = {kind: rows.delete()[0] for kind, rows in over.items()}
        forms, codes, links, vouched = (gone[kind] for kind in over)
        act.record("door.tidied", None, forms=forms, codes=codes, links=links, vouched=vouched)
    return sum(gone.values())
