"""How much may be sent: refused before it is read, counted while it is read, and never written to a disk unclosed."""

from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

MEGABYTE = 1_000_000
SCHOOL_FILE = 20 * MEGABYTE
"""The most that a school's one file may hold."""

_CAP, _OVER = "muster.upload_cap", "muster.too_large"
_DISCARDED_AT_MOST = 100 * MEGABYTE
_PIECE = 256 * 1024

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_files(cap: int = SCHOOL_FILE) -> Callable[[View], View]:
    """Let a view take files of so many bytes together. A view without this takes none."""

    def marked(view: View) -> View:
        view.upload_cap = cap  # type: ignore[attr-defined]
        return view

    return marked


class InMemory(FileUploadHandler):
    """Keeps an upload's bytes in memory up to the cap of its view, and stops reading where they go beyond it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0
        self._cap = 0
        self._content = BytesIO()

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file; the cap holds for all the files of the request together."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._content = BytesIO()
        self._cap = self.request.META.get(_CAP, 0) if self.request is not None else 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - as Django calls it
        """Take the next bytes, unless they are too many."""
        self._received += len(raw_data)
        if self._received > self._cap:
            self._content = BytesIO()
            if self.request is not None:
                self.request.META[_OVER] = True
            # Not StopUpload: after that the view would act on half a form.
            raise RequestDataTooBig("A file beyond the cap of its page.")
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, whose bytes stand in memory alone."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=self._content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


class TooLarge(HttpResponse):
    """The answer 413, without words: the pages' own middleware finds them. `facts` has the `limit` in megabytes."""

    status_code = 413

    def __init__(self, cap: int) -> None:
        super().__init__()
        self.facts = {"limit": cap // MEGABYTE}


class BodyLimits:
    """Middleware: answers 413 to a body beyond what its view takes, before a byte of it is kept.

    It stands before whatever reads a form. The rest of a body up to 100 MB is received and thrown away, because a
    browser shows no answer while it is still sending.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse by the announced length; a body that announces none is read by nobody. Then by what came."""
        announced = _announced(request)
        if not announced:
            return self._get_response(request)
        cap = request.META[_CAP] = _cap_at(request.path_info)
        if announced <= cap + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            response = self._get_response(request)
            if _OVER not in request.META:
                return response
        _discard(request, announced)
        return TooLarge(cap)


def upload_cap(view: Callable[..., HttpResponseBase]) -> int:
    """The most bytes of files that a view takes; 0 where it takes none."""
    return int(getattr(view, "upload_cap", 0))


def _cap_at(path: str) -> int:
    try:
        return upload_cap(resolve(path).func)
    except Resolver404:
        return 0


def _announced(request: HttpRequest) -> int:
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(length) if length.isdecimal() else 0


def _discard(request: HttpRequest, announced: int) -> None:
    """Receive and forget the body, where it is not so large that the connection is better closed."""
    if announced > _DISCARDED_AT_MOST:
        return
    try:
        while request.read(_PIECE):
            pass
    except OSError:
        return
