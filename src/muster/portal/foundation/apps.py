"""The app's place in the portal."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.foundation"
    label = "foundation"
