"""The seal of an event: HMAC-SHA256 over what it says and the seal before it, with a key outside the database."""

import base64
import hashlib
import hmac
import json

from django.conf import settings

from muster.portal.audit.models import Event


def seal_of(event: Event, before: str) -> str:
    """The seal that an event must bear after the one whose seal is `before` ("" for the first)."""
    return hmac.new(_key(), _canonical(event, before), hashlib.sha256).hexdigest()


def _canonical(event: Event, before: str) -> bytes:
    said = [
        before, event.public_id, event.chain, event.number, event.at.isoformat(timespec="microseconds"), event.verb,
        event.actor_kind, event.actor, event.actor_name, event.subject_kind, event.subject, event.school, event.facts,
    ]  # fmt: skip
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def _key() -> bytes:
    return base64.b64decode(settings.ENVIRONMENT.audit_key)
