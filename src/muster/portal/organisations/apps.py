"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Have what is kept of signing in deleted in time, and files that nothing refers to."""
        from muster.portal.foundation import work
        from muster.portal.organisations.actions.stray_files import sweep_files
        from muster.portal.organisations.actions.tidying import tidy_door

        work.register_chore(work.Chore("door", timedelta(minutes=15), tidy_door))
        work.register_chore(work.Chore("stray files", timedelta(days=1), sweep_files))
