"""Rows of either side for the ids in addresses: one maker a part of an address."""

from collections.abc import Callable
from datetime import timedelta

from muster.portal.benchmarks.actions import enter_figures
from muster.portal.casework.actions.exporting import Wanted, ask_for_export
from muster.portal.casework.actions.tables import take_table
from muster.portal.casework.models import BulkImport, Enquiry, EnquiryKind, Export, Reminding
from muster.portal.collecting.actions import Waiving, waive
from muster.portal.collecting.models import Collection, Request
from muster.portal.duplicates.actions.agreeing import Recording, record_agreement
from muster.portal.duplicates.models import Agreement, Ask, Case, Match
from muster.portal.duplicates.models import Side as DuplicateSide
from muster.portal.foundation import clock
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.files import put
from muster.portal.foundation.once import new_key
from muster.portal.foundation.public_ids import new_public_id
from muster.portal.organisations.actions.sessions import keep_form
from muster.portal.organisations.actions.sharing import share_results
from muster.portal.organisations.kept_forms import TypedForm
from muster.portal.organisations.models import Authority, HeadChange, Membership, Trust
from muster.portal.outbox.models import Mail
from muster.portal.publishing.models import CollectionEdition, Edition, Release
from muster.portal.pupils.models import Child
from muster.portal.returns.actions import send_file
from muster.portal.returns.models import Result, Return, TurnedAway, Version
from muster.portal.returns.sealing import close
from muster.portal.rolls.models import ExpectedPupil, TableKind, TableUpload
from muster.reporting.content import authority_summary, pupil_report
from muster.reporting.papers import paper_text
from tests.core.reporting.made_up import inputs
from tests.core.reporting.several import several
from tests.portal.benchmarks.typed import entering
from tests.portal.brought_in import bring_in
from tests.portal.collected import Collected, acting, collect, results_file, roll_entries
from tests.portal.duplicates.neighbours import AGREED_ON, record
from tests.portal.filed import Filed, ask_for_file
from tests.portal.season import Side


def membership(side: Side, route: str) -> str:
    """Somebody's membership: a colleague's at the school, or at the authority where the address is the authority's."""
    person = side.adviser if route.startswith("authority/") else side.reader
    person = side.trust_viewer if route.startswith("trusts/") else person
    return Membership.objects.get(person=person).public_id


def change(side: Side, route: str) -> str:
    """A new head that waits for the authority."""
    found = HeadChange.objects.filter(school=side.other_school).first() or HeadChange.objects.create(
        authority=side.authority,
        school=side.other_school,
        name="Sam Newzqxhead",
        email=f"new-head-{side.authority.la}@{_host(side)}",
        asked_by=side.other_head,
        asked_by_name=side.other_head.name,
    )
    return found.public_id


def mail(side: Side, route: str) -> str:
    """A mail of the authority's that could not be delivered."""
    made = Mail.objects.create(
        authority=side.authority.public_id,
        template="first_access",
        to_address=side.head.email,
        sealed=b"",
        queued_at=clock.now(),
        stopped_at=clock.now(),
        blanked_at=clock.now(),
    )
    return made.public_id


def enquiry(side: Side, route: str) -> str:
    """A question of the head's to their data team."""
    made = Enquiry.objects.create(
        authority=side.authority,
        reference=f"{Enquiry.objects.filter(authority=side.authority).count():06}",
        kind=EnquiryKind.QUESTION,
        person=side.head,
        school=side.school,
        name=side.head.name,
        email=side.head.email,
        changed_at=clock.now(),
        changed_by_name=side.head.name,
    )
    return made.public_id


def form(side: Side, route: str) -> str:
    """A form of the head's that came too late."""
    kept = keep_form(side.head, TypedForm("/home/", [("text", "typed")], []))
    assert kept is not None
    return kept.public_id


def request(side: Side, route: str) -> str:
    """What the authority asks of its school: a file alone, where the address is of that."""
    if "/file/" in route and "version" not in route:
        return _filed(side).request.public_id
    found = _asked(side)
    return found.public_id if found else collect(side).request.public_id


def turned_away(side: Side, route: str) -> str:
    """A file of the school's that was stopped."""
    asked = (
        Request.objects.filter(school=side.school, collection__kind=Collection.Kind.KS1).first()
        or collect(side).request
    )
    school_return = Return.objects.filter(request=asked).first() or Return.objects.create(
        authority=side.authority, request=asked, school=side.school
    )
    stopped = TurnedAway(
        authority=side.authority, school_return=school_return, file_name="a.xml", size=1, by_name=side.head.name
    )
    stopped.sealed = close(stopped, "findings", [], vault_of(side.authority.public_id))
    stopped.save()
    return stopped.public_id


