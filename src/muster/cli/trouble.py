"""What stops a command: told as a sentence, with exit status 2."""

from pathlib import Path

import click

COULD_NOT_RUN = 2


class CannotRun(click.ClickException):
    """The command cannot do what was asked; the message says why, and what to do."""

    exit_code = COULD_NOT_RUN

    def show(self, file: object = None) -> None:  # noqa: ARG002 - as click calls it
        """Say why on standard error."""
        from muster.cli.console import tell

        tell(self.message)


def why_not(fault: OSError, path: Path) -> str:
    """A sentence for a file or folder that cannot be opened or written."""
    if isinstance(fault, FileNotFoundError):
        return f"There is no file or folder {path}. Check the name and where it is."
    if isinstance(fault, PermissionError):
        return f"{path} cannot be opened: this computer does not let you, or another program (Excel?) has it open."
    if isinstance(fault, IsADirectoryError):
        return f"{path} is a folder; a file is needed here."
    return f"{path} cannot be opened: {fault.strerror or fault}."
