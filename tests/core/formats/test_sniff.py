"""A file's form is told by its bytes."""

import io
import zipfile

import pytest

from muster.formats.sniff import Form, is_blank, mentions_upn, sniff
from tests.core.formats.made_tables import CTF, table, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
OTHERS = {
    "%PDF-1.7 ...": "a PDF document",
    "  \n%PDF-1.4": "a PDF document",
    "{\\rtf1 hello}": "a rich text document (.rtf)",
    "<!DOCTYPE html><html></html>": "a web page",
    '<?xml version="1.0"?>\n<!-- saved --><html xmlns="x"/>': "a web page",
    "<HTML><table/>": "a web page",
}


@pytest.mark.parametrize(("text", "says"), OTHERS.items())
def test_texts_of_another_kind_are_named(text: str, says: str) -> None:
    assert sniff(text.encode()).looks_like == says


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        (b"\xff\xd8\xff\xe0\x00", "a picture"),
        (b"\x1f\x8b\x08\x00", "a gzip archive (.gz)"),
        (b"7z\xbc\xaf\x27\x1c\x00", "a 7-Zip archive (.7z)"),
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive (.rar)"),
        (b"MZ\x90\x00\x03", "a program"),
        (b"\x00\x00\x00\x18ftypheic", "a picture or a film"),
        (b"a" * 257 + b"ustar\x00", "a tar archive (.tar)"),
        (b"\x01\x02\x03\x04\x05" * 20, "a file of another program, not a text or a table"),
        (OLE + "Workbook".encode("utf-16-le"), "an old Excel workbook (.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)"),
        (OLE, "an old Microsoft Office document"),
        (OLE[:8], "an old Microsoft Office document"),
    ],
)
def test_other_files_are_named(start: bytes, says: str) -> None:
    assert (sniff(start).form, sniff(start).looks_like) == (Form.OTHER, says)


def test_an_old_document_is_known_by_its_directory_wherever_that_stands() -> None:
    header = bytearray(OLE)
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (2_999).to_bytes(4, "little")
    content = bytes(header) + bytes(2_999 * 512) + "WordDocument".encode("utf-16-le") + bytes(1_000_000)
    assert sniff(content).looks_like == "an old Word document (.doc)"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"word/document.xml": b"<a/>"}, "a Word document"),
        ({"ppt/presentation.xml": b"<a/>"}, "a PowerPoint presentation"),
        ({"xl/workbook.bin": b""}, "a binary Excel workbook (.xlsb)"),
        ({"Index/Document.iwa": b""}, "an Apple Numbers or Pages document"),
    ],
)
def test_packages_of_another_kind_are_named(parts: dict[str, bytes], says: str) -> None:
    assert sniff(zipped(parts)).looks_like == says


@pytest.mark.parametrize(
    ("kind", "says"), [("spreadsheet", "an OpenDocument spreadsheet (.ods)"), ("text", "an OpenDocument document")]
)
def test_open_documents_are_named(kind: str, says: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    assert sniff(made.getvalue()).looks_like == says


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (CTF, Form.XML),
        (b"\xef\xbb\xbf" + CTF, Form.XML),
        (b"\n\n" + CTF, Form.XML),
        (CTF.decode().encode("utf-16"), Form.XML),
        (CTF.decode().encode("utf-16-be"), Form.XML),
        (b"Dear team, here it is: " + CTF, Form.XML),
        (b"x <n:ctfile>", Form.XML),
        (table(), Form.TEXT),
        (table().decode().encode("utf-16-le"), Form.TEXT),
        (b"Zo\xeb,Zqx", Form.TEXT),
        (workbook(), Form.WORKBOOK),
        (workbook()[:900], Form.WORKBOOK),
        (zipped({"a.xml": CTF}), Form.ARCHIVE),
        (zipped({"a.xml": CTF})[:100], Form.ARCHIVE),
        (zipped({"deep/xl/workbook.xml": b"<a/>"}), Form.ARCHIVE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Form.LOCKED_WORKBOOK),
        (b"", Form.EMPTY),
        (b"PK\x03\x04", Form.ARCHIVE),
    ],
)
def test_forms_that_are_read_are_told_apart(content: bytes, form: Form) -> None:
    assert sniff(content).form is form


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe \x00", bytes(5_000)])
def test_files_without_content_are_blank(content: bytes) -> None:
    assert is_blank(content)


def test_a_file_whose_content_comes_late_is_not_blank() -> None:
    assert not is_blank(b" " * 10_000 + b"x")


def test_many_comments_before_a_root_take_no_time() -> None:
    assert sniff(b"<!---->" * 580 + b"<a/>").form is Form.XML


@pytest.mark.parametrize(
    ("content", "speaks"),
    [(b"Upn;Name", True), ("UPN".encode("utf-16"), True), (b"Dear head teacher", False)],
)
def test_whether_a_text_speaks_of_upns(content: bytes, speaks: bool) -> None:
    assert mentions_upn(content) is speaks
