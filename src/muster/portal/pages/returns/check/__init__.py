"""Pages of a return: putting right and explaining."""
