"""A trust sees where its schools are and their figures; pupils only those whom it names; others only if allowed."""

import csv
import io
from http import HTTPStatus

import pytest

from muster.portal.audit.viewing import record_view
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Practice, Trusts
from muster.portal.foundation import clock
from muster.portal.organisations.actions.sharing import share_results
from muster.portal.organisations.models import Membership, ResultsShared, Role
from muster.portal.outbox.models import Mail
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

PAGES = ("", "people/", "collections/{collection}/", "collections/{collection}/schools.csv")


@pytest.fixture
def academy(season: Season) -> Collected:
    """The trust's academy, which has confirmed its results."""
    collected = collect(season, school=season.academy)
    collected.send(by=season.executive_head)
    confirmed(collected)
    return collected


def at(season: Season, page: str = "", collection: Collection | None = None) -> str:
    named = collection.public_id if collection else ""
    return f"/trusts/{season.trust.public_id}/{page}".format(collection=named)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("trust_lead", 200), ("trust_viewer", 200), ("officer", 404), ("executive_head", 404), ("twin_head", 404)],
)
def test_who_looks(season: Season, client_of: ClientOf, academy: Collected, who: str, status: int, page: str) -> None:
    answer = client_of(getattr(season, who)).get(at(season, page, academy.collection))
    assert answer.status_code == status


def test_nobody_signs_in_first(season: Season, client_of: ClientOf) -> None:
    assert client_of(None).get(at(season))["Location"].startswith("/sign-in/")


def test_the_twins_trust_is_not_found(season: Season, client_of: ClientOf) -> None:
    answer = client_of(season.trust_lead).get(f"/trusts/{season.twin.trust.public_id}/")
    assert answer.status_code == HTTPStatus.NOT_FOUND


def test_a_viewer_sees_how_far_the_schools_are_and_their_figures(
    season: Season, client_of: ClientOf, academy: Collected
) -> None:
    said = text(client_of(season.trust_viewer).get(at(season, PAGES[2], academy.collection)))
    assert "Dale Academy" in said
    assert f"Sent to {season.authority.name}" in said
    assert "67 % (4)" in said  # four of six pupils at the expected standard in reading
    assert "so few that percentages mean little" in said
    assert "Beech Lane" not in said


def test_the_same_as_csv(season: Season, client_of: ClientOf, academy: Collected) -> None:
    answer = client_of(season.trust_viewer).get(at(season, PAGES[3], academy.collection))
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["School"], row["Pupils confirmed"], row["Reading: EXS or GDS"]) == ("Dale Academy", "6", "4")


def test_a_viewer_sees_no_pupil(season: Season, client_of: ClientOf, academy: Collected) -> None:
    own = f"/schools/{season.academy.public_id}/requests/{academy.request.public_id}/"
    viewer, lead = client_of(season.trust_viewer), client_of(season.trust_lead)
    assert viewer.get(f"{own}results/").status_code == HTTPStatus.FORBIDDEN
    assert lead.get(f"{own}results/").status_code == HTTPStatus.OK
    said = text(viewer.get(own))
    assert "results/" not in said
    assert "receipt/" not in said


def test_an_authority_may_show_trusts_no_figures(season: Season, client_of: ClientOf) -> None:
    collected = collect(season, Practice(trusts=Trusts.PROGRESS), season.academy)
    collected.send(by=season.executive_head)
    confirmed(collected)
    said = text(client_of(season.trust_lead).get(at(season, PAGES[2], collected.collection)))
    assert "shows trusts how far their schools are, and no figures" in said
    assert "67 %" not in said


def test_the_head_sees_who_of_the_trust_looked(season: Season, client_of: ClientOf, academy: Collected) -> None:
    client_of(season.trust_viewer).get(at(season, PAGES[2], academy.collection))
    said = text(client_of(season.executive_head).get(f"/schools/{season.academy.public_id}/trusts/"))
    assert season.trust_viewer.name in said
    assert "Your school’s figures" in said
    assert season.officer.name not in said


