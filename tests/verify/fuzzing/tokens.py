"""Texts that readers trip over: long, huge, empty, invisible, right to left, of another syntax, or nearly right."""

LONG = tuple(character * length for length in (41, 201, 10_000, 140_000) for character in ("7", "A", " ", "é", "{"))
NUMBERS = tuple(
    """0 -1 1e308 1e999 -0.0 NaN Infinity 2147483648 18446744073709551616 9999999999 00000000000000000000 1,234 ٣٣٠
    ３３０ ² Ⅷ ½ 0x7f 1_000 3302001 33020010 330/2001 12345 60000 99999 2958466 0.1 43538.5""".split()
)
DATES = tuple(
    """2019-02-30 2019-13-01 0000-00-00 9999-12-31 10000-01-01 0001-01-01 2019-W11-4 20190314 14/03/2019 3/14/2019
    31.02.19 29-Feb-2019 2019-03-14T25:61:61 2019-03-14T09:00:00+99:99
    ２０１９-03-14 2026-06-18T14:05:00.999999999Z""".split()
)
UPNS = (
    *("X330299923017", "A3302999230170", "x330299923017", "X 3302 9992 3017", "X33029992301I", "O330299923017"),
    *("X330299923٠١٧", "X33029992301Ｚ", "ſ330299923017", "ß330299923017", "UPN", "'X330299923017", "=X330299923017"),
)
CODES = (
    *(
        "EXS",
        "exs",
        " EXS ",
        "E X S",
        "WTS",
        "GDS",
        "PKF",
        "PK3",
        "PK0",
        "EM",
        "BLW",
        "A",
        "D",
        "L",
        "Q",
        "F",
        "M",
        "U",
    ),
    *(
        "HNM",
        "2B",
        "2A",
        "W",
        "1",
        "3",
        "100",
        "WA",
        "EXS+",
        "EXS/GDS",
        "ＥＸＳ",
        "ΕΧЅ",
        "EXS\u200b",
        "\xa0EXS\xa0",
        "ß",
        "ǰ",
    ),
)
YEARS = ("2026", "2025", "2027", "26", "2025/26", "0", "-2026", "２０２６", "Year 2", "Y2", "R", "N2", "02", "2.0")
INVISIBLE = (
    *("\u202e", "\u202eabc\u202c", "\u2066x", "\u200b", "\u200d", "\ufeff", "\xad", "\x7f", "\x85", "\u2028", "\u2029"),
    *("e\u0301\u0301\u0301", "\u0e33" * 40, "\U0001f469\u200d\U0001f467", "\U000e0041", "\uffff", "\ufffe", "\ufdd0"),
    *(
        "\u0130stanbul",
        "ﬁnlay",
        "İ",
        "ẞ",
        "ŉ",
        "\u1e9e",
        "\u0345",
        "\u3164",
        "مريم",
        "דוד",
        "张伟",
        "ਗੁਰਪ੍ਰੀਤ",
        "O’Briên-Đặng",
    ),
)
CONTROLS = (
    "\x00",
    "\x01",
    "\x08",
    "\x0b",
    "\x0c",
    "\x1a",
    "\x1b[2J\x1b[31mred",
    "\r",
    "\n",
    "\r\n\t",
    "\x9b31m",
    "\x07",
)
SYNTAX = (
    *("{", "}", "{}", "{who}", "{0}", "{value!r:>99}", "%s%n", "$(id)", "`id`", "\\", "\\u0000", "'", '"', "'; DROP"),
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "=cmd|' /C calc'!A0",
        "<",
        ">",
        "&",
        "]]>",
        "-->",
        "<!--",
        "?>",
        "../../a",
    ),
    *(
        "&lt;",
        "&amp;",
        "&#0;",
        "&#x1F600;",
        "&#xD800;",
        "&#55296;",
        "&#38;#60;",
        "&nbsp;",
        "&eacute;",
        "&a;",
        "&#;",
        "&#x;",
    ),
    *("<![CDATA[EXS]]>", "<![CDATA[]]>", "<![CDATA[", "<!-- x -->", "<?x y?>", "<b>EXS</b>", "<b/>", "EX<!-- -->S"),
    *(",", ";", "\t", '""', '"a\nb"', '"', "a,b;c\td", "None", "null", "true", "N/A", "#REF!", "#N/A", "TRUE"),
)
VALUES = ("", " ", *NUMBERS, *DATES, *UPNS, *CODES, *YEARS, *INVISIBLE, *CONTROLS, *SYNTAX, *LONG)

