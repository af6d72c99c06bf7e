"""Archives of many schools' files, brought in as an officer does, and worked off as a worker does."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime

from muster.portal.casework.actions.importing import Given, begin_import, take_files
from muster.portal.casework.imports_due import do_import
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.collecting import actions as collecting
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import School
from tests.portal.collected import Collected, acting, results_file, roll_entries


def archive(members: Mapping[str, bytes]) -> bytes:
    """A zip of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return made.getvalue()


def ctf_of(school: School, made_at: datetime | None = None, without: tuple[int, ...] = ()) -> bytes:
    """The school's faultless file, made at this moment by its header."""
    content = results_file(roll_entries(school), without=without)
    stamp = f"{made_at:%Y-%m-%dT%H:%M:%S}" if made_at else "2026-12-31T12:00:00"
    return content.replace(b"2026-12-31T12:00:00", stamp.encode())


def ask_others(collected: Collected) -> None:
    """Have the other schools of the authority asked, too."""
    side = collected.side
    others = [side.other_school, side.academy, side.second_academy]
    collecting.ask_schools(acting(side.officer), collected.collection, others)


def bring_in(collected: Collected, content: bytes | Mapping[str, bytes], name: str = "returns.zip") -> BulkImport:
    """Begin an import of an archive, or of one with these members."""
    given = archive(content) if isinstance(content, Mapping) else content
    officer = acting(collected.side.officer)
    return begin_import(officer, collected.collection, [Given(name, io.BytesIO(given))], new_key())


def looked_at(collected: Collected, content: bytes | Mapping[str, bytes], name: str = "returns.zip") -> BulkImport:
    """Begin an import, and have its files looked at."""
    batch = bring_in(collected, content, name)
    work_off(batch)
    return batch


def take_all(collected: Collected, batch: BulkImport, rows: Sequence[ImportedFile] | None = None) -> None:
    """Have what is proposed taken, or these files."""
    wanted = rows if rows is not None else batch.members.filter(outcome=ImportedFile.Outcome.PROPOSED)
    seen = BulkImport.objects.get(pk=batch.pk).revision
    take_files(acting(collected.side.officer), batch, seen, [one.public_id for one in wanted])
    work_off(batch)


def work_off(batch: BulkImport) -> None:
    """What a worker does once it is nudged."""
    do_import(batch.public_id)


def outcomes(batch: BulkImport) -> dict[str, tuple[str, str]]:
    """By name each file's outcome and the id of its reason."""
    return {one.name: (one.outcome, one.reason) for one in batch.members.all()}
