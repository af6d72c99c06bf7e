"""What an authority's pages are of, beside its schools: one row a part of an address, as large as it comes."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bench.made_up_authority import TAKEN_ON, opened
from bench.portal_imports import archive_of, work_off

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection, Request
    from muster.portal.organisations.models import Authority

_AGREED_ON = date(2026, 2, 2)
Parts = dict[str, str]
"""By an address's part what stands there."""


def rows_of(made: Path, collection: "Collection") -> Parts:
    """A row for each part, but those that go by the school (`rows_of_school`)."""
    rows = {"export": _export, "reminding": _reminding, "change": _change, "enquiry": _enquiry}
    found = {part: make(collection) for part, make in rows.items()}
    of_files: dict[str, Callable[[Path, Collection], str]] = {"batch": _batch, "upload": _upload}
    found |= {part: make(made, collection) for part, make in of_files.items()}
    found |= {"membership": _membership(collection), "case": _case(collection)}
    found |= _across(collection) | {"release": _release(collection), "summary": _summary(collection)}
    return found | {"system": "sims", "kind": "schools"}


def rows_of_school(request: "Request") -> Parts:
    """The school's own parts; without a pupil where it has sent nothing, without a report where none was made."""
    from muster.portal.publishing.models import Edition
    from muster.portal.returns.models import Result

    pupil = Result.objects.filter(version__school_return__request=request).order_by("pk").first()
    own = {"school": request.school.public_id, "request_id": request.public_id}
    report = Edition.objects.filter(school_return__request=request, provisional=False).first()
    own |= {"edition": report.public_id} if report else {}
    return own | ({"result": pupil.public_id} if pupil else {})


def collection_of_files(authority: "Authority") -> "Collection":
    """One for which every school has been asked, and has handed in a file."""
    from muster.portal.collecting.actions import ask_schools
    from muster.portal.collecting.practice import Practice
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.once import new_key
    from muster.portal.organisations.models import School
    from muster.portal.returns.actions.handing_in import hand_in

    collection = opened(authority, "file_only", title="Phonics screening check 2026", practice=Practice())
    schools = list(School.objects.filter(authority=authority))
    for request in ask_schools(SYSTEM, collection, schools).requests:
        hand_in(SYSTEM, request, 1, "phonics.pdf", b"%PDF-1.7 a made-up file", new_key())
    return collection


def draft_of_the_next_year(collection: "Collection") -> "Collection":
    """One of results that nobody has set up yet."""
    from muster.portal.collecting.actions import draft_collection
    from muster.portal.collecting.terms import terms_of_year
    from muster.portal.foundation.actor import SYSTEM

    year = collection.year + 1
    return draft_collection(SYSTEM, collection.authority, year, terms_of_year(year), collection.Kind.KS1)


def _case(collection: "Collection") -> str:
    """One of 300 pupils in two places, of whom nobody has said when they changed school."""
    from itertools import pairwise

    from muster.portal.duplicates.models import Case, Side
    from muster.portal.returns.claims import claims
    from muster.portal.returns.models import Result

    sent: dict[Request, list[Result]] = {}
    for row in claims(collection).select_related("child", "version__school_return__request").order_by("pk"):
        sent.setdefault(row.version.school_return.request, []).append(row)
    cases, sides, moved = [], [], []
    for (first, own), (second, others) in pairwise(sent.items()):
        # Each school has received a pupil from the one before, and lost another to the one after.
        case = Case(authority=collection.authority, collection=collection, kind=Case.Kind.SAME_UPN)
        cases.append(case)
        sides += [Side(authority=case.authority, case=case, request=one, child=own[0].child) for one in (first, second)]
        others[-1].child = own[0].child
        moved.append(others[-1])
    Case.objects.bulk_create(cases)
    Side.objects.bulk_create(sides)
    Result.objects.bulk_update(moved, ["child"])
    return cases[0].public_id


def _across(collection: "Collection") -> Parts:
    """An agreement with a neighbour, and a pupil who has sent results here whom the neighbour has too."""
    from muster.portal.duplicates.actions.agreeing import Recording, record_agreement
    from muster.portal.duplicates.models import Match
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.public_ids import new_public_id
    from muster.portal.organisations.models import Authority
    from muster.portal.pupils.models import Child
    from muster.portal.returns.claims import claims

    ours, theirs = collection.authority, Authority.objects.create(la="999", name="Neighbourshire")
    own = claims(collection).select_related("child").earliest("pk").child
    pair, made = new_public_id(), []
    for one, other, child in ((theirs, ours, Child.objects.create(authority=theirs)), (ours, theirs, own)):
        agreed = record_agreement(SYSTEM, one, Recording(other.la, "ISA 12/2026", _AGREED_ON))
        row = {"authority": one, "agreement": agreed, "pair": pair, "collection": collection, "child": child}
        made.append(Match.objects.create(**row))
    return {"agreement": made[-1].agreement.public_id, "match": made[-1].public_id}


