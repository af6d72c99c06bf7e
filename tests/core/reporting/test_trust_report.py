"""What the report for a trust says."""

import pytest
from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import Edition, Standing, trust_report
from tests.core.reporting.made_up import cells, pupil, section, table
from tests.core.reporting.several import class_of, one_school, several

TRUST = several(
    one_school(1, class_of(24, 6)),
    one_school(2, class_of(6, 24), standing=Standing.CONFIRMED),
    one_school(3),
    name="Rivers Trust",
    others=(one_school(8, class_of(20, 20)), one_school(9)),
)


def test_academies_stand_side_by_side_with_all_of_them_together() -> None:
    schools = table(trust_report(TRUST), "schools", "schools")
    assert [(row.head, row.cells[1].shown) for row in schools.rows] == [
        ("School 01", "80%"), ("School 02", "20%"), ("Rivers Trust", "50%"),
    ]  # fmt: skip


def test_what_others_let_it_see_stands_apart_and_is_not_counted() -> None:
    others = table(trust_report(TRUST), "schools", "others")
    assert cells(others, "School 08")[:2] == ["40", "50%"]
    assert [row.head for row in others.rows] == ["School 08"]


def test_it_says_that_results_may_not_be_accepted_yet() -> None:
    paper = trust_report(TRUST)
    assert section(paper, "short").points[0].startswith("3 schools of the trust asked. The figures here are of 2 whose")
    assert any("Northshire may not have accepted them yet" in one for one in section(paper, "method").points)
    assert "support" not in {one.key for one in paper.sections}


def test_it_is_not_published() -> None:
    with pytest.raises(ValueError, match="not published"):
        trust_report(replace(TRUST, edition=Edition.PUBLICATION))


def test_a_trust_of_special_schools_leads_with_pk_and_em() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM", sen=Group.EHC_PLAN) for place in range(12))
    paper = trust_report(several(one_school(1, pupils), one_school(2, pupils), name="Rivers Trust"))
    assert "standards" not in {one.key for one in paper.sections}
    assert not any("0%" in point for point in section(paper, "short").points)
    assert section(paper, "groups").said[0].startswith("How many in each group are at pre-key stage standards")
    assert cells(table(paper, "schools", "schools"), "School 01")[:2] == ["12 PK/EM", "0 of 12"]
