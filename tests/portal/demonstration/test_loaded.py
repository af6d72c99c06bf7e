"""What stands in the demonstration once it is loaded: the same for each of these tests, whatever another did to it."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.benchmarks.models import FigureSet
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.casework.models import Reminding
from muster.portal.collecting.models import Collection, Request, Waiver
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.config import readiness
from muster.portal.demonstration import people
from muster.portal.demonstration.accounts import accounts, said
from muster.portal.demonstration.actions import PASSWORD
from muster.portal.demonstration.guard import check_demonstration
from muster.portal.demonstration.loading import load
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Authority, Membership, Person, Role, School, SignInName
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pages.authority.progress.curve import curve_of
from muster.portal.publishing.reads.office import ReportState, report_lines
from muster.portal.returns.models import Acting, Explanation, HandedIn, IdentityCorrection, Question, Return, Version
from muster.portal.returns.reads.by_day import by_day, former_collection
from muster.portal.returns.staleness import stale_rows
from muster.portal.returns.states import State as Told
from muster.portal.returns.states import state_of as state_of_return
from muster.portal.rolls.models import ExpectedPupil, FormerResults
from muster.reporting.content import Beside
from tests.portal.demonstration.conftest import PUPILS, SCHOOLS, real_authority

pytestmark = pytest.mark.django_db


def test_every_school_is_there_with_its_pupils_and_former_years(authority: Authority) -> None:
    assert School.objects.filter(authority=authority).count() == SCHOOLS
    assert ExpectedPupil.objects.filter(authority=authority).count() == PUPILS
    assert FormerResults.objects.filter(authority=authority).exists()


def test_every_school_has_a_head_who_signs_in_with_its_urn(authority: Authority) -> None:
    heads = Membership.objects.filter(authority=authority, role=Role.HEAD)
    names = SignInName.objects.filter(authority=authority)
    assert {(head.school_id, head.person_id) for head in heads} == {(name.school_id, name.person_id) for name in names}
    assert heads.count() == SCHOOLS


def test_one_head_has_two_schools(authority: Authority) -> None:
    assert SignInName.objects.filter(person__email=people.EXECUTIVE_HEAD).count() == 2


def test_everybody_has_the_password(authority: Authority) -> None:
    encoded = set(Person.objects.values_list("password", flat=True))
    assert len(encoded) == 1
    assert check_password(PASSWORD, encoded.pop())


def test_only_one_account_needs_a_code(authority: Authority) -> None:
    careful = Person.objects.filter(second_factor=True)
    assert [person.email for person in careful] == [people.CAREFUL]


def test_the_accounts_that_are_printed_are_there(authority: Authority) -> None:
    listed = {name for account in accounts(authority) for name in account.name.split(" or ")}
    known = set(Person.objects.values_list("email", flat=True)) | set(SignInName.objects.values_list("name", flat=True))
    assert listed <= known
    promised = {
        people.OFFICER,
        people.ADVISER,
        people.DEPUTY,
        people.SENDER,
        people.TRUST_LEAD,
        people.TRUST_VIEWER,
        people.MANAGER,
        people.PUPIL_ADVISER,
        people.OPERATOR,
        people.CAREFUL,
    }
    assert promised <= listed


def test_what_is_printed_tells_the_address_and_the_password(authority: Authority) -> None:
    text = said(accounts(authority), "http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000/mailbox/" in text
    assert PASSWORD in text


def test_every_school_was_asked_by_the_officer(authority: Authority) -> None:
    asked = Request.objects.filter(authority=authority, collection__kind="ks1")
    assert asked.count() == SCHOOLS
    assert {request.sent_by_name for request in asked} == {"Amina Fairbrother"}


def test_schools_stand_in_every_state(authority: Authority) -> None:
    rows = Return.objects.select_related("request").filter(authority=authority)
    found = {state_of_return(one.facts, reports=one.has_reports) for one in rows}
    declined = Request.objects.filter(authority=authority, participation="declined")
    assert found >= set(Told) - {Told.NOT_STARTED}
    assert declined.exists()


def test_the_school_whose_head_is_printed_has_done_nothing(authority: Authority) -> None:
    schools = list(School.objects.filter(authority=authority).select_related("trust").order_by("urn"))
    assert not Return.objects.filter(school=people.plain_school(schools)).exists()


def test_the_season_has_run_for_weeks(authority: Authority) -> None:
    days = {one.date() for one in Version.objects.filter(authority=authority).values_list("made_at", flat=True)}
    assert len(days) > 4
    assert max(days) <= clock.today()


def test_made_up_figures_stand_beside_results_and_say_so_and_schools_see_them(authority: Authority) -> None:
    now = Collection.objects.select_related("authority").get(authority=authority, kind="ks1")
    school = School.objects.select_related("authority").filter(authority=authority).first()
    assert school is not None
    scope = Scope(Level.SCHOOL, authority.public_id, frozenset({school.public_id}))
    emerging = next(one for one in comparators_for(scope, now, school) if one.beside is Beside.EMERGING)
    assert emerging.figures
    assert "a made-up source for this demonstration, of no real schools" in emerging.notes[0]
    assert FigureSet.objects.filter(authority=authority).count() == 2


def test_final_reports_are_published_fetched_out_of_date_and_still_to_be_published(authority: Authority) -> None:
    now = Collection.objects.select_related("authority").get(authority=authority, kind="ks1")
    lines = report_lines(Scope(Level.AUTHORITY, authority.public_id), now)
    published = [one for one in lines if one.published_at]
    assert [one for one in published if one.fetched]
    assert len([one for one in published if not one.fetched]) == 1
    assert len([one for one in published if one.is_stale]) == 1
    assert [one for one in lines if one.state is ReportState.MADE]


def test_questions_are_open_and_reminders_to_come(authority: Authority) -> None:
    assert Question.objects.filter(authority=authority, answered_at=None).exists()
    assert Reminding.objects.filter(authority=authority, due_at__gt=clock.now(), finished_at=None).exists()


def test_schools_have_explained_what_nobody_has_read_yet(authority: Authority) -> None:
    assert Explanation.objects.filter(authority=authority, reviews=None).exists()


def test_files_came_for_a_collection_of_files(authority: Authority) -> None:
    assert HandedIn.objects.filter(authority=authority, request__collection__kind="file_only").exists()


def test_what_was_sent_is_checked_beside_what_is_held(authority: Authority) -> None:
    assert stale_rows().count() == 0


def test_last_years_files_stand_closed_beside_this_years(authority: Authority) -> None:
    now = Collection.objects.get(authority=authority, kind="file_only", year=2026)
    scope = Scope(Level.AUTHORITY, authority.public_id)
    former = former_collection(scope, now)
    assert former is not None
    assert (former.year, state_of(former)) == (2025, State.CLOSED)
    shown = curve_of(scope, now)
    assert shown is not None
    assert shown.former == "2025"
    assert len(by_day(scope, former).steps) > 5
    assert HandedIn.objects.filter(request__collection=former, late=True).exists()


def test_for_one_school_an_officer_has_sent_the_file(authority: Authority) -> None:
    (acting,) = Acting.objects.filter(authority=authority)
    version = Version.objects.get(school_return__request=acting.request)
    assert (version.for_school, version.made_by_name) == (True, f"Amina Fairbrother of {authority.name}")


def test_pupils_names_were_put_right_and_one_check_waived(authority: Authority) -> None:
    corrections = IdentityCorrection.objects.filter(authority=authority)
    assert [one.fields for one in corrections] == [["surname"]] * 2
    assert Waiver.objects.filter(authority=authority, ended_at=None).exists()


def test_what_is_noted_goes_on_in_time(authority: Authority) -> None:
    moments = list(Event.objects.filter(chain=authority.public_id).order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_no_pupil_stands_in_a_mail(authority: Authority) -> None:
    heads = {head.name.split()[-1] for head in Person.objects.filter(memberships__role=Role.HEAD)}
    for mail in Mail.objects.all():
        text = text_of(mail)
        assert text is not None
        plain = text.plain
        for head in heads:
            plain = plain.replace(head, "")
        assert "zqx" not in plain


def test_the_trail_of_the_load_is_whole(authority: Authority) -> None:
    report = verify(authority.public_id)
    assert report.fault is None
    assert Event.objects.filter(chain=authority.public_id, verb="demonstration.loaded").count() == 1


def test_loading_again_changes_nothing(authority: Authority, files: Path) -> None:
    before = Event.objects.count()
    assert load(files) == authority
    assert Event.objects.count() == before


def test_started_again_months_later_it_is_open_again(authority: Authority, files: Path) -> None:
    later = clock.now() + timedelta(days=200)
    with clock.at(later):
        load(files)
        collection = Collection.objects.get(authority=authority, kind="ks1")
        assert (state_of(collection), is_late(collection)) == (State.OPEN, False)


def test_a_real_authority_added_later_is_noticed(authority: Authority) -> None:
    real_authority()
    with pytest.raises(Refusal):
        check_demonstration()


def test_no_command_starts_a_demonstration_on_real_data(authority: Authority) -> None:
    assert readiness.first_fault() is None
    real_authority()
    assert "This database holds Realshire" in str(readiness.first_fault())
