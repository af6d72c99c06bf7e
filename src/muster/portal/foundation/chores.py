"""The mechanisms' own chores: forgetting what need not be kept."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings

from muster.portal.foundation import clock, limits, once, work

_HOURLY = timedelta(hours=1)
_QUEUE_KEPT = timedelta(days=1)


def register_all() -> None:
    """Make the chores known; called when the app is ready."""
    work.register_chore(work.Chore("limits", _HOURLY, limits.sweep))
    work.register_chore(work.Chore("once", _HOURLY, once.sweep))
    work.register_chore(work.Chore("sessions", _HOURLY, forget_sessions))
    work.register_chore(work.Chore("queue", _HOURLY, forget_nudges))


def forget_sessions() -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def forget_nudges() -> int:
    """Delete the queue's rows of yesterday and before, whatever the engine says of them: the sweeper did the work."""
    from django_tasks_db.models import DBTaskResult

    return int(DBTaskResult.objects.filter(enqueued_at__lt=clock.now() - _QUEUE_KEPT).delete()[0])
