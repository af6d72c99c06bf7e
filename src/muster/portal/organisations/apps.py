"""The app's place in the portal."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.organisations"
    label = "organisations"
