"""The app's place in the portal."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Names the app, and says what work it has and which files it keeps."""

    name = "muster.portal.returns"
    label = "returns"

    def ready(self) -> None:
        """Have returns checked again once what they were checked beside has gone on; say which columns name files."""
        from muster.portal.foundation import file_columns, work
        from muster.portal.returns.actions.rechecking import check_again_by_id
        from muster.portal.returns.models import HandedIn, Version
        from muster.portal.returns.staleness import due

        work.register(work.Work("check again", due, check_again_by_id))
        file_columns.register(Version, "file")
        file_columns.register(HandedIn, "file")
