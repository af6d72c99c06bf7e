"""In which form a school's figures are shown: what leads, and which schools it is compared with."""

from enum import StrEnum

from muster.measures.counting import Counts
from muster.measures.smallness import is_small

_SPECIAL, _INFANT = "special", "infant"


class Form(StrEnum):
    """The first that holds, in this order: special, small, infant, mainstream."""

    SPECIAL = "special"
    SMALL = "small"
    INFANT = "infant"
    MAINSTREAM = "mainstream"


def is_special(type_of_school: str, phase: str) -> bool:
    """Whether the school is a special one, by its type or phase as the Department for Education names them."""
    return _SPECIAL in f"{type_of_school} {phase}".casefold()


def is_infant(type_of_school: str, phase: str) -> bool:
    """Whether it is an infant school, whose comparators are infant schools."""
    return _INFANT in f"{type_of_school} {phase}".casefold()


def kind_of_school(type_of_school: str, phase: str) -> str:
    """Of which kind a school is, where schools of the kind are compared with each other; "" an ordinary one."""
    if is_special(type_of_school, phase):
        return _SPECIAL
    return _INFANT if is_infant(type_of_school, phase) else ""


def low_leads(counts: Counts, type_of_school: str, phase: str) -> bool:
    """Whether the distribution of PK and EM comes first, no line says 0 %, and no change is judged."""
    return is_special(type_of_school, phase) or counts.is_mostly_low


def form_of(counts: Counts, type_of_school: str, phase: str) -> Form:
    """The form for these results of a school of this type and phase."""
    if low_leads(counts, type_of_school, phase):
        return Form.SPECIAL
    if is_small(counts.eligible):
        return Form.SMALL
    return Form.INFANT if is_infant(type_of_school, phase) else Form.MAINSTREAM
