"""From prior attainment to key stage 1."""

from muster.measures import Characteristic, Group, MeasuredPupil, Share, count_groups, prior_tables
from tests.core.measures.made_up import KS1, made_up


def pupil(code: str, phonics: Group | None) -> MeasuredPupil:
    return MeasuredPupil(outcomes={"reading": code}, phonics=phonics)


# Met phonics: GDS, EXS, WTS (2 of 3 at EXS or GDS); not yet: WTS, PK4 (0 of 2); not known: EXS.
BY_HAND = [
    pupil("GDS", Group.PHONICS),
    pupil("EXS", Group.PHONICS),
    pupil("WTS", Group.PHONICS),
    pupil("WTS", Group.NO_PHONICS),
    pupil("PK4", Group.NO_PHONICS),
    pupil("EXS", None),
]


def test_a_table_by_hand() -> None:
    tables = list(prior_tables(count_groups(KS1, BY_HAND)))
    assert {table.prior for table in tables} == {Characteristic.PHONICS}
    reading = tables[0]
    rows = {row.group: (row.eligible, row.expected, row.higher) for row in reading.rows}
    assert rows == {
        Group.PHONICS: (3, Share(2, 3), Share(1, 3)),
        Group.NO_PHONICS: (2, Share(0, 2), Share(0, 2)),
        None: (1, Share(1, 1), Share(0, 1)),
    }
    assert reading.known == Share(5, 6)


def test_there_is_no_table_of_what_is_known_of_nobody() -> None:
    assert list(prior_tables(count_groups(KS1, [pupil("EXS", None)]))) == []


def test_the_rows_add_up_to_the_pupils() -> None:
    grouped = count_groups(KS1, made_up(300, seed=5))
    tables = list(prior_tables(grouped))
    assert len(tables) == 8
    for table in tables:
        codes = grouped.all.subjects[table.subject].codes
        assert {code: sum(row.codes.get(code, 0) for row in table.rows) for code in codes} == codes
