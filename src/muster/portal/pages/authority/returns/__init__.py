"""The authority's pages of one school's return."""
