"""Of pupils missing from schools' results those whom another has sent: what X04 says, for whoever counts C01."""

from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.between import lacking_pupils
from muster.portal.duplicates.elsewhere import is_told, numbers_of
from muster.portal.duplicates.keyed import by_key
from muster.portal.duplicates.missing import Missing
from muster.portal.duplicates.models import Side
from muster.portal.duplicates.sent import Who
from muster.portal.duplicates.settled import settled_of
from muster.portal.duplicates.suspects import sent_alike
from muster.portal.foundation.matching import one_of_keys
from muster.portal.pupils.models import Identity
from muster.portal.returns import elsewhere
from muster.portal.returns.claims import counting_versions
from muster.portal.returns.models import Result
from muster.portal.rolls.models import ExpectedPupil


def answered_elsewhere(collection: Collection, missing: elsewhere.Missing) -> elsewhere.Missing:
    """Those of the missing whom another school has sent, as X04 says it: at once, whether a case is found or not.

    Never a protected pupil, nor one whom their own school submits all the same. One query where nobody else has sent
    anybody who may be one of them.
    """
    absent = _absent(collection, missing)
    if not absent:
        return {}
    sent = sent_alike(collection.authority_id, counting_versions(collection), (one.who for one in absent))
    if not sent:
        return {}
    lacking = lacking_pupils(absent, sent, by_key(sent), settled_of(one.request for one in absent))
    numbers = numbers_of(collection, (one.own.identity for one in lacking))
    told = [
        one.own
        for one in lacking
        if any(is_told(one.own.who, other.who, numbers.get(one.own.identity, "")) for other in one.others)
    ]
    return _by_school(told, missing)


def _absent(collection: Collection, missing: elsewhere.Missing) -> list[Missing]:
    """Those of the missing who may be somewhere else, as the roll has them; those erased are left out. One query."""
    requests = {asked.school: asked.request for asked in missing}
    wanted = {(asked.school, child) for asked, children in missing.items() for child in children}
    rows = ExpectedPupil.objects.filter(
        _may_be_elsewhere(collection),
        collection=collection,
        child__in=one_of_keys({child for _, child in wanted}),
        identity__erased_at=None,
    )
    keys = ("identity__upn_key", "identity__former_upn_key", "identity__name_dob_key")
    columns = ("school_id", "identity_id", "child_id", "child__protected", *keys)
    return [
        Missing(requests[school], identity, Who(child, *told))
        for school, identity, child, *told in rows.values_list(*columns)
        if (school, child) in wanted
    ]


def _may_be_elsewhere(collection: Collection) -> Q:
    """The condition that a pupil of the roll is in a case, was sent by another school, or shares a key with another.

    A few too many, each found in an index: what is in force is told afterwards, of few. Whoever was put right as one of
    them is told of by the case alone.
    """
    case = Side.objects.filter(request__collection=collection, request__school=OuterRef("school"))
    sent = Result.objects.exclude(version__school_return__school=OuterRef("school"))
    others = Identity.objects.filter(authority=collection.authority_id).exclude(child=OuterRef("child"))
    same_upn, same_name = (
        others.filter(**{key: OuterRef(f"identity__{key}")}).order_by() for key in ("upn_key", "name_dob_key")
    )
    return (
        Exists(case.filter(child=OuterRef("child")))
        | Exists(sent.filter(child=OuterRef("child")))
        | (~Q(identity__upn_key="") & Exists(same_upn))
        | (~Q(identity__name_dob_key="") & Exists(same_name))
    )


def _by_school(told: list[Missing], missing: elsewhere.Missing) -> elsewhere.Missing:
    of_request: dict[int, set[int]] = defaultdict(set)
    for one in told:
        of_request[one.request].add(one.who.child)
    return {asked: of_request[asked.request] for asked in missing}
