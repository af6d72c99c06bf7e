"""A trust's people have a report of their schools made, where the authority lets trusts see results."""

from http import HTTPStatus

import pytest

from muster.portal.collecting.practice import Practice, Trusts
from muster.portal.foundation import work
from muster.portal.publishing.actions.summaries import WORK
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.publishing.several import make_summary, newest_build, summaries
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season


def academy_of(season: Season, practice: Practice | None = None) -> Collected:
    """The trust's academy, which has confirmed its results."""
    found = collect(season, practice, season.academy)
    found.send(by=season.executive_head)
    confirmed(found)
    return found


def at(season: Season, academy: Collected, page: str = "") -> str:
    return f"/trusts/{season.trust.public_id}/collections/{academy.collection.public_id}/report/{page}"


@pytest.mark.parametrize(
    ("who", "status"),
    [("trust_lead", 200), ("trust_viewer", 200), ("officer", 404), ("executive_head", 404), ("twin_head", 404)],
)
def test_who_looks(season: Season, client_of: ClientOf, who: str, status: int) -> None:
    academy = academy_of(season)
    (made,) = make_summary(season.trust_lead, academy.collection, season.trust)
    client = client_of(getattr(season, who))
    for page in ("", f"{made.public_id}/", f"{made.public_id}/report.pdf", f"{made.public_id}/report.xlsx"):
        assert client.get(at(season, academy, page)).status_code == status


def test_a_viewer_has_it_made_and_reads_no_pupils_name(season: Season, client_of: ClientOf) -> None:
    academy, viewer = academy_of(season), client_of(season.trust_viewer)
    assert client_of(None).get(at(season, academy))["Location"].startswith("/sign-in/")
    assert viewer.post(at(season, academy, "make/"))["Location"] == at(season, academy)
    assert "A report is being made" in text(viewer.get(at(season, academy)))
    build = newest_build()
    assert work.do(WORK, build.public_id)
    assert "Trust report, number 1" in text(viewer.get(at(season, academy)))
    (made,) = summaries(academy.collection, season.trust)
    said = text(viewer.get(at(season, academy, f"{made.public_id}/")))
    assert "Dale Academy" in said
    assert f"Pupil{CANARY}" not in said


def test_it_is_not_found_where_trusts_see_no_results(season: Season, client_of: ClientOf) -> None:
    academy = academy_of(season, Practice(trusts=Trusts.PROGRESS))
    lead = client_of(season.trust_lead)
    assert lead.get(at(season, academy)).status_code == HTTPStatus.NOT_FOUND
    assert lead.post(at(season, academy, "make/")).status_code == HTTPStatus.NOT_FOUND


def test_before_a_school_has_confirmed_there_is_nothing_to_make(season: Season, client_of: ClientOf) -> None:
    academy = collect(season, school=season.academy)
    said = text(client_of(season.trust_lead).get(at(season, academy)))
    assert "No school of the trust has confirmed" in said
    assert "Make the report" not in said


def test_the_trusts_page_of_the_collection_leads_to_it(season: Season, client_of: ClientOf) -> None:
    academy = academy_of(season)
    there = f"/trusts/{season.trust.public_id}/collections/{academy.collection.public_id}/"
    assert at(season, academy).encode() in client_of(season.trust_viewer).get(there).content
