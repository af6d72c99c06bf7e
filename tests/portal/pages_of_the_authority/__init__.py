"""The authority's own pages of a season."""
