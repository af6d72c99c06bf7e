"""How the kinds of tables, and what a load comes to, are called on pages."""

from collections.abc import Mapping

from muster.portal.rolls.models import TableKind

NAMES: Mapping[str, str] = {
    TableKind.SCHOOLS: "Schools",
    TableKind.ROLL: "Expected pupils",
    TableKind.HISTORY: "Results of former years",
    TableKind.PEOPLE: "People at schools",
}
OF_AUTHORITY = (TableKind.SCHOOLS, TableKind.HISTORY, TableKind.PEOPLE)
"""The kinds that belong to no collection."""

_UNITS = {
    TableKind.SCHOOLS: ("school", "schools"),
    TableKind.ROLL: ("pupil", "pupils"),
    TableKind.HISTORY: ("figure", "figures"),
    TableKind.PEOPLE: ("person", "people"),
}
_COUNTS = {
    "pupils": "in the table",
    "schools": "with pupils in the table",
    "added": "added",
    "changed": "changed",
    "unchanged": "as before",
    "gone": "no longer in the roll",
    "merged": "merged into others",
}


def counts_in_words(kind: str, counts: Mapping[str, int]) -> list[str]:
    """Each count that is not nothing, as people read it: "12 pupils added"."""
    said = []
    for name, words in _COUNTS.items():
        if counts.get(name):
            unit = ("school", "schools") if name == "schools" else _UNITS[TableKind(kind)]
            said.append(f"{counts[name]:,} {unit[counts[name] != 1]} {words}")
    return said
