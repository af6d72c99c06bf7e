"""The manners in which suppliers, trackers and people write a school's file.

What is written here follows what producers were seen to do; each manner is a set of switches that `ctf_text` obeys.
"""

from dataclasses import dataclass

NAMESPACE = "http://www.dcsf.gov.uk/schemas/cbds"
_STANDARD = "{number}_KS1_{la}LLLL_001.xml"


@dataclass(frozen=True, slots=True)
class Manner:
    """How one producer writes a CTF. `mis` is the school's system; `file_name` is filled with the school's own.

    `details`: "core" (the five items and the year), "basic" (what Arbor adds), "full" (a whole transfer file).
    `history` says that entry and leaving dates are written, `blocks` that each subject has a KeyStage of its own.
    """

    key: str
    mis: str
    supplier: str
    version: str = "25.0"
    file_name: str = _STANDARD
    descriptor: str = ""
    declaration: str = '<?xml version="1.0" encoding="utf-8"?>'
    encoding: str = "utf-8"
    indent: str = "  "
    newline: str = "\n"
    sex_tag: str = "Sex"
    details: str = "core"
    history: bool = False
    result_dates: bool = False
    phonics: bool = False
    earlier_years: bool = False
    blocks: bool = False
    capitals: bool = False
    empties: bool = False
    spaced: bool = False
    namespace: bool = False
    nc_year: str = "2"
    dest_estab: str = "LLLL"
    zipped: bool = False
    comment: str = ""


_WINDOWS = '<?xml version="1.0" encoding="UTF-8"?>'
_WHEEL = (
    Manner(
        "sims-full",
        "SIMS",
        "SIMS",
        file_name="{number}_CTF_{la}LLLL_001.xml",
        details="full",
        history=True,
        newline="\r\n",
    ),
    Manner(
        "arbor-phonics",
        "Arbor",
        "Arbor",
        descriptor="Partial CTF containing Key Stage 1 data",
        details="basic",
        result_dates=True,
        phonics=True,
    ),
    Manner("bromcom", "Bromcom", "Bromcom", history=True, indent="\t", newline="\r\n", declaration=_WINDOWS),
    Manner("scholarpack", "ScholarPack", "ScholarPack", indent="", earlier_years=True),
    Manner(
        "integris", "Integris", "RM Integris", history=True, empties=True, file_name="{number}_ks1_{la}llll_001.XML"
    ),
    Manner(
        "arbor",
        "Arbor",
        "Arbor",
        descriptor="Partial CTF containing Key Stage 1 data",
        details="basic",
        result_dates=True,
        file_name="{number}_KS1_{la}LLLL_001 (1).xml",
    ),
    Manner("sims", "SIMS", "SIMS", newline="\r\n", history=True, dest_estab=""),
    Manner("cloud-school", "Cloud School", "Advanced Learning", history=True, result_dates=True, spaced=True),
    Manner(
        "target-tracker",
        "Arbor",
        "Target Tracker",
        version="21.0",
        sex_tag="Gender",
        file_name="KS1 export for {number} ({place}).xml",
    ),
    Manner(
        "notepad-utf16",
        "Pupil Asset",
        "Pupil Asset",
        declaration='<?xml version="1.0" encoding="utf-16"?>',
        encoding="utf-16",
        newline="\r\n",
        comment="checked against the class list",
    ),
    Manner("insight", "Bromcom", "Insight", version="24.0", nc_year="", file_name="{number}_KS1_{la}LLLL_002.xml"),
    Manner("giap", "SIMS", "GIAP", encoding="utf-8-sig", nc_year="", empties=True, file_name="CTF ({place}).xml"),
    Manner("pupil-asset", "Pupil Asset", "Pupil Asset", nc_year="Year 2", dest_estab="own"),
    Manner(
        "sims-capitals",
        "SIMS",
        "SIMS",
        capitals=True,
        newline="\r\n",
        history=True,
        file_name="{number}_KS1_NAALLLL_001.xml",
    ),
    Manner(
        "old-schema",
        "Integris",
        "RM Integris",
        version="12.0",
        sex_tag="Gender",
        namespace=True,
        declaration="<?xml version='1.0' encoding='ISO-8859-1'?>",
        encoding="iso-8859-1",
    ),
    Manner(
        "notepad-bom",
        "ScholarPack",
        "ScholarPack",
        encoding="utf-8-sig",
        newline="\r\n",
        comment="edited in the office",
        file_name="ks1 results final {place}.xml",
    ),
    Manner("bromcom-dates", "Bromcom", "Bromcom", history=True, result_dates=True, declaration=_WINDOWS),
    Manner("facility", "Facility CMIS", "Facility CMIS", version="25", blocks=True, nc_year="02", history=True),
    Manner("arbor-plain", "Arbor", "Arbor", descriptor="Partial CTF containing Key Stage 1 data", details="basic"),
    Manner("classroom-monitor", "ScholarPack", "Classroom Monitor", zipped=True),
    Manner("sims-phonics", "SIMS", "SIMS", phonics=True, newline="\r\n", history=True),
)


def manner_for(index: int) -> Manner:
    """The manner of the school at this place; all of them come round before one comes again."""
    return _WHEEL[index % len(_WHEEL)]


def manners() -> tuple[Manner, ...]:
    """Every manner."""
    return _WHEEL
