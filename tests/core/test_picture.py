"""The picture in the README shows what the command says."""

from tests.house.picture import PICTURE, answer, drawn


def test_the_readmes_picture_is_what_the_command_answers() -> None:
    assert drawn(answer()) == PICTURE.read_text(encoding="utf-8"), "draw it anew: python -m tests.house.picture"
