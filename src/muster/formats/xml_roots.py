"""What an XML document is, told by its root: a CTF, or what else it looks like."""

from lxml import etree

from muster.formats.xml_names import LocalNames, children_named, texts_of

_OTHERS = {
    "atfile": "an admissions file (ATF)",
    "html": "a web page",
    "workbook": "a spreadsheet saved as XML",
    "worddocument": "a Word document",
    "package": "a Word document",
    "svg": "a picture",
    "rss": "a news feed",
    "feed": "a news feed",
}
_CENSUS = frozenset({"sc", "schoolcensus", "school census"})
_LONGEST = 40


def looks_like(root: etree._Element, names: LocalNames) -> str | None:
    """None for a CTF: a CTfile with a header or pupil data. Otherwise what the document looks like, in plain words."""
    name = names[root.tag]
    if name == "message":
        return _return_to_the_department(root, names)
    if name == "ctfile":
        has_either = any(names[child.tag] in ("header", "ctfpupildata") for child in root)
        return None if has_either else "a CTF with neither a header nor pupil data"
    return _OTHERS.get(name, f"an XML document whose outermost element is <{name[:_LONGEST]}>")


def _return_to_the_department(root: etree._Element, names: LocalNames) -> str:
    """Statutory returns all begin with Message; what they collect stands in their header."""
    for header in children_named(root, "header", names):
        for details in children_named(header, "collectiondetails", names):
            if texts_of(details, names).get("collection", "").lower() in _CENSUS:
                return "a school census return"
    return "a return to the Department for Education"
