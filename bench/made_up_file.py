"""Full CTFs like those of a school's own system, of any size: made up, and the same on every run."""

from collections.abc import Sequence

from muster.formats.upn import check_letter
from muster.records import RollEntry

_SURNAMES = "Khanzqx Smithzqx Patelzqx O'Brienzqx Ahmedzqx Joneszqx Begumzqx Hussainzqx Taylorzqx Alizqx".split()
_FORENAMES = "Ava Noah Zara Leo Mia Adam Isla Yusuf Amelia Ibrahim".split()
_ROWS = (("ENG", "REA", "WTS"), ("ENG", "WRI", "WTS"), ("MAT", "MAT", "GDS"), ("SCI", "SCI", "HNM"))
_ADDRESS = """<Address><BS7666Address><PAON>{number}</PAON><Street>Example Road</Street><Town>Exampleton</Town>
</BS7666Address><PostCode>ZZ1 1ZZ</PostCode></Address>"""
_CONTACT = """
<Contact><Order>{order}</Order><Title>Ms</Title><Surname>Carerzqx</Surname><Forename>Ada</Forename>
<Relationship>MOT</Relationship><Responsibility>1</Responsibility>{address}
<Phones><Phone><TelephoneType>H</TelephoneType><PhoneNo>01632 960000</PhoneNo></Phone></Phones>
<Email>carer{order}@home.example</Email><SuppInfo><SuppID>MIS</SuppID><Note>none</Note></SuppInfo></Contact>"""
_ATTENDANCE = """
<YearData><Year>{year}</Year><LEA>330</LEA><Estab>2001</Estab><SchoolName>Example Primary School</SchoolName>
<SessionsPossible>380</SessionsPossible><SessionsAttended>361</SessionsAttended></YearData>"""
_ROW = """
            <StageAssessment>
              <Locale>ENG</Locale>
              <Year>2026</Year>
              <Subject>{subject}</Subject>
              <Method>TA</Method>
              <Component>{component}</Component>
              <ResultStatus>R</ResultStatus>
              <ResultQualifier>NC</ResultQualifier>
              <Result>{result}</Result>
              <ResultDate>2026-06-12</ResultDate>
            </StageAssessment>"""
_PUPIL = """
    <Pupil>
      <UPN>{upn}</UPN><Surname>{surname}</Surname><Forename>{forename}</Forename><DOB>2019-03-{day:02d}</DOB><Sex>F</Sex>
      <BasicDetails><PreferredSurname>{surname}</PreferredSurname><MiddleNames>Ann</MiddleNames>
      <NCyearActual>2</NCyearActual><Ethnicity>WBRI</Ethnicity><Languages><Type><LanguageType>F</LanguageType>
      <Language>ENG</Language></Type></Languages><MedicalFlag>false</MedicalFlag><EnrolStatus>C</EnrolStatus>
      </BasicDetails>{address}<Contacts>{contacts}</Contacts><Attendance>{attendance}</Attendance>
      <StageAssessments><KeyStage><Stage>KS1</Stage>{rows}
      </KeyStage></StageAssessments>
      <SchoolHistory><School><LEA>330</LEA><Estab>2001</Estab><SchoolName>Example Primary School</SchoolName>
      <EntryDate>2023-09-04</EntryDate><LeavingDate/></School></SchoolHistory>
    </Pupil>"""
_FILE = """<?xml version="1.0" encoding="utf-8"?>
<CTfile>
  <Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>
    <DateTime>2026-06-18T14:05:00</DateTime><DocumentQualifier>full</DocumentQualifier><SupplierID>Example</SupplierID>
    <SourceSchool><LEA>330</LEA><Estab>2001</Estab><URN>100001</URN><SchoolName>Example Primary School</SchoolName>
    <AcademicYear>2025</AcademicYear></SourceSchool><DestSchool><LEA>330</LEA><Estab>LLLL</Estab></DestSchool>
  </Header>
  <CTFpupilData>{pupils}
  </CTFpupilData>
</CTfile>
"""

NAME = "3302001_KS1_330LLLL_001.xml"


def full_ctf(pupils: int) -> bytes:
    """A full CTF of about 4 KB a pupil, without a fault."""
    return _FILE.format(pupils="".join(_pupil(number) for number in range(pupils))).encode()


def full_ctf_of(entries: Sequence[RollEntry]) -> bytes:
    """A full CTF of a school's expected pupils, of about 4 KB a pupil."""
    school = f"<LEA>{entries[0].la}</LEA><Estab>{entries[0].estab}</Estab>"
    pupils = "".join(_expected(number, entry) for number, entry in enumerate(entries))
    made = _FILE.format(pupils=pupils).replace("<URN>100001</URN>", "")
    return made.replace("<LEA>330</LEA><Estab>2001</Estab>", school).encode()


def _expected(number: int, entry: RollEntry) -> str:
    made = _pupil(number).partition("<BasicDetails>")[2]
    return (
        f"<Pupil><UPN>{entry.upn}</UPN><Surname>{entry.surname}</Surname><Forename>{entry.forename}</Forename>"
        f"<DOB>{entry.dob}</DOB><Sex>{entry.sex}</Sex><BasicDetails>{made}"
    )


def _pupil(number: int) -> str:
    digits = f"3302001{19 + number // 1000:02d}{number % 1000:03d}"
    address = _ADDRESS.format(number=number)
    return _PUPIL.format(
        upn=check_letter(f"?{digits}") + digits,
        surname=_SURNAMES[number % 10] + "abcdefghij"[number // 10 % 10] + "abcdefghij"[number // 100 % 10],
        forename=_FORENAMES[number // 10 % 10],
        day=number % 28 + 1,
        address=address,
        contacts="".join(_CONTACT.format(order=order, address=address) for order in (1, 2)),
        attendance="".join(_ATTENDANCE.format(year=year) for year in (2024, 2025, 2026)),
        rows="".join(_ROW.format(subject=s, component=c, result=_result(r, number)) for s, c, r in _ROWS),
    )


def _result(usual: str, number: int) -> str:
    return "EXS" if number % 3 else usual
