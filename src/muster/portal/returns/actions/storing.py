"""What a checked version leaves in the tables: its records, a row a pupil, its findings."""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from muster.formats.upn import tidy_upn
from muster.portal.collecting.states import is_late
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import Vault, vault_of
from muster.portal.foundation.files import FileReference
from muster.portal.foundation.inserting import insert
from muster.portal.pupils.actions import identify
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Child, Identity
from muster.portal.returns.actions.moving import Moving, next_number
from muster.portal.returns.checking import Beside, Checked
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Finding, Result, Version
from muster.portal.returns.recognising import known_by_name
from muster.portal.returns.sealing import close, facts_key
from muster.portal.rolls.reads import SchoolsRoll
from muster.records import CheckResult, PupilRecord, ResultsFile
from muster.rules.pupil_view import PupilView, full_name

SUBJECTS = ("reading", "writing", "maths", "science")


def keep_version(actor: Actor, version: Version, checked: Checked, beside: Beside) -> Version:
    """Keep a checked file as this version of its return, which becomes the newest; gives the version.

    Only the collection's pupils are kept: those left out (F18) are not.
    """
    vault = vault_of(version.authority.public_id)
    pupils = checked.view.pupils
    version.pupils, version.ruleset = len(pupils), checked.result.ruleset
    version.sealed = close(version, "records", kept_records(checked), vault)
    version.save()
    school_return = version.school_return
    by_name = known_by_name(school_return.version, [pupil.record for pupil in pupils])
    people = [identity_of(pupil) for pupil in pupils]
    identities = identify(actor, version.authority, people, _known(checked, beside), by_name)
    results = [_result(version, place, *both) for place, both in enumerate(zip(pupils, identities, strict=True))]
    insert(Result, results)
    places = {pupil.place: result for pupil, result in zip(pupils, results, strict=True)}
    write_findings(version, checked.result, places, beside, vault)
    school_return.newest = version
    school_return.checked_with = beside.checked_with
    school_return.not_listed = checked.result.left_out
    return version


def version_of(move: Moving, name: str, checked: Checked, kept: FileReference, *, for_school: bool = False) -> Version:
    """The version that a kept file would be, not yet kept itself; `for_school` says that an officer sent it."""
    school_return = move.school_return
    return Version(
        authority=school_return.authority,
        school_return=school_return,
        number=next_number(school_return),
        origin=Version.Origin.FILE,
        made_by=move.actor.public_id,
        made_by_name=move.actor.name,
        kind=checked.result.kind or "",
        file_name=name,
        file=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        late=is_late(school_return.request.collection),
        for_school=for_school or bool(move.actor.acting),
    )


def draft_after(result: CheckResult) -> Draft:
    """What a version with this answer needs before it can be confirmed."""
    return Draft.NEEDS_ATTENTION if result.verdict == "errors" else Draft.READY


def kept_records(checked: Checked) -> ResultsFile:
    """The file with the collection's pupils alone."""
    return replace(checked.file, pupils=tuple(pupil.record for pupil in checked.view.pupils))


def identity_of(pupil: PupilView) -> IdentityRecord:
    """Who the file says that the pupil is."""
    record = pupil.record
    return IdentityRecord(
        surname=record.surname,
        forename=record.forename,
        upn=record.upn,
        former_upn=record.former_upn,
        dob=record.dob,
        sex=record.sex,
        preferred_surname=record.preferred_surname,
        preferred_forename=record.preferred_forename,
    )


def write_findings(
    version: Version, result: CheckResult, places: Mapping[int, Result], beside: Beside, vault: Vault
) -> None:
    """The answer's findings of a version that has none; `places` has the row of each place that they name."""
    missing = _children_by_name(beside.roll)
    rows = []
    for number, finding in enumerate(result.findings):
        found = places.get(finding.place) if finding.place is not None else None
        row = Finding(authority_id=version.authority_id, version=version, number=number, rule=finding.rule)
        row.severity, row.subject = finding.severity, finding.subject or ""
        row.place = found.place if found else None
        row.child_id = found.child_id if found else missing.get((finding.upn, finding.pupil))
        row.facts_key = facts_key(finding.facts, vault)
        row.sealed = close(row, "finding", replace(finding, place=row.place), vault)
        rows.append(row)
    insert(Finding, rows)


def _known(checked: Checked, beside: Beside) -> dict[int, Child]:
    """By place among the kept, the children that the roll tells: those whose UPN it has otherwise (C04)."""
    match, held = checked.view.roll, beside.roll
    if match is None or held is None or not match.renumbered:
        return {}
    rows = {id(one.entry): one.row for one in held.pupils}
    return {place: rows[key].child for place in match.renumbered if (key := id(match.entries[place])) in rows}


def _children_by_name(held: SchoolsRoll | None) -> dict[tuple[str | None, str | None], int]:
    """The expected children by UPN and name, as a finding on a pupil who is missing says them."""
    pupils = held.pupils if held else ()
    return {
        (tidy_upn(one.entry.upn) or None, full_name(one.entry.forename, one.entry.surname)): one.row.child_id
        for one in pupils
    }


def _result(version: Version, place: int, pupil: PupilView, identity: Identity) -> Result:
    row = Result(authority_id=version.authority_id, version_id=version.pk, identity_id=identity.pk, place=place)
    row.child_id = identity.child_id
    row.entry_date, row.leaving_date = pupil.record.entry_date, pupil.record.leaving_date
    for subject in SUBJECTS:
        setattr(row, subject, pupil.codes.get(subject, ""))
        setattr(row, f"{subject}_date", _day(pupil.record, subject))
    return row


def _day(record: PupilRecord, subject: str) -> date | None:
    days = (row.result_date for row in record.outcomes if row.subject == subject)
    for text in days:
        try:
            return date.fromisoformat(text)
        except ValueError:
            continue
    return None
