"""The same child in two schools' files: what each school is told, and what it is not."""

from datetime import date
from pathlib import Path

from muster.checking import BatchPlan, ExpectedStore
from muster.records import RollEntry
from tests.core.checking.made_up import CONTEXT, Made, answers, crossing, softened, write_ctf

SHARED = Made("23001")


def test_a_pupil_whom_two_schools_send_alike_is_named_to_both(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED, Made("23002", "Bo")])
    write_ctf(tmp_path, "2002", [SHARED, Made("23003", "Cy")])
    one, other = answers(tmp_path)
    assert crossing(one) == crossing(other) == [("X01", SHARED.upn)]


def test_outcomes_that_differ_are_another_finding(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "2002", [SHARED._replace(reading="WTS")])
    assert [crossing(answer) for answer in answers(tmp_path)] == [[("X02", SHARED.upn)]] * 2


def test_a_name_and_birthday_under_two_upns_is_probably_one_child(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [Made("23001", "Zoë")])
    write_ctf(tmp_path, "2002", [Made("23002", "ZOE")])
    one, other = answers(tmp_path)
    assert crossing(one) == [("X03", Made("23001").upn)]
    assert crossing(other) == [("X03", Made("23002").upn)]


def test_a_pupil_without_a_upn_is_found_by_name_and_birthday(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [Made("")])
    write_ctf(tmp_path, "2002", [Made("23002")])
    one, other = answers(tmp_path)
    assert crossing(one) == [("X03", None)]
    assert crossing(other) == [("X03", Made("23002").upn)]


def test_two_pupils_without_upns_are_found_too(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [Made("")])
    write_ctf(tmp_path, "2002", [Made("")])
    assert [crossing(answer) for answer in answers(tmp_path)] == [[("X03", None)]] * 2


def test_the_same_upn_is_told_once_though_the_name_agrees_as_well(tmp_path: Path) -> None:
    for estab in ("2001", "2002", "2003"):
        write_ctf(tmp_path, estab, [SHARED])
    assert [crossing(answer) for answer in answers(tmp_path)] == [[("X01", SHARED.upn)]] * 3


def test_two_files_of_one_school_do_not_cross(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "2001", [SHARED], serial=2)
    assert [crossing(answer) for answer in answers(tmp_path)] == [[], []]


def test_nothing_said_names_or_numbers_the_other_school(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "2002", [SHARED._replace(reading="GDS", forename="Bo")])
    one, _ = answers(tmp_path)
    said = [finding for finding in one.findings if finding.rule.startswith("X")]
    assert said
    assert not any("2002" in str(finding) or "Bo" in str(finding) for finding in said)


def test_a_file_of_no_known_school_claims_nobody(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "", [SHARED])
    assert [crossing(answer) for answer in answers(tmp_path)] == [[], []]


def test_a_query_between_schools_can_be_made_a_note_or_switched_off(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "2002", [SHARED])
    noted, _ = answers(tmp_path, plan=softened(X01="note"))
    silent, _ = answers(tmp_path, plan=softened(X01="off"))
    assert noted.verdict == "clear"
    assert crossing(noted) == [("X01", SHARED.upn)]
    assert crossing(silent) == []


def test_the_verdict_counts_what_other_schools_say(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    write_ctf(tmp_path, "2002", [SHARED])
    assert [answer.verdict for answer in answers(tmp_path)] == ["queries", "queries"]


def test_rules_between_schools_no_longer_wait(tmp_path: Path) -> None:
    write_ctf(tmp_path, "2001", [SHARED])
    (answer,) = answers(tmp_path)
    assert "returns" not in answer.waiting


def _with_roll(folder: Path, *pupils: Made) -> BatchPlan:
    entries = [
        RollEntry(
            la="330",
            estab="2001",
            upn=pupil.upn,
            surname="Okazqxfor",
            forename=pupil.forename,
            dob=date.fromisoformat(pupil.born),
        )
        for pupil in pupils
    ]
    store = ExpectedStore(folder / "expected.sqlite")
    store.load_roll(entries)
    store.close()
    return BatchPlan(CONTEXT, str(folder / "expected.sqlite"))


def test_a_missing_pupil_whom_another_school_sent_is_not_missing(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    returns.mkdir()
    gone, lost, kept = Made("23001", "Ali"), Made("23002", "Bo"), Made("23003", "Cy")
    write_ctf(returns, "2001", [kept])
    write_ctf(returns, "2002", [gone])
    one, _ = answers(returns, plan=_with_roll(tmp_path, gone, lost, kept))
    cohort = [(finding.rule, finding.upn) for finding in one.findings if finding.rule in ("C01", "X04")]
    assert cohort == [("C01", lost.upn), ("X04", gone.upn)]


def test_a_missing_pupil_sent_elsewhere_under_another_upn_is_known_by_name(tmp_path: Path) -> None:
    returns = tmp_path / "returns"
    returns.mkdir()
    write_ctf(returns, "2001", [Made("23003", "Cy")])
    write_ctf(returns, "2002", [Made("23009", "Ali")])
    one, _ = answers(returns, plan=_with_roll(tmp_path, Made("23001", "Ali"), Made("23003", "Cy")))
    assert crossing(one) == [("X04", Made("23001").upn)]
    assert "C01" not in [finding.rule for finding in one.findings]
