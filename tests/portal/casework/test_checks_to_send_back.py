"""One zip of workbooks, one for each school, as an authority that keeps its file box sends them back."""

import io
import zipfile

import pytest
from django.test import Client

from muster.portal.casework.actions.exporting import Wanted, ask_for_export
from muster.portal.casework.models import Export, ImportedFile
from muster.portal.foundation import work
from muster.portal.foundation.refusals import Refusal
from tests.portal.answers import text
from tests.portal.brought_in import ask_others, ctf_of, looked_at, take_all
from tests.portal.casework.exported import Exporting, exporting
from tests.portal.collected import acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

_CHECKS, _ZIP = Export.Kind.CHECKS, Export.Form.ZIP


def workbooks(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def both(season: Season) -> Exporting:
    return exporting(season)


def test_each_school_has_a_workbook_named_by_its_urn_with_one_underscore(both: Exporting) -> None:
    found = workbooks(both.taken(_CHECKS, _ZIP))
    assert sorted(found) == ["100001_KS1 checks.xlsx", "100002_KS1 checks.xlsx"]
    assert all(name.count("_") == 1 for name in found)
    export = Export.objects.get()
    assert (export.schools, export.kind) == (2, "checks")


def test_what_is_in_it_is_what_the_school_downloads_and_no_formula(both: Exporting, client_of: ClientOf) -> None:
    found = workbooks(both.taken(_CHECKS, _ZIP))
    request = both.one.request
    head = client_of(both.season.head)
    own = head.get(f"/schools/{request.school.public_id}/requests/{request.public_id}/check/download/")
    assert own.content == found["100001_KS1 checks.xlsx"]
    for content in found.values():
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            sheets = [workbook.read(name) for name in workbook.namelist() if name.startswith("xl/worksheets/")]
        assert not [sheet for sheet in sheets if b"<f>" in sheet]


def test_those_of_one_import_alone(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    ask_others(collected)
    collected.send()
    batch = looked_at(collected, {"a.xml": ctf_of(season.other_school), "b.xml": ctf_of(season.academy)})
    take_all(collected, batch, [ImportedFile.objects.get(name="a.xml")])
    officer: Client = client_of(season.officer)
    at = f"/authority/collections/{collected.collection.public_id}/exports/"
    page = text(officer.get(at))
    assert f'name="which" value="{batch.public_id}"' in page
    assert "that were taken" in page
    answer = officer.post(f"{at}ask/", {"kind": "checks", "which": batch.public_id})
    export = Export.objects.get()
    work.do("exports", export.public_id)
    assert "schools whose files were brought in" in text(officer.get(answer.headers["Location"]))
    content = b"".join(officer.get(f"{answer.headers['Location']}download/"))
    assert list(workbooks(content)) == ["100002_KS1 checks.xlsx"]


def test_an_import_of_another_authority_is_no_choice(season: Season) -> None:
    twin = collect(season.twin)
    theirs = looked_at(twin, {"a.xml": ctf_of(season.twin.school)})
    take_all(twin, theirs)
    collected = collect(season)
    wanted = Wanted(_CHECKS, _ZIP, batch=theirs.public_id)
    with pytest.raises(Refusal) as refused:
        ask_for_export(acting(season.officer), collected.collection, wanted)
    assert refused.value.id == "export_not_offered"


def test_where_nobody_has_sent_there_is_nothing_to_take(season: Season) -> None:
    collected = collect(season)
    export = ask_for_export(acting(season.officer), collected.collection, Wanted(_CHECKS, _ZIP))
    work.do("exports", export.public_id)
    export.refresh_from_db()
    assert (export.size, export.schools, export.is_there) == (0, 0, False)
