"""Faults of a whole file (F01 to F19, without F17): each returns whether the file could take it.

F17 (the very file already received) is never given by the command, so it is not planted. F04, F05 and F19 show only
where the check is told which school sends the file: `submitters.csv` says so.
"""

from collections.abc import Callable
from dataclasses import replace

from muster.synthesis.children import SUBJECTS
from muster.synthesis.ctf_text import ctf_text, encoded, file_bytes, zip_bytes
from muster.synthesis.ground import Ground
from muster.synthesis.returned import Row, returned_pupil

_DEEP = 400
_OUTSIDERS = 6
_ATF = """<?xml version="1.0" encoding="utf-8"?>
<ATfile>
  <Header><DocumentName>Admissions Transfer File</DocumentName></Header>
  <ATFpupilData/>
</ATfile>
"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in</title></head><body><p>Your session has ended.</p></body></html>
"""
_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
_CENSUS = """<?xml version="1.0" encoding="utf-8"?>
<Message>
  <Header><CollectionDetails><Collection>SC</Collection></CollectionDetails></Header>
</Message>
"""
_ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<CTfile><Header>&b;</Header></CTfile>
"""


def f01(ground: Ground) -> bool:
    """Cut off half way, empty, or in an encoding that is not read."""
    file = ground.file
    text = ctf_text(file)
    cut = encoded(text[: len(text) // 2], file.encoding)
    foreign = encoded(text.replace(file.declaration, '<?xml version="1.0" encoding="UTF-7"?>', 1), "utf-8")
    file.content = ground.draws.pick((cut, b"", foreign))
    return _whole(ground, "F01")


def f02(ground: Ground) -> bool:
    """Something else altogether."""
    others = (_ATF.encode(), _PAGE.encode(), _PDF, _CENSUS.encode())
    ground.file.content = ground.draws.pick(others)
    return _whole(ground, "F02")


def f03(ground: Ground) -> bool:
    """Entities, or elements nested beyond reason."""
    nested = "<CTfile>" + "<Header>" * _DEEP + "</Header>" * _DEEP + "</CTfile>"
    ground.file.content = ground.draws.pick((_ENTITIES, nested)).encode()
    return _whole(ground, "F03")


def f04(ground: Ground) -> bool:
    """A zip of two results files."""
    file = ground.file
    content = encoded(ctf_text(file), file.encoding)
    file.content = zip_bytes([(f"{file.school.number}_KS1_{serial}.xml", content) for serial in (1, 2)])
    return _whole(ground, "F04")


def f05(ground: Ground) -> bool:
    """Another school's file, in which nothing else is planted then, or one that names no school."""
    file, others = ground.file, [other for other in ground.others() if not other.truth]
    if others and ground.draws.chance(0.7):
        file.instead = ground.draws.pick(others)
        file.instead.lent = True
        _rename(ground, file.instead.name[-4:])
    else:
        file.source_la = file.source_estab = ""
    file.plant("F05")
    return True


def f06(ground: Ground) -> bool:
    """Phonics or the early years only, or no row at all."""
    rows = ground.draws.pick(("phonics", "early years", "none"))
    for pupil in ground.file.pupils:
        pupil.rows, pupil.extra = _other_rows(rows, ground.year), []
    ground.file.plant("F06")
    return True


def f07(ground: Ground) -> bool:
    """Last year's results."""
    for pupil in ground.file.pupils:
        for row in pupil.rows:
            row.year = str(ground.year - 1)
    ground.file.plant("F07")
    return True


def f08(ground: Ground) -> bool:
    """An old version."""
    ground.file.version = ground.draws.pick(("21.0", "22.0", "23", "17.0"))
    ground.file.plant("F08")
    return True


def f09(ground: Ground) -> bool:
    """A name that follows no pattern."""
    file = ground.file
    file.name = ground.draws.pick(("export ({0}).xml", "Year2_{0}_final.xml", "{0}.xml")).format(file.school.index + 1)
    file.plant("F09")
    return True


