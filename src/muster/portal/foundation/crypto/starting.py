"""Before anything starts: are the keys there that the data was closed with?"""

from django.db import connection

from muster.portal.foundation.crypto.environment_keys import environment_keys
from muster.portal.foundation.crypto.wrapping import unwrap
from muster.portal.foundation.models import DataKey


def check_keys() -> None:
    """Raises KeyFault, with a sentence for the operator, where a key that some data key needs is missing or another.

    One data key of each environment key is opened on trial. A database without tables needs no key yet.
    `muster serve`, `work` and `migrate` call this first and end with exit status 2.
    """
    environment_keys()
    if DataKey._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's name
        return
    for key_id in DataKey.objects.order_by("key_id").values_list("key_id", flat=True).distinct():
        row = DataKey.objects.filter(key_id=key_id).order_by("pk")[0]
        unwrap(bytes(row.wrapped), row.owner, row.version, row.key_id)
