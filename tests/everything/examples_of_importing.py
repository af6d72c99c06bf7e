"""An example of every action on files that are brought in together."""

from functools import partial

from muster.checking import read_file
from muster.portal.casework.actions import forgetting, imported_files, importing
from muster.portal.casework.desk import Desk
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import files, leases
from muster.portal.foundation.actor import SYSTEM, Actor, ActorKind
from muster.portal.returns.actions.putting_in import put_in
from muster.portal.returns.checking import beside, checked
from tests.everything.example import Call, Example
from tests.portal.brought_in import bring_in, ctf_of, looked_at
from tests.portal.collected import collect
from tests.portal.season import Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")


def _file(season: Season) -> dict[str, bytes]:
    return {"a.xml": ctf_of(season.school)}


def _leased(batch: BulkImport) -> tuple[Desk, ImportedFile]:
    desk = Desk(batch)
    [row] = leases.take(ImportedFile.objects.filter(batch=batch))
    row.batch, row.authority = batch, batch.authority
    return desk, row


def _to_look_at(season: Season) -> Call:
    desk, row = _leased(bring_in(collect(season), _file(season)))
    return partial(imported_files.look_at, SYSTEM, row, desk)


def _looked(season: Season) -> tuple[BulkImport, list[str]]:
    batch = looked_at(collect(season), _file(season))
    return batch, [one.public_id for one in batch.members.all()]


def _to_want(season: Season) -> Call:
    batch, wanted = _looked(season)
    return partial(importing.take_files, ACTOR, batch, 1, wanted)


def _to_take(season: Season) -> Call:
    batch, wanted = _looked(season)
    importing.take_files(ACTOR, batch, 1, wanted)
    desk, row = _leased(batch)
    return partial(imported_files.take, ACTOR, row, desk)


def _to_forget(season: Season) -> Call:
    batch = looked_at(collect(season), _file(season))
    return partial(forgetting.forget_import, SYSTEM, batch)


def _to_put_in(season: Season) -> Call:
    collected = collect(season)
    content, held = ctf_of(season.school), beside(collected.request)
    answer = checked(read_file(content, "a.xml", held.context), held.context)
    kept = files.put(season.authority.public_id, content)
    return partial(put_in, ACTOR, collected.request, 1, "a.xml", kept, answer, held)


EXAMPLES: dict[str, Example] = {
    "casework.actions.importing.take_files": Example(_to_want, ("import.taking",)),
    "casework.actions.imported_files.look_at": Example(_to_look_at, ("import.looked_at",)),
    "casework.actions.imported_files.take": Example(
        _to_take, ("pupils.identified", "return.received", "import.file_taken")
    ),
    "returns.actions.putting_in.put_in": Example(_to_put_in, ("pupils.identified", "return.received")),
    "casework.actions.forgetting.forget_import": Example(_to_forget, ("import.left",)),
}
