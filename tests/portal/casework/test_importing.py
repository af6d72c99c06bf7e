"""Many schools' files brought in: looked at and matched, taken as an officer says, nothing confirmed ever replaced."""

from datetime import datetime

import pytest

from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import files
from muster.portal.returns.models import Return, Version
from tests.portal.brought_in import (
    ask_others,
    ctf_of,
    looked_at,
    outcomes,
    take_all,
)
from tests.portal.collected import Collected, collect
from tests.portal.season import Season

OLD, NEW = datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 2, 9, 0)
CSV = "UPN,Surname,Forename,DOB,Sex,Reading,Writing,Maths,Science\r\n"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def the_file(batch: BulkImport, name: str = "a.xml") -> ImportedFile:
    return ImportedFile.objects.get(batch=batch, name=name)


def test_files_are_matched_by_content_and_taken_as_the_newest(season: Season, collected: Collected) -> None:
    ask_others(collected)
    schools = [season.school, season.other_school, season.academy]
    batch = looked_at(collected, {f"{place}.xml": ctf_of(one) for place, one in enumerate(schools)})
    assert set(outcomes(batch).values()) == {("proposed", "")}
    assert not Version.objects.exists()
    take_all(collected, batch)
    assert [row.outcome for row in batch.members.all()] == ["taken"] * 3
    version = Version.objects.get(school_return__school=season.other_school)
    assert (version.origin, version.for_school, version.late, version.file_name) == ("file", True, False, "1.xml")
    assert (version.made_by, version.made_by_name) == (season.officer.public_id, season.officer.name)
    assert files.get(season.authority.public_id, version.file) == ctf_of(season.other_school)
    assert Return.objects.get(school=season.school).in_force == "none"
