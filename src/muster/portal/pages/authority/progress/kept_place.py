"""Where somebody was last in the table of schools: kept in their session, a place a collection."""

from muster.portal.collecting.models import Collection
from muster.portal.pages.authority.progress.place_in_list import InList
from muster.portal.pages.shared.gates import PortalRequest

_KEY = "places-in-progress"
_MOST = 10


def kept_place(request: PortalRequest, collection: Collection) -> str:
    """The place as it stands in an address; "" for the beginning."""
    return str(_places(request).get(collection.public_id, ""))


def keep_place(request: PortalRequest, collection: Collection, where: InList) -> None:
    """Remember the place until the session ends, or somebody goes elsewhere in the table."""
    places = _places(request)
    if places.get(collection.public_id, "") == where.query:
        return
    others = [(key, query) for key, query in places.items() if key != collection.public_id]
    request.session[_KEY] = dict([*others[1 - _MOST :], (collection.public_id, where.query)])


def _places(request: PortalRequest) -> dict[str, str]:
    return dict(request.session.get(_KEY, {}))
