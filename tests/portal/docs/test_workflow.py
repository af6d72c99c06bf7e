"""The page of the moves is drawn from the moves as they are."""

from tests.house import workflow_page


def test_the_page_of_moves_is_up_to_date() -> None:
    """Written anew by `python -m tests.house.workflow_page`."""
    assert workflow_page.PAGE.read_text(encoding="utf-8") == workflow_page.page()
