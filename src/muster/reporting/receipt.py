"""The receipt of a confirmation as a PDF."""

from datetime import datetime

import msgspec

from muster.reporting.making import pdf_of


class ReceiptLine(msgspec.Struct, frozen=True):
    """One subject's counts: who reaches the expected standard, who works at greater depth; None where there is none."""

    subject: str
    expected: int
    higher: int | None


class ReceiptPaper(msgspec.Struct, frozen=True, kw_only=True):
    """What the receipt says: texts as people read them, and nothing of a single pupil.

    `role` is that of whoever confirmed: head, signer or sender. `withdrawn` is when it was withdrawn, `withdrawn_by` by
    whom; "" where it was not.
    """

    receipt: str
    school: str
    urn: str
    collection: str
    authority: str
    who: str
    role: str
    for_head: str
    when: str
    late: bool
    pupils: int
    lines: tuple[ReceiptLine, ...]
    open_questions: int
    answers_by: str
    declarations: tuple[str, ...]
    digest: str
    withdrawn: str
    withdrawn_by: str
    team: str


def receipt_pdf(paper: ReceiptPaper, made_at: datetime) -> bytes:
    """The receipt on one page, tagged, with title and language; `made_at` is the moment that the file tells."""
    return pdf_of("receipt", msgspec.to_builtins(paper), made_at)
