"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Names the app, and what it does every day."""

    name = "muster.portal.benchmarks"
    label = "benchmarks"

    def ready(self) -> None:
        """Have the pools worked out anew."""
        from muster.portal.benchmarks.actions.pooling import renew_pools
        from muster.portal.foundation import work

        work.register_chore(work.Chore("pools", timedelta(days=1), renew_pools))
