"""The guidance says all that a school must know, and follows the collection's dates and settings."""

import re
from datetime import UTC, date, datetime
from html import unescape

import msgspec
import pytest
from django.test import Client

from muster.framework import load_framework
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, Practice, SystemHelp
from muster.portal.collecting.systems import systems
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation import clock
from muster.portal.organisations.models import Authority, School
from muster.portal.pages.public.guidance import SECTIONS
from muster.records import CollectionSettings
from tests.portal.answers import text
from tests.portal.collecting.made_up import IN_MAY, authority, opened
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

LATER = datetime(2026, 10, 1, 12, tzinfo=UTC)
SPRING_2027 = datetime(2027, 5, 20, 12, tzinfo=UTC)
_TAGS = re.compile(r"<[^>]+>")


@pytest.fixture
def place(db: None) -> Authority:
    return authority()


def whole(client: Client | None = None, at: datetime = IN_MAY) -> str:
    with clock.at(at):
        answer = (client or Client()).get("/guidance/")
    assert answer.status_code == 200
    return text(answer)


def plain(html: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(unescape(_TAGS.sub(" ", html)).split()).replace(" .", ".").replace(" ,", ",")


def section(key: str, client: Client | None = None, at: datetime = IN_MAY) -> str:
    """What one section says."""
    after = whole(client, at).partition(f'<section aria-labelledby="{key}">')[2]
    assert after
    return plain(after.partition("</section>")[0])


def row(key: str, begins: str) -> list[str]:
    """The cells of the row of a section's tables that begins so."""
    part = whole().partition(f'<section aria-labelledby="{key}">')[2].partition("</section>")[0]
    for found in re.findall(r"<tr.*?</tr>", part, re.DOTALL):
        cells = [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", found, re.DOTALL)]
        if cells[0].startswith(begins):
            return cells[1:]
    raise AssertionError(begins)


def test_the_contents_name_every_section_and_lead_to_it(place: Authority) -> None:
    shown = whole()
    contents = shown.partition('id="contents"')[2].partition("</nav>")[0]
    assert re.findall(r'href="#([a-z-]+)"', contents) == [one.key for one in SECTIONS]
    assert [one.key for one in SECTIONS if shown.count(f'id="{one.key}"') != 1] == []


def test_it_says_what_it_is_guidance_to(place: Authority) -> None:
    opened(place)
    heading = plain(whole().partition("<h1")[2].partition("</h1>")[0])
    assert "Guidance for schools Optional key stage 1 teacher assessment 2026" in heading


def test_taking_part_is_a_choice(place: Authority) -> None:
    assert "has not been statutory since" in section("taking-part")
    assert "schools that choose to send their results" in section("taking-part")


def test_schools_of_every_kind_are_asked(place: Authority) -> None:
    assert "maintained schools and academies alike" in section("taking-part")


def test_it_says_why_results_are_collected(place: Authority) -> None:
    said = section("taking-part")
    assert "promote high standards and act where pupils do less well" in said
    assert "Director of Children’s Services" in said


def test_it_says_what_results_are_used_for(place: Authority) -> None:
    assert "which schools to support, with what, and where people and money go" in section("taking-part")


def test_it_says_what_a_school_gets_back(place: Authority) -> None:
    assert "a summary of the school, and one of each pupil" in section("taking-part")


@pytest.mark.parametrize(
    ("benchmarks", "wording"),
    [
        (Benchmarks.HIDDEN, "perhaps an emerging national figure"),
        (Benchmarks.AUTHORITY, "perhaps an emerging national figure"),
        (Benchmarks.SCHOOLS, "The authority’s figures beside your own, and an emerging national figure."),
    ],
)
def test_the_emerging_national_figure_is_promised_only_where_it_is_shown(
    place: Authority, benchmarks: Benchmarks, wording: str
) -> None:
    opened(place, practice=Practice(benchmarks=benchmarks))
    said = section("taking-part")
    assert wording in said
    assert "NCER" in said
    assert "is provisional, and counts only the schools that took part" in said


def test_it_says_how_to_decline(place: Authority) -> None:
    assert "Press the link in the e-mail that asked for your results, which needs no account" in section("taking-part")


def test_the_deadline_is_told(place: Authority) -> None:
    opened(place)
    assert row("key-dates", "File and confirmation due, together") == ["11:59pm on Friday 26 June 2026"]


def test_the_confirmation_is_due_with_the_file(place: Authority) -> None:
    opened(place)
    assert "is due together with the file, by 11:59pm on Friday 26 June 2026" in section("confirming")


def test_late_results_are_spoken_of_only_where_they_are_taken(place: Authority) -> None:
    collection = opened(place)
    assert "until 11:59pm on Monday 31 August 2026, and marked as late" in section("key-dates")
    Collection.objects.filter(pk=collection.pk).update(closes_at=collection.deadline)
    assert "late" not in section("key-dates")


PUPILS = {
    "works where most pupils": ("EXS", "EXS"),
    "goes deeper": ("GDS", "EXS"),
    "is within the key stage 1 framework": ("WTS", "EXS or HNM"),
    "is not within that framework": ("a pre-key stage standard: PK4 (the highest) to PK1", "HNM"),
    "works below because the programmes of study": ("a pre-key stage standard: PK4 to PK1", "HNM"),
    "has special educational needs": ("EM, the engagement model", "HNM"),
    "could not be judged": ("A: you are asked to say why", "A: you are asked to say why"),
}


@pytest.mark.parametrize("pupil", PUPILS)
def test_which_code_is_for_which_pupil(place: Authority, pupil: str) -> None:
    assert tuple(row("codes", pupil)) == PUPILS[pupil]


def test_science_knows_two_outcomes_alone(place: Authority) -> None:
    said = section("codes")
    assert "Science is simpler than the others: EXS or HNM." in said
    assert "Pre-key stage standards and the engagement model do not exist in it" in said


def test_without_science_the_whole_guidance_is_silent_on_it(place: Authority) -> None:
    opened(place, science=False)
    shown = plain(whole().partition("<main")[2].partition("</main>")[0])
    assert "science" not in shown.lower()
    assert "HNM" not in shown


def test_one_file_holds_an_outcome_for_each_child(place: Authority) -> None:
    assert "one file for your school: a Common Transfer File (CTF) with an outcome in reading, writing, maths and " in (
        section("file")
    )


def test_every_final_assessment_is_entered_first(place: Authority) -> None:
    assert "Before you make it, see that every final assessment has been entered" in section("file")


@pytest.mark.parametrize("open_check", [True, False])
def test_checking_without_sending_is_offered_as_the_authority_allows(place: Authority, open_check: bool) -> None:
    opened(place, practice=Practice(open_check=open_check))
    assert ('href="/check/"' in whole().partition("</main>")[0]) == open_check
    assert "without sending it" in section("file")


def test_every_system_has_its_steps_and_traps(place: Authority) -> None:
    said = section("systems")
    for system in systems().values():
        for sentence in (system.name, *system.steps, *system.traps):
            assert sentence in said


def test_the_authoritys_paper_helpline_and_address_stand_with_the_system(place: Authority) -> None:
    own = SystemHelp(
        text="Our own paper.", document="KB0019", link="https://help.example/", telephone="01632 960123",
        email="edtech@help.example",
    )  # fmt: skip
    opened(place, practice=Practice(systems={"sims": own}))
    said = section("systems").partition("Arbor")[0]
    for part in ("From Zedshire", "Our own paper.", "KB0019", "https://help.example/", "01632 960123", own.email):
        assert part in said


def test_the_supplier_helps_with_cloud_school_and_cmis(place: Authority) -> None:
    said = section("systems")
    for name in ("Cloud School", "Facility CMIS"):
        assert "Advanced, the supplier, helps with it." in said.partition(name)[2]


def test_users_of_other_systems_ask_their_own_support(place: Authority) -> None:
    assert "ask the supplier or your IT support" in section("systems").partition("Another system")[2]


@pytest.mark.parametrize(
    ("mis", "first"),
    [
        ("SIMS", "SIMS: your school’s system"),
        ("Cloud School", "Cloud School: your school’s system"),
        ("Arbor", "Arbor: your school’s system"),
        ("", "SIMS"),
        ("Abacus 3000", "SIMS"),
    ],
)
def test_a_school_reads_of_its_own_system_first(season: Season, client_of: ClientOf, mis: str, first: str) -> None:
    School.objects.filter(pk=season.school.pk).update(mis=mis)
    opened(season.authority)
    shown = whole(client_of(season.head)).partition('<section aria-labelledby="systems">')[2].partition("</section>")[0]
    headings = [plain(one) for one in re.findall(r"<h3.*?</h3>", shown, re.DOTALL)]
    assert (headings[0], len(headings)) == (first, len(systems()))
    assert sum("your school’s system" in one for one in headings) == (first != "SIMS")


def test_the_file_is_sent_here_and_nowhere_else(place: Authority) -> None:
    assert "Sign in, open your school’s page, and choose Send your results" in section("sending")
    assert "not by e-mail" in section("sending")


def test_schools_see_to_it_beforehand_that_they_can_send(place: Authority) -> None:
    said = section("getting-in")
    assert "Before the collection begins" in said
    assert "whoever makes the file may send it" in said


def test_it_leads_to_signing_in(place: Authority) -> None:
    assert 'href="/sign-in/"' in whole().partition('id="getting-in"')[2].partition("</section>")[0]


def test_a_forgotten_password_is_helped(place: Authority) -> None:
    assert "Forgotten the password? Choose a new one" in section("getting-in")


def test_the_heads_user_name_is_the_urn(place: Authority) -> None:
    assert "The head teacher’s user name is the school’s URN: six figures" in section("getting-in")


@pytest.mark.parametrize("key", ["getting-in", "afterwards", "help"])
def test_the_data_teams_address_stands_where_it_is_needed(place: Authority, key: str) -> None:
    assert "team@zedshire.example" in section(key)


def test_results_are_checked_and_questions_may_come(place: Authority) -> None:
    said = section("afterwards")
    assert "checks the results of all its schools, each year and in several ways" in said
    assert "It may ask you to explain or correct something." in said


def test_reports_come_as_pdf_and_an_email_says_so(place: Authority) -> None:
    said = section("afterwards")
    assert "your school’s reports can be downloaded here as PDF files" in said
    assert "An e-mail to your school’s main address says that they are there, and how to get them." in said


def test_who_has_no_reports_by_the_last_week_asks(place: Authority) -> None:
    assert "Expect them by the last week of the summer term; if nothing has come by then" in section("afterwards")
    opened(place)
    assert "Expect them in the week of 13 July 2026 at the latest; if nothing has come by then" in section("afterwards")


def test_the_declarations_are_told(place: Authority) -> None:
    said = section("confirming")
    for part in (
        "the assessments are final",
        "the school’s own moderation is complete",
        "the head teacher, the teacher or teachers, and the staff responsible for key stage 1 have agreed them",
    ):
        assert part in said


def test_the_confirmation_is_made_on_the_schools_page(place: Authority) -> None:
    assert "The confirmation is made here, on your school’s page" in section("confirming")
    assert "a receipt with a number" in section("confirming")


@pytest.mark.parametrize("answers_first", [True, False])
def test_open_questions_stop_a_confirmation_only_where_the_authority_says_so(
    place: Authority, answers_first: bool
) -> None:
    opened(place, practice=Practice(answers_first=answers_first))
    said = section("confirming")
    assert ("must be answered before" in said) == answers_first
    wording = "do not stop a confirmation; please answer them by 11:59pm on Monday 31 August 2026."
    assert (wording in said) != answers_first


def test_the_day_for_answers_is_told(place: Authority) -> None:
    opened(place, practice=Practice(answers_by=date(2026, 7, 3)))
    assert "please answer them by Friday 3 July 2026" in section("confirming")
    assert row("key-dates", "Answers") == ["Friday 3 July 2026"]


@pytest.mark.parametrize("sender", [True, False])
def test_a_sender_confirms_only_where_the_authority_lets_them(place: Authority, sender: bool) -> None:
    opened(place, practice=Practice(sender_may_confirm=sender))
    assert ("can also confirm that the head teacher has agreed" in section("confirming")) == sender


MOVES = {
    "moved before": "The new school.",
    "moved during": "The school with more days in it; the new school where they are equal. The new school finds out "
    "which tests the pupil has taken, and gives the rest. Where the dates are not known, both schools are asked for "
    "them.",
    "moved after": "The school where the pupil was during it.",
    "came from a school that takes no part, or was taught at home": "The new school assesses the pupil and sends them, "
    "whenever they came.",
    "came from a school in another English authority": "Nobody here.",
    "came from abroad": "The new school assesses the pupil and sends them; A where there was no time.",
    "is on the roll of two schools": "The main one, or as the two schools agree.",
}


@pytest.mark.parametrize("move", MOVES)
def test_who_sends_a_pupil_who_changed_school(place: Authority, move: str) -> None:
    assert row("movers", move) == [MOVES[move]]


def test_the_movers_table_is_advice_against_counting_twice(place: Authority) -> None:
    said = section("movers")
    assert "Nothing obliges a school to send a pupil" in said
    assert "so that nobody is counted twice" in said


def test_the_test_period_is_the_collections(place: Authority) -> None:
    opened(place, test_period_from=date(2026, 5, 11), test_period_to=date(2026, 6, 5))
    for key in ("movers", "key-dates"):
        assert "11 May 2026 to 5 June 2026" in section(key)
    assert " 31 May" not in section("movers")


def test_the_rolls_day_is_the_collections(place: Authority) -> None:
    assert "the school census of 15 January 2026" in section("who")
    opened(place, settings=CollectionSettings(roll_date=date(2026, 1, 22)))
    assert "the school census of 22 January 2026" in section("who")


def test_technical_questions_go_to_whoever_supports_the_system(place: Authority) -> None:
    assert "Recording assessments in your system or tracker, or making the file there: its supplier" in section("help")


def test_the_departments_publications_are_linked(place: Authority) -> None:
    part = whole().partition('id="publications"')[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]+)"', part) == [
        "https://www.gov.uk/government/publications/key-stage-1-teacher-assessment-guidance",
        "https://www.gov.uk/government/collections/common-transfer-file",
    ]
    assert "Optional key stage 1 teacher assessment guidance" in part


