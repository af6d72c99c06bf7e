"""Whether the portal can work: for the machine that watches it."""

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from muster.portal.pages.shared.gates import PortalRequest, Visit, for_machines


@for_machines
@require_safe
def health(_request: PortalRequest, _visit: Visit) -> HttpResponse:
    """200 when database and file store answer, 503 otherwise; which of them does, and nothing else."""
    parts = {"database": _database_answers(), "files": _files_answer()}
    well = all(parts.values())
    told = {"status": "ok" if well else "unavailable", **{name: _word(one) for name, one in parts.items()}}
    return JsonResponse(told, status=200 if well else 503, headers={"Cache-Control": "no-store"})


def _word(answers: bool) -> str:
    return "ok" if answers else "unavailable"


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _files_answer() -> bool:
    """Whether the store can say that a file is not there; its folder is made with the first file."""
    try:
        default_storage.exists("health")
    except OSError:
        return False
    return True
