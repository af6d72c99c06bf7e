"""Pages of reports need no report that was set: how they look, other tests say."""

import pytest

from muster.portal.publishing import papers


@pytest.fixture(autouse=True)
def plain_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are of one line."""
    monkeypatch.setattr(papers, "paper_pdf", lambda *_: b"%PDF-1.7 made up")
