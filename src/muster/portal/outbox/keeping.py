"""How long a mail's text is kept."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from muster.portal.foundation import clock
from muster.portal.outbox.models import Mail


def blank_old() -> int:
    """Take away subject and bodies of mails that were sent, or given up, long enough ago; how many they were.

    That the mail was sent, when and to whom, stays. `settings.MAIL_TEXT_KEPT` says how long.
    """
    now = clock.now()
    return _done_before(now - settings.MAIL_TEXT_KEPT).update(sealed=b"", blanked_at=now)


def _done_before(moment: datetime) -> QuerySet[Mail]:
    done = Q(finished_at__lte=moment) | Q(stopped_at__lte=moment)
    return Mail.objects.filter(done, blanked_at=None)
