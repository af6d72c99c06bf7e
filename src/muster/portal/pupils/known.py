"""The children that an authority knows, as far as a list of pupils may name them: who is who."""

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

from django.db import connection

from muster.portal.foundation.matching import one_of
from muster.portal.organisations.models import Authority
from muster.portal.pupils.identity_record import IdentityKeys
from muster.portal.pupils.models import Child, Identity

_KEYS = ("upn_key", "former_upn_key", "name_dob_key", "content_key", "upn_lasts")


class Known:
    """Children by UPN, former UPN, and name with date of birth; and the identities that they already have."""

    def __init__(self) -> None:
        self._children: dict[int, Child] = {}
        self._by_content: dict[tuple[str, str], Identity | int] = {}
        self._by_upn: dict[str, Child] = {}
        self._by_former: dict[str, Child] = {}
        self._by_name: dict[str, dict[str, Child]] = defaultdict(dict)
        self._lasting: dict[str, set[str]] = defaultdict(set)

    def add(self, child: Child, keys: IdentityKeys, identity: Identity | int) -> None:
        """Know one more identity, or the key of its row; the earliest child of a UPN keeps it."""
        self._by_content[child.public_id, keys.content] = identity
        if keys.upn:
            self._by_upn.setdefault(keys.upn, child)
        if keys.former_upn:
            self._by_former.setdefault(keys.former_upn, child)
        if keys.name_dob:
            self._by_name[keys.name_dob][child.public_id] = child
        if keys.upn_lasts:
            self._lasting[child.public_id].add(keys.upn)

    def child(self, keys: IdentityKeys) -> Child | None:
        """The child of these keys: by UPN, then former UPN, then name and date of birth; None for one not known."""
        by_upn = self._by_upn.get(keys.upn) if keys.upn else None
        return by_upn or self._by_earlier_upn(keys) or self._by_name_and_birth(keys)

    def child_at(self, key: int, public_id: str) -> Child:
        """The child of the row with this key, the same object each time; what else the row holds is not read yet."""
        if key not in self._children:
            self._children[key] = Child.from_db(connection.alias, ["id", "public_id"], [key, public_id])
        return self._children[key]

    def identity(self, child: Child, keys: IdentityKeys) -> Identity | None:
        """The child's identity with the very same content, if it has one; what is closed in it is not read yet."""
        found = self._by_content.get((child.public_id, keys.content))
        return _kept(found, child) if isinstance(found, int) else found

    def _by_earlier_upn(self, keys: IdentityKeys) -> Child | None:
        renumbered = self._by_upn.get(keys.former_upn) if keys.former_upn else None
        return renumbered or (self._by_former.get(keys.upn) if keys.upn else None)

    def _by_name_and_birth(self, keys: IdentityKeys) -> Child | None:
        """The one child of this name and birth, unless each has a lasting UPN of its own: those are two children."""
        alike = list(self._by_name.get(keys.name_dob, {}).values()) if keys.name_dob else []
        if len(alike) != 1:
            return None
        return None if keys.upn_lasts and self._lasting.get(alike[0].public_id) else alike[0]


def load_known(authority: Authority, wanted: Iterable[IdentityKeys]) -> Known:
    """What the authority knows of the children that these keys may mean; the names only of those not told by UPN."""
    known = Known()
    learn(known, authority, wanted)
    return known


def learn(known: Known, authority: Authority, wanted: Iterable[IdentityKeys]) -> None:
    """Add to what is known whatever the authority knows now of the children that these keys may mean."""
    asked = list(wanted)
    upns = {key for keys in asked for key in (keys.upn, keys.former_upn) if key}
    _look(known, authority, "upn_key", upns)
    _look(known, authority, "former_upn_key", upns)
    names = {keys.name_dob for keys in asked if keys.name_dob and known.child(keys) is None}
    _look(known, authority, "name_dob_key", names)


def _look(known: Known, authority: Authority, column: str, keys: set[str]) -> None:
    """Learn the identities that have one of these keys in the column, the earliest first."""
    if not keys:
        return
    rows = Identity.objects.filter(authority=authority, **{f"{column}__in": one_of(sorted(keys))})
    # No key is empty; said so that the database may use the index of those that have a former UPN.
    rows = rows.exclude(**{column: ""})
    found = rows.values_list("pk", "child", "child__public_id", *_KEYS)
    # Put in order here: asked for an order, SQLite goes through all of the authority's identities, one by one.
    for key, child, public_id, *of_identity in sorted(found, key=itemgetter(0)):
        known.add(known.child_at(child, public_id), IdentityKeys(*of_identity), key)


def _kept(key: int, child: Child) -> Identity:
    """The identity's row by its key alone: a school's file needs no more of the fifty that it names."""
    identity = Identity.from_db(connection.alias, ["id", "child_id"], [key, child.pk])
    identity.child = child
    return identity
