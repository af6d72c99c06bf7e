"""The app's place in the portal."""

from django.apps import AppConfig


class RollsConfig(AppConfig):
    """Names the app, and the files that it keeps."""

    name = "muster.portal.rolls"
    label = "rolls"

    def ready(self) -> None:
        """Say which columns name kept files."""
        from muster.portal.foundation import file_columns
        from muster.portal.rolls.models import RollLoad, TableUpload

        file_columns.register(RollLoad, "source")
        file_columns.register(TableUpload, "file")
