"""Putting right and explaining, through the pages."""
