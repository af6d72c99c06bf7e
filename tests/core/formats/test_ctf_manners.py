"""The manners of those who write CTFs: systems, trackers, other collections' exporters, and people with an editor."""

import pytest

from muster.records import ProblemKind
from tests.core.formats.ctf_text import (
    CORE,
    HEADER,
    assessed,
    ctf,
    facts,
    only_problem,
    pupil,
    read,
    results,
    row,
    rows,
)

FOUR = [("reading", "EXS"), ("writing", "WTS"), ("maths", "GDS"), ("science", "HNM")]
MARK = row("PHO", "CHK", "32", method="TT", qualifier="NM", year="2025")
OUTCOME = row("PHO", "CHK", "WA", method="TT", qualifier="NY", year="2025")
SUPPLIERS_OWN = "<SuppInfo><SuppID>MIS</SuppID><Any><Thing>1</Thing></Any></SuppInfo>"


def test_arbor_writes_gender_address_and_phonics_among_the_rows() -> None:
    core = CORE.replace("Sex", "Gender")
    more = "<BasicDetails><Ethnicity>WBRI</Ethnicity></BasicDetails><Address><PostCode>ZZ1 1ZZ</PostCode></Address>"
    file = read(ctf(pupil(more + assessed(MARK + OUTCOME + rows()), core)).replace("25.0", "22.0"))
    assert (file.pupils[0].sex, results(file.pupils[0])) == ("F", FOUR)
    assert facts(file, ProblemKind.DISCARDED) == [{"groups": ("addresses", "ethnicity")}]
    assert [kind["count"] for kind in facts(file, ProblemKind.ROWS_SKIPPED)] == [2]


def test_sims_puts_its_own_data_in_three_places() -> None:
    contact = f"<Contacts><Contact><Surname>Carerzqx</Surname>{SUPPLIERS_OWN}</Contact></Contacts>"
    details = f"<BasicDetails><NCyearActual>2</NCyearActual>{SUPPLIERS_OWN}</BasicDetails>"
    more = details + contact + assessed() + SUPPLIERS_OWN
    file = read(ctf(pupil(more)).replace("ExampleMIS", "SIMS"))
    assert (file.header.supplier, results(file.pupils[0])) == ("SIMS", FOUR)
    assert facts(file, ProblemKind.DISCARDED) == [{"groups": ("contacts", "supplier's own data")}]


@pytest.mark.parametrize("dest", ["<LEA>330</LEA>", "<LEA>330</LEA><Estab>LLLL</Estab><URN>XXXXXX</URN>", ""])
def test_a_destination_may_be_half_said(dest: str) -> None:
    file = read(ctf(pupil(), header=HEADER.replace("<LEA>330</LEA><Estab>LLLL</Estab>", dest)))
    assert (file.header.dest_la, len(file.pupils)) == ("330" if dest else "", 1)


def test_a_tracker_writes_an_old_version_and_only_results() -> None:
    file = read(ctf(pupil(core=CORE.replace("Sex", "Gender"))).replace("25.0", "21.0"))
    assert (file.header.version, results(file.pupils[0]), file.problems) == ("21.0", FOUR, ())


def test_the_multiplication_check_writes_capitals_and_its_own_rows() -> None:
    check = assessed(row("MAT", "MTC", "25", method="TT", qualifier="MT"), "KS2")
    file = read(ctf(pupil(check, CORE.replace("Testzqxpupil", "TESTZQXPUPIL"))))
    assert (file.pupils[0].surname, file.pupils[0].outcomes, file.stages) == ("TESTZQXPUPIL", (), ("KS2",))


def test_a_government_service_writes_empty_assessments() -> None:
    file = read(ctf(pupil("<StageAssessments/>")))
    assert (file.stages, file.assessed_years, len(file.pupils)) == ((), (), 1)


def test_an_early_years_file_says_so_by_its_stage() -> None:
    goals = "".join(row("COM", f"G{number:02d}", "2", method="FA", qualifier="FD") for number in range(1, 18))
    file = read(ctf(pupil(assessed(goals, "EYF"))))
    assert (file.stages, len(facts(file, ProblemKind.ROWS_SKIPPED))) == (("EYF",), 17)


@pytest.mark.parametrize("version", ["25", "25.0"])
def test_a_third_party_spells_the_version_its_own_way(version: str) -> None:
    text = ctf(pupil()).replace("<CTFversion>25.0</CTFversion>", f"<CTFVersion>{version}</CTFVersion>")
    assert read(text).header.version == version


def test_a_third_partys_own_shape_is_no_ctf() -> None:
    text = "<CTfile version='25'><Pupils><AssessmentResults>EXS</AssessmentResults></Pupils></CTfile>"
    assert only_problem(read(text))[0] is ProblemKind.NOT_RESULTS


def test_elements_in_odd_capitals_with_stray_white_space_are_read() -> None:
    text = ctf(pupil()).replace("<Result>EXS</Result>", "<result>\n   exs\n </result>").replace("UPN>", "Upn>")
    assert results(read(text).pupils[0])[0] == ("reading", "exs")


def test_windows_line_ends_are_read() -> None:
    file = read(ctf(pupil()).replace("\n", "\r\n"))
    assert (file.pupils[0].line, results(file.pupils[0])) == (13, FOUR)


def test_a_file_on_a_single_line_is_read() -> None:
    file = read(ctf(pupil(), pupil()).replace("\n", ""))
    assert [(record.line, results(record)) for record in file.pupils] == [(2, FOUR), (2, FOUR)]


def test_a_whole_schools_file_is_read() -> None:
    years = [pupil(f"<BasicDetails><NCyearActual>{year}</NCyearActual></BasicDetails>") for year in ("R", *"123456")]
    file = read(ctf(*years, pupil()))
    assert [record.nc_year for record in file.pupils] == ["R", *"123456", ""]


def test_earlier_years_of_the_same_subject_stand_beside_this_years() -> None:
    file = read(ctf(pupil(assessed(row(result="GDS", year="2025") + row()))))
    assert (results(file.pupils[0]), file.assessed_years) == ([("reading", "EXS")], ("2025", "2026"))
