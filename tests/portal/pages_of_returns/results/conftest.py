"""A collection, and what the pages of its results answer."""

from collections.abc import Callable

import pytest
from django.test import Client
from lxml import etree

from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

Page = Callable[..., etree._Element]


@pytest.fixture
def collected(season: Season) -> Collected:
    """An open collection, in which the school has sent nothing yet."""
    return collect(season)


@pytest.fixture
def head(season: Season, client_of: ClientOf) -> Client:
    """The head's browser."""
    return client_of(season.head)


@pytest.fixture
def page(collected: Collected, head: Client) -> Page:
    """Gives a page of the results as the head sees it."""

    def of(page: str = "results/", query: str = "") -> etree._Element:
        answer = head.get(f"{address(collected, page)}{query}")
        assert answer.status_code == 200
        return etree.fromstring(answer.content, etree.HTMLParser(encoding="utf-8"))

    return of


def text(element: etree._Element) -> str:
    """All the text of an element, white space and all."""
    return "".join(str(part) for part in element.itertext())


def address(collected: Collected, page: str) -> str:
    """The address of a page of the return."""
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{page}"
