"""How much is read, and for which collection."""

import msgspec

from muster.framework import Framework

MEGABYTE = 1_000_000


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The most that is read; sizes in bytes. Each is a setting."""

    upload_bytes: int = 20 * MEGABYTE
    bulk_bytes: int = 500 * MEGABYTE
    unpacked_bytes: int = 2_000 * MEGABYTE
    members: int = 1_000
    ratio: int = 100
    depth: int = 100
    elements: int = 500_000


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """For which collection a file is read: the framework's rows, science or not, and the limits."""

    framework: Framework
    science: bool = True
    limits: Limits = Limits()
