"""Elements by their local name without case: any namespace, prefix or capitals read alike."""

from collections.abc import Iterator

from lxml import etree

_LONGEST_TAG = 300
_MOST_REMEMBERED = 1_000


class TagTooLong(Exception):
    """A tag, with its namespace, is too long to be looked at as often as it may stand in the file."""

    def __init__(self, size: int) -> None:
        super().__init__(f"a tag of {size} characters")
        self.size = size
        self.limit = _LONGEST_TAG


class LocalNames(dict[object, str]):
    """Tag to local name in small letters, worked out once a tag. Made anew for each file.

    Raises TagTooLong for a tag of over three hundred characters: a namespace can be megabytes long, and is copied
    whenever the tag of one of its elements is looked at.
    """

    def __missing__(self, tag: object) -> str:
        if not isinstance(tag, str):  # a comment, an instruction or an entity: no element
            return ""
        if len(tag) > _LONGEST_TAG:
            raise TagTooLong(len(tag))
        name = tag.rpartition("}")[2].lower()
        if len(self) < _MOST_REMEMBERED:
            self[tag] = name
        return name


def children_named(parent: etree._Element, name: str, names: LocalNames) -> Iterator[etree._Element]:
    """The children of an element that have this name, in order."""
    return (child for child in parent if names[child.tag] == name)


def texts_of(parent: etree._Element, names: LocalNames) -> dict[str, str]:
    """The texts of an element's children by name, without white space around them.

    Where a name stands several times, its first text that is not empty.
    """
    texts: dict[str, str] = {}
    for child in parent:
        text = child.text
        if text and not texts.get(name := names[child.tag]):
            texts[name] = text.strip()
    return texts
