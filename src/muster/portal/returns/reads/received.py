"""What a version came from: the file, and what was changed on screen since."""

import msgspec

from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Correction, Return, Version
from muster.portal.returns.reads.returns import versions_of


class Received(msgspec.Struct, frozen=True):
    """The file of a version, who sent it, and when in words; how many changes were made on screen since, last by whom.

    `for_school` says that an officer sent it for the school; `file_name` is "" where the file's version is not within
    the scope.
    """

    file_name: str
    by_name: str
    when: str
    late: bool
    for_school: bool
    changes: int
    changed_by: str
    changed_when: str


def received(scope: Scope, school_return: Return, version: Version) -> Received:
    """What the version came from."""
    by_key = {one.pk: one for one in versions_of(scope, school_return)}
    chain = [version]
    while (base := by_key.get(chain[-1].base_id or 0)) is not None:
        chain.append(base)
    file, screens = chain[-1], chain[:-1]
    return Received(
        file_name=file.file_name,
        by_name=file.made_by_name,
        when=clock.in_words(file.made_at),
        late=file.late,
        for_school=file.for_school,
        changes=_changes(scope, screens),
        changed_by=screens[0].made_by_name if screens else "",
        changed_when=clock.in_words(screens[0].made_at) if screens else "",
    )


def _changes(scope: Scope, versions: list[Version]) -> int:
    if not versions:
        return 0
    rows = Correction.objects.filter(version__in=versions)
    return scope.within(rows, school="version__school_return__school").count()
