"""What came back, of whichever of Django's kinds of answer."""

from typing import cast

from django.http import HttpResponse
from django.http.response import HttpResponseBase


def content_of(answer: HttpResponseBase) -> bytes:
    """The bytes of an answer."""
    return cast("HttpResponse", answer).content


def said(answer: HttpResponseBase) -> str:
    """The page as it was sent."""
    return content_of(answer).decode()