def version(side: Side, route: str) -> str:
    """A file of the school's that was received."""
    asked = (
        Request.objects.filter(school=side.school, collection__kind=Collection.Kind.KS1)
        .select_related("collection__authority", "school")
        .first()
    )
    request_ = asked or collect(side).request
    found = Version.objects.filter(school_return__request=request_).first()
    if found is not None:
        return found.public_id
    content = results_file(roll_entries(side.school))
    return send_file(acting(side.head), request_, 1, "results.xml", content, new_key()).version


def edition(side: Side, route: str) -> str:
    """A report of the school's results."""
    of = Version.objects.select_related("authority", "school_return").get(public_id=version(side, route))
    found = Edition.objects.filter(school_return=of.school_return).first()
    return (found or _edition(of)).public_id


def _edition(of: Version) -> Edition:
    kept = put(of.authority.public_id, b"%PDF-1.7")
    paper = put(of.authority.public_id, paper_text(pupil_report(inputs(()))))
    return Edition.objects.create(
        authority=of.authority,
        school_return=of.school_return,
        version=of,
        kind=Edition.Kind.PUPILS,
        number=1,
        provisional=True,
        built_from="0" * 64,
        name="100001_KS1 2026 pupils.pdf",
        file=kept.name,
        paper=paper.name,
        sha256=kept.sha256,
        size=kept.size,
    )


def release(side: Side, route: str) -> str:
    """Reports that are set to be published tomorrow."""
    of, due = Collection.objects.get(public_id=collection(side, route)), clock.now() + timedelta(days=1)
    by = {"by": side.officer.public_id, "by_name": side.officer.name}
    return Release.objects.create(authority=side.authority, collection=of, at=due, not_before=due, **by).public_id


def summary(side: Side, route: str) -> str:
    """A report of several schools: the trust's, where the address is a trust's."""
    of = Collection.objects.get(public_id=collection(side, route))
    of_trust = side.trust if route.startswith("trusts/") else None
    found = CollectionEdition.objects.filter(collection=of, trust=of_trust).first()
    return (found or _summary(of, of_trust)).public_id


def _summary(of: Collection, of_trust: Trust | None) -> CollectionEdition:
    paper = paper_text(authority_summary(several(name=of.authority.name, authority=of.authority.name)))
    kept, kept_paper = (put(of.authority.public_id, one) for one in (b"%PDF-1.7", paper))
    return CollectionEdition.objects.create(
        authority=of.authority,
        collection=of,
        trust=of_trust,
        kind=CollectionEdition.Kind.TRUST if of_trust else CollectionEdition.Kind.AUTHORITY,
        number=1,
        built_from="0" * 64,
        name="KS1 2026 summary.pdf",
        file=kept.name,
        paper=kept_paper.name,
        sha256=kept.sha256,
        size=kept.size,
    )


def trust(side: Side, route: str) -> str:
    """The authority's trust."""
    return side.trust.public_id


def shared(side: Side, route: str) -> str:
    """The school's leave for a trust to see its figures."""
    return share_results(acting(side.head), side.school, side.trust).public_id


def collection(side: Side, route: str) -> str:
    """A collection of the authority's: of files alone, where the address is of that."""
    if "/file" in route:
        return _filed(side).collection.public_id
    if route.startswith("trusts/"):
        return _asked_of_academy(side).public_id
    found = Collection.objects.filter(authority=side.authority, kind=Collection.Kind.KS1).first()
    return found.public_id if found else collect(side).collection.public_id


def waiver(side: Side, route: str) -> str:
    """A check that is waived for the school."""
    asked = Request.objects.filter(school=side.school).select_related("collection", "school").first()
    row, (rule, reason, who) = asked or collect(side).request, ("R01", "Agreed for this year.", "Olu Okafor")
    return waive(acting(side.officer), row, Waiving(rule, reason, who)).public_id


def handed_in(side: Side, route: str) -> str:
    """A file that the school handed in."""
    return _filed(side).send().handed_in


def _asked(side: Side) -> Request | None:
    """What was asked of the school's results."""
    rows = Request.objects.filter(school=side.school, collection__kind=Collection.Kind.KS1)
    return rows.select_related("collection__authority", "school").first()


def _filed(side: Side) -> Filed:
    request_ = Request.objects.filter(school=side.school, collection__kind=Collection.Kind.FILE_ONLY).first()
    return Filed(side, request_.collection, request_) if request_ else ask_for_file(side)


def upload(side: Side, route: str) -> str:
    """A table of schools that an officer is about to load."""
    found = TableUpload.objects.filter(authority=side.authority).first()
    if found is not None:
        return found.public_id
    content = b"la,estab,urn,name\r\n330,2001,100001,Beech Lane Infant School\r\n"
    return take_table(acting(side.officer), side.authority, TableKind.SCHOOLS, "schools.csv", content).public_id


