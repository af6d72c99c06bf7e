"""The app's place in the portal."""

from datetime import timedelta

from django.apps import AppConfig


class DuplicatesConfig(AppConfig):
    """Names the app, and says what work it has."""

    name = "muster.portal.duplicates"
    label = "duplicates"

    def ready(self) -> None:
        """Have collections gone through again once anything has changed, and authorities compared that agreed to it.

        Returns are told here whom of their missing pupils another school has sent: they know nothing of cases.
        """
        from functools import partial

        from muster.portal.duplicates.actions import keying, looking
        from muster.portal.duplicates.answered import answered_elsewhere
        from muster.portal.duplicates.looks_due import due
        from muster.portal.duplicates.models import Look
        from muster.portal.foundation import work
        from muster.portal.returns.elsewhere import tell_by

        tell_by(answered_elsewhere)
        work.register(work.Work("pupils in two places", partial(due, Look.Kind.EXACT), looking.look_by_id))
        work.register(work.Work("near names", partial(due, Look.Kind.NEAR), looking.look_at_names_by_id))
        work.register(work.Work(keying.WORK, keying.none_of_its_own, keying.compare_two))
        work.register_chore(work.Chore(keying.WORK, timedelta(minutes=1), keying.compare_all))
