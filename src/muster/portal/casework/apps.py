"""The app's place in the portal."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Names the app, its work, and the files that it keeps."""

    name = "muster.portal.casework"
    label = "casework"

    def ready(self) -> None:
        """Say which column names kept files, and have reminders sent that are due."""
        from muster.portal.casework.actions.reminding import WORK, do_reminding
        from muster.portal.casework.models import Reminding
        from muster.portal.casework.models.bulk_import import ImportedFile
        from muster.portal.foundation import file_columns, work

        rows = Reminding.objects.select_related("authority", "collection__authority").all
        work.register(work.leased(WORK, rows, do_reminding))

        file_columns.register(ImportedFile, "file")
