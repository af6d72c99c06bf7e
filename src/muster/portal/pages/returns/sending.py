"""Sending a file, whether results are asked for or a file alone; and giving one back as it came."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse

from muster.portal.collecting.models import Request
from muster.portal.foundation import files
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.once import digest_of, new_key
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pages.returns.place import Place, record_seen
from muster.portal.pages.shared.downloads import UNSEEN, file_to_save
from muster.portal.pages.shared.forms import RevisedForm

SENT_BEFORE = "You have sent this file before, and it is the newest that we have. Nothing has changed."
_CUT_OFF = "Your file did not arrive whole, so nothing was taken. Choose it, and send it again."
_AWAY = frozenset({"readers_busy", "file_not_kept"})
"""Refusals that are ours alone: the same file again, a little later, is taken."""

Outcome = TypeVar("Outcome")


class FileForm(RevisedForm):
    """A `file`, which each kind of sending brings, and the form's own key, by which a double click is told.

    A browser sends the hidden fields behind the file, so that an upload which was cut off has none, and is not taken.
    """

    once = forms.CharField(widget=forms.HiddenInput, max_length=100, required=False)

    def __init__(self, *args: Any, revision: int, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, initial={"revision": revision, "once": new_key()}, **kwargs)
        self.fields["revision"].error_messages["required"] = _CUT_OFF
        self.is_away = False

    @property
    def status(self) -> int:
        """What the page of the form answers: refused for now by us, refused by what is there, or neither."""
        return HTTPStatus.SERVICE_UNAVAILABLE if self.is_away else super().status


def taken(
    place: Place, form: FileForm, send: Callable[[Actor, Request, int, str, bytes, str], Outcome]
) -> Outcome | None:
    """Send the form's file. None where that is refused: the form says why, over what is there now.

    Another file from the same form is another sending: the key is the form's and the file's. A browser gives no file
    back, so that it must be chosen again.
    """
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    name, content = file.name or "", file.read()
    key = digest_of(form.cleaned_data["once"], name, content)
    try:
        return send(place.visit.actor, place.request, form.cleaned_data["revision"], name, content, key)
    except Changed as changed:
        form.keep(Changed("sent_meanwhile", **changed.facts), place.revision_now())
    except Refusal as refusal:
        form.refuse(refusal)
        form.is_away = refusal.id in _AWAY
    return None


def as_it_came(place: Place, kept: str, name: str, shown: int = 0) -> HttpResponse:
    """A kept file exactly as it came, to be saved and never shown; that it was taken is recorded, with its pupils."""
    content = files.get(place.authority.public_id, kept)
    record_seen(place, "file", shown)
    return file_to_save(content, UNSEEN, name)
