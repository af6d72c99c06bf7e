"""Many schools' files brought in: looked at and matched, taken as an officer says, nothing confirmed ever replaced."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from pytest_django import DjangoCaptureOnCommitCallbacks

from muster.formats import limits
from muster.formats.results import unread
from muster.portal.audit.models import Event
from muster.portal.casework.actions import importing
from muster.portal.casework.actions.forgetting import forget_left
from muster.portal.casework.actions.importing import Given, begin_import
from muster.portal.casework.imports_due import FILE_WORK
from muster.portal.casework.models import BulkImport, ImportedFile
from muster.portal.foundation import clock, files, leases, reader, work
from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.models import Return, Version
from muster.portal.returns.states import State
from muster.records import Problem, ProblemKind
from tests.portal.brought_in import (
    archive,
    ask_others,
    bring_in,
    ctf_of,
    looked_at,
    outcomes,
    take_all,
    work_off,
)
from tests.portal.collected import Collected, acting, collect, results_file, roll_entries
from tests.portal.kept import kept_files
from tests.portal.returned import WAYS
from tests.portal.season import CANARY, Season

OLD, NEW = datetime(2026, 6, 1, 9, 0), datetime(2026, 6, 2, 9, 0)
LATER = datetime(2030, 1, 1, 9, 0)
"""When a file says that it was made: long after whatever the school has sent in a test."""

HEADINGS = "UPN,Surname,Forename,Date of birth,Sex,Reading,Writing,Maths,Science"


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def the_file(batch: BulkImport, name: str = "a.xml") -> ImportedFile:
    return ImportedFile.objects.get(batch=batch, name=name)


def table_of(school: School, heading: str = "") -> bytes:
    rows = [
        f"{one.upn},{one.surname},{one.forename},{one.dob:%d/%m/%Y},{one.sex},EXS,EXS,EXS,EXS"
        for one in roll_entries(school)
    ]
    return "\r\n".join([*([heading] if heading else []), HEADINGS, *rows]).encode()


def test_files_are_matched_by_content_and_taken_as_the_newest(season: Season, collected: Collected) -> None:
    ask_others(collected)
    schools = [season.school, season.other_school, season.academy]
    batch = looked_at(collected, {f"{place}.xml": ctf_of(one) for place, one in enumerate(schools)})
    assert set(outcomes(batch).values()) == {("proposed", "")}
    assert not Version.objects.exists()
    take_all(collected, batch)
    assert [row.outcome for row in batch.members.all()] == ["taken"] * 3
    version = Version.objects.get(school_return__school=season.other_school)
    assert (version.origin, version.for_school, version.late, version.file_name) == ("file", True, False, "1.xml")
    assert (version.made_by, version.made_by_name) == (season.officer.public_id, season.officer.name)
    assert files.get(season.authority.public_id, version.file) == ctf_of(season.other_school)
    assert Return.objects.get(school=season.school).in_force == "none"


def test_taking_is_recorded_and_the_school_is_told_without_a_pupil(season: Season, collected: Collected) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    take_all(collected, batch)
    verbs = list(Event.objects.filter(verb__startswith="import.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["import.begun", "import.looked_at", "import.taking", "import.file_taken"]
    received = Event.objects.get(verb="return.received")
    assert (received.actor, received.facts["for_school"]) == (season.officer.public_id, 1)
    mails = Mail.objects.filter(template="file_put_in")
    assert {one.to_address for one in mails} >= {season.school.email, season.head.email}
    told = text_of(mails[0])
    assert told is not None
    assert "has put in a results file for Beech Lane Infant School" in told.subject
    assert "It holds 6 pupils." in told.plain
    assert CANARY not in (told.plain + told.html).replace(f"{CANARY}for", "").lower()


def test_a_predecessors_file_and_tables_find_their_school(season: Season, collected: Collected) -> None:
    School.objects.filter(pk=season.school.pk).update(predecessors=["3307777"])
    ask_others(collected)
    batch = looked_at(
        collected,
        {
            "before.xml": results_file(roll_entries(season.school), estab="7777"),
            "KS1_2002_26.csv": table_of(season.other_school),
            "KS1_100003_26.csv": table_of(season.academy),
            "any name.csv": table_of(season.second_academy, "School,DfE number,3302004"),
        },
    )
    assert {one.name: one.school and one.school.estab for one in batch.members.select_related("school")} == {
        "before.xml": "2001", "KS1_2002_26.csv": "2002", "KS1_100003_26.csv": "2003", "any name.csv": "2004",
    }  # fmt: skip
    assert set(outcomes(batch).values()) == {("proposed", "")}


def test_of_several_the_latest_by_its_header_is_proposed_and_another_can_be_chosen(
    season: Season, collected: Collected
) -> None:
    new, old = ctf_of(season.school, NEW), ctf_of(season.school, OLD, without=(5,))
    batch = looked_at(collected, {"new.xml": new, "old.xml": old, "new again.xml": new})
    assert outcomes(batch) == {
        "new again.xml": ("older", "imported_twice"),
        "new.xml": ("proposed", ""),
        "old.xml": ("older", "imported_older"),
    }
    take_all(collected, batch, [the_file(batch, "old.xml")])
    assert Version.objects.get().pupils == 5
    assert the_file(batch, "old.xml").taken_by == season.officer.name


@pytest.mark.parametrize(
    ("state", "reason"),
    [(State.SENT, "imported_confirmed"), (State.ACCEPTED, "imported_accepted"), (State.DECLINED, "imported_declined")],
)
def test_what_is_confirmed_is_never_replaced_and_who_declined_is_left_alone(
    season: Season, collected: Collected, state: State, reason: str
) -> None:
    WAYS[state](collected)
    before = list(Version.objects.values_list("pk", flat=True))
    batch = looked_at(collected, {"a.xml": ctf_of(season.school, LATER)})
    assert outcomes(batch) == {"a.xml": ("refused", reason)}
    assert the_file(batch).sentence.endswith(".")
    assert list(Version.objects.values_list("pk", flat=True)) == before
    assert the_file(batch).file == ""


def test_confirmed_after_the_look_it_is_not_replaced_either(season: Season, collected: Collected) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school, LATER, without=(5,))})
    WAYS[State.SENT](collected)
    confirmed = collected.school_return().confirmed
    take_all(collected, batch)
    assert outcomes(batch)["a.xml"] == ("older", "imported_meanwhile")
    assert (collected.school_return().confirmed, collected.school_return().newest) == (confirmed, None)
    take_all(collected, batch, [the_file(batch)])
    assert outcomes(batch)["a.xml"] == ("refused", "imported_confirmed")
    assert (collected.school_return().confirmed, collected.school_return().newest) == (confirmed, None)


def test_sent_by_the_school_meanwhile_it_is_taken_only_when_asked_for_again(
    season: Season, collected: Collected
) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school, LATER, without=(5,))})
    collected.send()
    take_all(collected, batch)
    row = the_file(batch)
    assert (row.outcome, row.reason, row.can_be_taken) == ("older", "imported_meanwhile", True)
    assert row.sentence.startswith(f"{season.head.name} changed this school's results on ")
    take_all(collected, batch, [row])
    assert the_file(batch).outcome == "taken"
    assert [one.for_school for one in Version.objects.order_by("number")] == [False, True]


def test_what_the_school_sent_after_the_file_was_made_is_not_put_back(season: Season, collected: Collected) -> None:
    collected.send()
    batch = looked_at(collected, {"a.xml": ctf_of(season.school, OLD, without=(5,))})
    assert outcomes(batch) == {"a.xml": ("older", "imported_before")}
    assert the_file(batch).can_be_taken


def test_the_same_archive_twice_changes_nothing_the_second_time(season: Season, collected: Collected) -> None:
    content = archive({"a.xml": ctf_of(season.school)})
    first, second = looked_at(collected, content), looked_at(collected, content)
    take_all(collected, first)
    take_all(collected, second)
    assert outcomes(second) == {"a.xml": ("the_same", "imported_the_same")}
    assert outcomes(looked_at(collected, content)) == {"a.xml": ("the_same", "imported_the_same")}
    assert Version.objects.count() == 1


def test_unknown_schools_and_those_not_asked_are_told(season: Season, collected: Collected) -> None:
    batch = looked_at(
        collected,
        {
            "a.xml": results_file(roll_entries(season.school), estab="9999"),
            "b.xml": ctf_of(season.other_school),
            "c.csv": table_of(season.school),
            "d.xml": ctf_of(season.school).replace(b"<Estab>2001</Estab>", b""),
        },
    )
    assert outcomes(batch) == {
        "a.xml": ("unknown_school", "imported_unknown_school"),
        "b.xml": ("refused", "imported_not_asked"),
        "c.csv": ("unknown_school", "imported_no_school"),
        "d.xml": ("unknown_school", "imported_no_school"),
    }
    assert "the school 3309999" in the_file(batch).sentence


def test_another_authority_s_school_is_an_unknown_one(season: Season, collected: Collected) -> None:
    School.objects.filter(pk=season.twin.school.pk).update(la="331")
    content = ctf_of(season.school).replace(b"<LEA>330</LEA>", b"<LEA>331</LEA>")
    assert outcomes(looked_at(collected, {"a.xml": content}))["a.xml"][0] == "unknown_school"


def test_one_level_of_archive_inside_is_opened_and_no_more(season: Season, collected: Collected) -> None:
    inner = archive({"b.xml": ctf_of(season.school)})
    batch = looked_at(
        collected, {"one.zip": inner, "two.zip": archive({"deep.zip": inner}), "more.zip": b"PK\x03\x04x"}
    )
    assert outcomes(batch) == {
        "one.zip!b.xml": ("proposed", ""),
        "two.zip!deep.zip": ("refused", "imported_unreadable"),
        "more.zip": ("refused", "imported_unreadable"),
    }
    take_all(collected, batch)
    assert Version.objects.get().file_name == "b.xml"


def test_names_from_outside_are_shown_safely_and_duplicates_are_two_files(season: Season, collected: Collected) -> None:
    made = io.BytesIO()
    content = ctf_of(season.school, NEW)
    with zipfile.ZipFile(made, "w") as packed:
        for name in ("/etc/a.xml", "../../b.xml", "C:\\c.xml", "c.xml"):
            packed.writestr(name, content)
        packed.writestr("folder/", b"")
        with pytest.warns(UserWarning, match="Duplicate name"):
            packed.writestr("c.xml", content)
    batch = looked_at(collected, made.getvalue())
    names = sorted(batch.members.values_list("name", flat=True))
    assert names == ["b.xml", "c.xml", "c.xml", "c.xml", "etc/a.xml"]
    assert sorted(batch.members.values_list("outcome", flat=True)) == ["older"] * 4 + ["proposed"]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", bytes(30_000_000))
    return made.getvalue()


def locked() -> bytes:
    content = bytearray(archive({"a.xml": b"<CTfile/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


@pytest.mark.parametrize("made", [bomb, locked, lambda: b"PK\x03\x04 no more than a beginning"])
def test_an_archive_that_is_never_opened_is_refused_at_once(
    season: Season, collected: Collected, made: Callable[[], bytes]
) -> None:
    with pytest.raises(Refusal) as refused:
        bring_in(collected, made())
    assert refused.value.id == "import_unreadable"
    assert len(refused.value.sentence) > 60
    assert not BulkImport.objects.exists()
    # Beside other files it is one that was not taken.
    officer = acting(season.officer)
    given = [Given("x.zip", io.BytesIO(made())), Given("a.xml", io.BytesIO(ctf_of(season.school)))]
    batch = begin_import(officer, collected.collection, given, new_key())
    work_off(batch)
    assert outcomes(batch) == {"x.zip": ("refused", "imported_unreadable"), "a.xml": ("proposed", "")}


def test_too_many_files_or_bytes_in_all_keep_nothing(
    season: Season, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {f"{place}.xml": ctf_of(season.school) for place in range(3)}
    before = kept_files(season.authority.public_id)
    for bound in (limits.Limits(members=2), limits.Limits(unpacked_bytes=5_000)):
        monkeypatch.setattr(importing, "Limits", lambda bound=bound: bound)
        given = [Given(name, io.BytesIO(one)) for name, one in content.items()]
        with pytest.raises(Refusal) as refused:
            begin_import(acting(season.officer), collected.collection, given, new_key())
        assert refused.value.id == "import_too_much"
    assert kept_files(season.authority.public_id) == before


def test_a_file_that_takes_its_reader_down_is_told_and_the_others_go_on(
    season: Season, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reader.read

    def read(content: bytes, name: str, *rest: object, **more: object) -> object:
        if name == "bad.xml":
            return unread(name, "", len(content), Problem(ProblemKind.TOO_BIG, facts={"what": "time"}))
        return real(content, name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read", read)
    batch = looked_at(collected, {"bad.xml": b"<CTfile/>", "good.xml": ctf_of(season.school)})
    assert outcomes(batch) == {"bad.xml": ("refused", "imported_unreadable"), "good.xml": ("proposed", "")}


def test_no_reader_free_puts_the_file_off(
    season: Season, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise Refusal("readers_busy")

    with monkeypatch.context() as patched:
        patched.setattr(reader, "read", busy)
        batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    row = the_file(batch)
    assert (row.outcome, row.attempts, row.is_pending) == ("waiting", 0, True)
    with clock.at(clock.now() + timedelta(minutes=1)):
        work_off(batch)
    assert the_file(batch).outcome == "proposed"


def test_what_breaks_off_three_times_is_stopped_and_says_so(season: Season, collected: Collected) -> None:
    batch = bring_in(collected, {"a.xml": ctf_of(season.school)})
    files.delete(the_file(batch).file)
    for minutes in (0, 10, 20, 30):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            work_off(batch)
    row = the_file(batch)
    assert row.stopped_at is not None
    assert "broke off three times" in row.sentence
    assert not row.can_be_taken


def test_a_worker_that_dies_over_a_file_loses_it_to_another(season: Season, collected: Collected) -> None:
    batch = bring_in(collected, {"a.xml": ctf_of(season.school), "b.xml": ctf_of(season.school, OLD, without=(5,))})
    leases.take(ImportedFile.objects.filter(name="a.xml"))  # by somebody who is never heard of again
    work_off(batch)
    assert outcomes(batch)["a.xml"] == ("waiting", "")
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        work.do(FILE_WORK, the_file(batch).public_id)  # as the sweeper does
    assert outcomes(batch) == {"a.xml": ("proposed", ""), "b.xml": ("older", "imported_older")}


def test_a_lease_lost_while_taking_leaves_nothing_behind(
    season: Season, collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    row = the_file(batch)
    importing.take_files(acting(season.officer), batch, 1, [row.public_id])

    def lost(_: object) -> None:
        raise leases.LeaseLost

    with monkeypatch.context() as patched:
        patched.setattr(leases, "finish", lost)
        work_off(batch)
    assert not Version.objects.exists()
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        work_off(batch)
    assert Version.objects.count() == 1


def test_a_second_nudge_finds_nothing_to_do(season: Season, collected: Collected) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    events = Event.objects.count()
    work_off(batch)
    assert Event.objects.count() == events


def test_what_nobody_takes_is_deleted_in_time(
    season: Season, collected: Collected, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    assert forget_left() == 0
    name = the_file(batch).file
    with clock.at(clock.now() + timedelta(days=31)), django_capture_on_commit_callbacks(execute=True):
        assert forget_left() == 1
        assert forget_left() == 0
    assert outcomes(batch) == {"a.xml": ("refused", "imported_left")}
    assert not default_storage.exists(name)


def test_late_is_late_and_closed_takes_nothing(season: Season, collected: Collected) -> None:
    batch = looked_at(collected, {"a.xml": ctf_of(season.school)})
    with clock.at(collected.collection.deadline + timedelta(hours=1)):
        take_all(collected, batch)
    assert Version.objects.get().late
    with clock.at(collected.collection.closes_at + timedelta(hours=1)), pytest.raises(Refusal) as refused:
        bring_in(collected, {"a.xml": ctf_of(season.school)})
    assert refused.value.id == "collection_closed"
