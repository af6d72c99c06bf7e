"""The app's place in the portal."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.returns"
    label = "returns"
