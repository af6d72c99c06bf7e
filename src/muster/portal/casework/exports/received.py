"""Files as they came: under plain names, with a list that says what each was called."""

from collections.abc import Iterator

from django.db.models import QuerySet

from muster.formats.export import Cell
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.collecting.models import Collection
from muster.portal.foundation import files
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.files import FileMissing
from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import HandedIn, Version
from muster.portal.returns.reads.standing import Standing

NAME = "Files"
COLUMNS = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number, and the folder of its files."),
    Column("School", "The school’s name."),
    Column("Number", "The version of the return, or the number of the file handed in; the file’s name here."),
    Column("Called", "What the school called the file."),
    Column("SHA-256", "Of the file as it came."),
    Column("Bytes", "Its size."),
    Column("Received", "In London’s time."),
    Column("By", "Who sent it."),
    Column("Late", "Whether it came after the deadline."),
    Column("Kept", "No where the file was deleted at the end of its period, or cannot be read any more."),
)


class Received:
    """The files of a collection, school by school, and the list of those that were gone through."""

    def __init__(self, scope: Scope, collection: Collection) -> None:
        self._scope = scope
        self._collection = collection
        self._lines: list[list[Cell]] = []

    @property
    def table(self) -> Table:
        """The files gone through so far, those that are no longer kept too."""
        return Table(NAME, COLUMNS, self._lines)

    def of_school(self, standing: Standing) -> Iterator[tuple[str, bytes]]:
        """Each file that the school sent and that is still kept: a plain name, and its bytes."""
        request = standing.request
        sent = _versions(self._scope, self._collection).filter(school_return__request=request)
        handed_in = _handed_in(self._scope, self._collection).filter(request=request)
        rows: list[Version | HandedIn] = [*sent, *handed_in]
        for row in rows:
            content = _content(row)
            self._lines.append(self._line(standing, row, kept=content is not None))
            if content is not None:
                yield _name(row, content), content

    def _line(self, standing: Standing, row: Version | HandedIn, *, kept: bool) -> list[Cell]:
        school, by = standing.request.school, row.made_by_name if isinstance(row, Version) else row.by_name
        return [
            school.number, school.urn, school.name, row.number, row.file_name, row.sha256, row.size,
            f"{row.made_at.astimezone(LONDON):%Y-%m-%d %H:%M}", by, "Yes" if row.late else "No",
            "Yes" if kept else "No",
        ]  # fmt: skip


def _versions(scope: Scope, collection: Collection) -> QuerySet[Version]:
    rows = Version.objects.filter(school_return__request__collection=collection, origin=Version.Origin.FILE)
    within = scope.within(rows.select_related("authority"), school="school_return__school")
    return within.defer("sealed").order_by("number")


def _handed_in(scope: Scope, collection: Collection) -> QuerySet[HandedIn]:
    rows = HandedIn.objects.filter(request__collection=collection).select_related("authority")
    return scope.within(rows, school="request__school").order_by("number")


def _content(row: Version | HandedIn) -> bytes | None:
    if not row.file:
        return None
    try:
        return files.get(row.authority.public_id, row.file)
    except FileMissing:
        return None


def _name(row: Version | HandedIn, content: bytes) -> str:
    """Plain, since what people call a file may name a pupil; what it is at the end."""
    is_archive = content.startswith(b"PK") and row.kind != "xlsx"
    ending = "zip" if is_archive else {"ctf": "xml"}.get(row.kind, row.kind)
    return f"{row.number:03d}.{ending}" if ending else f"{row.number:03d}"