def test_the_head_is_not_told_of_a_case_by_an_officer_who_was_of_the_trust(
    season: Season, client_of: ClientOf, academy: Collected
) -> None:
    Membership.objects.create(
        authority=season.authority,
        person=season.officer,
        role=Role.TRUST_VIEWER,
        trust=season.trust,
        ended_at=clock.now(),
    )
    for what in ("case", "results"):
        record_view(acting(season.officer), season.authority.public_id, what, season.academy.public_id)
    said = text(client_of(season.executive_head).get(f"/schools/{season.academy.public_id}/trusts/"))
    assert said.count(season.officer.name) == 1
    assert "A page with pupils" not in said


def test_another_school_lets_the_trust_see_its_figures_and_takes_it_back(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    collected.send()
    confirmed(collected)
    head, viewer = client_of(season.head), client_of(season.trust_viewer)
    page = f"/schools/{season.school.public_id}/trusts/"
    where = f"/trusts/{season.trust.public_id}/collections/{collected.collection.public_id}/"
    collect_academy(season, collected)
    assert "Beech Lane" not in text(viewer.get(where))
    head.post(page, {"trust": season.trust.public_id})
    assert "Beech Lane" in text(viewer.get(where))
    assert viewer.get(f"/schools/{season.school.public_id}/").status_code == HTTPStatus.NOT_FOUND
    shared = ResultsShared.objects.get()
    head.post(f"{page}{shared.public_id}/stop/")
    assert "Beech Lane" not in text(viewer.get(where))
    assert "already" in text(head.post(f"{page}{shared.public_id}/stop/", follow=True))


def collect_academy(season: Season, collected: Collected) -> None:
    """Ask the academy too, so that the trust has something to look at."""
    ask_schools(acting(season.officer), collected.collection, [season.academy])


def test_a_school_is_refused_what_it_need_not_or_cannot_allow(season: Season, client_of: ClientOf) -> None:
    share_results(acting(season.head), season.school, season.trust)
    page = f"/schools/{season.school.public_id}/trusts/"
    again = client_of(season.head).post(page, {"trust": season.trust.public_id})
    assert "sees your school" in text(again)
    other = client_of(season.head).post(page, {"trust": season.twin.trust.public_id})
    assert "Choose a trust from the list." in text(other)
    assert ResultsShared.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("head", 200), ("signer", 200), ("sender", 403), ("officer", 403)])
def test_who_allows_and_sees_who_looked(season: Season, client_of: ClientOf, who: str, status: int) -> None:
    answer = client_of(getattr(season, who)).get(f"/schools/{season.school.public_id}/trusts/")
    assert answer.status_code == status


def test_a_lead_names_a_colleague_and_the_authority_is_told(season: Season, client_of: ClientOf) -> None:
    given = {"name": "Nia Newzqxfor", "email": "nia@own.example", "role": "trust_viewer"}
    client_of(season.trust_lead).post(at(season, "people/invite/"), given)
    named = Membership.objects.get(person__email="nia@own.example")
    assert (named.role, named.trust) == (Role.TRUST_VIEWER, season.trust)
    assert Mail.objects.filter(template="trust_person_named", to_address=season.authority.team_email).exists()


def test_a_viewer_names_nobody(season: Season, client_of: ClientOf) -> None:
    viewer = client_of(season.trust_viewer)
    assert viewer.get(at(season, "people/invite/")).status_code == HTTPStatus.FORBIDDEN
    assert "Name a colleague" not in text(viewer.get(at(season, "people/")))


def test_a_colleague_sees_pupils_from_the_moment_they_are_named(
    season: Season, client_of: ClientOf, academy: Collected
) -> None:
    viewer = Membership.objects.get(person=season.trust_viewer).public_id
    client_of(season.trust_lead).post(at(season, f"people/{viewer}/"), {"role": "trust_lead"})
    own = f"/schools/{season.academy.public_id}/requests/{academy.request.public_id}/results/"
    assert client_of(season.trust_viewer).get(own).status_code == HTTPStatus.OK
