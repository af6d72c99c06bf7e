"""Pairs planted at the schools of a made-up authority: sent, looked for, and found as the cases they are, by kind."""

from itertools import combinations
from pathlib import Path

import pytest

from muster.formats.reference import read_schools
from muster.likeness import Kind, Match
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.demonstration.tables import sent_files
from muster.portal.duplicates.actions.looking import look, look_at_names
from muster.portal.duplicates.models import Case, Side
from muster.portal.foundation.actor import SYSTEM
from muster.portal.foundation.once import new_key
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import School
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.actions import send_file
from muster.portal.returns.claims import claims
from tests.portal.collected import acting, collect
from tests.portal.season import Season
from tests.verify import likeness

_SCHOOLS, _PUPILS, _SHARE, _SEED = 24, 1_200, 0.15, 31


@pytest.fixture
def planted(season: Season, tmp_path: Path) -> likeness.Likenesses:
    """What was planted, and what the portal makes of it once every school has sent its file."""
    measured = likeness.measure(_SCHOOLS, _PUPILS, _SEED, _SHARE, tmp_path)
    collection = sent(season, tmp_path / "alike")
    look(collection)
    look_at_names(collection)
    return measured._replace(found=list(found(collection)))


def sent(season: Season, made: Path) -> Collection:
    """Every school has sent its file."""
    collection = collect(season).collection
    School.objects.filter(authority=season.authority).update(la="999")
    add_schools(SYSTEM, season.authority, list(read_schools(made / "schools.csv")))
    files = sent_files(made)
    schools = list(School.objects.filter(authority=season.authority, la="330"))
    for one in collecting.ask_schools(acting(season.officer), collection, schools).requests:
        file = files[one.school.la, one.school.estab]
        send_file(acting(season.officer), one, 1, file.name, file.path.read_bytes(), new_key())
    return collection


def found(collection: Collection) -> list[Match]:
    """Every two pupils of a case, named as they were sent."""
    rows = claims(collection).values_list("version__school_return__request", "child", "identity")
    people = opened(Identity.objects.filter(pk__in=rows.values("identity")))
    keys = {}
    for request, child, identity in rows.exclude(version__school_return__school__la="999"):
        who = people[identity].record
        assert who is not None
        keys[request, child] = (who.upn, who.surname, who.forename)
    estabs = dict(collection.requests.values_list("pk", "school__estab"))
    said = {node: likeness.KEY_BETWEEN.join((estabs[node[0]], *words)) for node, words in keys.items()}
    return [
        Match(said[pair[0]], said[pair[1]], Kind(case.kind), ())
        for case in Case.objects.filter(collection=collection)
        for pair in combinations(Side.objects.filter(case=case).order_by("pk").values_list("request", "child"), 2)
    ]


def test_every_planted_pair_is_a_case_of_its_kind_and_no_case_is_of_two_children(planted: likeness.Likenesses) -> None:
    assert all(planted.tally(kind).planted for kind in Kind)
    assert likeness.is_kept([planted]), (*planted.missed(), *planted.wrong())
