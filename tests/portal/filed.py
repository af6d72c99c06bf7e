"""A collection that asks for a file alone, open now, and the request to a school."""

from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.practice import Holds, Practice, Takes
from muster.portal.collecting.terms import terms_of_year
from muster.portal.foundation import clock
from muster.portal.foundation.once import new_key
from muster.portal.organisations.models import Person, School
from muster.portal.returns.actions.handing_in import Received, hand_in
from muster.portal.returns.models import Return
from tests.portal.cared import cared
from tests.portal.collected import acting
from tests.portal.season import Side

PDF = b"%PDF-1.7 a made-up file"
TITLE = "Phonics screening check 2026"


@dataclass
class Filed:
    """One authority's collection of files, and the request to one of its schools."""

    side: Side
    collection: Collection
    request: Request

    @property
    def revision(self) -> int:
        """The return's revision as it is now."""
        return Return.objects.filter(request=self.request).values_list("revision", flat=True).first() or 1

    def send(self, content: bytes = PDF, name: str = "phonics.pdf", by: Person | None = None) -> Received:
        """Hand a file in as the school's head would."""
        return hand_in(acting(by or self.side.head), self.request, self.revision, name, content, new_key())


def ask_for_file(side: Side, takes: Takes = Takes.ANY, holds: Holds = Holds.ANY, school: School | None = None) -> Filed:
    """Open a collection of files alone as of now, and ask the school."""
    officer, now = acting(side.officer), clock.now().replace(second=0, microsecond=0)
    terms = replace(
        terms_of_year(2026),
        title=TITLE,
        opens_at=now - timedelta(days=10),
        deadline=now + timedelta(days=20),
        closes_at=now + timedelta(days=60),
        practice=Practice(takes=takes, holds=holds),
    )
    drafted = collecting.draft_collection(officer, side.authority, 2026, terms, Collection.Kind.FILE_ONLY)
    collection = collecting.open_collection(officer, cared(officer, drafted), drafted.revision)
    (request,) = collecting.ask_schools(officer, collection, [school or side.school]).requests
    return Filed(side, collection, request)


def ctf_of(subject: str = "PHO", stage: str = "KS1", estab: str = "2001") -> bytes:
    """A CTF with one pupil and one row of an assessment."""
    row = (
        f"<KeyStage><Stage>{stage}</Stage><StageAssessment><Locale>ENG</Locale><Year>2026</Year>"
        f"<Subject>{subject}</Subject><Method>TT</Method><Component>CHK</Component><ResultStatus>R</ResultStatus>"
        "<ResultQualifier>NY</ResultQualifier><Result>Wa</Result></StageAssessment></KeyStage>"
    )
    pupil = (
        "<Pupil><UPN>X330200125001</UPN><Surname>Pupilzqxada</Surname><Forename>Ada</Forename><DOB>2018-09-01</DOB>"
        f"<Sex>F</Sex><StageAssessments>{row}</StageAssessments></Pupil>"
    )
    source = f"<SourceSchool><LEA>330</LEA><Estab>{estab}</Estab></SourceSchool>" if estab else ""
    header = f"<Header><DocumentName>CTF</DocumentName><CTFversion>25.0</CTFversion>{source}</Header>"
    return f"<CTfile>{header}<CTFpupilData>{pupil}</CTFpupilData></CTfile>".encode()
