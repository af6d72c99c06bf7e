"""Pages of a return: pupils whom another school has also sent."""
