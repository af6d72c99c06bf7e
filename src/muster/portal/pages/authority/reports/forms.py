"""What officers choose when reports are made and published."""

from collections.abc import Iterable
from typing import Any

from django import forms

from muster.portal.organisations.models import School
from muster.portal.pages.authority.chasing.choosing import TickForm
from muster.portal.pages.authority.chasing.forms import SetForm
from muster.portal.pages.authority.reports.place_in_reports import InReports
from muster.portal.pages.shared.forms import Form


class FindForm(Form):
    """What to look for in the table: shown only, for it travels in the address."""

    q = forms.CharField(label="Find a school", help_text="Its name, number, URN or trust.")

    def __init__(self, where: InReports) -> None:
        super().__init__(initial={"q": where.search})


class MakeForm(TickForm):
    """Whose reports to make."""

    def __init__(self, known: Iterable[School], data: Any = None, *, begin: bool = True) -> None:  # noqa: ANN401 - posted
        super().__init__(known, data, begin=begin)
        self.fields["schools"].error_messages |= {
            "required": "Tick the schools whose reports to make.",
            "invalid_choice": "The results of one of these schools are not accepted any more. Look through them again.",
        }


class PublishForm(SetForm):
    """Whose reports to publish, and when."""

    what = "the reports are to be published"

    def __init__(self, known: Iterable[School], data: Any = None, *, begin: bool = True) -> None:  # noqa: ANN401 - posted
        super().__init__(known, data, begin=begin)
        self.fields["schools"].error_messages |= {
            "required": "Tick the schools whose reports to publish.",
            "invalid_choice": "One of these schools has no reports to publish any more. Look through them again.",
        }
