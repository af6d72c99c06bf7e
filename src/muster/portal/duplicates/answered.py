"""Of pupils missing from schools' results those whom another has sent: what X04 says, for whoever counts C01."""

from collections import defaultdict

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
from muster.portal.returns import elsewhere
from muster.portal.returns.claims import counting_versions
from muster.portal.rolls.models import ExpectedPupil


def answered_elsewhere(collection: Collection, missing: elsewhere.Missing) -> elsewhere.Missing:
    """Those of the missing whom another school has sent, as X04 says it.

    Never a protected pupil, nor one whom their own school submits all the same. Looked at are those of whom a look has
    found a case, so that it is one query where there is none; what holds is told by what is sent now.
    """
    found = _found(missing)
    if not found:
        return {}
    absent = _absent(collection, found)
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
    return _by_school(told, found)


def _found(missing: elsewhere.Missing) -> elsewhere.Missing:
    """Those of them who are in a case."""
    children = {child for several in missing.values() for child in several}
    rows = Side.objects.filter(request__in=[one.request for one in missing], child__in=one_of_keys(children))
    sides = set(rows.values_list("request_id", "child_id"))
    found = {one: {child for child in several if (one.request, child) in sides} for one, several in missing.items()}
    return {one: several for one, several in found.items() if several}


def _absent(collection: Collection, missing: elsewhere.Missing) -> list[Missing]:
    """The missing as the roll has them; those erased are left out. One query."""
    requests = {asked.school: asked.request for asked in missing}
    wanted = {(asked.school, child) for asked, children in missing.items() for child in children}
    rows = ExpectedPupil.objects.filter(
        collection=collection, child__in=one_of_keys({child for _, child in wanted}), identity__erased_at=None
    )
    keys = ("identity__upn_key", "identity__former_upn_key", "identity__name_dob_key")
    columns = ("school_id", "identity_id", "child_id", "child__protected", *keys)
    return [
        Missing(requests[school], identity, Who(child, *told))
        for school, identity, child, *told in rows.values_list(*columns)
        if (school, child) in wanted
    ]


def _by_school(told: list[Missing], missing: elsewhere.Missing) -> elsewhere.Missing:
    of_request: dict[int, set[int]] = defaultdict(set)
    for one in told:
        of_request[one.request].add(one.who.child)
    return {asked: of_request[asked.request] for asked in missing}
