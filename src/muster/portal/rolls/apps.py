"""The app's place in the portal."""

from django.apps import AppConfig


class RollsConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.rolls"
    label = "rolls"
