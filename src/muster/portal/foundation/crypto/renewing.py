"""Keys renewed: the environment's by wrapping every data key anew, an owner's by a further version."""

from django.db import transaction

from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.keyring import FIRST, add_version, forget_keys
from muster.portal.foundation.crypto.wrapping import unwrap, wrap
from muster.portal.foundation.models import DataKey


def rewrap_keys() -> int:
    """Close every data key with the environment's current key, and say how many were closed with another before.

    All or none. Afterwards the older keys may leave MUSTER_KEYS, once no backup needs them. Data is not touched.
    """
    current = environment_keys().current
    with transaction.atomic():
        rows = list(DataKey.objects.select_for_update(no_key=True).exclude(key_id=current))
        for row in rows:
            material = unwrap(bytes(row.wrapped), row.owner, row.version, row.key_id)
            row.key_id, row.wrapped = wrap(material, row.owner, row.version)
        DataKey.objects.bulk_update(rows, ["key_id", "wrapped"], batch_size=200)
    return len(rows)


def renew_key(owner: str) -> int:
    """Give the owner a further data key and say its version: it closes from now on, the older ones still open.

    Other processes go on closing with the older version until they are started anew. Search keys stay as they are.
    """
    newest = DataKey.objects.filter(owner=owner).order_by("-version").values_list("version", flat=True).first()
    version = FIRST if newest is None else newest + 1
    add_version(owner, version)
    transaction.on_commit(forget_keys)
    return version
