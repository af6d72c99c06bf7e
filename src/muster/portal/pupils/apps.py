"""The app's place in the portal."""

from django.apps import AppConfig


class PupilsConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.pupils"
    label = "pupils"
