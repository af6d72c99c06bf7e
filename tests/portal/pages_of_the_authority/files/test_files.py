"""An officer says which file is asked for, sees who has sent, and takes all of it away."""

import io
from http import HTTPStatus
from zipfile import ZipFile

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Holds, Takes, practice_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pages.authority.files.archive import name_of
from muster.portal.returns.models import HandedIn
from muster.portal.returns.reads.handed_in import newest_files
from tests.portal.answers import text
from tests.portal.collected import collect
from tests.portal.filed import PDF, TITLE, ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


def at(collection: Collection, page: str = "") -> str:
    return f"/authority/collections/{collection.public_id}/{page}"


def test_the_kind_of_file_is_chosen(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    given = {"revision": filed.collection.revision, "takes": "ctf", "holds": "phonics"}
    client_of(season.officer).post(at(filed.collection, "file/"), given)
    practice = practice_of(Collection.objects.get(pk=filed.collection.pk))
    assert (practice.takes, practice.holds) == (Takes.CTF, Holds.PHONICS)
    said = text(client_of(season.officer).get(at(filed.collection)))
    assert "A Common Transfer File (CTF) with the results of the phonics screening check" in said


def test_the_schools_mail_says_what_is_asked_for(season: Season) -> None:
    ask_for_file(season, Takes.CTF, Holds.EYFSP)
    said = text_of(Mail.objects.get(template="file_request", to_address=season.head.email))
    assert said is not None
    assert "with the results of the early years foundation stage profile" in said.plain


def test_the_list_and_the_archive_name_each_school_by_its_urn(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    filed.send(b"older", "older.txt")
    filed.send(PDF, "Ada Pupilzqxada.PDF")
    officer = client_of(season.officer)
    assert HandedIn.objects.get(number=2).receipt in text(officer.get(at(filed.collection, "files/")))
    answer = officer.get(at(filed.collection, "files/all.zip"))
    with ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        (name,) = archive.namelist()
        assert (name, archive.read(name)) == (f"{season.school.urn}_{TITLE}.pdf", PDF)
    assert Event.objects.filter(verb="files.seen", actor_name=season.officer.name).exists()


def test_what_files_are_called_is_read_with_them(
    season: Season, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    filed = ask_for_file(season)
    filed.send()
    rows = newest_files(Scope(Level.AUTHORITY, season.authority.public_id), filed.collection)
    with django_assert_num_queries(0):
        assert [name_of(row) for row in rows] == [f"{season.school.urn}_{TITLE}.pdf"]


@pytest.mark.parametrize(
    ("who", "look", "take"),
    [
        ("officer", 200, 200),
        ("manager", 200, 200),
        ("adviser", 200, 403),
        ("head", 403, 403),
        ("twin_officer", 404, 404),
    ],
)  # fmt: skip
def test_who_looks_and_who_takes_away(season: Season, client_of: ClientOf, who: str, look: int, take: int) -> None:
    filed = ask_for_file(season)
    filed.send()
    client = client_of(getattr(season, who))
    assert client.get(at(filed.collection, "files/")).status_code == look
    assert client.get(at(filed.collection, "files/all.zip")).status_code == take


def test_nobody_signs_in_first(season: Season, client_of: ClientOf) -> None:
    answer = client_of(None).get(at(ask_for_file(season).collection, "files/"))
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", ["file/", "files/", "files/all.zip"])
def test_a_collection_of_results_has_no_such_pages(season: Season, client_of: ClientOf, page: str) -> None:
    answer = client_of(season.officer).get(at(collect(season).collection, page))
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_where_the_schools_are_counts_who_has_sent(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    filed.send()
    said = text(client_of(season.officer).get(at(filed.collection, "progress/")))
    assert f"Sent to {season.authority.name}" in said
