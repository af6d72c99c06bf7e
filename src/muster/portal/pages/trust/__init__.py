"""A trust's own pages: where its schools are, their figures, its people."""
