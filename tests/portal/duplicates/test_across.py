"""Two authorities settle between them who submits: each sees its own pupil and the other's name."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from muster.portal.duplicates.across_sealing import text_of
from muster.portal.duplicates.across_view import AcrossState
from muster.portal.duplicates.actions.across import say_view, undo_match, write_about
from muster.portal.duplicates.actions.agreeing import end_agreement
from muster.portal.duplicates.actions.keying import compare_all
from muster.portal.duplicates.models import Agreement, Match, MatchMessage
from muster.portal.duplicates.reads.across import match_at, matches_of, waiting_across, written_about
from muster.portal.foundation.crypto import Unreadable, vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.models import Authority
from muster.portal.outbox.models import Mail
from muster.portal.pupils.actions import protect
from muster.portal.returns.claims import claims, counted
from muster.portal.returns.models import StruckClaim
from tests.portal.collected import acting, results_file
from tests.portal.duplicates.neighbours import eyes, matched, only, seen, struck
from tests.portal.season import Season, Side

View = Match.View


def say(side: Side, view: Match.View) -> Match:
    match = only(side)
    return say_view(acting(side.officer), match, match.revision, view)


def states(season: Season) -> tuple[AcrossState, AcrossState]:
    return seen(season)[0].state, seen(season.twin)[0].state


def settled(season: Season) -> None:
    """We have given way."""
    matched(season)
    say(season, View.THEIRS)
    say(season.twin, View.OURS)


def test_it_waits_for_both_then_for_the_one_that_has_said_nothing(season: Season) -> None:
    matched(season)
    assert states(season) == (AcrossState.OURS_TO_SAY, AcrossState.OURS_TO_SAY)
    say(season, View.OURS)
    assert states(season) == (AcrossState.THEIRS_TO_SAY, AcrossState.OURS_TO_SAY)
    assert [waiting_across(eyes(side.authority)).number for side in (season, season.twin)] == [0, 1]


@pytest.mark.on_every_database
def test_once_both_agree_the_side_that_gives_way_counts_the_pupil_no_more(season: Season) -> None:
    settled(season)
    assert states(season) == (AcrossState.THEIRS, AcrossState.OURS)
    assert (struck(season), struck(season.twin)) == (1, 0)
    ours, theirs = (claims(only(side).collection) for side in (season, season.twin))
    assert counted(ours | theirs).filter(child__in=[only(season).child, only(season.twin).child]).count() == 1
    assert verify(season.authority.public_id).fault is verify(season.twin.authority.public_id).fault is None


def test_the_side_that_says_so_last_may_be_the_one_that_gives_way(season: Season) -> None:
    matched(season)
    say(season, View.OURS)
    say(season.twin, View.THEIRS)
    assert states(season) == (AcrossState.OURS, AcrossState.THEIRS)
    assert (struck(season), struck(season.twin)) == (0, 1)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (View.OURS, View.OURS),
        (View.THEIRS, View.THEIRS),
        (View.CANNOT_SAY, View.OURS),
        (View.NOT_SAME, View.OURS),
        (View.CANNOT_SAY, View.CANNOT_SAY),
    ],
)
def test_what_does_not_fit_settles_nothing(season: Season, ours: Match.View, theirs: Match.View) -> None:
    matched(season)
    say(season, ours)
    say(season.twin, theirs)
    assert states(season) == (AcrossState.DIFFER, AcrossState.DIFFER)
    assert (struck(season), struck(season.twin)) == (0, 0)


def test_a_view_may_change_until_it_is_settled(season: Season) -> None:
    matched(season)
    say(season, View.OURS)
    say(season.twin, View.OURS)
    say(season, View.THEIRS)
    assert states(season) == (AcrossState.THEIRS, AcrossState.OURS)
    with pytest.raises(Refusal, match="case_settled"):
        say(season, View.OURS)


def test_both_say_that_it_is_not_the_same_child(season: Season) -> None:
    matched(season)
    say(season, View.NOT_SAME)
    say(season.twin, View.NOT_SAME)
    compare_all()
    assert states(season) == (AcrossState.NOT_SAME, AcrossState.NOT_SAME)
    assert (struck(season), struck(season.twin)) == (0, 0)


@pytest.mark.on_every_database
@pytest.mark.parametrize("by_twin", [False, True])
def test_either_side_undoes_it(season: Season, by_twin: bool) -> None:
    settled(season)
    side, other = (season.twin, season) if by_twin else (season, season.twin)
    match = only(side)
    assert undo_match(acting(side.officer), match, match.revision)
    assert (struck(season), struck(season.twin)) == (0, 0)
    assert seen(side)[0].state is AcrossState.OURS_TO_SAY
    assert seen(other)[0].state is AcrossState.THEIRS_TO_SAY
    with pytest.raises(Refusal, match="case_open"):
        undo_match(acting(side.officer), only(side), only(side).revision)


def test_what_is_sent_anew_after_it_was_settled_stays_struck(season: Season) -> None:
    settled(season)
    StruckClaim.objects.all().delete()
    compare_all()
    assert (struck(season), struck(season.twin)) == (1, 0)
    before = Event.objects.count()
    compare_all()
    assert Event.objects.count() == before


def test_two_who_saw_the_same_are_told_whoever_came_first(season: Season) -> None:
    matched(season)
    mine, theirs = only(season), only(season.twin)
    say_view(acting(season.officer), mine, mine.revision, View.OURS)
    with pytest.raises(Changed) as told:
        say_view(acting(season.manager), mine, 1, View.THEIRS)
    assert season.officer.name in told.value.sentence
    with pytest.raises(Changed):
        say_view(acting(season.twin.officer), theirs, 1, View.THEIRS)
    assert only(season).view == View.OURS


def test_nothing_of_the_other_side_stands_in_what_is_read(season: Season) -> None:
    settled(season)
    for side, other in ((season, season.twin), (season.twin, season)):
        (view,) = seen(side)
        assert {one.row.authority_id for one in view.rows} == {side.authority.pk}
        assert view.match.authority == side.authority
        assert view.other == other.authority


def test_only_the_two_authorities_see_a_match(season: Season) -> None:
    matched(season)
    third = Authority.objects.create(la="332", name="Westshire", team_email="data@c.example")
    match, theirs = only(season), only(season.twin)
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    for scope in (eyes(third), school, NOBODY):
        assert matches_of(scope) == []
        assert match_at(scope, match.public_id) is None
        assert waiting_across(scope).number == 0
    assert match_at(eyes(season.authority), theirs.public_id) is None
    write_about(acting(season.officer), match, "Is it she?")
    assert written_about(eyes(season.twin.authority), match) == []
    assert written_about(school, match) == []


@pytest.mark.on_every_database
def test_both_sides_read_what_was_written_each_from_a_copy_closed_with_its_own_key(season: Season) -> None:
    matched(season)
    write_about(acting(season.officer), only(season), "She came to us on 4 May.")
    write_about(acting(season.twin.manager), only(season.twin), "Then she is yours.")
    ours = written_about(eyes(season.authority), only(season))
    theirs = written_about(eyes(season.twin.authority), only(season.twin))
    assert [one.text for one in ours] == [one.text for one in theirs]
    assert [one.is_ours for one in ours] == [True, False]
    assert [one.is_ours for one in theirs] == [False, True]
    copy = MatchMessage.objects.filter(authority=season.twin.authority).order_by("pk")[0]
    assert b"May" not in bytes(copy.sealed)
    with pytest.raises(Unreadable):
        text_of(copy, vault_of(season.authority.public_id))
    verbs = Event.objects.filter(chain=season.twin.authority.public_id).values_list("verb", flat=True)
    assert {"match.written", "match.written_by_other"} <= set(verbs)


@pytest.mark.parametrize(("text", "refusal"), [("  ", "match_message_missing"), ("a" * 1001, "match_message_long")])
def test_a_message_has_a_length(season: Season, text: str, refusal: str) -> None:
    matched(season)
    with pytest.raises(Refusal, match=refusal):
        write_about(acting(season.officer), only(season), text)


def test_no_school_is_told(season: Season) -> None:
    matched(season)
    before = Mail.objects.count()
    say(season, View.THEIRS)
    say(season.twin, View.OURS)
    assert Mail.objects.count() == before
    names = set(StruckClaim.objects.values_list("by_name", flat=True))
    assert names == {"Muster"}
    mine = Event.objects.filter(chain=season.authority.public_id, verb="claim.struck")
    assert [event.actor_name for event in mine] == ["Muster"]


def test_a_settled_match_of_a_pupil_protected_since_can_be_undone(season: Season) -> None:
    settled(season)
    match = only(season)
    protect(acting(season.officer), match.child, match.child.revision)
    compare_all()
    assert undo_match(acting(season.officer), match, only(season).revision)
    assert (struck(season), seen(season), seen(season.twin)) == (0, [], [])


def test_after_the_end_whoever_gave_way_alone_undoes_it_and_it_is_forgotten(season: Season) -> None:
    settled(season)
    row = Agreement.objects.get(authority=season.authority)
    end_agreement(acting(season.manager), row, row.revision)
    theirs = only(season.twin)
    with pytest.raises(Refusal, match="agreement_over"):
        undo_match(acting(season.twin.officer), theirs, theirs.revision)
    with pytest.raises(Refusal, match="agreement_over"):
        write_about(acting(season.officer), only(season), "Still there?")
    match = only(season)
    assert not undo_match(acting(season.officer), match, match.revision)
    assert (struck(season), Match.objects.count()) == (0, 0)
    with pytest.raises(Changed, match="match_forgotten"):
        undo_match(acting(season.twin.officer), theirs, theirs.revision)


@pytest.mark.on_every_database
def test_a_pupil_whom_the_schools_send_no_more_is_gone_but_what_was_settled_is_shown(season: Season) -> None:
    places = matched(season)
    say(season, View.THEIRS)
    say(season.twin, View.OURS)
    places.ours.send(results_file(places.ours.entries, without=(0,)))
    compare_all()
    assert states(season) == (AcrossState.THEIRS, AcrossState.OURS)
    assert seen(season)[0].rows == ()
    assert seen(season)[0].name
