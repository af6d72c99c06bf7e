"""The help beside the form: the school's own system first, the authority's words on top."""

import pytest
from django.test import Client
from django.urls import reverse

from muster.portal.collecting.practice import Practice, SystemHelp
from muster.portal.organisations.models import School
from tests.portal.answers import text
from tests.portal.collected import collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

OF_SIMS = SystemHelp(
    text="Our helpers know SIMS.\n\nAsk them early.",
    document="KB0099999",
    link="https://help.example/sims",
    telephone="01632 960123",
    email="help@sims.example",
)


def page_for(season: Season, client: Client, mis: str, practice: Practice | None = None) -> str:
    School.objects.filter(pk=season.school.pk).update(mis=mis)
    collected = collect(season, practice)
    kwargs = {"school": season.school.public_id, "request_id": collected.request.public_id}
    return text(client.get(reverse("return-send", kwargs=kwargs)))


def first_help(page: str) -> str:
    """The part that is open, before the other systems' help."""
    return page.split('id="help"')[1].split("Other systems", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("mis", "title", "said"),
    [
        ("SIMS.net", "in SIMS<", "Routines, Data Out, CTF"),
        ("Capita SIMS", "in SIMS<", "Routines, Data Out, CTF"),
        ("Cloud School", "in Cloud School<", "Advanced, the supplier"),
        ("Arbor", "in Arbor<", "Search Arbor for"),
        ("Horizons", "How to make the file<", "as we know it, is Horizons"),
        ("", "How to make the file<", "We do not know which system"),
    ],
)
def test_a_school_sees_its_own_system_first(
    season: Season, client_of: ClientOf, mis: str, title: str, said: str
) -> None:
    first = first_help(page_for(season, client_of(season.head), mis))
    assert title in first
    assert said in first


def test_the_others_are_there_too_but_closed(season: Season, client_of: ClientOf) -> None:
    page = page_for(season, client_of(season.head), "Arbor")
    assert page.count("govuk-details__summary-text") == 11
    assert "Routines, Data Out, CTF" in page.split("Other systems")[1]


def test_the_authoritys_words_and_contacts_stand_on_top(season: Season, client_of: ClientOf) -> None:
    practice = Practice(systems={"sims": OF_SIMS, "arbor": SystemHelp(text="Only for Arbor.")})
    first = first_help(page_for(season, client_of(season.head), "SIMS", practice))
    said = ("From Northshire", "<p>Ask them early.</p>", "KB0099999", "https://help.example/sims", "01632 960123")
    assert [one for one in (*said, "help@sims.example") if one not in first] == []
    assert first.index("KB0099999") < first.index("Routines")
    assert "Only for Arbor." not in first


def test_a_link_that_is_no_web_page_is_no_link(season: Season, client_of: ClientOf) -> None:
    practice = Practice(systems={"sims": SystemHelp(text="Hello.", link="javascript:alert(1)")})
    assert "javascript:" not in page_for(season, client_of(season.head), "SIMS", practice)


def test_without_science_no_word_of_science_stands_in_what_the_file_holds(season: Season, client_of: ClientOf) -> None:
    page = page_for(season, client_of(season.head), "SIMS")
    assert "maths and science" in page
    assert "Science is left out" in page
