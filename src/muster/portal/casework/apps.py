"""The app's place in the portal."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.casework"
    label = "casework"
