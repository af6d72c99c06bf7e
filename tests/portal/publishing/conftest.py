"""What tests of reports share."""

import pytest

from muster.portal.publishing import papers


@pytest.fixture
def quick_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are kept without being set: setting them is most of what they cost."""
    monkeypatch.setattr(papers, "paper_pdf", lambda paper, at: b"%PDF-1.7 " + paper.title.encode())
