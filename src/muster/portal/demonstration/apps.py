"""The app's place in the portal."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.demonstration"
    label = "demonstration"
