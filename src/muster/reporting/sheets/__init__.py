"""A paper as a workbook: its figures as numbers, a table a sheet. No engine that sets PDFs."""

from muster.reporting.sheets.workbook import paper_xlsx

__all__ = ["paper_xlsx"]
