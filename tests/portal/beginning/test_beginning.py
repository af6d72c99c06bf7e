"""A real installation begins: the first authority and its officer, and later new keys."""

import pytest
from pytest_django import Settings

from muster.cli import main as cli
from muster.portal.audit.models import Event
from muster.portal.foundation.crypto import seal, unseal
from muster.portal.organisations.models import Authority, Membership, Person
from muster.portal.outbox.models import Mail
from tests.portal.crypto.keys import pair, use_keys

pytestmark = pytest.mark.django_db
ZEDSHIRE = (
    *("found", "--la", "330", "--name", "Zedshire", "--team-email", "data@zedshire.example"),
    *("--officer", "Olu Okazqxfor", "--officer-email", "olu@zedshire.example"),
)


def run(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.main(arguments)
    said = capsys.readouterr()
    return status, said.out + said.err


def test_an_authority_begins_with_its_officer(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(*ZEDSHIRE, capsys=capsys)
    (membership,) = Membership.objects.select_related("person", "authority")
    assert (status, membership.role, membership.person.email) == (0, "officer", "olu@zedshire.example")
    assert said.startswith("Zedshire is there. A link for Olu Okazqxfor")
    assert not membership.person.has_usable_password()


def test_the_officer_is_sent_a_link(capsys: pytest.CaptureFixture[str]) -> None:
    run(*ZEDSHIRE, capsys=capsys)
    mails = Mail.objects.filter(to_address="olu@zedshire.example")
    assert "first_access" in mails.values_list("template", flat=True)


def test_the_beginning_stands_in_the_authoritys_trail(capsys: pytest.CaptureFixture[str]) -> None:
    run(*ZEDSHIRE, capsys=capsys)
    verbs = set(Event.objects.filter(chain=Authority.objects.get().public_id).values_list("verb", flat=True))
    assert {"authority.founded", "installation.begun"} <= verbs


def test_somebody_else_may_look_after_the_installation(capsys: pytest.CaptureFixture[str]) -> None:
    run(*ZEDSHIRE, "--operator", "Pat Linzqxwood", "--operator-email", "pat@zedshire.example", capsys=capsys)
    assert set(Membership.objects.values_list("role", flat=True)) == {"officer", "operator"}


def test_a_number_that_is_taken_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(*ZEDSHIRE, capsys=capsys)
    status, said = run(*ZEDSHIRE, "--officer-email", "ida@zedshire.example", capsys=capsys)
    assert (status, Authority.objects.count(), Person.objects.count()) == (2, 1, 1)
    assert "This authority cannot be set up yet" in said


def test_a_wrong_address_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = run(*ZEDSHIRE, "--officer-email", "olu", capsys=capsys)
    assert (status, Authority.objects.exists()) == (2, False)
    assert "Enter an e-mail address in the right form" in said


def test_data_keys_are_closed_with_a_new_key(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    use_keys(settings, pair("old", 1))
    sealed = seal("an-authority", b"text", b"test")
    use_keys(settings, pair("new", 2), pair("old", 1))
    status, said = run("rewrap", capsys=capsys)
    assert (status, said.split()[0]) == (0, "1")
    use_keys(settings, pair("new", 2))
    assert unseal("an-authority", sealed, b"test") == b"text"
    assert Event.objects.get(verb="keys.rewrapped").facts == {"data_keys": 1, "key": "new"}
