"""Pages on pupils whom another school has also sent."""
