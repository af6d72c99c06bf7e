"""Files that people save."""

from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNSEEN = "application/octet-stream"
"""A file that somebody sent: a browser is not told what is in it, so that it opens nothing."""

Answer = TypeVar("Answer", bound=HttpResponseBase)


def file_to_save(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """The content as a file of this media type, to be saved under this name and never shown."""
    return to_save(HttpResponse(content, content_type=kind), name)


def to_save(answer: Answer, name: str) -> Answer:
    """The answer, to be saved under this name and never shown."""
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer
