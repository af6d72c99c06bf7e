"""Kept files that no row refers to go again: a crash between a file and its row leaves one."""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import islice

from django.core.files.storage import default_storage
from django.db import transaction

from muster.portal.audit.action import action
from muster.portal.foundation import clock, file_columns, files
from muster.portal.foundation.actor import SYSTEM, Actor
from muster.portal.organisations.models import Authority

LEFT_ALONE = timedelta(days=1)
"""A file this young may belong to a transaction that has not ended."""

MOST = 500
"""Files that go in one pass of one authority; the rest go in the next."""

_KEPT = re.compile(r"[0-9a-f]{32}(\.part)?")
"""What `files.put` names a file, and what the folder storage names one that it is still writing."""


def sweep_files() -> int:
    """Sweep every authority's folder, one after another; how many files went."""
    return sum(sweep_folder(SYSTEM, authority) for authority in Authority.objects.order_by("pk"))


def sweep_folder(actor: Actor, authority: Authority) -> int:
    """Delete files of this authority, older than a day, that no row refers to; how many. One event where any.

    Does nothing while no column of names is registered.
    """
    if not file_columns.registered():
        return 0
    gone = list(islice(_strays(authority.public_id), MOST))
    if gone:
        with action(actor, authority.public_id) as act:
            act.record("files.swept", authority, files=len(gone))
            for name in gone:
                transaction.on_commit(partial(files.delete, name))
    return len(gone)


def _strays(folder: str) -> Iterator[str]:
    """Listed before the rows are read: a file that is referred to meanwhile is found to be."""
    before = clock.now() - LEFT_ALONE
    listed = _listed(folder)
    named = file_columns.named_in(folder)
    yield from (name for name in listed if name not in named and default_storage.get_modified_time(name) < before)


def _listed(folder: str) -> list[str]:
    try:
        _, found = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever kept for this authority
        return []
    return [f"{folder}/{name}" for name in sorted(found) if _KEPT.fullmatch(name)]
