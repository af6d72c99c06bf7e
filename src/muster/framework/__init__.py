"""What is assessed, as data: one TOML file a year in this folder. Adding a year is adding a file."""

from muster.framework.authorities import LocalAuthorities, local_authorities
from muster.framework.loading import FrameworkError, available_years, load_framework
from muster.framework.model import CodeKind, CtfKeys, Dates, Framework, Subject

__all__ = [
    "CodeKind",
    "CtfKeys",
    "Dates",
    "Framework",
    "FrameworkError",
    "LocalAuthorities",
    "Subject",
    "available_years",
    "load_framework",
    "local_authorities",
]
