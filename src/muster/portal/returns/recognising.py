"""Pupils of whom too little is told to know them anywhere, known again by their names within their own return."""

from collections import Counter
from collections.abc import Iterable, Sequence

from muster.formats.names import name_key
from muster.formats.upn import number_in
from muster.portal.foundation.crypto import vault_of
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Result, Version
from muster.portal.returns.sealing import content_of
from muster.records import PupilRecord

_NOBODY = name_key("", "")


def known_by_name(before: Version | None, pupils: Sequence[PupilRecord]) -> dict[int, Child]:
    """By place among `pupils`, the child of the version before who has the same name and is not told otherwise.

    Only where the name stands once in either version, the sex is no other, and one of the two has neither a date of
    birth nor what has the shape of a UPN: whoever has either is known by it. So what a school has said of such a pupil
    lasts, also once it adds what was missing. Nobody is known as a child who was erased.
    """
    if before is None or not (any(map(_is_vague, pupils)) or _has_vague(before)):
        return {}
    earlier = content_of(before, vault_of(before.authority.public_id)).pupils
    places, now = _once(earlier), _once(pupils)
    children = _children(before)
    return {
        place: children[places[name]]
        for name, place in now.items()
        if name in places and places[name] in children and _may_be(earlier[places[name]], pupils[place])
    }


def _is_vague(pupil: PupilRecord) -> bool:
    return pupil.dob is None and not number_in(pupil.upn)


def _has_vague(version: Version) -> bool:
    keyless = Result.objects.filter(version=version, identity__upn_key="", identity__name_dob_key="")
    return keyless.filter(identity__erased_at=None).exists()


def _once(pupils: Sequence[PupilRecord]) -> dict[str, int]:
    """The place of each name that stands once."""
    names = [name_key(one.surname, one.forename) for one in pupils]
    counts = Counter(names)
    return {name: place for place, name in enumerate(names) if counts[name] == 1 and name != _NOBODY}


def _children(version: Version) -> dict[int, Child]:
    rows: Iterable[Result] = Result.objects.filter(version=version, identity__erased_at=None).select_related("child")
    return {row.place: row.child for row in rows}


def _may_be(earlier: PupilRecord, pupil: PupilRecord) -> bool:
    sexes = {one.sex.upper() for one in (earlier, pupil) if one.sex}
    return (_is_vague(earlier) or _is_vague(pupil)) and len(sexes) < 2
