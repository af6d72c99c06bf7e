"""Reports set and kept: each as a PDF, and beside it the paper that it was set from."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from django.db.models import TextChoices
from msgspec.structs import replace

from muster.portal.foundation.files import FileReference, keeping
from muster.portal.publishing.models import Edition
from muster.reporting.content import Edition as For
from muster.reporting.content import Paper, ReportInputs, pupil_report, school_summary
from muster.reporting.papers import file_name, paper_pdf, paper_text

Kind = Edition.Kind


_Kind = TypeVar("_Kind", bound=TextChoices)


class Kept(NamedTuple, Generic[_Kind]):
    """One report as it is kept: what people save it as, the PDF, and the paper."""

    kind: _Kind
    name: str
    file: FileReference
    paper: FileReference


def provisional_papers(inputs: ReportInputs) -> dict[Edition.Kind, Paper]:
    """The two reports that a school has of what it confirmed."""
    return {Kind.SUMMARY: school_summary(inputs), Kind.PUPILS: pupil_report(inputs)}


def final_papers(inputs: ReportInputs) -> dict[Edition.Kind, Paper]:
    """The reports of accepted results: those two, and the summary in which small counts are hidden."""
    published = school_summary(replace(inputs, edition=For.PUBLICATION))
    return {**provisional_papers(inputs), Kind.PUBLICATION: published}


@contextmanager
def kept_papers(authority: str, papers: Mapping[_Kind, Paper], at: datetime) -> Iterator[list[Kept[_Kind]]]:
    """Set the papers and keep them for as long as what follows succeeds; `authority` is the public id of whose."""
    with ExitStack() as stack:
        yield [_kept(stack, authority, kind, paper, at) for kind, paper in papers.items()]


def _kept(stack: ExitStack, authority: str, kind: _Kind, paper: Paper, at: datetime) -> Kept[_Kind]:
    file = stack.enter_context(keeping(authority, paper_pdf(paper, at)))
    return Kept(kind, file_name(paper), file, stack.enter_context(keeping(authority, paper_text(paper))))
