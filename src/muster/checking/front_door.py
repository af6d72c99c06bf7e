"""One file in, one answer out."""

from muster.formats.limits import Limits, Reading
from muster.formats.results import read_results
from muster.framework import load_framework
from muster.records import CheckContext, CheckResult, ResultsFile
from muster.rules import ReturnView, run_rules, view_return


def check(content: bytes, name: str, context: CheckContext, limits: Limits | None = None) -> CheckResult:
    """Check one results file: a CTF, a table, or a zip of one of them.

    The answer to the same bytes, name and context is always the same. Whatever the bytes are, there is an answer;
    FrameworkError is raised for a year that has no framework.
    """
    return check_read(read_file(content, name, context, limits), context)


def read_file(content: bytes, name: str, context: CheckContext, limits: Limits | None = None) -> ResultsFile:
    """Read one results file for the collection of the context; what cannot be read is a problem of the file."""
    framework = load_framework(context.year)
    reading = Reading(framework=framework, science=context.settings.science, limits=limits or Limits())
    return read_results(content, name, reading)


def check_read(file: ResultsFile, context: CheckContext) -> CheckResult:
    """Check a results file that has been read already."""
    return run_rules(view_file(file, context))


def view_file(file: ResultsFile, context: CheckContext) -> ReturnView:
    """The return as the rules see it: for those who need more of it than the answer."""
    return view_return(file, context, load_framework(context.year))
