"""Data of a pupil that the collection does not need: noticed by its element's name, told by group, never kept."""

from lxml import etree

_OTHER = "other details"
_GROUPS = {
    "uniquelearnernumber": "unique learner number",
    "uci": "unique candidate identifier",
    "formersurname": "other names",
    "formerforename": "other names",
    "middlenames": "other names",
    "ethnicity": "ethnicity",
    "ethnicitysource": "ethnicity",
    "languages": "languages",
    "servicechild": "service families",
    "medicalflag": "medical details",
    "disabilities": "disabilities",
    "fsmhistory": "free school meals",
    "nawdetails": "details for Wales",
    "lookedafter": "looked-after children",
    "senhistory": "special educational needs",
    "address": "addresses",
    "phones": "telephone numbers",
    "email": "e-mail addresses",
    "contacts": "contacts",
    "attendance": "attendance",
    "suppinfo": "supplier's own data",
    "school": "other schools",
    "leavingreason": "reasons for leaving",
}


class Discarded:
    """The groups of personal data met in one file and not kept."""

    def __init__(self) -> None:
        self._groups: set[str] = set()

    def note(self, name: str) -> None:
        """Note data of an element with this name, known not to be empty."""
        self._groups.add(_GROUPS.get(name, _OTHER))

    def meet(self, name: str, element: etree._Element) -> None:
        """Note an element that is not kept, unless neither it nor anything in it has a text."""
        group = _GROUPS.get(name, _OTHER)
        if group not in self._groups and any(part.text and not part.text.isspace() for part in element.iter()):
            self._groups.add(group)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups in plain words, sorted."""
        return tuple(sorted(self._groups))
