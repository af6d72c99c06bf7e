"""The app's place in the portal."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Names the app, its work, and the files that it keeps."""

    name = "muster.portal.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Have reports made of whatever is in force; say which column names files."""
        from muster.portal.foundation import file_columns, work
        from muster.portal.publishing.actions.building import WORK, make_reports_of
        from muster.portal.publishing.due import due
        from muster.portal.publishing.models import Edition

        work.register(work.Work(WORK, due, make_reports_of))
        file_columns.register(Edition, "file")