DOCTYPES = (
    "<!DOCTYPE CTfile>",
    '<!DOCTYPE CTfile [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
    '<!DOCTYPE CTfile SYSTEM "file:///a">',
    '<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://example.invalid/a"> %p;]>',
    "<!doctype html>",
    "<!DOCTYPE",
)
_DECLARED = """UTF-8 utf-16 UTF-16BE UTF-16LE windows-1252 ISO-8859-1 iso-8859-15 US-ASCII UTF-7 UTF-32 Shift_JIS foo
rot13 hex idna punycode undefined unicode_escape zip EBCDIC-CP-US utf-8-sig mbcs""".split()
DECLARATIONS = (
    *(f'<?xml version="1.0" encoding="{encoding}"?>' for encoding in _DECLARED),
    *("<?xml version='1.1'?>", "<?xml?>", "<?xml", '<?xml version="1.0" encoding=""?>', "\n<?xml version='1.0'?>"),
)
CODECS = (
    *(
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-7",
        "cp1252",
        "iso-8859-1",
        "iso-8859-15",
    ),
    *("ascii", "shift_jis", "cp037", "mac-roman", "gb18030"),
)
MARKS = (
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff\xfe\x00\x00",
    b"\x00\x00\xfe\xff",
    b"\xef\xbb\xbf\xef\xbb\xbf",
)
STARTS = (
    *(b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"<html>", b"MZ"),
    *(b"\x1f\x8b", b"<", b"<?xml", b"<CTfile>", b"UPN,", b"\n\n", b"\x00", b"MM\x00*", b"<!--", b"<?"),
)
BYTES = (
    *(
        b"\x00",
        b"\xff",
        b"\x00\x00\x00\x00",
        b"\xff\xff\xff\xff",
        b"\x80",
        b"\xc0\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
    ),
    *(b"\xe2\x80", b"\x93", b"\x81", b"\r", b"\n", b"\x1a", *MARKS, *STARTS),
)
TAGS = tuple(
    """CTfile Header CTFversion DateTime SourceSchool LEA Estab URN SchoolName AcademicYear DestSchool CTFpupilData
    Pupil UPN FormerUPN Surname Forename DOB Sex Gender BasicDetails PreferredSurname NCyearActual EnrolStatus
    StageAssessments KeyStage Stage StageAssessment Locale Year Subject Method Component ResultStatus ResultQualifier
    Result ResultDate SchoolHistory School EntryDate LeavingDate LeavingReason SuppInfo Address worksheet sheetData row
    c v t is f si sst xml a:b :a _""".split()
)
BLOCKS = tuple(
    """CTfile Header SourceSchool DestSchool CTFpupilData Pupil BasicDetails StageAssessments KeyStage StageAssessment
    SchoolHistory School sheetData row c si sheets sheet Relationship Override""".split()
)
HEADINGS = (
    *("UPN", "upn ", "Unique Pupil Number", "Former UPN", "Surname", "Forename", "Name", "DOB", "Date of birth", "Sex"),
    *(
        "Reading",
        "KS1 Reading TA 2026",
        "Writing",
        "Maths",
        "Science",
        "NC year",
        "Year group",
        "LA",
        "Estab",
        "DfE",
        "URN",
    ),
    *(
        "School",
        "Result date",
        "Entry date",
        "Leaving date",
        "Enrol status",
        "",
        "x" * 200,
        "UPN UPN",
        "Reading,Writing",
    ),
)
FILE_NAMES = (
    *(
        "",
        ".",
        "/",
        "../../3302001_KS1_330LLLL_001.xml",
        "a\x00b.xml",
        "CON",
        "a" * 5_000,
        "\u202elmx.\u202c",
        "\ud800.xml",
    ),
    *(
        "3302001_KS1_330LLLL_001 (1).XML",
        "KS1_2001_26.csv",
        "KS1_123456_26.xlsx",
        "a.zip!b/c.xml",
        "{name}.xml",
        "=1.xml",
    ),
    *("roll.csv", "~$a.xlsx", "٣٣٠٢٠٠١_KS1_330LLLL_001.xml", "C:\\a\\b.xml", "a\nb.xml", "9" * 10_000 + "_KS1_"),
)
NAMED_INSIDE = (
    *("../a.xml", "/a.xml", "a\\..\\b.xml", "C:a.xml", "", "a/", "b.zip", "\x00", "\u202e.xml", "a" * 5_000, "é.xml"),
    *(
        "xl/workbook.xml",
        "[Content_Types].xml",
        "mimetype",
        "word/document.xml",
        ".a",
        "__MACOSX/a",
        "CTF_Error_List.txt",
    ),
)
INTEGERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
