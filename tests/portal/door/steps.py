"""What people do at the door, step by step."""

import re
from datetime import datetime, timedelta

from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from tests.portal.season import PASSWORD

WRONG = "not-the-password-2026"
NEW = "seven-otter-lantern"


def give(client: Client, name: str, password: str = PASSWORD, **more: str) -> "Answer":
    return Answer(client.post("/sign-in/", {"username": name, "password": password}, **more))  # type: ignore[arg-type]


class Answer:
    """An answer, with what tests ask of it."""

    def __init__(self, response: object) -> None:
        self.response = response
        self.status: int = response.status_code  # type: ignore[attr-defined]
        self.to: str = response.headers.get("Location", "")  # type: ignore[attr-defined]
        self.text: str = response.content.decode()  # type: ignore[attr-defined]


def newest_mail(template: str) -> str:
    mail = Mail.objects.filter(template=template).order_by("-pk").first()
    text = text_of(mail) if mail else None
    assert text is not None
    return text.plain


def newest_code() -> str:
    found = re.search(r"\d{6}", newest_mail("sign_in_code"))
    assert found
    return found[0]


def newest_link(template: str) -> str:
    found = re.search(r"http\S+(/link/\?key=\S+)", newest_mail(template))
    assert found
    return found[1]


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Answer:
    """All the way in, by the code from the mail."""
    assert give(client, name, password).to == "/sign-in/code/"
    return Answer(client.post("/sign-in/code/", {"code": newest_code()}))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def verbs_of(person: Person) -> list[str]:
    return list(Event.objects.filter(subject=person.public_id).order_by("pk").values_list("verb", flat=True))


def later(**gone: float) -> datetime:
    return clock.now() + timedelta(**gone)


def without_tokens(text: str) -> str:
    """A page without what is random in it."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
