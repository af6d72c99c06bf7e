"""Files meant to do harm, through the real upload: the core's own answer each, and nothing kept that should not be."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muster.checking import check
from muster.portal.foundation import reader
from muster.portal.foundation.once import new_key
from muster.portal.foundation.scope import EVERYTHING
from muster.portal.pupils.models import Identity
from muster.portal.returns.checking import beside
from muster.portal.returns.models import Return, TurnedAway, Version
from muster.portal.returns.reads.findings import findings_of_turned_away
from tests.core.formats.hostile_xml import DOCTYPES, READ, REFUSED, REFUSED_ONCE_PARSED
from tests.core.formats.made_tables import CTF, locked, lying_about_size, overlapping, table, workbook, zipped
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.kept import kept_files
from tests.portal.season import Season

_SAMPLE = 1_000

TOO_LARGE = "a file of 50 MB"
_OURS, _THEIRS = b"<Estab>2001", b"<Estab>2999"
REFUSED_XML = {name: make(size) for name, (make, size) in REFUSED.items() if name != TOO_LARGE}
ODD_XML = {
    name: make(min(size, _SAMPLE)).replace(_THEIRS, _OURS)
    for name, (make, size) in (REFUSED_ONCE_PARSED | READ).items()
}
OTHERS = {
    "an archive in an archive": zipped({"inner.zip": zipped({"a.xml": CTF})}),
    "an archive named as a CTF in an archive": zipped({"a.xml": zipped({"a.xml": CTF})}),
    "an archive of 1,001 members": zipped({f"{number}.xml": b"" for number in range(1_001)}),
    "an archive over the ratio": zipped({"a.xml": bytes(20_000_000)}),
    "an archive that lies about its size": lying_about_size(zipped({"a.xml": CTF}), 0xFFFFFFF0),
    "an archive of overlapping members": overlapping(zipped({f"{number}.xml": CTF for number in range(9)})),
    "an archive with a password": locked(zipped({"a.xml": CTF})),
    "an archive of two files": zipped({"a.xml": CTF, "b.xml": CTF}),
    "an archive that leads elsewhere": zipped({"../../etc/passwd": b"root"}),
    "an archive cut off": zipped({"a.xml": CTF})[:100],
    "an empty archive": zipped({}),
    "a PDF with a CTF in it": b"%PDF-1.7\n" + CTF,
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(100_000, b"\x01"),
    "a web page": b"<!DOCTYPE html><html><body>Sign in</body></html>",
    "a virus probe": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*",
    "zero bytes": bytes(100_000),
    "zero bytes in a table": table() + b"A330299923018,Oka\x00zqx,Ben\r\n",
    "a quotation mark never closed": table() + b'A330299923018,"Okazqx,Ben\r\n',
    "a cell of 10 MB": table() + b"A330299923018," + b"x" * 10_000_000,
    "a table of 200,000 rows": table() + b"A330299923018,Okazqx,Ben,,M\r\n" * 200_000,
    "a workbook cut off": workbook()[:200],
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + CTF,
    "an encoding that nobody reads": b'<?xml version="1.0" encoding="UTF-7"?><CTfile/>',
}
GROUPS = {"doctypes": DOCTYPES, "refused": REFUSED_XML, "odd": ODD_XML, "others": OTHERS}


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture(scope="module", autouse=True)
def readers() -> Iterator[None]:
    yield
    reader.end()


def send(client: Client, collected: Collected, content: bytes, name: str = "hostile.xml") -> tuple[int, str]:
    """The answer's status, and where it leads or what it says."""
    own = {"school": collected.school.public_id, "request_id": collected.request.public_id}
    revision = Return.objects.filter(request=collected.request).values_list("revision", flat=True).first() or 1
    form = {"file": SimpleUploadedFile(name, content), "revision": revision, "once": new_key()}
    answer = client.post(reverse("return-send", kwargs=own), form)
    return answer.status_code, answer.headers.get("Location", "") or text(answer)


@pytest.mark.parametrize("group", GROUPS)
def test_hostile_files_get_the_cores_answer(group: str, collected: Collected, client_of: ClientOf) -> None:
    client, wrong = client_of(collected.side.head), []
    for name, content in GROUPS[group].items():
        status, place = send(client, collected, content)
        due = check(content, "hostile.xml", beside(collected.request, frozenset()).context)
        if "/send/stopped/" in place:
            said = [
                (one.rule, one.message) for one in findings_of_turned_away(EVERYTHING, TurnedAway.objects.latest("pk"))
            ]
            right = due.verdict == "errors" and said == [(one.rule, one.message) for one in due.findings]
            right = right and client.get(place).status_code == 200
        else:
            right = Version.objects.latest("pk").pupils == due.pupils > 0
        if status != 302 or not right:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("group", ["doctypes", "refused", "others"])
def test_of_a_refused_file_nothing_is_kept(group: str, collected: Collected, client_of: ClientOf) -> None:
    client, before = client_of(collected.side.head), (kept_files(), Identity.objects.count())
    for content in GROUPS[group].values():
        send(client, collected, content)
    assert TurnedAway.objects.count() == len(GROUPS[group])
    assert (kept_files(), Identity.objects.count(), Version.objects.count()) == (*before, 0)


def test_a_file_too_large_is_refused_before_it_is_read(collected: Collected, client_of: ClientOf) -> None:
    make, size = REFUSED[TOO_LARGE]
    status, page = send(client_of(collected.side.head), collected, make(size))
    assert (status, "20 MB" in page) == (413, True)
    assert not TurnedAway.objects.exists()


def test_what_stands_in_a_file_is_shown_as_text(collected: Collected, client_of: ClientOf) -> None:
    status, place = send(client_of(collected.side.head), collected, b"no", name="<img src=x onerror=alert(1)>.xml")
    page = text(client_of(collected.side.head).get(place))
    assert status == 302
    assert "<img" not in page
    assert "&lt;img" in page


def test_a_file_of_far_more_pupils_than_any_school_is_not_kept(collected: Collected, client_of: ClientOf) -> None:
    rows = [
        (f"A33020012{number:04}", f"Oka{number}", "Ann", "2019-01-02", "F", *["EXS"] * 4) for number in range(2_001)
    ]
    status, page = send(client_of(collected.side.head), collected, table(rows=rows), name="KS1.csv")
    assert (status, "This file has 2,001 pupils" in page) == (409, True)
    assert not Version.objects.exists()
