"""The app's place in the portal."""

from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Names the app."""

    name = "muster.portal.benchmarks"
    label = "benchmarks"
