"""The tables of what schools get back."""

from muster.portal.publishing.models.asked_late import AskedLate
from muster.portal.publishing.models.build import Build
from muster.portal.publishing.models.collection_edition import CollectionBuild, CollectionEdition
from muster.portal.publishing.models.download import Download, FetchReminder
from muster.portal.publishing.models.edition import Edition
from muster.portal.publishing.models.release import Release, Released
from muster.portal.publishing.models.run import Run, RunReturn

__all__ = [
    "AskedLate",
    "Build",
    "CollectionBuild",
    "CollectionEdition",
    "Download",
    "Edition",
    "FetchReminder",
    "Release",
    "Released",
    "Run",
    "RunReturn",
]
