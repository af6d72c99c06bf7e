"""The keys of one authority's pupils for an agreement: which there should be, and which returns have gone on since."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet, Sum

from muster.formats.names import child_key
from muster.formats.upn import is_well_formed, tidy_upn
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.across_sides import Agreed
from muster.portal.duplicates.models import AcrossKey, Agreement, KeyedReturn
from muster.portal.foundation.crypto import crossing_key
from muster.portal.foundation.matching import one_of, one_of_keys
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import opened
from muster.portal.returns.claims import claims
from muster.portal.returns.models import IdentityCorrection
from muster.portal.returns.put_right import with_present

_RETURN = "version__school_return"


class Made(NamedTuple):
    """A key that a pupil should have: of which return and child (their keys), what it stands for, and its value."""

    school_return: int
    child: int
    kind: AcrossKey.Kind
    key: str


class Due(NamedTuple):
    """What has gone on since keys were made: returns to be keyed, with what they are now, and those keyed in vain."""

    stale: dict[int, str]
    gone: list[int]

    def __bool__(self) -> bool:
        return bool(self.stale or self.gone)


def due(agreed: Agreed, collection: Collection | None) -> Due:
    """What is to be keyed anew for this side, and the keyed returns of which nothing counts any more. Three queries."""
    present = built_from(collection) if collection else {}
    rows = KeyedReturn.objects.filter(agreement=agreed.ours)
    held = dict(rows.values_list("school_return_id", "built_from"))
    stale = {key: told for key, told in present.items() if held.get(key) != told}
    return Due(stale, [key for key in held if key not in present])


def built_from(collection: Collection) -> dict[int, str]:
    """By return's key what its pupils' keys are made of.

    It differs once a pupil came, went, was put right, protected or erased.
    """
    rows = claims(collection).order_by().values_list(_RETURN).annotate(
        revision=Max(f"{_RETURN}__revision"),
        version=Max("version"),
        pupils=Count("pk"),
        children=Sum("child__revision"),
        erased=Count("identity__erased_at"),
    )  # fmt: skip
    corrected = _corrected(collection)
    return {key: " ".join(map(str, (*told, *corrected.get(key, ())))) for key, *told in rows}


def keys_of(agreed: Agreed, collection: Collection, returns: Iterable[int]) -> Iterator[Made]:
    """The keys that the pupils of these returns should have. A protected child has none."""
    rows = claims(collection).filter(**{f"{_RETURN}__in": one_of_keys(returns)})
    sent = list(with_present(rows).values_list(_RETURN, "child__protected", "present"))
    identities = Identity.objects.filter(pk__in=one_of_keys(present for _, _, present in sent))
    children = dict(identities.values_list("pk", "child"))
    who = opened(identities)
    for school_return, protected, present in sent:
        record = who[present].record
        if record is not None and not protected and not who[present].is_protected:
            for kind, key in _keys(record, f"{collection.year}|{agreed.name}"):
                yield Made(school_return, children[present], kind, key)


def pairs_of(agreed: Agreed) -> dict[tuple[int, int], list[str]]:
    """The children (their keys, ours and theirs) that the two sides' keys say are one, with the kinds that say so."""
    ours, theirs = (_of_side(one) for one in agreed)
    own: dict[str, list[int]] = {}
    for key, child in ours.filter(key__in=theirs.values("key")).values_list("key", "child"):
        own.setdefault(key, []).append(child)
    found: dict[tuple[int, int], set[str]] = {}
    for key, kind, child in theirs.filter(key__in=one_of(list(own))).values_list("key", "kind", "child"):
        for other in own[key]:
            found.setdefault((other, child), set()).add(kind)
    return {pair: sorted(said, key=_ORDER.index) for pair, said in found.items()}


def _of_side(agreement: Agreement) -> QuerySet[AcrossKey]:
    """The side's keys, but for pupils who have been protected since these were made."""
    return AcrossKey.objects.filter(keyed__agreement=agreement, child__protected=False)


def _keys(record: IdentityRecord, about: str) -> Iterator[tuple[AcrossKey.Kind, str]]:
    """What is no UPN has no key: two schools that write "unknown" do not mean one child."""
    for upn in dict.fromkeys(map(tidy_upn, (record.upn, record.former_upn))):
        if is_well_formed(upn):
            yield AcrossKey.Kind.UPN, crossing_key(f"{AcrossKey.Kind.UPN}|{about}", upn)
    if name := child_key(record.surname, record.forename, record.dob):
        yield AcrossKey.Kind.NAME, crossing_key(f"{AcrossKey.Kind.NAME}|{about}", name)


def _corrected(collection: Collection) -> dict[int, tuple[int, ...]]:
    of_return = f"result__{_RETURN}"
    rows = IdentityCorrection.objects.filter(**{f"{of_return}__request__collection": collection}).order_by()
    told = rows.values_list(of_return).annotate(Count("pk"), Sum("after__child__revision"), Count("after__erased_at"))
    return {key: tuple(numbers) for key, *numbers in told}


_ORDER = [kind.value for kind in AcrossKey.Kind]
