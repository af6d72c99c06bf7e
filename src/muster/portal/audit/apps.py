"""The app's place in the portal."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.audit"
    label = "audit"
