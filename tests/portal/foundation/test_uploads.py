"""What may be sent: counted, refused in time, kept in memory alone."""

import tempfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from muster.portal.config.urls import urlpatterns as portal
from muster.portal.foundation import uploads

CAP = 2 * uploads.MEGABYTE
_acted: list[int] = []


@uploads.takes_files(CAP)
def takes(request: HttpRequest) -> HttpResponse:
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    assert all(isinstance(file, InMemoryUploadedFile) for file in files)
    _acted.append(len(files))
    return HttpResponse(f"{sum(len(file.read()) for file in files)} {request.POST.get('word', '')}")


def takes_none(request: HttpRequest) -> HttpResponse:
    _acted.append(len(request.FILES))
    return HttpResponse(request.POST.get("word", ""))


urlpatterns = [path("takes/", takes), path("takes-none/", takes_none), *portal]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def nobody_acted() -> None:
    _acted.clear()


@pytest.fixture(autouse=True)
def no_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a file was written")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refused)


def of(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("KS1.xml", b"x" * size)


def test_a_file_up_to_the_cap_is_kept_in_memory(client: Client) -> None:
    answer = client.post("/takes/", {"file": of(CAP), "word": "hello"})
    assert answer.content == f"{CAP} hello".encode()


@pytest.mark.django_db
def test_a_file_over_the_cap_is_refused_while_it_is_read(client: Client) -> None:
    answer = client.post("/takes/", {"word": "hello", "file": of(CAP + 1)})
    assert answer.status_code == 413
    assert "2 MB" in answer.content.decode()
    assert _acted == []


@pytest.mark.django_db
def test_the_cap_holds_for_all_the_files_together(client: Client) -> None:
    answer = client.post("/takes/", {"a": of(CAP // 2), "b": of(CAP // 2 + 1)})
    assert answer.status_code == 413
    assert _acted == []


@pytest.mark.django_db
def test_a_body_announced_too_long_is_refused_unread(client: Client) -> None:
    answer = client.post("/takes/", {"file": of(CAP + 1_100_000)})
    assert answer.status_code == 413
    assert _acted == []


@pytest.mark.django_db
def test_a_page_without_files_takes_none(client: Client) -> None:
    answer = client.post("/takes-none/", {"file": of(1)})
    assert answer.status_code == 413
    assert "shorten what you typed" in answer.content.decode()
    assert _acted == []


@pytest.mark.django_db
def test_a_form_of_more_than_a_megabyte_is_refused(client: Client) -> None:
    answer = client.post("/takes-none/", {"word": "x" * 1_100_000})
    assert answer.status_code == 413


@pytest.mark.django_db
def test_an_address_that_is_none_takes_no_body(client: Client) -> None:
    assert client.post("/nowhere/", {"file": of(1_100_000)}).status_code == 413


def test_a_form_is_taken(client: Client) -> None:
    assert client.post("/takes-none/", {"word": "hello"}).content == b"hello"


def body_of(content: bytes, announced: int) -> HttpRequest:
    request = HttpRequest()
    request.META["CONTENT_LENGTH"] = str(announced)
    request.path_info = "/takes/"
    request._stream = BytesIO(content)
    request._read_started = False  # type: ignore[attr-defined]
    return request


def refused_by_length(request: HttpRequest) -> HttpResponse:
    def never(_request: HttpRequest) -> HttpResponse:
        raise AssertionError

    answer = uploads.BodyLimits(never)(request)
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize(("announced", "left"), [(50 * uploads.MEGABYTE, b""), (101 * uploads.MEGABYTE, b"abc")])
def test_the_rest_is_received_and_forgotten_unless_it_is_huge(announced: int, left: bytes) -> None:
    request = body_of(b"abc", announced)
    assert refused_by_length(request).status_code == 413
    assert request._stream.read() == left


def test_a_client_that_goes_while_its_body_is_forgotten_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_size: int) -> bytes:
        raise OSError

    request = body_of(b"", 50 * uploads.MEGABYTE)
    monkeypatch.setattr(request, "read", gone)
    assert refused_by_length(request).status_code == 413