def _export(collection: "Collection") -> str:
    from muster.portal.casework.actions.exporting import Wanted, ask_for_export
    from muster.portal.casework.models import Export
    from muster.portal.foundation import work
    from muster.portal.foundation.actor import SYSTEM

    asked = ask_for_export(SYSTEM, collection, Wanted(Export.Kind.CTFS, Export.Form.ZIP))
    assert work.do("exports", asked.public_id)
    return asked.public_id


def _release(collection: "Collection") -> str:
    """Every accepted school's reports made, half of them published, the others to be published tomorrow."""
    from muster.portal.foundation import clock, work
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.publishing.actions import releasing, runs
    from muster.portal.publishing.models import Edition

    run = runs.begin_run(SYSTEM, collection)
    while run.returns.filter(finished_at=None, stopped_at=None).exists():
        assert work.do(runs.WORK, run.public_id)
    made = Edition.objects.filter(school_return__request__collection=collection, provisional=False)
    returns = sorted(set(made.values_list("school_return__public_id", flat=True)))
    assert work.do(releasing.WORK, releasing.release(SYSTEM, collection, returns[::2]).public_id)
    return releasing.release(SYSTEM, collection, at=clock.now() + timedelta(days=1)).public_id


def _summary(collection: "Collection") -> str:
    """The summary of all accepted schools, not the one for publication."""
    from muster.portal.foundation import work
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.publishing.actions import summaries
    from muster.portal.publishing.models import CollectionEdition

    assert work.do(summaries.WORK, summaries.ask_for_summary(SYSTEM, collection).public_id)
    return CollectionEdition.objects.get(collection=collection, kind=CollectionEdition.Kind.AUTHORITY).public_id


def _reminding(collection: "Collection") -> str:
    from muster.portal.casework.actions.reminding import set_reminding
    from muster.portal.casework.models import Reminding
    from muster.portal.foundation import clock
    from muster.portal.foundation.actor import SYSTEM

    due = clock.now().replace(second=0, microsecond=0) + timedelta(days=1)
    return set_reminding(SYSTEM, collection, Reminding.To.NOTHING_SENT, due_at=due).public_id


def _change(collection: "Collection") -> str:
    from muster.portal.organisations.models import HeadChange, Membership, Role

    now = Membership.objects.filter(authority=collection.authority, role=Role.HEAD).select_related("person", "school")
    head = now.earliest("pk")
    assert head.school is not None
    made = HeadChange.objects.create(
        authority=collection.authority,
        school=head.school,
        name="The head to be",
        email="next@benchshire.example",
        asked_by=head.person,
        asked_by_name=head.person.name,
    )
    return made.public_id


def _enquiry(collection: "Collection") -> str:
    from muster.portal.casework.actions.enquiries import Asked, open_enquiry
    from muster.portal.casework.models import EnquiryKind
    from muster.portal.foundation.actor import SYSTEM

    asked = Asked(kind=EnquiryKind.QUESTION, name="A head", email="head@benchshire.example", text="How is it done?")
    return open_enquiry(SYSTEM, collection.authority, asked).public_id


def _batch(made: Path, collection: "Collection") -> str:
    """Every school's file brought in once more, and looked at."""
    from muster.portal.casework.actions.importing import Given, begin_import
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.once import new_key

    given = Given("returns.zip", io.BytesIO(archive_of(made / "returns")))
    batch = begin_import(SYSTEM, collection, [given], new_key())
    work_off(batch.public_id)
    return batch.public_id


def _upload(made: Path, collection: "Collection") -> str:
    """The roll once more, read and previewed."""
    from bench.portal_tables import previewed
    from muster.portal.casework.actions.tables import OfRoll, take_table
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.rolls.models import TableKind

    content, roll = (made / "roll.csv").read_bytes(), OfRoll(collection, TAKEN_ON)
    taken = take_table(SYSTEM, collection.authority, TableKind.ROLL, "roll.csv", content, roll)
    return previewed(taken).public_id


def _membership(collection: "Collection") -> str:
    from muster.portal.organisations.models import Membership

    return Membership.objects.filter(authority=collection.authority, school=None).earliest("pk").public_id
