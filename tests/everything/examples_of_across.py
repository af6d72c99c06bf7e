"""What is done about pupils whom another authority has too."""

from functools import partial

from muster.portal.duplicates.actions.across import say_view, undo_match, write_about
from muster.portal.duplicates.actions.agreeing import Recording, end_agreement, record_agreement
from muster.portal.duplicates.actions.keying import make_keys
from muster.portal.duplicates.actions.matching import match_pupils
from muster.portal.duplicates.models import Agreement, Match
from muster.portal.foundation.actor import SYSTEM
from tests.everything.example import Call, Example
from tests.portal.collected import acting
from tests.portal.duplicates.neighbours import AGREED_ON, matched, neighbours, only, record
from tests.portal.season import Season

_LA = "331"


def _agreed(season: Season) -> Agreement:
    places = neighbours(season)
    places.send()
    return places.agree()[0]


def _keyed(season: Season) -> Agreement:
    ours = _agreed(season)
    for side in Agreement.objects.select_related("authority", "other"):
        make_keys(SYSTEM, side)
    return ours


def _saying(season: Season) -> Call:
    matched(season)
    twin = season.twin
    say_view(acting(twin.officer), only(twin), 1, Match.View.OURS)
    return partial(say_view, acting(season.officer), only(season), 2, Match.View.THEIRS)


def _undoing(season: Season) -> Call:
    _saying(season)()
    return partial(undo_match, acting(season.officer), only(season), 3)


def _writing(season: Season) -> Call:
    matched(season)
    return partial(write_about, acting(season.officer), only(season), "Is it Pupilzqxada?")


EXAMPLES = {
    "duplicates.actions.agreeing.record_agreement": Example(
        lambda s: partial(record_agreement, acting(s.manager), s.authority, Recording(_LA, "ISA 12", AGREED_ON)),
        ("agreement.recorded", "agreement.recorded"),
    ),
    "duplicates.actions.agreeing.end_agreement": Example(
        lambda s: partial(end_agreement, acting(s.manager), record(s, s.twin), 1), ("agreement.ended",)
    ),
    "duplicates.actions.keying.make_keys": Example(
        lambda s: partial(make_keys, SYSTEM, _agreed(s)), ("across_keys.made",)
    ),
    "duplicates.actions.matching.match_pupils": Example(
        lambda s: partial(match_pupils, SYSTEM, _keyed(s)), ("matches.found", "matches.found")
    ),
    "duplicates.actions.across.say_view": Example(_saying, ("claim.struck", "match.said", "match.said_by_other")),
    "duplicates.actions.across.write_about": Example(_writing, ("match.written", "match.written_by_other")),
    "duplicates.actions.across.undo_match": Example(
        _undoing, ("claim.lifted", "match.undone", "match.undone_by_other")
    ),
}
