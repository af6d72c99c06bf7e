"""Tagged PDFs of results and receipts. No web framework, no database: records in, bytes out."""

from muster.reporting.receipt import ReceiptLine, ReceiptPaper, receipt_pdf

__all__ = ["ReceiptLine", "ReceiptPaper", "receipt_pdf"]
