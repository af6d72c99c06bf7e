"""Beside what a file is checked that nobody sends."""

import msgspec

from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.reads import requests_of
from muster.portal.collecting.states import State, state_of
from muster.portal.collecting.terms import settings_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.pages.public.season import Season, season_of
from muster.portal.returns.checking import beside, submitting
from muster.records import CheckContext, CollectionSettings


def context_for_school(scope: Scope, school: School) -> CheckContext:
    """The school's open collection with what is held for it; without one, what the school year asks for.

    A file is checked here as if none had been sent before.
    """
    asked = next((one for one in requests_of(scope, school) if _is_open(one)), None)
    if asked is not None:
        return beside(asked).context
    return msgspec.structs.replace(context_for_anybody(season_of(school.authority)), school=submitting(school))


def context_for_anybody(season: Season) -> CheckContext:
    """What the season asks for, beside no school at all."""
    settings = settings_of(season.collection) if season.collection else CollectionSettings()
    return CheckContext(today=clock.today(), year=season.framework.year, settings=settings)


def _is_open(request: Request) -> bool:
    collection = request.collection
    return collection.kind == Collection.Kind.KS1 and state_of(collection) is State.OPEN
