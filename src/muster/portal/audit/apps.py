"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app, and has its chains verified in turn."""

    name = "muster.portal.audit"
    label = "audit"

    def ready(self) -> None:
        """Have the chain verified that was verified longest ago, again and again."""
        from muster.portal.audit.verifying import verify_longest_ago
        from muster.portal.foundation import work

        work.register_chore(work.Chore("verify trails", timedelta(minutes=5), verify_longest_ago))
