"""An authority's own pages: its home, its schools, new heads, its people."""
