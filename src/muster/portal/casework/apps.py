"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Names the app, its work, and the files that it keeps."""

    name = "muster.portal.casework"
    label = "casework"

    def ready(self) -> None:
        """Say which files are kept; have reminders sent, exports made, tables read, and what is left of them erased."""
        from muster.portal.casework.actions import exporting, making_exports, reminding, tables
        from muster.portal.casework.models import Export, ExportPart, ImportedFile, Reminding
        from muster.portal.foundation import file_columns, work
        from muster.portal.rolls.models import TableUpload

        remindings = Reminding.objects.select_related("authority", "collection__authority").all
        work.register(work.leased(reminding.WORK, remindings, reminding.do_reminding))
        work.register(work.leased(making_exports.WORK, Export.objects.all, making_exports.make_export))
        work.register_chore(work.Chore("erase exports", timedelta(hours=1), exporting.erase_old))
        self._imports()
        file_columns.register(ImportedFile, "file")
        file_columns.register(ExportPart, "file")
        rows = TableUpload.objects.filter(loaded_at=None).exclude(columns={}).select_related("authority", "collection")
        work.register(work.leased(tables.WORK, rows.all, tables.read_upload))
        work.register_chore(work.Chore("tables left", timedelta(hours=1), tables.discard_left))

    def _imports(self) -> None:
        """Have files that were brought in looked at and taken, and forgotten in time."""
        from muster.portal.casework.actions import forgetting, importing
        from muster.portal.casework.imports_due import FILE_WORK, do_by_itself, do_import, none_of_its_own, to_do
        from muster.portal.foundation import work

        work.register(work.leased(FILE_WORK, to_do, do_by_itself))
        work.register(work.Work(importing.WORK, none_of_its_own, do_import))
        work.register_chore(work.Chore("forget imported files", timedelta(days=1), forgetting.forget_left))
