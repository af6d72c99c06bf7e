"""A CTF's header: its version, when and by what it was made, from which school and to whom."""

from lxml import etree

from muster.formats.dates import parse_moment
from muster.formats.xml_names import LocalNames, children_named, texts_of
from muster.records import Header


def read_header(root: etree._Element, names: LocalNames) -> Header:
    """The header of a CTF's root, with "" for whatever it lacks; the first where there are several."""
    element = next(children_named(root, "header", names), None)
    if element is None:
        return Header()
    texts = texts_of(element, names)
    source, dest = _school(element, "sourceschool", names), _school(element, "destschool", names)
    return Header(
        version=texts.get("ctfversion", ""),
        created=parse_moment(texts.get("datetime", "")),
        academic_year=source.get("academicyear", ""),
        supplier=texts.get("supplierid", ""),
        source_la=source.get("lea", ""),
        source_estab=source.get("estab", ""),
        source_urn=source.get("urn", ""),
        source_name=source.get("schoolname", ""),
        dest_la=dest.get("lea", ""),
        dest_estab=dest.get("estab", ""),
    )


def _school(header: etree._Element, name: str, names: LocalNames) -> dict[str, str]:
    element = next(children_named(header, name, names), None)
    return {} if element is None else texts_of(element, names)
