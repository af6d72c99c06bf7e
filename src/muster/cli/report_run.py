"""`muster report` at work: schools read, compared with each other, and told in PDFs."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from muster.checking.scratch import scratch_folder
from muster.cli import clock
from muster.cli.check_run import processes
from muster.cli.console import progress, say
from muster.cli.report_beside import Besides
from muster.cli.report_folder import ReportFolder
from muster.cli.trouble import CannotRun, why_not
from muster.rules.causes import counted

if TYPE_CHECKING:
    from muster.cli.report_authority import Summaries
    from muster.cli.report_making import Making


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """What is made beside the PDFs of each school's summary and pupils."""

    authority: bool = False
    publication: bool = False
    workbooks: bool = False


def make_reports(folder: Path, out: Path, kinds: Kinds, *, year: int | None, today: date | None, science: bool) -> int:
    """Make the reports in the folder `out`; the exit status. Raises CannotRun where that is not possible."""
    _refuse_without_engine()
    from muster.cli.report_authority import Summaries
    from muster.cli.report_making import Making

    schools = ReportFolder(folder, year, today or clock.today(), science=science)
    with scratch_folder() as scratch:
        besides, summaries = Besides(schools), Summaries(schools)
        numbers = sorted(_kept(schools, besides, summaries, scratch))
        if not numbers:
            raise CannotRun(f"No file in {folder / 'returns'} could be used.")
        _folder_made(out)
        making_of = partial(Making, out=str(out), publication=kinds.publication, workbooks=kinds.workbooks)
        making = [making_of(str(scratch / number), besides.of(number)) for number in numbers]
        files = _made(making)
        if kinds.authority:
            files += summaries.write(out, publication=kinds.publication, workbooks=kinds.workbooks)
    say(f"{counted(files, 'report')} of {counted(len(numbers), 'school')} in {out}.")
    return int(schools.trouble > 0)


def _kept(schools: ReportFolder, besides: Besides, summaries: "Summaries", scratch: Path) -> Iterator[str]:
    """Each school's number; what is told of it waits in a file, so that memory does not grow with the schools."""
    for number, inputs in schools.inputs(scratch):
        summaries.add(number, inputs, besides.add(number, inputs))
        (scratch / number).write_bytes(msgspec.msgpack.encode(inputs))
        yield number


def _refuse_without_engine() -> None:
    """What sets the PDFs is an extra: who only checks files does without it."""
    if find_spec("typst") is None or find_spec("fontpkg_noto_sans") is None:
        raise CannotRun('What makes PDFs is not installed. Type: pip install "muster[reports]"')


def _made(making: "Iterable[Making]") -> int:
    from muster.cli.report_making import made

    listed, files = list(making), 0
    with progress(len(listed), f"Making reports of {counted(len(listed), 'school')}") as told:
        for number in made(listed, processes()):
            files += number
            told(1)
    return files


def _folder_made(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except FileExistsError as fault:
        raise CannotRun(f"{out} is a file. Name a folder for the reports.") from fault
    except OSError as fault:
        raise CannotRun(why_not(fault, out)) from fault
