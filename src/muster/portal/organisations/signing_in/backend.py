"""How Django finds who a session belongs to."""

from django.contrib.auth.backends import BaseBackend

from muster.portal.organisations.models import Person


class People(BaseBackend):
    """Finds people for their sessions. Passwords are checked by `actions.sign_in` alone, with its limits."""

    def get_user(self, user_id: int) -> Person | None:
        """The person of a session; None where the account is closed."""
        return Person.objects.filter(pk=user_id, is_active=True).first()