def f10(ground: Ground) -> bool:
    """Addressed to another authority."""
    ground.file.dest_la = "331" if ground.file.school.la != "331" else "332"
    ground.file.plant("F10")
    return True


def f11(ground: Ground) -> bool:
    """Made before the collection opened."""
    ground.file.created = f"{ground.year - 1}-11-{ground.draws.between(2, 28):02d}T10:00:00"
    ground.file.plant("F11")
    return True


def f12(ground: Ground) -> bool:
    """Nobody in it."""
    ground.file.pupils = []
    ground.file.plant("F12")
    return True


def f13(ground: Ground) -> bool:
    """Addresses that nobody asked for."""
    ground.file.addresses = True
    ground.file.plant("F13")
    return True


def f14(ground: Ground) -> bool:
    """Rows of other assessments, or with an unknown component."""
    phonics = Row("PHO", "CHK", "35", str(ground.year), method="TT", qualifier="NM")
    odd = ground.draws.pick((phonics, Row("ENG", "SPK", "EXS", str(ground.year))))
    for pupil in ground.file.pupils:
        pupil.extra.append(replace(odd))
    ground.file.plant("F14")
    return True


def f15(ground: Ground) -> bool:
    """Windows' own encoding under a declaration of UTF-8."""
    file = ground.file
    file.encoding, file.declaration = "cp1252", '<?xml version="1.0" encoding="utf-8"?>'
    file.descriptor = "Key stage 1 – teachers’ judgements"
    file.plant("F15")
    return True


def f16(ground: Ground) -> bool:
    """Last year's academic year in the header."""
    ground.file.academic_year = str(ground.year - 2)
    ground.file.plant("F16")
    return True


def f18(ground: Ground) -> bool:
    """Year 1 in it too, with phonics only."""
    file, registrar = ground.file, ground.registrar
    for _ in range(_OUTSIDERS):
        child = registrar.family()[0]
        child.codes, child.moved = ["A"] * len(SUBJECTS), True
        child.dob = child.dob.replace(year=child.dob.year + 1, day=min(child.dob.day, 28))
        pupil = returned_pupil(child, file, ground.draws, ground.year, None)
        pupil.nc_year, pupil.rows = "1", []
        pupil.extra = [Row("PHO", "CHK", "Wa", str(ground.year), method="TT", qualifier="NY")]
        file.pupils.append(pupil)
    file.plant("F18")
    return True


def f19(ground: Ground) -> bool:
    """Under the number of the school that this one replaced."""
    file = ground.file
    if not file.school.predecessor:
        return False
    file.source_la, file.source_estab = file.school.predecessor[:3], file.school.predecessor[3:]
    file.plant("F19")
    return True


def _whole(ground: Ground, rule: str) -> bool:
    """Finish a file that is no readable CTF; it is named for what it seems to be."""
    content = file_bytes(ground.file)
    _rename(ground, ".zip" if content.startswith(b"PK") else ".xml")
    ground.file.plant(rule)
    return True


def _rename(ground: Ground, ending: str) -> None:
    file = ground.file
    file.name = file.name[:-4] + ending if file.name[-4:].lower() != ending.lower() else file.name


def _other_rows(what: str, year: int) -> list[Row]:
    if what == "phonics":
        return [Row("PHO", "CHK", "Wa", str(year), method="TT", qualifier="NY")]
    if what == "early years":
        return [Row("COM", "G01", "2", str(year - 2), stage="EYF", method="FA", qualifier="FD")]
    return []


FILE_FAULTS: dict[str, Callable[[Ground], bool]] = {
    "F01": f01, "F02": f02, "F03": f03, "F04": f04, "F05": f05, "F06": f06, "F07": f07, "F08": f08, "F09": f09,
    "F10": f10, "F11": f11, "F12": f12, "F13": f13, "F14": f14, "F15": f15, "F16": f16, "F18": f18, "F19": f19,
}  # fmt: skip
