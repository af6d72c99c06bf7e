"""Where in the trail a pupil is, and which pupils a school has had: for officers who answer what was done with data."""

from collections.abc import Iterable

from muster.portal.audit.searching import AboutPupil
from muster.portal.foundation.scope import Scope
from muster.portal.organisations.models import School
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Child, Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.models import Explanation, IdentityCorrection, PupilAnswer, Question, Result, Return
from muster.portal.rolls.models import ExpectedPupil

_OF_CHILD = (PupilAnswer, Explanation)


def about_pupils(scope: Scope, children: Iterable[str]) -> AboutPupil:
    """What tells of these children, by public id: their own rows, the returns that they are in, the schools' lists."""
    wanted = list(children)
    own = scope.within(Child.objects.filter(public_id__in=wanted), school=None)
    results = scope.within(Result.objects.filter(child__in=own), school="version__school_return__school")
    expected = scope.within(ExpectedPupil.objects.filter(child__in=own))
    returns = scope.within(Return.objects.filter(versions__results__in=results)).distinct()
    rows = set(own.values_list("public_id", flat=True)) | set(returns.values_list("public_id", flat=True))
    for model in _OF_CHILD:
        said = scope.within(model.objects.filter(child__in=own), school="school_return__school")
        rows |= set(said.values_list("public_id", flat=True))
    asked = scope.within(Question.objects.filter(about__in=wanted), school="school_return__school")
    rows |= set(asked.values_list("public_id", flat=True))
    corrected = scope.within(IdentityCorrection.objects.filter(result__in=results), school=None)
    rows |= set(corrected.values_list("public_id", flat=True))
    schools = set(returns.values_list("school__public_id", flat=True))
    schools |= set(expected.values_list("school__public_id", flat=True))
    return AboutPupil(frozenset(rows), frozenset(schools))


def pupils_of_school(scope: Scope, school: School) -> list[tuple[str, IdentityRecord]]:
    """Every pupil whom the school has sent or was expected to send, by name: the child's public id, and who it is.

    The newest identity of each; erased ones are left out. For officers alone.
    """
    sent = scope.within(Result.objects.filter(version__school_return__school=school), school=None)
    expected = scope.within(ExpectedPupil.objects.filter(school=school), school=None)
    rows = Identity.objects.filter(results__in=sent) | Identity.objects.filter(expected__in=expected)
    found = sorted(opened(rows.distinct()).items())
    named = {one.child: one.record for _, one in found if one.record is not None}
    return sorted(named.items(), key=lambda pair: (pair[1].surname.casefold(), pair[1].forename.casefold()))


def who_are(scope: Scope, children: Iterable[str]) -> dict[str, IdentityRecord]:
    """By public id who these children are, as was said last; none of one who was erased. For officers alone."""
    rows = scope.within(Identity.objects.filter(child__public_id__in=list(children)), school=None)
    return {one.child: one.record for _, one in sorted(opened(rows).items()) if one.record is not None}
