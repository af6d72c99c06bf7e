"""Where the pages of pupils in two places are, and what is found on them."""

import re

from django.test import Client

from muster.portal.duplicates.models import Case
from tests.portal.answers import text
from tests.portal.duplicates.two_places import TwoPlaces

_ROW = re.compile(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', re.DOTALL)
_CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def cases_at(places: TwoPlaces) -> str:
    """The list."""
    return f"/authority/collections/{places.first.collection.public_id}/pupils-in-two-places/"


def case_at(case: Case, page: str = "") -> str:
    """A page of the case."""
    return f"/authority/collections/{case.collection.public_id}/pupils-in-two-places/{case.public_id}/{page}"


def rows(page: str) -> dict[str, list[str]]:
    """What the table says: the cells in words by the row's title."""
    return {_words(title): [_words(cell) for cell in _CELL.findall(cells)] for title, cells in _ROW.findall(page)}


def look(client: Client, case: Case) -> str:
    """The case's page."""
    return text(client.get(case_at(case)))


def revision(case: Case) -> int:
    """The case's revision now."""
    return Case.objects.get(pk=case.pk).revision


def _words(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())
