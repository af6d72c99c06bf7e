"""What people are told when something goes wrong."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_POST

from muster.portal.config import urls
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all, signed_in
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

CANARY = "Okazqxfor"


def failing(fault: Callable[[], Exception]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise fault()

    return view


@open_to_all
def written(request: PortalRequest, visit: Visit) -> HttpResponse:
    return HttpResponse("Written.")


@signed_in
@require_POST
def only_posts(request: PortalRequest, visit: Visit) -> HttpResponse:
    return HttpResponse("Posted.")


urlpatterns = [
    path("fails/", failing(lambda: ValueError(CANARY))),
    path("database-away/", failing(lambda: OperationalError(CANARY))),
    path("forbidden/", failing(PermissionDenied)),
    path("missing/", failing(Http404)),
    path("refused/", failing(lambda: Refusal("already_head", name="Ida Linzqxwood"))),
    path("not-yours/", failing(lambda: Refusal("not_yours"))),
    path("changed/", failing(lambda: Changed("changed", who="Olu", when="Friday"))),
    path("slow-down/", lambda request: HttpResponse(status=429, headers={"Retry-After": "60"})),
    path("maintenance/", lambda request: HttpResponse(status=503)),
    path("own-words/", lambda request: HttpResponse("Own words.", status=405)),
    path("written/", written),
    path("only-posts/", only_posts),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500

pytestmark = pytest.mark.urls(__name__)


def visitor(*, enforce_csrf_checks: bool = False) -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=enforce_csrf_checks)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/forbidden/", 403, "Your account may not do this"),
        ("/not-yours/", 403, "Ask the head teacher"),
        ("/missing/", 404, "check that you copied the whole of it"),
        ("/nowhere/", 404, "Page not found"),
        ("/refused/", 409, "Ida Linzqxwood is the head teacher of this school already."),
        ("/changed/", 409, "Olu changed this on Friday."),
        ("/slow-down/", 429, "Wait a few minutes"),
        ("/fails/", 500, "This is a fault of ours"),
        ("/database-away/", 503, "Wait a minute"),
        ("/maintenance/", 503, "Wait a minute"),
    ],
)
def test_it_says_what_is_so_and_what_to_do(address: str, status: int, says: str) -> None:
    answer = visitor().get(address)
    assert (answer.status_code, says in text(answer)) == (status, True)
    assert text(answer).count("<h1") == 1


@pytest.mark.parametrize(("address", "status"), [("/fails/", 500), ("/database-away/", 503), ("/maintenance/", 503)])
def test_a_fault_of_ours_is_told_without_the_database(address: str, status: int) -> None:
    answer = visitor().get(address)
    assert answer.status_code == status
    assert CANARY not in text(answer)
    assert "Traceback" not in text(answer)


def test_a_browser_may_ask_again_soon_while_the_database_is_away() -> None:
    assert visitor().get("/database-away/").headers["Retry-After"] == "30"


@override_settings(ALLOWED_HOSTS=["muster.example"])
def test_a_request_for_another_host_is_told_so_without_the_database() -> None:
    answer = visitor().get("/", headers={"host": "elsewhere.example"})
    assert (answer.status_code, "could not be read" in text(answer)) == (400, True)


def test_an_answer_without_words_is_given_some_and_keeps_its_headers(season: Season, client_of: ClientOf) -> None:
    answer = client_of(season.head).get("/only-posts/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Nothing was done" in text(answer)


@pytest.mark.django_db
def test_an_answer_with_words_of_its_own_keeps_them() -> None:
    assert text(visitor().get("/own-words/")) == "Own words."


@pytest.mark.django_db
def test_a_browser_is_told_when_to_come_back() -> None:
    assert visitor().get("/slow-down/").headers["Retry-After"] == "60"


@pytest.mark.parametrize("address", ["/missing/", "/forbidden/"])
def test_the_frame_is_that_of_whoever_looks(season: Season, client_of: ClientOf, address: str) -> None:
    page = text(client_of(season.head).get(address))
    assert season.head.name in page
    assert season.authority.team_email in page
    assert season.twin.authority.team_email not in page


def test_an_error_page_is_not_stored(season: Season, client_of: ClientOf) -> None:
    assert "no-store" in client_of(season.head).get("/missing/").headers["Cache-Control"]


HERE = {"Origin": "http://testserver"}
ELSEWHERE = {"Origin": "https://elsewhere.example"}
TYPED: dict[str, str | list[str]] = {"question": "Where is Okazqxfor?", "kind": ["a", "b"]}


def forged(headers: dict[str, str], typed: dict[str, str | list[str]]) -> str:
    answer = visitor(enforce_csrf_checks=True).post("/written/?from=there", typed, headers=headers)
    assert answer.status_code == 403
    return text(answer)


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_a_form_of_ours_without_its_token_can_be_sent_again_as_it_was() -> None:
    page = forged(HERE, TYPED)
    assert 'action="/written/?from=there"' in page
    for field in ('name="question" value="Where is Okazqxfor?"', 'name="kind" value="a"', 'name="kind" value="b"'):
        assert field in page


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["testserver"])
@pytest.mark.parametrize("headers", [ELSEWHERE, {}, {"Referer": "http://testserver.elsewhere.example/"}])
def test_another_sites_form_does_not_speak_through_our_page(headers: dict[str, str]) -> None:
    page = forged(headers, TYPED)
    assert "Okazqxfor" not in page
    assert "Go back, load the page again" in page


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["testserver"])
@pytest.mark.parametrize("secret", ["password", "new_password1", "code"])
def test_a_secret_is_never_shown_again(secret: str) -> None:
    page = forged(HERE, {secret: "a secret of mine", "username": "110001"})
    assert "a secret of mine" not in page
    assert "110001" not in page


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["testserver"])
def test_what_was_typed_cannot_break_out_of_the_page() -> None:
    assert "<script>alert" not in forged(HERE, {"question": '"><script>alert(1)</script>'})
