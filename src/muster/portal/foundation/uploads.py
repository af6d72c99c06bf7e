"""How much may be sent: refused before it is read, counted while it is read, and never written to a disk unclosed."""

from collections.abc import Callable
from typing import IO, TypeVar, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from muster.portal.foundation.spool import Spool

MEGABYTE = 1_000_000
SCHOOL_FILE = 20 * MEGABYTE
"""The most that a school's one file may hold."""

MANY_FILES = 500 * MEGABYTE
"""The most that many schools' files may hold together."""

_CAP, _NUMBER, _OVER, _FULL = "muster.upload_cap", "muster.upload_number", "muster.too_large", "muster.disk_full"
_FEW = 10
_DISCARDED_AT_MOST = 100 * MEGABYTE
_PIECE = 256 * 1024

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def takes_files(cap: int = SCHOOL_FILE, number: int = _FEW) -> Callable[[View], View]:
    """Let a view take so many files, of so many bytes together. A view without this takes none."""

    def marked(view: View) -> View:
        view.upload_cap = cap  # type: ignore[attr-defined]
        view.upload_number = number  # type: ignore[attr-defined]
        return view

    return marked


class Counted(FileUploadHandler):
    """Takes an upload's bytes up to the cap of its view, and stops reading where they go beyond it.

    A school's file stays in memory; of many schools' files what is too large for that lies on the disk closed.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._received = 0
        self._files = 0
        self._cap = 0
        self._content = Spool()

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file; the cap holds for all the files of the request together."""
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        self._content = Spool()
        given = self.request.META if self.request is not None else {}
        self._cap = given.get(_CAP, 0)
        self._files += 1
        if self._files > given.get(_NUMBER, _FEW):
            raise self._stopped(_OVER, "More files than a page takes.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - as Django calls it
        """Take the next bytes, unless they are too many."""
        self._received += len(raw_data)
        if self._received > self._cap:
            raise self._stopped(_OVER, "A file beyond the cap of its page.")
        try:
            self._content.add(raw_data)
        except OSError as trouble:
            raise self._stopped(_FULL, "A file that the disk has no room for.") from trouble

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, whose bytes stand in memory alone."""
        self._content.seek(0)
        return InMemoryUploadedFile(
            file=cast("IO[bytes]", self._content),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _stopped(self, mark: str, why: str) -> RequestDataTooBig:
        """Not StopUpload: after that the view would act on half a form."""
        self._content.close()
        if self.request is not None:
            self.request.META[mark] = True
        return RequestDataTooBig(why)


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
        cap, request.META[_NUMBER] = _caps_at(request.path_info)
        request.META[_CAP] = cap
        if announced <= cap + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0):
            response = self._get_response(request)
            if not {_OVER, _FULL} & request.META.keys():
                return response
        _discard(request, announced)
        return HttpResponse(status=503) if _FULL in request.META else TooLarge(cap)


def upload_cap(view: Callable[..., HttpResponseBase]) -> int:
    """The most bytes of files that a view takes; 0 where it takes none."""
    return int(getattr(view, "upload_cap", 0))


def _caps_at(path: str) -> tuple[int, int]:
    try:
        view = resolve(path).func
    except Resolver404:
        return 0, 0
    return upload_cap(view), int(getattr(view, "upload_number", 0))


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
