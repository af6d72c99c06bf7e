"""How an authority goes about a collection, beside its dates and rules: what it lets schools do, and how it helps."""

from datetime import date
from enum import StrEnum

import msgspec

from muster.portal.collecting.models import Collection


class Benchmarks(StrEnum):
    """Who sees the authority's and the emerging national figures."""

    HIDDEN = "hidden"
    AUTHORITY = "authority"
    SCHOOLS = "schools"


class Trusts(StrEnum):
    """What a trust's people see of its own schools."""

    RESULTS = "results"
    PROGRESS = "progress"


class Takes(StrEnum):
    """Which kind of file a collection of files alone takes."""

    ANY = "any"
    CTF = "ctf"
    TABLE = "table"
    CTF_OR_TABLE = "ctf_or_table"


class Holds(StrEnum):
    """Of which assessment a CTF must hold rows where a collection takes files alone."""

    ANY = "any"
    EYFSP = "eyfsp"
    PHONICS = "phonics"
    MULTIPLICATION = "multiplication"
    KS2 = "ks2"


class SystemHelp(msgspec.Struct, frozen=True, kw_only=True):
    """What an authority says of one management information system: its own text, and whom to ask there."""

    text: str = ""
    document: str = ""
    link: str = ""
    telephone: str = ""
    email: str = ""


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """Settings of a collection that no check needs.

    `answers_first` asks schools to answer every question before they confirm, `answers_by` says by when otherwise.
    `sender_may_confirm` lets somebody who may send confirm that the head has agreed. `open_check` lets anybody check
    a file without sending it. `trusts` says whether a trust sees its schools'
    figures, or only how far they are. `systems` has help by a system's key. Of a collection of files
    alone, `takes` says which kind of file is wanted, and `holds` of which assessment a CTF must hold rows.
    """

    answers_first: bool = False
    answers_by: date | None = None
    sender_may_confirm: bool = False
    open_check: bool = False
    benchmarks: Benchmarks = Benchmarks.HIDDEN
    systems: dict[str, SystemHelp] = {}
    trusts: Trusts = Trusts.RESULTS
    takes: Takes = Takes.ANY
    holds: Holds = Holds.ANY


def practice_of(collection: Collection) -> Practice:
    """How the authority goes about this collection."""
    return msgspec.convert(collection.practice, Practice)
