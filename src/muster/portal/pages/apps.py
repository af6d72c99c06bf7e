"""The app's place in the portal."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.pages"
    label = "pages"
