"""What the checks say of pupils in two places (X01 to X04), wherever a school's checks are shown or counted."""

import csv
import io

import pytest

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.models import Case, Side
from muster.portal.foundation.scope import Scope
from muster.portal.pupils.actions import protect
from muster.portal.returns.models import Return
from muster.portal.returns.reads.expected import your_pupils
from muster.portal.returns.reads.left import left_of
from muster.portal.returns.reads.progress import progress_of
from muster.portal.returns.reads.summary import summary_of
from tests.portal.answers import text
from tests.portal.collected import Collected, acting
from tests.portal.duplicates.two_places import TwoPlaces, two_places
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.also_sent.test_also_sent import ADA, at, main
from tests.portal.returned import confirmed
from tests.portal.season import Season

SENT_ELSEWHERE = "Another school has sent this pupil"


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    return two_places(season)


def missing(places: TwoPlaces) -> Collected:
    """The first school has not sent the pupil whom it expects, and the second has."""
    places.send(first=False)
    look(places.first.collection)
    return places.first


def questions(places: TwoPlaces) -> tuple[int, int, int, int]:
    """How much the first school is asked: of its summary, what is left, the progress, and Your pupils."""
    scope, kept = places.scope, Return.objects.get(request=places.first.request)
    lines = progress_of(scope, places.first.collection)
    line = next(one for one in lines if one.request.pk == places.first.request.pk)
    summary = summary_of(scope, kept)
    assert summary.movements == len(your_pupils(scope, kept).asked)
    return summary.open_questions, left_of(scope, kept).to_explain, line.to_explain, summary.movements


def test_the_check_asks_about_who_was_sent_twice(places: TwoPlaces, client_of: ClientOf) -> None:
    places.send()
    for school, head in places.schools:
        page = main(text(client_of(head).get(at(school, "check/"))))
        assert "Sent by another school too (1)" in page
        assert f"Another school has also sent {ADA}, with the same outcomes." in page
        assert f'href="{at(school)}"' in page
        assert "This does not keep you from confirming." in page


def test_it_is_in_what_is_taken_away(places: TwoPlaces, client_of: ClientOf) -> None:
    places.send()
    answer = client_of(places.side.head).get(at(places.first, "check/download/"), {"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows if row[1] == "Sent by another school too"] == ["Please explain"]


def test_it_is_counted_beside_the_schools_own_questions(places: TwoPlaces, client_of: ClientOf) -> None:
    places.send()
    assert questions(places)[:3] == (0, 0, 0)
    page = main(text(client_of(places.side.head).get(at(places.first, "check/"))))
    assert "nothing needs putting right." in page
    assert "to answer below" not in page


def test_it_never_keeps_anybody_from_confirming(places: TwoPlaces) -> None:
    Collection.objects.update(settings={"answers": "first"})
    places.send()
    confirmed(places.first)
    assert places.first.school_return().facts.in_force == "confirmed"


def test_a_rule_that_is_off_is_not_shown(places: TwoPlaces, client_of: ClientOf) -> None:
    Collection.objects.update(settings={"softened": {"X01": "off"}})
    places.send()
    assert "Sent by another school" not in main(text(client_of(places.side.head).get(at(places.first, "check/"))))


def test_who_was_sent_by_another_school_is_not_asked_for(places: TwoPlaces, client_of: ClientOf) -> None:
    places.send(first=False, second=False)
    assert questions(places) == (1, 1, 1, 1)
    missing(places)
    assert questions(places) == (0, 0, 0, 0)
    browser = client_of(places.side.head)
    assert SENT_ELSEWHERE in main(text(browser.get(at(places.first, "check/"))))
    assert "another school has sent this pupil" in main(text(browser.get(at(places.first, "pupils/"))))


def test_what_is_taken_away_says_so_too(places: TwoPlaces, client_of: ClientOf) -> None:
    missing(places)
    answer = client_of(places.side.head).get(at(places.first, "check/download/"), {"as": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[-1] for row in rows if row[1] == "Expected pupil missing"] == [SENT_ELSEWHERE]


def test_once_the_other_school_sends_them_no_more_they_are_asked_for_again(places: TwoPlaces) -> None:
    missing(places)
    places.send(first=False, second=False)
    assert questions(places) == (1, 1, 1, 1)


def test_whom_the_school_itself_submits_is_asked_for_again(places: TwoPlaces) -> None:
    missing(places)
    case = Case.objects.get()
    decide(acting(places.side.officer), case, case.revision, Decision(places.first.school.public_id, "Agreed."))
    assert questions(places) == (1, 1, 1, 1)


@pytest.mark.parametrize("sent", [True, False])
def test_of_a_protected_pupil_everything_is_as_if_nobody_else_had_sent_them(
    places: TwoPlaces, client_of: ClientOf, sent: bool
) -> None:
    places.send(first=sent)
    look(places.first.collection)
    child = Side.objects.get(request=places.first.request).child
    protect(acting(places.side.officer), child, child.revision)
    assert questions(places) == ((0, 0, 0, 0) if sent else (1, 1, 1, 1))
    for school, head in places.schools:
        for part in ("", "check/", "pupils/", "also-sent/"):
            page = main(text(client_of(head).get(at(school, part))))
            assert "nother school has" not in page.replace("Pupils another school has also sent</h1>", "").replace(
                "pupils whom another school has also sent", ""
            )


def test_another_schools_eyes_see_none_of_it(places: TwoPlaces) -> None:
    missing(places)
    other = places.second.school
    scope = Scope(places.scope.level.SCHOOL, places.side.authority.public_id, frozenset([other.public_id]))
    assert left_of(scope, Return.objects.get(request=places.first.request)).to_explain == 0
