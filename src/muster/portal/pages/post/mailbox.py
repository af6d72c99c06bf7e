"""The demonstration's mailbox: what would have been sent, for everybody to read. Elsewhere there is no such page."""

import re
from base64 import b64encode
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from muster.portal.foundation import clock
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.outbox import reads
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Text
from muster.portal.outbox.sealing import text_of
from muster.portal.pages.shared.gates import PortalRequest, Visit, open_to_all

_SHOWN = 100
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@open_to_all
@require_safe
def mailbox(request: PortalRequest, visit: Visit) -> HttpResponse:  # noqa: ARG001 - open to all
    """The mails, the newest first; those to one address where it is asked for."""
    _demonstration_only()
    address = request.GET.get("address", "").strip()
    mails = reads.mailbox(EVERYTHING, address)
    rows = [
        (mail, text.subject if (text := text_of(mail)) else "", clock.in_words(mail.made_at)) for mail in mails[:_SHOWN]
    ]
    return render(request, "post/mailbox.html", {"rows": rows, "address": address, "count": mails.count()})


@open_to_all
@require_safe
def mail(request: PortalRequest, visit: Visit, mail: str) -> HttpResponse:  # noqa: ARG001 - open to all
    """One mail as plain text."""
    found, text = _found(mail)
    return render(request, "post/mail.html", {"mail": found, "text": text, "when": clock.in_words(found.made_at)})


@open_to_all
@require_safe
def mail_as_html(request: PortalRequest, visit: Visit, mail: str) -> HttpResponse:  # noqa: ARG001 - open to all
    """One mail as a mail program shows it: cut off from the portal, without scripts, forms or anything fetched."""
    _, text = _found(mail)
    return HttpResponse(text.html, headers={"Content-Security-Policy": _policy(text)})


def _policy(text: Text) -> str:
    """The mail stands alone: its own styles by their digest, and nothing else at all."""
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in _STYLE.findall(text.html)]
    styles = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
    )


def _found(public_id: str) -> tuple[Mail, Text]:
    _demonstration_only()
    found = reads.mailbox(EVERYTHING).filter(public_id=public_id).first()
    text = text_of(found) if found else None
    if found is None or text is None:
        raise Http404
    return found, text


def _demonstration_only() -> None:
    if not settings.DEMONSTRATION:
        raise Http404
