"""Where answers go: to people and to programs."""

from typing import Protocol

from muster.cli.batch_report import BatchGiven, batch_report
from muster.cli.batch_summary import BatchSummary
from muster.cli.console import say
from muster.cli.file_report import SHOWN, file_report
from muster.cli.json_lines import binary_output, json_line
from muster.framework import Framework
from muster.records import CheckResult

_FEW = 3


class Answers(Protocol):
    """Takes the answers in order, and at the end says what they add up to."""

    def take(self, answer: CheckResult) -> None:
        """One file's answer."""

    def end(self) -> None:
        """There are no more."""


class JsonLines:
    """A line of JSON a file, on standard output."""

    def __init__(self) -> None:
        self._output = binary_output()

    def take(self, answer: CheckResult) -> None:
        """Write the answer's line."""
        self._output.write(json_line(answer))

    def end(self) -> None:
        """Write out what waits."""
        self._output.flush()


class Words:
    """Answers in words: each file's where they are few or asked for, and for a batch what they add up to."""

    def __init__(
        self,
        framework: Framework,
        *,
        files: int,
        given: BatchGiven | None = None,
        details: bool = False,
        whole: bool = False,
    ) -> None:
        self._framework = framework
        self._files = files
        self._given = given or BatchGiven()
        self._each = details or files <= _FEW
        self._whole = whole
        self._summary = BatchSummary(framework)

    def take(self, answer: CheckResult) -> None:
        """Show the file's answer, or only count it."""
        self._summary.add(answer)
        if self._each:
            for line in file_report(answer, self._framework, None if self._whole else SHOWN):
                say(line)
            say()

    def end(self) -> None:
        """Show the summary of a batch."""
        if self._files < 2:
            return
        for line in batch_report(self._summary, self._given, whole=self._whole):
            say(line)
        if not self._each:
            say()
            say("--details shows each file's answer; --xlsx-folder FOLDER writes a workbook a school, to send back.")
