"""What a page says."""

from typing import Protocol


class Answer(Protocol):
    """A response, of whichever of Django's kinds."""

    content: bytes


def text(answer: Answer) -> str:
    """The page as it was sent."""
    return answer.content.decode()
