"""An archive of 300 schools' files brought in by an officer: kept apart, looked at, then what is proposed taken.

The worker's part is done here as one worker does it, one file after another; the mails to schools are queued, not sent.
"""

import argparse
import io
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed

MOST = 20.0
"""Seconds from the archive's arrival until the last school has its version."""


def archive_of(folder: Path) -> bytes:
    """Every file of the folder in one zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    return made.getvalue()


def importing(content: bytes) -> Iterator[Figure]:
    """The three steps, and all together."""
    from muster.portal.casework.actions.importing import Given, begin_import, take_files
    from muster.portal.casework.models import ImportedFile
    from muster.portal.collecting.models import Collection
    from muster.portal.foundation.actor import Actor, ActorKind

    officer = Actor(ActorKind.PERSON, "bbbbccccddddffff", "An officer")
    collection = Collection.objects.select_related("authority").get()
    started = time.perf_counter()
    batch = begin_import(officer, collection, [Given("returns.zip", io.BytesIO(content))], "key")
    begun = time.perf_counter()
    work_off(batch.public_id)
    looked = time.perf_counter()
    proposed = batch.members.filter(outcome=ImportedFile.Outcome.PROPOSED)
    take_files(officer, batch, batch.revision, [one.public_id for one in proposed])
    work_off(batch.public_id)
    done = time.perf_counter()
    taken = batch.members.filter(outcome=ImportedFile.Outcome.TAKEN).count()
    yield Figure("files of an archive taken", taken, "files")
    yield Figure(f"{batch.files} files kept apart", begun - started, "s")
    yield Figure(f"{batch.files} files looked at", looked - begun, "s")
    yield Figure(f"{taken} files taken", done - looked, "s")
    yield Figure(f"bringing in {batch.files} files, all together", done - started, "s")


def work_off(public_id: str) -> None:
    """What a worker does: nudged anew until nothing is left."""
    from muster.portal.casework.imports_due import do_import, to_do
    from muster.portal.foundation import leases

    while leases.due(to_do()).exists():
        do_import(public_id)


def main(database: str) -> int:
    """Print the figures; exit status 1 where it takes too long."""
    with portal_at_work(database) as folder:
        made = made_in(folder, faults=0.1)
        collected(made)
        forget_making()
        return printed(importing(archive_of(made / "returns")), _is_missed)


def _is_missed(figure: Figure) -> bool:
    return figure.name.endswith("all together") and figure.value > MOST


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
