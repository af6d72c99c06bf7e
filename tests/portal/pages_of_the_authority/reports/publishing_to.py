"""Two accepted schools of a collection, and a third that has sent nothing; their reports made and published."""

from dataclasses import dataclass
from datetime import date

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.foundation import work
from muster.portal.publishing.actions.releasing import WORK
from muster.portal.publishing.models import Edition, Release, Run
from muster.portal.returns.facts import InForce, Turn
from muster.portal.returns.models import Return
from tests.portal.collected import Collected, acting, results_file
from tests.portal.publishing import given
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season


@dataclass
class Publishing:
    """The collection, with the two schools."""

    season: Season
    one: Collected
    other: Collected

    def at(self, page: str = "") -> str:
        """The address of a page of the collection's reports."""
        return f"/authority/collections/{self.one.collection.public_id}/reports/{page}"

    def of_school(self, page: str = "") -> str:
        """The address of the first school's reports, as the authority has them."""
        where = f"/authority/schools/{self.one.school.public_id}/returns/{self.one.request.public_id}"
        return f"{where}/reports/{page}"

    def edition(self, kind: Edition.Kind) -> Edition:
        """The first school's newest final report of the kind."""
        return [one for one in given.finals(self.one) if one.kind == kind][-1]

    def last_week(self, monday: date) -> None:
        """Let the last week of term begin on this day."""
        Collection.objects.filter(pk=self.one.collection.pk).update(last_week=monday)

    def change(self) -> None:
        """Open the first school's results again, and have it send, confirm, and be accepted anew."""
        own = Return.objects.filter(request=self.one.request)
        own.update(in_force=InForce.CONFIRMED, turn=Turn.SCHOOL)
        self.one.send(results_file(self.one.entries, {2: {"maths": "GDS"}}))
        confirmed(self.one)
        own.update(in_force=InForce.ACCEPTED, turn=Turn.NOBODY)

    def make(self) -> Run:
        """Have all final reports made."""
        return given.run(self.one)

    def publish(self, *of: Collected) -> Release:
        """Publish what is made, or these schools' alone."""
        return given.publish(self.one, [one.school_return().public_id for one in of] or None)


def publishing(season: Season) -> Publishing:
    """Both schools are accepted; no report is made."""
    one, other = given.accepted_schools(season, season.other_school)
    collecting.ask_schools(acting(season.officer), one.collection, [season.academy])
    return Publishing(season, one, other)


def work_off(release: Release) -> None:
    """Have the release published."""
    assert work.do(WORK, release.public_id)
