"""The app's place in the portal."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Names the app, and the files that it keeps."""

    name = "muster.portal.casework"
    label = "casework"

    def ready(self) -> None:
        """Say which column names kept files."""
        from muster.portal.casework.models.bulk_import import ImportedFile
        from muster.portal.foundation import file_columns

        file_columns.register(ImportedFile, "file")
