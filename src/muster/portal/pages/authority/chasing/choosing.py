"""Choosing schools for a mail: a list narrowed by its address, each school ticked to begin with."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import msgspec
from django import forms
from django.http import QueryDict

from muster.formats.names import fold
from muster.portal.organisations.models import School
from muster.portal.pages.shared.forms import Form

_ANY = [("", "Any")]
_LONGEST = 100


class Narrowed(msgspec.Struct, frozen=True):
    """What the list of schools is narrowed to; "" for anything."""

    q: str = ""
    trust: str = ""
    area: str = ""
    type: str = ""

    @property
    def query(self) -> str:
        """This as it stands in an address; "" where nothing is narrowed."""
        return urlencode({name: value for name, value in msgspec.structs.asdict(self).items() if value})

    def fits(self, school: School) -> bool:
        """Whether the school is among those looked for."""
        trust = school.trust
        said = fold(" ".join((school.name, school.number, school.urn, trust.name if trust else "")))
        return (
            all(fold(word) in said for word in self.q.split())
            and (not self.trust or (trust is not None and trust.public_id == self.trust))
            and (not self.area or self.area in school.areas)
            and (not self.type or school.type == self.type)
        )


def narrowed_by(given: QueryDict) -> Narrowed:
    """What an address says."""
    names = ("q", "trust", "area", "type")
    return Narrowed(**{name: " ".join(given.get(name, "").split())[:_LONGEST] for name in names})


class NarrowForm(Form):
    """What to look for: shown only, for it travels in the address. What no school has is not asked for."""

    q = forms.CharField(label="Find a school", help_text="Its name, number, URN or trust.")
    trust = forms.ChoiceField(label="Trust")
    area = forms.ChoiceField(label="Area")
    type = forms.ChoiceField(label="Type")

    def __init__(self, schools: Iterable[School], narrowed: Narrowed) -> None:
        super().__init__(initial=msgspec.structs.asdict(narrowed))
        here = list(schools)
        trusts = {(one.trust.public_id, one.trust.name) for one in here if one.trust}
        self._offer("trust", sorted(trusts, key=lambda trust: fold(trust[1])))
        self._offer("area", [(name, name) for name in sorted({str(area) for one in here for area in one.areas})])
        self._offer("type", [(name, name) for name in sorted({one.type for one in here if one.type})])

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = [*_ANY, *choices]
        else:
            del self.fields[name]


class Ticked(msgspec.Struct, frozen=True, kw_only=True):
    """A school's line in such a list: why it is there, and what is to be known before it is written to.

    `id` is the checkbox's own: the first is where the form's faults lead.
    """

    id: str
    school: School
    about: str = ""
    ticked: bool = True


class TickForm(Form):
    """The schools ticked. `known` are all that may be: also those that the list does not show now."""

    schools = forms.MultipleChoiceField(
        label="Schools",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick the schools that you want to write to.",
            "invalid_choice": "One of these schools cannot be written to any more. Look through the list again.",
        },
    )

    def __init__(
        self,
        known: Iterable[School],
        data: Any = None,  # noqa: ANN401 - what was posted
        *,
        begin: bool = True,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self._begin = begin
        self.fields["schools"].choices = [(one.public_id, one.name) for one in known]  # type: ignore[attr-defined]

    def is_ticked(self, school: School) -> bool:
        """Whether the school is ticked: as they begin (`begin`) before anything was sent."""
        return school.public_id in self._sent if self.is_bound else self._begin

    def line(self, number: int, school: School, about: str) -> Ticked:
        """The school's line in the list, at this place from 0 on."""
        return Ticked(id=f"id_schools_{number}", school=school, about=about, ticked=self.is_ticked(school))

    @cached_property
    def _sent(self) -> frozenset[str]:
        return frozenset(self["schools"].data or ())


def begins_ticked(given: QueryDict) -> bool:
    """Whether the address has all schools ticked to begin with, as is usual, or none."""
    return given.get("tick") != "none"