def export(side: Side, route: str) -> str:
    """A file of the collection's that was asked for."""
    of = Collection.objects.get(public_id=collection(side, route))
    asked = Wanted(Export.Kind.ARCHIVE, Export.Form.ZIP)
    return ask_for_export(acting(side.officer), of, asked).public_id


def _asked_of_academy(side: Side) -> Collection:
    asked = Request.objects.filter(school=side.academy).select_related("collection").first()
    return asked.collection if asked else collect(side, school=side.academy).collection


def reminding(side: Side, route: str) -> str:
    """A reminder that is set for later."""
    found = Collection.objects.filter(authority=side.authority).first() or collect(side).collection
    due = clock.now() + timedelta(days=1)
    made = Reminding.objects.create(
        authority=side.authority,
        collection=found,
        to=Reminding.To.NOTHING_SENT,
        due_at=due,
        not_before=due,
        by_name=side.officer.name,
    )
    return made.public_id


def batch(side: Side, route: str) -> str:
    """Files that were brought in together."""
    found = BulkImport.objects.filter(authority=side.authority).first()
    if found is None:
        asked = _asked(side) or collect(side).request
        made = Collected(side, asked.collection, asked, roll_entries(side.school))
        found = bring_in(made, {"a.xml": results_file(made.entries)})
    return found.public_id


def case(side: Side, route: str) -> str:
    """A pupil whom two schools are said to have."""
    return _case(side).public_id


def ask(side: Side, route: str) -> str:
    """A question to a school about such a pupil."""
    of = DuplicateSide.objects.filter(case=_case(side)).order_by("pk")[0]
    return Ask.objects.create(authority=side.authority, side=of, asked_by_name=side.officer.name).public_id


def _case(side: Side) -> Case:
    found = Case.objects.filter(authority=side.authority).first()
    if found is not None:
        return found
    asked = _asked(side) or collect(side).request
    made = Case.objects.create(authority=side.authority, collection=asked.collection, kind=Case.Kind.SAME_UPN)
    child = ExpectedPupil.objects.filter(collection=asked.collection)[0].child
    DuplicateSide.objects.create(authority=side.authority, case=made, request=asked, child=child)
    return made


def result(side: Side, route: str) -> str:
    """A pupil's results in a version."""
    found = version(side, route)
    return Result.objects.filter(version__public_id=found).order_by("place")[0].public_id


def agreement(side: Side, route: str) -> str:
    """The side's record of an agreement with a third authority."""
    found = Agreement.objects.filter(authority=side.authority, ended_at=None).first()
    return found.public_id if found else record(side, _third(side)).public_id


def match(side: Side, route: str) -> str:
    """A pupil whom the third authority has too."""
    third = _third(side)
    ours = Agreement.objects.get(public_id=agreement(side, route))
    record_agreement(acting(side.manager), third, Recording(side.authority.la, "ISA", AGREED_ON))
    pair, made = new_public_id(), []
    for row in (ours, Agreement.objects.get(authority=third)):
        child = Child.objects.create(authority=row.authority)
        held = Collection.objects.filter(authority=side.authority).first() or collect(side).collection
        made.append(
            Match.objects.create(authority=row.authority, agreement=row, pair=pair, collection=held, child=child)
        )
    return made[0].public_id


def _third(side: Side) -> Authority:
    la = f"{int(side.authority.la) + 10}"
    found = Authority.objects.filter(la=la).first()
    return found or Authority.objects.create(la=la, name="Westshire", team_email="data@c.example")


def figures(side: Side, route: str) -> str:
    """A set of national figures that the authority's officer entered."""
    asked = Collection.objects.filter(authority=side.authority, kind=Collection.Kind.KS1).first()
    return enter_figures(acting(side.officer), asked or collect(side).collection, entering(), 0).public_id


MAKERS: dict[str, Callable[[Side, str], str]] = {
    "membership": membership,
    "change": change,
    "mail": mail,
    "enquiry": enquiry,
    "form": form,
    "request_id": request,
    "turned_away": turned_away,
    "version": version,
    "edition": edition,
    "release": release,
    "summary": summary,
    "collection": collection,
    "export": export,
    "trust": trust,
    "shared": shared,
    "waiver": waiver,
    "result": result,
    "handed_in": handed_in,
    "upload": upload,
    "reminding": reminding,
    "batch": batch,
    "case": case,
    "ask": ask,
    "agreement": agreement,
    "match": match,
    "figures": figures,
}
WITHOUT_ROWS = {
    "colour": "0b0c0c",
    "token": "notokenofours",
    "rule": "R01",
    "system": "sims",
    "kind": "schools",
    "year": "2023",
    "la": "330",
}
"""Parts of addresses that name no row of a tenant."""


def _host(side: Side) -> str:
    return side.head.email.partition("@")[2]
