"""A Common Transfer File, read: any version from 17 on, in any or no namespace, names of elements in any case."""

from collections.abc import Iterator

from lxml import etree

from muster.formats.ctf_discarded import Discarded
from muster.formats.ctf_header import read_header
from muster.formats.ctf_pupil import PupilReader
from muster.formats.ctf_rows import RowReader
from muster.formats.limits import Reading
from muster.formats.xml_document import Document, read_document
from muster.formats.xml_names import LocalNames, TagTooLong, children_named
from muster.formats.xml_roots import looks_like
from muster.records import Facts, Kind, Problem, ProblemKind, PupilRecord, ResultsFile


def read_ctf(content: bytes, name: str, sha256: str, reading: Reading) -> ResultsFile:
    """The results file that the bytes of an XML document are; never raises, whatever the bytes.

    Bytes that are no CTF, or one that cannot be read, give a file without pupils and kind, and one Problem that says
    why. Elements that the collection does not need are passed over; what they were is told by DISCARDED,
    ROWS_SKIPPED and QUALIFIER_UNKNOWN.
    """
    received = ResultsFile(name, sha256, len(content))
    document = read_document(content, reading.limits)
    if isinstance(document, Problem):
        return _unread(received, document)
    try:
        return _read(document, reading, received)
    except TagTooLong as fault:
        facts: Facts = {"what": "text", "size": fault.size, "limit": fault.limit}
        return _unread(received, Problem(ProblemKind.TOO_BIG, facts=facts))


def _unread(received: ResultsFile, problem: Problem) -> ResultsFile:
    return ResultsFile(received.name, received.sha256, received.size, problems=(problem,))


def _read(document: Document, reading: Reading, received: ResultsFile) -> ResultsFile:
    names = LocalNames()
    other = looks_like(document.root, names)
    if other is not None:
        return _unread(received, Problem(ProblemKind.NOT_RESULTS, facts={"looks_like": other, "missing": ()}))
    header = read_header(document.root, names)
    rows = RowReader(reading, names, alike_is_cheap=document.few_namespaces)
    discarded = Discarded()
    pupils = tuple(_pupils(document.root, PupilReader(header, rows, discarded, names), names))
    return ResultsFile(
        received.name,
        received.sha256,
        received.size,
        kind=Kind.CTF,
        header=header,
        pupils=pupils,
        stages=rows.stages,
        assessed_years=rows.assessed_years,
        problems=tuple(_problems(document, rows, discarded)),
    )


def _pupils(root: etree._Element, reader: PupilReader, names: LocalNames) -> Iterator[PupilRecord]:
    for data in children_named(root, "ctfpupildata", names):
        for pupil in children_named(data, "pupil", names):
            yield reader.read(pupil)


def _problems(document: Document, rows: RowReader, discarded: Discarded) -> Iterator[Problem]:
    if document.repair is not None:
        yield document.repair
    if discarded.groups:
        yield Problem(ProblemKind.DISCARDED, facts={"groups": discarded.groups})
    yield from rows.problems()
