"""What this provider says of people beside what allauth says: whatever a test told it to."""

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter

FURTHER: dict[str, dict[str, Any]] = {}
"""Claims by address: groups, how somebody signed in, a session's id."""


class Adapter(DefaultOIDCAdapter):  # type: ignore[misc] # allauth has no types
    """Adds the claims that a test gave somebody, and takes away those it gave as None."""

    def get_claims(self, *args: object, **kwargs: object) -> dict[str, Any]:
        """The claims of the token, or of the further information."""
        user: Any = kwargs.get("user") or args[1]
        found = super().get_claims(*args, **kwargs) | FURTHER.get(user.email, {})
        return {name: value for name, value in found.items() if value is not None}
