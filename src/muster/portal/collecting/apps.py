"""The app's place in the portal."""

from django.apps import AppConfig


class CollectingConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.collecting"
    label = "collecting"
