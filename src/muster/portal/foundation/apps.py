"""The app's place in the portal."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.foundation"
    label = "foundation"

    def ready(self) -> None:
        """Make the mechanisms' own chores known."""
        from muster.portal.foundation import chores

        chores.register_all()
