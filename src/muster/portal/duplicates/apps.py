"""The app's place in the portal."""

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Names the app, and says what work it has."""

    name = "muster.portal.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        """Have collections gone through again where anything was sent, corrected or expected since."""
        from functools import partial

        from muster.portal.duplicates.actions import looking
        from muster.portal.duplicates.looks_due import due
        from muster.portal.duplicates.models import Look
        from muster.portal.foundation import work

        work.register(work.Work("pupils in two places", partial(due, Look.Kind.EXACT), looking.look_by_id))
        work.register(work.Work("near names", partial(due, Look.Kind.NEAR), looking.look_at_names_by_id))
