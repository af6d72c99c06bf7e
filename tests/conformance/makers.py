"""Named builders for what a few changes to a base file cannot say: archives, bombs, workbooks, other kinds of file."""

import io
import zipfile
from collections.abc import Callable

from tests.conformance.tables import zipped

Maker = Callable[[bytes, str], bytes]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _cut_off(content: bytes, _name: str) -> bytes:
    return content[: len(content) // 2]


def _zip_of_one(content: bytes, name: str) -> bytes:
    return zipped({name: content})


def _zip_of_two(content: bytes, name: str) -> bytes:
    return zipped({name: content, name.replace("_001", "_002"): content})


def _zip_with_error_list(content: bytes, name: str) -> bytes:
    return zipped({name: content, "CTF_Error_List.txt": b"2 pupils have no address.\r\n"})


def _zip_in_a_zip(content: bytes, name: str) -> bytes:
    return zipped({"inner.zip": zipped({name: content})})


def _zip_of_none(_content: bytes, _name: str) -> bytes:
    return zipped({"CTF_Error_List.txt": b"No pupils chosen.\r\n"})


def _zip_bomb(_content: bytes, name: str) -> bytes:
    return zipped({name: b"<CTfile>" + b" " * 19_000_000 + b"</CTfile>"}, compressed=True)


def _zip_encrypted(content: bytes, name: str) -> bytes:
    """The archive with the flag of encryption in both of the member's headers."""
    packed = bytearray(zipped({name: content}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def _zip_cut_off(content: bytes, name: str) -> bytes:
    packed = zipped({name: content})
    return packed[: len(packed) // 2]


def _zip_overlapping(content: bytes, name: str) -> bytes:
    """Two entries of the list that stand for the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        again = zipfile.ZipInfo("again.xml", (1980, 1, 1, 0, 0, 0))
        first = archive.infolist()[0]
        again.header_offset, again.CRC = first.header_offset, first.CRC
        again.compress_size, again.file_size = first.compress_size, first.file_size
        again.create_system, again.external_attr = first.create_system, first.external_attr
        archive.filelist.append(again)
    return stream.getvalue()


def _zip_of_many(_content: bytes, _name: str) -> bytes:
    return zipped({f"{number}.xml": b"" for number in range(1_001)})


def _zip_unpacking_to_much(_content: bytes, name: str) -> bytes:
    """Many members, each below the limits and the ratio by its header, that unpack to too much together."""
    packed = bytearray(zipped({f"{number}_{name}": b"<CTfile/>" * 40_000 for number in range(3)}))
    at = -1
    while (at := packed.find(b"PK\x01\x02", at + 1)) >= 0:
        packed[at + 20 : at + 28] = (2_000_000).to_bytes(4, "little") + (190_000_000).to_bytes(4, "little")
    return bytes(packed)


def _locked_workbook(_content: bytes, _name: str) -> bytes:
    """What an encrypted workbook begins with: an OLE file with the streams of an encrypted package."""
    streams = "EncryptedPackage".encode("utf-16-le") + b"\0" * 32 + "EncryptionInfo".encode("utf-16-le")
    return _OLE + b"\0" * 504 + streams + b"\0" * 1_000


def _damaged_workbook(content: bytes, _name: str) -> bytes:
    return content.replace(b"<sheetData>", b"<<heetData>").replace(b"<sheets>", b"<<heets>")


def _pdf(_content: bytes, _name: str) -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def _word(_content: bytes, _name: str) -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})


def _billion_laughs(_content: bytes, _name: str) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{entities}]><CTfile>&l9;</CTfile>'.encode()


def _nested(_content: bytes, _name: str) -> bytes:
    return b"<CTfile>" + b"<a>" * 30_000 + b"</a>" * 30_000 + b"</CTfile>"


def _too_large(content: bytes, _name: str) -> bytes:
    return content + b" " * (20_000_001 - len(content))


def _one_too_many_elements(content: bytes, _name: str) -> bytes:
    return content.replace(b"</CTfile>", b"<x/>" * 500_001 + b"</CTfile>")


def _endless_text(content: bytes, _name: str) -> bytes:
    return content.replace(b"<Forename>", b"<Forename>" + b"A" * 10_000_001, 1)


def _full_15_mb(content: bytes, _name: str) -> bytes:
    """Every pupil with a photograph's worth of supplier's data: 15 MB in all."""
    count = content.count(b"</Pupil>")
    filler = b"<SuppInfo><SuppID>X</SuppID><Blob>" + b"QUJD" * (15_000_000 // 4 // count) + b"</Blob></SuppInfo>"
    return content.replace(b"</Pupil>", filler + b"</Pupil>")


def _two_marks(content: bytes, _name: str) -> bytes:
    return b"\xef\xbb\xbf\xef\xbb\xbf" + content


MAKERS: dict[str, Maker] = {
    name.removeprefix("_"): maker
    for name, maker in list(globals().items())
    if name.startswith("_") and callable(maker) and getattr(maker, "__module__", "") == __name__
}
