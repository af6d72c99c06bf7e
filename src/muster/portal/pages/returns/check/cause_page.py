"""One cause in a return as its page works through it: a row a pupil, with what can be changed on the spot."""

from collections.abc import Iterable, Iterator

import msgspec

from muster.framework import Framework
from muster.portal.collecting.terms import framework_of
from muster.portal.foundation.crypto import vault_of
from muster.portal.pages.returns.check.offered import WRONG_CODES, fields_for, suggestion
from muster.portal.pages.returns.of_cause import OfCause
from muster.portal.pages.returns.place import Place
from muster.portal.returns.checking import beside
from muster.portal.returns.listing import Listed, Listing
from muster.portal.returns.models import PupilAnswer, Version
from muster.portal.returns.reads.causes import CauseHere, causes_of_return
from muster.portal.returns.reads.findings import Found
from muster.portal.returns.reads.worksheets import Sheet, pupils_listed, sheet_of
from muster.portal.returns.reasons import Reason, reasons_for
from muster.portal.returns.saying import Explained, said_of
from muster.rules import view_return
from muster.rules.engine import each_concerned
from muster.rules.pupil_view import full_name
from muster.rules.registry import Found as Seen

MOST_ROWS = 100
"""More pupils than this are not shown at a time: a form has its limits, and so have people."""

_ANSWERED_ELSEWHERE = frozenset({"C01", "C02"})
_LABELS = {
    "upn": "UPN",
    "surname": "Surname",
    "forename": "Forename",
    "dob": "Date of birth",
    "sex": "Sex",
    "nc_year": "NC year",
    "leave_out": "Take out",
}


class Asked(msgspec.Struct, frozen=True):
    """One question or error on a pupil or the file: its public id, its words, what the school has said.

    `against` is what it said of a pupil that settles nothing.
    """

    id: str
    said: str
    is_open: bool
    explained: Explained | None
    against: PupilAnswer | None = None


class Row(msgspec.Struct, frozen=True):
    """A pupil concerned, or the whole file (`listing` None).

    `fields` can be changed; `instead` says, by subject, what a wrong code is to be read as.
    """

    listing: Listing | None
    who: str
    asked: tuple[Asked, ...]
    fields: tuple[str, ...]
    instead: dict[str, str] = {}


class Suggestion(msgspec.Struct, frozen=True):
    """What many pupils' wrong codes are to be read as, offered as one button."""

    field: str
    code: str
    listings: tuple[Listing, ...]

    @property
    def value(self) -> str:
        """The button's value."""
        return f"{self.field}-{self.code}"


class CausePage(OfCause, frozen=True):
    """Everything about one cause in a return."""

    rows: tuple[Row, ...]
    listed: Listed
    sheet: Sheet
    framework: Framework
    version: Version

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows that the page has room for."""
        return self.rows[:MOST_ROWS]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that some row offers, outcomes first."""
        order = (*self.framework.by_key, *_LABELS)
        offered = {field for row in self.rows for field in row.fields}
        return tuple(field for field in order if field in offered)

    @property
    def bulk(self) -> tuple[str, ...]:
        """The subjects in which all rows can be set at once."""
        return tuple(
            field
            for field in self.fields
            if field in self.framework.by_key and sum(field in row.fields for row in self.rows) > 1
        )

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The buttons that set many at once."""
        together: dict[tuple[str, str], list[Listing]] = {}
        for row in self.rows:
            for field, code in row.instead.items():
                if row.listing is not None:
                    together.setdefault((field, code), []).append(row.listing)
        return tuple(Suggestion(field, code, tuple(rows)) for (field, code), rows in together.items())

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons to choose from; none where it cannot be explained."""
        return reasons_for(self.rule) if self.here.is_question and self.rule != "C01" else ()

    @property
    def is_about_movement(self) -> bool:
        """Whether it is settled by saying where the pupils are."""
        return self.rule in _ANSWERED_ELSEWHERE

    def label(self, field: str) -> str:
        """What a field is called."""
        return _LABELS.get(field) or self.framework.by_key[field].label.capitalize()


def cause_page(place: Place, rule: str) -> CausePage | None:
    """The page on a cause; None where the newest check did not find it."""
    version = place.school_return.version
    causes = causes_of_return(place.visit.scope, place.school_return, version) if version else []
    here = next((one for one in causes if one.cause.rule.id == rule), None)
    if here is None or version is None:
        return None
    listed, framework = pupils_listed(place.visit.scope, version), framework_of(place.collection.year)
    rows = tuple(_rows(place, here, listed, framework))
    return CausePage(here, rows, listed, sheet_of(place.visit.scope, place.school_return), framework, version)


def _rows(place: Place, here: CauseHere, listed: Listed, framework: Framework) -> Iterator[Row]:
    alone = [one for one in here.found if one.row.place is None]
    rule = here.cause.rule.id
    if rule in WRONG_CODES and (alone or here.cause.beyond):
        yield from _merged(_row_of_seen(seen, listed, framework, rule) for seen in _concerned(place, listed, rule))
        return
    vault = vault_of(place.authority.public_id)
    yield from _merged(
        _row_of_found(one, listed, framework, said_of(one.explanation, vault) if one.explanation else None)
        for one in here.found
    )


def _concerned(place: Place, listed: Listed, rule: str) -> list[Seen]:
    framework = framework_of(place.collection.year)
    return each_concerned(rule, view_return(listed.file, beside(place.request).context, framework))


def _row_of_found(found: Found, listed: Listed, framework: Framework, explained: Explained | None) -> Row:
    finding, place = found.finding, found.row.place
    asked = (Asked(found.row.public_id, finding.message, found.is_open, explained, found.against),)
    who = finding.pupil or finding.upn or ""
    if place is None:
        return Row(None, who, asked, ())
    listing = listed.listings[place]
    seen = Seen(subject=finding.subject, facts=finding.facts)
    fields = fields_for(finding.rule, finding.subject, finding.facts, framework)
    return Row(listing, who or _nobody(listed, place), asked, fields, _instead(seen, framework))


def _row_of_seen(seen: Seen, listed: Listed, framework: Framework, rule: str) -> Row:
    place = seen.pupil.place if seen.pupil else 0
    subject = seen.subject or ""
    said = f"{framework.by_key[subject].label.capitalize()}: {seen.value}" if seen.value else f"Nothing for {subject}"
    asked = (Asked("", said, True, None),)
    fields = fields_for(rule, subject, seen.facts, framework)
    who = (seen.pupil.label if seen.pupil else "") or _nobody(listed, place)
    return Row(listed.listings[place], who, asked, fields, _instead(seen, framework))


def _instead(seen: Seen, framework: Framework) -> dict[str, str]:
    code = suggestion(seen, framework)
    return {seen.subject or "": code} if code else {}


def _nobody(listed: Listed, place: int) -> str:
    record = listed.file.pupils[place]
    return full_name(record.forename, record.surname) or f"Pupil {place + 1} of the file"


def _merged(rows: Iterable[Row]) -> Iterator[Row]:
    """One row a pupil, in the order in which each first came; rows on the whole file stay by themselves."""
    together: dict[Listing | int, Row] = {}
    for number, row in enumerate(rows):
        key = row.listing or number
        other = together.get(key)
        together[key] = _both(other, row) if other else row
    yield from together.values()


def _both(one: Row, other: Row) -> Row:
    fields = tuple(dict.fromkeys((*one.fields, *other.fields)))
    return Row(one.listing, one.who, one.asked + other.asked, fields, one.instead | other.instead)
