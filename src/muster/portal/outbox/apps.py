"""The app's place in the portal."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.outbox"
    label = "outbox"
