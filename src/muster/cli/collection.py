"""Which collection a command is about."""

from datetime import date

from muster.cli.trouble import CannotRun
from muster.framework import Framework, FrameworkError, available_years, load_framework


def framework_for(year: int | None, today: date) -> Framework:
    """The framework of a year; where none is named, of the last collection that has opened by today.

    Raises CannotRun where there is none for the year.
    """
    try:
        if year is not None:
            return load_framework(year)
        frameworks = [load_framework(known) for known in available_years()]
    except FrameworkError as fault:
        raise CannotRun(str(fault)) from fault
    opened = [framework for framework in frameworks if framework.dates.opens <= today]
    return opened[-1] if opened else frameworks[0]
