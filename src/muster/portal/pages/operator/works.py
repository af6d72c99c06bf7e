"""How much work waits, and how much has stopped: counts alone, over every table of leased work."""

import msgspec
from django.apps import apps
from django.db.models import Model, QuerySet

from muster.portal.foundation.models.leased import Leased
from muster.portal.foundation.scope import Level, Scope


class Waiting(msgspec.Struct, frozen=True):
    """One kind of work: how many items have stopped, how many wait, and the kinds of error that stopped them."""

    name: str
    stopped: int
    waiting: int
    faults: tuple[str, ...]


def works(scope: Scope) -> list[Waiting]:
    """Each kind of work of which something waits or has stopped, by name; nothing but for the whole installation."""
    if scope.level is not Level.SYSTEM:
        return []
    found = [_waiting(model) for model in apps.get_models() if issubclass(model, Leased)]
    return sorted((one for one in found if one.stopped or one.waiting), key=lambda one: one.name)


def _waiting(model: type[Model]) -> Waiting:
    rows: QuerySet[Model] = model._default_manager.all()  # noqa: SLF001 - Django's name
    stopped = rows.filter(stopped_at__isnull=False)
    faults = stopped.exclude(last_fault="").values_list("last_fault", flat=True).distinct().order_by("last_fault")
    waiting = rows.filter(finished_at__isnull=True, stopped_at__isnull=True)
    name = str(model._meta.verbose_name_plural).capitalize()  # noqa: SLF001 - Django's name
    return Waiting(name, stopped.count(), waiting.count(), tuple(faults[:5]))
