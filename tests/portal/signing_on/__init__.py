"""An authority's own sign-in, against a real provider."""
