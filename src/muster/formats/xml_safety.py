"""How every parser of received XML is set: it expands, loads and fetches nothing."""

from typing import Final, TypedDict


class SafeSettings(TypedDict):
    """The settings that lxml's parser and its event reader share."""

    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


SAFE: Final = SafeSettings(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
