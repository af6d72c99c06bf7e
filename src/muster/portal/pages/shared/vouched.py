"""Whether somebody came by an authority's own sign-in: kept in the session, for as long as that lasts."""

from django.http import HttpRequest

from muster.portal.organisations.models import ProviderSession, SignInProvider

_KEY = "vouched"


def note_vouched(request: HttpRequest, session: ProviderSession) -> None:
    """Keep which session of which authority's provider this one hangs on."""
    request.session[_KEY] = {"session": session.public_id, "authority": session.authority_id}


def vouched_session(request: HttpRequest) -> str | None:
    """The public id of the provider's session; None where somebody came by a password, or not at all."""
    kept = request.session.get(_KEY)
    return str(kept["session"]) if kept else None


def vouched_at(request: HttpRequest) -> int | None:
    """The key of the authority whose provider vouches for whoever asks; None where none does."""
    kept = request.session.get(_KEY)
    return int(kept["authority"]) if kept else None


def provider_by_which(request: HttpRequest) -> SignInProvider | None:
    """The provider that somebody came by; None where they came by a password."""
    kept = vouched_session(request)
    found = ProviderSession.objects.filter(public_id=kept).select_related("account__provider").first() if kept else None
    return found.account.provider if found else None
