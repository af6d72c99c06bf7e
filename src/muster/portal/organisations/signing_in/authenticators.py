"""Authenticator apps (TOTP) and recovery codes, as allauth keeps them."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.utils.crypto import constant_time_compare

from muster.portal.foundation import clock
from muster.portal.organisations.models import Person

_APP = Authenticator.Type.TOTP
_RECOVERY = Authenticator.Type.RECOVERY_CODES
_EITHER_SIDE = 1
"""One code before and one after the present one are taken too, since clocks differ."""


def has_app(person: Person) -> bool:
    """Whether the person has connected an authenticator app."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=_APP).exists())


def new_secret() -> str:
    """A new secret for an app, as it is typed: 32 letters and figures."""
    return str(generate_totp_secret())


def app_address(person: Person, secret: str) -> str:
    """The address that an app reads from the picture."""
    return str(get_adapter().build_totp_url(person, secret))


def picture(address: str) -> str:
    """The address as a square code, in SVG."""
    return str(get_adapter().build_totp_svg(address))


def is_code_of(secret: str, typed: str) -> bool:
    """Whether an app with this secret shows this code now, or half a minute before or after."""
    return _counter_of(secret, typed) is not None


def connect(person: Person, secret: str) -> None:
    """Keep the secret of the person's app."""
    TOTP.activate(person, secret)


def new_recovery_codes(person: Person) -> list[str]:
    """Ten new codes, each good once, in place of any earlier ones."""
    Authenticator.objects.filter(user_id=person.pk, type=_RECOVERY).delete()
    return [str(code) for code in RecoveryCodes.activate(person).get_unused_codes()]


def recovery_codes_left(person: Person) -> int:
    """How many recovery codes are still good."""
    kept = Authenticator.objects.filter(user_id=person.pk, type=_RECOVERY).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


def remove(person: Person) -> None:
    """Forget the person's app and recovery codes."""
    Authenticator.objects.filter(user_id=person.pk).delete()


def spend(person: Person, typed: str) -> str:
    """Spend a code: "app" or "recovery" says which it was, "" that it is neither, or was spent before."""
    code = "".join(typed.split()).replace("-", "")
    if _spend_app(person, code):
        return "app"
    kept = Authenticator.objects.select_for_update(no_key=True).filter(user_id=person.pk, type=_RECOVERY).first()
    return "recovery" if kept and kept.wrap().validate_code(code) else ""


def _spend_app(person: Person, code: str) -> bool:
    """Each code counts once: the last spent one's place in time is kept in the row, which every process sees.

    allauth itself keeps it in a cache, where another process would not see it.
    """
    kept = Authenticator.objects.select_for_update(no_key=True).filter(user_id=person.pk, type=_APP).first()
    if kept is None:
        return False
    counter = _counter_of(get_adapter().decrypt(kept.data["secret"]), code)
    if counter is None or counter <= kept.data.get("spent", -1):
        return False
    kept.data = {**kept.data, "spent": counter}
    kept.last_used_at = clock.now()
    kept.save(update_fields=["data", "last_used_at"])
    return True


def _counter_of(secret: str, typed: str) -> int | None:
    code = "".join(typed.split())
    present = int(clock.now().timestamp()) // int(app_settings.TOTP_PERIOD)
    found = None
    for counter in range(present - _EITHER_SIDE, present + _EITHER_SIDE + 1):
        if constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code):
            found = counter
    return found