def test_it_says_of_which_day_it_is(place: Authority) -> None:
    assert "This is the guidance of 12 May 2026." in plain(whole())


def test_next_years_guidance_says_nothing_of_this_years_dates(place: Authority) -> None:
    terms = terms_of_year(2027)
    fields = {name: getattr(terms, name) for name in terms.__struct_fields__ if name not in ("settings", "practice")}
    Collection.objects.filter(pk=opened(place).pk).update(
        year=2027, ruleset=load_framework(2027).ruleset, **fields, settings={}, practice=msgspec.to_builtins(Practice())
    )
    shown = plain(whole(at=SPRING_2027).partition("<main")[2].partition("</main>")[0])
    assert "2027" in shown
    assert "2026" not in shown


def test_after_the_close_the_guidance_still_says_its_dates(place: Authority) -> None:
    opened(place)
    assert "This collection closed at 11:59pm on Monday 31 August 2026" in plain(whole(at=LATER))
    assert "11:59pm on Friday 26 June 2026" in section("key-dates", at=LATER)


def test_before_a_collection_is_announced_no_date_is_made_up(place: Authority) -> None:
    assert "as soon as the authority announces them" in section("key-dates")
    assert "by 11:59pm" not in plain(whole())


def test_it_asks_little_of_the_database(
    season: Season, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    opened(season.authority)
    client = client_of(season.head)
    with django_assert_max_num_queries(12):  # type: ignore[operator] # pytest-django's own
        client.get("/guidance/")
