"""What the pages of reports say: states, how far the making is, how long is left."""

from muster.portal.foundation import clock
from muster.portal.publishing.reads.office import ReportState, RunProgress, Unpublished
from muster.rules.causes import counted

STATES = {
    ReportState.NOT_ACCEPTED: "Results not accepted",
    ReportState.FAILED: "Could not be made",
    ReportState.TO_BE_MADE: "To be made",
    ReportState.OUT_OF_DATE: "Out of date",
    ReportState.CLOSED: "The school has closed",
    ReportState.MADE: "Made, not published",
    ReportState.SET: "Will be published",
    ReportState.PUBLISHED: "Published",
}
"""What each state is called."""
COLOURS = {
    ReportState.FAILED: "red",
    ReportState.TO_BE_MADE: "blue",
    ReportState.OUT_OF_DATE: "orange",
    ReportState.MADE: "yellow",
    ReportState.SET: "purple",
    ReportState.PUBLISHED: "green",
}
"""The colours of the tags; a state without one is plain text."""


def waiting_in_words(left: Unpublished) -> str:
    """How many accepted returns have no published reports: "1 accepted return has no published reports"."""
    of = counted(left.accepted, "accepted return has", "accepted returns have")
    return f"{of} no published reports"


def days_in_words(days: int) -> str:
    """How long it is to the last week of term."""
    if days > 0:
        return f"The last week of term begins in {counted(days, 'day')}"
    return "The last week of term begins today" if days == 0 else "The last week of term has begun"


def run_in_words(run: RunProgress) -> str:
    """How far the making is, or what came of it."""
    if not run.is_done:
        return f"{run.done} of {counted(run.schools, 'school’s reports have', 'schools’ reports have')} been made."
    parts = [(run.made, "made"), (run.unchanged, "unchanged"), (run.left_out, "left out"), (run.failed, "failed")]
    came = ", ".join(f"{number} {words}" for number, words in parts if number)
    when = clock.in_words(run.run.ended_at or run.run.made_at)
    return f"Reports were last made on {when}, for {run.run.by_name}: {came or 'none'}."
