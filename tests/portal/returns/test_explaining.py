"""Explaining: what a school says hangs on the facts, and survives a new file while these hold."""

from datetime import timedelta

import pytest

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Explanation, Finding, Return
from muster.portal.returns.reads.causes import causes_of_return
from muster.portal.returns.reads.findings import findings_of
from muster.portal.returns.reasons import reason_of, reasons_for
from muster.portal.returns.saying import said_of
from muster.records import Severity
from muster.rules import catalogue
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.correcting_by_hand import keep, newest, scope_of, wish, write
from tests.portal.season import Season

pytestmark = pytest.mark.django_db
ABSENT = {0: {"reading": "A"}, 1: {"maths": "A"}}
SAID = "She came in May, zqxsaid."


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send(results_file(found.entries, ABSENT))
    return found


def questions(collected: Collected) -> list[str]:
    rows = Finding.objects.filter(version=newest(collected), rule="R08").order_by("number")
    return list(rows.values_list("public_id", flat=True))


def say(collected: Collected, ids: list[str], reason: str = "recently_arrived", text: str = SAID) -> int:
    return explain(
        acting(collected.side.head), collected.request, collected.school_return().revision, ids, reason, text
    )


def open_ones(collected: Collected) -> list[bool]:
    found = findings_of(scope_of(collected), collected.school_return(), newest(collected))
    return [one.is_open for one in found if one.row.rule == "R08"]


def test_several_are_explained_at_a_time(collected: Collected) -> None:
    assert say(collected, questions(collected)) == 2
    assert open_ones(collected) == [False, False]
    vault = vault_of(collected.side.authority.public_id)
    said = [said_of(one, vault) for one in Explanation.objects.all()]
    assert {(one.reason, one.text, one.by_name) for one in said} == {
        ("The pupil arrived recently", SAID, collected.side.head.name)
    }


def test_what_was_said_is_closed(collected: Collected) -> None:
    say(collected, questions(collected))
    assert all(b"zqxsaid" not in bytes(one.sealed) for one in Explanation.objects.all())


def test_what_was_said_is_said_otherwise(collected: Collected) -> None:
    say(collected, questions(collected))
    say(collected, questions(collected)[:1], "absent_long", "")
    assert sorted(Explanation.objects.values_list("reason", "revision")) == [
        ("absent_long", 2),
        ("recently_arrived", 1),
    ]


def test_it_survives_a_new_file_while_the_facts_hold(collected: Collected) -> None:
    say(collected, questions(collected))
    collected.send(results_file(collected.entries, {**ABSENT, 4: {"writing": "EXS"}}))
    assert open_ones(collected) == [False, False]


def test_it_survives_a_correction_of_another_pupil(collected: Collected) -> None:
    say(collected, questions(collected))
    write(collected, wish(collected, 4, "writing", "EXS"))
    keep(collected)
    assert open_ones(collected) == [False, False]


def test_it_is_asked_again_where_the_facts_have_changed(collected: Collected) -> None:
    say(collected, questions(collected))
    collected.send(results_file(collected.entries, {0: {"writing": "A"}, 1: {"maths": "A"}}))
    assert open_ones(collected) == [True, False]


def test_it_is_read_again_where_the_facts_come_back(collected: Collected) -> None:
    say(collected, questions(collected))
    collected.send()
    collected.send(results_file(collected.entries, ABSENT))
    assert open_ones(collected) == [False, False]


@pytest.mark.parametrize(
    ("reason", "text", "refusal"),
    [
        ("other", "  ", "sentence_missing"),
        ("name_changed", "x", "reason_unknown"),
        ("", "x", "reason_unknown"),
        ("other", "x" * 501, "sentence_long"),
    ],
)
def test_what_explains_nothing_is_refused(collected: Collected, reason: str, text: str, refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        say(collected, questions(collected), reason, text)
    assert refused.value.id == refusal
    assert refused.value.sentence
    assert not Explanation.objects.exists()


def test_none_an_error_and_what_is_no_longer_asked_are_refused(collected: Collected) -> None:
    old = questions(collected)
    collected.send(results_file(collected.entries, {**ABSENT, 2: {"maths": ""}}))
    error = Finding.objects.get(version=newest(collected), severity=Severity.ERROR).public_id
    for ids, refusal in (([], "questions_none"), ([error], "questions_gone"), (old, "questions_gone")):
        with pytest.raises(Refusal, match=refusal):
            say(collected, ids)


def test_another_schools_question_is_not_explained(collected: Collected, season: Season) -> None:
    theirs = collect(season.twin)
    theirs.send(results_file(theirs.entries, ABSENT))
    with pytest.raises(Refusal, match="questions_gone"):
        say(collected, questions(theirs))


def test_whoever_explains_second_is_told(collected: Collected) -> None:
    seen = collected.school_return().revision
    say(collected, questions(collected)[:1])
    with pytest.raises(Changed):
        explain(acting(collected.side.head), collected.request, seen, questions(collected), "recently_arrived", "")


@pytest.mark.parametrize("state", ["accepted", "declined", "closed"])
def test_where_nothing_may_be_explained_nothing_is(collected: Collected, state: str) -> None:
    ids, seen, now = questions(collected), collected.school_return().revision, clock.now()
    if state == "accepted":
        Return.objects.update(in_force=InForce.ACCEPTED, draft=Draft.NONE)
    elif state == "declined":
        Request.objects.update(participation="declined")
    else:
        now += timedelta(days=90)
    request = Request.objects.select_related("collection__authority", "school", "authority").get()
    with clock.at(now), pytest.raises(Refusal):
        explain(acting(collected.side.head), request, seen, ids, "recently_arrived", "")
    assert not Explanation.objects.exists()


def test_causes_count_what_is_open(collected: Collected) -> None:
    say(collected, questions(collected)[:1])
    (cause,) = causes_of_return(scope_of(collected), collected.school_return(), newest(collected))
    assert (cause.cause.rule.id, cause.cause.number, cause.open_number) == ("R08", 2, 1)
    assert [one.is_open for one in cause.found] == [True, False]


@pytest.mark.parametrize("rule", [rule.id for rule in catalogue().values() if rule.severity is Severity.QUERY])
def test_every_question_has_reasons_in_words(rule: str) -> None:
    reasons = reasons_for(rule)
    assert len(reasons) >= 3
    assert reasons[-1].id == "other"
    assert all(one.words != one.id and one.words == reason_of(one.id).words for one in reasons)
    assert all(len(one.id) <= 40 for one in reasons)
