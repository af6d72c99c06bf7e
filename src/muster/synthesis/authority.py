"""The made-up authority: written school by school, in the memory of a few schools."""

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import msgspec

from muster.framework import load_framework
from muster.synthesis.block import Block, BlockMaker
from muster.synthesis.ctf_text import file_bytes
from muster.synthesis.doubles import Doubler
from muster.synthesis.planting import Planter
from muster.synthesis.schools import make_schools
from muster.synthesis.tables import Tables, history_rows, roll_rows, school_row

_LA_DIGITS = 3


class SynthesisError(ValueError):
    """The authority asked for cannot be made; the text says why, and what to do."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What was made. `pupils` are those on the January roll, `returned` those in the schools' files."""

    schools: int
    pupils: int
    returned: int
    movers: int
    faults: int


def synthesise(  # noqa: PLR0913 - the options of the command, each by its name
    out: Path,
    *,
    schools: int,
    pupils: int,
    seed: int,
    faults: float,
    year: int = 2026,
    la: str = "330",
    duplicates: float = 0.0,
    progress: Callable[[int], None] | None = None,
    canary: bool = False,
) -> Summary:
    """Write a made-up authority to the folder `out`; the same arguments give the same bytes for ever.

    `faults` is the share of pupils, from 0 to 1, with a fault planted; `truth.csv` names each. `duplicates` is the
    share of pupils whom, or somebody like whom, a second school sends too; `duplicates.csv`, written where it is more
    than 0, says of each pair whether it is one child. `progress` is called
    with the number of schools written since the last call. `canary` puts the syllable `names.CANARY` into every
    surname. Raises SynthesisError for arguments that make no authority, and for a folder that is not empty.
    """
    _refuse_impossible(schools, pupils, faults, la)
    _refuse_no_share(duplicates, "whom a second school sends")
    _make_ready(out)
    framework = load_framework(year)
    everyone = make_schools(schools, pupils, seed, year, la, canary=canary)
    planter, doubler = Planter(everyone, faults, framework, seed), Doubler(duplicates, seed)
    counts = [0, 0, 0, 0]
    with Tables(out, duplicates=duplicates > 0) as tables:
        tables.write("schools", map(school_row, everyone))
        for block in BlockMaker(framework, seed, canary=canary).blocks(everyone):
            planter.plant(block)
            if duplicates > 0:
                tables.write("duplicates", doubler.plant(block))
            period = framework.dates.test_period_from, framework.dates.test_period_to
            tables.write("movers", chain.from_iterable(mover.rows(*period) for mover in block.movers))
            counts = [sum(pair) for pair in zip(counts, _write(block, out / "returns", tables), strict=True)]
            if progress is not None:
                progress(len(block.files))
    return Summary(schools=schools, pupils=pupils, returned=counts[1], movers=counts[2], faults=counts[3])


def _refuse_impossible(schools: int, pupils: int, faults: float, la: str) -> None:
    if schools < 1 or pupils < schools:
        raise SynthesisError(
            f"{pupils} pupils are too few for {schools} schools: give at least one school, and one pupil each."
        )
    _refuse_no_share(faults, "with a fault")
    if len(la) != _LA_DIGITS or not (la.isascii() and la.isdecimal()):
        raise SynthesisError(f"{la} is no LA number: give three digits, such as 330.")


def _refuse_no_share(share: float, of_whom: str) -> None:
    if not 0 <= share <= 1:
        raise SynthesisError(f"The share of pupils {of_whom} is {share}: give a number from 0 to 1, such as 0.02.")


def _make_ready(out: Path) -> None:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise SynthesisError(f"{out} is there already and is not empty: name a new folder, or empty this one first.")
    (out / "returns").mkdir(parents=True)


def _write(block: Block, folder: Path, tables: Tables) -> list[int]:
    """Write a block's returns and rows; counts the roll, the pupils returned, the movers and the faults."""
    counts = [0, 0, len(block.movers), 0]
    for file in block.files:
        (folder / file.name).write_bytes(file_bytes(file))
        counts[0] += tables.write("roll", roll_rows(file))
        counts[1] += len(file.pupils)
        tables.write("history", history_rows(file))
        counts[3] += tables.write("truth", ((file.name, *row) for row in file.truth))
        tables.write("submitters", [(file.name, file.school.la, file.school.estab)])
    return counts
