"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Names the app, and says what work it has."""

    name = "muster.portal.outbox"
    label = "outbox"

    def ready(self) -> None:
        """Have mails sent, and their texts taken away in time."""
        from muster.portal.foundation import work
        from muster.portal.outbox.delivery import WORK, deliver
        from muster.portal.outbox.keeping import blank_old
        from muster.portal.outbox.models import Mail

        work.register(work.leased(WORK, Mail.objects.all, deliver))
        work.register_chore(work.Chore("blank mails", timedelta(hours=1), blank_old))
