"""The app's place in the portal."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Names the app, and says what work it has."""

    name = "muster.portal.returns"
    label = "returns"

    def ready(self) -> None:
        """Have returns checked again once what they were checked beside has gone on."""
        from muster.portal.foundation import work
        from muster.portal.returns.actions.rechecking import check_again_by_id
        from muster.portal.returns.staleness import due

        work.register(work.Work("check again", due, check_again_by_id))
