"""Starting Django for a command."""

import os

import django


class CannotStart(Exception):
    """The portal cannot run as it is; the text says why, and what to do."""


def prepare() -> None:
    """Start Django with the environment's settings; raises EnvironmentFault where they cannot be right."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.portal.config.settings")
    django.setup()
