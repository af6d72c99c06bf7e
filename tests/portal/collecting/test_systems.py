"""Which system a school means, and that there is help for each."""

import pytest

from muster.portal.collecting.systems import GENERAL, system_of, systems


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("SIMS.net", "sims"),
        ("Capita SIMS", "sims"),
        ("sims", "sims"),
        ("Arbor", "arbor"),
        ("Arbor MIS", "arbor"),
        ("Cloud School (Advanced)", "cloud_school"),
        ("Facility CMIS", "cmis"),
        ("ScholarPack", "scholarpack"),
        ("Scholar-Pack", "scholarpack"),
        ("RM Integris G2", "integris"),
        ("Pupil Asset", "pupil_asset"),
        ("Target Tracker", "target_tracker"),
        ("INSIGHT", "insight"),
        ("Sonar Tracker", "sonar"),
        ("Bromcom", "bromcom"),
        ("SIMSALABIM", GENERAL),
        ("Harbor", GENERAL),
        ("Horizons", GENERAL),
        ("", GENERAL),
    ],
)
def test_a_system_is_told_however_it_is_written(said: str, key: str) -> None:
    assert system_of(said).key == key


def test_every_system_of_the_field_has_help() -> None:
    assert [one.name for one in systems().values()] == [
        "SIMS", "Arbor", "Bromcom", "ScholarPack", "Integris", "Pupil Asset", "Cloud School", "Facility CMIS",
        "Insight", "Target Tracker", "Sonar", "Another system",
    ]  # fmt: skip


@pytest.mark.parametrize("system", systems().values(), ids=systems())
def test_help_is_sentences(system: object) -> None:
    one = systems()[system.key]  # type: ignore[attr-defined] # it is a System
    assert one.steps
    assert all(said.endswith(".") and said[0].isupper() for said in (*one.steps, *one.traps))
