"""The mail server as the environment names it."""

import pytest

from muster.portal.config.environment import EnvironmentFault
from muster.portal.config.mail import MailServer, read_mail_server


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", MailServer()),
        ("smtp://mail.example", MailServer("mail.example", 587, tls="starttls")),
        ("smtp://mail.example:2525?tls=none", MailServer("mail.example", 2525, tls="none")),
        ("smtp://mail.example?tls=implicit", MailServer("mail.example", 465, tls="implicit")),
        ("smtp://muster%40la:a%2Fb@mail.example", MailServer("mail.example", 587, "muster@la", "a/b", "starttls")),
    ],
)
def test_the_address_says_all_of_it(said: str, meant: MailServer) -> None:
    assert read_mail_server(said) == meant


@pytest.mark.parametrize(
    "said", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:x", "smtp://mail.example?tls=yes"]
)
def test_what_cannot_be_right_is_refused_with_an_example(said: str) -> None:
    with pytest.raises(EnvironmentFault, match="It must look like smtp://"):
        read_mail_server(said)


def test_a_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(EnvironmentFault) as refused:
        read_mail_server("smtp://muster:secret@mail.example:x")
    assert "secret" not in str(refused.value)
    assert refused.value.__cause__ is None or "secret" not in str(refused.value.__cause__)
