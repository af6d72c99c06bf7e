"""National figures: entered as sets, and taken back."""

from django.db.models import F

from muster.framework import load_framework
from muster.portal.audit.action import action
from muster.portal.benchmarks.entering import Entering, faults_of, value_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed
from muster.portal.organisations.models import Authority


def enter_figures(actor: Actor, collection: Collection, entering: Entering, seen: int) -> FigureSet:
    """Keep a set of figures, which takes the place of the last one of its kind and year; that one is kept too.

    `seen` is the number of the last set that the person saw, 0 for none. Raises Refusal for what cannot be right, and
    Changed where somebody has entered another meanwhile.
    """
    for fault in faults_of(load_framework(collection.year), entering):
        raise fault.refusal
    authority = collection.authority
    with action(actor, authority.public_id) as act:
        # Two who enter figures of one authority wait for each other.
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        _check_seen(authority, entering, seen)
        row = _row(actor, authority, entering, seen + 1)
        row.save(force_insert=True)
        act.record("benchmarks.entered", row, kind=row.kind, year=row.year, figures=len(row.figures))
    return row


def take_figures_back(actor: Actor, row: FigureSet, seen: int) -> None:
    """Have the set shown nowhere any more; it is kept. Raises Changed where that was done or it was replaced."""
    with action(actor, row.authority.public_id) as act:
        Authority.objects.select_for_update(no_key=True).get(pk=row.authority_id)
        last = _last(row.authority, row.kind, row.year)
        if last is None or last.pk != row.pk or last.taken_back_at or last.revision != seen:
            raise _changed(last or row)
        FigureSet.objects.filter(pk=row.pk).update(
            taken_back_at=clock.now(), taken_back_by_name=actor.name, revision=F("revision") + 1
        )
        act.record("benchmarks.taken_back", row, kind=row.kind, year=row.year)


def _check_seen(authority: Authority, entering: Entering, seen: int) -> None:
    last = _last(authority, entering.kind, entering.year)
    if last is not None and last.number != seen:
        raise _changed(last)


def _last(authority: Authority, kind: str, year: int) -> FigureSet | None:
    return FigureSet.objects.filter(authority=authority, kind=kind, year=year).order_by("-number").first()


def _row(actor: Actor, authority: Authority, entering: Entering, number: int) -> FigureSet:
    emerging = entering.kind == FigureSet.Kind.EMERGING
    return FigureSet(
        authority=authority,
        kind=entering.kind,
        year=entering.year,
        number=number,
        origin=entering.source.strip(),
        dated=entering.dated,
        coverage=entering.coverage.strip(),
        schools_may_see=entering.schools_may_see or not emerging,
        figures=[[*one.key, str(value_of(one.value))] for one in entering.figures],
        entered_by_name=actor.name,
    )


def _changed(row: FigureSet) -> Changed:
    who, when = row.taken_back_by_name or row.entered_by_name, row.taken_back_at or row.made_at
    return Changed("benchmark_changed", who=who, when=clock.in_words(when))
