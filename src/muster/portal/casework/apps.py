"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Names the app, its work, and the files that it keeps."""

    name = "muster.portal.casework"
    label = "casework"

    def ready(self) -> None:
        """Say which columns name kept files; have reminders sent that are due, exports made, and erased in time."""
        from muster.portal.casework.actions import exporting, making_exports, reminding
        from muster.portal.casework.models import Export, ExportPart, ImportedFile, Reminding
        from muster.portal.foundation import file_columns, work

        remindings = Reminding.objects.select_related("authority", "collection__authority").all
        work.register(work.leased(reminding.WORK, remindings, reminding.do_reminding))
        work.register(work.leased(making_exports.WORK, Export.objects.all, making_exports.make_export))
        work.register_chore(work.Chore("erase exports", timedelta(hours=1), exporting.erase_old))
        file_columns.register(ImportedFile, "file")
        file_columns.register(ExportPart, "file")
