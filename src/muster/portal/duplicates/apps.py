"""The app's place in the portal."""

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Names the app, and says what work it has."""

    name = "muster.portal.duplicates"
    label = "duplicates"
